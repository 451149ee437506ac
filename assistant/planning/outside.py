"""What these texts do not answer, talk, and what can only be refused."""

from __future__ import annotations

from datetime import date
from typing import Final

from assistant.models import Kind, Status
from assistant.planning.naming import round_name
from assistant.planning.plan import BlockType, Marks, Plan, Words
from assistant.reading.scope import RoundNamed, Which
from assistant.reading.understood import Conduct
from assistant.rendering.text import both, templates
from corpus.basis import Basis
from corpus.library import Library

_SECOND_QUARTER: Final = ("measures-2026-2/ch-1/“小巨人”企业认定", "measures-2022-63/ch-2/专精特新“小巨人”企业认定")
_REFUSED_MATTERS: Final = frozenset({"advice"})
_TALK: Final = frozenset({Conduct.HELLO, Conduct.THANKS, Conduct.BYE, Conduct.WHO, Conduct.DOUBT, Conduct.SHORTER})


def where_to_ask(who: str | None = None) -> Words:
    """建议向…咨询, with the site's own words for whom to ask where it has some."""
    usual = both("ask_whom")
    return Words(both("where_to_ask", who=who or usual.zh).zh, both("where_to_ask", who=who or usual.en).en)


def plan_conduct(plan: Plan, conduct: Conduct, where: Words) -> None:
    """Hello, thanks, doubt, an order, abuse, or nothing to read."""
    if conduct in _TALK:
        plan.kind, plan.status = Kind.SMALLTALK, Status.ANSWERED
        plan.say(BlockType.TALK, f"talk_{conduct}")
        if conduct is Conduct.DOUBT:
            plan.say(BlockType.TALK, "talk_doubt_where", where=where)
        if conduct not in (Conduct.BYE, Conduct.SHORTER):
            plan.follow_ups = examples()
        return
    plan_refusal(plan, conduct.value, where)


def plan_outside(plan: Plan, matter: str | None, where: Words, kind: Kind = Kind.OUT_OF_SCOPE) -> None:
    """A matter the texts are silent on: say so, and where to ask.

    Args:
        kind: of the question, where it is one that other texts could answer.
    """
    if matter == "off_topic":
        plan_refusal(plan, matter, where)
        return
    if matter in ("smalltalk", "smalltalk_who"):
        plan.kind, plan.status = Kind.SMALLTALK, Status.ANSWERED
        plan.say(BlockType.TALK, "talk_who" if matter == "smalltalk_who" else "talk_otherwise")
        plan.follow_ups = examples()
        return
    plan.kind = kind
    plan.status = Status.REFUSED if matter in _REFUSED_MATTERS else Status.NOT_IN_CORPUS
    key = f"not_known_{matter}" if matter and f"not_known_{matter}" in templates() else "not_in_corpus"
    plan.say(BlockType.DECLINED, key, where=where)


def plan_second_quarter(plan: Plan, library: Library, basis: Basis, as_of: date) -> None:
    """That recognition is organised in the second quarter, by the measures that decide."""
    for clause_id in _SECOND_QUARTER:
        if clause_id.split("/", 1)[0] == basis.standard and library.published(clause_id) <= as_of:
            source = library.cite(clause_id, both("second_quarter_words").zh, basis=basis, as_of=as_of)
            plan.say(BlockType.STATEMENT, "deadline_second_quarter", marks=Marks.of(source))
            plan.quote(source)


def plan_unknown_round(plan: Plan, named: RoundNamed, library: Library, as_of: date, where: Words, kind: Kind, basis: Basis) -> None:
    """A round without a row, or one announced after the day asked about; of one to come, in which quarter rounds are held."""
    plan.kind, plan.status = kind, Status.NOT_IN_CORPUS
    rows = library.rounds(as_of)
    known: Words | str = ""
    if rows:
        first, last = round_name(rows[0].batch), round_name(rows[-1].batch)
        key = "known_rounds" if len(rows) > 1 else "known_round"
        known = Words(both(key, first=first.zh, last=last.zh).zh, both(key, first=first.en, last=last.en).en)
    if named.which is Which.NUMBER and named.number is not None:
        announced_later = any(row.batch == named.number for row in library.rounds())
        if announced_later:
            plan.say(BlockType.DECLINED, "not_known_round_yet", round=round_name(named.number), as_of=as_of, where=where)
        else:
            plan.say(BlockType.DECLINED, "not_known_round", round=round_name(named.number), known=known, where=where)
    elif named.which is Which.YEAR and named.year is not None:
        plan.say(BlockType.DECLINED, "not_known_year", year=named.year, known=known, where=where)
    else:
        plan.say(BlockType.DECLINED, "not_known_coming", known=known, where=where)
    newest = library.newest_round(as_of)
    if newest is None or (named.number or newest.batch + 1) > newest.batch and (named.year or as_of.year) >= as_of.year:
        plan_second_quarter(plan, library, basis, as_of)
    plan.follow_ups = examples()


def plan_refusal(plan: Plan, why: str, where: Words) -> None:
    """Abuse, orders, nothing to read, or nothing to do with the programme."""
    plan.kind, plan.status = Kind.OUT_OF_SCOPE, Status.REFUSED
    plan.say(BlockType.DECLINED, f"refuse_{why}", where=Words(both("where_else", where=where.zh).zh, both("where_else", where=where.en).en))
    plan.follow_ups = examples()


def examples() -> list[Words]:
    """Questions that are always answered."""
    return [both(f"example_{number}") for number in (1, 2, 3)]

