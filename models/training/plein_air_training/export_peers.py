"""Writes graphs of the networks of others for `npm run bench`: classic AdaIN, MicroAST, fast neural style.

Those whose weights are in --data. They go into a folder that is never committed (default: .cache/bench-graphs, where the
benchmark looks), for comparison on this machine only.
"""

import argparse
from pathlib import Path

import torch

from .activations import smooth_picture
from .classic.graphs import write_paint
from .classic.sources import read_source
from .export import PROJECT
from .peers.fast_style import read_fast_style
from .peers.graphs import write_fast_style, write_microast
from .peers.microast import read_microast

OUT = PROJECT / ".cache" / "bench-graphs"
PAINTING_SIDE = 256


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``export-peers``."""
    parser.add_argument("--data", type=Path, required=True, help="folder with weights/classic-adain, …")
    parser.add_argument("--out", type=Path, default=OUT)


@torch.no_grad()
def run(arguments: argparse.Namespace) -> None:
    """Runs ``export-peers``."""
    weights, out = arguments.data / "weights", arguments.out
    out.mkdir(parents=True, exist_ok=True)
    classic, microast, fast = weights / "classic-adain", weights / "microast", weights / "fast-neural-style"
    if classic.exists():
        write_paint(read_source([next(classic.glob("*.npz"))]).network, out / "classic.onnx", half=False)
    if microast.exists():
        net = read_microast(microast)
        code = net.encode(smooth_picture(PAINTING_SIDE, PAINTING_SIDE, seed=4))
        write_microast(net, code, out / "microast.onnx")
    for folder in sorted(fast.iterdir())[:1] if fast.exists() else []:
        write_fast_style(read_fast_style(folder), out / "fast-neural-style.onnx")
    for path in sorted(out.glob("*.onnx")):
        print(f"{path.name} {path.stat().st_size} bytes")
