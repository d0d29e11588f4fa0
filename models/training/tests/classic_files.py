"""Tiny networks of the classic topology, written in every public format, with the sources' own arithmetic beside them.

The references here are built of PyTorch's layers as those projects build theirs, so that they share nothing with the
package's own reading and computing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from plein_air_training.loss_networks import IMAGENET_MEAN, IMAGENET_STD

WIDTHS = (8, 8, 12, 16)
# Convolutions of the encoder: (outputs, is one after a pooling).
ENCODER = [(0, False), (0, False), (1, True), (1, False), (2, True), (2, False), (2, False), (2, False), (3, True)]
# Convolutions of the decoder: (outputs, is one before an up-sampling); the last one writes three channels.
DECODER = [(2, True), (2, False), (2, False), (2, False), (1, True), (1, False), (0, True), (0, False), (None, False)]


@dataclass
class Reference:
    """A source's own arithmetic: encoder, mean and std of features, decoder; pictures are RGB 0..1."""

    encode: Callable[[Tensor], Tensor]
    statistics: Callable[[Tensor], tuple[Tensor, Tensor]]
    decode: Callable[[Tensor], Tensor]

    def adapt(self, features: Tensor, style: tuple[Tensor, Tensor]) -> Tensor:
        """AdaIN of f32[1,C,…]."""
        mean, std = self.statistics(features)
        around = (slice(None), slice(None), *[None] * (features.dim() - 2))
        return (features - mean[around]) / std[around] * style[1][around] + style[0][around]

    def paint(self, photo: Tensor, style: tuple[Tensor, Tensor], alpha: float = 1) -> Tensor:
        """Features are blended, as all of these projects do it."""
        features = self.encode(photo)
        return self.decode(alpha * self.adapt(features, style) + (1 - alpha) * features)

    def paint_regions(self, photo: Tensor, mask: Tensor, inside: tuple, outside: tuple) -> Tensor:
        """Feature columns of either region apart, as test.lua does it."""
        features = self.encode(photo)
        flat, chosen = features.flatten(2).clone(), mask.flatten().bool()
        for region, style in ((chosen, inside), (~chosen, outside)):
            flat[:, :, region] = self.adapt(flat[:, :, region], style)
        return self.decode(flat.view_as(features))


def _randomise(net: nn.Module, seed: int) -> nn.Module:
    generator = torch.Generator().manual_seed(seed)
    for layer in net.modules():
        if isinstance(layer, nn.Conv2d):
            fan = layer.weight[0].numel()
            layer.weight.data = torch.randn(layer.weight.shape, generator=generator) * (2 / fan) ** 0.5
            layer.bias.data = 0.05 * torch.randn(layer.bias.shape, generator=generator)
    return net.eval().requires_grad_(False)


def _naoto_nets() -> tuple[nn.Sequential, nn.Sequential]:
    encoder: list[nn.Module] = [nn.Conv2d(3, 3, 1)]
    inputs = 3
    for width, pooled in ENCODER:
        if pooled:
            encoder.append(nn.MaxPool2d(2, 2, 0, ceil_mode=True))
        encoder += [nn.ReflectionPad2d(1), nn.Conv2d(inputs, WIDTHS[width], 3), nn.ReLU()]
        inputs = WIDTHS[width]
    decoder: list[nn.Module] = []
    for width, raised in DECODER:
        outputs = 3 if width is None else WIDTHS[width]
        decoder += [nn.ReflectionPad2d(1), nn.Conv2d(inputs, outputs, 3), nn.ReLU()]
        if raised:
            decoder.append(nn.Upsample(scale_factor=2, mode="nearest"))
        inputs = outputs
    return nn.Sequential(*encoder), nn.Sequential(*decoder[:-1])


def write_naoto(folder: Path) -> Reference:
    """``vgg_normalised.pth`` and ``decoder.pth``; reflection, ceil, unbiased variance, eps in the root."""
    encoder, decoder = (_randomise(net, seed) for seed, net in enumerate(_naoto_nets(), 21))
    encoder[0].weight.data = 255 * torch.eye(3).flip(0)[..., None, None]
    encoder[0].bias.data = -torch.tensor([104.0, 117.0, 124.0])
    encoder[2].weight.data /= 100
    decoder[-1].weight.data *= 0.2
    # The real file goes on to relu5_4; what comes after relu4_1 is not used.
    torch.save(encoder.state_dict() | {"32.weight": torch.zeros(4, 16, 3, 3), "32.bias": torch.zeros(4)}, folder / "vgg_normalised.pth")
    torch.save(decoder.state_dict(), folder / "decoder.pth")

    def statistics(features: Tensor) -> tuple[Tensor, Tensor]:
        flat = features.flatten(2)
        return flat.mean(2), (flat.var(2) + 1e-5).sqrt()

    return Reference(encoder, statistics, decoder)


def _torchvision_features() -> nn.Sequential:
    layers: list[nn.Module] = []
    inputs = 3
    for width, pooled in ENCODER:
        if pooled:
            layers.append(nn.MaxPool2d(2, 2))
        layers += [nn.Conv2d(inputs, WIDTHS[width], 3, padding=1), nn.ReLU()]
        inputs = WIDTHS[width]
    return nn.Sequential(*layers)


