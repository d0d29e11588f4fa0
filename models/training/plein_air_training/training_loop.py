"""The loop that both recipes share: steps until the end, a log, progress with the time left, saving now and then."""

import argparse
import csv
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor

from .progress import Progress

# Seconds between lines of progress.
PROGRESS_EVERY = 30


class State(Protocol):
    """What a training takes along from call to call."""

    step: int
    seconds: float

    def update(self, loss: Tensor, rate: float) -> None:
        """One step of the optimisers."""


def add_loop_options(parser: argparse.ArgumentParser, steps: int, log_every: int) -> None:
    """Declares the options that both recipes have."""
    parser.add_argument("--hold-out", type=Path, nargs="*", default=[], help="lists of pictures that are not trained on")
    parser.add_argument("--steps", type=int, default=steps, help=f"of the whole training (default {steps:,})")
    parser.add_argument("--stop-after", type=float, help="seconds of this call")
    parser.add_argument("--save-every", type=float, default=300, help="seconds between states and contact sheets")
    parser.add_argument("--log-every", type=int, default=log_every, help="steps a line of the log")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="only so many pictures of each kind, to try something")


def run_loop(
    arguments: argparse.Namespace,
    step: Callable[[int], tuple[Tensor, dict[str, Tensor]]],
    state: State,
    log: "Log",
    rate_at: Callable[[int], float],
    save: Callable[[], None],
) -> None:
    """Steps until ``--steps`` or ``--stop-after``. Saves at the end, also when it is interrupted or asked to end.

    ``step`` gives the loss of a step and its terms; the rate is logged beside them where the log has a column for it.
    Raises SystemExit, without saving, where a loss is not finite.
    """
    began = saved = time.monotonic()
    before = state.seconds
    progress = Progress("step", arguments.steps, state.step, every=PROGRESS_EVERY)
    with Asked() as asked:
        while state.step < arguments.steps and not asked.to_end:
            loss, terms = step(state.step)
            if not torch.isfinite(loss.detach()):
                raise SystemExit(f"The loss is not finite at step {state.step}; the last state is whole.")
            rate = rate_at(state.step)
            state.update(loss, rate)
            now = time.monotonic()
            state.seconds = before + now - began
            progress.step(log.add(state.step, state.seconds, terms | {"rate": torch.tensor(rate)}))
            if now - saved > arguments.save_every:
                save()
                saved = time.monotonic()
            if arguments.stop_after is not None and now - began > arguments.stop_after:
                break
    if asked.to_end:
        print("interrupted")
    save()


class Asked:
    """Whether ctrl-c or `kill` has asked to end. Heard between steps only: half of an update is no state to go on from.

    A job in the background of a shell does not hear ctrl-c, but it hears `kill`. A second ctrl-c ends at once, unsaved.
    """

    to_end = False

    def __enter__(self) -> "Asked":
        self._before = {number: signal.signal(number, self._hear) for number in (signal.SIGINT, signal.SIGTERM)}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _hear(self, *_: object) -> None:
        if self.to_end:
            raise KeyboardInterrupt
        self.to_end = True


class Log:
    """Means of the terms, one line every so many steps, in a CSV file with these columns."""

    def __init__(self, path: Path, every: int, terms: tuple[str, ...]) -> None:
        self.path, self.every, self.terms = path, every, terms
        self._sums: dict[str, list[Tensor]] = {}
        self._last = ""
        if not path.exists():
            self._write(["step", "seconds", *terms])

    def add(self, step: int, seconds: float, terms: dict[str, Tensor]) -> str:
        """Collects one step; returns the last line in words."""
        for name in self.terms:
            if name in terms:
                self._sums.setdefault(name, []).append(terms[name].detach())
        if step % self.every == 0:
            means = {name: f"{torch.stack(values).mean():.5g}" for name, values in self._sums.items()}
            self._write([step, round(seconds), *(means.get(name, "") for name in self.terms)])
            self._last = ", ".join(f"{name} {value}" for name, value in means.items())
            self._sums.clear()
        return self._last

    def _write(self, row: list[object]) -> None:
        with self.path.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerow(row)
