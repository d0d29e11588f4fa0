"""Cases for scripts/check-pack.ts: what the graphs get, and what the reference makes of the same pictures."""

import base64
import json
import subprocess
from pathlib import Path

import torch
from torch import Tensor

from plein_air_training.activations import smooth_picture
from plein_air_training.export import PROJECT
from plein_air_training.layers import pack

ALPHA, SHARE = 0.6, 0.3


def pictures(sides: tuple[int, int]) -> tuple[Tensor, Tensor, Tensor]:
    """A photo and two paintings with some texture, f32[1,3,H,W]."""
    height, width = sides
    ripple = torch.sin(torch.arange(width) * 0.9) * torch.sin(torch.arange(height) * 0.7)[:, None]
    photo, first, second = (smooth_picture(height, width, seed) for seed in (3, 4, 5))
    return (photo + 0.05 * ripple).clamp(0, 1), (first + 0.2 * ripple).clamp(0, 1), second


class Cases:
    """Codes go in as the app would give them: measured by the pack's own style graph, in its own scale."""

    def __init__(self, reference, code_scale: float, tolerance: float) -> None:
        self.reference, self.code_scale, self.tolerance = reference, code_scale, tolerance
        self.cases: list[dict] = []

    def code(self, picture: Tensor) -> Tensor:
        """The reference's statistics of a picture in the pack's scale: stds, then means."""
        mean, std = self.reference.statistics(self.reference.encode(picture))
        return self.code_scale * torch.cat([std, mean], 1)[0]

    def add(self, name: str, graph: str, inputs: dict[str, Tensor], wanted: Tensor) -> None:
        """One run of one graph."""
        tensors = {key: _values(value) for key, value in inputs.items()}
        case = {"name": name, "graph": graph, "inputs": tensors, "wanted": _values(wanted), "tolerance": self.tolerance}
        self.cases.append(case)

    def add_paint(self, name: str, photo: Tensor, code: Tensor, wanted: Tensor) -> None:
        """The paint graph with one code."""
        scale, bias = code.chunk(2)
        self.add(name, "paint", {"frame": pack(photo), "scale0": scale, "bias0": bias}, pack(wanted))

    def check(self, pack_file: Path) -> str:
        """Runs everything in the app's engine; raises where something differs by more than is allowed."""
        file = pack_file.with_suffix(".cases.json")
        file.write_text(json.dumps(self.cases))
        command = ["npx", "tsx", "scripts/check-pack.ts", str(pack_file), str(file)]
        result = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
        if result.returncode:
            raise AssertionError(result.stdout + result.stderr)
        return result.stdout


def controls(reference, code_scale: float, tolerance: float, sides: tuple[int, int] = (48, 64), regions: bool = True) -> Cases:
    """The paper's controls: style codes, full strength, alpha, interpolation, regions."""
    photo, first, second = pictures(sides)
    cases = Cases(reference, code_scale, tolerance)
    code, other, own = cases.code(first), cases.code(second), cases.code(photo)
    styles = [reference.statistics(reference.encode(painting)) for painting in (first, second)]
    cases.add("style code", "style", {"painting": pack(first)}, code)
    cases.tolerance = tolerance
    cases.add_paint("full strength", photo, code, reference.paint(photo, styles[0]))
    cases.add_paint("alpha", photo, ALPHA * code + (1 - ALPHA) * own, reference.paint(photo, styles[0], ALPHA))
    features = reference.encode(photo)
    mixed = SHARE * reference.adapt(features, styles[0]) + (1 - SHARE) * reference.adapt(features, styles[1])
    cases.add_paint("interpolation", photo, SHARE * code + (1 - SHARE) * other, reference.decode(mixed))
    if regions:
        mask = torch.zeros(1, 1, sides[0] // 8, sides[1] // 8)
        mask[..., 1:5, 2:6] = 1
        inputs = {"frame": pack(photo), "mask": mask}
        for region, value in enumerate((code, other)):
            inputs |= dict(zip((f"scale{region}", f"bias{region}"), value.chunk(2), strict=True))
        cases.add("regions", "regions", inputs, pack(reference.paint_regions(photo, mask, *styles)))
    return cases


def _values(value: Tensor) -> dict[str, object]:
    value = value.float().contiguous()
    return {"dims": list(value.shape), "data": base64.b64encode(value.numpy().tobytes()).decode()}
