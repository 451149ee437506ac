"""How tiers, tracks, documents, rounds and conditions are called in both languages."""

from __future__ import annotations

from datetime import date

from assistant.planning.plan import Marks, Value, Words
from assistant.planning.settled import Settled
from assistant.rendering.text import both, in_words
from assistant.rules.result import ConditionResult
from assistant.rules.texts import document_number, in_english, worded
from assistant.topics.topic import Name, Point, Statement
from corpus.citation import Citation
from corpus.numbering import to_chinese
from corpus.terms import Tier, Track


def tier_name(tier: Tier) -> Words:
    """专精特新“小巨人”企业 …"""
    return both(f"tier_{tier}")


def track_name(track: Track) -> Words:
    return both(f"track_{track}")


def round_name(number: int) -> Words:
    """第八批, the 8th batch."""
    return Words(f"第{to_chinese(number)}批", f"batch {number}")


def said(what: Point | Statement) -> Words:
    """Its sentence in both languages."""
    return Words(what.say, what.en)


def named(name: Name) -> Words:
    return Words(name.zh, name.en)


def condition_name(condition: ConditionResult) -> Words:
    return in_both(condition.name)


def in_both(name: str) -> Words:
    """A name of the rules, or a document's title, in both languages."""
    with in_english():
        return Words(name, worded(name))


def number_of(number: str) -> Words:
    """A document's number in both languages."""
    with in_english():
        return Words(number, document_number(number))


def titled(settled: Settled, document_id: str) -> dict[str, Value]:
    """A document's title, number and the day it came into force, the mark of the line that says so with it."""
    document = settled.library.document(document_id)
    start = document.meta.in_force[0]
    source: Citation | None = None
    if document_id != settled.basis.standard:
        title = settled.library.clause(f"{document_id}/title")
        line = next((part for part in title.text.split("\n") if start.isoformat() in part), None)
        source = settled.library.cite(title.id, line, basis=settled.basis, as_of=settled.as_of) if line else None
    return {"title": in_both(document.meta.title), "number": number_of(document.meta.number), "in_force": start, "date_mark": Marks.of(source)}


def month_and_day(value: date) -> Words:
    """6月28日."""
    return Words(f"{value.month}月{value.day}日", in_words(value, "en"))
