"""Reads networks back from the graphs that ship, so that anyone can measure them or train on.

What is stored as fp16 comes back as fp16 left it; an up-convolution is unfolded exactly.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from .layers import UpConv
from .networks import Paint, Style, Trunk, Widths

PAINT_SUFFIX, STYLE_SUFFIX = "-paint.onnx", "-style.onnx"


def read_shipped(path: Path) -> tuple[Paint, Style, Widths]:
    """The networks of ``studio-paint.onnx`` and of ``studio-style.onnx`` beside it; either may be named.

    Raises ValueError where these are not the graphs of one pair.
    """
    tier = path.name.removesuffix(PAINT_SUFFIX).removesuffix(STYLE_SUFFIX)
    paint_kernels, style_kernels = (_convolutions(path.with_name(tier + end)) for end in (PAINT_SUFFIX, STYLE_SUFFIX))
    widths: Widths = tuple(len(weight) for weight, _ in paint_kernels[:3])
    paint, style = Paint(widths), Style(widths)
    try:
        _fill(_paint_order(paint), paint_kernels)
        _fill([*_trunk_order(style.trunk), *style.heads], style_kernels)
    except (RuntimeError, ValueError) as error:
        raise ValueError(f"{path} is not a graph of these networks: {error}") from error
    return paint, style, widths


def _convolutions(path: Path) -> list[tuple[Tensor, Tensor]]:
    """(weight, bias) of all convolutions as they follow each other in the graph."""
    graph = onnx.load(str(path)).graph
    constants = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    casts = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Cast"}

    def value(name: str) -> Tensor:
        return torch.from_numpy(constants[casts.get(name, name)].astype(np.float32))

    return [(value(node.input[1]), value(node.input[2])) for node in graph.node if node.op_type == "Conv"]


def _trunk_order(trunk: Trunk) -> list[nn.Conv2d]:
    return [trunk.stem, trunk.down4, trunk.down8, *(conv for residual in trunk.residuals for conv in residual)]


def _paint_order(paint: Paint) -> list[nn.Conv2d]:
    """As ``lumen_graphs`` writes them."""
    middle = [*paint.residual1, *paint.residual2, paint.detail, paint.up4, *paint.residual3]
    return [*_trunk_order(paint.trunk), *middle, paint.up2, paint.out]


@torch.no_grad()
def _fill(layers: list[nn.Conv2d], kernels: list[tuple[Tensor, Tensor]]) -> None:
    for layer, (weight, bias) in zip(layers, kernels, strict=True):
        if isinstance(layer, UpConv):
            weight, bias = layer.unfold_from(weight), bias.view(-1, 4).mean(1)
        if weight.shape != layer.weight.shape:
            raise ValueError(f"a kernel is {list(weight.shape)}, not {list(layer.weight.shape)}")
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)
