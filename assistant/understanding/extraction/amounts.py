"""Money, ratios, counts and scores as facts of the profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.understanding.extraction.binding import GROWTH, Bound, bind
from assistant.understanding.extraction.clauses import Clause
from assistant.understanding.extraction.cues import CueMention, cues
from assistant.understanding.extraction.facts import Assumed, Fact, LeftOut, Reason
from assistant.understanding.extraction.moods import moods
from assistant.understanding.extraction.reading import Reading
from assistant.understanding.extraction.regions import is_regional
from assistant.understanding.extraction.years import Dated, date_all
from assistant.understanding.numerals import Bound as Limit
from assistant.understanding.numerals import Quantity, Unit

_COUNTS = frozenset({"employees", "class1_ip", "class1_ip_high_value", "class2_ip"})
_MAY_BE_NEGATIVE = frozenset(
    {"net_profit", "net_profit_ratio", "main_revenue_growth", "main_revenue_growth_avg2"}
)
_SHARES = frozenset({"main_revenue_ratio", "market_share", "rd_staff_ratio"})
_IP = frozenset({"class1_ip", "class2_ip"})
_NONE = re.compile("[没无零]")
_ADDED = re.compile("新增|新授权|当年|新获")
_LISTING = re.compile("[、/和及与]")
_HIGHEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Amounts:
    """Facts and what was left out; `last` is the name that the text ends on."""

    facts: list[Fact]
    left_out: list[LeftOut]


def amounts(
    reading: Reading, kept: CueMention | None = None, reported: frozenset[int] = frozenset()
) -> Amounts:
    """The numbers of the enterprise in a text.

    Args:
        kept: the name talked about before (see `bind`).
        reported: years that count as last year for what is said of one year only, such as 资产负债率.
    """
    found = Amounts([], [])
    if not reading.quantities and not _NONE.search(reading.text):
        return found
    reported |= {reading.as_of.year - 1}
    for dated in date_all(reading, bind(reading, kept)):
        reason = _reason(reading, dated, reported)
        if reason:
            found.left_out.append(LeftOut(dated.start, dated.bound.end, reason, dated.bound.field))
            if reason is Reason.TOO_YOUNG and dated.bound.carried:
                _drop_counted_with(found, dated.bound)
        else:
            found.facts.extend(_facts(reading, dated))
    for fact in _none_at_all(reading, {fact.start for fact in found.facts}):
        reason = reading.why_not(fact.start, fact.end, quality=True)
        if reason:
            found.left_out.append(LeftOut(fact.start, fact.end, reason, fact.field))
        else:
            found.facts.append(fact)
    return found


def _drop_counted_with(found: Amounts, young: Bound) -> None:
    """实用新型6项，其中2项未满两年: the six hold two that don't count (附件4（三）, （五）)."""
    of_them = [f for f in found.facts if f.field == young.field and f.part == young.mention.cue.part]
    for fact in of_them:
        found.facts.remove(fact)
        found.left_out.append(LeftOut(fact.start, fact.end, Reason.TOO_YOUNG, fact.field))


def _none_at_all(reading: Reading, counted: set[int]) -> Iterator[Fact]:
    """没有发明专利, 一项发明都没有: none of that kind."""
    words = cues().words
    chained = -1
    for mention in cues().find(reading.text):
        field = mention.cue.fields.get(Unit.ITEMS)
        if field not in _IP or mention.start in counted:
            continue
        clause = reading.clause_at(mention.start)
        before = words["none_before"].search(reading.text, clause.start, mention.start)
        behind = words["none_behind"].match(reading.text[mention.end : clause.end])
        listed = chained >= 0 and words["listed"].match(reading.text[chained : mention.start])
        if before or behind or listed:
            chained = mention.end
            start = before.start() if before else mention.start
            end = mention.end + (behind.end() if behind else 0)
            yield Fact(field, Decimal(0), start, end, part=mention.cue.part)


