"""Trains a tiny network, interrupts it, exports it, and paints with it in the app's WebAssembly engine."""

import argparse
import base64
import json
import subprocess
import tempfile
import unittest
import unittest.mock
from pathlib import Path

import torch

from plein_air_training import average, evaluate, export, measures, train, tune
from plein_air_training.activations import LIMIT, largest_activation, read_frames
from plein_air_training.checkpoint import read_networks
from plein_air_training.export import PROJECT
from plein_air_training.layers import Conv, UpConv, clamp_to_edge
from plein_air_training.networks import site_channels
from plein_air_training.training_step import Draw, TrainingStep, Weights

from .tiny import write_loss_networks, write_pictures

WIDTHS = "8,8,12"
STEPS = 12
# Its draw is no blend of two paintings, of which nobody knows the strokes.
A_STEP_WITH_STROKES = 3
# The promise to the app: what PyTorch computes is what the phone computes.
TOLERANCE = "1e-4"


def options(module: object, *words: str | Path) -> argparse.Namespace:
    """The options of a command as the command line would give them."""
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return parser.parse_args([str(word) for word in words])


def stored(layer: torch.nn.Conv2d) -> tuple[torch.Tensor, torch.Tensor]:
    """Weight and bias as a graph holds them."""
    return layer.folded() if isinstance(layer, UpConv) else (layer.weight, layer.bias)


