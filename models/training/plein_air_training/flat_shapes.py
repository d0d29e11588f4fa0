"""Pictures of flat shapes with hard edges, of which training knows where an edge is near and where it is far.

A wall beside a window frame must be painted like the rest of the wall. Photographs don't say which pixels are the wall.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor

# Pixels from an edge, more than and up to: what is nearer may be a line or a blur.
CONTOUR, HALO = (1, 4), (2, 10)
# Further from an edge than this is the plain inside.
INSIDE = 14
LARGEST_SHAPES = 3
# A side's share.
RADIUS = (0.12, 0.4)
# Steps of a tone within a shape, and how much its colours may differ from it.
GRADIENT, COLOURED = 0.08, 0.12
# Fewer pixels than this say nothing about the mean of strokes.
FEWEST = 120


def draw_shapes(side: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """One picture f32[3,side,side] and which shape every pixel is of, i64[side,side]; 0 is the ground."""

    def number(low: float, high: float) -> float:
        return low + (high - low) * float(torch.rand((), generator=generator))

    y, x = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    labels = torch.zeros(side, side, dtype=torch.long)
    count = int(torch.randint(1, LARGEST_SHAPES + 1, (), generator=generator))
    for label in range(1, count + 1):
        across = (x - number(0, side)) / side
        down = (y - number(0, side)) / side
        radius = number(*RADIUS)
        kind = int(torch.randint(3, (), generator=generator))
        if kind == 0:
            inside = across**2 + down**2 < radius**2
        elif kind == 1:
            inside = (across.abs() < radius) & (down.abs() < number(*RADIUS) * 2)
        else:
            angle = number(0, 2 * math.pi)
            inside = across * math.cos(angle) + down * math.sin(angle) > 0
        labels[inside] = label
    tones = torch.rand(count + 1, 1, generator=generator)
    colours = tones + COLOURED * torch.randn(count + 1, 3, generator=generator)
    light = GRADIENT * (number(-1, 1) * (x / side - 0.5) + number(-1, 1) * (y / side - 0.5))
    return (colours[labels].permute(2, 0, 1) + light).clamp(0, 1), labels


def near_and_inside(labels: Tensor, band: tuple[int, int]) -> tuple[Tensor, Tensor]:
    """Pixels of each shape in a band beside an edge, and far from any, bool[shapes,H,W]; of shapes with enough of both."""
    shapes = torch.stack([labels == label for label in labels.unique()])
    other = 1 - shapes.float()

    def within(pixels: int) -> Tensor:
        side = 2 * pixels + 1
        rows = F.max_pool2d(other[None], (1, side), 1, (0, pixels))
        return F.max_pool2d(rows, (side, 1), 1, (pixels, 0))[0] > 0.5

    near = shapes & within(band[1]) & ~within(band[0])
    inside = shapes & ~within(INSIDE)
    enough = (near.sum((1, 2)) >= FEWEST) & (inside.sum((1, 2)) >= FEWEST)
    return near[enough], inside[enough]


def mean_colours(painted: Tensor, labels: Tensor, band: tuple[int, int] = HALO) -> tuple[Tensor, Tensor]:
    """Mean colours f32[shapes,3] of a painted picture f32[3,H,W] beside the edges of its shapes and inside them."""
    pixels = painted.flatten(1).T
    near, inside = (part.to(painted).flatten(1) for part in near_and_inside(labels, band))
    return near @ pixels / near.sum(1, keepdim=True), inside @ pixels / inside.sum(1, keepdim=True)
