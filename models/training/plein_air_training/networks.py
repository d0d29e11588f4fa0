"""The Lumen networks: :class:`Paint` (per frame) and :class:`Style` (once per painting).

One topology; the widths (channels at 1/2, 1/4 and 1/8 of the picture's size) make it ``studio`` or ``sketch``.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .canvas import CANVAS_CHANNELS
from .layers import Conv, UpConv, mean_std, pack, unpack

Widths = tuple[int, int, int]

WIDTHS: dict[str, Widths] = {"sketch": (16, 32, 64), "studio": (24, 48, 96)}

PICTURE_CHANNELS = 12

# Per site (mean, std), f32[N,C_k] each.
StyleCode = list[tuple[Tensor, Tensor]]

# The resolution that each site's head of the style net looks at: 0 is 1/2, 1 is 1/4, 2 is 1/8 of the painting.
SITE_LEVELS = (2, 2, 2, 2, 1, 1, 0)
SITES = len(SITE_LEVELS)

# Largest normalised value that lagged statistics may give: a channel that was nearly constant must not explode.
LAGGED_LIMIT = 8.0


def site_channels(widths: Widths) -> list[int]:
    """Channels of the seven AdaIN sites."""
    return [widths[level] for level in SITE_LEVELS]


def flatten_code(code: StyleCode) -> Tensor:
    """f32[N,2·ΣC_k]: all stds in site order, then all means: the layout of the exported style graph."""
    return torch.cat([std for _, std in code] + [mean for mean, _ in code], 1)


def unflatten_code(flat: Tensor, channels: Sequence[int]) -> StyleCode:
    """The way back of :func:`flatten_code`."""
    parts = flat.split([*channels, *channels], 1)
    return list(zip(parts[len(channels) :], parts[: len(channels)], strict=True))


def adain(x: Tensor, target: tuple[Tensor, Tensor], lagged: tuple[Tensor, Tensor] | None) -> Tensor:
    """Gives x the target's (mean, std) in place of its own, or in place of ``lagged`` ones of an earlier frame."""
    mean, std = lagged if lagged is not None else mean_std(x)
    target_mean, target_std = target
    if lagged is not None:
        z = ((x.float() - mean[..., None, None]) / std[..., None, None]).clamp(-LAGGED_LIMIT, LAGGED_LIMIT)
        return (z * target_std[..., None, None] + target_mean[..., None, None]).to(x.dtype)
    gain = target_std / std
    return (x.float() * gain[..., None, None] + (target_mean - mean * gain)[..., None, None]).to(x.dtype)


class Residual(nn.ModuleList):
    """Two convolutions with a ReLU between them; the caller may normalise before the ReLU and adds the input."""

    def __init__(self, channels: int) -> None:
        super().__init__([Conv(channels, channels), Conv(channels, channels)])

    def forward(self, x: Tensor) -> Tensor:
        return x + self[1](F.relu(self[0](x)))


class Trunk(nn.Module):
    """Packed picture → features at 1/2, 1/4 and 1/8 of the picture's size."""

    def __init__(self, widths: Widths, residuals: int, inputs: int = PICTURE_CHANNELS) -> None:
        super().__init__()
        self.stem = Conv(inputs, widths[0])
        self.down4 = Conv(widths[0], widths[1], 2)
        self.down8 = Conv(widths[1], widths[2], 2)
        self.residuals = nn.ModuleList(Residual(widths[2]) for _ in range(residuals))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        f2 = F.relu(self.stem(x))
        f4 = F.relu(self.down4(f2))
        f8 = F.relu(self.down8(f4))
        for residual in self.residuals:
            f8 = residual(f8)
        return f2, f4, f8


class Style(nn.Module):
    """Painting f32[N,3,H,W] in 0..1 → style code: pooled statistics and nothing else, so that codes mix linearly."""

    def __init__(self, widths: Widths) -> None:
        super().__init__()
        double: Widths = (2 * widths[0], 2 * widths[1], 2 * widths[2])
        self.trunk = Trunk(double, 2)
        self.heads = nn.ModuleList(
            nn.Conv2d(double[level], channels, 1)
            for level, channels in zip(SITE_LEVELS, site_channels(widths), strict=True)
        )

    def forward(self, painting: Tensor) -> StyleCode:
        features = self.trunk(pack(painting))
        return [mean_std(head(features[level])) for head, level in zip(self.heads, SITE_LEVELS, strict=True)]


class Paint(nn.Module):
    """Frame f32[N,3,H,W] in 0..1, canvas f32[N,4,H/2,W/2] and a style code → painted frame (not clamped)."""

    def __init__(self, widths: Widths) -> None:
        super().__init__()
        w2, w4, w8 = widths
        self.trunk = Trunk(widths, 1, PICTURE_CHANNELS + CANVAS_CHANNELS)
        self.residual1 = Residual(w8)
        self.residual2 = Residual(w8)
        self.up4 = UpConv(w8, w4)
        self.detail = nn.Conv2d(w4, w4, 1)
        self.residual3 = Residual(w4)
        self.up2 = UpConv(w4, w2)
        self.out = UpConv(w2, 3)

    def forward(
        self,
        frame: Tensor,
        canvas: Tensor,
        code: StyleCode,
        beta: float = 1.0,
        lagged: StyleCode | None = None,
        statistics: StyleCode | None = None,
    ) -> Tensor:
        """``beta`` is detail 0..1; ``lagged`` replaces the frame's statistics, ``statistics`` collects them."""
        packed = torch.cat([pack(frame), canvas.to(frame.dtype)], 1)
        return unpack(self.packed(packed, code, beta, lagged, statistics))

    def packed(
        self,
        x: Tensor,
        code: StyleCode,
        beta: float = 1.0,
        lagged: StyleCode | None = None,
        statistics: StyleCode | None = None,
    ) -> Tensor:
        """What the exported graph computes: f32[N,16,h,w] → f32[N,12,h,w], before the shuffle and the +0.5."""

        def site(y: Tensor, k: int) -> Tensor:
            if statistics is not None:
                statistics.append(mean_std(y))
            return adain(y, code[k], lagged[k] if lagged else None)

        def residual(y: Tensor, convs: Residual, k: int) -> Tensor:
            return y + convs[1](F.relu(site(convs[0](y), k)))

        _, f4, f8 = self.trunk(x)
        y = site(residual(site(f8, 0), self.residual1, 1), 2)
        y = residual(y, self.residual2, 3)
        # Normalised after the sum, so the skip cannot leak the photo's statistics.
        y = site(F.relu(self.up4(y)) + beta * self.detail(f4), 4)
        y = residual(y, self.residual3, 5)
        y = site(F.relu(self.up2(y)), 6)
        return self.out.packed(y).float()
