"""How large the numbers inside a network get: fp16 ends at 65,504, and sums want room below that."""

from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from .canvas import canvas_field, cut_canvas
from .checkpoint import Networks
from .pictures import read_pictures

LIMIT = 1000.0
SIDE_MULTIPLE = 8
MOST_FRAMES = 8


class Largest(TorchDispatchMode):
    """Remembers the largest absolute value of any tensor that is computed inside."""

    def __init__(self) -> None:
        super().__init__()
        self.value = 0.0

    def __torch_dispatch__(self, operation: Any, types: Any, arguments: Any = (), options: Any = None) -> Any:
        result = operation(*arguments, **(options or {}))
        for tensor in result if isinstance(result, (tuple, list)) else [result]:
            if isinstance(tensor, Tensor) and tensor.is_floating_point() and tensor.numel():
                largest = float(tensor.detach().abs().max())
                self.value = largest if largest > self.value or largest != largest else self.value
        return result


def smooth_picture(height: int, width: int, seed: int) -> Tensor:
    """A generated picture f32[1,3,H,W] in 0..1: soft blobs of colour."""
    coarse = torch.rand(1, 3, 6, 8, generator=torch.Generator().manual_seed(seed))
    return F.interpolate(coarse, size=(height, width), mode="bicubic", align_corners=False).clamp(0, 1)


def read_frames(sources: list[Path]) -> list[Tensor]:
    """The first pictures of the sources, or generated ones when there are no sources."""
    if not sources:
        noise = torch.rand(1, 3, 192, 256, generator=torch.Generator().manual_seed(4))
        return [smooth_picture(192, 256, seed) for seed in range(4)] + [noise, torch.ones(1, 3, 192, 256)]
    frames: list[Tensor] = []
    for picture in read_pictures(sources, smallest=SIDE_MULTIPLE, limit=MOST_FRAMES):
        height, width = (side // SIDE_MULTIPLE * SIDE_MULTIPLE for side in picture.pixels.shape[1:])
        frames.append(picture.pixels[None, :, :height, :width].float() / 255)
    return frames


@torch.no_grad()
def largest_activation(networks: Networks, frames: list[Tensor]) -> float:
    """Over both networks: every frame is measured as a painting, and painted with the next one's code."""
    field = canvas_field()
    with Largest() as largest:
        codes = [networks.style(frame) for frame in frames]
        for k, frame in enumerate(frames):
            networks.paint(frame, cut_canvas(field, [(0, 0)], *frame.shape[2:]), codes[(k + 1) % len(frames)])
    return largest.value
