"""What ``evaluate`` measures. Pictures are f32[N,3,H,W] in 0..1; results are f32[N] unless said otherwise."""

import torch
import torch.nn.functional as F
from torch import Tensor

from .layers import mean_std

GREY = (0.299, 0.587, 0.114)
SSIM_WINDOW, SSIM_SIGMA = 11, 1.5
# Keeps channels that are nearly constant from deciding the content error.
WHITEN_EPS = 1e-3
# Pixels at the border that the shift error leaves out.
SHIFT_MARGIN = 24


def style_error(features: list[Tensor], target: list[tuple[Tensor, Tensor]]) -> Tensor:
    """Relative squared error of means and stds, summed over the layers; 0 is a perfect match."""
    total = torch.zeros(len(features[0]), device=features[0].device)
    for layer, (target_mean, target_std) in zip(features, target, strict=True):
        mean, std = mean_std(layer)
        difference = ((mean - target_mean) ** 2).sum(1) + ((std - target_std) ** 2).sum(1)
        total = total + difference / ((target_mean**2).sum(1) + (target_std**2).sum(1) + 1e-6)
    return total


def whiten(features: Tensor) -> Tensor:
    """Every channel with mean 0 and std 1 over space: what is left is where things are, not what colour they have."""
    mean, std = mean_std(features)
    return (features.float() - mean[..., None, None]) / (std[..., None, None] + WHITEN_EPS)


def content_error(features: Tensor, target: Tensor) -> Tensor:
    """Mean squared difference of whitened features."""
    return ((whiten(features) - whiten(target)) ** 2).mean((1, 2, 3))


def grey(pictures: Tensor) -> Tensor:
    """f32[N,1,H,W]."""
    return (pictures * torch.tensor(GREY, device=pictures.device).view(1, 3, 1, 1)).sum(1, keepdim=True)


def ssim(a: Tensor, b: Tensor) -> Tensor:
    """Structural similarity of the grey pictures, Gaussian window 11×11, σ 1.5, where the window fits."""
    offsets = torch.arange(SSIM_WINDOW, device=a.device) - SSIM_WINDOW // 2
    line = torch.exp(-(offsets**2) / (2 * SSIM_SIGMA**2))
    line = line / line.sum()
    window = (line[:, None] * line[None])[None, None]
    x, y = grey(a), grey(b)

    def local(v: Tensor) -> Tensor:
        return F.conv2d(v, window)

    mean_x, mean_y = local(x), local(y)
    var_x, var_y = local(x * x) - mean_x**2, local(y * y) - mean_y**2
    covariance = local(x * y) - mean_x * mean_y
    c1, c2 = 0.01**2, 0.03**2
    value = (2 * mean_x * mean_y + c1) * (2 * covariance + c2)
    return (value / ((mean_x**2 + mean_y**2 + c1) * (var_x + var_y + c2))).mean((1, 2, 3))


def edge_correlation(a: Tensor, b: Tensor) -> Tensor:
    """Pearson correlation of the magnitudes of the Sobel gradients of the grey pictures."""
    x, y = _sobel(a).flatten(1), _sobel(b).flatten(1)
    x, y = x - x.mean(1, keepdim=True), y - y.mean(1, keepdim=True)
    return (x * y).sum(1) / (x.norm(dim=1) * y.norm(dim=1) + 1e-9)


def _sobel(pictures: Tensor) -> Tensor:
    kernel = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]], device=pictures.device)
    gradients = F.conv2d(grey(pictures), torch.stack([kernel, kernel.T])[:, None])
    return (gradients**2).sum(1).sqrt()


def temporal_std(frames: Tensor) -> Tensor:
    """Mean over pixels of the std over time of frames f32[T,3,H,W]: a scalar."""
    return frames.std(0, unbiased=False).mean()


def shift_error(here: Tensor, moved: Tensor, down: int, right: int) -> Tensor:
    """Mean difference in 1/255 between a painted frame and the painted frame of the scene moved ``down`` and ``right``."""
    height, width = here.shape[2:]
    m = SHIFT_MARGIN
    still = here[..., m : height - m - down, m : width - m - right]
    back = moved[..., m + down : height - m, m + right : width - m]
    return 255 * (still - back).abs().mean((1, 2, 3))


def psnr(a: Tensor, b: Tensor) -> Tensor:
    """Decibels; both are clamped to what a screen shows."""
    error = ((a.clamp(0, 1) - b.clamp(0, 1)) ** 2).mean((1, 2, 3))
    return -10 * torch.log10(error.clamp_min(1e-12))


def halo(near: Tensor, inside: Tensor) -> Tensor:
    """How far colours f32[shapes,3] beside edges are from those inside, and how far the shapes are apart: f32[2].

    The halo is the one divided by the other, once both are means of many pictures.
    """
    apart = (inside[:, None] - inside[None]).abs().mean(2)
    pairs = len(inside) * (len(inside) - 1)
    return torch.stack([(near - inside).abs().mean(), apart.sum() / pairs])


def grid(painted: Tensor) -> Tensor:
    """Strength of a pattern locked to the pixel grid in painted pictures f32[N,3,H,W] without edges, squared.

    The means of all pixels at one place of an 8 px square (the stride of the deepest features) must be alike. How much
    they differ by chance, squares of 7 and 9 px show, which no layer knows; that is taken off, so it may be below 0. The
    grid is the root, once this is the mean of many pictures.
    """
    grey = painted.mean(1, keepdim=True)
    fine = (grey - F.avg_pool2d(grey, 15, 1, 7))[..., 16:-16, 16:-16].squeeze(1)

    def locked(period: int) -> Tensor:
        rows, columns = (size // period for size in fine.shape[1:])
        cut = fine[:, : rows * period, : columns * period]
        return cut.reshape(-1, rows, period, columns, period).mean((1, 3)).var((1, 2)).mean()

    return locked(8) - (locked(7) + locked(9)) / 2


def border(painted: Tensor) -> Tensor:
    """Variance of what is finer than 7 px in painted pictures f32[N,3,H,W] of bare walls: within 8 px of the border, and
    more than 24 px inside; f32[2].

    The border is the root of the one divided by the other, once both are means of many pictures; 1 is none.
    """
    grey = painted.mean(1, keepdim=True)
    fine = (grey - F.avg_pool2d(F.pad(grey, (3, 3, 3, 3), mode="reflect"), 7, 1)).squeeze(1) ** 2
    down, right = (torch.minimum(at, at.flip(0)) for at in (torch.arange(size) for size in fine.shape[1:]))
    inside = torch.minimum(down[:, None], right[None])
    return torch.stack([fine[:, inside < 8].mean(), fine[:, inside > 24].mean()])
