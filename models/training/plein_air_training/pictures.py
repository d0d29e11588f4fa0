"""Photos and paintings: tar files, folders (also nested), or single files, read once into memory as bytes."""

import io
import random
import tarfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image, ImageOps
from torch import Tensor

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff"}
# A user's own pictures may be of any size; strokes are learned near this one, and so memory is bounded.
SHORT_SIDE = 288


@dataclass(frozen=True)
class Picture:
    """``pixels`` u8[3,H,W], RGB."""

    name: str
    pixels: Tensor


def read_names(path: Path) -> list[str]:
    """A list of picture names, one a line; empty lines and lines that begin with # do not count."""
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def read_pictures(
    sources: Sequence[Path],
    *,
    wanted: Callable[[str], bool] = lambda name: True,
    smallest: int = 1,
    limit: int | None = None,
    short_side: int = SHORT_SIDE,
) -> list[Picture]:
    """Reads all pictures of the sources whose name is wanted and whose short side is not smaller than ``smallest``.

    With ``limit`` only so many, spread evenly: collections lie one after the other.
    """
    found: list[tuple[str, bytes]] = []
    for source in sources:
        for name, data in _files(source):
            if wanted(name):
                found.append((name, data()))
    if limit is not None and len(found) > limit:
        found = [found[k * len(found) // limit] for k in range(limit)]
    with ThreadPoolExecutor() as pool:
        pictures = pool.map(lambda item: Picture(item[0], _decode(item[1], short_side)), found)
        return [picture for picture in pictures if min(picture.pixels.shape[1:]) >= smallest]


def read_named(sources: Sequence[Path], names: Sequence[str], short_side: int = SHORT_SIDE) -> list[Picture]:
    """Reads exactly these pictures, in this order; raises when one is not there."""
    by_name = {p.name: p for p in read_pictures(sources, wanted=set(names).__contains__, short_side=short_side)}
    missing = [name for name in names if name not in by_name]
    if missing:
        raise FileNotFoundError(f"{len(missing)} pictures are missing, the first is {missing[0]}")
    return [by_name[name] for name in names]


def _files(source: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    if source.is_dir():
        for path in sorted(source.rglob("*")):
            if path.suffix.lower() in SUFFIXES:
                yield path.relative_to(source).as_posix(), path.read_bytes
    elif source.suffix == ".tar":
        with tarfile.open(source) as tar:
            for member in tar:
                if member.isfile() and Path(member.name).suffix.lower() in SUFFIXES:
                    yield member.name, lambda member=member: tar.extractfile(member).read()
    else:
        yield source.name, source.read_bytes


def _decode(data: bytes, short_side: int) -> Tensor:
    image = Image.open(io.BytesIO(data))
    image.draft("RGB", (2 * short_side, 2 * short_side))
    image = ImageOps.exif_transpose(image).convert("RGB")
    scale = short_side / min(image.size)
    if scale < 1:
        image = image.resize(tuple(max(1, round(side * scale)) for side in image.size), Image.Resampling.LANCZOS)
    return torch.from_numpy(np.array(image)).permute(2, 0, 1).contiguous()


def scale(pixels: Tensor, height: int, width: int) -> Tensor:
    """u8 or f32[3,H,W] → f32[3,height,width] in the same range, filtered."""
    size = (height, width)
    return F.interpolate(pixels[None].float(), size=size, mode="bilinear", antialias=True, align_corners=False)[0]


def centre_square(picture: Picture, side: int) -> Tensor:
    """The middle of a picture as f32[3,side,side] in 0..1."""
    height, width = picture.pixels.shape[1:]
    short = min(height, width)
    y, x = (height - short) // 2, (width - short) // 2
    return (scale(picture.pixels[:, y : y + short, x : x + short], side, side) / 255).clamp(0, 1)


def random_crops(
    pool: Sequence[Picture], count: int, side: int, rng: random.Random, device: torch.device | str = "cpu"
) -> Tensor:
    """f32[count,3,side,side] in 0..1: half of them squares of that very size, half larger ones made smaller."""
    crops: list[Tensor] = []
    for _ in range(count):
        pixels = rng.choice(pool).pixels
        height, width = pixels.shape[1:]
        square = rng.randint(side, min(height, width)) if rng.random() < 0.5 else side
        y, x = rng.randint(0, height - square), rng.randint(0, width - square)
        crop = pixels[:, y : y + square, x : x + square].to(device)
        crops.append(crop.float() if square == side else scale(crop, side, side))
    return torch.stack(crops).div_(255).clamp_(0, 1)
