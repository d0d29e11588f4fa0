"""One step of training: draws a batch, paints it, and adds up the loss.

Every random choice comes from a generator seeded with the step's number, so a training that was interrupted goes on
exactly as it would have.
"""

import random
from dataclasses import dataclass, field

import torch
import torch.nn.functional as F
from torch import Tensor

from . import losses
from .canvas import CANVAS_SIDE, canvas_field, cut_canvas
from .checkpoint import Networks
from .flat_shapes import draw_shapes
from .loss_networks import LossNetwork
from .networks import StyleCode
from .pictures import Picture, random_crops
from .style_targets import LiveStyles, StyleBank, StyleMeter, blend


@dataclass(frozen=True)
class Weights:
    """How much each term counts."""

    style: float = 7.0
    style16: float = 8.0
    strokes: float = 2.0
    content: float = 1.0
    shift: float = 20.0
    own: float = 2.0
    halo: float = 8.0
    phase: float = 1.0
    range: float = 1.0
    scale: float = 0.02


# Shares of steps, of a batch or (paintings) of all contents.
PAINTINGS_AS_CONTENT = 1 / 16
LIGHT_JITTER = 0.4
BLENDED = 0.25
LAGGED = 0.5
LARGEST_SHIFT = 7
# How often the canvas is at full strength; else at nothing, or anywhere between.
FULL_CANVAS = 0.8
# Share of the style term that counts without canvas: palette, but no strokes.
LEAST_STYLE = 0.1
# How often the scene stays where it is and only the sensor's noise changes; its std is of 0..1.
STILL = 0.3
NOISE_STD = (0.0, 0.03)
STILL_NOISE_STD = (0.01, 0.03)


class Draw:
    """The random choices of one step."""

    def __init__(self, seed: int, step: int, device: torch.device) -> None:
        self.rng = random.Random(f"{seed}/{step}")
        self.generator = torch.Generator().manual_seed(self.rng.getrandbits(62))
        self.device = device

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.rng.random() < share

    def normal(self, *shape: int) -> Tensor:
        """Standard normal numbers."""
        return torch.randn(*shape, generator=self.generator).to(self.device)

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """Numbers between low and high."""
        return (low + (high - low) * torch.rand(*shape, generator=self.generator)).to(self.device)

    def canvas_strength(self) -> float:
        """0..1, mostly 1."""
        return 1.0 if self.chance(FULL_CANVAS) else self.rng.choice((0.0, self.rng.random(), self.rng.random()))


def asked_for(canvas_strength: float) -> dict[str, float]:
    """How much of the terms of style counts, 0..1.

    A network of which strokes are asked without a canvas learns to make them out of its own grid, through which the scene
    then swims, and leaves the canvas alone also where there is one (decision 17).
    """
    style = LEAST_STYLE + (1 - LEAST_STYLE) * canvas_strength
    return {"style": style, "style16": style, "strokes": canvas_strength}


