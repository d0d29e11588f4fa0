"""Writes the mean of two checkpoints of one network: often better than either (Wortsman et al., Model soups, 2022).

It works for weights of one lineage, before and after a fine-tuning: there the loss is low all along the way between them.
"""

import argparse
from pathlib import Path

import torch
from torch import nn

from .checkpoint import read_networks, write_networks


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``average``."""
    parser.add_argument("before", type=Path, help="checkpoint, or graph that ships (…-paint.onnx)")
    parser.add_argument("after", type=Path, help="likewise; its steps are kept")
    parser.add_argument("--share", type=float, default=0.5, help="of the second in the mean, 0 to 1 (default 0.5)")
    parser.add_argument("--out", type=Path, required=True, help="the checkpoint to write")


def run(arguments: argparse.Namespace) -> None:
    """Runs ``average``."""
    before, after = read_networks(arguments.before), read_networks(arguments.after)
    if before.widths != after.widths:
        raise SystemExit(f"Widths differ: {before.widths} and {after.widths}.")
    paint, style = (_mean(*pair, arguments.share) for pair in ((before.paint, after.paint), (before.style, after.style)))
    write_networks(arguments.out, paint, style, after.widths, after.steps)
    print(arguments.out)


def _mean(before: nn.Module, after: nn.Module, share: float) -> dict[str, torch.Tensor]:
    first = dict(before.named_parameters())
    return {name: torch.lerp(first[name], value, share) for name, value in after.named_parameters()}
