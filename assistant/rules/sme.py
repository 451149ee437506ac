"""划型: whether an enterprise is an SME, and 中型, 小型 or 微型 (classification-2011-300/4).

An enterprise is an SME when any of its industry's measures is strictly below the line; exactly at the line is not
below it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assistant.rules.derive import Facts
from assistant.rules.interval import at_least, less_than
from assistant.rules.logic import Status, all_of, any_of, every_case
from assistant.rules.measures import Measure, measures
from assistant.rules.result import Finding
from assistant.rules.schema import SizeLine
from assistant.rules.texts import called, names, text, with_unit


class Size(StrEnum):
    """Sizes of enterprises; large is what is no SME."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class SizeFinding:
    """An enterprise's size.

    Attributes:
        size: None while it is not settled, even where that it is an SME is.
        line: the industry's line; None while the industry is not known.
    """

    finding: Finding
    size: Size | None
    line: SizeLine | None


def judge_size(facts: Facts, lines: tuple[SizeLine, ...]) -> SizeFinding:
    """The size by the industry's line, or, where the industry is not known, what holds for every line."""
    industry = facts.profile.industry
    if industry is None:
        return SizeFinding(_any_industry(facts, lines), None, None)
    line = next(line for line in lines if line.industry is industry)
    status = _is_sme(facts, line)
    size = _size(facts, line, status)
    value = text(f"size.{size}") if size else None
    if status is Status.UNKNOWN:
        missing = _missing(facts, line)
        lacking = text("lacking", names=names(missing))
        return SizeFinding(Finding(status, None, None, lacking, missing), None, line)
    words = [_measured(facts, measure, limit) for measure, limit in line.sme.items() if _known(facts, measure)]
    if size:
        words.append(text("size.name", size=value or ""))
    return SizeFinding(Finding(status, value, None, text("join").join(words)), size, line)


def _is_sme(facts: Facts, line: SizeLine) -> Status:
    return any_of(less_than(facts.measure(m).value, limit) for m, limit in line.sme_limits.items())


def _reaches(facts: Facts, limits: dict[Measure, Fraction]) -> Status:
    return all_of(at_least(facts.measure(m).value, limit) for m, limit in limits.items())


def _size(facts: Facts, line: SizeLine, is_sme: Status) -> Size | None:
    if is_sme is not Status.PASS:
        return Size.LARGE if is_sme is Status.FAIL else None
    medium, small = _reaches(facts, line.medium_limits), _reaches(facts, line.small_limits)
    if medium is Status.PASS:
        return Size.MEDIUM
    if small is Status.FAIL:
        return Size.MICRO
    return Size.SMALL if small is Status.PASS and medium is Status.FAIL else None


def _any_industry(facts: Facts, lines: Iterable[SizeLine]) -> Finding:
    status = every_case(_is_sme(facts, line) for line in lines)
    if status is Status.UNKNOWN:
        missing = {"industry": 1.0} | {
            path: 0.5 for measure in (Measure.EMPLOYEES, Measure.REVENUE) for path in facts.measure(measure).missing
        }
        return Finding(status, None, None, text("lacking", names=names(missing)), missing)
    return Finding(status, None, None, text("size.any_line" if status is Status.PASS else "size.no_line"))


def _missing(facts: Facts, line: SizeLine) -> dict[str, float]:
    paths = [path for measure in line.sme for path in facts.measure(measure).missing]
    return dict.fromkeys(paths, 1.0)


def _known(facts: Facts, measure: Measure) -> bool:
    return facts.measure(measure).value.point is not None


def _measured(facts: Facts, measure: Measure, limit: Decimal) -> str:
    value = facts.measure(measure).value.point or Fraction(0)
    key = "size.below" if value < limit else "size.not_below"
    info = measures()[measure]
    return text(key, name=called(info), value=with_unit(value, info.unit), line=with_unit(limit, info.unit))
