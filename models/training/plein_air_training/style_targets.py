"""Style crops with what VGG-19 sees in them.

Where VGG is dear (a CPU) a bank of crops is measured once and kept on disk; on a GPU every crop is measured as it is drawn.
"""

import hashlib
import random
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from .checkpoint import save_whole
from .losses import statistics, stroke_directions, strokes
from .loss_networks import LossNetwork
from .pictures import Picture, random_crops
from .progress import Progress

BATCH = 16


@dataclass
class StyleBatch:
    """``crops`` f32[N,3,S,S]; per layer (mean, std); per layer from relu2_1 on a stroke covariance (None: blended).

    ``compressed``: per layer (mean, std) in the compressed VGG-19, measured by the step.
    """

    crops: Tensor
    statistics: list[tuple[Tensor, Tensor]]
    strokes: list[Tensor] | None
    compressed: list[tuple[Tensor, Tensor]] = field(default_factory=list)


class StyleMeter:
    """Measures crops."""

    def __init__(self, vgg: LossNetwork) -> None:
        self.vgg = vgg
        self._directions: dict[int, Tensor] = {}

    def strokes(self, features: list[Tensor]) -> list[Tensor]:
        """Covariances from relu2_1 on."""
        found: list[Tensor] = []
        for layer in features[1:]:
            channels = layer.shape[1]
            if channels not in self._directions:
                self._directions[channels] = stroke_directions(channels).to(layer.device)
            found.append(strokes(layer, self._directions[channels]))
        return found

    @torch.no_grad()
    def measure(self, crops: Tensor) -> StyleBatch:
        """Targets of these crops."""
        features = self.vgg(crops)
        return StyleBatch(crops, statistics(features), self.strokes(features))


@dataclass
class StylePools:
    """Where styles are cut from; the gallery's share of a batch is drawn from the second pool."""

    paintings: list[Picture]
    gallery: list[Picture]
    gallery_share: float
    side: int

    def counts(self, total: int, rng: random.Random) -> tuple[int, int]:
        """How many of a batch come from paintings and from the gallery."""
        if not self.gallery or not self.paintings:
            return (0, total) if self.gallery else (total, 0)
        gallery = min(total, max(0, round(total * self.gallery_share + rng.random() - 0.5)))
        return total - gallery, gallery


    def draw(self, total: int, rng: random.Random) -> Tensor:
        """Crops of both pools, f32[total,3,S,S]."""
        pools = zip((self.paintings, self.gallery), self.counts(total, rng), strict=True)
        return torch.cat([random_crops(pool, n, self.side, rng) for pool, n in pools if n])


class LiveStyles:
    """Cuts and measures as it goes."""

    def __init__(self, pools: StylePools, meter: StyleMeter, device: torch.device) -> None:
        self.pools, self.meter, self.device = pools, meter, device

    def draw(self, count: int, rng: random.Random) -> StyleBatch:
        """``count`` style crops with their targets."""
        return self.meter.measure(self.pools.draw(count, rng).to(self.device))


class StyleBank:
    """Crops measured once: u8 crops, targets in fp32, strokes in fp16."""

    def __init__(self, crops: Tensor, stats: list[Tensor], strokes: list[Tensor], own: int, pools: StylePools) -> None:
        self.crops, self.stats, self.strokes, self.own, self.pools = crops, stats, strokes, own, pools

    def draw(self, count: int, rng: random.Random) -> StyleBatch:
        """``count`` style crops with their targets."""
        paintings, gallery = self.pools.counts(count, rng)
        index = [rng.randrange(self.own) for _ in range(paintings)]
        index += [rng.randrange(self.own, len(self.crops)) for _ in range(gallery)]
        rng.shuffle(index)
        stats = [tuple(layer[index].chunk(2, 1)) for layer in self.stats]
        return StyleBatch(self.crops[index].float() / 255, stats, [layer[index].float() for layer in self.strokes])


def open_bank(path: Path, pools: StylePools, meter: StyleMeter, per_painting: int, seed: int) -> StyleBank:
    """Reads the bank, or measures it when there is none of these very pictures.

    ``per_painting`` crops of every painting; of the gallery's six times as many, for they are few and chosen often.
    """
    key = _fingerprint(pools, per_painting, seed)
    data = torch.load(path) if path.exists() else {}
    if data.get("key") != key:
        data = _measure_bank(pools, meter, per_painting, seed) | {"key": key}
        save_whole(data, path)
    return StyleBank(data["crops"], data["stats"], data["strokes"], data["own"], pools)


def _measure_bank(pools: StylePools, meter: StyleMeter, per_painting: int, seed: int) -> dict[str, object]:
    rng = random.Random(seed)
    batches = [(pools.paintings, -(-per_painting * len(pools.paintings) // BATCH))]
    batches.append((pools.gallery, -(-6 * per_painting * len(pools.gallery) // BATCH)))
    progress = Progress("style targets", BATCH * sum(count for _, count in batches))
    found: list[StyleBatch] = []
    for pool, count in batches:
        for _ in range(count):
            batch = meter.measure(random_crops(pool, BATCH, pools.side, rng))
            batch.crops = (batch.crops * 255).round().byte()
            batch.strokes = [layer.half() for layer in batch.strokes or []]
            found.append(batch)
            progress.step(count=BATCH)
    layers = range(len(found[0].statistics))
    return {
        "crops": torch.cat([batch.crops for batch in found]),
        "stats": [torch.cat([torch.cat(batch.statistics[k], 1) for batch in found]) for k in layers],
        "strokes": [torch.cat([batch.strokes[k] for batch in found]) for k in layers[:-1]],
        "own": BATCH * batches[0][1],
    }


def _fingerprint(pools: StylePools, per_painting: int, seed: int) -> str:
    names = [[p.name for p in pool] for pool in (pools.paintings, pools.gallery)]
    return hashlib.sha256(repr((names, pools.side, per_painting, seed)).encode()).hexdigest()


def blend(batch: StyleBatch, code: list[tuple[Tensor, Tensor]], weights: Tensor) -> tuple[StyleBatch, list[tuple[Tensor, Tensor]]]:
    """Mixes every painting with its neighbour, codes and targets alike; ``weights`` f32[N,1]. Strokes don't mix."""

    def mix(pairs: list[tuple[Tensor, Tensor]]) -> list[tuple[Tensor, Tensor]]:
        return [tuple(weights * v + (1 - weights) * v.roll(1, 0) for v in pair) for pair in pairs]

    return StyleBatch(batch.crops, mix(batch.statistics), None, mix(batch.compressed)), mix(code)
