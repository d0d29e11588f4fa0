"""One face for all networks that ``evaluate`` compares: ours with and without canvas, classic AdaIN, MicroAST."""

import copy
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from .canvas import canvas_field, cut_canvas
from .checkpoint import Networks, read_networks
from .classic.sources import read_source
from .networks import StyleCode
from .peers.microast import MicroCode, read_microast

COUNT_SIDE = 256


class Painter(Protocol):
    """A network under test. Codes are opaque; a batch of photos goes with a batch of codes."""

    name: str

    def encode(self, paintings: Tensor) -> object:
        """Paintings f32[N,3,H,W] → their codes."""
        ...

    def paint(self, photos: Tensor, code: object, moved: tuple[int, int] = (0, 0)) -> Tensor:
        """Photos → painted, clamped; ``moved`` says how far down and right the scene has moved since the first frame."""
        ...


class Lumen:
    """Ours; the canvas at ``strength`` moves with the scene."""

    def __init__(self, name: str, networks: Networks, strength: float, half: bool = False) -> None:
        self.name, self.strength, self.half = name, strength, half
        self.style = networks.style
        self.net = copy.deepcopy(networks.paint).half() if half else networks.paint
        self.field = canvas_field()

    def encode(self, paintings: Tensor) -> StyleCode:
        return self.style(paintings)

    def paint(self, photos: Tensor, code: object, moved: tuple[int, int] = (0, 0)) -> Tensor:
        assert isinstance(code, list)
        canvas = cut_canvas(self.field, [(0, 0)], *photos.shape[2:], shift=moved) * self.strength
        frames = photos.half() if self.half else photos
        return self.net(frames, canvas.expand(len(photos), -1, -1, -1), code).clamp(0, 1)

    def as_half(self, networks: Networks) -> "Lumen":
        """The same, computed in fp16 (statistics in fp32, as the engines do)."""
        return Lumen(f"{self.name} fp16", networks, self.strength, half=True)


class Peer:
    """A network of others."""

    def __init__(self, name: str, net: object) -> None:
        self.name, self.net = name, net

    def encode(self, paintings: Tensor) -> object:
        return self.net.encode(paintings)

    def paint(self, photos: Tensor, code: object, moved: tuple[int, int] = (0, 0)) -> Tensor:
        return self.net.paint(photos, code).clamp(0, 1)


def read_classic_painter(path: Path) -> Peer:
    """The classic network from an ``.npz``."""
    return Peer("classic AdaIN", read_source([path]).network)


def read_microast_painter(folder: Path) -> Peer:
    """MicroAST from its folder."""
    return Peer("MicroAST", read_microast(folder))


def read_lumen(name: str, path: Path) -> tuple[Networks, list[Lumen]]:
    """A checkpoint of ours as two painters: canvas at full strength, and none."""
    networks = read_networks(path)
    return networks, [Lumen(f"{name}, canvas {strength:g}", networks, strength) for strength in (1.0, 0.0)]


def take(code: object, index: list[int]) -> object:
    """Some codes of a batch."""
    if isinstance(code, list):
        return [take(part, index) for part in code]
    if isinstance(code, tuple):
        return tuple(take(part, index) for part in code)
    if isinstance(code, MicroCode):
        return MicroCode(take(code.statistics, index), take(code.gains, index), take(code.biases, index))
    return code[index]


def count_gmac(painter: Painter) -> float:
    """10⁹ multiply-adds of the convolutions for one 256×256 frame."""
    picture = torch.rand(1, 3, COUNT_SIDE, COUNT_SIDE)
    code = painter.encode(picture)
    with FlopCounterMode(display=False) as counter:
        painter.paint(picture, code)
    return counter.get_total_flops() / 2e9