def _reason(reading: Reading, dated: Dated, reported: frozenset[int]) -> Reason | None:
    bound = dated.bound
    field, clause = bound.field, bound.clause
    said = bound.reason or reading.why_not(bound.start, bound.end)
    if said:
        return said
    if field is None:
        return Reason.NO_FIELD
    before = reading.text[
        clause.start : min(bound.start, bound.mention.start if not bound.carried else bound.start)
    ]
    if not clause.ours and moods()["required_topic"].search(before):
        return Reason.REQUIRED
    if reason := _uncounted_right(reading, bound) if field in _IP else _of_something_else(reading, bound):
        return reason
    if field in cues().by_year:
        return dated.reason or _out_of_range(bound)
    if dated.reason in (Reason.PART_OF_A_YEAR, Reason.WISHED) and field not in ("employees", *_IP):
        return dated.reason
    if len(dated.years) == 1 and dated.said and not set(dated.years) & (reported | {reading.as_of.year}):
        return Reason.OTHER_YEAR if field not in _IP else None
    return _out_of_range(bound)


def _uncounted_right(reading: Reading, bound: Bound) -> Reason | None:
    """Rights asked for but not granted, younger than counts, new of this year, or of another product."""
    words, clause = cues().words, bound.clause
    around, part = reading.text[clause.start : clause.end], _part(reading, bound)
    if words["pending"].search(part) or (words["pending"].search(around) and not words["granted"].search(part)):
        return Reason.PENDING
    if _listed_as_pending(reading, bound):
        return Reason.PENDING
    if bound.carried and words["transferred"].search(around) and words["young_transfer"].search(around):
        return Reason.TOO_YOUNG
    if words["too_young"].search(around):
        return Reason.TOO_YOUNG
    if _ADDED.search(around):
        return Reason.CHANGE
    others = not bound.carried and words["other_rights"].search(reading.text, clause.start, bound.mention.start)
    return Reason.NO_FIELD if others else None


def _listed_as_pending(reading: Reading, bound: Bound) -> bool:
    """已申请发明专利5件，软著3件: the verb before the first of a list holds for the bare rights behind it."""
    place = reading.clauses.index(bound.clause)
    for clause in reversed(reading.clauses[: place + 1]):
        if clause.sentence != bound.clause.sentence:
            return False
        if cues().words["pending_list"].match(reading.text[clause.start : clause.end]):
            return True
        if not cues().words["bare_right"].fullmatch(reading.text[clause.start : clause.end]):
            return False
    return False


def _of_something_else(reading: Reading, bound: Bound) -> Reason | None:
    """Capital that is no financing or not paid in, a grant for research, what one product or patent has earned."""
    words, clause = cues().words, bound.clause
    sentence = reading.text[_sentence_start(reading, clause) : reading.sentence_end(clause)]
    if bound.field == "equity_financing":
        if words["capital"].search(sentence) and not words["raised"].search(sentence):
            return Reason.NO_FIELD
        if words["loan"].match(reading.text[bound.quantity.end : reading.sentence_end(clause)]):
            return Reason.NO_FIELD
        behind = reading.text[clause.start : reading.sentence_end(clause)]
        return Reason.PENDING if words["not_paid_in"].search(behind) and not words["paid_in"].search(behind) else None
    if bound.field == "market_share" and is_regional(reading, bound.quantity.start, bound.quantity.end):
        return Reason.NOT_NATIONAL
    if bound.carried:
        return None
    before = reading.text[clause.start : bound.mention.start]
    if bound.field == "rd_expense" and words["granted_money"].search(reading.text, clause.start, bound.quantity.start):
        return Reason.NO_FIELD
    return Reason.NO_FIELD if bound.field == "revenue" and words["earned_by"].search(before) else None


def _sentence_start(reading: Reading, clause: Clause) -> int:
    return min(each.start for each in reading.clauses if each.sentence == clause.sentence)


def _part(reading: Reading, bound: Bound) -> str:
    """What stands with this number in a list: 授权4项 of 发明专利授权4项、受理6项."""
    text, clause = reading.text, bound.clause
    start = max((m.end() for m in _LISTING.finditer(text, clause.start, bound.quantity.start)), default=clause.start)
    end = _LISTING.search(text, bound.quantity.end, clause.end)
    return text[start : end.start() if end else clause.end]


