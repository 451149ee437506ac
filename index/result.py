"""What a search gives: the hits with their scores, what was left out and why, and what else may be meant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.units import Unit


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
class Asked:
    """A known way of asking that is near to the query: its words and the cosine."""

    words: str
    cosine: float


@dataclass(frozen=True)
class Hit:
    """A clause found.

    Attributes:
        score: 0 to 1, for people and for comparing hits of one search; not a probability.
        fused: what the ranking goes by, in deviations, preference included.
        dense: cosine similarity, None without a model; `lexical`: the BM25 score.
        preference: what the caller's `prefer` made of it, -1 to 1.
        asked: the way of asking for the clause that is nearest to the query, None where it has none.
    """

    rank: int
    unit: Unit
    score: float
    fused: float
    dense: float | None
    lexical: float
    preference: float
    asked: Asked | None = None

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
