"""The contact sheet: the same few photos in the same few paintings, to be looked at."""

import random
from collections.abc import Callable
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from .canvas import canvas_field, cut_canvas
from .networks import Paint, Style
from .pictures import Picture, random_crops

ROWS, COLUMNS = 6, 6
SEED = 5


def to_image(picture: Tensor) -> Image.Image:
    """f32[3,H,W] in 0..1 → RGB image."""
    return Image.fromarray((picture.clamp(0, 1) * 255).round().byte().permute(1, 2, 0).cpu().numpy())


def write_sheet(path: Path, paint: Paint, style: Style, photos: list[Picture], paintings: list[Picture], side: int) -> None:
    """Lumen's: the canvas lies still."""
    device = next(paint.parameters()).device
    canvas = cut_canvas(canvas_field().to(device), [(0, 0)], side, side)
    compose_sheet(path, photos, paintings, side, device, lambda photo, painting: paint(photo, canvas, style(painting)))


@torch.no_grad()
def compose_sheet(
    path: Path, photos: list[Picture], paintings: list[Picture], side: int, device: torch.device | str,
    paint: Callable[[Tensor, Tensor], Tensor],
) -> None:  # fmt: skip
    """Photos across, paintings down; ``paint`` gets one of each, f32[1,3,side,side]."""
    rng = random.Random(SEED)
    contents = random_crops(photos, COLUMNS, side, rng, device)
    styles = random_crops(paintings, ROWS, side, rng, device)
    rows = [torch.cat([torch.ones_like(contents[0]), *contents], 2)]
    for painting in styles.split(1):
        rows.append(torch.cat([painting[0], *(paint(photo, painting)[0] for photo in contents.split(1))], 2))
    to_image(torch.cat(rows, 1)).save(path, quality=88)
