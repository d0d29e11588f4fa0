"""The graphs that the benchmark runs compute what the networks of others compute; on tiny ones of the same topology."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from onnx.reference import ReferenceEvaluator
from torch import Tensor

from plein_air_training.activations import smooth_picture
from plein_air_training.peers.fast_style import RESIDUALS, FastLayer, FastStyle, same_pads
from plein_air_training.peers.graphs import write_fast_style, write_microast
from plein_air_training.peers.microast import MicroAST, Weights

HEIGHT, WIDTH, TOLERANCE = 16, 24, 1e-4
NARROW, WIDE = 4, 6


def random_weight(generator: torch.Generator, *sides: int) -> Tensor:
    """About as large as trained ones."""
    return torch.randn(*sides, generator=generator) / np.sqrt(np.prod(sides[1:]))


class PeerGraphs(unittest.TestCase):
    """Graphs against PyTorch."""

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.path = Path(temporary.name) / "peer.onnx"
        self.generator = torch.Generator().manual_seed(1)

    def paint(self, frame: Tensor) -> np.ndarray:
        return ReferenceEvaluator(str(self.path)).run(None, {"frame": frame.numpy()})[0]

    def test_fast_neural_style(self) -> None:
        def layer(inputs: int, outputs: int, kernel: int, transposed: bool = False) -> FastLayer:
            sides = (inputs, outputs) if transposed else (outputs, inputs)
            weight = random_weight(self.generator, *sides, kernel, kernel)
            return FastLayer(weight, *(torch.rand(outputs, generator=self.generator) for _ in range(2)))

        net = FastStyle([
            layer(3, NARROW, 9), layer(NARROW, WIDE, 3), layer(WIDE, WIDE, 3),
            *(layer(WIDE, WIDE, 3) for _ in range(2 * RESIDUALS)),
            layer(WIDE, NARROW, 3, transposed=True), layer(NARROW, NARROW, 3, transposed=True), layer(NARROW, 3, 9),
        ])  # fmt: skip
        write_fast_style(net, self.path)
        frame = smooth_picture(HEIGHT, WIDTH, seed=2)
        self.assertLess(np.abs(self.paint(frame) - net.paint(frame).numpy()).max(), TOLERANCE)

    def test_padding_is_that_of_tensorflow(self) -> None:
        self.assertEqual([same_pads(9, 1), same_pads(3, 2), same_pads(3, 1)], [(4, 4), (0, 1), (1, 1)])

    def test_microast(self) -> None:
        net = MicroAST(self.encoder(), self.encoder(), self.modulator(), self.decoder())
        code = net.encode(smooth_picture(HEIGHT, WIDTH, seed=3))
        write_microast(net, code, self.path)
        frame = smooth_picture(HEIGHT, WIDTH, seed=2)
        self.assertLess(np.abs(self.paint(frame) - net.paint(frame, code).numpy()).max(), TOLERANCE)

    def conv(self, weights: Weights, key: str, inputs: int, outputs: int, kernel: int = 3) -> None:
        weights[f"{key}.conv_layer.weight"] = random_weight(self.generator, outputs, inputs, kernel, kernel)
        weights[f"{key}.conv_layer.bias"] = torch.rand(outputs, generator=self.generator)

    def encoder(self) -> Weights:
        weights: Weights = {}
        self.conv(weights, "enc1.0", 3, NARROW, 9)
        # Depthwise, then 1×1, as in the original.
        self.conv(weights, "enc1.2", 1, NARROW)
        self.conv(weights, "enc1.4", NARROW, WIDE, 1)
        self.conv(weights, "enc1.6", 1, WIDE)
        self.conv(weights, "enc1.8", WIDE, WIDE, 1)
        for block in ("enc1.10", "enc2.0"):
            self.conv(weights, f"{block}.conv1", WIDE, WIDE)
            self.conv(weights, f"{block}.conv2", WIDE, WIDE)
        return weights

    def modulator(self) -> Weights:
        weights: Weights = {}
        for name in ("weight1.0", "bias1.0", "weight2.0", "bias2.0"):
            self.conv(weights, name, WIDE, WIDE)
        return weights

    def decoder(self) -> Weights:
        weights: Weights = {}
        for block in ("dec1", "dec2"):
            self.conv(weights, f"{block}.conv1", WIDE, WIDE)
            self.conv(weights, f"{block}.conv2", WIDE, WIDE)
        self.conv(weights, "dec3.1", 1, WIDE)
        self.conv(weights, "dec3.3", WIDE, NARROW, 1)
        self.conv(weights, "dec3.6", 1, NARROW)
        self.conv(weights, "dec3.8", NARROW, NARROW, 1)
        self.conv(weights, "dec3.10", NARROW, 3, 9)
        return weights


if __name__ == "__main__":
    unittest.main()
