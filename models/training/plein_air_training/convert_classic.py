"""Converts a public checkpoint of classic AdaIN into a pack that the app's users can add: one .zip with two graphs.

convert-classic vgg_normalised.pth decoder.pth (naoto0804); decoder.pth --encoder vgg19-dcbb9e9d.pth (aadhithya);
adain.onnx (aadhithya's fixed-size export); weights.npz; WORK/paper.pt --encoder the same (train-paper).
What the implementations do differently is kept and named in the pack.
"""

import argparse
import tempfile
from pathlib import Path

import torch

from .activations import LIMIT, read_frames
from .classic.graphs import write_paint, write_regions, write_style
from .classic.pack import write_pack
from .classic.scaling import measure, scale
from .classic.sources import CONVENTIONS, NotClassicError, Source, read_source

# The app refuses longer ones.
LONGEST_NAME = 60
PRECISIONS = {
    "fp16": "weights stored as fp16, computed in fp32: for every device (default)",
    "fp16-compute": "convolutions computed in fp16, statistics in fp32: for GPUs with half precision",
    "fp32": "twice the bytes",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``convert-classic``."""
    parser.add_argument("files", type=Path, nargs="+", help="checkpoint files, in any order")
    parser.add_argument("--encoder", type=Path, help="VGG-19, where the checkpoint is a decoder only")
    parser.add_argument("--source", choices=[*CONVENTIONS, "paper"], help="refuse files of any other kind")
    parser.add_argument("--out", type=Path, required=True, help="the pack to write, a .zip")
    parser.add_argument("--name", default="Classic AdaIN", help="name that the app shows")
    precisions = "; ".join(f"{name}: {what}" for name, what in PRECISIONS.items())
    parser.add_argument("--precision", choices=PRECISIONS, default="fp16", help=precisions)
    parser.add_argument("--photos", type=Path, nargs="*", default=[], help="real frames to measure activations on")
    parser.add_argument("--regions", action="store_true", help="add the graph with the paper's spatial control (the app has no use for it yet)")


def run(arguments: argparse.Namespace) -> None:
    """Runs ``convert-classic``."""
    if arguments.out.suffix != ".zip":
        raise SystemExit(f"A pack is a .zip, {arguments.out} is not (--out).")
    if not 0 < len(arguments.name) <= LONGEST_NAME:
        raise SystemExit(f"A name of 1 to {LONGEST_NAME} letters is shown in the app (--name).")
    for path in [*arguments.files, *([arguments.encoder] if arguments.encoder else [])]:
        if not path.is_file():
            raise SystemExit(f"{path} is not there.")
    try:
        source = read_source(arguments.files, arguments.encoder, arguments.source)
    except NotClassicError as error:
        raise SystemExit(f"{error} Nothing was written.") from error
    kind = source.network.conventions
    print(f"{source.name}: {kind.padding} padding, {kind.std} std, epsilon {kind.epsilon:g} in the {kind.epsilon_in}")
    convert(source, arguments.out, arguments.name, arguments.precision, arguments.photos, arguments.regions)
    print(f"{arguments.out} {arguments.out.stat().st_size / 1e6:.1f} MB")


@torch.no_grad()
def convert(
    source: Source, out: Path, name: str = "Classic AdaIN", precision: str = "fp16", photos: list[Path] | None = None,
    regions: bool = False,
) -> None:  # fmt: skip
    """Scales the network for half precision and writes the pack."""
    largest = measure(source.network, read_frames(photos or []))
    network, code_scale = scale(source.network, largest)
    scaled = measure(network, read_frames([]))
    print(f"largest activation {max(largest.encoder + largest.decoder):.1f}, scaled {max(scaled.encoder + scaled.decoder):.1f}")
    if not max(scaled.encoder + scaled.decoder) <= LIMIT:
        raise SystemExit(f"That is above {LIMIT:.0f}: it would not survive fp16. Nothing was written.")
    writers = {"paint": write_paint, "style": write_style} | ({"regions": write_regions} if regions else {})
    with tempfile.TemporaryDirectory() as folder:
        graphs = {role: Path(folder) / f"{role}.onnx" for role in writers}
        for role, write in writers.items():
            write(network, graphs[role], precision != "fp32", precision == "fp16-compute")
        write_pack(out, source, code_scale, graphs, name, precision)
