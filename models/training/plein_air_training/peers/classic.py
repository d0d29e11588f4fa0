"""Classic AdaIN (Huang & Belongie 2017): normalised VGG-19 to relu4_1, AdaIN, mirrored decoder."""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..layers import mean_std
from ..loss_networks import Vgg, read_vgg

DECODER_LAYERS = 9
# Nearest ×2 comes after these layers of the decoder.
UP_AFTER = (0, 4, 6)


class ClassicAdaIN:
    """The network of the paper; reflection padding everywhere."""

    def __init__(self, encoder: Vgg, decoder: list[tuple[Tensor, Tensor]]) -> None:
        self.encoder, self.decoder = encoder, decoder

    def encode(self, paintings: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and std of relu4_1, f32[N,512] each."""
        return mean_std(self.encoder(paintings)[-1])

    def paint(self, photos: Tensor, code: tuple[Tensor, Tensor]) -> Tensor:
        """f32[N,3,H,W]; H and W multiples of 8."""
        features = self.encoder(photos)[-1]
        mean, std = mean_std(features)
        x = (features - mean[..., None, None]) / std[..., None, None]
        x = x * code[1][..., None, None] + code[0][..., None, None]
        for index, (weight, bias) in enumerate(self.decoder):
            x = F.conv2d(F.pad(x, (1, 1, 1, 1), mode="reflect"), weight, bias)
            if index < DECODER_LAYERS - 1:
                x = F.relu(x)
            if index in UP_AFTER:
                x = F.interpolate(x, scale_factor=2, mode="nearest")
        return x


def read_classic(path: Path) -> ClassicAdaIN:
    """Reads an ``.npz`` with ``encoder.conv…`` and ``decoder.0`` to ``decoder.8``."""
    with np.load(path) as arrays:
        tensor = {key: torch.from_numpy(arrays[key]).float() for key in arrays if key.startswith("decoder.")}
    decoder = [(tensor[f"decoder.{k}.weight"], tensor[f"decoder.{k}.bias"]) for k in range(DECODER_LAYERS)]
    return ClassicAdaIN(read_vgg(path), decoder)
