"""Reads the public checkpoints of classic AdaIN, each with its own conventions.

| source | files |
|---|---|
| naoto0804 | ``vgg_normalised.pth`` and ``decoder.pth`` (pytorch-AdaIN; the weights of xunhuang1995's Torch network) |
| aadhithya | the decoder's ``.pth`` or ``.tar`` with torchvision's ``vgg19-….pth``, or a file with the whole network |
| aadhithya-onnx | the fixed-size ``.onnx`` of the same |
| npz | one ``.npz`` with ``encoder.conv0`` to ``encoder.conv4_1`` and ``decoder.0`` to ``decoder.8`` |
| paper | the decoder of ``train-paper`` with the encoder that it was trained with |
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from ..loss_networks import TORCHVISION_INDICES, VGG_LAYERS, Vgg, imagenet_input, read_vgg
from .network import DECODER_LAYERS, Classic, Conventions, Layer, decoder_shapes

# Where convolutions lie in the sequential decoder of naoto0804 (pads and ReLUs count), and in aadhithya's four blocks.
NAOTO_DECODER = (1, 5, 8, 11, 14, 18, 21, 25, 28)
AADHITHYA_DECODER = ("0.0", "1.0", "1.2", "1.4", "1.6", "2.0", "2.2", "3.0", "3.2")
# Which block of aadhithya's encoder holds a layer of torchvision's vgg19().features.
AADHITHYA_BLOCKS = ((1, 0, 2), (2, 2, 7), (3, 7, 12), (4, 12, 21))

CONVENTIONS = {
    "naoto0804": Conventions(pooling="ceil", std="unbiased"),
    "aadhithya": Conventions("zero", "floor", "unbiased", 1e-8, "std", "imagenet", "imagenet"),
    "npz": Conventions(),
}
CONVENTIONS["aadhithya-onnx"] = CONVENTIONS["aadhithya"]


class NotClassicError(Exception):
    """A file that is not what it is taken for; the message says what was looked for."""


@dataclass(frozen=True)
class Source:
    """A network and where it is from."""

    network: Classic
    name: str


def read_source(files: list[Path], encoder: Path | None = None, kind: str | None = None) -> Source:
    """Finds out what the files are and reads them. Raises :class:`NotClassicError`.

    ``encoder`` is the VGG-19 where the checkpoint holds a decoder only; ``kind`` one of the names above, where told.
    """
    if len(files) == 1 and files[0].suffix == ".onnx":
        return _checked(_read_onnx(files[0]), "aadhithya-onnx", kind)
    if len(files) == 1 and files[0].suffix == ".npz":
        return _checked(_read_npz(files[0]), "npz", kind)
    states = {path: _load(path) for path in [*files, *([encoder] if encoder else [])]}
    for path, state in states.items():
        if "conventions" in state:
            return _checked(_read_paper(path, state, _encoder_file(states, path)), "paper", kind)
    for path, state in states.items():
        if "encoder.block1.0.weight" in state:
            return _checked(_read_whole(state), "aadhithya", kind)
        if f"net.{AADHITHYA_DECODER[-1]}.weight" in state:
            decoder = [_pair(state, f"net.{key}") for key in AADHITHYA_DECODER]
            vgg = _read_encoder(_encoder_file(states, path), "torchvision's vgg19-….pth")
            return _checked(Classic(vgg, decoder, CONVENTIONS["aadhithya"]), "aadhithya", kind)
        if f"{NAOTO_DECODER[-1]}.weight" in state and len(state[f"{NAOTO_DECODER[-1]}.weight"]) == 3:
            decoder = [_pair(state, str(index)) for index in NAOTO_DECODER]
            vgg = _read_encoder(_encoder_file(states, path), "vgg_normalised.pth")
            return _checked(Classic(vgg, decoder, CONVENTIONS["naoto0804"]), "naoto0804", kind)
    names = ", ".join(path.name for path in states)
    raise NotClassicError(f"There is no AdaIN decoder that this program knows in {names}.")


def _checked(network: Classic, name: str, kind: str | None) -> Source:
    if kind is not None and kind != name:
        raise NotClassicError(f"These files are of {name}, not of {kind} (--source).")
    widths = tuple(len(network.encoder.layers[VGG_LAYERS.index(layer)][0]) for layer in ("1_1", "2_1", "3_1", "4_1"))
    wanted = [(*shape, 3, 3) for shape in decoder_shapes(widths)]
    found = [tuple(weight.shape) for weight, _ in network.decoder]
    if found != wanted:
        layer = next(index for index, pair in enumerate(zip(found, wanted, strict=True)) if pair[0] != pair[1])
        raise NotClassicError(
            f"Encoder and decoder do not belong together: layer {layer} of the decoder is {found[layer]}, not {wanted[layer]}."
        )
    tensors = [*network.encoder.first, *(t for pair in [*network.encoder.layers, *network.decoder] for t in pair)]
    if not all(bool(torch.isfinite(tensor).all()) for tensor in tensors):
        raise NotClassicError("There are weights that are no finite numbers.")
    if (network.encoder.mode == "reflect") != (network.conventions.padding == "reflect"):
        raise NotClassicError("This encoder is not the one that the decoder was trained with: their padding differs.")
    return Source(network, name)


def _encoder_file(states: Mapping[Path, Mapping[str, Tensor]], other: Path) -> Path | None:
    return next((path for path in states if path != other), None)


def _read_encoder(path: Path | None, wanted: str) -> Vgg:
    if path is None:
        raise NotClassicError(f"This file holds the decoder only: name its encoder, {wanted} (--encoder).")
    try:
        return read_vgg(path)
    except (ValueError, KeyError) as error:
        raise NotClassicError(f"{path.name} is no VGG-19 that this program knows; {wanted} is due.") from error


def _load(path: Path) -> dict[str, Tensor]:
    """A state dict without its wrappers. Only tensors are read: a pickle from anywhere must not run code."""
    if path.suffix == ".npz":
        return {}
    try:
        data = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError as error:
        raise NotClassicError(f"{path} is not there.") from error
    except Exception as error:
        raise NotClassicError(f"{path.name} is not a checkpoint of PyTorch: {str(error).splitlines()[0]}") from error
    for wrapper in ("state_dict", "model_state_dict", "model"):
        if isinstance(data, dict) and isinstance(data.get(wrapper), dict):
            data = data[wrapper]
    if not isinstance(data, dict):
        raise NotClassicError(f"{path.name} holds a {type(data).__name__}, not the weights of a network.")
    return {key.removeprefix("module."): value for key, value in data.items()}


def _pair(state: Mapping[str, Tensor], key: str) -> Layer:
    try:
        return state[f"{key}.weight"].float(), state[f"{key}.bias"].float()
    except KeyError as error:
        raise NotClassicError(f"The checkpoint has no {error.args[0]}.") from error


def _read_whole(state: Mapping[str, Tensor]) -> Classic:
    def key(index: int) -> str:
        block = next(number for number, start, end in AADHITHYA_BLOCKS if start <= index < end)
        return f"encoder.block{block}.{index}"

    layers = [_pair(state, key(index)) for index in TORCHVISION_INDICES]
    decoder = [_pair(state, f"decoder.net.{key}") for key in AADHITHYA_DECODER]
    return Classic(Vgg(imagenet_input(), layers, reflect=False), decoder, CONVENTIONS["aadhithya"])


def _read_paper(path: Path, state: Mapping[str, object], encoder: Path | None) -> Classic:
    conventions = Conventions(**state["conventions"])
    decoder = [(state[f"{k}.weight"].float(), state[f"{k}.bias"].float()) for k in range(DECODER_LAYERS)]
    return Classic(_read_encoder(encoder, "the one it was trained with"), decoder, conventions)


def _read_npz(path: Path) -> Classic:
    try:
        with np.load(path) as arrays:
            tensor = {key: torch.from_numpy(arrays[key]).float() for key in arrays if key.startswith("decoder.")}
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise NotClassicError(f"{path.name} is not there or not an .npz file.") from error
    decoder = [_pair(tensor, f"decoder.{k}") for k in range(DECODER_LAYERS)]
    return Classic(_read_encoder(path, "encoder.conv0 to encoder.conv4_1"), decoder, CONVENTIONS["npz"])


def _read_onnx(path: Path) -> Classic:
    """The weights of the convolutions, in the order in which they run. Names are the exporter's and mean nothing."""
    try:
        model = onnx.load(path)
    except Exception as error:
        raise NotClassicError(f"{path.name} is not there or not an ONNX file.") from error
    values = {tensor.name: tensor for tensor in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Constant":
            values |= {node.output[0]: a.t for a in node.attribute if a.name == "value"}
    layers: dict[str, Layer] = {}
    for node in model.graph.node:
        # Either picture may run through an encoder of its own, with the same weights.
        if node.op_type != "Conv" or node.input[1] in layers:
            continue
        if node.input[1] not in values or len(node.input) < 3:
            raise NotClassicError(f"{path.name} has a convolution without constant weights or without bias.")
        layers[node.input[1]] = tuple(
            torch.from_numpy(numpy_helper.to_array(values[name]).copy()).float() for name in node.input[1:3]
        )
    found = list(layers.values())
    if len(found) != len(VGG_LAYERS) + DECODER_LAYERS:
        raise NotClassicError(f"{path.name} has {len(found)} convolutions; VGG-19 to relu4_1 and its decoder have 18.")
    encoder, decoder = found[: len(VGG_LAYERS)], found[len(VGG_LAYERS) :]
    return Classic(Vgg(imagenet_input(), encoder, reflect=False), decoder, CONVENTIONS["aadhithya-onnx"])
