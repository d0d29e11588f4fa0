"""Classic AdaIN in PyTorch: VGG-19 to relu4_1, AdaIN, mirrored decoder, with the differences of its implementations."""

from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor

from ..loss_networks import IMAGENET_MEAN, IMAGENET_STD, Vgg

DECODER_LAYERS = 9
# Nearest ×2 comes after these layers of the decoder.
UP_AFTER = (0, 4, 6)
# Height and width must be multiples of this: three poolings.
MULTIPLE = 8

Layer = tuple[Tensor, Tensor]
# (mean, std) of relu4_1, f32[N,C] each.
Code = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class Conventions:
    """What public implementations do differently. Written into the pack, so that nobody has to guess later."""

    # Of the encoder; every decoder pads by reflection.
    padding: Literal["reflect", "zero"] = "reflect"
    # Of odd sizes: the same for multiples of 8, which the app paints.
    pooling: Literal["ceil", "floor"] = "floor"
    # Variance over N or over N - 1 positions.
    std: Literal["biased", "unbiased"] = "biased"
    epsilon: float = 1e-5
    # Added to the variance, or to its root.
    epsilon_in: Literal["variance", "std"] = "variance"
    # What the encoder reads and what the decoder writes, seen from RGB 0..1.
    colours: Literal["bgr-255", "imagenet"] = "bgr-255"
    output: Literal["rgb", "imagenet"] = "rgb"


class Classic:
    """The network of the paper and its controls: alpha, interpolation (codes are blended by whoever calls), regions."""

    def __init__(self, encoder: Vgg, decoder: list[Layer], conventions: Conventions = Conventions()) -> None:
        assert len(decoder) == DECODER_LAYERS
        self.encoder, self.decoder, self.conventions = encoder, decoder, conventions

    def features(self, pictures: Tensor) -> Tensor:
        """relu4_1 of pictures f32[N,3,H,W] in 0..1."""
        return self.encoder(pictures)[-1]

    def statistics(self, features: Tensor) -> Code:
        """Mean and std over space."""
        kind = self.conventions
        variance, mean = torch.var_mean(features.float(), (2, 3), unbiased=kind.std == "unbiased")
        if kind.epsilon_in == "std":
            return mean, variance.sqrt() + kind.epsilon
        return mean, (variance + kind.epsilon).sqrt()

    def encode(self, paintings: Tensor) -> Code:
        """A painting's style code."""
        return self.statistics(self.features(paintings))

    def adapt(self, features: Tensor, code: Code) -> Tensor:
        """AdaIN: the features with the code's statistics instead of their own."""
        mean, std = self.statistics(features)
        normal = (features - mean[..., None, None]) / std[..., None, None]
        return normal * code[1][..., None, None] + code[0][..., None, None]

    def decode(self, features: Tensor) -> Tensor:
        """Features → picture, not clamped, in what the decoder writes."""
        return decode(self.decoder, features)

    def paint(self, photos: Tensor, code: Code, alpha: float = 1.0) -> Tensor:
        """f32[N,3,H,W] in 0..1, not clamped; H and W multiples of 8."""
        features = self.features(photos)
        adapted = self.adapt(features, code)
        return self._picture(adapted if alpha == 1 else alpha * adapted + (1 - alpha) * features)

    def paint_regions(self, photos: Tensor, mask: Tensor, inside: Code, outside: Code) -> Tensor:
        """The paper's spatial control. ``mask`` f32[1,1,H/8,W/8] of 0 and 1: AdaIN is done apart in either region."""
        features = self.features(photos)
        chosen = mask[0, 0].bool()
        adapted = torch.empty_like(features)
        for region, code in ((chosen, inside), (~chosen, outside)):
            adapted[:, :, region] = self.adapt(features[:, :, region][..., None], code)[..., 0]
        return self._picture(adapted)

    def _picture(self, features: Tensor) -> Tensor:
        picture = self.decode(features)
        if self.conventions.output == "imagenet":
            scale, offset = imagenet_output()
            picture = picture * scale[:, None, None] + offset[:, None, None]
        return picture


def decode(decoder: list[Layer], x: Tensor) -> Tensor:
    """The mirrored decoder: reflection padding, nearest up-sampling, ReLU after all but the last layer."""
    for index, (weight, bias) in enumerate(decoder):
        x = F.conv2d(F.pad(x, (1, 1, 1, 1), mode="reflect"), weight, bias)
        if index < DECODER_LAYERS - 1:
            x = F.relu(x)
        if index in UP_AFTER:
            x = F.interpolate(x, scale_factor=2, mode="nearest")
    return x


def imagenet_output() -> tuple[Tensor, Tensor]:
    """Scale and offset from a picture normalised as torchvision does it back to RGB 0..1."""
    return torch.tensor(IMAGENET_STD), torch.tensor(IMAGENET_MEAN)


def decoder_shapes(widths: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """(outputs, inputs) of the nine layers for the encoder's widths at relu1_1, 2_1, 3_1, 4_1."""
    w1, w2, w3, w4 = widths
    return [(w3, w4), (w3, w3), (w3, w3), (w3, w3), (w2, w3), (w2, w2), (w1, w2), (w1, w1), (3, w1)]
