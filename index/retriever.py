"""Ranks clauses for a question: by meaning and by words, what decides for the asker first.

>>> retriever = Retriever.open(IndexConfig(Path("index-folder")), load_library())  # doctest: +SKIP
>>> retriever.search("第四批小巨人什么时候上传", as_of=date(2022, 6, 20)).hits[0].clause_id  # doctest: +SKIP
'notice-2022-133/3/4'
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from datetime import date
from typing import Final

import numpy as np

from corpus.library import Library
from index import store
from index.build import ensure
from index.config import IndexConfig
from index.embedding import Embedder, Vectors, load_embedder
from index.errors import ModelUnavailableError, texts
from index.files import Generation
from index.fusion import Floats, Mask, fuse, meaning
from index.result import Asked, Dropped, DropReason, Hit, Mode, SearchResult
from index.units import Unit
from index.upkeep import Notify, to_stderr

DEFAULT_K: Final = 5
PREFERENCE: Final = 1.0
"""What a clause preferred by 1 gains, in deviations of the fused score."""
HEADING_ONLY: Final = 0.5
"""What a clause loses that says nothing itself, likewise."""

ASKED_WEIGHT: Final = 0.6
"""Share, in the score by meaning, of likeness to the ways people ask for a clause."""

_CHROMA_CANDIDATES: Final = 200
_HEAD, _TAIL = 160, 80
"""Characters of a long query that are searched by: its beginning and its end, about the model's window of one passage."""

Prefer = Callable[[Unit], float]


