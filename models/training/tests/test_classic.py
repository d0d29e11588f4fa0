"""Converts tiny classic networks from every source and compares their packs with the sources' own arithmetic."""

import contextlib
import io
import json
import os
import tempfile
import unittest
import zipfile
from pathlib import Path

import numpy as np
import torch

from plein_air_training import convert_classic
from plein_air_training.classic.graphs import code_channels
from plein_air_training.classic.network import Classic
from plein_air_training.classic.scaling import measure
from plein_air_training.classic.sources import NotClassicError, read_source
from plein_air_training.activations import read_frames

from .classic_files import Reference, write_aadhithya, write_naoto, write_npz
from .parity_cases import controls
from .test_pipeline import options

# Where the recovered weights are, a folder as ../shared/data; without it their test is left out.
DATA = Path(os.environ.get("PLEIN_AIR_DATA", Path(__file__).parents[4] / "shared" / "data"))
RECOVERED = DATA / "weights" / "classic-adain" / "adain-vgg19-f16.npz"
TOLERANCE = 1e-3


def convert(out: Path, *words: str | Path) -> dict:
    """Runs the command and reads what the pack says of itself."""
    with contextlib.redirect_stdout(io.StringIO()):
        convert_classic.run(options(convert_classic, *words, "--out", out))
    with zipfile.ZipFile(out) as pack:
        return json.loads(pack.read("pack.json"))


class Formats(unittest.TestCase):
    """Every source, every control, in the app's WebAssembly engine."""

    @classmethod
    def setUpClass(cls) -> None:
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        torch.set_num_threads(1)
        cls.naoto, cls.aadhithya, cls.npz = (write(cls.folder) for write in (write_naoto, write_aadhithya, write_npz))

    def check(self, name: str, reference: Reference, *files: Path) -> dict:
        out = self.folder / f"{name}.zip"
        pack = convert(out, *files, "--precision", "fp32", "--regions")
        controls(reference, pack["conventions"]["codeScale"], TOLERANCE).check(out)
        return pack

    def test_naoto0804(self) -> None:
        pack = self.check("naoto", self.naoto, self.folder / "vgg_normalised.pth", self.folder / "decoder.pth")
        self.assertEqual(pack["source"], "naoto0804")
        self.assertEqual(
            pack["conventions"] | {"codeScale": 1},
            {"padding": "reflect", "pooling": "ceil", "std": "unbiased", "epsilon": 1e-5, "epsilonIn": "variance", "colours": "bgr-255", "output": "rgb", "codeScale": 1},
        )  # fmt: skip

    def test_aadhithya_decoder_with_torchvision_encoder(self) -> None:
        pack = self.check("decoder", self.aadhithya, self.folder / "decoder.tar", self.folder / "vgg19.pth")
        self.assertEqual((pack["source"], pack["conventions"]["padding"]), ("aadhithya", "zero"))

    def test_aadhithya_whole(self) -> None:
        self.assertEqual(self.check("whole", self.aadhithya, self.folder / "whole.pth")["source"], "aadhithya")

    def test_aadhithya_onnx(self) -> None:
        self.assertEqual(self.check("onnx", self.aadhithya, self.folder / "fixed.onnx")["source"], "aadhithya-onnx")

    def test_npz(self) -> None:
        pack = self.check("npz", self.npz, self.folder / "weights.npz")
        self.assertEqual(pack["conventions"]["std"], "biased")


