"""Muon: momentum whose matrix is made orthogonal before it is applied (Jordan et al. 2024).

The statistics that AdaIN replaces leave the gradients of the convolutions badly conditioned: a few directions are large
and the rest hardly move. Orthogonal updates move along all of them alike. PyTorch's own ``torch.optim.Muon`` takes
matrices only; here a convolution f32[O,I,k,k] is the matrix f32[O,I·k²].
"""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

MOMENTUM = 0.95
# Coefficients of the quintic Newton–Schulz iteration, and how often it is applied: singular values end near 1.
QUINTIC = (3.4445, -4.7750, 2.0315)
ITERATIONS = 5
# Size of an update relative to Adam's at the same rate (Liu et al., Muon is scalable for LLM training, 2025).
RMS = 0.2


def orthogonalise(matrix: Tensor) -> Tensor:
    """The nearest matrix with orthonormal rows or columns, roughly: singular values between 0.7 and 1.2."""
    tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if tall else matrix
    x = x / (x.norm() + 1e-7)
    a, b, c = QUINTIC
    for _ in range(ITERATIONS):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """For convolutions; everything else is Adam's. ``lr`` is on Adam's scale."""

    def __init__(self, parameters: Iterable[nn.Parameter], rate: float) -> None:
        super().__init__(parameters, {"lr": rate})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:
        """One update of every parameter that has a gradient."""
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self._update(parameter, group["lr"])

    def _update(self, parameter: nn.Parameter, rate: float) -> None:
        state = self.state[parameter]
        if not state:
            state["momentum"] = torch.zeros_like(parameter)
        momentum = state["momentum"].lerp_(parameter.grad, 1 - MOMENTUM)
        ahead = parameter.grad.lerp(momentum, MOMENTUM)  # Nesterov
        update = orthogonalise(ahead.flatten(1))
        size = RMS * max(update.shape) ** 0.5
        parameter.add_(update.view(parameter.shape), alpha=-rate * size)
