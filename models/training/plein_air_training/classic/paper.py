"""The paper's own training (Huang & Belongie 2017, section 5): a fixed encoder, a decoder from random weights.

Content loss against the AdaIN output t itself, style loss on mean and std at relu1_1 to relu4_1, alpha 1.
"""

import random
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..checkpoint import save_whole
from ..layers import mean_std
from ..loss_networks import VGG_LAYERS, Vgg
from ..pictures import Picture, random_crops
from .network import Classic, Conventions, Layer, decode, decoder_shapes

# λ of the paper for losses that are means over channels.
STYLE_WEIGHT = 10.0
RATE = 1e-4
DECAY = 5e-5


def paper_conventions(encoder: Vgg) -> Conventions:
    """The paper's, with the padding and the colours that the encoder brings along; the decoder writes RGB 0..1."""
    if encoder.mode == "reflect":
        return Conventions()
    return Conventions(padding="zero", colours="imagenet")


def create_decoder(encoder: Vgg, seed: int) -> nn.ModuleList:
    """Nine convolutions of the encoder's widths, mirrored, with PyTorch's random weights."""
    torch.manual_seed(seed)
    widths = tuple(len(encoder.layers[VGG_LAYERS.index(layer)][0]) for layer in ("1_1", "2_1", "3_1", "4_1"))
    return nn.ModuleList(nn.Conv2d(inputs, outputs, 3) for outputs, inputs in decoder_shapes(widths))


def as_layers(decoder: nn.ModuleList) -> list[Layer]:
    """Weights and biases in order."""
    return [(layer.weight, layer.bias) for layer in decoder]


@dataclass
class PaperStep:
    """One step: draws a batch with a generator of the step's own number, so that resuming is exact."""

    encoder: Vgg
    decoder: nn.ModuleList
    photos: list[Picture]
    paintings: list[Picture]
    side: int
    batch: int
    seed: int
    style_weight: float
    device: torch.device

    def __call__(self, step: int) -> tuple[Tensor, dict[str, Tensor]]:
        """The loss of this step and its terms."""
        rng = random.Random(f"{self.seed}/{step}")
        photos = random_crops(self.photos, self.batch, self.side, rng, self.device)
        paintings = random_crops(self.paintings, self.batch, self.side, rng, self.device)
        with torch.no_grad():
            styles = self.encoder(paintings)
            target = self._network().adapt(self.encoder(photos)[-1], mean_std(styles[-1]))
        seen = self.encoder(decode(as_layers(self.decoder), target))
        terms = {"content": F.mse_loss(seen[-1], target), "style": style_loss(seen, styles)}
        return terms["content"] + self.style_weight * terms["style"], terms

    def _network(self) -> Classic:
        return Classic(self.encoder, as_layers(self.decoder), paper_conventions(self.encoder))


def style_loss(seen: list[Tensor], wanted: list[Tensor]) -> Tensor:
    """Squared distance of means and of stds, over the four layers."""
    loss = torch.zeros((), device=seen[0].device)
    for one, other in zip(seen, wanted, strict=True):
        for found, due in zip(mean_std(one), mean_std(other), strict=True):
            loss = loss + F.mse_loss(found, due)
    return loss


def rate_at(step: int, peak: float, decay: float = DECAY) -> float:
    """The paper's: hyperbolic."""
    return peak / (1 + decay * step)


@dataclass
class PaperState:
    """What a training keeps between calls."""

    decoder: nn.ModuleList
    optimiser: torch.optim.Adam
    step: int = 0
    seconds: float = 0.0

    def update(self, loss: Tensor, rate: float) -> None:
        """One step of the optimiser."""
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()
        self.step += 1

    def save(self, path: Path) -> None:
        """Everything that the next call needs to go on exactly."""
        state = {"decoder": self.decoder.state_dict(), "optimiser": self.optimiser.state_dict(), "step": self.step, "seconds": self.seconds}
        save_whole(state, path)

    def resume(self, path: Path) -> None:
        """Goes on where the last call stopped."""
        data = torch.load(path, map_location="cpu")
        self.decoder.load_state_dict(data["decoder"])
        self.optimiser.load_state_dict(data["optimiser"])
        self.step, self.seconds = int(data["step"]), float(data["seconds"])


def write_decoder(path: Path, decoder: nn.ModuleList, encoder: Vgg) -> None:
    """The compact file that ``convert-classic`` reads, together with the encoder."""
    weights = {name: value.detach().cpu() for name, value in decoder.state_dict().items()}
    save_whole(weights | {"conventions": asdict(paper_conventions(encoder))}, path)
