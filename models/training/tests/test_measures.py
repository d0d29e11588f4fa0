"""What the measures make of pictures whose answer is known."""

import unittest

import torch

from plein_air_training import measures

SIDE = 256


def grid_of(pictures: torch.Tensor) -> float:
    return float(measures.grid(pictures).clamp_min(0).sqrt())


class Grid(unittest.TestCase):
    """Strokes at random, with and without a pattern beneath them."""

    def setUp(self) -> None:
        noise = torch.randn(12, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(1))
        self.strokes = 0.5 + 0.1 * torch.nn.functional.avg_pool2d(noise, 3, 1, 1)
        self.column = torch.arange(SIDE)

    def test_strokes_alone_are_chance(self) -> None:
        self.assertLess(grid_of(self.strokes), 0.001)

    def test_a_faint_pattern_of_4_px_is_one(self) -> None:
        self.assertAlmostEqual(grid_of(self.strokes + 0.004 * (self.column % 4 < 2)), 0.002, delta=0.0005)

    def test_so_is_one_of_8_px_across_and_down(self) -> None:
        checks = (self.column % 8 < 4) ^ (self.column % 8 < 4)[:, None]
        self.assertAlmostEqual(grid_of(self.strokes + 0.004 * checks), 0.002, delta=0.0005)

    def test_a_weave_of_the_paintings_own_width_is_none(self) -> None:
        self.assertLess(grid_of(self.strokes + 0.004 * (self.column % 5 < 2)), 0.001)


class Border(unittest.TestCase):
    """Strokes at random, rougher or smoother beside the border."""

    def setUp(self) -> None:
        self.noise = 0.1 * torch.randn(12, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(2))
        at = torch.arange(SIDE)
        inside = torch.minimum(at, at.flip(0))
        self.beside = torch.minimum(inside[:, None], inside[None]) < 8

    def border_of(self, pictures: torch.Tensor) -> float:
        beside, inside = measures.border(pictures)
        return float((beside / inside).sqrt())

    def test_strokes_that_are_alike_everywhere_are_none(self) -> None:
        self.assertAlmostEqual(self.border_of(0.5 + self.noise), 1, delta=0.02)

    def test_light_that_changes_slowly_is_none(self) -> None:
        light = torch.linspace(-0.3, 0.3, SIDE)
        self.assertAlmostEqual(self.border_of(0.5 + light + self.noise), 1, delta=0.02)

    def test_half_as_rough_again_beside_the_border_is_one(self) -> None:
        # The window of 7 px sees a little of what is beyond the eighth.
        self.assertAlmostEqual(self.border_of(0.5 + self.noise * (1 + 0.5 * self.beside)), 1.5, delta=0.02)


if __name__ == "__main__":
    unittest.main()
