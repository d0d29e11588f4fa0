"""The terms of the loss, all without dimension. Features are those of relu1_1, 2_1, 3_1 and 4_1."""

import torch
import torch.nn.functional as F
from torch import Tensor

from .flat_shapes import CONTOUR, HALO, mean_colours
from .layers import mean_std
from .measures import style_error, whiten
from .networks import StyleCode

# Content at relu2_1 keeps eyes and mouths, at relu4_1 the composition.
CONTENT_WEIGHTS = (0.3, 0.5, 1.0)
STROKE_DIRECTIONS = 48
# All phases of these many pixels must look alike, or a fine hatch appears.
PHASES = (2, 4, 8)
# Sites 0..3 at 1/8 have no natural scale.
UNSCALED_SITES = 4
# Bands of pixels beside an edge, each of which has to have the colour of the inside: together their light and dark may
# add up to none while a bright line beside the edge catches the eye.
BESIDE_EDGES = (CONTOUR, (CONTOUR[1], HALO[1]))
# Pixels at the border that the shift term leaves out.
SHIFT_MARGIN = 8


def style_loss(features: list[Tensor], target: list[tuple[Tensor, Tensor]]) -> Tensor:
    """Relative error of means and stds: no painting counts more for its contrast."""
    return style_error(features, target).mean()


def stroke_directions(channels: int) -> Tensor:
    """Fixed orthonormal directions f32[48,C] (fewer for fewer channels) along which strokes are measured."""
    count = min(STROKE_DIRECTIONS, channels)
    random = torch.randn(channels, count, generator=torch.Generator().manual_seed(channels))
    return torch.linalg.qr(random)[0].T.contiguous()


def strokes(features: Tensor, directions: Tensor) -> Tensor:
    """Covariance f32[N,48,48]: which features occur together, the grain of a brush that mean and std don't tell."""
    z = torch.einsum("kc,nchw->nkhw", directions.to(features.dtype), features).float().flatten(2)
    z = z - z.mean(2, keepdim=True)
    return z @ z.mT / z.shape[2]


def stroke_loss(found: list[Tensor], target: list[Tensor]) -> Tensor:
    """Relative squared error of covariances, summed over the layers."""
    terms = [
        (((f - t) ** 2).sum((1, 2)) / ((t**2).sum((1, 2)) + 1e-6)).mean() for f, t in zip(found, target, strict=True)
    ]
    return torch.stack(terms).sum()


def content_loss(features: list[Tensor], target: list[Tensor]) -> Tensor:
    """Difference of whitened features at relu2_1, 3_1 and 4_1."""
    layers = zip(CONTENT_WEIGHTS, features[1:], target[1:], strict=True)
    return torch.stack([weight * F.mse_loss(whiten(f), whiten(t)) for weight, f, t in layers]).sum()


def phase_loss(painted: Tensor) -> Tensor:
    """No pattern locked to the pixel grid: every phase of 2, 4 and 8 px has the same mean and std."""
    terms: list[Tensor] = []
    for r in PHASES:
        phases = F.pixel_unshuffle(painted, r).unflatten(1, (3, r * r))
        terms.append((phases.mean((3, 4)).var(2) + phases.std((3, 4)).var(2)).mean() * 100)
    return torch.stack(terms).sum()


def range_loss(painted: Tensor) -> Tensor:
    """What lies beyond black and white."""
    return F.relu(painted - 1).mean() + F.relu(-painted).mean()


def scale_loss(code: StyleCode) -> Tensor:
    """Holds the codes of the sites at 1/8 near 1: each is normalised away again, and they would drift past fp16."""
    return torch.stack([torch.log(std.mean() + 1e-6) ** 2 for _, std in code[:UNSCALED_SITES]]).sum()


def shift_loss(still: Tensor, moved: Tensor, down: int, right: int) -> Tensor:
    """The painted frame of the moved scene is the painted frame, moved."""
    height, width = still.shape[2:]
    m = SHIFT_MARGIN
    return F.l1_loss(
        moved[..., down + m : height - m, right + m : width - m],
        still[..., m : height - m - down, m : width - m - right],
    )


def halo_loss(painted: Tensor, labels: Tensor) -> Tensor:
    """Beside a hard edge a flat shape of f32[3,H,W] has the mean colour that it has inside (see flat_shapes.py)."""
    bands = [mean_colours(painted, labels, band) for band in BESIDE_EDGES]
    return torch.stack([F.l1_loss(near, inside) if len(near) else painted.new_zeros(()) for near, inside in bands]).mean()


def statistics(features: list[Tensor]) -> list[tuple[Tensor, Tensor]]:
    """(mean, std) of every layer."""
    return [mean_std(f) for f in features]
