"""What these texts do not answer, small talk, and what can only be refused."""

from __future__ import annotations

from datetime import date

from assistant.answering.draft import Draft
from assistant.answering.routing import SURELY_OUTSIDE
from assistant.answering.texts import day, replies
from assistant.models import Kind, Status
from assistant.understanding.asks import Ask
from assistant.understanding.intent import Reading
from corpus.library import Library
from corpus.numbering import to_chinese

_REFUSED_MATTERS = frozenset({"advice"})
_NOT_THE_SUBJECT = frozenset({"off_topic", "orders"})


def where_to_ask(who: str | None = None) -> str:
    """建议向…咨询, with the site's own words for whom to ask where it has some."""
    texts = replies()
    return texts("where_to_ask", who=who or texts("ask_whom"))


def is_surely_outside(ask: Ask) -> bool:
    """Whether it is about a matter outside by its very words, whatever facts stand beside it."""
    return ask.outside is not None and ask.strength >= SURELY_OUTSIDE


def write_outside(draft: Draft, matter: str | None, where: str, kind: Kind = Kind.OUT_OF_SCOPE) -> None:
    """A matter the texts are silent on: say so, and where to ask.

    Args:
        where: see `where_to_ask`.
        kind: of the question, where it is one that other texts could answer.
    """
    if matter in _NOT_THE_SUBJECT:
        write_refusal(draft, matter, where)
        return
    texts = replies()
    refused = matter in _REFUSED_MATTERS
    draft.kind = kind
    draft.status = Status.REFUSED if refused else Status.NOT_IN_CORPUS
    key = f"not_known_{matter}" if matter else "not_in_corpus"
    draft.say(texts(key, where=where))


def write_unknown_round(draft: Draft, reading: Reading, library: Library, as_of: date, where: str) -> None:
    """A round without a row, or one announced after the day asked about."""
    texts, batch = replies(), reading.batch
    assert batch is not None
    known = [to_chinese(row.batch) for row in library.rounds(as_of)]
    asked = next((ask.kind for ask in reading.asks), Kind.OUT_OF_SCOPE)
    draft.kind, draft.status = asked, Status.NOT_IN_CORPUS
    listed = ""
    if known:
        listed = texts("known_rounds" if len(known) > 1 else "known_round", first=known[0], last=known[-1])
    if batch.number is None:
        key = "not_known_year" if str(batch.year) in reading.text else "not_known_coming"
        draft.say(texts(key, year=batch.year, known=listed, where=where))
    elif any(row.batch == batch.number for row in library.rounds()):
        draft.say(texts("not_known_round_yet", round=to_chinese(batch.number), as_of=day(as_of), where=where))
    else:
        draft.say(texts("not_known_round", round=to_chinese(batch.number), known=listed, where=where))
    draft.follow_ups = examples()


def write_unannounced(draft: Draft, batch: int, as_of: date, where: str) -> None:
    """Dates or papers of a review that no notice has announced yet."""
    draft.status = Status.NOT_IN_CORPUS
    draft.say(replies()("review_not_announced", held=to_chinese(batch), as_of=day(as_of)) + where)


def write_small_talk(draft: Draft, which: str) -> None:
    """Hello, thanks, goodbye, who are you."""
    draft.kind, draft.status = Kind.SMALLTALK, Status.ANSWERED
    draft.say(replies()(which))
    if which != "bye":
        draft.follow_ups = examples()


def write_refusal(draft: Draft, why: str, where: str) -> None:
    """Abuse, orders, nothing to read, or nothing to do with the programme; `where`: see `where_to_ask`."""
    draft.kind, draft.status = Kind.OUT_OF_SCOPE, Status.REFUSED
    texts = replies()
    draft.say(texts(f"refuse_{why}", where=texts("where_else", where=where)))
    draft.follow_ups = examples()


def examples() -> list[str]:
    """Questions that are always answered."""
    return [replies()(f"example_{number}") for number in (1, 2, 3)]
