"""Builds ONNX graphs node by node, so that they hold nothing but the network."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

OPSET, IR_VERSION = 17, 8
# Smaller constants stay fp32: a Cast costs more than it saves.
SMALLEST_HALF = 512
# One pixel at each end of height and width.
PADS = (0, 0, 1, 1, 0, 0, 1, 1)

Dims = Sequence[int | str]


class Graph:
    """A graph in the making; methods add nodes and return the name of their output.

    ``half``: large constants are stored as fp16. ``compute_half``: convolutions are computed in it too; whoever builds
    the graph casts what goes in and comes out.
    """

    def __init__(self, half: bool, compute_half: bool = False) -> None:
        self.half, self.compute_half = half, compute_half
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def constant(self, value: np.ndarray, name: str | None = None) -> str:
        """A constant; with ``half`` a large one is stored as fp16 behind a Cast, which the runtime folds when it loads."""
        name = name or f"w{len(self._constants)}"
        if name in self._constants:
            return name
        as_half = self.half and value.dtype == np.float32 and value.size >= SMALLEST_HALF
        stored = value.astype(np.float16) if as_half else value
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(stored), name)
        return self.node("Cast", [name], to=TensorProto.FLOAT) if as_half else name

    def node(self, operator: str, inputs: list[str], **attributes: object) -> str:
        """Any node with one output."""
        output = f"{operator.lower()}{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def convolve(self, x: str, weight: Tensor, bias: Tensor, stride: int = 1, padding: str = "edge") -> str:
        """3×3 with padding as ONNX names it, clamped to the edge or mirrored (``reflect``), or 1×1."""
        if weight.shape[2] == 3:
            x = self.node("Pad", [x, self.constant(np.array(PADS, np.int64), "pads")], mode=padding)
        kind = np.float16 if self.compute_half else np.float32
        parameters = [self.constant(v.detach().cpu().numpy().astype(kind)) for v in (weight, bias)]
        return self.node(
            "Conv", [x, *parameters], kernel_shape=list(weight.shape[2:]), strides=[stride] * 2, pads=[0] * 4
        )

    def layer(self, x: str, conv: nn.Conv2d) -> str:
        """One of our convolutions (``Conv``), or 1×1."""
        return self.convolve(x, conv.weight, conv.bias, conv.stride[0], "reflect")

    def relu(self, x: str) -> str:
        """max(x, 0)."""
        return self.node("Relu", [x])

    def to_half(self, x: str) -> str:
        """As fp16, where the graph computes in it."""
        return self.node("Cast", [x], to=TensorProto.FLOAT16) if self.compute_half else x

    def to_full(self, x: str) -> str:
        """Back to fp32."""
        return self.node("Cast", [x], to=TensorProto.FLOAT) if self.compute_half else x

    def save(
        self, path: Path, inputs: list[tuple[str, Dims]], last: str, output: tuple[str, Dims],
        more: tuple[str, str, Dims] | None = None,
    ) -> None:  # fmt: skip
        """Gives the output of node ``last`` its name, checks the model and writes it, whole or not at all.

        ``more`` is a second output: the node's, its name, its sides.
        """
        outputs = [(last, *output), *([more] if more else [])]
        for found, name, _ in outputs:
            (node,) = (n for n in self._nodes if n.output[0] == found)
            node.output[0] = name
        values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, dims) for name, dims in inputs]
        results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, dims) for _, name, dims in outputs]
        graph = helper.make_graph(self._nodes, path.stem, values, results, list(self._constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="plein-air")
        model.ir_version = IR_VERSION
        onnx.checker.check_model(model)
        partial = path.with_name(path.name + ".part")
        onnx.save(model, str(partial))
        partial.replace(path)
