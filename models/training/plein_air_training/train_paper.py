"""Trains the classic network as its paper does: VGG-19 to relu4_1 fixed, the decoder from random weights.

A call with the same --work goes on where the last one stopped, exactly. The encoder's weights are yours to name:
torchvision's vgg19-….pth, AdaIN's vgg_normalised.pth, or an .npz.
"""

import argparse
from pathlib import Path

import torch

from .classic.network import Classic
from .classic.paper import DECAY, RATE, STYLE_WEIGHT, PaperState, PaperStep, as_layers, create_decoder, paper_conventions, rate_at, write_decoder
from .data_options import add_data_options, resolve_data
from .loss_networks import read_vgg
from .pictures import read_names, read_pictures
from .sheet import compose_sheet
from .training_loop import Log, add_loop_options, run_loop

NAME = "paper"
TERMS = ("content", "style", "rate")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``train-paper``."""
    parser.add_argument("--work", type=Path, required=True, help="folder of state, decoder, log and contact sheet")
    add_data_options(parser, "photos", "paintings", "vgg")
    add_loop_options(parser, steps=160_000, log_every=50)
    parser.add_argument("--crop", type=int, default=256, help="side of the crops, a multiple of 8 (on a CPU take 96)")
    parser.add_argument("--batch", type=int, default=8, help="pairs a step")
    parser.add_argument("--rate", type=float, default=RATE, help="learning rate at the start")
    parser.add_argument("--decay", type=float, default=DECAY, help="of the rate: rate / (1 + decay · step)")
    parser.add_argument("--style-weight", type=float, default=STYLE_WEIGHT)


def run(arguments: argparse.Namespace) -> None:
    """Runs ``train-paper``."""
    if arguments.crop % 8 or arguments.crop < 16:
        raise SystemExit(f"The crop must be a multiple of 8, 16 or more, not {arguments.crop} (--crop).")
    torch.set_flush_denormal(True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    files = Files(arguments.work)
    step = prepare(arguments, device)
    parameters = list(step.decoder.parameters())
    state = PaperState(step.decoder, torch.optim.Adam(parameters, arguments.rate))
    if files.state.exists():
        state.resume(files.state)
        print(f"goes on at step {state.step}", flush=True)
    train(arguments, step, state, files)


class Files:
    """Where a training keeps its things."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.state = folder / f"{NAME}-state.pt"
        self.decoder = folder / f"{NAME}.pt"
        self.log = folder / f"{NAME}-log.csv"
        self.sheet = folder / f"{NAME}-sheet.jpg"


def prepare(arguments: argparse.Namespace, device: torch.device) -> PaperStep:
    """Reads pictures and encoder, and makes a decoder."""
    data = resolve_data(arguments, "photos", "paintings", "vgg")
    held_out = {name for path in arguments.hold_out for name in read_names(path)}

    def pictures(sources: list[Path]) -> list:
        return read_pictures(sources, wanted=lambda n: n not in held_out, smallest=arguments.crop, limit=arguments.limit)

    photos, paintings = pictures(data.photos), pictures(data.paintings)
    print(f"{len(photos)} photos, {len(paintings)} paintings, {device}", flush=True)
    if not photos or not paintings:
        raise SystemExit(f"No pictures: they need a short side of at least {arguments.crop} px (--crop).")
    try:
        encoder = read_vgg(data.vgg)
    except (ValueError, KeyError) as error:
        raise SystemExit(f"{data.vgg} holds no VGG-19 that this program knows (--vgg).") from error
    decoder = create_decoder(encoder, arguments.seed).to(device)
    return PaperStep(
        encoder.to(device), decoder, photos, paintings, arguments.crop, arguments.batch, arguments.seed,
        arguments.style_weight, device,
    )  # fmt: skip


def train(arguments: argparse.Namespace, step: PaperStep, state: PaperState, files: Files) -> None:
    """Trains until the end, or until it is told to stop."""
    log = Log(files.log, arguments.log_every, TERMS)

    def decayed(number: int) -> float:
        return rate_at(number, arguments.rate, arguments.decay)

    run_loop(arguments, step, state, log, decayed, lambda: save(step, state, files))
    print(f"stopped at step {state.step} of {arguments.steps}: {files.decoder}", flush=True)
    print("For the app: convert-classic", files.decoder, "--encoder VGG --out classic.zip", flush=True)


def save(step: PaperStep, state: PaperState, files: Files) -> None:
    """State, decoder and contact sheet."""
    state.save(files.state)
    write_decoder(files.decoder, step.decoder, step.encoder)
    layers = [(weight.detach(), bias.detach()) for weight, bias in as_layers(step.decoder)]
    network = Classic(step.encoder, layers, paper_conventions(step.encoder))
    compose_sheet(
        files.sheet, step.photos, step.paintings, step.side, step.device,
        lambda photo, painting: network.paint(photo, network.encode(painting)),
    )  # fmt: skip
