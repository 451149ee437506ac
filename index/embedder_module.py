"""A model of our own as a module of sentence-transformers. Importing this imports torch, which takes seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from sentence_transformers.base.modules import InputModule

from index.embedding import BUNDLED_MODEL, load_embedder
from index.encoder.model import QUERY


class EmbedderModule(InputModule):
    """Text straight to sentence vectors. The embedder adds the prompts itself, so here they only tell which is
    meant.
    """

    config_keys: list[str] = ["model"]  # noqa: RUF012 - the base class declares it so

    def __init__(self, model: str = BUNDLED_MODEL) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.model = model
        self._embedder = load_embedder(model)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        passages = [str(text) for text in inputs]
        if prompt == QUERY:
            vectors = np.stack([self._embedder.embed_query(passage) for passage in passages])
        else:
            vectors = self._embedder.embed_documents(passages)
        return {"sentence_embedding": torch.from_numpy(vectors)}

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        return features

    def get_embedding_dimension(self) -> int:
        return self._embedder.dimension

    def save(self, output_path: str, *args: Any, safe_serialization: bool = True, **kwargs: Any) -> None:
        self.save_config(output_path)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *_: Any, **__: Any) -> EmbedderModule:
        return cls(**cls.load_config(model_name_or_path, subfolder))
