"""The project's quality gate: one table for our checkpoints and both peers, on named held-out lists."""

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from . import measures
from .data_options import add_data_options, resolve_data
from .flat_shapes import CONTOUR, HALO, draw_shapes, mean_colours
from .layers import mean_std
from .loss_networks import LossNetwork, read_compressed, read_vgg
from .painters import Lumen, Painter, count_gmac, read_classic_painter, read_lumen, read_microast_painter, take
from .pictures import centre_square, read_named, read_names
from .progress import Progress
from .report import Row, format_table

LISTS = Path(__file__).parent.parent / "lists"
SIDE = 256
SHIFT = 3
NOISE_FRAMES, NOISE_STD = 6, 4 / 255
HALO_PICTURES = 24
WALLS = 24
# Paintings painted in one batch.
BATCH = 6
PEERS = {"classic": read_classic_painter, "microast": read_microast_painter}
QUICK = {"photos": 4, "paintings": 6, "motion": 6}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``evaluate``."""
    add_data_options(parser, "photos", "paintings", "vgg", "compressed")
    parser.add_argument(
        "--checkpoint", action="append", default=[], metavar="NAME=FILE", help="a checkpoint of ours or a graph that ships (…-paint.onnx); may be repeated"
    )
    parser.add_argument(
        "--floor", action="append", default=[], metavar="NAME=FILE", help="likewise one that ours must beat: measured with the canvas only"
    )
    parser.add_argument("--classic", type=Path, metavar="NPZ", help="weights of classic AdaIN")
    parser.add_argument("--microast", type=Path, metavar="FOLDER", help="weights of MicroAST")
    parser.add_argument(
        "--peers", nargs="*", choices=list(PEERS), default=list(PEERS), help="networks of others (default: both)"
    )
    parser.add_argument("--photo-list", type=Path, default=LISTS / "photos.txt")
    parser.add_argument("--painting-list", type=Path, default=LISTS / "paintings.txt", help="never seen in training")
    parser.add_argument("--seen-list", type=Path, default=LISTS / "seen-paintings.txt", help="seen in training")
    parser.add_argument("--pairs", metavar="PHOTOSxPAINTINGS", help="only the first of the lists, as 4x6")
    parser.add_argument("--motion", type=int, default=12, help="pairs for noise, shift and fp16 (default 12)")
    parser.add_argument("--quick", action="store_true", help="4 photos × 6 paintings")
    parser.add_argument("--json", type=Path, help="write the numbers here too")


@dataclass
class Bench:
    """The pictures and loss networks of one evaluation."""

    photos: Tensor  # f32[N,3,256+3,256+3]
    unseen: Tensor
    seen: Tensor
    vgg: LossNetwork
    compressed: LossNetwork
    motion: int


def run(arguments: argparse.Namespace) -> None:
    """Runs ``evaluate``."""
    bench = read_bench(arguments)
    data = resolve_data(arguments, *arguments.peers)
    rows: list[Row] = []
    with torch.no_grad():
        for peer in arguments.peers:
            rows.append(measure(PEERS[peer](getattr(data, peer)), bench))
            print(format_table(rows[-1:]), flush=True)
        # How many of a network's painters count: the first has the canvas, the second has none.
        for item, count in [*((item, 1) for item in arguments.floor), *((item, 2) for item in arguments.checkpoint)]:
            name, _, file = item.rpartition("=")
            networks, painters = read_lumen(name or Path(file).stem, Path(file))
            for painter in painters[:count]:
                rows.append(measure(painter, bench) | {"fp16": half_psnr(painter, painter.as_half(networks), bench)})
                print(format_table(rows[-1:]), flush=True)
    counts = f"{len(bench.photos)} photos × {len(bench.unseen)} unseen and {len(bench.seen)} seen paintings, {SIDE}²"
    print(f"\n{counts}; noise, shift and fp16 on {bench.motion} pairs\n\n{format_table(rows)}")
    if arguments.json:
        arguments.json.write_text(json.dumps({"set": counts, "rows": rows}, indent=2) + "\n", "utf-8")


def read_bench(arguments: argparse.Namespace) -> Bench:
    """Reads pictures and loss networks as the options say."""
    data = resolve_data(arguments, "photos", "paintings", "vgg", "compressed")
    pairs = f"{QUICK['photos']}x{QUICK['paintings']}" if arguments.quick else arguments.pairs
    photos, paintings = (int(n) for n in pairs.split("x")) if pairs else (None, None)
    read = {
        "photos": read_named(data.photos, read_names(arguments.photo_list)[:photos]),
        "unseen": read_named(data.paintings, read_names(arguments.painting_list)[:paintings]),
        "seen": read_named(data.paintings, read_names(arguments.seen_list)[:paintings]),
    }
    sides = {"photos": SIDE + SHIFT, "unseen": SIDE, "seen": SIDE}
    tensors = {key: torch.stack([centre_square(p, sides[key]) for p in value]) for key, value in read.items()}
    motion = min(QUICK["motion"] if arguments.quick else arguments.motion, len(read["photos"]) * len(read["unseen"]))
    return Bench(**tensors, vgg=read_vgg(data.vgg), compressed=read_compressed(data.compressed), motion=motion)


def measure(painter: Painter, bench: Bench) -> Row:
    """All figures of one network but fp16."""
    total: dict[str, list[Tensor]] = {}
    progress = Progress(painter.name, len(bench.photos) * (len(bench.unseen) + len(bench.seen)))
    codes = painter.encode(bench.unseen)
    photos = bench.photos[..., :SIDE, :SIDE]
    for key, paintings in (("s_vgg", bench.unseen), ("s_vgg_seen", bench.seen)):
        all_codes = codes if key == "s_vgg" else painter.encode(paintings)
        for begin in range(0, len(paintings), BATCH):
            index = list(range(begin, min(begin + BATCH, len(paintings))))
            target = [mean_std(f) for f in bench.vgg(paintings[index])]
            target_16 = [mean_std(f) for f in bench.compressed(paintings[index])]
            for photo in photos.split(1):
                painted = painter.paint(photo.expand(len(index), -1, -1, -1), take(all_codes, index))
                found = {key: measures.style_error(bench.vgg(painted), target)}
                if key == "s_vgg":
                    features = bench.compressed(painted)
                    found |= {
                        "s_16": measures.style_error(features, target_16),
                        "c4": measures.content_error(features[-1], bench.compressed(photo)[-1]),
                        "ssim": measures.ssim(painted, photo),
                        "edge": measures.edge_correlation(painted, photo),
                    }
                for name, value in found.items():
                    total.setdefault(name, []).append(value)
                progress.step(count=len(index))
    for photo in photos.split(1):
        total.setdefault("own", []).append(measures.psnr(painter.paint(photo, painter.encode(photo)), photo))
    row: Row = {"name": painter.name, "gmac": count_gmac(painter)}
    row |= {name: float(torch.cat(values).mean()) for name, values in total.items()}
    row["unseen_seen"] = row["s_vgg"] / row.pop("s_vgg_seen")
    row |= edge_figures(painter, codes, min(BATCH, len(bench.unseen)))
    row |= wall_figures(painter, codes, min(BATCH, len(bench.unseen)))
    return row | motion_figures(painter, codes, bench)


def edge_figures(painter: Painter, codes: object, paintings: int) -> Row:
    """Halo and contour on pictures of flat shapes, the same for every network, in the first paintings by turns."""
    generator = torch.Generator().manual_seed(3)
    halos: list[Tensor] = []
    contours: list[Tensor] = []
    while len(halos) < HALO_PICTURES:
        picture, labels = draw_shapes(SIDE, generator)
        painted = painter.paint(picture[None], take(codes, [len(halos) % paintings]))[0]
        for band, found in ((HALO, halos), (CONTOUR, contours)):
            near, inside = mean_colours(painted, labels, band)
            if len(inside) > 1:
                found.append(measures.halo(near, inside))
    shares = [torch.stack(found).mean(0) for found in (halos, contours)]
    return {name: float(share[0] / share[1]) for name, share in zip(("halo", "contour"), shares, strict=True)}


def wall_figures(painter: Painter, codes: object, paintings: int) -> Row:
    """Grid, in grey levels, and border on walls of one tint, the same for every network, in the first paintings by turns."""
    generator = torch.Generator().manual_seed(4)
    light = torch.linspace(-0.1, 0.1, SIDE)
    grids: list[Tensor] = []
    borders: list[Tensor] = []
    for picture in range(WALLS):
        tint = 0.2 + 0.6 * torch.rand(3, 1, 1, generator=generator)
        wall = (tint + light + torch.zeros(3, SIDE, 1)).clamp(0, 1)
        painted = painter.paint(wall[None], take(codes, [picture % paintings]))
        grids.append(measures.grid(painted))
        borders.append(measures.border(painted))
    beside, inside = torch.stack(borders).mean(0)
    return {"grid": 255 * float(torch.stack(grids).mean().clamp_min(0).sqrt()), "border": float((beside / inside).sqrt())}


def motion_pairs(bench: Bench) -> list[tuple[int, int]]:
    """Pairs of photo and painting spread over both lists, the same for every network."""
    pairs = [(photo, painting) for photo in range(len(bench.photos)) for painting in range(len(bench.unseen))]
    return random.Random(1).sample(pairs, bench.motion)


def motion_figures(painter: Painter, codes: object, bench: Bench) -> Row:
    """Noise gain and shift error."""
    gains: list[float] = []
    shifts: list[float] = []
    generator = torch.Generator().manual_seed(2)
    for photo, painting in motion_pairs(bench):
        wide = bench.photos[photo][None]
        code = take(codes, [painting])
        # Moving the window up and left by three pixels moves the scene down and right.
        here, moved = wide[..., SHIFT:, SHIFT:], wide[..., :SIDE, :SIDE]
        first = painter.paint(here, code)
        error = measures.shift_error(first, painter.paint(moved, code, (SHIFT, SHIFT)), SHIFT, SHIFT)
        shifts.append(float(error))
        noisy = (here + NOISE_STD * torch.randn(NOISE_FRAMES, 3, SIDE, SIDE, generator=generator)).clamp(0, 1)
        painted = torch.cat([painter.paint(frame, code) for frame in noisy.split(1)])
        gains.append(float(measures.temporal_std(painted) / measures.temporal_std(noisy)))
    return {"noise": sum(gains) / len(gains), "shift": sum(shifts) / len(shifts)}


def half_psnr(painter: Lumen, half: Lumen, bench: Bench) -> float:
    """fp16 against fp32: the mean over the pairs, in dB."""
    codes = painter.encode(bench.unseen)
    found: list[float] = []
    for photo, painting in motion_pairs(bench):
        picture, code = bench.photos[photo][None, :, :SIDE, :SIDE], take(codes, [painting])
        found.append(float(measures.psnr(half.paint(picture, code), painter.paint(picture, code))))
    return sum(found) / len(found)
