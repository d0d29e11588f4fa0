"""The two graphs of a Lumen network; names and shapes are the contract with the app."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from .layers import UpConv
from .networks import LAGGED_LIMIT, PICTURE_CHANNELS, SITE_LEVELS, Paint, Residual, Style, Trunk, Widths, site_channels
from .canvas import CANVAS_CHANNELS
from .onnx_graph import Dims, Graph

EPSILON = 1e-5

# Features and the site's number → features with the painting's statistics.
Site = Callable[[str, int], str]


def _trunk(graph: Graph, x: str, trunk: Trunk) -> tuple[str, str, str]:
    f2 = graph.relu(graph.layer(x, trunk.stem))
    f4 = graph.relu(graph.layer(f2, trunk.down4))
    f8 = graph.relu(graph.layer(f4, trunk.down8))
    for first, second in trunk.residuals:
        f8 = graph.node("Add", [f8, graph.layer(graph.relu(graph.layer(f8, first)), second)])
    return f2, f4, f8


def _paint(graph: Graph, paint: Paint, site: Site) -> str:
    """The network between its sites; ``site`` gives features the painting's statistics."""

    def residual(x: str, convs: Residual, k: int) -> str:
        inner = graph.relu(site(graph.layer(x, convs[0]), k))
        return graph.node("Add", [x, graph.layer(inner, convs[1])])

    def up(x: str, conv: UpConv) -> str:
        wide = graph.convolve(x, *conv.folded())
        return graph.relu(graph.node("DepthToSpace", [wide], blocksize=2, mode="CRD"))

    _, f4, f8 = _trunk(graph, graph.to_half("frame"), paint.trunk)
    y = site(residual(site(f8, 0), paint.residual1, 1), 2)
    y = residual(y, paint.residual2, 3)
    detail = graph.node("Mul", [graph.layer(f4, paint.detail), graph.to_half("beta")])
    y = site(graph.node("Add", [up(y, paint.up4), detail]), 4)
    y = residual(y, paint.residual3, 5)
    y = site(up(y, paint.up2), 6)
    return graph.to_full(graph.convolve(y, *paint.out.folded()))


def _inputs(codes: list[tuple[str, list[int]]]) -> list[tuple[str, Dims]]:
    return [("frame", [1, PICTURE_CHANNELS + CANVAS_CHANNELS, "h", "w"]), ("beta", [1]), *codes]


PAINTED = ("painted", [1, PICTURE_CHANNELS, "h", "w"])


def write_paint_graph(paint: Paint, widths: Widths, path: Path, half: bool, compute_half: bool = False) -> None:
    """``frame``, ``beta``, ``scale0..6``, ``bias0..6`` → ``painted``; height and width are free.

    ``compute_half``: everything but the statistics is computed in fp16; inputs and output stay fp32.
    """
    graph = Graph(half, compute_half)

    def site(x: str, k: int) -> str:
        # Sums over a whole picture do not fit into fp16.
        inputs = [graph.to_full(x), f"scale{k}", f"bias{k}"]
        return graph.to_half(graph.node("InstanceNormalization", inputs, epsilon=EPSILON))

    y = _paint(graph, paint, site)
    codes = [(f"{kind}{k}", [n]) for k, n in enumerate(site_channels(widths)) for kind in ("scale", "bias")]
    graph.save(path, _inputs(codes), y, PAINTED)


def write_stream_graph(paint: Paint, widths: Widths, path: Path, half: bool) -> None:
    """The streaming form: the content's statistics come from earlier frames, smoothed by whoever runs it.

    As the paint graph, with ``mean0..6`` and ``std0..6`` of the content beside ``scale`` and ``bias``, all f32[C,1,1]. A
    second output ``moments`` f32[2·ΣC] has this frame's E[z] of all sites, then E[z²], where z are the features normalised
    with what was given: new mean = mean + std·E[z], new variance = std²·(E[z²] - E[z]²). Numbers near 0 and 1, whatever
    the features' scale.
    """
    graph = Graph(half)
    moments: dict[str, list[str]] = {"z": [], "square": []}
    limits = [graph.constant(np.array(v, np.float32), name) for v, name in ((-LAGGED_LIMIT, "low"), (LAGGED_LIMIT, "high"))]

    def site(x: str, k: int) -> str:
        z = graph.node("Div", [graph.node("Sub", [x, f"mean{k}"]), f"std{k}"])
        for name, value in (("z", z), ("square", graph.node("Mul", [z, z]))):
            moments[name].append(graph.node("ReduceMean", [value], axes=[2, 3], keepdims=1))
        scaled = graph.node("Mul", [graph.node("Clip", [z, *limits]), f"scale{k}"])
        return graph.node("Add", [scaled, f"bias{k}"])

    y = _paint(graph, paint, site)
    joined = graph.node("Concat", moments["z"] + moments["square"], axis=1)
    flat = graph.node("Reshape", [joined, graph.constant(np.array([-1], np.int64), "flat")])
    channels = site_channels(widths)
    kinds = ("scale", "bias", "mean", "std")
    codes = [(f"{kind}{k}", [n, 1, 1]) for k, n in enumerate(channels) for kind in kinds]
    graph.save(path, _inputs(codes), y, PAINTED, (flat, "moments", [2 * sum(channels)]))


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
