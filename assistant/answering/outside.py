"""What these texts do not answer, small talk, and what can only be refused."""

from __future__ import annotations

from assistant.answering.draft import Draft
from assistant.answering.texts import day, replies
from assistant.models import Kind, Status
from assistant.understanding.intent import Reading
from corpus.library import Library
from corpus.numbering import to_chinese

_REFUSED_MATTERS = frozenset({"advice"})


def write_outside(draft: Draft, matter: str | None) -> None:
    """A matter the texts are silent on: say so, and where to ask."""
    texts = replies()
    refused = matter in _REFUSED_MATTERS
    draft.kind = Kind.OUT_OF_SCOPE
    draft.status = Status.REFUSED if refused else Status.NOT_IN_CORPUS
    key = f"not_known_{matter}" if matter else "not_in_corpus"
    draft.say(texts(key, where=texts("where_to_ask")))


def write_unknown_round(draft: Draft, reading: Reading, library: Library, as_of: object) -> None:
    """A round without a row, or one announced after the day asked about."""
    texts, batch = replies(), reading.batch
    assert batch is not None
    known = [to_chinese(row.batch) for row in library.rounds() if row.announced <= as_of]  # type: ignore[operator]
    where = texts("where_to_ask")
    asked = next((ask.kind for ask in reading.asks), Kind.OUT_OF_SCOPE)
    draft.kind, draft.status = asked, Status.NOT_IN_CORPUS
    if batch.number is None:
        draft.say(texts("not_known_year", year=batch.year, where=where))
    elif any(row.batch == batch.number for row in library.rounds()):
        draft.say(texts("not_known_round_yet", round=to_chinese(batch.number), as_of=day(as_of), where=where))  # type: ignore[arg-type]
    else:
        listed = f"第{known[0]}批至第{known[-1]}批" if known else texts("not_in_corpus", where="")
        draft.say(texts("not_known_round", round=to_chinese(batch.number), known=listed, where=where))


def write_small_talk(draft: Draft, which: str) -> None:
    """Hello, thanks, goodbye, who are you."""
    draft.kind, draft.status = Kind.SMALLTALK, Status.ANSWERED
    draft.say(replies()(which))
    if which != "bye":
        draft.follow_ups = examples()


def write_refusal(draft: Draft, why: str) -> None:
    """Abuse, orders, nothing to read, or nothing to do with the programme."""
    draft.kind, draft.status = Kind.OUT_OF_SCOPE, Status.REFUSED
    draft.say(replies()(f"refuse_{why}"))
    draft.follow_ups = examples()


def examples() -> list[str]:
    """Questions that are always answered."""
    return [replies()(f"example_{number}") for number in (1, 2, 3)]
