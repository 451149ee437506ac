"""The network as an ONNX graph: one text in, the mean of its pieces' vectors out; or its layers alone, with other weights.

The embeddings stay in four bits, exactly as they are in the source. The matrices of the layers have eight bits for the
weights, a scale a row, and eight bits for what they are multiplied with, one scale a text. A few directions of those are
far larger than the rest and would leave the rest few steps; `soften` divides them and multiplies the weights instead
(SmoothQuant, Xiao et al. 2022). Weights are held to 63 of 127: an older processor adds two products in 16 bits, and
so no sum overflows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from index.encoder.model import EMBEDDED
from tools.encoder.source import BLOCK, Blocks, Shape, Source

IDS: Final = "ids"
VECTOR: Final = "vector"
LARGEST: Final = 63
_FUSED: Final = "com.microsoft"
_OPSET: Final = 21
_IR: Final = 10

Softening = Mapping[str, np.ndarray]
"""By matrix, by what each direction of its input is divided."""


class Weights(Protocol):
    """What the layers are made of."""

    @property
    def shape(self) -> Shape: ...

    def vector(self, name: str) -> np.ndarray:
        """A tensor, flat."""
        ...

    def dense(self, name: str, columns: int) -> np.ndarray:
        """A matrix, rows × columns."""
        ...


class LayersGraph:
    """The graph of the layers alone: a text's embedded pieces in.

    Args:
        softening: None for full precision, with the input of every matrix as a further output.
    """

    def __init__(self, weights: Weights, softening: Softening | None) -> None:
        self._weights, self._softening = weights, softening
        self._nodes: list[onnx.NodeProto] = []
        self._stored: list[onnx.TensorProto] = []
        self._inputs: list[str] = []
        vectors, self._given = self._begin()
        for number in range(weights.shape.layers):
            vectors = self._layer(vectors, f"l{number}")
        self._node("ReduceMean", [vectors, self._constant("axis", np.array([1], np.int64))], VECTOR, keepdims=0)

    def model(self) -> onnx.ModelProto:
        """The whole, checked."""
        outputs = [helper.make_tensor_value_info(VECTOR, TensorProto.FLOAT, [1, self._weights.shape.width])]
        outputs += [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in self._inputs]
        graph = helper.make_graph(self._nodes, "encoder", [self._given], outputs, self._stored)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR, producer_name="zjtx")

    def _begin(self) -> tuple[str, onnx.ValueInfoProto]:
        """The vectors that the first layer takes, and what the graph is given."""
        return EMBEDDED, helper.make_tensor_value_info(EMBEDDED, TensorProto.FLOAT, [1, "length", self._weights.shape.width])

    def _constant(self, name: str, values: np.ndarray) -> str:
        self._stored.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, kind: str, inputs: Sequence[str], output: str, *, fused: bool = False, **settings: object) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=_FUSED if fused else "", **settings))
        return output

    def _layer(self, vectors: str, name: str) -> str:
        shape = self._weights.shape
        asked = self._product(vectors, [f"{name}.q", f"{name}.k", f"{name}.v"], shape.width)
        split = [f"{name}.query", f"{name}.key", f"{name}.value"]
        self._nodes.append(helper.make_node("Split", [asked], split, axis=-1, num_outputs=3))
        seen = self._node("MultiHeadAttention", split, f"{name}.seen", fused=True, num_heads=shape.heads)
        vectors = self._added(vectors, self._product(seen, [f"{name}.ao"], shape.width), f"{name}.aln")
        inner = self._node("Gelu", [self._product(vectors, [f"{name}.fi"], shape.width)], f"{name}.inner")
        return self._added(vectors, self._product(inner, [f"{name}.fo"], shape.inner), f"{name}.oln")

    def _added(self, vectors: str, more: str, norm: str) -> str:
        return self._node("SkipLayerNormalization", [more, vectors, *self._scale_and_bias(norm)], f"{norm}.out", fused=True, epsilon=self._weights.shape.epsilon)

    def _scale_and_bias(self, norm: str) -> list[str]:
        return [self._constant(f"{norm}.{part}", self._weights.vector(f"{norm}.{part}")) for part in ("w", "b")]

    def _product(self, vectors: str, names: Sequence[str], columns: int) -> str:
        """The input times one matrix or several side by side, and the bias."""
        name = names[0]
        weights = np.concatenate([self._weights.dense(f"{each}.w", columns) for each in names])
        bias = self._constant(f"{name}.b", np.concatenate([self._weights.vector(f"{each}.b") for each in names]))
        if self._softening is None:
            self._inputs.append(self._node("Identity", [vectors], input_of(name)))
            product = self._node("MatMul", [vectors, self._constant(f"{name}.w", weights.T)], f"{name}.product")
            return self._node("Add", [product, bias], f"{name}.out")
        softening = self._softening[name]
        soft = self._node("Mul", [vectors, self._constant(f"{name}.soft", 1 / softening)], f"{name}.softened")
        weights = weights * softening
        scales = (np.abs(weights).max(axis=1) / LARGEST).astype(np.float32)
        whole = np.rint(weights / scales[:, None]).astype(np.int8)
        stored = [self._constant(f"{name}.w", whole.T), self._constant(f"{name}.scale", scales), self._constant(f"{name}.zero", np.zeros(len(scales), np.int8))]
        return self._node("DynamicQuantizeMatMul", [soft, *stored, bias], f"{name}.out", fused=True)


class EncoderGraph(LayersGraph):
    """The graph of a source with some of its pieces: their numbers in.

    Args:
        places: of the pieces that are kept.
    """

    def __init__(self, source: Source, places: np.ndarray, softening: Softening | None) -> None:
        self._source, self._places = source, places
        super().__init__(source, softening)

    def _begin(self) -> tuple[str, onnx.ValueInfoProto]:
        shape, stored = self._source.shape, self._source.matrix("emb.word", self._source.shape.width).rows(self._places)
        words = self._constant("word", _packed(stored))
        scales = self._constant("word_scale", stored.scales.astype(np.float16))
        half_word = self._node("GatherBlockQuantized", [words, IDS, scales], "half_word_vectors", fused=True, gather_axis=0, quantize_axis=1, block_size=BLOCK, bits=4)
        word = self._node("Cast", [half_word], "word_vectors", to=TensorProto.FLOAT)
        position = self._source.vector("emb.pos").reshape(-1, shape.width) + self._source.vector("emb.type")[: shape.width]
        zero = self._constant("zero", np.zeros(1, np.int64))
        length = self._node("Shape", [IDS], "length", start=1, end=2)
        half = self._node("Slice", [self._constant("position", position.astype(np.float16)), zero, length, zero], "half_positions")
        positions = self._node("Cast", [half], "positions", to=TensorProto.FLOAT)
        together = self._node("Add", [word, positions], "word_at_position")
        embedded = self._node("LayerNormalization", [together, *self._scale_and_bias("emb.ln")], EMBEDDED, epsilon=shape.epsilon, axis=-1)
        return embedded, helper.make_tensor_value_info(IDS, TensorProto.INT64, [1, "length"])


def input_of(name: str) -> str:
    """The further output that shows what matrix `name` is multiplied with."""
    return f"{name}.in"


def soften(largest: Mapping[str, np.ndarray], strength: float) -> Softening:
    """By what to divide each direction, from the largest value that it ever had: powers of two, so that nothing is rounded."""
    found = {}
    for name, values in largest.items():
        beyond = np.maximum(1.0, values / np.median(values))
        found[name] = np.exp2(np.rint(strength * np.log2(beyond))).astype(np.float32)
    return found


def _packed(stored: Blocks) -> np.ndarray:
    """Two numbers a byte, the first in its low half."""
    pairs = stored.numbers[..., 0::2] | (stored.numbers[..., 1::2] << 4)
    return pairs.astype(np.uint8).reshape(len(pairs), -1)
