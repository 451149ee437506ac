"""Places and levels: awards, 创客中国, rank in the market, holdings, digital level; and who the enterprise is."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import bounded as re
from assistant.reading.numbers.chinese_number import DIGITS
from assistant.reading.numbers.dates import years_ago
from assistant.reading.numbers.quantities import Bound, Unit
from assistant.understanding.extraction.clauses import Clause
from assistant.understanding.extraction.facts import Assumed, Fact, LeftOut, Reason
from assistant.understanding.extraction.reading import Reading
from assistant.understanding.extraction.regions import is_regional
from assistant.understanding.extraction.title_words import number, words

_AWARDS = {"national": "national_award_rank", "provincial": "provincial_award_rank"}
_NEAR = 30
_FIRST_LIST = 2021
"""Year from which the lists of 创客中国 count: measures-2022-63/annex-4/16."""


def ranks(reading: Reading) -> tuple[list[Fact], list[LeftOut]]:
    """Places and levels in a text; an award's year counts only inside the last three (附件2 一（四）, 附件3 四（二）)."""
    facts: list[Fact] = []
    left_out: list[LeftOut] = []
    for fact in (
        *_awards(reading),
        *_maker(reading),
        *_market(reading),
        *_holding(reading),
        *_digital(reading),
    ):
        start = fact.start
        reason = reading.why_not(start, fact.end)
        if fact.field == "little_giant_holding_pct" and reason is Reason.OTHER_ENTERPRISE:
            reason = None
        if fact.field == "market_rank" and is_regional(reading, start, fact.end):
            reason = Reason.NOT_NATIONAL
        if fact.assumed == (Assumed.YEAR,):
            left_out.append(LeftOut(start, fact.end, Reason.OTHER_YEAR, fact.field))
        elif reason:
            left_out.append(LeftOut(start, fact.end, reason, fact.field))
        else:
            facts.append(fact)
    return facts, left_out


