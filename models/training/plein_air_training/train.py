"""Trains a network, on a GPU or on a CPU, in calls that resume exactly.

A call with the same --work goes on where the last one stopped. To fine-tune for paintings of your own, name them with
--gallery, start with --init and a checkpoint of ours, and raise --gallery-share.
"""

import argparse
import copy
import random
from pathlib import Path

import torch

from .checkpoint import create_networks, read_networks
from .data_options import add_data_options, resolve_data
from .loss_networks import read_compressed, read_vgg
from .low_rank import CALIBRATION, compress
from .networks import WIDTHS, Widths
from .pictures import Picture, read_names, read_pictures
from .precision import bf16_is_fast
from .sheet import write_sheet
from .state import TrainingState, create_state, learning_rate, resume
from .style_targets import LiveStyles, StyleMeter, StylePools, open_bank
from .training_loop import Log, add_loop_options, run_loop
from .training_step import TrainingStep, Weights

# Terms whose weight can be given.
WEIGHED = ("content", "style", "style16", "strokes", "shift", "own", "halo")
TERMS = ("content", "style", "style16", "strokes", "shift", "own", "halo", "phase", "range", "scale")


def widths_of(text: str) -> Widths:
    """``studio``, ``sketch`` or three numbers as 16,32,64."""
    if text in WIDTHS:
        return WIDTHS[text]
    parts = tuple(int(part) for part in text.split(","))
    if len(parts) != 3 or any(part < 1 or part % 4 for part in parts):
        raise argparse.ArgumentTypeError("name studio, sketch or three multiples of 4")
    return parts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``train``."""
    parser.add_argument("--net", type=widths_of, default="studio", help="studio, sketch or widths as 16,32,64")
    parser.add_argument("--name", help="name of the files in --work (default: the tier's)")
    parser.add_argument("--work", type=Path, required=True, help="folder of state, averaged weights, log and sheet")
    parser.add_argument("--init", type=Path, help="checkpoint or shipped graph (…-paint.onnx) to start from (default: from scratch)")
    add_data_options(parser, "photos", "paintings", "gallery", "vgg", "compressed")
    add_loop_options(parser, steps=30_000, log_every=200)
    parser.add_argument("--crop", type=int, help="side of the style crops (default 128 on a CPU, 192 on a GPU)")
    parser.add_argument("--content-crop", type=int, help="side of the content crops (default that of the style crops)")
    parser.add_argument("--batch", type=int, help="pairs a step (default 8 on a CPU, 16 on a GPU)")
    parser.add_argument("--rate", type=float, default=1e-3, help="peak learning rate; it falls along --steps")
    parser.add_argument("--optimiser", choices=("muon", "adam"), default="muon", help="of the convolutions")
    parser.add_argument("--gallery-share", type=float, default=0.3, help="how often the style is of the gallery")
    parser.add_argument("--crops-per-painting", type=int, default=4, help="style crops measured once, on a CPU")
    for name in WEIGHED:
        parser.add_argument(f"--{name}-weight", type=float, default=getattr(Weights(), name))
    parser.add_argument("--draws", type=int, help="seed of what the steps draw (default: that of --seed)")
    parser.add_argument("--fp32", action="store_true", help="no bf16, also where it is faster; for comparison")
    parser.add_argument("--whole-vgg", action="store_true", help="no smaller VGG on a CPU; for comparison (see low_rank.py)")


def run(arguments: argparse.Namespace) -> None:
    """Runs ``train``."""
    torch.set_flush_denormal(True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    arguments.work.mkdir(parents=True, exist_ok=True)
    files = Files(arguments.work, arguments.name or tier_name(arguments.net))
    step = prepare(arguments, device, files)
    state = create_state(step.networks, device, arguments.rate, arguments.optimiser == "muon")
    if files.state.exists():
        try:
            resume(state, files.state, device)
        except ValueError as error:
            raise SystemExit(f"{error}.") from error
        print(f"goes on at step {state.step}", flush=True)
    train(arguments, step, state, files)


class Files:
    """Where a training keeps its things."""

    def __init__(self, folder: Path, name: str) -> None:
        self.state = folder / f"{name}.pt"
        self.average = folder / f"{name}-ema.pt"
        self.log = folder / f"{name}-log.csv"
        self.sheet = folder / f"{name}-sheet.jpg"
        self.bank = folder / f"{name}-styles.pt"


def tier_name(widths: Widths) -> str:
    """The tier of these widths, or the widths."""
    return next((tier for tier, own in WIDTHS.items() if own == widths), "lumen-" + "-".join(map(str, widths)))


def prepare(arguments: argparse.Namespace, device: torch.device, files: Files) -> TrainingStep:
    """Reads pictures, loss networks and the first weights."""
    gpu = device.type == "cuda"
    side = arguments.crop or (192 if gpu else 128)
    content_side = arguments.content_crop or side
    data = resolve_data(arguments, "photos", "paintings", "gallery", "vgg", "compressed")
    held_out = {name for path in arguments.hold_out for name in read_names(path)}

    def pictures(sources: list[Path], smallest: int) -> list[Picture]:
        return read_pictures(sources, wanted=lambda n: n not in held_out, smallest=smallest, limit=arguments.limit)

    photos = pictures(data.photos, content_side)
    paintings, gallery = pictures(data.paintings, side), pictures(data.gallery, side)
    print(f"{len(photos)} photos, {len(paintings)} + {len(gallery)} paintings, {held_out and len(held_out) or 0} held out, {device}", flush=True)
    if not photos or not (paintings or gallery):
        raise SystemExit(f"No pictures: they need a short side of at least {max(side, content_side)} px (--crop, --content-crop).")
    half = not arguments.fp32 and bf16_is_fast(device)
    meter = StyleMeter(read_vgg(data.vgg).to(device, torch.bfloat16 if gpu and half else torch.float32))
    pools = StylePools(paintings, gallery, arguments.gallery_share, side)
    if gpu:
        styles = LiveStyles(pools, meter, device)
    else:
        styles = open_bank(files.bank, pools, meter, arguments.crops_per_painting, arguments.seed)
        if not arguments.whole_vgg:
            meter.vgg = compress(meter.vgg, pools.draw(CALIBRATION, random.Random(arguments.seed)))
    torch.manual_seed(arguments.seed)
    networks = read_networks(arguments.init) if arguments.init else create_networks(arguments.net)
    if networks.widths != arguments.net:
        raise SystemExit(f"{arguments.init} has widths {networks.widths}, not {arguments.net} (--net).")
    weights = Weights(**{name: getattr(arguments, f"{name}_weight") for name in WEIGHED})
    draws = arguments.seed if arguments.draws is None else arguments.draws
    return TrainingStep(
        networks, photos, [p for p in paintings if min(p.pixels.shape[1:]) >= content_side], styles, meter,
        read_compressed(data.compressed).to(device),
        content_side, arguments.batch or (16 if gpu else 8), weights, draws, device, half,
    )  # fmt: skip


def train(arguments: argparse.Namespace, step: TrainingStep, state: TrainingState, files: Files) -> None:
    """Trains until the end, or until it is told to stop."""
    log = Log(files.log, arguments.log_every, TERMS)

    def rate_at(number: int) -> float:
        return learning_rate(number, arguments.steps, arguments.rate)

    run_loop(arguments, step, state, log, rate_at, lambda: save(step, state, files))
    print(f"stopped at step {state.step} of {arguments.steps}: {files.average}", flush=True)


def save(step: TrainingStep, state: TrainingState, files: Files) -> None:
    """State, averaged weights and contact sheet."""
    state.save(files.state)
    state.save_average(files.average)
    paint, style = copy.deepcopy(step.networks.paint), copy.deepcopy(step.networks.style)
    weights = state.averaged()
    paint.load_state_dict(weights[0])
    style.load_state_dict(weights[1])
    write_sheet(files.sheet, paint, style, step.photos, step.paintings or step.styles.pools.gallery, step.side)
