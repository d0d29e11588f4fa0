"""Pictures and loss networks of the real topology, small enough for a test of seconds."""

import tarfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from plein_air_training.activations import smooth_picture
from plein_air_training.loss_networks import VGG_LAYERS
from plein_air_training.sheet import to_image

# Channels of conv1_1 … conv4_1.
CHANNELS = (8, 8, 8, 8, 12, 12, 12, 12, 16)


def write_pictures(folder: Path) -> None:
    """``photos.tar`` with JPEGs, ``paintings`` and ``gallery`` as folders."""
    for kind, count in (("photos", 4), ("paintings", 4), ("gallery", 2)):
        (folder / kind).mkdir(parents=True)
        for k in range(count):
            picture = smooth_picture(80, 96, 100 * len(kind) + k)[0]
            stripes = torch.sin(torch.arange(96) * (0.3 + 0.2 * k)) * 0.2
            to_image(picture + stripes).save(folder / kind / f"{kind}-{k}.jpg", quality=95)
    with tarfile.open(folder / "photos.tar", "w") as tar:
        for path in sorted((folder / "photos").iterdir()):
            tar.add(path, path.name)
    Image.new("RGB", (20, 20)).save(folder / "gallery" / "too-small.png")


def write_loss_networks(folder: Path) -> None:
    """``vgg.npz`` and ``compressed.pth`` with random weights."""
    generator = torch.Generator().manual_seed(11)
    arrays: dict[str, np.ndarray] = {}
    compressed = {"conv0.weight": torch.eye(3)[..., None, None], "conv0.bias": torch.zeros(3)}
    inputs = 3
    for name, channels in zip(VGG_LAYERS, CHANNELS, strict=True):
        weight = torch.randn(channels, inputs, 3, 3, generator=generator) * (2 / (9 * inputs)) ** 0.5
        arrays[f"conv{name}.weight"] = weight.numpy() / (100 if name == "1_1" else 1)
        arrays[f"conv{name}.bias"] = np.zeros(channels, np.float32)
        compressed[f"conv{name.replace('_', '')}.weight"] = weight
        compressed[f"conv{name.replace('_', '')}.bias"] = torch.zeros(channels)
        inputs = channels
    np.savez(folder / "vgg.npz", **arrays)
    torch.save({"model": compressed}, folder / "compressed.pth")
