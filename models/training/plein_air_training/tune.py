"""Tunes the codes of the paintings that people choose: the network stays, one painting's numbers are improved.

Starts from the pooled code, descends on the style and content losses over random photos, and is pulled back towards the
pooled code so that mixing and alpha stay smooth. Then goes as far along that way as content allows on other photos, and
is kept only where it measures better on them. Writes
models/tuned-codes-TIER.json after every painting; a later call goes on where it stopped. The paintings are files named
after their id, as `npx tsx scripts/cut-paintings.ts FOLDER` writes them; a painting of your own may be among them.
"""

import argparse
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from . import losses
from .canvas import CANVAS_SIDE, canvas_field, cut_canvas
from .checkpoint import Networks, read_networks
from .data_options import add_data_options, resolve_data
from .export import MODELS
from .loss_networks import CompressedVgg, LossNetwork, read_compressed, read_vgg
from .low_rank import CALIBRATION, compress
from .networks import StyleCode, flatten_code, site_channels, unflatten_code
from .pictures import Picture, centre_square, random_crops, read_names, read_pictures
from .precision import bf16_is_fast
from .progress import Progress
from .style_targets import StyleBatch, StyleMeter
from .training_step import Weights
from .tuned_codes import open_tuned

# A tuned code must be better by this share.
LEAST_GAIN = 0.01
# How far along the way from the pooled code to the tuned one; the first that content allows is taken.
REACHES = (1.0, 0.7, 0.5, 0.3)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``tune``."""
    parser.add_argument("checkpoint", type=Path)
    add_data_options(parser, "photos", "vgg", "compressed")
    parser.add_argument("--cut-paintings", type=Path, required=True, metavar="FOLDER", help="paintings named after their id")
    parser.add_argument("--only", nargs="+", metavar="ID", help="only these paintings")
    parser.add_argument("--again", action="store_true", help="also those that are done")
    parser.add_argument("--name", help="name of the exported graphs (default: the tier's)")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the exported graphs and of the result")
    parser.add_argument("--check-list", type=Path, help="photos that decide and are never tuned on (default: a few of --photos)")
    parser.add_argument("--steps", type=int, default=24, help="steps a painting (default 24)")
    parser.add_argument("--crop", type=int, default=128)
    parser.add_argument("--batch", type=int, default=2, help="photos a step")
    parser.add_argument("--check", type=int, default=8, help="photos that decide (default 8)")
    parser.add_argument("--check-side", type=int, default=192, help="their side")
    parser.add_argument("--rate", type=float, default=0.03)
    parser.add_argument("--content-weight", type=float, default=3.0, help="of the content loss, times that of training")
    parser.add_argument("--pull", type=float, default=0.5, help="weight of the distance to the pooled code")
    parser.add_argument("--content-cost", type=float, default=0.04, help="by what share content may get worse")
    parser.add_argument("--limit", type=int, default=600, help="photos read")


def run(arguments: argparse.Namespace) -> None:
    """Runs ``tune``."""
    torch.set_flush_denormal(True)
    data = resolve_data(arguments, "photos", "vgg", "compressed")
    networks = read_networks(arguments.checkpoint)
    name = arguments.name or networks.tier
    graphs = [arguments.models / f"{name}-{graph}.onnx" for graph in ("paint", "style")]
    target = arguments.models / f"tuned-codes-{name}.json"
    tuned = open_tuned(target, *graphs)
    paintings = {Path(p.name).stem: p for p in read_pictures([arguments.cut_paintings])}
    chosen = arguments.only or list(paintings)
    todo = [identity for identity in chosen if arguments.again or not tuned.has(identity)]
    tuner = create_tuner(arguments, data, networks)
    progress = Progress("painting", len(todo), every=0)
    for identity in todo:
        began = time.monotonic()
        result = tuner.tune(paintings[identity], random.Random(identity))
        tuned.forget(identity)
        better = result.better(tuner.content_cost)
        if better:
            tuned.keep(identity, result.code)
        else:
            tuned.tried.append(identity)
        tuned.write(target)
        verdict = "kept" if better else "pooled stays"
        progress.step(f"| {identity}: {result.words()}, {verdict} ({time.monotonic() - began:.0f} s)")
    print(f"{len(tuned.codes)} of {len(paintings)} paintings have tuned codes: {target}")


@dataclass(frozen=True)
class Score:
    """Mean losses over the photos that decide."""

    style: float
    strokes: float
    content: float
    total: float


@dataclass(frozen=True)
class Result:
    """``code`` f32[2·ΣC_k] of a painting, and how it compares."""

    code: Tensor
    pooled: Score
    tuned: Score

    def better(self, content_cost: float) -> bool:
        """Whether the tuned code is worth keeping."""
        style = self.tuned.style < self.pooled.style
        content = self.tuned.content < self.pooled.content * (1 + content_cost)
        return style and content and self.tuned.total < self.pooled.total * (1 - LEAST_GAIN)

    def words(self) -> str:
        """Before and after."""
        names = ("style", "strokes", "content")
        return ", ".join(f"{n} {getattr(self.pooled, n):.3f} → {getattr(self.tuned, n):.3f}" for n in names)


@dataclass
class Tuner:
    """Networks, photos and settings of one call."""

    networks: Networks
    meter: StyleMeter
    smaller: LossNetwork  # tuned with; what decides is the whole VGG
    compressed: CompressedVgg
    photos: list[Picture]
    deciding: Tensor
    steps: int
    crop: int
    batch: int
    rate: float
    content_weight: float
    pull: float
    content_cost: float
    field: Tensor = field(default_factory=canvas_field)

    def tune(self, painting: Picture, rng: random.Random) -> Result:
        """Tunes one painting's code."""
        height, width = (side // 8 * 8 for side in painting.pixels.shape[1:])
        whole = painting.pixels[None, :, :height, :width].float() / 255
        target = self.meter.measure(whole)
        channels = site_channels(self.networks.widths)
        with torch.no_grad():
            pooled = flatten_code(self.networks.style(whole))
        half = pooled.shape[1] // 2
        spread = pooled[:, :half]
        # In units of each channel's own std: stds by a factor, means by an offset.
        offset = torch.zeros_like(pooled, requires_grad=True)

        def code_of(step: Tensor) -> Tensor:
            return torch.cat([spread * step[:, :half].exp(), pooled[:, half:] + spread * step[:, half:]], 1)

        optimiser = torch.optim.Adam([offset], self.rate, betas=(0.9, 0.95))
        for step in range(self.steps):
            for group in optimiser.param_groups:
                group["lr"] = self.rate * min(1.0, (step + 1) / 5) * (1 - step / self.steps)
            photos = random_crops(self.photos, self.batch, self.crop, rng)
            places = [(rng.randrange(CANVAS_SIDE), rng.randrange(CANVAS_SIDE)) for _ in range(self.batch)]
            canvas = rng.uniform(0.5, 1) * cut_canvas(self.field, places, self.crop, self.crop)
            terms = self._terms(self.smaller, photos, canvas, unflatten_code(code_of(offset), channels), target)
            more = (self.content_weight - 1) * Weights().content * terms["content"]
            loss = _total(terms) + more + terms["range"] + self.pull * (offset**2).mean()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
        before = self._score(pooled, channels, target)
        for reach in REACHES:
            with torch.no_grad():
                # As it ships.
                code = code_of(reach * offset).half().float()
            result = Result(code[0], before, self._score(code, channels, target))
            if result.better(self.content_cost):
                break
        return result

    def _terms(
        self, vgg: LossNetwork, photos: Tensor, canvas: Tensor, code: StyleCode, target: StyleBatch
    ) -> dict[str, Tensor]:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16_is_fast(torch.device("cpu"))):
            painted = self.networks.paint(photos, canvas, code)
        seen = vgg(painted)
        with torch.no_grad():
            content = self.compressed(photos)
        return {
            "style": losses.style_loss(seen, target.statistics),
            "strokes": losses.stroke_loss(self.meter.strokes(seen), target.strokes or []),
            "content": losses.content_loss(self.compressed(painted), content),
            "range": losses.range_loss(painted),
        }

    @torch.no_grad()
    def _score(self, flat: Tensor, channels: list[int], target: StyleBatch) -> Score:
        code = unflatten_code(flat, channels)
        canvas = cut_canvas(self.field, [(0, 0)], *self.deciding.shape[2:])
        terms = [self._terms(self.meter.vgg, photo, canvas, code, target) for photo in self.deciding.split(1)]
        mean = {name: torch.stack([t[name] for t in terms]).mean() for name in terms[0]}
        return Score(*(float(mean[n]) for n in ("style", "strokes", "content")), total=float(_total(mean)))


