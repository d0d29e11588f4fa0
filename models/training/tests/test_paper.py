"""Trains the paper's decoder on a tiny encoder of the same topology, interrupts it, and makes a pack of it."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import torch

from plein_air_training import convert_classic, train_paper
from plein_air_training.classic.paper import rate_at
from plein_air_training.classic.sources import read_source

from .classic_files import write_aadhithya
from .parity_cases import controls
from .test_classic import as_reference, convert
from .test_pipeline import options
from .tiny import write_loss_networks, write_pictures

STEPS = 12


class Paper(unittest.TestCase):
    """One tiny training, made once for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        torch.set_num_threads(1)
        write_pictures(cls.folder)
        write_loss_networks(cls.folder)
        write_aadhithya(cls.folder)
        cls.train("whole")

    @classmethod
    def train(cls, work: str, *more: str | Path) -> None:
        folder = cls.folder
        words = [
            "--work", folder / work, "--steps", STEPS, "--crop", "64", "--batch", "2", "--photos", folder / "photos.tar",
            "--paintings", folder / "paintings", "--vgg", folder / "vgg.npz", "--log-every", "4", "--rate", "0.01", *more,
        ]  # fmt: skip
        with contextlib.redirect_stdout(io.StringIO()):
            train_paper.run(options(train_paper, *words))

    def log(self, work: str) -> list[dict[str, float]]:
        head, *rows = (self.folder / work / "paper-log.csv").read_text().splitlines()
        return [dict(zip(head.split(","), map(float, row.split(",")), strict=True)) for row in rows]

    def test_loss_falls(self) -> None:
        rows = self.log("whole")
        self.assertEqual(len(rows), STEPS // 4)
        self.assertLess(rows[-1]["content"] + 10 * rows[-1]["style"], 0.8 * (rows[0]["content"] + 10 * rows[0]["style"]))
        self.assertGreater((self.folder / "whole" / "paper-sheet.jpg").stat().st_size, 1000)

    def test_resume_is_exact(self) -> None:
        for _ in range(STEPS):
            self.train("parts", "--stop-after", "0")
        whole, parts = (torch.load(self.folder / work / "paper-state.pt") for work in ("whole", "parts"))
        self.assertEqual((whole["step"], parts["step"]), (STEPS, STEPS))
        for key, value in whole["decoder"].items():
            self.assertTrue(torch.equal(value, parts["decoder"][key]), key)

    def test_encoder_is_fixed_and_rate_falls(self) -> None:
        self.assertEqual(rate_at(0, 1e-4), 1e-4)
        self.assertAlmostEqual(rate_at(20_000, 1e-4), 5e-5)
        states = torch.load(self.folder / "whole" / "paper-state.pt")
        self.assertEqual(sorted(states["decoder"]), sorted(f"{k}.{part}" for k in range(9) for part in ("weight", "bias")))

    def test_pack_paints_in_the_engine(self) -> None:
        out = self.folder / "paper.zip"
        decoder, encoder = self.folder / "whole" / "paper.pt", self.folder / "vgg.npz"
        pack = convert(out, decoder, "--encoder", encoder, "--precision", "fp32", "--regions")
        self.assertEqual(pack["source"], "paper")
        network = read_source([decoder], encoder).network
        with torch.no_grad():
            controls(as_reference(network), pack["conventions"]["codeScale"], 1e-3).check(out)

    def test_torchvision_encoder_brings_its_conventions(self) -> None:
        self.train("other", "--vgg", self.folder / "vgg19.pth", "--steps", "2")
        decoder = self.folder / "other" / "paper.pt"
        kind = read_source([decoder], self.folder / "vgg19.pth").network.conventions
        self.assertEqual((kind.padding, kind.colours, kind.output), ("zero", "imagenet", "rgb"))
        with self.assertRaisesRegex(SystemExit, "padding differs"), contextlib.redirect_stdout(io.StringIO()):
            words = [decoder, "--encoder", self.folder / "vgg.npz", "--out", self.folder / "wrong.zip"]
            convert_classic.run(options(convert_classic, *words))


if __name__ == "__main__":
    unittest.main()
