"""Builds the app's gallery from the present networks: hands over to ``npm run gallery``."""

import argparse
import os
import subprocess
from pathlib import Path

from .export import PROJECT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``gallery``."""
    parser.add_argument("--famous", type=Path, help="folder of the famous paintings (default: FAMOUS_DIR)")


def run(arguments: argparse.Namespace) -> None:
    """Runs ``gallery``."""
    environment = dict(os.environ)
    if arguments.famous:
        environment["FAMOUS_DIR"] = str(arguments.famous.resolve())
    raise SystemExit(subprocess.run(["npm", "run", "gallery"], cwd=PROJECT, env=environment).returncode)
