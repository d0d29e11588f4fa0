"""The canvas: fixed, tileable noise that a painter finds in bare walls and skies.

A convolutional painter cannot put strokes where its input is constant. The canvas stays where it is while the scene
moves, so flat parts get strokes that do not flicker.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

CANVAS_CHANNELS = 4
CANVAS_SIDE = 512
# Pixels of the frame, one band a channel. The app makes its own numbers with the same bands and std.
WAVELENGTHS = (6, 12, 24, 48)
BAND_OCTAVES = 0.45
STD = 0.25


def canvas_field(side: int = CANVAS_SIDE, seed: int = 7) -> Tensor:
    """f32[4,side,side] at full resolution, mean 0, std 0.25 a channel; it repeats at its borders."""
    white = torch.randn(CANVAS_CHANNELS, side, side, generator=torch.Generator().manual_seed(seed))
    spectrum = torch.fft.fft2(white)
    k = torch.fft.fftfreq(side)
    frequency = (k[:, None] ** 2 + k[None] ** 2).sqrt().clamp_min(1e-6)
    bands = torch.stack(
        [torch.exp(-0.5 * (torch.log2(frequency * wavelength) / BAND_OCTAVES) ** 2) for wavelength in WAVELENGTHS]
    )
    noise = torch.fft.ifft2(spectrum * bands).real
    return noise / noise.std((1, 2), keepdim=True) * STD


def cut_canvas(
    field: Tensor, places: Sequence[tuple[int, int]], height: int, width: int, shift: tuple[int, int] = (0, 0)
) -> Tensor:
    """Canvases f32[N,4,height/2,width/2] for frames whose corner lies at ``places`` of the field.

    ``shift`` (down, right, in pixels of the frame, odd ones too) moves the canvas with the scene.
    """
    side = field.shape[-1]
    rows = torch.arange(0, height, 2, device=field.device)
    columns = torch.arange(0, width, 2, device=field.device)
    return torch.stack(
        [field[:, (y - shift[0] + rows) % side][:, :, (x - shift[1] + columns) % side] for y, x in places]
    )
