"""Command line: ``python -m plein_air_training COMMAND --help``."""

import argparse
import importlib

COMMANDS = {
    "train": "train or fine-tune a network",
    "average": "write the mean of two checkpoints",
    "evaluate": "measure checkpoints and both peers on the held-out lists",
    "export": "write the ONNX graphs of a checkpoint",
    "tune": "improve the codes of the paintings that people choose",
    "convert-classic": "make a pack for the app of a public checkpoint of classic AdaIN",
    "train-paper": "train a decoder as the paper does",
    "export-peers": "write graphs of the networks of others for the benchmark",
    "show-failures": "draw the failure cases of the model card",
    "gallery": "measure and paint the gallery with the exported networks",
}


def main() -> None:
    """Parses the command line and runs one command."""
    parser = argparse.ArgumentParser(prog="plein_air_training", description="Trains, measures and exports our networks.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, description in COMMANDS.items():
        module = importlib.import_module(f".{name.replace('-', '_')}", __package__)
        command = commands.add_parser(name, help=description, description=module.__doc__)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
