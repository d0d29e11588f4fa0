"""What Muon does to a gradient, and that it finds a minimum."""

import unittest

import torch
from torch import nn

from plein_air_training.muon import Muon, orthogonalise


class MuonTest(unittest.TestCase):
    """On matrices whose gradients are badly conditioned."""

    def test_all_directions_of_an_update_are_about_equal(self) -> None:
        generator = torch.Generator().manual_seed(3)
        for shape in ((24, 216), (216, 24), (24, 24)):
            left, _, right = torch.linalg.svd(torch.randn(*shape, generator=generator), full_matrices=False)
            sizes = torch.logspace(0, -1.5, min(shape))
            matrix = left @ torch.diag(sizes) @ right
            update = orthogonalise(matrix)
            values = torch.linalg.svdvals(update)
            self.assertGreater(float(values.min()), 0.3, shape)
            self.assertLess(float(values.max()), 1.3, shape)
            # The same directions, only their sizes differ.
            turned = left.T @ update @ right.T
            self.assertLess(float((turned - torch.diag(turned.diag())).abs().max()), 1e-3, shape)

    def test_a_badly_scaled_convolution_is_learned(self) -> None:
        torch.manual_seed(5)
        scale = torch.logspace(0, -2, 16).view(1, 16, 1, 1)
        inputs = scale * torch.randn(8, 16, 12, 12)
        teacher, pupil = nn.Conv2d(16, 16, 3), nn.Conv2d(16, 16, 3)
        with torch.no_grad():
            target = teacher(inputs)
        pupil.bias.data.copy_(teacher.bias.data)
        optimiser = Muon([pupil.weight], 0.02)
        losses = []
        for step in range(60):
            for group in optimiser.param_groups:
                group["lr"] = 0.02 * (1 - step / 60)
            optimiser.zero_grad()
            loss = ((pupil(inputs) - target) ** 2).mean()
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
        self.assertLess(losses[-1], losses[0] / 50)