class Pipeline(unittest.TestCase):
    """One tiny training, made once for all tests."""

    @classmethod
    def setUpClass(cls) -> None:
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        torch.set_num_threads(1)
        write_pictures(cls.folder)
        write_loss_networks(cls.folder)
        cls.train("whole")

    @classmethod
    def train(cls, work: str, *more: str | Path) -> None:
        train.run(cls.train_options(work, *more))

    @classmethod
    def prepare(cls) -> TrainingStep:
        """A step as the first call would do it."""
        files = train.Files(cls.folder / "whole", "tiny")
        return train.prepare(cls.train_options("whole"), torch.device("cpu"), files)

    @classmethod
    def train_options(cls, work: str, *more: str | Path) -> argparse.Namespace:
        folder = cls.folder
        words = [
            "--net", WIDTHS, "--name", "tiny", "--work", folder / work, "--steps", str(STEPS), "--crop", "64",
            "--batch", "4", "--photos", folder / "photos.tar", "--paintings", folder / "paintings",
            "--gallery", folder / "gallery", "--vgg", folder / "vgg.npz", "--compressed", folder / "compressed.pth",
            "--log-every", "4", "--rate", "0.02", *more,
        ]  # fmt: skip
        return options(train, *words)

    def test_loss_falls(self) -> None:
        rows = (self.folder / "whole" / "tiny-log.csv").read_text().splitlines()
        column = rows[0].split(",").index("style")
        styles = [float(row.split(",")[column]) for row in rows[1:]]
        self.assertEqual(len(styles), 3)
        self.assertLess(styles[-1], styles[0])
        self.assertGreater((self.folder / "whole" / "tiny-sheet.jpg").stat().st_size, 1000)

    def test_resume_is_exact(self) -> None:
        for _ in range(STEPS):
            self.train("parts", "--stop-after", "0")
        whole, parts = (read_networks(self.folder / work / "tiny-ema.pt") for work in ("whole", "parts"))
        self.assertEqual(parts.steps, STEPS)
        for key, value in whole.paint.state_dict().items():
            self.assertTrue(torch.equal(value, parts.paint.state_dict()[key]), key)
        for key, value in whole.style.state_dict().items():
            self.assertTrue(torch.equal(value, parts.style.state_dict()[key]), key)

    def test_without_canvas_no_strokes_are_asked_for(self) -> None:
        totals: dict[float, float] = {}
        for strength in (0.0, 1.0):
            with unittest.mock.patch.object(Draw, "canvas_strength", return_value=strength):
                total, terms = self.prepare()(A_STEP_WITH_STROKES)
            weights = Weights()
            everything = sum(getattr(weights, name) * float(value) for name, value in terms.items())
            style = weights.style * float(terms["style"]) + weights.style16 * float(terms["style16"])
            less = 0.9 * style + weights.strokes * float(terms["strokes"])
            self.assertAlmostEqual(float(total), everything - (less if strength == 0 else 0), places=3)
            totals[strength] = float(total)
        self.assertLess(totals[0.0], totals[1.0])

    def test_moved_scenes_and_flat_shapes_take_turns(self) -> None:
        step = self.prepare()
        even, odd = step(2)[1], step(3)[1]
        self.assertEqual(("shift" in even, "halo" in even), (True, False))
        self.assertEqual(("shift" in odd, "halo" in odd), (False, True))
        self.assertGreater(float(odd["halo"]), 0)

    def test_another_draw_shows_other_crops_to_the_same_weights(self) -> None:
        bank = self.folder / "whole" / "tiny-styles.pt"
        measured = bank.read_bytes()
        files = train.Files(self.folder / "whole", "tiny")
        contents = []
        for draws in ((), ("--draws", "1"), ("--draws", "2")):
            step = train.prepare(self.train_options("whole", *draws), torch.device("cpu"), files)
            contents.append(float(step(1)[1]["content"]))
        self.assertEqual(contents[0], contents[1])  # 1 is what --seed is by itself
        self.assertNotEqual(contents[0], contents[2])
        self.assertEqual(bank.read_bytes(), measured)

    def test_contents_may_be_larger_than_styles(self) -> None:
        files = train.Files(self.folder / "whole", "tiny")
        step = train.prepare(self.train_options("whole", "--content-crop", "72"), torch.device("cpu"), files)
        painted: list[torch.Size] = []
        step.networks.paint.register_forward_hook(lambda net, inputs, output: painted.append(output.shape[1:]))
        for number in (2, 3):
            self.assertTrue(torch.isfinite(step(number)[0]))
        self.assertEqual(set(painted), {torch.Size([3, 72, 72])})
        self.assertEqual(step.styles.crops.shape[1:], torch.Size([3, 64, 64]))

    def test_fine_tuning_begins_with_the_checkpoint(self) -> None:
        whole = self.folder / "whole" / "tiny-ema.pt"
        self.train("fine", "--init", whole, "--stop-after", "0")
        before, after = (read_networks(path).paint.state_dict() for path in (whole, self.folder / "fine" / "tiny-ema.pt"))
        moved = max(float((after[key] - before[key]).abs().max()) for key in before)
        self.assertGreater(moved, 0)
        self.assertLess(moved, 1e-3)

    def test_fine_tuning_begins_with_the_graphs_that_ship(self) -> None:
        whole, exported = self.folder / "whole" / "tiny-ema.pt", self.folder / "to-train-on"
        export.export(read_networks(whole), "tiny", exported)
        ours, read = read_networks(whole), read_networks(exported / "tiny-paint.onnx")
        self.assertEqual(read.widths, ours.widths)
        for net in ("paint", "style"):
            kept = dict(getattr(read, net).named_modules())
            for key, layer in getattr(ours, net).named_modules():
                if not isinstance(layer, torch.nn.Conv2d):
                    continue
                # As the graph has them: large kernels are stored as fp16, those of up-convolutions folded.
                pairs = zip(stored(layer), stored(kept[key]), strict=True)
                for value, found in pairs:
                    self.assertTrue(torch.allclose(value, found, rtol=0, atol=2e-3 * float(value.abs().max())), key)
        self.train("shipped", "--init", exported / "tiny-paint.onnx", "--stop-after", "0")
        with self.assertRaisesRegex(ValueError, "not a graph"):
            (exported / "odd-paint.onnx").write_bytes((exported / "tiny-style.onnx").read_bytes())
            (exported / "odd-style.onnx").write_bytes((exported / "tiny-paint.onnx").read_bytes())
            read_networks(exported / "odd-style.onnx")

    def test_mean_of_two_checkpoints(self) -> None:
        whole, mean, other = self.folder / "whole" / "tiny-ema.pt", self.folder / "mean.pt", self.folder / "other.pt"
        shifted = torch.load(whole)
        shifted["eg"] = {key: value + 1 for key, value in shifted["eg"].items()}
        shifted["es"] = {key: value - 1 for key, value in shifted["es"].items()}
        torch.save(shifted, other)
        average.run(options(average, whole, other, "--share", "0.25", "--out", mean))
        before, after = read_networks(whole), read_networks(mean)
        for net, shift in (("paint", 0.25), ("style", -0.25)):
            for key, value in getattr(before, net).named_parameters():
                found = dict(getattr(after, net).named_parameters())[key]
                self.assertTrue(torch.allclose(found, value + shift, atol=1e-6), key)

    def test_a_training_keeps_its_optimiser(self) -> None:
        self.train("adam", "--optimiser", "adam", "--stop-after", "0")
        with self.assertRaisesRegex(SystemExit, "--optimiser"):
            self.train("adam", "--stop-after", "0")

    def test_export_runs_in_the_engine(self) -> None:
        exported = self.folder / "exported"
        checkpoint = self.folder / "whole" / "tiny-ema.pt"
        export.run(options(export, checkpoint, "--name", "tiny", "--out", exported, "--fp32", "--stream", "--compute-fp16"))
        subprocess.run(["npx", "tsx", "scripts/check-export.ts", exported, "tiny", TOLERANCE], cwd=PROJECT, check=True)

    def test_export_refuses_what_fp16_cannot_hold(self) -> None:
        networks = read_networks(self.folder / "whole" / "tiny-ema.pt")
        self.assertLess(largest_activation(networks, read_frames([])), LIMIT)
        large = torch.load(self.folder / "whole" / "tiny-ema.pt")
        large["eg"]["e.c3.weight"] *= 1e5
        torch.save(large, self.folder / "large.pt")
        with self.assertRaisesRegex(SystemExit, "fp16"):
            export.run(options(export, self.folder / "large.pt", "--name", "large", "--out", self.folder / "refused"))
        self.assertFalse((self.folder / "refused").exists())

    def test_streaming_form_is_refused_where_it_differs(self) -> None:
        networks = read_networks(self.folder / "whole" / "tiny-ema.pt")
        frames = read_frames([])
        self.assertGreater(export.streaming_psnr(networks, frames), export.LEAST_STREAMING_PSNR)
        words = [self.folder / "whole" / "tiny-ema.pt", "--name", "bounded", "--out", self.folder / "bounded", "--stream"]
        with unittest.mock.patch("plein_air_training.networks.LAGGED_LIMIT", 0.5), self.assertRaisesRegex(SystemExit, "40 dB"):
            export.run(options(export, *words))
        self.assertFalse((self.folder / "bounded").exists())

    def test_tuned_codes_are_kept_where_they_measure_better(self) -> None:
        exported = self.folder / "tuned"
        checkpoint = self.folder / "whole" / "tiny-ema.pt"
        export.export(read_networks(checkpoint), "tiny", exported)
        words = [
            checkpoint, "--name", "tiny", "--models", exported, "--photos", self.folder / "photos.tar",
            "--cut-paintings", self.folder / "paintings", "--vgg", self.folder / "vgg.npz", "--compressed",
            self.folder / "compressed.pth", "--crop", "64", "--batch", "2", "--check", "2", "--check-side", "64",
            "--steps", "8", "--rate", "0.1", "--pull", "0",
        ]  # fmt: skip
        everything = [f"paintings-{k}" for k in range(4)]
        # So small a network pays for style with content.
        tune.run(options(tune, *words, "--content-cost", "0"))
        written = json.loads((exported / "tuned-codes-tiny.json").read_text())
        self.assertEqual((written["codes"], written["tried"]), ({}, everything))
        tune.run(options(tune, *words, "--content-cost", "1", "--again"))
        written = json.loads((exported / "tuned-codes-tiny.json").read_text())
        self.assertEqual((sorted(written["codes"]), written["tried"]), (everything, []))
        for code in written["codes"].values():
            self.assertEqual(len(base64.b64decode(code)), 2 * 2 * sum(site_channels((8, 8, 12))))

    def test_held_out_pictures_are_not_read(self) -> None:
        names = self.folder / "names.txt"
        names.write_text("# all of them\n" + "".join(f"photos-{k}.jpg\n" for k in range(4)))
        with self.assertRaisesRegex(SystemExit, "No pictures"):
            self.train("none", "--hold-out", names)


