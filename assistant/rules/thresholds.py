"""Every number that a rules file compares with, and whether the clause it cites holds it.

Numbers are compared after normalising: 1亿元 is 10000 (万元), 2000万元 is 2000, 前三 is 3, 三级 is 3.

>>> sorted(numbers_in("1亿元以上，不低于3%，排名前三"))
[Fraction(3, 1), Fraction(10000, 1)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistant.rules.schema import (
    ClassificationFile,
    Condition,
    Form,
    GeneralFile,
    Indicator,
    LocalFile,
    Requirement,
    RoundsFile,
    RulesFile,
    ScoreTable,
    StandardFile,
    Way,
)
from corpus.numbering import parse_numeral

_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)(亿)?")
_CHINESE = re.compile(r"[一二三四五六七八九十两百]+")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of a rules file.

    Attributes:
        place: path within the file, such as `conditions[3].at_least`.
        quote: the words of the clause that must hold it; None for the whole clause.
    """

    place: str
    number: Fraction
    clause: str
    quote: str | None = None


def numbers_in(text: str) -> set[Fraction]:
    """All numbers of a text, Arabic and Chinese; amounts in 万元."""
    found = set()
    for digits, hundred_million in _NUMBER.findall(text):
        found.add(Fraction(digits) * (10000 if hundred_million else 1))
    for numeral in _CHINESE.findall(text):
        try:
            found.add(Fraction(parse_numeral(numeral)))
        except ValueError:
            found |= {Fraction(parse_numeral(digit)) for digit in numeral if digit != "百"}
    return found


def thresholds(file: RulesFile) -> Iterator[Threshold]:
    """Every number of a file that a clause has to hold."""
    if isinstance(file, StandardFile | GeneralFile):
        for i, condition in enumerate(file.conditions):
            yield from _of_condition(condition, f"conditions[{i}]")
    if isinstance(file, StandardFile):
        for i, route in enumerate(file.routes):
            for j, way in enumerate(route.ways):
                yield from _of_condition(way, f"routes[{i}].ways[{j}]")
        if file.score is not None:
            yield from _of_table(file.score)
    if isinstance(file, LocalFile):
        for i, indicator in enumerate(file.indicators):
            yield from _of_indicator(indicator, f"indicators[{i}]", options_have_clauses=False)
    if isinstance(file, ClassificationFile):
        for i, line in enumerate(file.lines):
            for key, limits in (("sme", line.sme), ("medium", line.medium), ("small", line.small)):
                for measure, limit in limits.items():
                    yield Threshold(f"lines[{i}].{key}.{measure}", Fraction(limit), line.clause)
    if isinstance(file, RoundsFile):
        for i, rule in enumerate(file.exclusions):
            for place, number in _numbers(rule, f"exclusions[{i}]"):
                for also in rule.also:
                    yield Threshold(place, number, also.clause, also.quote)


def _of_condition(item: Condition | Way, place: str) -> Iterator[Threshold]:
    for where, number in _numbers(item, place):
        yield Threshold(where, number, item.clause, item.quote)
    for number in sorted(numbers_in(re.sub(r"第[一二三四五六七八九十]+条", "", item.requirement or ""))):
        yield Threshold(f"{place}.requirement", number, item.clause)
    if isinstance(item, Condition) and item.score is not None:
        yield Threshold(f"{place}.score.at_least", Fraction(item.score.at_least), item.clause, item.quote)
        for group, points in item.score.groups.items():
            yield Threshold(f"{place}.score.groups.{group}", Fraction(points), item.clause, item.quote)


def _numbers(requirement: Requirement, place: str) -> Iterator[tuple[str, Fraction]]:
    if requirement.form is Form.NUMBER:
        yield f"{place}.{requirement.operator}", requirement.threshold
    if requirement.placed_within is not None:
        yield f"{place}.placed_within", Fraction(requirement.placed_within)
    for key in ("all", "any"):
        for i, part in enumerate(getattr(requirement, key) or ()):
            yield from _numbers(part, f"{place}.{key}[{i}]")
    for i, case in enumerate(requirement.cases or ()):
        where = f"{place}.cases[{i}]"
        bounds: dict[str, Decimal | None] = {"from": case.from_, "to": case.to}
        for key, bound in bounds.items():
            if bound is not None:
                yield f"{where}.{key}", Fraction(bound)
        for number in sorted(numbers_in(case.label)):
            yield f"{where}.label", number
        yield from _numbers(case.then, f"{where}.then")


def _of_table(table: ScoreTable) -> Iterator[Threshold]:
    yield Threshold("score.of", Fraction(table.of), table.clause, table.quote)
    for i, group in enumerate(table.groups):
        place = f"score.groups[{i}]"
        yield Threshold(f"{place}.of", Fraction(group.of), group.clause, group.quote)
        for j, indicator in enumerate(group.indicators):
            yield from _of_indicator(indicator, f"{place}.indicators[{j}]", options_have_clauses=True)


def _of_indicator(indicator: Indicator, place: str, *, options_have_clauses: bool) -> Iterator[Threshold]:
    yield Threshold(f"{place}.of", Fraction(indicator.of), indicator.clause, indicator.quote)
    if indicator.steps is not None:
        for key, step in (("every", indicator.steps.every), ("points", indicator.steps.points)):
            yield Threshold(f"{place}.steps.{key}", Fraction(step), indicator.clause, indicator.quote)
    if indicator.tally is not None:
        yield Threshold(f"{place}.tally.points", Fraction(indicator.tally.points), indicator.clause)
    for i, option in enumerate(indicator.options or ()):
        where = f"{place}.options[{i}]"
        own = options_have_clauses and option.option is not None
        clause = f"{indicator.clause}/{option.option}" if own else indicator.clause
        yield Threshold(f"{where}.points", Fraction(option.points), clause)
        for inner, number in _numbers(option, where):
            yield Threshold(inner, number, clause)
