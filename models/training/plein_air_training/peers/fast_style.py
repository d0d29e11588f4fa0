"""Fast neural style (Johnson et al. 2016, Engstrom's variant): one network per painting, instance normalisation."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

EPSILON = 1e-3
RESIDUALS = 5


@dataclass(frozen=True)
class FastLayer:
    """A convolution without bias, f32[Cout,Cin,k,k] (transposed ones f32[Cin,Cout,k,k]), and its normalisation."""

    weight: Tensor
    shift: Tensor
    scale: Tensor


class FastStyle:
    """The network of one painting; ``layers`` in the order in which they run: 3 down, 2 a residual, 2 up, 1 out."""

    def __init__(self, layers: list[FastLayer]) -> None:
        if len(layers) != 6 + 2 * RESIDUALS:
            raise SystemExit(f"A fast-neural-style network has {6 + 2 * RESIDUALS} layers, not {len(layers)}.")
        self.down, self.residual = layers[:3], layers[3 : 3 + 2 * RESIDUALS]
        self.up, self.out = layers[-3:-1], layers[-1]

    def paint(self, photos: Tensor) -> Tensor:
        """f32[N,3,H,W] in 0..1 → painted; H and W multiples of 4."""
        x = photos * 255
        for layer, stride in zip(self.down, (1, 2, 2), strict=True):
            x = F.relu(_normalise(F.conv2d(_pad_same(x, layer.weight.shape[2], stride), layer.weight, stride=stride), layer))
        for first, second in zip(self.residual[::2], self.residual[1::2], strict=True):
            inner = F.relu(_normalise(F.conv2d(x, first.weight, padding=1), first))
            x = x + _normalise(F.conv2d(inner, second.weight, padding=1), second)
        for layer in self.up:
            # TensorFlow's SAME: twice the size, one row and column cut off at the end.
            x = F.relu(_normalise(F.conv_transpose2d(x, layer.weight, stride=2)[..., :-1, :-1], layer))
        x = torch.tanh(_normalise(F.conv2d(x, self.out.weight, padding=4), self.out))
        return ((x * 150 + 127.5) / 255).clamp(0, 1)


def same_pads(kernel: int, stride: int) -> tuple[int, int]:
    """TensorFlow's SAME padding before and after, for sides that are multiples of the stride."""
    total = kernel - stride
    return total // 2, total - total // 2


def _pad_same(x: Tensor, kernel: int, stride: int) -> Tensor:
    before, after = same_pads(kernel, stride)
    return F.pad(x, (before, after, before, after))


def _normalise(x: Tensor, layer: FastLayer) -> Tensor:
    return F.instance_norm(x, weight=layer.scale, bias=layer.shift, eps=EPSILON)


def read_fast_style(folder: Path) -> FastStyle:
    """Reads a folder of tensors with their ``manifest.json``: per layer the weight, the shift and the scale."""
    shapes = json.loads((folder / "manifest.json").read_text("utf-8"))
    names = ["Variable", *(f"Variable_{k}" for k in range(1, len(shapes)))]

    def tensor(name: str) -> Tensor:
        entry = shapes[name]
        values = np.fromfile(folder / entry["filename"], np.float32).reshape(entry["shape"])
        # [k,k,in,out]; transposed convolutions are [k,k,out,in], so the same turn gives what each one wants.
        return torch.from_numpy(values.transpose(3, 2, 0, 1).copy() if values.ndim == 4 else values)

    return FastStyle([FastLayer(*(tensor(n) for n in names[k : k + 3])) for k in range(0, len(names), 3)])
