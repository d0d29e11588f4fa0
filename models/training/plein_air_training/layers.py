"""The few layers that Lumen is made of. Tensors are NCHW."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

# Bilinear ×2 with half-pixel centres: how much each of the 3 low-resolution neighbours gives to each of the 3 taps of a
# 3×3 kernel at the high resolution; one matrix per output phase and axis.
BILINEAR_PHASES = (
    ((0.75, 0.25, 0.0), (0.25, 0.75, 0.0), (0.0, 0.75, 0.25)),
    ((0.25, 0.75, 0.0), (0.0, 0.75, 0.25), (0.0, 0.25, 0.75)),
)


def mean_std(features: Tensor, eps: float = 1e-5) -> tuple[Tensor, Tensor]:
    """Mean and std over space, f32[N,C] each; biased variance, eps inside the root, always computed in fp32."""
    variance, mean = torch.var_mean(features.float(), (2, 3), unbiased=False)
    return mean, (variance + eps).sqrt()


def clamp_to_edge(x: Tensor) -> Tensor:
    """Pads one pixel on each side with the border's own value, as bilinear interpolation does."""
    x = torch.cat([x[:, :, :1], x, x[:, :, -1:]], 2)
    return torch.cat([x[..., :1], x, x[..., -1:]], 3)


def mirror(x: Tensor) -> Tensor:
    """Pads one pixel on each side with the pixel inside the border.

    Zeros would glow there, and the border's own value drags the canvas out into a ladder (decision 22).
    """
    x = torch.cat([x[:, :, 1:2], x, x[:, :, -2:-1]], 2)
    return torch.cat([x[..., 1:2], x, x[..., -2:-1]], 3)


def pack(picture: Tensor) -> Tensor:
    """f32[N,3,H,W] in 0..1 → f32[N,12,H/2,W/2] in -0.5..0.5, channel = colour·4 + dy·2 + dx."""
    return F.pixel_unshuffle(picture, 2) - 0.5


def unpack(packed: Tensor) -> Tensor:
    """The way back of :func:`pack`; not clamped."""
    return F.pixel_shuffle(packed, 2) + 0.5


class Conv(nn.Conv2d):
    """3×3 convolution with mirrored padding."""

    def __init__(self, inputs: int, outputs: int, stride: int = 1) -> None:
        super().__init__(inputs, outputs, 3, stride)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(mirror(x))


class UpConv(nn.Conv2d):
    """Bilinear ×2, then a 3×3 convolution, folded exactly into one 3×3 convolution to 4·Cout channels and a shuffle.

    It is trained unfolded (9 weights per pair of channels, not 36), so nothing can be locked to the pixel grid.
    """

    fold: Tensor

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs, 3)
        self.register_buffer("fold", torch.tensor(BILINEAR_PHASES), persistent=False)

    def folded(self) -> tuple[Tensor, Tensor]:
        """Weight f32[4·Cout,Cin,3,3] and bias f32[4·Cout] of the folded convolution."""
        weight = torch.einsum("oiyx,pyk,qxl->opqikl", self.weight, self.fold, self.fold)
        return weight.reshape(-1, self.in_channels, 3, 3), self.bias.repeat_interleave(4)

    def packed(self, x: Tensor) -> Tensor:
        """Before the shuffle: [N,4·Cout,h,w], channel = c·4 + dy·2 + dx."""
        with torch.autocast(x.device.type, enabled=False):
            weight, bias = self.folded()
        return F.conv2d(clamp_to_edge(x), weight.to(x.dtype), bias.to(x.dtype))

    def forward(self, x: Tensor) -> Tensor:
        return F.pixel_shuffle(self.packed(x), 2)

    def unfold_from(self, weight: Tensor) -> Tensor:
        """The weight whose fold is nearest to a free kernel f32[4·Cout,Cin,3,3] (the last layer of the first nets)."""
        taps = torch.einsum("pyk,qxl->pqklyx", self.fold, self.fold).reshape(36, 9)
        outputs = len(weight) // 4
        free = weight.view(outputs, 2, 2, -1, 3, 3).permute(1, 2, 4, 5, 0, 3).reshape(36, -1)
        return (torch.linalg.pinv(taps) @ free).view(3, 3, outputs, -1).permute(2, 3, 0, 1).contiguous()
