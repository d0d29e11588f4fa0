"""Where pictures and loss networks are: ``--data FOLDER`` names them all at once, single options overrule it."""

import argparse
from pathlib import Path
from types import SimpleNamespace

# Name → where it lies in a data folder; a tuple is a list of sources.
PLACES: dict[str, str | tuple[str, ...]] = {
    "photos": ("photos.tar",),
    "paintings": ("paintings.tar",),
    "gallery": ("famous",),
    "vgg": "weights/classic-adain/adain-vgg19-f16.npz",
    "compressed": "weights/loss-net/vgg19-16x.pth",
    "classic": "weights/classic-adain/adain-vgg19-f16.npz",
    "microast": "weights/microast",
}
HELP = {
    "photos": "tars or folders of photographs",
    "paintings": "tars or folders of paintings",
    "gallery": "tars or folders of the paintings that people will choose",
    "vgg": "VGG-19: .npz, AdaIN's vgg_normalised.pth or torchvision's vgg19-….pth",
    "compressed": "VGG-19 compressed 16 times (vgg19-16x.pth)",
}


def add_data_options(parser: argparse.ArgumentParser, *names: str) -> None:
    """Declares ``--data`` and one option a name."""
    parser.add_argument("--data", type=Path, help="folder with everything below under its usual name")
    for name in names:
        many = isinstance(PLACES[name], tuple)
        parser.add_argument(f"--{name}", type=Path, nargs="+" if many else None, help=HELP[name])


def resolve_data(arguments: argparse.Namespace, *names: str) -> SimpleNamespace:
    """The paths of these names; exits with a sentence when one is neither given nor in the data folder."""
    found: dict[str, Path | list[Path]] = {}
    for name in names:
        given, place = getattr(arguments, name), PLACES[name]
        if given is None and arguments.data is None:
            raise SystemExit(f"Say where the {name} are: --{name}, or --data for everything at once.")
        if given is None:
            given = [arguments.data / p for p in place] if isinstance(place, tuple) else arguments.data / place
        for path in given if isinstance(given, list) else [given]:
            if not path.exists():
                raise SystemExit(f"{path} is not there (--{name}).")
        found[name] = given
    return SimpleNamespace(**found)
