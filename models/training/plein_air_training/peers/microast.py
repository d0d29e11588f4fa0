"""MicroAST (Wang et al., AAAI 2023): a small encoder, AdaIN at two sites, filters modulated by the painting."""

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from ..layers import mean_std

Weights = dict[str, Tensor]


@dataclass(frozen=True)
class MicroCode:
    """What a painting becomes; lists are fine (first encoder) and coarse (second encoder) site."""

    statistics: list[tuple[Tensor, Tensor]]
    gains: list[Tensor]
    biases: list[Tensor]


def _conv(x: Tensor, weights: Weights, key: str, stride: int = 1) -> Tensor:
    """Reflection padding; as many groups as the shape of the weight says."""
    weight = weights[f"{key}.conv_layer.weight"]
    half = weight.shape[-1] // 2
    groups = x.shape[1] // weight.shape[1]
    return F.conv2d(F.pad(x, (half,) * 4, mode="reflect"), weight, weights[f"{key}.conv_layer.bias"], stride, groups=groups)


def _residual(x: Tensor, weights: Weights, key: str) -> Tensor:
    return x + _conv(F.relu(_conv(x, weights, f"{key}.conv1")), weights, f"{key}.conv2")


def _modulated(x: Tensor, weights: Weights, key: str, gain: Tensor, bias: Tensor) -> Tensor:
    inner = F.relu(gain * _conv(x, weights, f"{key}.conv1") + bias * x)
    return x + gain * _conv(inner, weights, f"{key}.conv2") + bias * inner


def _normalise(x: Tensor, target: tuple[Tensor, Tensor]) -> Tensor:
    mean, std = mean_std(x)
    gain = target[1] / std
    return x * gain[..., None, None] + (target[0] - mean * gain)[..., None, None]


class MicroAST:
    """The four parts as their authors published them."""

    def __init__(self, content: Weights, style: Weights, modulator: Weights, decoder: Weights) -> None:
        self.content, self.style, self.modulator, self.decoder = content, style, modulator, decoder

    @staticmethod
    def _encode(x: Tensor, weights: Weights) -> tuple[Tensor, Tensor]:
        for index, stride in ((0, 1), (2, 2), (4, 1), (6, 2), (8, 1)):
            x = F.relu(_conv(x, weights, f"enc1.{index}", stride))
        fine = _residual(x, weights, "enc1.10")
        return fine, _residual(fine, weights, "enc2.0")

    def encode(self, paintings: Tensor) -> MicroCode:
        """Statistics and filter modulation of paintings f32[N,3,H,W]."""
        features = self._encode(paintings, self.style)
        pooled = {
            name: [_conv(f, self.modulator, f"{name}{k + 1}.0").mean((2, 3), keepdim=True) for k, f in enumerate(features)]
            for name in ("weight", "bias")
        }
        return MicroCode([mean_std(f) for f in features], pooled["weight"], pooled["bias"])

    def paint(self, photos: Tensor, code: MicroCode) -> Tensor:
        """f32[N,3,H,W]; H and W multiples of 4."""
        _, coarse = self._encode(photos, self.content)
        x = _normalise(coarse, code.statistics[1])
        x = _modulated(x, self.decoder, "dec1", code.gains[1], code.biases[1])
        x = _normalise(x, code.statistics[0])
        x = _modulated(x, self.decoder, "dec2", code.gains[0], code.biases[0])
        for first, second in ((1, 3), (6, 8)):
            x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
            x = F.relu(_conv(x, self.decoder, f"dec3.{first}"))
            x = F.relu(_conv(x, self.decoder, f"dec3.{second}"))
        return _conv(x, self.decoder, "dec3.10")


def read_microast(folder: Path) -> MicroAST:
    """Reads the folder with the four ``…_iter_160000.pth.tar``."""

    def part(name: str) -> Weights:
        weights = torch.load(next(folder.glob(f"{name}*.pth*")), map_location="cpu")
        return {key: value.float() for key, value in weights.items()}

    return MicroAST(part("content_encoder"), part("style_encoder"), part("modulator"), part("decoder"))