def _awards(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    if "奖" not in text:
        return
    for match in words()["no_award"].finditer(text):
        fields = [
            _AWARDS[kind] for kind, sign in (("national", "国家"), ("provincial", "省")) if sign in match[0]
        ]
        for field in fields or _AWARDS.values():
            yield Fact(field, 0, match.start(), match.end())
        return
    for kind, field in _AWARDS.items():
        for match in words()[f"awards.{kind}"].finditer(text):
            clause = reading.clause_at(match.start())
            end = min(_sentence_end(reading, clause), match.end() + _NEAR)
            rank = words()["rank"].search(text, match.end(), end)
            place = next((group for group in rank.groups() if group), None) if rank else None
            if rank and place and not words()["rank_denied"].search(text, match.end(), rank.start(2) if rank[2] else rank.end()):
                value = (
                    1
                    if not (place.isdigit() or all(s in DIGITS or s == "十" for s in place))
                    else number(place)
                )
                limit = Bound.AT_MOST if rank[2] else None
                yield _dated(reading, Fact(field, value, match.start(), rank.end(), bound=limit))


def _maker(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    if (none := words()["no_maker"].search(text)) is not None:
        yield Fact("maker_china_rank", 0, none.start(), none.end())
        return
    for match in words()["maker"].finditer(text):
        clause = reading.clause_at(match.start())
        end = min(_sentence_end(reading, clause), match.end() + _NEAR)
        rank = words()["maker_rank"].search(text, match.end(), end)
        if (
            rank is None
            or words()["maker_local"].search(text, max(0, match.start() - 4), rank.end())
            or rank[3]
        ):
            continue
        limit = Bound.AT_MOST if rank[2] else None
        value = number(rank[1] or rank[2])
        yield _dated(reading, Fact("maker_china_rank", value, match.start(), rank.end(), bound=limit))


def _dated(reading: Reading, fact: Fact) -> Fact:
    """The award with its year: unsaid it is inside the window; outside it is marked as of another year."""
    clause = reading.clause_at(fact.start)
    same = [c for c in reading.clauses if c.sentence == clause.sentence]
    named = (*reading.dates, *years_ago(reading.text, reading.as_of))
    dates = [d for d in named if d.year and same[0].start <= d.start < same[-1].end]
    near = min(dates, key=lambda d: abs(d.start - fact.start), default=None)
    if near is None:
        return _with(fact, Assumed.WINDOW)
    first = reading.as_of.year - 3
    if fact.field == "maker_china_rank":
        first = max(first, _FIRST_LIST)
    inside = first <= (near.year or 0) <= reading.as_of.year
    return fact if inside else _with(fact, Assumed.YEAR)


def _with(fact: Fact, assumed: Assumed) -> Fact:
    return Fact(fact.field, fact.value, fact.start, fact.end, bound=fact.bound, assumed=(assumed,))


def _market(reading: Reading) -> Iterator[Fact]:
    for key in ("market_rank", "market_rank_bare"):
        found = list(words()[key].finditer(reading.text))
        for match in found:
            groups = match.groups()
            place = next(group for group in groups if group)
            limit = None if groups[0] else Bound.AT_MOST
            if words()["not_one_of_them"].match(reading.text, match.end()):
                continue
            try:
                yield Fact("market_rank", number(place), match.start(), match.end(), bound=limit)
            except ValueError:
                continue
        if found:
            return


def _holding(reading: Reading) -> Iterator[Fact]:
    for none in words()["no_holding"].finditer(reading.text):
        clause = reading.clause_at(none.start())
        if "小巨人" in reading.text[clause.start : clause.end] and not clause.mood:
            yield Fact("little_giant_holding_pct", 0, clause.start, none.end())
            return
    for quantity in reading.quantities:
        if quantity.unit is not Unit.PERCENT or quantity.value is None or quantity.value > 100:
            continue
        clause = reading.clause_at(quantity.start)
        text = reading.text[clause.start : clause.end]
        place = reading.clauses.index(clause)
        before = reading.clauses[place - 1] if place else clause
        earlier = reading.text[before.start : before.end] if before.sentence == clause.sentence else ""
        linked = words()["holding_who"].search(text) or re.search(
            "(?:是|有|参股|投资|持有|入股|控股).{0,8}小巨人|小巨人.{0,6}(?:股权|关系|持股|参股|入股)", earlier
        )
        held = words()["holding"].search(text)
        rule = not clause.ours and re.search(
            "不能|不得|不予|不可|[吗？?]|才", reading.text[clause.start : clause.end + 1]
        )
        if held and linked and not clause.mood and not rule:
            yield Fact(
                "little_giant_holding_pct",
                quantity.value,
                clause.start,
                max(quantity.end, clause.start + held.end()),
                approximate=quantity.approximate,
                bound=quantity.bound,
                in_profile=quantity.bound is None,
            )


def _digital(reading: Reading) -> Iterator[Fact]:
    text = reading.text
    for match in words()["digital"].finditer(text):
        yield Fact(
            "digital_level",
            number(match[1]),
            match.start(),
            match.start(1) + len(match[1]) + text.startswith("级", match.end(1)),
        )


def identity(reading: Reading) -> list[Fact]:
    """Name and province, where the text says them of the enterprise itself."""
    facts: list[Fact] = []
    if match := words()["name"].search(reading.text):
        facts.append(Fact("name", match[1], match.start(1), match.end(1)))
    for match in words()["provinces"].finditer(reading.text):
        clause: Clause = reading.clause_at(match.start())
        before = reading.text[clause.start : match.start()]
        behind = reading.text[match.end() : clause.end]
        said = words()["province_before"].search(before)
        one = match.start() == 0 and re.match("的?(?:一家|某|一个)", behind)
        ours = (clause.ours or one) and words()["province_behind"].match(behind)
        if (said or ours) and reading.why_not(match.start(), match.end()) is None:
            facts.append(Fact("province", match[0], match.start(), match.end()))
            break
    return facts


def _sentence_end(reading: Reading, clause: Clause) -> int:
    return max(c.end for c in reading.clauses if c.sentence == clause.sentence)
