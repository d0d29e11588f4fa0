"""Draws the failure cases of the model card: small faces, hard edges, and flat parts without canvas.

One row a case: the picture, then what each checkpoint makes of it. The pictures of people and the painting are the
user's files; those of the model card are in the public domain.
"""

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from .canvas import canvas_field, cut_canvas
from .checkpoint import read_networks
from .pictures import centre_square, read_pictures

SIDE = 256
# Flat parts are shown with this much more contrast, or nobody sees the weave.
CONTRAST = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the options of ``show-failures``."""
    parser.add_argument("checkpoints", type=Path, nargs="+", help="one column each")
    parser.add_argument("--people", type=Path, required=True, help="a picture with faces of some 20 to 60 px at 256²")
    parser.add_argument("--painting", type=Path, required=True, help="the painting to paint like")
    parser.add_argument("--out", type=Path, required=True, help="a .webp, .png or .jpg")


@torch.no_grad()
def run(arguments: argparse.Namespace) -> None:
    """Runs ``show-failures``."""
    (people,) = read_pictures([arguments.people])
    (painting,) = read_pictures([arguments.painting])
    networks = [read_networks(path) for path in arguments.checkpoints]
    codes = [net.style(centre_square(painting, SIDE)[None]) for net in networks]
    grain = cut_canvas(canvas_field(), [(0, 0)], SIDE, SIDE)

    def row(picture: Tensor, canvas: float, show: object) -> Tensor:
        painted = [net.paint(picture[None], canvas * grain, code).clamp(0, 1)[0] for net, code in zip(networks, codes)]
        return torch.cat([show(part) for part in (picture, *painted)], 2)

    rows = [
        row(centre_square(people, SIDE), 1, lambda x: x),
        row(hard_edges(), 1, lambda x: x),
        row(flat_parts(), 0, enlarge_contrast),
    ]
    sheet = (torch.cat(rows, 1).permute(1, 2, 0) * 255).round().byte().numpy()
    Image.fromarray(sheet).save(arguments.out, quality=88)


def hard_edges() -> Tensor:
    """Dark shapes before a bright sky, f32[3,256,256]."""
    y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    dark = ((x - 80) ** 2 + (y - 90) ** 2 < 45**2) | ((x > 150) & (x < 175) & (y > 30)) | (y > 205)
    sky = torch.stack([0.75 + 0.1 * y / SIDE, 0.82 + 0.05 * y / SIDE, torch.full_like(y, 0.92, dtype=torch.float32)])
    return torch.where(dark, torch.tensor([0.12, 0.1, 0.13])[:, None, None], sky)


def flat_parts() -> Tensor:
    """A wall: a slow gradient, f32[3,256,256]."""
    ramp = torch.linspace(0.45, 0.6, SIDE)
    return torch.stack([ramp.expand(SIDE, SIDE), ramp.expand(SIDE, SIDE).T * 0.95, ramp.expand(SIDE, SIDE) * 0.85])


def enlarge_contrast(picture: Tensor) -> Tensor:
    """The middle, twice as large, what is finer than 17 px with more contrast."""
    middle = picture[None, :, SIDE // 4 : -SIDE // 4, SIDE // 4 : -SIDE // 4]
    smooth = F.avg_pool2d(F.pad(middle, (8,) * 4, mode="replicate"), 17, stride=1)
    return F.interpolate(((middle - smooth) * CONTRAST + smooth).clamp(0, 1), scale_factor=2, mode="nearest")[0]