def _out_of_range(bound: Bound) -> Reason | None:
    value, field = bound.quantity.value, bound.field or ""
    if value is None:
        return None
    if abs(value) > _HIGHEST or (value < 0 and field not in _MAY_BE_NEGATIVE):
        return Reason.IMPOSSIBLE
    if field in _SHARES and value > 100:
        return Reason.IMPOSSIBLE
    if field in _COUNTS and value != value.to_integral_value():
        return Reason.IMPOSSIBLE
    if bound.quantity.unit is Unit.BARE and Unit.PERCENT in bound.mention.cue.fields and value < 1:
        return Reason.KIND_NOT_TOLD
    return None


def _facts(reading: Reading, dated: Dated) -> Iterator[Fact]:
    bound = dated.bound
    field, cue, quantity = bound.field or "", bound.mention.cue, bound.quantity
    value = quantity.value
    if value is not None and (cue.negative or _falls(bound)):
        value = -abs(value)
    fact = Fact(
        field=field,
        value=value,
        start=dated.start,
        end=bound.end,
        approximate=quantity.approximate,
        bound=quantity.bound,
        low=quantity.low,
        high=quantity.high,
        assumed=_assumed(dated),
        part=cue.part,
        in_profile=_is_point(field, quantity),
        corrects=bound.corrects,
        leaning=quantity.leaning,
    )
    if field in cues().by_year:
        years = dated.years or ((reading.as_of.year - (field != "development_score")),)
        for year in years:
            yield replace(fact, field=f"{field}.{year}")
    elif field in _IP:
        yield from _ip(reading, fact, bound)
    else:
        yield fact


def _falls(bound: Bound) -> bool:
    return bound.field in GROWTH and bool(re.search("下降|下滑|减少|负增长|跌", bound.mention.text))


def _assumed(dated: Dated) -> tuple[Assumed, ...]:
    bound = dated.bound
    assumed = list(bound.mention.cue.assumed)
    if bound.field in cues().by_year and not dated.said:
        assumed.append(Assumed.YEAR)
    if bound.quantity.unit is Unit.BARE and Unit.PERCENT in bound.mention.cue.fields:
        assumed.append(Assumed.UNIT)
    if bound.field == "class2_ip" and bound.mention.cue.part in ("utility", "design"):
        assumed.append(Assumed.AGE)
    if bound.field in _IP:
        assumed.append(Assumed.TRANSFER)
    return tuple(assumed)


def _is_point(field: str, quantity: Quantity) -> bool:
    """Whether the number may stand as the value: a limit only on the side that claims less than the truth."""
    if quantity.value is None or quantity.formal:
        return False
    if quantity.bound is Limit.AT_LEAST:
        return field in cues().more_is_better
    return quantity.bound is None or field in cues().less_is_better


def _ip(reading: Reading, fact: Fact, bound: Bound) -> Iterator[Fact]:
    """其中2项是受让的, 其中3项自主研发 speak of some of the rights named before."""
    words, clause = cues().words, bound.clause
    around = reading.text[clause.start : clause.end]
    told = tuple(a for a in fact.assumed if a is not Assumed.TRANSFER)
    some = replace(fact, part=None, assumed=told, start=clause.start, end=clause.end)
    if words["transferred"].search(around) and not words["not_transferred"].search(around):
        if fact.field == "class1_ip" and bound.carried:
            yield replace(some, field="class1_ip_transferred_in")
        return
    if words["self_developed"].search(around) and bound.carried and fact.field == "class1_ip":
        yield replace(some, field="class1_ip_self_developed")
        return
    if words["all_self_developed"].search(around) and fact.field == "class1_ip" and not bound.carried:
        alone = not _LISTING.search(reading.text, clause.start, bound.start)
        yield from (fact, replace(some, field="class1_ip_self_developed")) if alone else (fact,)
        return
    if bound.carried and fact.field == "class2_ip" and words["old_enough"].search(around):
        yield replace(fact, corrects=True, assumed=tuple(a for a in fact.assumed if a is not Assumed.AGE))
        return
    narrow = bound.carried and bool(words["related"].search(around))
    if bound.carried and not narrow and not bound.corrects and "其中" in around:
        return
    yield replace(fact, narrow=narrow)
