"""What a blend of paintings is asked to look like."""

import unittest

import torch

from plein_air_training.style_targets import StyleBatch, blend


class Blends(unittest.TestCase):
    def test_code_and_all_targets_are_mixed_alike(self) -> None:
        pairs = [(torch.tensor([[1.0], [3.0]]), torch.tensor([[0.5], [0.7]]))]
        batch = StyleBatch(torch.zeros(2, 3, 8, 8), pairs, [torch.zeros(2, 1, 1)], pairs)
        mixed, code = blend(batch, pairs, torch.tensor([[1.0], [0.25]]))
        # The first is left as it is, the second takes three quarters of its neighbour.
        for found in (mixed.statistics, mixed.compressed, code):
            torch.testing.assert_close(found[0][0], torch.tensor([[1.0], [1.5]]))
            torch.testing.assert_close(found[0][1], torch.tensor([[0.5], [0.55]]))
        self.assertIsNone(mixed.strokes)


if __name__ == "__main__":
    unittest.main()
