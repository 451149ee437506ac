"""A reviewed answer as a form, and the form as a reviewed answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from assistant.clock import today
from assistant.errors import RequestError
from assistant.models import Lang
from assistant.planning.curated import NO_FORMS, CuratedSource
from assistant.store.curated import CuratedText
from assistant.store.queue import Troubled
from assistant.topics.all_topics import topics
from assistant.topics.forms import Form, Matter, MatterKind
from assistant.trace import Trace, matter_words, note
from corpus.terms import Tier, Track

MOST_PHRASINGS: Final = 12
_LONGEST: Final = 4000
_LONGEST_PHRASING: Final = 200
_MOST_SOURCES: Final = 20
_OUTSIDE: Final = (
    "money", "contact", "other_programme", "tax", "finance", "appeal", "indicator_system", "unsaid",
    "results", "account", "local", "people", "services", "benefits",
)  # fmt: skip


@dataclass(frozen=True)
class Option:
    """Something to choose: its value, how it is called, and whether it is chosen."""

    value: str
    text: str
    chosen: bool = False


def matter_options(chosen: Matter | None, lang: Lang) -> list[Option]:
    """Every matter that an answer can be on."""
    matters = [*(Matter(MatterKind.TOPIC, id) for id in topics()), *(Matter(MatterKind.OUTSIDE, id) for id in _OUTSIDE)]
    return [Option(f"{each.kind.value}/{each.id}", matter_words(each, lang), each == chosen) for each in matters]


def form_options(chosen: tuple[Form, ...], lang: Lang, *, all_forms: bool = False) -> list[Option]:
    """The ways of asking: those that a written answer can meet, or all."""
    return [Option(form.value, note(f"form_{form}", lang), form in chosen) for form in Form if all_forms or form not in NO_FORMS]


def matter_in(value: str) -> Matter:
    """The matter of a form's field.

    Raises:
        RequestError: there is none of that name.
    """
    kind, _, id = value.partition("/")
    if kind == MatterKind.TOPIC and id in topics() or kind == MatterKind.OUTSIDE and id in _OUTSIDE:
        return Matter(MatterKind(kind), id)
    raise RequestError("invalid", "matter", name="matter")


def form_in(value: str) -> Form:
    """Raises RequestError where there is no such form."""
    if value not in list(Form):
        raise RequestError("invalid", "form", name="form")
    return Form(value)


def suggested(row: Troubled | None, trace: Trace | None) -> CuratedText:
    """The form to begin with: empty, or with what a row of the queue tells."""
    part = next((each for each in trace.parts if each.kind is not MatterKind.NONE), None) if trace else None
    matter = Matter(part.kind, part.id) if part and part.id and (part.kind is MatterKind.TOPIC or part.id in _OUTSIDE) else Matter(MatterKind.TOPIC, next(iter(topics())))
    clauses = dict.fromkeys(clause for block in trace.blocks for clause in block.clauses) if trace else ()
    return CuratedText(
        matter=matter,
        forms=tuple(form for form in part.forms[:1] if form not in NO_FORMS) if part else (),
        phrasings=(part.words if part else row.question,) if row else (),
        text="",
        sources=tuple(CuratedSource(clause) for clause in list(clauses)[:_MOST_SOURCES]),
        holds_from=today(),
        sites=(row.site,) if row and row.site else (),
        from_row=row.id if row else "",
    )


def text_in(form: Mapping[str, str], held: CuratedText) -> CuratedText:
    """What a form says, over what is held.

    Raises:
        RequestError: a field that can't be read; it is named.
    """
    text, phrasings, sources = form.get("text", "").strip(), _lines(form, "phrasings"), _lines(form, "clauses")
    if len(text) > _LONGEST or not text:
        raise RequestError("too_long" if text else "empty", "text", length=len(text), limit=_LONGEST)
    if len(phrasings) > MOST_PHRASINGS or len(sources) > _MOST_SOURCES or any(len(each) > _LONGEST_PHRASING for each in phrasings):
        raise RequestError("desk_messages", "phrasings", lines=MOST_PHRASINGS, limit=_LONGEST_PHRASING)
    track = form.get("track", "")
    return replace(
        held,
        matter=matter_in(form.get("matter", "")),
        forms=tuple(each for each in Form if form.get(f"form:{each.value}")),
        phrasings=phrasings,
        text=text,
        sources=tuple(map(_source, sources)),
        holds_from=_day(form, "holds_from") or today(),
        holds_to=_day(form, "holds_to"),
        tiers=tuple(each for each in Tier if form.get(f"tier:{each.value}")),
        track=Track(track) if track in list(Track) else None,
        sites=tuple(dict.fromkeys(form.get("sites", "").replace("，", " ").replace(",", " ").split())),
    )


def _source(line: str) -> CuratedSource:
    """`id`, or `id | words of it`."""
    clause, _, quote = line.partition("|")
    return CuratedSource(clause.strip(), quote.strip() or None)


def _lines(form: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in form.get(name, "").splitlines() if line.strip()))


def _day(form: Mapping[str, str], name: str) -> date | None:
    value = form.get(name, "").strip()
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise RequestError("date", name, name=name) from None