@dataclass
class TrainingStep:
    """What every step needs."""

    networks: Networks
    photos: list[Picture]
    paintings: list[Picture]
    styles: LiveStyles | StyleBank
    meter: StyleMeter
    content_net: LossNetwork
    side: int
    batch: int
    weights: Weights
    seed: int
    device: torch.device
    half: bool
    canvas: Tensor = field(init=False)

    def __post_init__(self) -> None:
        self.canvas = canvas_field().to(self.device)

    def __call__(self, step: int) -> tuple[Tensor, dict[str, Tensor]]:
        """The loss of this step and its terms."""
        draw = Draw(self.seed, step, self.device)
        photos = self._contents(draw)
        styles = self.styles.draw(self.batch, draw.rng)
        if draw.chance(0.5):
            styles.crops = styles.crops.flip(3)  # statistics don't change; strokes hardly do
        beta = draw.rng.choice((1.0, 1.0, 0.0, draw.rng.random()))
        strength = draw.canvas_strength()
        places = [(draw.rng.randrange(CANVAS_SIDE), draw.rng.randrange(CANVAS_SIDE)) for _ in range(self.batch)]
        canvas = strength * cut_canvas(self.canvas, places, self.side, self.side)

        with self._autocast():
            code = self.networks.style(styles.crops)
        with torch.no_grad():
            styles.compressed = losses.statistics(self.content_net(styles.crops))
        if draw.chance(BLENDED):
            styles, code = blend(styles, code, draw.uniform(0, 1, self.batch, 1))
        frame_statistics: StyleCode = []
        with self._autocast():
            painted = self.networks.paint(photos, canvas, code, beta, statistics=frame_statistics)

        seen = self.meter.vgg(painted)
        with torch.no_grad():
            content = self.content_net(photos)
        seen16 = self.content_net(painted)
        terms = {
            "content": losses.content_loss(seen16, content),
            "style": losses.style_loss(seen, styles.statistics),
            "style16": losses.style_loss(seen16, styles.compressed),
            "phase": losses.phase_loss(painted),
            "range": losses.range_loss(painted),
            "scale": losses.scale_loss(code),
        }
        if styles.strokes is not None:
            terms["strokes"] = losses.stroke_loss(self.meter.strokes(seen), styles.strokes)
        if step % 2 == 0:
            lagged = frame_statistics if draw.chance(LAGGED) else None
            terms["shift"] = self._shift(draw, photos, painted, places, strength, code, beta, lagged)
        else:
            terms["own"] = self._own(photos, canvas)
            terms["halo"] = self._halo(draw, canvas, code, beta)
        wanted = asked_for(strength)
        total = torch.stack(
            [getattr(self.weights, name) * wanted.get(name, 1.0) * value for name, value in terms.items()]
        ).sum()
        return total, terms

    def _autocast(self) -> torch.autocast:
        return torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.half)

    def _contents(self, draw: Draw) -> Tensor:
        """Photographs, a few paintings among them, sometimes under another light."""
        contents = random_crops(self.photos, self.batch, self.side, draw.rng, self.device)
        if draw.chance(0.5):
            contents = contents.flip(3)
        for one in contents if self.paintings else ():
            if draw.chance(PAINTINGS_AS_CONTENT):
                one.copy_(random_crops(self.paintings, 1, self.side, draw.rng, self.device)[0])
        if draw.chance(LIGHT_JITTER):
            gamma = 2 ** draw.rng.uniform(-0.6, 0.6)
            contents = (contents.clamp_min(1e-3) ** gamma * draw.uniform(0.85, 1.15, 1, 3, 1, 1)).clamp(0, 1)
        return contents

    def _shift(
        self,
        draw: Draw,
        photos: Tensor,
        painted: Tensor,
        places: list[tuple[int, int]],
        strength: float,
        code: StyleCode,
        beta: float,
        lagged: StyleCode | None,
    ) -> Tensor:
        """The same scene, moved, noisy and a little brighter or darker, is painted the same; on half of the batch.

        Sometimes it is noisy only: beside the error of a move, that of the noise is too small to be learned from.
        """
        half = max(1, self.batch // 2)
        moved = photos[:half]
        right = down = 0
        noise = STILL_NOISE_STD
        if not draw.chance(STILL):
            right, down, noise = draw.rng.randint(0, LARGEST_SHIFT), draw.rng.randint(0, LARGEST_SHIFT), NOISE_STD
            moved = moved * (1 + 0.05 * draw.normal(half, 1, 1, 1))
        moved = moved + draw.rng.uniform(*noise) * draw.normal(half, 3, self.side, self.side)
        moved = F.pad(moved.clamp(0, 1), (right, 0, down, 0), mode="replicate")[..., : self.side, : self.side]
        canvas = strength * cut_canvas(self.canvas, places[:half], self.side, self.side, (down, right))

        def first(pairs: StyleCode) -> StyleCode:
            return [(mean[:half], std[:half]) for mean, std in pairs]

        with self._autocast():
            again = self.networks.paint(moved, canvas, first(code), beta, lagged=first(lagged) if lagged else None)
        return losses.shift_loss(painted[:half], again, down, right)

    def _own(self, photos: Tensor, canvas: Tensor) -> Tensor:
        """A picture under its own code is itself; on a quarter of the batch."""
        few = max(1, self.batch // 4)
        with self._autocast():
            again = self.networks.paint(photos[:few], canvas[:few], self.networks.style(photos[:few]))
        return F.l1_loss(again, photos[:few])

    def _halo(self, draw: Draw, canvas: Tensor, code: StyleCode, beta: float) -> Tensor:
        """Flat shapes are flat up to their edges; on half of the batch."""
        half = max(1, self.batch // 2)
        shapes = [draw_shapes(self.side, draw.generator) for _ in range(half)]
        pictures = torch.stack([picture for picture, _ in shapes]).to(self.device)
        with self._autocast():
            painted = self.networks.paint(pictures, canvas[:half], [(m[:half], s[:half]) for m, s in code], beta)
        terms = [losses.halo_loss(one, labels.to(self.device)) for one, (_, labels) in zip(painted, shapes, strict=True)]
        return torch.stack(terms).mean()