class Half(unittest.TestCase):
    """Half precision: small files, numbers that stay finite."""

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.reference = write_npz(self.folder)

    def check(self, reference: Reference, precision: str) -> Path:
        out = self.folder / f"{precision}.zip"
        pack = convert(out, self.folder / "weights.npz", "--precision", precision)
        cases = controls(reference, pack["conventions"]["codeScale"], 0.02, regions=False)
        # Of numbers up to 16.
        cases.cases[0]["tolerance"] = 0.1
        cases.check(out)
        return out

    def test_stored_and_computed_in_half(self) -> None:
        full = self.check(self.reference, "fp32").stat().st_size
        for precision in ("fp16", "fp16-compute"):
            self.assertLess(self.check(self.reference, precision).stat().st_size, 0.62 * full)

    def test_loud_network_is_made_quiet(self) -> None:
        """A network whose activations and statistics end far beyond half precision is painted all the same."""
        with np.load(self.folder / "weights.npz") as arrays:
            loud = {key: arrays[key] * (3e5 if key.startswith("encoder.conv1_1") else 1) for key in arrays}
        loud |= {key: loud[key] / 3e5 for key in ("decoder.0.weight",)}
        for key in ("1_2", "2_1", "2_2", "3_1", "3_2", "3_3", "3_4", "4_1"):
            loud[f"encoder.conv{key}.bias"] = loud[f"encoder.conv{key}.bias"] * 3e5
        np.savez(self.folder / "weights.npz", **loud)
        network = read_source([self.folder / "weights.npz"]).network
        loudest = max(measure(network, read_frames([])).encoder)
        self.assertGreater(loudest, 65504)
        self.check(as_reference(network), "fp16-compute")


class Refusals(unittest.TestCase):
    """What is not a classic network is refused with a sentence, and nothing is written."""

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        write_naoto(self.folder)
        write_aadhithya(self.folder)

    def refuse(self, sentence: str, *words: str | Path) -> None:
        out = self.folder / "out.zip"
        with self.assertRaisesRegex(SystemExit, sentence), contextlib.redirect_stdout(io.StringIO()):
            convert_classic.run(options(convert_classic, *words, "--out", out))
        self.assertFalse(out.exists())

    def test_refusals(self) -> None:
        folder = self.folder
        (folder / "text.pth").write_text("no network")
        (folder / "text.onnx").write_text("no network")
        torch.save({"fc.weight": torch.zeros(3, 3)}, folder / "other.pth")
        state = torch.load(folder / "decoder.pth")
        torch.save(state | {"1.weight": torch.full_like(state["1.weight"], torch.nan)}, folder / "nan.pth")
        torch.save(state | {"5.weight": state["5.weight"][:, :4]}, folder / "narrow.pth")
        self.refuse("is not there", folder / "missing.pth")
        self.refuse("letters", folder / "decoder.pth", "--name", "n" * 61)
        self.refuse("not a checkpoint", folder / "text.pth")
        self.refuse("not an ONNX file", folder / "text.onnx")
        self.refuse("no AdaIN decoder", folder / "other.pth")
        self.refuse("decoder only", folder / "decoder.pth")
        self.refuse("not of naoto0804", folder / "whole.pth", "--source", "naoto0804")
        self.refuse("no finite numbers", folder / "vgg_normalised.pth", folder / "nan.pth")
        self.refuse("do not belong together", folder / "vgg_normalised.pth", folder / "narrow.pth")
        self.refuse("padding differs", folder / "vgg19.pth", folder / "decoder.pth")

    def test_code_in_a_checkpoint_is_not_run(self) -> None:
        class Payload:
            def __reduce__(self) -> tuple:
                return (os.mkdir, (str(Path(tempfile.gettempdir()) / "must-not-appear"),))

        torch.save({"28.weight": Payload()}, self.folder / "evil.pth")
        with self.assertRaises(NotClassicError):
            read_source([self.folder / "evil.pth"])
        self.assertFalse((Path(tempfile.gettempdir()) / "must-not-appear").exists())


@unittest.skipUnless(RECOVERED.exists(), "the recovered weights are not here (PLEIN_AIR_DATA names a folder with them)")
class Recovered(unittest.TestCase):
    """The real network, in full size."""

    def test_controls(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "real.zip"
            pack = convert(out, RECOVERED, "--precision", "fp32", "--regions")
            network = read_source([RECOVERED]).network
            self.assertEqual(code_channels(network), 512)
            with torch.no_grad():
                cases = controls(as_reference(network), pack["conventions"]["codeScale"], TOLERANCE, sides=(96, 128))
            print(cases.check(out))


def as_reference(network: Classic) -> Reference:
    """The package's own network in PyTorch: the recovered weights come without a program of their own."""
    return Reference(network.features, lambda x: network.statistics(x.flatten(2)[..., None]), network.decode)


if __name__ == "__main__":
    unittest.main()