class Layers(unittest.TestCase):
    """What the exported graphs rely on."""

    def test_up_conv_is_bilinear_then_convolution(self) -> None:
        torch.manual_seed(1)
        conv, x = UpConv(4, 6), torch.randn(1, 4, 5, 7)
        wide = torch.nn.functional.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        direct = torch.nn.functional.conv2d(clamp_to_edge(wide), conv.weight, conv.bias)
        self.assertLess(float((conv(x) - direct).abs().max()), 1e-5)

    def test_convolutions_see_a_mirror_beyond_the_border(self) -> None:
        conv, x = Conv(1, 1), torch.arange(12.0).view(1, 1, 3, 4)
        torch.nn.init.zeros_(conv.bias)
        with torch.no_grad():
            conv.weight.zero_()[0, 0, 0, 0] = 1  # gives the neighbour above and to the left
        self.assertEqual(conv(x)[0, 0].tolist(), [[5, 4, 5, 6], [1, 0, 1, 2], [5, 4, 5, 6]])

    def test_free_kernel_of_a_fold_is_unfolded(self) -> None:
        conv = UpConv(4, 3)
        self.assertLess(float((conv.unfold_from(conv.folded()[0]) - conv.weight).abs().max()), 1e-5)


class Measures(unittest.TestCase):
    """Figures of pictures whose answer is known."""

    def test_a_picture_is_itself(self) -> None:
        picture = torch.rand(1, 3, 64, 64)
        self.assertAlmostEqual(float(measures.ssim(picture, picture)), 1, places=5)
        self.assertAlmostEqual(float(measures.edge_correlation(picture, picture)), 1, places=5)
        self.assertAlmostEqual(float(measures.psnr(picture, picture + 0.1 * (picture < 0.5) - 0.1 * (picture >= 0.5))), 20, places=3)

    def test_a_moved_picture_has_no_shift_error(self) -> None:
        wide = torch.rand(1, 3, 83, 83)
        error = measures.shift_error(wide[..., 3:, 3:], wide[..., :80, :80], 3, 3)
        self.assertEqual(float(error), 0)


class Evaluation(unittest.TestCase):
    """The lists of the quality gate, and its rows."""

    def test_a_floor_has_one_row_and_a_checkpoint_two(self) -> None:
        words = ["--data", ".", "--peers", "--floor", "first=same.pt", "--checkpoint", "first=same.pt"]
        read = unittest.mock.Mock(side_effect=lambda name, path: (None, [unittest.mock.Mock(), unittest.mock.Mock()]))
        with (
            unittest.mock.patch.multiple(
                evaluate, read_lumen=read, read_bench=unittest.mock.MagicMock(), resolve_data=unittest.mock.Mock(),
                half_psnr=unittest.mock.Mock(return_value=50.0), measure=unittest.mock.Mock(return_value={}),
                format_table=unittest.mock.Mock(return_value=""),
            ),
        ):  # fmt: skip
            evaluate.run(options(evaluate, *words))
            self.assertEqual(evaluate.measure.call_count, 3)

    def test_lists_are_as_long_as_promised(self) -> None:
        lengths = [len(evaluate.read_names(evaluate.LISTS / f"{name}.txt")) for name in ("photos", "paintings", "seen-paintings")]
        self.assertEqual(lengths, [12, 24, 24])


if __name__ == "__main__":
    unittest.main()
