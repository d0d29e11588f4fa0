"""Graphs of MicroAST and of fast neural style, for the benchmark: ``frame`` f32[1,3,H,W] in 0..1 → ``painted``.

The painting is fixed: its numbers are constants. Compared is the time of the network that runs with every frame.
"""

from pathlib import Path

import numpy as np
from torch import Tensor

from ..onnx_graph import Graph
from .fast_style import EPSILON, FastLayer, FastStyle, same_pads
from .microast import MicroAST, MicroCode, Weights

MICROAST_EPSILON = 1e-5
# MicroAST's decoder: two convolutions after each doubling.
MICROAST_UP = ((1, 3), (6, 8))


class PeerGraph:
    """What both peers are made of."""

    def __init__(self) -> None:
        self.graph = Graph(half=False)

    def tensor(self, value: Tensor) -> str:
        """A constant f32."""
        return self.graph.constant(value.detach().cpu().numpy().astype(np.float32))

    def integers(self, *values: int) -> str:
        """A constant i64[n]."""
        return self.graph.constant(np.array(values, np.int64), "i" + "_".join(map(str, values)))

    def add(self, *terms: str) -> str:
        """The sum of two."""
        return self.graph.node("Add", list(terms))

    def multiply(self, *factors: str) -> str:
        """The product of two."""
        return self.graph.node("Mul", list(factors))

    def normalise(self, x: str, scale: Tensor, shift: Tensor, epsilon: float) -> str:
        """Every channel gets this std and mean."""
        return self.graph.node("InstanceNormalization", [x, self.tensor(scale), self.tensor(shift)], epsilon=epsilon)

    def save(self, path: Path, last: str) -> None:
        """Writes the graph."""
        picture = [1, 3, "h", "w"]
        self.graph.save(path, [("frame", picture)], last, ("painted", picture))


class MicroGraph(PeerGraph):
    """MicroAST with one painting's code."""

    def convolve(self, x: str, weights: Weights, key: str, channels: int, stride: int = 1) -> str:
        """Reflection padding; as many groups as the shape of the weight says."""
        weight = weights[f"{key}.conv_layer.weight"]
        half = weight.shape[-1] // 2
        if half:
            x = self.graph.node("Pad", [x, self.integers(0, 0, half, half, 0, 0, half, half)], mode="reflect")
        return self.graph.node(
            "Conv", [x, self.tensor(weight), self.tensor(weights[f"{key}.conv_layer.bias"])],
            kernel_shape=list(weight.shape[2:]), strides=[stride] * 2, group=channels // weight.shape[1],
        )  # fmt: skip

    def residual(self, x: str, weights: Weights, key: str, channels: int) -> str:
        """x plus two convolutions of it."""
        inner = self.graph.relu(self.convolve(x, weights, f"{key}.conv1", channels))
        return self.add(x, self.convolve(inner, weights, f"{key}.conv2", channels))

    def modulated(self, x: str, weights: Weights, key: str, gain: Tensor, bias: Tensor) -> str:
        """A residual block whose filters the painting weighs."""
        channels, gains, biases = gain.shape[1], self.tensor(gain), self.tensor(bias)
        first = self.multiply(gains, self.convolve(x, weights, f"{key}.conv1", channels))
        inner = self.graph.relu(self.add(first, self.multiply(biases, x)))
        second = self.multiply(gains, self.convolve(inner, weights, f"{key}.conv2", channels))
        return self.add(self.add(x, second), self.multiply(biases, inner))


def write_microast(net: MicroAST, code: MicroCode, path: Path) -> None:
    """Writes the graph of MicroAST that paints like one painting; ``code`` is of one painting."""
    builder, channels, x = MicroGraph(), 3, "frame"
    for index, stride in ((0, 1), (2, 2), (4, 1), (6, 2), (8, 1)):
        x = builder.graph.relu(builder.convolve(x, net.content, f"enc1.{index}", channels, stride))
        channels = len(net.content[f"enc1.{index}.conv_layer.bias"])
    x = builder.residual(x, net.content, "enc1.10", channels)
    x = builder.residual(x, net.content, "enc2.0", channels)
    for key, site in (("dec1", 1), ("dec2", 0)):
        mean, std = (value[0] for value in code.statistics[site])
        x = builder.normalise(x, std, mean, MICROAST_EPSILON)
        x = builder.modulated(x, net.decoder, key, code.gains[site], code.biases[site])
    for indices in MICROAST_UP:
        x = builder.graph.node(
            "Resize", [x, "", builder.graph.constant(np.array([1, 1, 2, 2], np.float32), "twice")],
            mode="linear", coordinate_transformation_mode="half_pixel",
        )  # fmt: skip
        for index in indices:
            x = builder.graph.relu(builder.convolve(x, net.decoder, f"dec3.{index}", channels))
            channels = len(net.decoder[f"dec3.{index}.conv_layer.bias"])
    builder.save(path, builder.convolve(x, net.decoder, "dec3.10", channels))


class FastGraph(PeerGraph):
    """Fast neural style."""

    def layer(self, x: str, layer: FastLayer, stride: int = 1) -> str:
        """A convolution and its normalisation."""
        kernel = layer.weight.shape[2]
        before, after = same_pads(kernel, stride)
        convolved = self.graph.node(
            "Conv", [x, self.tensor(layer.weight)], kernel_shape=[kernel] * 2, strides=[stride] * 2,
            pads=[before, before, after, after],
        )  # fmt: skip
        return self.normalise(convolved, layer.scale, layer.shift, EPSILON)

    def doubled(self, x: str, layer: FastLayer) -> str:
        """A transposed convolution and its normalisation."""
        convolved = self.graph.node(
            "ConvTranspose", [x, self.tensor(layer.weight)], kernel_shape=[3, 3], strides=[2, 2], pads=[0, 0, 1, 1]
        )
        return self.normalise(convolved, layer.scale, layer.shift, EPSILON)

    def number(self, value: float) -> str:
        """A constant scalar."""
        return self.graph.constant(np.array(value, np.float32), f"n{value}")


def write_fast_style(net: FastStyle, path: Path) -> None:
    """Writes the graph of one painting's network."""
    builder, x = FastGraph(), "frame"
    x = builder.multiply(x, builder.number(255))
    for layer, stride in zip(net.down, (1, 2, 2), strict=True):
        x = builder.graph.relu(builder.layer(x, layer, stride))
    for first, second in zip(net.residual[::2], net.residual[1::2], strict=True):
        x = builder.add(x, builder.layer(builder.graph.relu(builder.layer(x, first)), second))
    for layer in net.up:
        x = builder.graph.relu(builder.doubled(x, layer))
    x = builder.graph.node("Tanh", [builder.layer(x, net.out)])
    x = builder.add(builder.multiply(x, builder.number(150 / 255)), builder.number(0.5))
    builder.save(path, builder.graph.node("Clip", [x, builder.number(0), builder.number(1)]))
