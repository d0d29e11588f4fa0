"""The graphs of a classic pack; names and shapes are the app's contract, the same as Lumen's with one site and no canvas.

paint: ``frame`` f32[1,12,h,w] (packed pixels, h and w half of the picture's), ``scale0``, ``bias0`` → ``painted``
f32[1,12,h,w]. style: ``painting`` f32[1,12,h,w] → ``code`` f32[2·C], stds, then means. regions: as paint, with ``mask``
f32[1,1,h/4,w/4] of 0 and 1 and a code for either region (``scale0``, ``bias0`` where the mask is 1).
"""

from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto
from torch import Tensor

from ..loss_networks import VGG_LAYERS
from ..networks import PICTURE_CHANNELS
from ..onnx_graph import Graph
from .network import UP_AFTER, Classic, Layer, imagenet_output

REFLECT_PADS = (0, 0, 1, 1, 0, 0, 1, 1)
SPACE = [2, 3]


class ClassicGraph:
    """Builds one graph of a network. ``half``: weights stored as fp16; ``compute_half``: convolutions computed in it too."""

    def __init__(self, network: Classic, half: bool, compute_half: bool = False) -> None:
        self.network, self.compute_half = network, compute_half
        self.graph = Graph(half)

    def encode(self, packed: str) -> str:
        """relu4_1 of packed pixels."""
        graph, encoder = self.graph, self.network.encoder
        x = graph.node("DepthToSpace", [self._to_half(packed)], blocksize=2, mode="CRD")
        layers = list(encoder.layers)
        if encoder.mode == "reflect":
            # A 1×1 convolution and reflection change places: the first two layers are one.
            layers[0] = _fold_first(encoder.first, layers[0])
        else:
            weight, bias = encoder.first
            shift = bias + 0.5 * weight.flatten(1).sum(1)
            x = graph.node("Conv", [x, *self._parameters(weight, shift)], kernel_shape=[1, 1], pads=[0] * 4)
        for name, (weight, bias) in zip(VGG_LAYERS, layers, strict=True):
            if name.endswith("_1") and name != "1_1":
                # Of multiples of 8, so that ceil and floor are the same.
                x = graph.node("MaxPool", [x], kernel_shape=[2, 2], strides=[2, 2])
            x = graph.relu(self._convolve(x, weight, bias, encoder.mode == "reflect"))
        return self._to_full(x)

    def adapt(self, x: str, scale: str = "scale0", bias: str = "bias0") -> str:
        """AdaIN as one InstanceNormalization, always in fp32."""
        kind = self.network.conventions
        epsilon = kind.epsilon**2 if kind.epsilon_in == "std" else kind.epsilon
        if kind.std == "unbiased":
            scale = self.graph.node("Mul", [scale, self._root_of_n_minus_1_over_n(x)])
        return self.graph.node("InstanceNormalization", [x, scale, bias], epsilon=epsilon)

    def decode(self, x: str) -> str:
        """Features → packed picture, -0.5..0.5."""
        graph = self.graph
        x = self._to_half(x)
        for index, (weight, bias) in enumerate(self.network.decoder[:-1]):
            x = graph.relu(self._convolve(x, weight, bias, reflect=True))
            if index in UP_AFTER:
                x = graph.node(
                    "Resize", [x, "", graph.constant(np.array([1, 1, 2, 2], np.float32), "twice")], mode="nearest",
                    coordinate_transformation_mode="asymmetric", nearest_mode="floor",
                )  # fmt: skip
        weight, bias = self._last_layer()
        x = graph.node("Pad", [x, graph.constant(np.array(REFLECT_PADS, np.int64), "around")], mode="reflect")
        x = graph.node("Conv", [x, *self._parameters(weight, bias)], kernel_shape=[4, 4], strides=[2, 2], pads=[0] * 4)
        return self._to_full(x)

    def statistics(self, x: str) -> str:
        """Stds, then means, f32[2·C]."""
        graph, kind = self.graph, self.network.conventions
        mean = graph.node("ReduceMean", [x], axes=SPACE, keepdims=1)
        centred = graph.node("Sub", [x, mean])  # E[x²] - E[x]² would cancel
        variance = graph.node("ReduceMean", [graph.node("Mul", [centred, centred])], axes=SPACE, keepdims=1)
        if kind.std == "unbiased":
            root = self._root_of_n_minus_1_over_n(x)
            variance = graph.node("Div", [variance, graph.node("Mul", [root, root])])
        epsilon = graph.constant(np.array(kind.epsilon, np.float32), "epsilon")
        if kind.epsilon_in == "std":
            std = graph.node("Add", [graph.node("Sqrt", [variance]), epsilon])
        else:
            std = graph.node("Sqrt", [graph.node("Add", [variance, epsilon])])
        code = graph.node("Concat", [std, mean], axis=1)
        return graph.node("Reshape", [code, graph.constant(np.array([-1], np.int64), "flat")])

    def adapt_regions(self, x: str) -> str:
        """AdaIN apart where ``mask`` is 1 and where it is 0."""
        graph = self.graph
        one = graph.constant(np.array(1, np.float32), "one")
        inside = self._adapt_region(x, "mask", "scale0", "bias0")
        outside_mask = graph.node("Sub", [one, "mask"])
        outside = self._adapt_region(x, outside_mask, "scale1", "bias1")
        return graph.node("Add", [graph.node("Mul", [inside, "mask"]), graph.node("Mul", [outside, outside_mask])])

    def _adapt_region(self, x: str, mask: str, scale: str, bias: str) -> str:
        graph, kind = self.graph, self.network.conventions
        column = graph.constant(np.array([1, -1, 1, 1], np.int64), "column")
        one = graph.constant(np.array(1, np.float32), "one")
        area = graph.node("Max", [graph.node("ReduceSum", [mask], keepdims=1), one])

        def pooled(values: str, divisor: str) -> str:
            sums = graph.node("ReduceSum", [graph.node("Mul", [values, mask]), self._space()], keepdims=1)
            return graph.node("Div", [sums, divisor])

        centred = graph.node("Sub", [x, pooled(x, area)])
        divisor = area
        if kind.std == "unbiased":
            divisor = graph.node("Max", [graph.node("Sub", [area, one]), one])
        variance = pooled(graph.node("Mul", [centred, centred]), divisor)
        epsilon = graph.constant(np.array(kind.epsilon, np.float32), "epsilon")
        if kind.epsilon_in == "std":
            std = graph.node("Add", [graph.node("Sqrt", [variance]), epsilon])
        else:
            std = graph.node("Sqrt", [graph.node("Add", [variance, epsilon])])
        wide = [graph.node("Reshape", [name, column]) for name in (scale, bias)]
        return graph.node("Add", [graph.node("Mul", [graph.node("Div", [centred, std]), wide[0]]), wide[1]])

    def _space(self) -> str:
        return self.graph.constant(np.array(SPACE, np.int64), "space")

    def _root_of_n_minus_1_over_n(self, x: str) -> str:
        """√((N-1)/N) of N positions, from the shape alone: folded away wherever the shape is fixed."""
        graph = self.graph
        channels = graph.constant(np.array(len(self.network.encoder.layers[-1][0]), np.float32), "channels")
        one = graph.constant(np.array(1, np.float32), "one")
        shape = graph.node("Cast", [graph.node("Shape", [x])], to=TensorProto.FLOAT)
        count = graph.node("ReduceProd", [shape], axes=[0], keepdims=0)
        return graph.node("Sqrt", [graph.node("Sub", [one, graph.node("Div", [channels, count])])])

    def _convolve(self, x: str, weight: Tensor, bias: Tensor, reflect: bool) -> str:
        graph = self.graph
        if reflect:
            x = graph.node("Pad", [x, graph.constant(np.array(REFLECT_PADS, np.int64), "around")], mode="reflect")
        return graph.node(
            "Conv", [x, *self._parameters(weight, bias)], kernel_shape=[3, 3], pads=[0 if reflect else 1] * 4
        )

    def _parameters(self, weight: Tensor, bias: Tensor) -> list[str]:
        return [self.graph.constant(self._stored(value)) for value in (weight, bias)]

    def _stored(self, value: Tensor) -> np.ndarray:
        array = value.detach().cpu().numpy().astype(np.float32)
        return array.astype(np.float16) if self.compute_half else array

    def _to_half(self, x: str) -> str:
        return self.graph.node("Cast", [x], to=TensorProto.FLOAT16) if self.compute_half else x

    def _to_full(self, x: str) -> str:
        return self.graph.node("Cast", [x], to=TensorProto.FLOAT) if self.compute_half else x

    def _last_layer(self) -> Layer:
        """3×3 at full size and space-to-depth, as one 4×4 convolution of stride 2 that writes RGB minus 0.5."""
        weight, bias = (value.double() for value in self.network.decoder[-1])
        if self.network.conventions.output == "imagenet":
            scale, offset = imagenet_output()
            weight, bias = weight * scale[:, None, None, None], bias * scale + offset
        packed = torch.zeros(3, 2, 2, weight.shape[1], 4, 4, dtype=torch.float64)
        for dy in range(2):
            for dx in range(2):
                packed[:, dy, dx, :, dy : dy + 3, dx : dx + 3] = weight
        return packed.reshape(PICTURE_CHANNELS, -1, 4, 4).float(), (bias - 0.5).repeat_interleave(4).float()


