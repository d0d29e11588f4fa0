"""What a training keeps between calls: weights, optimiser, averaged weights, and how far it is."""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from .checkpoint import PAINT, STYLE, Networks, from_disk, save_whole, to_disk, write_networks
from .muon import Muon

WARM_UP = 200
FINAL_SHARE = 0.015
AVERAGE = 0.999
LARGEST_GRADIENT = 5.0
# A matrix with fewer rows is no matrix to speak of: the last layer, with three, stays with Adam.
SMALLEST_MATRIX = 12


def learning_rate(step: int, steps: int, peak: float) -> float:
    """Linear warm-up, then a cosine down to 1.5 % of the peak."""
    fraction = min(1.0, step / steps)
    cosine = 0.5 * (1 + math.cos(math.pi * fraction))
    return peak * min(1.0, (step + 1) / WARM_UP) * (cosine * (1 - FINAL_SHARE) + FINAL_SHARE)


@dataclass
class TrainingState:
    """Weights in training, their optimiser and their average."""

    networks: Networks
    optimisers: list[torch.optim.Optimizer]
    average: list[Tensor]
    step: int = 0
    seconds: float = 0.0

    @property
    def parameters(self) -> list[nn.Parameter]:
        """Paint net first, then style net: the order of the optimiser's state on disk."""
        return [*self.networks.paint.parameters(), *self.networks.style.parameters()]

    def update(self, loss: Tensor, rate: float) -> None:
        """One step of the optimiser and of the average."""
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate
            optimiser.zero_grad(set_to_none=True)
        loss.backward()
        parameters = self.parameters
        torch.nn.utils.clip_grad_norm_(parameters, LARGEST_GRADIENT)
        for optimiser in self.optimisers:
            optimiser.step()
        self.step += 1
        keep = min(AVERAGE, self.step / (self.step + 20))
        with torch.no_grad():
            torch._foreach_mul_(self.average, keep)
            torch._foreach_add_(self.average, [p.detach() for p in parameters], alpha=1 - keep)

    def averaged(self) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
        """Averaged weights of both networks by name."""
        count = len(list(self.networks.paint.parameters()))
        paint = [name for name, _ in self.networks.paint.named_parameters()]
        style = [name for name, _ in self.networks.style.named_parameters()]
        return (
            dict(zip(paint, self.average[:count], strict=True)),
            dict(zip(style, self.average[count:], strict=True)),
        )

    def save(self, path: Path) -> None:
        """Everything that the next call needs to go on exactly."""
        state = {
            "paint": to_disk(self.networks.paint.state_dict(), PAINT),
            "style": to_disk(self.networks.style.state_dict(), STYLE),
            "opt": [optimiser.state_dict() for optimiser in self.optimisers],
            "ema": self.average,
            "step": self.step,
            "used": self.seconds,
        }
        save_whole(state, path)

    def save_average(self, path: Path) -> None:
        """The compact checkpoint: averaged weights, what is evaluated and exported."""
        paint, style = self.averaged()
        write_networks(path, paint, style, self.networks.widths, self.step)


def create_state(networks: Networks, device: torch.device, peak: float, muon: bool = True) -> TrainingState:
    """A training that begins with these weights; without ``muon`` Adam trains the convolutions too."""
    networks.paint.to(device, memory_format=torch.channels_last).train().requires_grad_(True)
    networks.style.to(device, memory_format=torch.channels_last).train().requires_grad_(True)
    parameters = [*networks.paint.parameters(), *networks.style.parameters()]
    matrices = [p for p in parameters if muon and p.ndim == 4 and len(p) >= SMALLEST_MATRIX]
    chosen = {id(p) for p in matrices}
    rest = [p for p in parameters if id(p) not in chosen]
    optimisers: list[torch.optim.Optimizer] = [
        torch.optim.Adam(rest, peak, betas=(0.9, 0.99), fused=device.type == "cuda")
    ]
    if matrices:
        optimisers.append(Muon(matrices, peak))
    return TrainingState(networks, optimisers, [p.detach().clone() for p in parameters])


def resume(state: TrainingState, path: Path, device: torch.device) -> None:
    """Goes on where the last call stopped; raises ValueError where that call trained with other optimisers."""
    data = torch.load(path, map_location=device)
    kept = data["opt"] if isinstance(data["opt"], list) else [data["opt"]]
    if len(kept) != len(state.optimisers):
        raise ValueError(f"{path} was trained with another --optimiser")
    state.networks.paint.load_state_dict(from_disk(data["paint"], PAINT))
    state.networks.style.load_state_dict(from_disk(data["style"], STYLE))
    for optimiser, own in zip(state.optimisers, kept, strict=True):
        optimiser.load_state_dict(own)
    for average, saved in zip(state.average, data["ema"], strict=True):
        average.copy_(saved)
    state.step, state.seconds = int(data["step"]), float(data["used"])