def _total(terms: dict[str, Tensor]) -> Tensor:
    weights = Weights()
    return weights.style * terms["style"] + weights.strokes * terms["strokes"] + weights.content * terms["content"]


def create_tuner(arguments: argparse.Namespace, data: argparse.Namespace, networks: Networks) -> Tuner:
    """Reads photos, sets those aside that decide, and loads the loss networks."""
    side = max(arguments.crop, arguments.check_side)
    photos = read_pictures(data.photos, smallest=side, limit=arguments.limit)
    if arguments.check_list:
        names = set(read_names(arguments.check_list))
        photos += read_pictures(data.photos, smallest=side, wanted=names.__contains__)
    else:
        names = {p.name for p in photos[:: max(1, len(photos) // arguments.check)]}
    deciding = [p for p in {p.name: p for p in photos if p.name in names}.values()][: arguments.check]
    rest = [p for p in photos if p.name not in names]
    if not deciding or not rest:
        raise SystemExit(f"Too few photos with a short side of {side} px.")
    squares = torch.stack([centre_square(p, arguments.check_side) for p in deciding])
    vgg = read_vgg(data.vgg)
    smaller = compress(vgg, random_crops(rest, CALIBRATION, arguments.crop, random.Random(0)))
    compressed = read_compressed(data.compressed)
    return Tuner(
        networks, StyleMeter(vgg), smaller, compressed, rest, squares,
        arguments.steps, arguments.crop, arguments.batch, arguments.rate, arguments.content_weight, arguments.pull,
        arguments.content_cost,
    )  # fmt: skip