def _fold_first(first: tuple[Tensor, Tensor], layer: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
    """The 1×1 convolution before conv1_1 and the half that packed pixels lack, inside conv1_1."""
    mix, shift = first[0].flatten(1).double(), first[1].double()
    weight, bias = layer[0].double(), layer[1].double()
    folded = torch.einsum("oiyx,ij->ojyx", weight, mix)
    return folded.float(), (bias + weight.sum((2, 3)) @ (shift + 0.5 * mix.sum(1))).float()


def code_channels(network: Classic) -> int:
    """Channels of relu4_1."""
    return len(network.encoder.layers[-1][0])


def write_paint(network: Classic, path: Path, half: bool, compute_half: bool = False) -> None:
    """Writes the graph that paints frames."""
    builder = ClassicGraph(network, half, compute_half)
    x = builder.decode(builder.adapt(builder.encode("frame")))
    channels = code_channels(network)
    inputs = [("frame", [1, PICTURE_CHANNELS, "h", "w"]), ("scale0", [channels]), ("bias0", [channels])]
    builder.graph.save(path, inputs, x, ("painted", [1, PICTURE_CHANNELS, "h", "w"]))


def write_style(network: Classic, path: Path, half: bool, compute_half: bool = False) -> None:
    """Writes the graph that measures paintings."""
    builder = ClassicGraph(network, half, compute_half)
    x = builder.statistics(builder.encode("painting"))
    builder.graph.save(path, [("painting", [1, PICTURE_CHANNELS, "h", "w"])], x, ("code", [2 * code_channels(network)]))


def write_regions(network: Classic, path: Path, half: bool, compute_half: bool = False) -> None:
    """Writes the graph of the paper's spatial control."""
    builder = ClassicGraph(network, half, compute_half)
    x = builder.decode(builder.adapt_regions(builder.encode("frame")))
    channels = code_channels(network)
    codes = [(f"{kind}{region}", [channels]) for region in range(2) for kind in ("scale", "bias")]
    frame, mask = ("frame", [1, PICTURE_CHANNELS, "h", "w"]), ("mask", [1, 1, "mh", "mw"])
    builder.graph.save(path, [frame, mask, *codes], x, ("painted", [1, PICTURE_CHANNELS, "h", "w"]))
