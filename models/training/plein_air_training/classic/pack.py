"""A pack: one .zip, stored uncompressed, with ``pack.json`` and the graphs that it names. The app checks every hash."""

import hashlib
import json
import zipfile
from pathlib import Path

import onnx

from ..networks import PICTURE_CHANNELS
from ..loss_networks import VGG_LAYERS
from .graphs import code_channels
from .network import MULTIPLE, UP_AFTER, Classic
from .sources import Source

PACK_VERSION = 1
# Short side in pixels at which paintings are measured: relu4_1 has 32×32 positions or more then.
PAINTING_SIDE = 256
# A date of its own would make every conversion another file.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write_pack(
    path: Path, source: Source, code_scale: float, graphs: dict[str, Path], name: str, precision: str
) -> None:
    """Writes the pack, whole or not at all. ``graphs`` by role: ``paint``, ``style``, perhaps ``regions``.

    ``source`` is the network as it was, ``code_scale`` how much larger the codes of the graphs are than its statistics.
    """
    network = source.network
    kind = network.conventions
    entries = {role: _graph_entry(file) for role, file in graphs.items()}
    pack = {
        "version": PACK_VERSION,
        "kind": "plein-air-pack",
        "name": name,
        "source": source.name,
        "precision": precision,
        "conventions": {
            "padding": kind.padding,
            "pooling": kind.pooling,
            "std": kind.std,
            "epsilon": kind.epsilon,
            "epsilonIn": kind.epsilon_in,
            "colours": kind.colours,
            "output": kind.output,
            "codeScale": code_scale,
        },
        "network": {
            "tier": "classic",
            "gmacAt256": round(gmac_at_256(network), 3),
            **entries,
            "sites": [code_channels(network)],
            "frameChannels": PICTURE_CHANNELS,
            "paintedChannels": PICTURE_CHANNELS,
            "grainChannels": 0,
            "multiple": MULTIPLE,
            "paintingSide": PAINTING_SIDE,
        },
    }
    partial = path.with_name(path.name + ".part")
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as file:
        file.writestr(zipfile.ZipInfo("pack.json", ZIP_DATE), json.dumps(pack, indent=1))
        for graph in graphs.values():
            file.writestr(zipfile.ZipInfo(graph.name, ZIP_DATE), graph.read_bytes())
    partial.replace(path)


def gmac_at_256(network: Classic) -> float:
    """Multiply-adds in billions for a frame of 256×256, of the paper's network."""
    side, total = 256, 0
    for name, (weight, _) in zip(VGG_LAYERS, network.encoder.layers, strict=True):
        if name.endswith("_1") and name != "1_1":
            side //= 2
        total += weight.numel() * side * side
    for index, (weight, _) in enumerate(network.decoder):
        total += weight.numel() * side * side
        if index in UP_AFTER:
            side *= 2
    return total / 1e9


def _graph_entry(path: Path) -> dict[str, object]:
    data = path.read_bytes()
    graph = onnx.load_from_string(data).graph
    return {
        "file": path.name,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "inputs": [_tensor_entry(value) for value in graph.input],
        "outputs": [_tensor_entry(value) for value in graph.output],
    }


def _tensor_entry(value: onnx.ValueInfoProto) -> dict[str, object]:
    dims = value.type.tensor_type.shape.dim
    return {"name": value.name, "dims": [dim.dim_param or dim.dim_value for dim in dims]}
