"""The smaller VGG sees what the whole one sees, on a network whose features do lie near a subspace."""

import unittest
import unittest.mock

import torch
from torch import Tensor

from plein_air_training.activations import smooth_picture
from plein_air_training.layers import mean_std
from plein_air_training.loss_networks import Vgg
from plein_air_training.losses import style_loss
from plein_air_training.low_rank import compress

CHANNELS = (16, 16, 24, 24, 32, 32, 32, 32, 48)
RANK = 6


def narrow_vgg() -> Vgg:
    """Every convolution but the first is of low rank, nearly."""
    generator = torch.Generator().manual_seed(7)
    layers: list[tuple[Tensor, Tensor]] = []
    inputs = 3
    for outputs in CHANNELS:
        free = torch.randn(outputs, inputs, 3, 3, generator=generator)
        few = torch.einsum("ok,kiyx->oiyx", torch.randn(outputs, RANK, generator=generator), free[:RANK]) / RANK**0.5
        weight = (few + 0.02 * free) * (2 / (9 * inputs)) ** 0.5
        layers.append((weight, 0.1 * torch.randn(outputs, generator=generator)))
        inputs = outputs
    return Vgg((torch.eye(3)[..., None, None], torch.full((3,), -0.5)), layers)


def pictures(count: int, seed: int) -> Tensor:
    """Smooth pictures with stripes in them."""
    stripes = torch.sin(torch.arange(48) * 0.9) * 0.2
    return torch.cat([smooth_picture(48, 48, seed + k) + stripes for k in range(count)]).clamp(0, 1)


class LowRankTest(unittest.TestCase):
    """Fitted to some pictures, checked on others."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.vgg = narrow_vgg()
        cls.small = compress(cls.vgg, pictures(8, 100))

    def test_convolutions_are_smaller(self) -> None:
        for whole, small in zip(self.vgg.layers[1:], self.small.layers[1:], strict=True):
            self.assertLessEqual(len(small[0]), len(whole[0]) // 2)

    def test_statistics_are_the_same(self) -> None:
        others = pictures(4, 500)
        target = [mean_std(layer) for layer in self.vgg(others)]
        self.assertLess(float(style_loss(self.small(others), target)), 0.002)
        # Half the variance is not enough to pass.
        with unittest.mock.patch("plein_air_training.low_rank.MULTIPLE", 1):
            poor = compress(self.vgg, pictures(8, 100), 0.5)
        self.assertGreater(float(style_loss(poor(others), target)), 0.002)

    def test_gradients_point_the_same_way(self) -> None:
        target = [mean_std(layer) for layer in self.vgg(pictures(4, 900))]
        found = []
        for network in (self.vgg, self.small):
            painted = pictures(4, 500).requires_grad_(True)
            style_loss(network(painted), target).backward()
            found.append(painted.grad.flatten())
        self.assertGreater(float(torch.cosine_similarity(*found, dim=0)), 0.9)

    def test_everything_kept_is_the_same_network(self) -> None:
        others = pictures(2, 700)
        for a, b in zip(self.vgg(others), compress(self.vgg, pictures(8, 100), 2.0)(others), strict=True):
            self.assertLess(float((a - b).abs().max()), 1e-2 * float(a.abs().max()))
