"""The two graphs of a Lumen network; names and shapes are the contract with the app."""

from pathlib import Path

import numpy as np

from .layers import UpConv
from .networks import PICTURE_CHANNELS, SITE_LEVELS, Paint, Residual, Style, Trunk, Widths, site_channels
from .canvas import CANVAS_CHANNELS
from .onnx_graph import Graph

EPSILON = 1e-5


def _trunk(graph: Graph, x: str, trunk: Trunk) -> tuple[str, str, str]:
    f2 = graph.relu(graph.layer(x, trunk.stem))
    f4 = graph.relu(graph.layer(f2, trunk.down4))
    f8 = graph.relu(graph.layer(f4, trunk.down8))
    for first, second in trunk.residuals:
        f8 = graph.node("Add", [f8, graph.layer(graph.relu(graph.layer(f8, first)), second)])
    return f2, f4, f8


def write_paint_graph(paint: Paint, widths: Widths, path: Path, half: bool) -> None:
    """``frame``, ``beta``, ``scale0..6``, ``bias0..6`` → ``painted``; height and width are free."""
    graph = Graph(half)

    def site(x: str, k: int) -> str:
        return graph.node("InstanceNormalization", [x, f"scale{k}", f"bias{k}"], epsilon=EPSILON)

    def residual(x: str, convs: Residual, k: int) -> str:
        inner = graph.relu(site(graph.layer(x, convs[0]), k))
        return graph.node("Add", [x, graph.layer(inner, convs[1])])

    def up(x: str, conv: UpConv) -> str:
        wide = graph.convolve(x, *conv.folded())
        return graph.relu(graph.node("DepthToSpace", [wide], blocksize=2, mode="CRD"))

    _, f4, f8 = _trunk(graph, "frame", paint.trunk)
    y = site(residual(site(f8, 0), paint.residual1, 1), 2)
    y = residual(y, paint.residual2, 3)
    detail = graph.node("Mul", [graph.layer(f4, paint.detail), "beta"])
    y = site(graph.node("Add", [up(y, paint.up4), detail]), 4)
    y = residual(y, paint.residual3, 5)
    y = site(up(y, paint.up2), 6)
    y = graph.convolve(y, *paint.out.folded())
    codes = [(f"{kind}{k}", [n]) for k, n in enumerate(site_channels(widths)) for kind in ("scale", "bias")]
    frame = ("frame", [1, PICTURE_CHANNELS + CANVAS_CHANNELS, "h", "w"])
    graph.save(path, [frame, ("beta", [1]), *codes], y, ("painted", [1, PICTURE_CHANNELS, "h", "w"]))


def write_style_graph(style: Style, widths: Widths, path: Path, half: bool) -> None:
    """``painting`` → ``code``: all stds in site order, then all means."""
    graph = Graph(half)
    features = _trunk(graph, "painting", style.trunk)
    means: list[str] = []
    stds: list[str] = []
    for head, level in zip(style.heads, SITE_LEVELS, strict=True):
        x = graph.layer(features[level], head)
        mean = graph.node("ReduceMean", [x], axes=[2, 3], keepdims=1)
        centred = graph.node("Sub", [x, mean])  # E[x²] - E[x]² would cancel
        variance = graph.node("ReduceMean", [graph.node("Mul", [centred, centred])], axes=[2, 3], keepdims=1)
        epsilon = graph.constant(np.array(EPSILON, np.float32), "epsilon")
        stds.append(graph.node("Sqrt", [graph.node("Add", [variance, epsilon])]))
        means.append(mean)
    y = graph.node("Concat", stds + means, axis=1)
    y = graph.node("Reshape", [y, graph.constant(np.array([-1], np.int64), "flat")])
    length = 2 * sum(site_channels(widths))
    graph.save(path, [("painting", [1, PICTURE_CHANNELS, "h", "w"])], y, ("code", [length]))
