"""Ranks clauses for a question: by meaning and by words, what decides for the asker first.

>>> retriever = Retriever.open(IndexConfig(Path("index-folder")), load_library())  # doctest: +SKIP
>>> retriever.search("第四批小巨人什么时候上传", as_of=date(2022, 6, 20)).hits[0].clause_id  # doctest: +SKIP
'notice-2022-133/3/4'
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

import numpy as np

from corpus.library import Library
from index import store
from index.build import Notify, ensure, to_stderr
from index.config import IndexConfig
from index.embedding import Embedder, load_embedder
from index.errors import ModelUnavailableError, texts
from index.files import Generation
from index.fusion import Floats, Mask, fuse
from index.units import Unit

DEFAULT_K: Final = 5
PREFERENCE: Final = 0.5
"""What `prefer` adds to a clause, in deviations of the fused score."""

_CHROMA_CANDIDATES: Final = 200


class Mode(StrEnum):
    """How a search was done."""

    HYBRID = "hybrid"
    LEXICAL = "lexical"


class DropReason(StrEnum):
    """Why a clause that matched is not among the hits."""

    NOT_PUBLISHED = "not_published"
    OTHER_DOCUMENT = "other_document"
    RANKED_BELOW = "ranked_below"


@dataclass(frozen=True)
class Hit:
    """A clause found.

    Attributes:
        score: 0 to 1, for people and for comparing hits of one search; not a probability.
        fused: what the ranking goes by, in deviations, preference included.
        dense: cosine similarity, None without a model; `lexical`: the BM25 score.
        preferred: whether the caller's `prefer` chose it.
    """

    rank: int
    unit: Unit
    score: float
    fused: float
    dense: float | None
    lexical: float
    preferred: bool

    @property
    def clause_id(self) -> str:
        return self.unit.clause_id


@dataclass(frozen=True)
class Dropped:
    """A clause that scored high enough to be shown or nearly so, and is not."""

    clause_id: str
    reason: DropReason
    fused: float


@dataclass(frozen=True)
class SearchResult:
    """The hits, best first, and what was left out."""

    query: str
    mode: Mode
    hits: tuple[Hit, ...]
    dropped: tuple[Dropped, ...]


class Retriever:
    """Hybrid search over one index. Safe to use from several threads.

    Args:
        generation: an opened index.
        embedder: the model that embedded it; None searches by words alone.
        config: weights, and from which size on Chroma is asked.
    """

    def __init__(self, generation: Generation, embedder: Embedder | None, config: IndexConfig) -> None:
        self.generation = generation
        self._embedder = embedder if generation.vectors is not None else None
        self._config = config
        self._vectors = generation.vectors
        self._days = np.array([unit.published for unit in generation.units])
        self._documents = np.array([unit.document_id for unit in generation.units])
        self._position = {unit.clause_id: position for position, unit in enumerate(generation.units)}

    @staticmethod
    def open(config: IndexConfig, library: Library, notify: Notify | None = None) -> Retriever:
        """The retriever of `library`, its index built first where it is missing, stale or broken.

        Args:
            notify: takes what a person should know, one line each; stderr by default.

        Raises:
            IndexUnavailableError: no index, and none can be built anywhere.
        """
        notify = notify or to_stderr
        generation = ensure(config, library, notify)
        if generation.vectors is None:
            notify(texts()("lexical_only"))
            return Retriever(generation, None, config)
        try:
            return Retriever(generation, load_embedder(config.model), config)
        except ModelUnavailableError as error:
            notify(error.message)
            notify(texts()("lexical_only"))
            return Retriever(generation, None, config)

    @property
    def mode(self) -> Mode:
        return Mode.HYBRID if self._embedder else Mode.LEXICAL

    def search(
        self,
        query: str,
        k: int = DEFAULT_K,
        *,
        as_of: date | None = None,
        documents: Collection[str] | None = None,
        prefer: Callable[[str], bool] | None = None,
    ) -> SearchResult:
        """The `k` clauses that answer `query` best.

        Args:
            k: at least 1; fewer hits where fewer clauses may be answered from.
            as_of: nothing published or announced after this day is searched.
            documents: ids of the documents to search (`rounds` for the rounds' rows); all where None.
            prefer: whether a clause, by id, decides for the asker; those rank higher. Called for the clauses that
                could reach the first `k` only.

        Raises:
            ValueError: `k` is below 1.
        """
        if k < 1:
            raise ValueError(f"k must be at least 1, not {k}")
        published = self._published(as_of)
        chosen = self._chosen(documents)
        allowed = published & chosen
        lexical = self.generation.lexical.scores(query)
        dense = self._dense(query, as_of, documents)
        fused = fuse(dense, lexical, allowed, self._config.dense_weight)
        ranked = self._ranked(fused, allowed, k, prefer)
        hits = tuple(
            self._hit(rank, position, score, preferred, dense, lexical)
            for rank, (position, score, preferred) in enumerate(ranked[:k], start=1)
        )
        dropped = self._dropped(fused, published, chosen, ranked, k)
        return SearchResult(query, self.mode, hits, dropped)

    def _published(self, as_of: date | None) -> Mask:
        if as_of is None:
            return np.ones(len(self._days), dtype=np.bool_)
        mask: Mask = self._days <= as_of.isoformat()
        return mask

    def _chosen(self, documents: Collection[str] | None) -> Mask:
        if documents is None:
            return np.ones(len(self._documents), dtype=np.bool_)
        return np.isin(self._documents, list(documents))

    def _dense(self, query: str, as_of: date | None, documents: Collection[str] | None) -> Floats | None:
        """Similarity of every clause; beyond `exact_up_to`, that of the nearest, and of the others the lowest seen."""
        if self._embedder is None or self._vectors is None:
            return None
        vector = self._embedder.embed_query(query)
        if len(self._vectors) <= self._config.exact_up_to:
            exact: Floats = self._vectors @ vector
            return exact
        until = (as_of or date.max).isoformat()
        found = store.nearest(self.generation.place, vector, _CHROMA_CANDIDATES, list(documents or ()), until)
        dense = np.full(len(self._vectors), min(found.values(), default=0.0), dtype=np.float32)
        for clause_id, similarity in found.items():
            dense[self._position[clause_id]] = similarity
        return dense

    def _ranked(
        self, fused: Floats, allowed: Mask, k: int, prefer: Callable[[str], bool] | None
    ) -> list[tuple[int, float, bool]]:
        """The first 2k positions with score and preference, best first; ties keep the texts' order."""
        positions = np.flatnonzero(allowed)
        order = positions[np.argsort(-fused[positions], kind="stable")]
        if prefer is None:
            return [(int(position), float(fused[position]), False) for position in order[: 2 * k]]
        reachable = order[: 2 * k]
        if len(order) > 2 * k:
            last = fused[order[2 * k - 1]] - PREFERENCE
            reachable = order[fused[order] >= last]
        scored = []
        for position in map(int, reachable):
            preferred = prefer(self.generation.units[position].clause_id)
            scored.append((position, float(fused[position]) + PREFERENCE * preferred, preferred))
        return sorted(scored, key=lambda entry: -entry[1])[: 2 * k]

    def _hit(
        self, rank: int, position: int, fused: float, preferred: bool, dense: Floats | None, lexical: Floats
    ) -> Hit:
        return Hit(
            rank=rank,
            unit=self.generation.units[position],
            score=round(1.0 / (1.0 + math.exp(-fused / 2.0)), 4),
            fused=fused,
            dense=None if dense is None else float(dense[position]),
            lexical=float(lexical[position]),
            preferred=preferred,
        )

    def _dropped(
        self, fused: Floats, published: Mask, chosen: Mask, ranked: list[tuple[int, float, bool]], k: int
    ) -> tuple[Dropped, ...]:
        """What came next, and what a filter kept from the first k."""
        units = self.generation.units
        below = [
            Dropped(units[position].clause_id, DropReason.RANKED_BELOW, score) for position, score, _ in ranked[k:]
        ]
        kept_out = ~(published & chosen)
        if not kept_out.any():
            return tuple(below)
        bar = ranked[:k][-1][1] if ranked else -math.inf
        positions = np.flatnonzero(kept_out & (fused > bar))
        best = positions[np.argsort(-fused[positions], kind="stable")][:k]
        filtered = [
            Dropped(
                units[position].clause_id,
                DropReason.OTHER_DOCUMENT if published[position] else DropReason.NOT_PUBLISHED,
                float(fused[position]),
            )
            for position in map(int, best)
        ]
        return (*filtered, *below)
