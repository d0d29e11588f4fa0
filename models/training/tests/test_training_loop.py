"""The loop without a network: when it stops, what it keeps."""

import argparse
import os
import signal
import tempfile
import unittest
from pathlib import Path

import torch

from plein_air_training.training_loop import Log, add_loop_options, run_loop


class CountingState:
    """Counts steps and remembers their rates."""

    def __init__(self) -> None:
        self.step, self.seconds, self.rates = 0, 0.0, list[float]()

    def update(self, loss: torch.Tensor, rate: float) -> None:
        """One step."""
        self.step += 1
        self.rates.append(rate)


class TrainingLoop(unittest.TestCase):
    """Runs of a few steps."""

    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.file = Path(temporary.name) / "log.csv"
        self.saved: list[int] = []
        self.state = CountingState()

    def run_steps(self, step: object, *words: str) -> None:
        """Runs a loop of six steps with these options."""
        parser = argparse.ArgumentParser()
        add_loop_options(parser, steps=6, log_every=3)
        arguments = parser.parse_args(words)
        log = Log(self.file, arguments.log_every, ("loss", "rate"))
        run_loop(arguments, step, self.state, log, lambda k: 1 / (k + 1), lambda: self.saved.append(self.state.step))

    @staticmethod
    def easy(number: int) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
        """A step whose loss is its number."""
        return torch.tensor(float(number)), {"loss": torch.tensor(float(number)), "unnamed": torch.tensor(9.0)}

    def test_logs_means_at_falling_rates_and_saves_at_the_end(self) -> None:
        self.run_steps(self.easy)
        self.assertEqual(self.saved, [6])
        self.assertEqual(self.state.rates, [1 / k for k in range(1, 7)])
        rows = [line.split(",") for line in self.file.read_text().splitlines()]
        self.assertEqual(rows[0], ["step", "seconds", "loss", "rate"])
        self.assertEqual([(row[0], row[2]) for row in rows[1:]], [("3", "1"), ("6", "4")])

    def test_goes_on_where_it_stopped(self) -> None:
        self.run_steps(self.easy, "--stop-after", "0")
        self.run_steps(self.easy)
        self.assertEqual(self.saved, [1, 6])

    def test_asked_to_end_it_finishes_the_step_and_saves(self) -> None:
        for asked in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(asked.name):
                self.state, self.saved = CountingState(), []

                def update(loss: torch.Tensor, rate: float, asked: int = asked) -> None:
                    """Half of an update is no state to go on from."""
                    if self.state.step == 2:
                        os.kill(os.getpid(), asked)
                    CountingState.update(self.state, loss, rate)

                self.state.update = update
                before = signal.getsignal(asked)
                self.run_steps(self.easy)
                self.assertEqual(self.saved, [3])
                self.assertEqual(signal.getsignal(asked), before)

    def test_asked_twice_it_ends_at_once(self) -> None:
        def step(number: int) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
            for _ in range(2):
                os.kill(os.getpid(), signal.SIGINT)
            return self.easy(number)

        with self.assertRaises(KeyboardInterrupt):
            self.run_steps(step)
        self.assertEqual(self.saved, [])

    def test_a_loss_that_is_not_finite_ends_it_without_saving(self) -> None:
        def step(number: int) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
            return torch.tensor(float("nan") if number == 4 else 1.0), {}

        with self.assertRaisesRegex(SystemExit, "step 4"):
            self.run_steps(step)
        self.assertEqual(self.saved, [])
