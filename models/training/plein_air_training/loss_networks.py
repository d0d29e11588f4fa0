"""The fixed networks that losses and measures look through. Their weights are the user's files, never part of this repository.

Both return relu1_1, relu2_1, relu3_1 and relu4_1 of pictures f32[N,3,H,W] in 0..1. Widths come from the weights.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

VGG_LAYERS = ("1_1", "1_2", "2_1", "2_2", "3_1", "3_2", "3_3", "3_4", "4_1")
# Indices of the same layers in torchvision's vgg19().features and in the normalised network of AdaIN's PyTorch port.
TORCHVISION_INDICES = (0, 2, 5, 7, 10, 12, 14, 16, 19)
NORMALISED_INDICES = (2, 5, 9, 12, 16, 19, 22, 25, 29)
BGR_MEAN = (103.939, 116.779, 123.68)
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


class LossNetwork(Protocol):
    """Pictures → features of four depths."""

    def __call__(self, pictures: Tensor) -> list[Tensor]: ...


class Vgg:
    """VGG-19 to relu4_1."""

    def __init__(
        self, first: tuple[Tensor, Tensor], layers: list[tuple[Tensor, Tensor]], reflect: bool = True
    ) -> None:
        self.first = first  # 1×1, RGB 0..1 → what the network was trained on
        self.layers = layers
        self.mode = "reflect" if reflect else "constant"
        self.dtype = torch.float32

    def to(self, device: torch.device | str, dtype: torch.dtype = torch.float32) -> "Vgg":
        """Moves the weights; features come in ``dtype``."""
        self.dtype = dtype
        self.first = (self.first[0].to(device), self.first[1].to(device))
        self.layers = [
            (w.to(device, dtype, memory_format=torch.channels_last), b.to(device, dtype)) for w, b in self.layers
        ]
        return self

    def __call__(self, pictures: Tensor) -> list[Tensor]:
        x = F.conv2d(pictures, *self.first).to(self.dtype, memory_format=torch.channels_last)
        features: list[Tensor] = []
        for name, (weight, bias) in zip(VGG_LAYERS, self.layers, strict=True):
            if name.endswith("_1") and name != "1_1":
                x = F.max_pool2d(x, 2)
            x = F.relu(F.conv2d(F.pad(x, (1, 1, 1, 1), mode=self.mode), weight, bias))
            if name.endswith("_1"):
                features.append(x)
        return features


def read_vgg(path: Path) -> Vgg:
    """Reads VGG-19 from any of the files in use.

    ``.npz`` with ``conv1_1.weight`` or ``encoder.conv1_1.weight`` (normalised network); AdaIN's ``vgg_normalised.pth``;
    torchvision's ``vgg19-….pth``. Padding is by reflection in all of them but torchvision's.
    """
    weights: Mapping[str, Tensor]
    if path.suffix == ".npz":
        with np.load(path) as arrays:
            weights = {key: torch.from_numpy(arrays[key]).float() for key in arrays}
        prefix = "encoder." if "encoder.conv1_1.weight" in weights else ""
        keys = [f"{prefix}conv{name}" for name in VGG_LAYERS]
        first = _pair(weights, f"{prefix}conv0") if f"{prefix}conv0.weight" in weights else _bgr()
        return Vgg(first, [_pair(weights, key) for key in keys])
    weights = torch.load(path, map_location="cpu")
    if "features.0.weight" in weights:
        layers = [_pair(weights, f"features.{index}") for index in TORCHVISION_INDICES]
        return Vgg(imagenet_input(), layers, reflect=False)
    if "0.weight" in weights:
        return Vgg(_pair(weights, "0"), [_pair(weights, str(index)) for index in NORMALISED_INDICES])
    raise ValueError(f"{path} holds no VGG-19 that this program knows")


def _pair(weights: Mapping[str, Tensor], key: str) -> tuple[Tensor, Tensor]:
    return weights[f"{key}.weight"].float(), weights[f"{key}.bias"].float()


def _bgr() -> tuple[Tensor, Tensor]:
    return 255 * torch.eye(3).flip(0)[..., None, None], -torch.tensor(BGR_MEAN)


def imagenet_input() -> tuple[Tensor, Tensor]:
    """RGB 0..1 → what torchvision's networks were trained on, as a 1×1 convolution."""
    std = torch.tensor(IMAGENET_STD)
    return torch.diag(1 / std)[..., None, None], -torch.tensor(IMAGENET_MEAN) / std


class CompressedVgg:
    """VGG-19 compressed 16 times (Wang et al., Collaborative Distillation, 2020): a sixteenth of the work."""

    def __init__(self, weights: Mapping[str, Tensor]) -> None:
        self.weights = {key: value.float() for key, value in weights.items()}

    def to(self, device: torch.device | str) -> "CompressedVgg":
        """Moves the weights."""
        self.weights = {key: value.to(device) for key, value in self.weights.items()}
        return self

    def __call__(self, pictures: Tensor) -> list[Tensor]:
        x = F.conv2d(pictures, *_pair(self.weights, "conv0"))
        features: list[Tensor] = []
        for name in VGG_LAYERS:
            if name.endswith("_1") and name != "1_1":
                x = F.max_pool2d(x, 2)
            x = F.relu(F.conv2d(F.pad(x, (1, 1, 1, 1), mode="reflect"), *_pair(self.weights, f"conv{name.replace('_', '')}")))
            if name.endswith("_1"):
                features.append(x)
        return features


def read_compressed(path: Path) -> CompressedVgg:
    """Reads ``vgg19-16x.pth``."""
    return CompressedVgg(torch.load(path, map_location="cpu")["model"])
