"""Pictures of flat shapes, and what the term against halos makes of pictures whose answer is known."""

import unittest

import torch

from plein_air_training import losses, measures
from plein_air_training.flat_shapes import CONTOUR, HALO, draw_shapes, mean_colours, near_and_inside

SIDE = 128


def disc(radius: int) -> torch.Tensor:
    """Distance of every pixel from a disc's edge; negative inside."""
    y, x = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), indexing="ij")
    return torch.sqrt((x - SIDE / 2) ** 2.0 + (y - SIDE / 2) ** 2.0) - radius


class FlatShapes(unittest.TestCase):
    """A dark disc before a bright ground."""

    def setUp(self) -> None:
        self.away = disc(32)
        self.labels = (self.away < 0).long()
        self.flat = torch.where(self.away < 0, 0.2, 0.8).expand(3, SIDE, SIDE)

    def test_a_drawn_shape_has_one_tone(self) -> None:
        generator = torch.Generator().manual_seed(1)
        pictures = [draw_shapes(SIDE, generator) for _ in range(20)]
        for picture, labels in pictures:
            for label in labels.unique():
                self.assertLess(float(picture[:, labels == label].std(1).max()), 0.06)
            self.assertLess(float(losses.halo_loss(picture, labels)), 0.05)
        self.assertGreater(sum(len(near_and_inside(labels, HALO)[0]) > 1 for _, labels in pictures), 10)

    def test_flat_up_to_the_edge_is_no_halo(self) -> None:
        self.assertLess(float(losses.halo_loss(self.flat, self.labels)), 1e-4)

    def test_a_line_or_a_blur_at_the_edge_is_none(self) -> None:
        contour = torch.where(self.away.abs() < CONTOUR[0], 0.0, self.flat)
        self.assertLess(float(losses.halo_loss(contour, self.labels)), 1e-4)

    def test_a_ring_of_light_is_one(self) -> None:
        ring = torch.where((self.away > HALO[0] + 1) & (self.away < HALO[1] - 1), 1.0, self.flat)
        self.assertGreater(float(losses.halo_loss(ring, self.labels)), 0.05)
        distance, apart = measures.halo(*mean_colours(ring, self.labels))
        self.assertGreater(float(distance), 0.05)
        self.assertAlmostEqual(float(apart), 0.6, places=3)

    def test_a_bright_line_made_up_for_behind_it_is_one(self) -> None:
        """Over the band of the halo it adds up to nothing."""
        lined = torch.where((self.away > HALO[0] + 0.5) & (self.away < CONTOUR[1]), 1.0, self.flat)
        near, _ = near_and_inside(self.labels, HALO)
        dip = near[0] & (self.away >= CONTOUR[1])
        lined = lined - dip * float((lined - self.flat)[0][near[0]].sum() / dip.sum())
        distance, _ = measures.halo(*mean_colours(lined, self.labels))
        self.assertLess(float(distance), 1e-4)
        self.assertGreater(float(losses.halo_loss(lined, self.labels)), 0.02)

    def test_one_shape_alone_says_nothing(self) -> None:
        self.assertEqual(float(losses.halo_loss(self.flat, torch.zeros_like(self.labels))), 0)


if __name__ == "__main__":
    unittest.main()
