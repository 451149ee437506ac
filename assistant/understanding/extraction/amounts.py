"""Money, ratios, counts and scores as facts of the profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant import bounded as re
from assistant.reading.numbers.quantities import Bound as Limit
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.understanding.extraction.binding import bind
from assistant.understanding.extraction.clauses import Clause
from assistant.understanding.extraction.cues import CueMention, cues
from assistant.understanding.extraction.facts import Assumed, Fact, LeftOut, Reason
from assistant.understanding.extraction.moods import moods
from assistant.understanding.extraction.placing import GROWTH, Bound
from assistant.understanding.extraction.reading import Reading
from assistant.understanding.extraction.regions import is_regional
from assistant.understanding.extraction.rights import (
    RIGHTS,
    all_uncounted,
    are_of_the_counted,
    none_at_all,
    rights,
    told_of_all,
    uncounted_right,
    without_uncounted,
)
from assistant.understanding.extraction.years import Dated, date_all

_COUNTS = frozenset({"employees", "class1_ip", "class1_ip_high_value", "class2_ip"})
_MAY_BE_NEGATIVE = frozenset(
    {"net_profit", "net_profit_ratio", "main_revenue_growth", "main_revenue_growth_avg2"}
)
_SHARES = frozenset({"main_revenue_ratio", "market_share", "rd_staff_ratio"})
_NONE = re.compile("[没无零只仅就]")
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
            if dated.bound.field in RIGHTS and are_of_the_counted(reading, dated.bound, reason):
                without_uncounted(reading, found.facts, found.left_out, dated.bound)
        else:
            found.facts.extend(_facts(reading, dated))
    for fact, reason in all_uncounted(reading, found.facts):
        found.facts.remove(fact)
        found.left_out.append(LeftOut(fact.start, fact.end, reason, fact.field))
    found.facts.extend(told_of_all(reading, found.facts))
    for fact in none_at_all(reading, found.facts):
        denied = reading.why_not(fact.start, fact.end, quality=True)
        if denied:
            found.left_out.append(LeftOut(fact.start, fact.end, denied, fact.field))
        else:
            found.facts.append(fact)
    return found


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
    if reason := uncounted_right(reading, bound) if field in RIGHTS else _of_something_else(reading, bound):
        return reason
    if field in cues().by_year:
        return dated.reason or _out_of_range(bound)
    if dated.reason in (Reason.PART_OF_A_YEAR, Reason.WISHED) and field not in ("employees", *RIGHTS):
        return dated.reason
    if len(dated.years) == 1 and dated.said and not set(dated.years) & (reported | {reading.as_of.year}):
        return Reason.OTHER_YEAR if field not in RIGHTS else None
    return _out_of_range(bound)


def _of_something_else(reading: Reading, bound: Bound) -> Reason | None:
    """Capital that is no financing or not paid in, a grant for research, what one product or patent has earned."""
    words, clause = cues().words, bound.clause
    sentence = reading.text[_sentence_start(reading, clause) : reading.sentence_end(clause)]
    if bound.field == "equity_financing":
        if words["capital"].search(sentence) and not words["raised"].search(sentence):
            return Reason.NO_FIELD
        if words["loan"].match(reading.text[bound.quantity.end : reading.sentence_end(clause)]):
            return Reason.NO_FIELD
        if words["loan_before"].search(reading.text[clause.start : bound.quantity.start]):
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
    if bound.quantity.unit is Unit.BARE and Unit.PERCENT in bound.mention.cue.fields and not 1 <= value <= 100:
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
    elif field in RIGHTS:
        yield from rights(reading, fact, bound)
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
    if bound.field in RIGHTS:
        assumed.append(Assumed.TRANSFER)
    return tuple(assumed)


def _is_point(field: str, quantity: Quantity) -> bool:
    """Whether the number may stand as the value: a limit only on the side that claims less than the truth."""
    if quantity.value is None or quantity.formal:
        return False
    if quantity.bound is Limit.AT_LEAST:
        return field in cues().more_is_better
    return quantity.bound is None or field in cues().less_is_better
