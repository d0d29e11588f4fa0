"""Checkpoints on disk.

Compact (``studio.pt``, ``studio-ema.pt``): ``eg`` weights of the paint net, ``es`` of the style net, ``w`` widths, ``it``
steps. Their keys are older than this package's names, hence the tables below; the order of parameters is the same.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from .canvas import CANVAS_CHANNELS
from .networks import PICTURE_CHANNELS, WIDTHS, Paint, Style, Widths
from .shipped import read_shipped

Weights = dict[str, Tensor]

# Prefix on disk → name here.
TRUNK = {"c1": "stem", "c2": "down4", "c3": "down8", "r": "residuals"}
PAINT = {"r1": "residual1", "r2": "residual2", "u1": "up4", "sk": "detail", "r3": "residual3", "u2": "up2", "o": "out"}
STYLE = {"p": "heads"}

# What a first net's new canvas inputs start from.
CANVAS_START_STD = 0.02


def from_disk(weights: Weights, names: dict[str, str]) -> Weights:
    """Weights under this package's names, in fp32."""
    prefixes = {f"e.{k}": f"trunk.{v}" for k, v in TRUNK.items()} | names
    return {_rename(key, prefixes): value.float() for key, value in weights.items()}


def to_disk(weights: Weights, names: dict[str, str]) -> Weights:
    """Weights under the names of the files."""
    prefixes = {f"trunk.{v}": f"e.{k}" for k, v in TRUNK.items()} | {v: k for k, v in names.items()}
    return {_rename(key, prefixes): value.detach().cpu() for key, value in weights.items()}


def _rename(key: str, prefixes: dict[str, str]) -> str:
    for prefix in sorted(prefixes, key=len, reverse=True):
        if re.match(re.escape(prefix) + r"(\.|$)", key):
            return prefixes[prefix] + key[len(prefix) :]
    return key


def load_paint(paint: Paint, weights: Weights) -> None:
    """Loads weights from a file, also those of the first nets (no canvas, last layer with free sub-pixels)."""
    named = from_disk(weights, PAINT)
    stem = named["trunk.stem.weight"]
    if stem.shape[1] == PICTURE_CHANNELS:
        extra = CANVAS_START_STD * torch.randn(len(stem), CANVAS_CHANNELS, 3, 3)
        named["trunk.stem.weight"] = torch.cat([stem, extra], 1)
    if len(named["out.weight"]) == PICTURE_CHANNELS:
        named["out.weight"] = paint.out.unfold_from(named["out.weight"])
        named["out.bias"] = named["out.bias"].view(3, 4).mean(1)
    _load(paint, named)


def load_style(style: Style, weights: Weights) -> None:
    """Loads weights from a file."""
    _load(style, from_disk(weights, STYLE))


def _load(net: torch.nn.Module, named: Weights) -> None:
    missing, unexpected = net.load_state_dict(named, strict=False)
    wrong = missing + [key for key in unexpected if not key.endswith(".fold")]
    if wrong:
        raise ValueError(f"not a checkpoint of these networks: {', '.join(wrong[:4])}")


@dataclass
class Networks:
    """A pair of networks as one file holds them."""

    paint: Paint
    style: Style
    widths: Widths
    steps: int

    @property
    def tier(self) -> str | None:
        """``studio`` or ``sketch``, None for widths of neither."""
        return next((tier for tier, widths in WIDTHS.items() if widths == self.widths), None)


def create_networks(widths: Widths) -> Networks:
    """Networks with fresh random weights (of the global generator)."""
    return Networks(Paint(widths), Style(widths), widths, 0)


def read_networks(path: Path) -> Networks:
    """Reads a compact checkpoint, or the graphs that ship (``…-paint.onnx``), ready to paint (no gradients)."""
    if path.suffix == ".onnx":
        paint, style, widths = read_shipped(path)
        return Networks(paint.eval().requires_grad_(False), style.eval().requires_grad_(False), widths, 0)
    data = torch.load(path, map_location="cpu")
    if "paint" in data:
        raise ValueError(f"{path} is the state of a training: name the compact checkpoint beside it (…-ema.pt)")
    widths: Widths = tuple(data["w"])
    networks = create_networks(widths)
    load_paint(networks.paint, data["eg"])
    load_style(networks.style, data["es"])
    networks.steps = int(data["it"])
    networks.paint.eval().requires_grad_(False)
    networks.style.eval().requires_grad_(False)
    return networks


def write_networks(path: Path, paint: Weights, style: Weights, widths: Widths, steps: int) -> None:
    """Writes a compact checkpoint, whole or not at all."""
    data = {"eg": to_disk(paint, PAINT), "es": to_disk(style, STYLE), "w": widths, "it": steps}
    save_whole(data, path)


def save_whole(data: object, path: Path) -> None:
    """torch.save beside the file, then renamed: an interruption never leaves half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    torch.save(data, partial)
    partial.replace(path)
