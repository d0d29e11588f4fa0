"""Exports a checkpoint: NAME-paint.onnx, NAME-style.onnx, and NAME-check.json, a small case for parity tests.

Computes in fp32, weights stored as fp16 (--fp32: as they are). Refuses a network whose activations exceed 1,000.
Writes the manifest anew when the graphs go into the project's own folder.
"""

import argparse
import json
import subprocess
from pathlib import Path

import torch
from torch import Tensor

from .activations import LIMIT, largest_activation, read_frames, smooth_picture
from .canvas import canvas_field, cut_canvas
from .checkpoint import Networks, read_networks
from .layers import pack
from .lumen_graphs import write_paint_graph, write_style_graph
from .networks import flatten_code, site_channels

MODELS = Path(__file__).parents[2]
PROJECT = MODELS.parent
CHECK_FRAME, CHECK_PAINTING = (48, 64), (64, 80)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``export``."""
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--name", help="name of the files (default: the tier's)")
    parser.add_argument("--out", type=Path, default=MODELS, help="folder (default: the project's models)")
    parser.add_argument("--photos", type=Path, nargs="*", default=[], help="real frames to measure activations on")
    parser.add_argument("--fp32", action="store_true", help="store weights as fp32: twice the bytes")


def run(arguments: argparse.Namespace) -> None:
    """Runs ``export``."""
    networks = read_networks(arguments.checkpoint)
    name = arguments.name or networks.tier
    if name is None:
        raise SystemExit(f"Widths {networks.widths} are of no tier: give the files a --name.")
    largest = largest_activation(networks, read_frames(arguments.photos))
    print(f"largest activation {largest:.1f} on {'real' if arguments.photos else 'generated'} frames")
    if not largest <= LIMIT:
        raise SystemExit(f"That is above {LIMIT:.0f}: it would not survive fp16. Nothing was written.")
    for path in export(networks, name, arguments.out, half=not arguments.fp32):
        print(f"{path.name} {path.stat().st_size} bytes")
    if arguments.out.resolve() == MODELS.resolve():
        subprocess.run(["npx", "tsx", "scripts/write-manifest.ts"], cwd=PROJECT, check=True)


def export(networks: Networks, name: str, folder: Path, half: bool = True) -> list[Path]:
    """Writes the three files and returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paint, style, check = (folder / f"{name}-{end}" for end in ("paint.onnx", "style.onnx", "check.json"))
    write_paint_graph(networks.paint, networks.widths, paint, half)
    write_style_graph(networks.style, networks.widths, style, half)
    check.write_text(json.dumps(parity_case(networks)), "utf-8")
    return [paint, style, check]


@torch.no_grad()
def parity_case(networks: Networks) -> dict[str, object]:
    """A frame with canvas and a painting, with what PyTorch makes of them with full weights."""
    frame = pack(smooth_picture(*CHECK_FRAME, seed=3))
    frame = torch.cat([frame, cut_canvas(canvas_field(), [(0, 0)], *CHECK_FRAME)], 1)
    painting = smooth_picture(*CHECK_PAINTING, seed=4)
    code = networks.style(painting)
    painted = networks.paint.packed(frame, code)
    return {
        "channels": site_channels(networks.widths),
        "frame": _tensor(frame),
        "painting": _tensor(pack(painting)),
        "beta": [1.0],
        "code": _numbers(flatten_code(code)),
        "painted": _tensor(painted),
    }


def _tensor(value: Tensor) -> dict[str, list[float] | list[int]]:
    return {"dims": list(value.shape), "data": _numbers(value)}


def _numbers(value: Tensor) -> list[float]:
    return [float(f"{number:.7g}") for number in value.flatten().tolist()]
