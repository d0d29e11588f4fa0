"""``models/tuned-codes-TIER.json``: style codes of the gallery's paintings that measure better than the pooled ones.

``{"version": 1, "paintSha256", "styleSha256", "codes": {id: base64 of f16[2·ΣC_k], little-endian}}``; the hashes are those
of the exported graphs, so codes of other networks are never taken. ``npm run gallery`` reads it.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from torch import Tensor

VERSION = 1


@dataclass
class TunedCodes:
    """The file in memory. ``codes`` are kept as they ship; ``tried`` are ids whose pooled code was already the better."""

    paint_sha256: str
    style_sha256: str
    codes: dict[str, str] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)

    def has(self, identity: str) -> bool:
        """Whether this painting is done."""
        return identity in self.codes or identity in self.tried

    def forget(self, identity: str) -> None:
        """Begins anew with this painting."""
        self.codes.pop(identity, None)
        self.tried = [other for other in self.tried if other != identity]

    def keep(self, identity: str, code: Tensor) -> None:
        """Takes the flat code f32[2·ΣC_k] of a painting."""
        halves = code.detach().cpu().numpy().astype("<f2")
        if not np.isfinite(halves).all():
            raise ValueError(f"the code of {identity} does not fit in fp16")
        self.codes[identity] = base64.b64encode(halves.tobytes()).decode()

    def write(self, path: Path) -> None:
        """Writes the file, whole or not at all."""
        content = {
            "version": VERSION,
            "paintSha256": self.paint_sha256,
            "styleSha256": self.style_sha256,
            "codes": self.codes,
            "tried": self.tried,
        }
        partial = path.with_name(path.name + ".part")
        partial.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
        partial.replace(path)


def open_tuned(path: Path, paint_graph: Path, style_graph: Path) -> TunedCodes:
    """The file of these very graphs, or an empty one."""
    hashes = [hashlib.sha256(graph.read_bytes()).hexdigest() for graph in (paint_graph, style_graph)]
    fresh = TunedCodes(*hashes)
    if not path.exists():
        return fresh
    data = json.loads(path.read_text("utf-8"))
    if [data["paintSha256"], data["styleSha256"]] != hashes:
        return fresh
    return TunedCodes(*hashes, codes=data["codes"], tried=data["tried"])