class Retriever:
    """Hybrid search over one index. Safe to use from several threads.

    Args:
        generation: an opened index.
        embedder: the model that embedded it; None searches by words alone.
        config: weights, and from which size on Chroma is asked.
    """

    def __init__(self, generation: Generation, embedder: Embedder | None, config: IndexConfig) -> None:
        self.generation, self.config = generation, config
        self._embedder = embedder if generation.vectors is not None else None
        units = generation.units
        self._days = np.array([unit.published for unit in units])
        self._documents = np.array([unit.document_id for unit in units])
        self._handicap = np.float32(HEADING_ONLY) * np.array([unit.heading_only for unit in units], dtype=np.float32)
        self._position = {unit.clause_id: position for position, unit in enumerate(units)}
        asked = np.array([len(unit.asked) for unit in units])
        self._has_asked: Mask = asked > 0
        self._first_asked = np.cumsum(asked) - asked
        self._asked_starts = self._first_asked[self._has_asked]

    @staticmethod
    def open(config: IndexConfig, library: Library, notify: Notify | None = None) -> Retriever:
        """The retriever of `library`, its index built first where it is missing, stale or broken.

        Args:
            notify: takes what a person should know, one line each; stderr by default.

        Raises:
            IndexUnavailableError: no index, and none can be built anywhere.
        """
        notify = notify or to_stderr
        return Retriever.on(ensure(config, library, notify), config, notify)

    @staticmethod
    def on(generation: Generation, config: IndexConfig, notify: Notify | None = None) -> Retriever:
        """The retriever of an opened index, by words alone where its model can't be loaded."""
        notify = notify or to_stderr
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
        """Whether meaning counts, or words alone."""
        return Mode.HYBRID if self._embedder else Mode.LEXICAL

    @property
    def embedder(self) -> Embedder | None:
        """The model that embeds questions; None where search goes by words alone."""
        return self._embedder

    def search(
        self,
        query: str,
        k: int = DEFAULT_K,
        *,
        as_of: date | None = None,
        documents: Collection[str] | None = None,
        prefer: Prefer | None = None,
    ) -> SearchResult:
        """The `k` clauses that answer `query` best.

        Args:
            k: at least 1; fewer hits where fewer clauses may be answered from.
            as_of: nothing published or announced after this day is searched.
            documents: ids of the documents to search (`rounds` for the rounds' rows); all where None.
            prefer: how much a clause matters to the asker, from -1 (it is about something else) to 1 (it
                decides); called only for clauses that could reach the first ones. See `index.preference`.

        Raises:
            ValueError: `k` is below 1.
        """
        if k < 1:
            raise ValueError(f"k must be at least 1, not {k}")
        published, chosen = self._published(as_of), self._chosen(documents)
        allowed = published & chosen
        words = _in_window(query)
        lexical = self.generation.lexical.scores(words)
        dense = by_meaning = phrases = None
        if self._embedder is not None:
            vector = self._embedder.embed_query(words)
            dense = self._similarity(vector, as_of, documents)
            phrases = self._phrases(vector)
            by_meaning = meaning(dense, self._asked(phrases), self._has_asked, allowed, ASKED_WEIGHT)
        fused = fuse(by_meaning, lexical, allowed, self.config.dense_weight) - self._handicap
        ranked = self._ranked(fused, allowed, 2 * k, prefer)
        hits = tuple(
            Hit(
                rank=rank,
                unit=self.generation.units[position],
                score=round(1.0 / (1.0 + math.exp(-score / 2.0)), 4),
                fused=score,
                dense=None if dense is None else float(dense[position]),
                lexical=float(lexical[position]),
                preference=preference,
                asked=None if phrases is None else self._nearest_asked(position, phrases),
            )
            for rank, (position, score, preference) in enumerate(ranked[:k], start=1)
        )
        return SearchResult(query, self.mode, hits, self._dropped(fused, published, chosen, ranked, k))

    def _published(self, as_of: date | None) -> Mask:
        if as_of is None:
            return np.ones(len(self._days), dtype=np.bool_)
        mask: Mask = self._days <= as_of.isoformat()
        return mask

    def _chosen(self, documents: Collection[str] | None) -> Mask:
        if documents is None:
            return np.ones(len(self._documents), dtype=np.bool_)
        return np.isin(self._documents, list(documents))

    def _similarity(self, vector: Vectors, as_of: date | None, documents: Collection[str] | None) -> Floats:
        """Cosine of every clause; beyond `exact_up_to`, of the nearest, and for the others the lowest of
        those.
        """
        vectors = self.generation.vectors
        assert vectors is not None
        if len(vectors) <= self.config.exact_up_to:
            exact: Floats = vectors @ vector
            return exact
        until = (as_of or date.max).isoformat()
        found = store.nearest(self.generation.place, vector, _CHROMA_CANDIDATES, list(documents or ()), until)
        similarity = np.full(len(vectors), min(found.values(), default=0.0), dtype=np.float32)
        for clause_id, cosine in found.items():
            similarity[self._position[clause_id]] = cosine
        return similarity

    def _phrases(self, vector: Vectors) -> Floats:
        """Cosine of every way of asking, clause after clause."""
        if self.generation.asked is None:
            return np.zeros(0, dtype=np.float32)
        cosines: Floats = self.generation.asked @ vector
        return cosines

    def _asked(self, phrases: Floats) -> Floats:
        """Cosine of every clause's nearest way of asking; 0 where it has none."""
        nearest = np.zeros(len(self._has_asked), dtype=np.float32)
        if phrases.size and self._asked_starts.size:
            nearest[self._has_asked] = np.maximum.reduceat(phrases, self._asked_starts)
        return nearest

    def _nearest_asked(self, position: int, phrases: Floats) -> Asked | None:
        words = self.generation.units[position].asked
        if not words or not phrases.size:
            return None
        first = int(self._first_asked[position])
        nearest = int(phrases[first : first + len(words)].argmax())
        return Asked(words[nearest], float(phrases[first + nearest]))

    def _ranked(
        self, fused: Floats, allowed: Mask, count: int, prefer: Prefer | None
    ) -> list[tuple[int, float, float]]:
        """The first `count` positions with score and preference, best first; ties keep the texts' order."""
        positions = np.flatnonzero(allowed)
        order = positions[np.argsort(-fused[positions], kind="stable")]
        if prefer is None:
            return [(position, float(fused[position]), 0.0) for position in map(int, order[:count])]
        if len(order) > count:
            order = order[fused[order] >= fused[order[count - 1]] - 2 * PREFERENCE]
        scored = []
        for position in map(int, order):
            preference = max(-1.0, min(1.0, prefer(self.generation.units[position])))
            scored.append((position, float(fused[position]) + PREFERENCE * preference, preference))
        return sorted(scored, key=lambda entry: -entry[1])[:count]

    def _dropped(
        self, fused: Floats, published: Mask, chosen: Mask, ranked: list[tuple[int, float, float]], k: int
    ) -> tuple[Dropped, ...]:
        """What a filter kept from the first k, and what came next."""
        units = self.generation.units
        below = tuple(
            Dropped(units[position].clause_id, DropReason.RANKED_BELOW, score) for position, score, _ in ranked[k:]
        )
        kept_out = ~(published & chosen)
        if not kept_out.any():
            return below
        bar = ranked[:k][-1][1] if ranked else -math.inf
        positions = np.flatnonzero(kept_out & (fused > bar))
        best = positions[np.argsort(-fused[positions], kind="stable")][:k]
        filtered = (
            Dropped(
                units[position].clause_id,
                DropReason.OTHER_DOCUMENT if published[position] else DropReason.NOT_PUBLISHED,
                float(fused[position]),
            )
            for position in map(int, best)
        )
        return (*filtered, *below)


def _in_window(query: str) -> str:
    """A query no longer than what one passage may say: embedding takes time by the character, and a question is short."""
    return query if len(query) <= _HEAD + _TAIL else f"{query[:_HEAD]} {query[-_TAIL:]}"
