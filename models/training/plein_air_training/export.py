"""Exports a checkpoint: NAME-paint.onnx, NAME-style.onnx, and NAME-check.json, a small case for parity tests.

Computes in fp32, weights stored as fp16 (--fp32: as they are). Refuses a network whose activations exceed 1,000.
Writes the manifest anew when the graphs go into the project's own folder. On demand also NAME-paint-f16.onnx, computed in
fp16, and NAME-stream.onnx, whose content statistics come from earlier frames; `npx tsx scripts/check-export.ts FOLDER NAME
1e-4` runs all that is there in the app's engine.
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
from .lumen_graphs import EPSILON, write_paint_graph, write_stream_graph, write_style_graph
from .measures import psnr
from .networks import StyleCode, flatten_code, site_channels

MODELS = Path(__file__).parents[2]
PROJECT = MODELS.parent
# What the streaming form must reach on a still.
LEAST_STREAMING_PSNR = 40.0
CHECK_FRAME, CHECK_PAINTING = (48, 64), (64, 80)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``export``."""
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--name", help="name of the files (default: the tier's)")
    parser.add_argument("--out", type=Path, default=MODELS, help="folder (default: the project's models)")
    parser.add_argument("--photos", type=Path, nargs="*", default=[], help="real frames to measure activations on")
    parser.add_argument("--compute-fp16", action="store_true", help="also a paint graph that computes in fp16")
    parser.add_argument("--stream", action="store_true", help="also the streaming form of the paint graph")
    parser.add_argument("--fp32", action="store_true", help="store weights as fp32: twice the bytes")


def run(arguments: argparse.Namespace) -> None:
    """Runs ``export``."""
    networks = read_networks(arguments.checkpoint)
    name = arguments.name or networks.tier
    if name is None:
        raise SystemExit(f"Widths {networks.widths} are of no tier: give the files a --name.")
    frames = read_frames(arguments.photos)
    largest = largest_activation(networks, frames)
    print(f"largest activation {largest:.1f} on {'real' if arguments.photos else 'generated'} frames")
    if not largest <= LIMIT:
        raise SystemExit(f"That is above {LIMIT:.0f}: it would not survive fp16. Nothing was written.")
    if arguments.stream:
        decibels = streaming_psnr(networks, frames)
        print(f"streaming form against the exact one on stills: {decibels:.1f} dB")
        if not decibels >= LEAST_STREAMING_PSNR:
            raise SystemExit(f"That is below {LEAST_STREAMING_PSNR:.0f} dB. Nothing was written.")
    paths = export(networks, name, arguments.out, not arguments.fp32, arguments.stream, arguments.compute_fp16)
    for path in paths:
        print(f"{path.name} {path.stat().st_size} bytes")
    if arguments.out.resolve() == MODELS.resolve():
        subprocess.run(["npx", "tsx", "scripts/write-manifest.ts"], cwd=PROJECT, check=True)


def export(
    networks: Networks, name: str, folder: Path, half: bool = True, stream: bool = False, compute_fp16: bool = False
) -> list[Path]:
    """Writes the files and returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paint, style, check = (folder / f"{name}-{end}" for end in ("paint.onnx", "style.onnx", "check.json"))
    write_paint_graph(networks.paint, networks.widths, paint, half)
    write_style_graph(networks.style, networks.widths, style, half)
    check.write_text(json.dumps(parity_case(networks, stream)), "utf-8")
    paths = [paint, style, check]
    if compute_fp16:
        paths.append(folder / f"{name}-paint-f16.onnx")
        write_paint_graph(networks.paint, networks.widths, paths[-1], half, compute_half=True)
    if stream:
        paths.append(folder / f"{name}-stream.onnx")
        write_stream_graph(networks.paint, networks.widths, paths[-1], half)
    return paths


@torch.no_grad()
def parity_case(networks: Networks, stream: bool = False) -> dict[str, object]:
    """A frame with canvas and a painting, with what PyTorch makes of them with full weights.

    With ``stream`` also the frame painted with the statistics of another one, in the form that the streaming graph takes.
    """
    frame = pack(smooth_picture(*CHECK_FRAME, seed=3))
    frame = torch.cat([frame, cut_canvas(canvas_field(), [(0, 0)], *CHECK_FRAME)], 1)
    painting = smooth_picture(*CHECK_PAINTING, seed=4)
    code = networks.style(painting)
    painted = networks.paint.packed(frame, code)
    case: dict[str, object] = {
        "channels": site_channels(networks.widths),
        "frame": _tensor(frame),
        "painting": _tensor(pack(painting)),
        "beta": [1.0],
        "code": _numbers(flatten_code(code)),
        "painted": _tensor(painted),
    }
    if stream:
        earlier: StyleCode = []
        networks.paint.packed(0.5 * frame.flip(3), code, statistics=earlier)
        statistics: StyleCode = []
        lagged = networks.paint.packed(frame, code, lagged=earlier, statistics=statistics)
        case["stream"] = {"statistics": _numbers(flatten_code(earlier)), "painted": _tensor(lagged)}
        case["stream"] |= {"moments": _numbers(_moments(statistics, earlier))}
    return case


def _moments(statistics: StyleCode, given: StyleCode) -> Tensor:
    """E[z] of all sites, then E[z²], of features with these statistics, normalised with those that were given."""
    pairs = list(zip(statistics, given, strict=True))
    means = [(now[0] - then[0]) / then[1] for now, then in pairs]
    variances = [(now[1] ** 2 - EPSILON) / then[1] ** 2 for now, then in pairs]
    return torch.cat(means + [v + m**2 for v, m in zip(variances, means, strict=True)], 1)


@torch.no_grad()
def streaming_psnr(networks: Networks, frames: list[Tensor]) -> float:
    """The streaming form against the exact one on stills, mean over the frames, in dB.

    Both have the frame's own statistics then; what differs is that the streaming form bounds normalised features.
    """
    found: list[float] = []
    for k, frame in enumerate(frames):
        canvas = cut_canvas(canvas_field(), [(0, 0)], *frame.shape[2:])
        code = networks.style(frames[(k + 1) % len(frames)])
        own: StyleCode = []
        exact = networks.paint(frame, canvas, code, statistics=own)
        found.append(float(psnr(networks.paint(frame, canvas, code, lagged=own), exact)))
    return sum(found) / len(found)


def _tensor(value: Tensor) -> dict[str, list[float] | list[int]]:
    return {"dims": list(value.shape), "data": _numbers(value)}


def _numbers(value: Tensor) -> list[float]:
    return [float(f"{number:.7g}") for number in value.flatten().tolist()]
