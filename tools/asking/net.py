"""The encoder's network in torch, with what says a message's matter and form on top, to train it."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from tools.encoder.source import Shape, Source

DROPPED = 0.1
DROPPED_ABOVE = 0.2


class Layer(nn.Module):
    """One layer as BERT has it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv, self.ao = nn.Linear(shape.width, 3 * shape.width), nn.Linear(shape.width, shape.width)
        self.fi, self.fo = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.aln, self.oln = (nn.LayerNorm(shape.width, eps=shape.epsilon) for _ in range(2))
        self.drop = nn.Dropout(DROPPED)

    def forward(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """Texts × pieces × directions, and what is added to the attention of each piece (0, or far below)."""
        count, length, width = vectors.shape
        query, key, value = self.qkv(vectors).view(count, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask.to(query.dtype), dropout_p=DROPPED if self.training else 0.0)
        vectors = self.aln(vectors + self.drop(self.ao(seen.transpose(1, 2).reshape(count, length, width))))
        inner: Tensor = self.oln(vectors + self.drop(self.fo(functional.gelu(self.fi(vectors)))))
        return inner


class AskedNet(nn.Module):
    """Words and places as the source has them, which stay; layers that are trained; a matter and a form.

    Args:
        places: of the pieces that are kept.
    """

    def __init__(self, source: Source, places: np.ndarray, matters: int, forms: int) -> None:
        super().__init__()
        self.shape = source.shape
        width = self.shape.width
        position = source.vector("emb.pos").reshape(-1, width) + source.vector("emb.type")[:width]
        self.word = nn.Embedding.from_pretrained(torch.tensor(source.matrix("emb.word", width).rows(places).dense))
        self.register_buffer("position", torch.tensor(position))
        self.embedded = _norm(source, "emb.ln").requires_grad_(False)
        self.layers = nn.ModuleList([_layer(source, f"l{number}") for number in range(self.shape.layers)])
        self.drop, self.drop_above = nn.Dropout(DROPPED), nn.Dropout(DROPPED_ABOVE)
        self.matters, self.forms = nn.Linear(width, matters), nn.Linear(width, forms)

    def forward(self, numbers: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of matters and forms.

        Args:
            numbers: texts × pieces; `real`: which of them are not there to fill up only.
        """
        vectors = self.drop(self.embedded(self.word(numbers) + self.position[: numbers.shape[1]]))
        mask = torch.where(real[:, None, None, :], 0.0, -1e4)
        for layer in self.layers:
            vectors = layer(vectors, mask)
        mean = (vectors * real[..., None]).sum(1) / real.sum(1, keepdim=True)
        asked = self.drop_above(functional.layer_norm(mean, (self.shape.width,)))
        return self.matters(asked), self.forms(asked)


class TrainedLayers:
    """The layers of a trained network, as the graph takes them."""

    def __init__(self, net: AskedNet) -> None:
        self.shape = net.shape
        self._layers = {f"l{number}": layer for number, layer in enumerate(net.layers)}

    def vector(self, name: str) -> np.ndarray:
        return self._part(name)

    def dense(self, name: str, columns: int) -> np.ndarray:
        return self._part(name).reshape(-1, columns)

    def _part(self, name: str) -> np.ndarray:
        layer, part, kind = name.split(".")
        third = "qkv".find(part)
        module = self._layers[layer].get_submodule("qkv" if third >= 0 else part)
        found: np.ndarray = module.get_parameter("weight" if kind == "w" else "bias").detach().float().cpu().numpy()
        return np.split(found, 3)[third] if third >= 0 else found


def _layer(source: Source, name: str) -> Layer:
    width, inner = source.shape.width, source.shape.inner
    layer = Layer(source.shape)
    qkv = [(source.dense(f"{name}.{part}.w", width), source.vector(f"{name}.{part}.b")) for part in "qkv"]
    _fill(layer.qkv, np.concatenate([weights for weights, _ in qkv]), np.concatenate([bias for _, bias in qkv]))
    for part, columns in (("ao", width), ("fi", width), ("fo", inner)):
        _fill(layer.get_submodule(part), source.dense(f"{name}.{part}.w", columns), source.vector(f"{name}.{part}.b"))
    layer.aln, layer.oln = _norm(source, f"{name}.aln"), _norm(source, f"{name}.oln")
    return layer


def _norm(source: Source, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(source.shape.width, eps=source.shape.epsilon)
    _fill(norm, source.vector(f"{name}.w"), source.vector(f"{name}.b"))
    return norm


def _fill(module: nn.Module, weight: np.ndarray, bias: np.ndarray) -> None:
    with torch.no_grad():
        module.get_parameter("weight").copy_(torch.tensor(weight))
        module.get_parameter("bias").copy_(torch.tensor(bias))
