"""What the page draws beside an answer's words: the quoted windows on a line, the papers as a list to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from assistant.duties.english import in_english
from assistant.duties.states import State
from assistant.models import Answer, Kind, Lang, Status
from corpus.citation import Citation

if TYPE_CHECKING:
    from assistant.service import Assistant


_WORDS: Final = ("name", "annex", "to", "how", "note")


def windows(assistant: Assistant, answer: Answer, language: Lang) -> list[dict[str, Any]]:
    """The windows that an answer on deadlines quotes, each that is not over with its calendar entry's address."""
    if answer.basis is None or answer.kind is not Kind.DEADLINE:
        return []
    basis = answer.basis
    place = {"round": basis.round, "track": basis.track, "as_of": answer.as_of}
    items = []
    for item in assistant.deadlines(round=basis.round, track=basis.track, as_of=answer.as_of).of_round():
        if item.to is None or not _quoted(answer, item.citation):
            continue
        query = urlencode({"id": item.id, **{key: value for key, value in place.items() if value is not None}})
        ics = None if item.state is State.CLOSED else f"api/v1/deadlines.ics?{query}"
        items.append({**_told(item.to_json(), language), "ics": ics})
    return items


def papers(assistant: Assistant, answer: Answer, language: Lang) -> list[dict[str, Any]]:
    """The enterprise's papers, where the answer stands on all of them."""
    if answer.basis is None or answer.status is not Status.ANSWERED:
        return []
    basis = answer.basis
    found = assistant.materials(track=basis.track, tier=basis.tier, round=basis.round, as_of=answer.as_of)
    if not all(_quoted(answer, item.citation) for item in found.items):
        return []
    return [_told(item.to_json(), language) for item in found.items]


def _told(item: dict[str, Any], language: Lang) -> dict[str, Any]:
    """An item with its words in the page's language; what is quoted stays as it is."""
    if language != "en":
        return item
    return {**item, **{key: in_english(item[key]) for key in _WORDS if item.get(key)}}


def _quoted(answer: Answer, citation: Citation) -> bool:
    """Whether the answer quotes these words, or words within them."""
    return any(
        each.clause_id == citation.clause_id and (each.quote in citation.quote or citation.quote in each.quote)
        for each in answer.citations
    )
