"""Scales the layers so that the largest activation of each is about 16: half precision has room for sums then.

ReLU is homogeneous: a layer's weights times k/k', its bias times k (k' of the layer before) gives k times its output. The
picture stays the same; statistics and codes come k times as large, and epsilon goes with them.
"""

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor

from ..loss_networks import VGG_LAYERS, Vgg
from .network import UP_AFTER, Classic, Layer

TARGET = 16.0


@dataclass(frozen=True)
class Largest:
    """Largest activation of every layer."""

    encoder: list[float]
    decoder: list[float]


@torch.no_grad()
def measure(network: Classic, frames: list[Tensor]) -> Largest:
    """Every frame is painted with the next one's code."""
    encoder = [0.0] * len(network.encoder.layers)
    decoder = [0.0] * len(network.decoder)
    codes = [network.encode(frame) for frame in frames]
    for k, frame in enumerate(frames):
        x = F.conv2d(frame, *network.encoder.first)
        for index, (name, (weight, bias)) in enumerate(zip(VGG_LAYERS, network.encoder.layers, strict=True)):
            if name.endswith("_1") and name != "1_1":
                x = F.max_pool2d(x, 2)
            x = F.relu(F.conv2d(F.pad(x, (1, 1, 1, 1), mode=network.encoder.mode), weight, bias))
            encoder[index] = max(encoder[index], float(x.max()))
        x = network.adapt(x, codes[(k + 1) % len(codes)])
        encoder[-1] = max(encoder[-1], float(x.abs().max()))
        for index in range(len(network.decoder)):
            x = F.conv2d(F.pad(x, (1, 1, 1, 1), mode="reflect"), *network.decoder[index])
            if index < len(network.decoder) - 1:
                x = F.relu(x)
            decoder[index] = max(decoder[index], float(x.abs().max()))
            if index in UP_AFTER:
                x = F.interpolate(x, scale_factor=2, mode="nearest")
    return Largest(encoder, decoder)


def scale(network: Classic, largest: Largest, target: float = TARGET) -> tuple[Classic, float]:
    """The same network with the largest activations at ``target``, and how much larger its codes are.

    The picture that it writes keeps its scale.
    """
    encoder, at = _chain(network.encoder.layers, [target / max(value, 1e-6) for value in largest.encoder], 1.0)
    factors = [target / max(value, 1e-6) for value in largest.decoder[:-1]] + [1.0]
    decoder, _ = _chain(network.decoder, factors, at)
    kind = network.conventions
    epsilon = kind.epsilon * (at if kind.epsilon_in == "std" else at * at)
    vgg = Vgg(network.encoder.first, encoder, reflect=network.encoder.mode == "reflect")
    return Classic(vgg, decoder, replace(kind, epsilon=epsilon)), at


def _chain(layers: list[Layer], factors: list[float], before: float) -> tuple[list[Layer], float]:
    scaled: list[Layer] = []
    for (weight, bias), factor in zip(layers, factors, strict=True):
        scaled.append((weight * (factor / before), bias * factor))
        before = factor
    return scaled, before
