"""Finding clauses by hand: what search ranks, with the scores it ranks by, for those who want to see why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from assistant.bounded import within
from corpus.rounds import ROUNDS_ID
from corpus.terms import Tier, Track
from index.preference import preference

if TYPE_CHECKING:
    from assistant.service import Assistant
    from corpus.citation import Citation

_COUNT: Final = 20


@dataclass(frozen=True)
class FoundClause:
    """A clause with what its rank is made of.

    Attributes:
        score: 0 to 1; `meaning` the cosine, None where search goes by words alone; `words` the BM25 score.
        preference: -1 to 1: about something else, or what decides.
        asked: the known way of asking that is nearest to the query; `asked_near` how near.
    """

    rank: int
    citation: Citation
    score: float
    meaning: float | None
    words: float
    preference: float
    asked: str = ""
    asked_near: float = 0.0


@dataclass(frozen=True)
class Looked:
    """What is looked for.

    Attributes:
        document: id of the one document to search; empty for all.
        deciding: only clauses that count on the day, for the tier and track.
    """

    query: str
    as_of: date
    site: str | None = None
    document: str = ""
    tier: Tier = Tier.LITTLE_GIANT
    track: Track = Track.NEW
    deciding: bool = False


def look_up(assistant: Assistant, looked: Looked) -> list[FoundClause]:
    """The clauses nearest to a query, best first.

    Raises:
        UnknownSiteError: there is no such site.
        IndexUnavailableError: there is no index, and none can be built.
    """
    library = assistant.library(looked.site)
    basis = library.basis(looked.tier, looked.track, looked.as_of)
    retriever = assistant.ready(looked.site)
    with within(assistant.settings.request_seconds):
        found = retriever.search(
            looked.query,
            _COUNT * (2 if looked.deciding else 1),
            as_of=looked.as_of,
            documents=[looked.document] if looked.document else None,
            prefer=preference(library, basis, looked.as_of),
        )
    cited = [(hit, library.cite(hit.clause_id, basis=basis, as_of=looked.as_of)) for hit in found.hits]
    kept = [(hit, citation) for hit, citation in cited if citation.applies or not looked.deciding][:_COUNT]
    return [
        FoundClause(
            rank=rank,
            citation=citation,
            score=hit.score,
            meaning=hit.dense,
            words=hit.lexical,
            preference=hit.preference,
            asked=hit.asked.words if hit.asked else "",
            asked_near=hit.asked.cosine if hit.asked else 0.0,
        )
        for rank, (hit, citation) in enumerate(kept, start=1)
    ]


def documents_to_choose(assistant: Assistant, site: str | None) -> list[tuple[str, str]]:
    """Ids and names of all that can be searched, the rounds among them."""
    library = assistant.library(site)
    named = [(document.id, f"{document.meta.title}（{document.meta.number}）") for document in library.documents()]
    return [*named, (ROUNDS_ID, ROUNDS_ID)]