class _Blocks(nn.Module):
    """The decoder as four blocks in a list."""

    def __init__(self) -> None:
        super().__init__()
        blocks: list[list[nn.Module]] = [[]]
        inputs = WIDTHS[3]
        for width, raised in DECODER:
            outputs = 3 if width is None else WIDTHS[width]
            blocks[-1].append(nn.Conv2d(inputs, outputs, 3, 1, 1, padding_mode="reflect"))
            if width is not None:
                blocks[-1].append(nn.ReLU())
            if raised:
                blocks.append([])
            inputs = outputs
        self.net = nn.ModuleList(nn.Sequential(*block) for block in blocks)

    def forward(self, x: Tensor) -> Tensor:
        for index, block in enumerate(self.net):
            x = block(x)
            if index < len(self.net) - 1:
                x = F.interpolate(x, scale_factor=2, mode="nearest")
        return x


def write_aadhithya(folder: Path) -> Reference:
    """``vgg19.pth`` (torchvision's), ``decoder.tar``, ``whole.pth`` and ``fixed.onnx`` with the same weights."""
    features, decoder = _randomise(_torchvision_features(), 31), _randomise(_Blocks(), 32)
    torch.save({f"features.{key}": value for key, value in features.state_dict().items()}, folder / "vgg19.pth")
    torch.save(decoder.state_dict(), folder / "decoder.tar")
    whole = {f"module.decoder.{key}": value for key, value in decoder.state_dict().items()}
    for block, (start, end) in enumerate(((0, 2), (2, 7), (7, 12), (12, 21)), 1):
        for key, value in features.state_dict().items():
            if start <= int(key.split(".")[0]) < end:
                whole[f"module.encoder.block{block}.{key}"] = value
    torch.save({"state_dict": whole}, folder / "whole.pth")
    _write_fixed_onnx(folder / "fixed.onnx", features, decoder)
    mean, std = (torch.tensor(values)[:, None, None] for values in (IMAGENET_MEAN, IMAGENET_STD))

    def statistics(x: Tensor) -> tuple[Tensor, Tensor]:
        flat = x.flatten(2)
        return flat.mean(2), flat.std(2) + 1e-8

    return Reference(lambda picture: features((picture - mean) / std), statistics, lambda x: decoder(x) * std + mean)


def _write_fixed_onnx(path: Path, features: nn.Sequential, decoder: _Blocks) -> None:
    """One graph of one size with both pictures going through the encoder, names as the exporter makes them up."""
    side, nodes, weights = 32, [], {}

    def convolve(x: str, conv: nn.Conv2d, out: str) -> str:
        reflect = conv.padding_mode == "reflect"
        names = [f"conv_{id(conv)}_{part}" for part in ("w", "b")]
        for name, value in zip(names, (conv.weight, conv.bias), strict=True):
            weights[name] = numpy_helper.from_array(value.detach().numpy(), name)
        if reflect:
            nodes.append(helper.make_node("Pad", [x], [f"{out}p"], mode="reflect", pads=[0, 0, 1, 1, 0, 0, 1, 1]))
            x = f"{out}p"
        nodes.append(helper.make_node("Conv", [x, *names], [out], kernel_shape=[3, 3], pads=[0 if reflect else 1] * 4))
        return out

    def run(x: str, layers: list[nn.Module], prefix: str) -> str:
        for index, layer in enumerate(layers):
            out = f"{prefix}{index}"
            if isinstance(layer, nn.Conv2d):
                x = convolve(x, layer, out)
            else:
                kind = "MaxPool" if isinstance(layer, nn.MaxPool2d) else "Relu"
                more = {"kernel_shape": [2, 2], "strides": [2, 2]} if kind == "MaxPool" else {}
                nodes.append(helper.make_node(kind, [x], [out], **more))
                x = out
        return x

    content = run("content_img", list(features), "c")
    style = run("style_img", list(features), "s")
    # The real file computes statistics here; only the convolutions are looked at.
    nodes.append(helper.make_node("Add", [content, style], ["t"]))
    x = "t"
    for index, block in enumerate(decoder.net):
        x = run(x, list(block), f"d{index}_")
        if index < len(decoder.net) - 1:
            weights["twice"] = numpy_helper.from_array(np.array([1, 1, 2, 2], np.float32), "twice")
            nodes.append(helper.make_node("Upsample", [x, "twice"], [f"u{index}"], mode="nearest"))
            x = f"u{index}"
    picture = [1, 3, side, side]
    values = [helper.make_tensor_value_info(n, TensorProto.FLOAT, picture) for n in ("content_img", "style_img", x)]
    graph = helper.make_graph(nodes, "fixed", values[:2], values[2:], list(weights.values()))
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 9)]), str(path))


def write_npz(folder: Path) -> Reference:
    """``weights.npz``: the normalised network with biased statistics (xunhuang1995's)."""
    encoder, decoder = (_randomise(net, seed) for seed, net in enumerate(_naoto_nets(), 41))
    encoder[2].weight.data /= 2
    names = ["conv0", *(f"conv{n}" for n in ("1_1", "1_2", "2_1", "2_2", "3_1", "3_2", "3_3", "3_4", "4_1"))]
    convs = [layer for layer in encoder if isinstance(layer, nn.Conv2d)]
    arrays: dict[str, np.ndarray] = {}
    layers = [(f"encoder.{name}", conv) for name, conv in zip(names, convs, strict=True)]
    layers += [(f"decoder.{k}", conv) for k, conv in enumerate(c for c in decoder if isinstance(c, nn.Conv2d))]
    for name, conv in layers:
        arrays |= {f"{name}.weight": conv.weight.numpy(), f"{name}.bias": conv.bias.numpy()}
    np.savez(folder / "weights.npz", **arrays)

    def statistics(features: Tensor) -> tuple[Tensor, Tensor]:
        flat = features.flatten(2)
        return flat.mean(2), (flat.var(2, unbiased=False) + 1e-5).sqrt()

    return Reference(encoder, statistics, decoder)
