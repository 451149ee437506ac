"""Judging one requirement: pass, fail or unknown, with what was read, the arithmetic and the inputs it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from assistant.rules.derive import Derived, Facts
from assistant.rules.display import plain, shown
from assistant.rules.fields import catalogue
from assistant.rules.interval import COMPARE, Interval, Operator
from assistant.rules.logic import Status, all_of, any_of, every_case
from assistant.rules.measures import Measure, measures
from assistant.rules.profile import Recognition
from assistant.rules.result import Finding
from assistant.rules.schema import Case, Form, Over, Requirement
from assistant.rules.sme import judge_size
from assistant.rules.standards import Standards
from assistant.rules.texts import called, lang, name_of, names, text, with_formula, with_unit, worded

RANK_UNIT = "名"


class Judge:
    """Judges requirements against one enterprise's facts.

    Args:
        as_of: the day asked about; a recognition dated after it is not held yet.
    """

    def __init__(self, facts: Facts, standards: Standards, as_of: date) -> None:
        self.facts = facts
        self.standards = standards
        self.as_of = as_of

    def find(self, requirement: Requirement) -> Finding:
        """What the requirement comes to."""
        return _FORMS[requirement.form](self, requirement)

    # numbers

    def number(self, requirement: Requirement) -> Finding:
        measure = requirement.value
        assert measure is not None
        if requirement.over is Over.EACH_OF_LAST_TWO:
            return self._years(requirement, all_of)
        if requirement.over is Over.ANY_OF_LAST_TWO:
            return self._years(requirement, any_of)
        year = self.facts.year if requirement.over is Over.CURRENT else self.facts.last
        return self._compared(requirement, self.facts.measure(measure, year))

    def _years(self, requirement: Requirement, joined: Callable[[Iterable[Status]], Status]) -> Finding:
        assert requirement.value is not None
        found = []
        for year in (self.facts.last, self.facts.previous):
            found.append((year, self._compared(requirement, self.facts.measure(requirement.value, year))))
        status = joined(finding.status for _, finding in found)
        values = [f.value for _, f in found if f.status is status and isinstance(f.value, Decimal)]
        value = (min if joined is all_of else max)(values, default=None)
        told = [
            text("of_year", year=str(year), text=finding.explain)
            for year, finding in found
            if finding.value is not None or finding.status is not Status.UNKNOWN
        ]
        missing = _merged(f.missing for _, f in found if status is Status.UNKNOWN and f.status is Status.UNKNOWN)
        if missing:
            told.append(text("lacking", names=names(missing)))
        if status is Status.UNKNOWN:
            value = None
        return Finding(status, value, measures()[requirement.value].unit, text("join").join(told), missing)

    def _compared(self, requirement: Requirement, derived: Derived) -> Finding:
        assert requirement.value is not None
        operator, threshold = requirement.operator, requirement.threshold
        unit = measures()[requirement.value].unit
        status = COMPARE[operator](derived.value, threshold)
        point = derived.value.point
        limit = with_unit(threshold, unit)
        if point is not None:
            value = shown(point, threshold)
            if unit == RANK_UNIT:
                return Finding(status, value, unit, _rank_words(point, operator, status, threshold))
            arithmetic = with_formula(derived.formula, value, unit)
            side = "equal" if point == threshold else "above" if point > threshold else "below"
            side = "not_beyond" if side == "equal" and requirement.beyond else side
            comparison = text(f"{operator}.{side}", threshold=limit)
            return Finding(status, value, unit, text("compared", arithmetic=arithmetic, comparison=comparison))
        if status is Status.UNKNOWN:
            missing = dict.fromkeys(derived.missing, 1 / (len(derived.missing) or 1))
            words = text("lacking", names=names(missing)) if missing else text("undefined")
            return Finding(status, None, unit, words, missing)
        return Finding(status, None, unit, _settled(derived.value, operator, status, limit, unit))

    def placed(self, requirement: Requirement) -> Finding:
        assert requirement.value is not None
        derived = self.facts.measure(requirement.value)
        rank = derived.value.point
        unit = measures()[requirement.value].unit
        if rank is None:
            missing = dict.fromkeys(derived.missing, 1.0)
            return Finding(Status.UNKNOWN, None, unit, text("lacking", names=names(missing)), missing)
        limit = requirement.placed_within
        status = Status.of(rank > 0 and (limit is None or rank <= limit))
        operator = Operator.AT_LEAST if limit is None else Operator.AT_MOST
        words = _rank_words(rank, operator, status, Fraction(limit or 0))
        return Finding(status, shown(rank), unit, words)

    # fields that are not numbers

    def yes(self, requirement: Requirement) -> Finding:
        return _yes(lang(), requirement, getattr(self.facts.profile, requirement.field or ""))

    def choice(self, requirement: Requirement) -> Finding:
        return _choice(lang(), requirement, getattr(self.facts.profile, requirement.field or ""))

    def includes(self, requirement: Requirement) -> Finding:
        return _includes(lang(), requirement, getattr(self.facts.profile, requirement.field or ""))

    def holds(self, requirement: Requirement) -> Finding:
        wanted = requirement.holds or ()
        if self.facts.profile.recognitions is None:
            return _lacking("recognitions")
        hits = [item.tier for item in self.facts.profile.titles if item.tier in wanted and self._is_held(item)]
        shown_titles = text("or").join(text(f"title.{title}") for title in (hits or wanted))
        words = text("holds.some" if hits else "holds.none", titles=shown_titles)
        return Finding(Status.of(bool(hits)), str(hits[0]) if hits else None, None, words)

    def _is_held(self, recognition: Recognition) -> bool:
        """A past date doesn't decide; a day still to come does."""
        return recognition.earliest is None or recognition.earliest <= self.as_of

    def sme(self, requirement: Requirement) -> Finding:
        return judge_size(self.facts, self.standards.size_lines).finding

    # requirements made of others

    def all_together(self, requirement: Requirement) -> Finding:
        return _joined([self.find(part) for part in requirement.all or ()], all_of)

    def any_of_them(self, requirement: Requirement) -> Finding:
        return _joined([self.find(part) for part in requirement.any or ()], any_of)

    def cases(self, requirement: Requirement) -> Finding:
        """Brackets by last year's revenue; where it isn't known, only what holds in every bracket is settled."""
        brackets = requirement.cases or ()
        revenue = self.facts.given("revenue", self.facts.last)
        if revenue is not None:
            return self._known_bracket([case for case in brackets if _within(revenue, case)], revenue)
        found = [self._assuming(case).find(case.then) for case in brackets]
        status = every_case(finding.status for finding in found)
        words = text("join").join(dict.fromkeys(f.explain for f in found if f.explain and f.status is status))
        if status is not Status.UNKNOWN:
            return Finding(status, None, found[0].unit, text("case.every", text=words))
        weights = {f"revenue.{self.facts.last}": 1.0}
        for finding in found:
            for path, weight in finding.missing.items():
                weights.setdefault(path, weight / len(found))
        return Finding(status, None, found[0].unit, text("lacking", names=names(weights)), weights)

    def _known_bracket(self, brackets: list[Case], revenue: Fraction) -> Finding:
        found = [(case, self.find(case.then)) for case in brackets]
        status = any_of(finding.status for _, finding in found)
        case, finding = next(pair for pair in found if pair[1].status is status)
        key = "case.edge" if len(brackets) > 1 else "case"
        words = text(key, value=with_unit(revenue, measures()[Measure.REVENUE].unit), label=worded(case.label), text=finding.explain)
        missing = _merged(f.missing for _, f in found if f.status is Status.UNKNOWN) if status is Status.UNKNOWN else {}
        return Finding(status, finding.value, finding.unit, words, missing)

    def _assuming(self, case: Case) -> Judge:
        between = Interval(
            Fraction(case.from_) if case.from_ is not None else Fraction(0),
            Fraction(case.to) if case.to is not None else None,
        )
        return Judge(self.facts.assuming_revenue(between), self.standards, self.as_of)


_FORMS: dict[Form, Callable[[Judge, Requirement], Finding]] = {
    Form.NUMBER: Judge.number,
    Form.PLACED: Judge.placed,
    Form.YES: Judge.yes,
    Form.CHOICE: Judge.choice,
    Form.INCLUDES: Judge.includes,
    Form.HOLDS: Judge.holds,
    Form.SME: Judge.sme,
    Form.ALL: Judge.all_together,
    Form.ANY: Judge.any_of_them,
    Form.CASES: Judge.cases,
    Form.OTHERWISE: lambda judge, requirement: Finding(Status.PASS),
}


# Of a field with few answers each finding is made once in each language: a check has a score of them.


@lru_cache(maxsize=1024)
def _yes(language: str, requirement: Requirement, value: bool | None) -> Finding:
    key = requirement.field or ""
    if value is None:
        return _lacking(key)
    words = text("yes.true" if value else "yes.false", name=name_of(key))
    return Finding(Status.of(value is requirement.is_), value, None, words)


@lru_cache(maxsize=1024)
def _choice(language: str, requirement: Requirement, value: str | None) -> Finding:
    key = requirement.field or ""
    info = catalogue()[key]
    if value is None:
        return _lacking(key)
    word = called((info.choices or {})[value])
    if value in requirement.unsettled_by:
        words = text("choice.unsettled", name=name_of(key), value=word)
        return Finding(Status.UNKNOWN, str(value), None, words)
    status = Status.of(value in (requirement.one_of or ()))
    return Finding(status, str(value), None, text("choice", name=name_of(key), value=word))


@lru_cache(maxsize=1024)
def _includes(language: str, requirement: Requirement, values: tuple[str, ...] | None) -> Finding:
    key = requirement.field or ""
    info = catalogue()[key]
    if values is None:
        return _lacking(key)
    words = text("list").join(called((info.choices or {})[value]) for value in values)
    words = text("choice", name=name_of(key), value=words) if words else text("choice.none", name=name_of(key))
    hit = next((value for value in values if value in (requirement.includes_any or ())), None)
    return Finding(Status.of(hit is not None), str(hit) if hit else None, None, words)


def _rank_words(rank: Fraction, operator: Operator, status: Status, limit: Fraction) -> str:
    if rank == 0:
        return text("placed.none")
    if operator is not Operator.AT_MOST:
        return text("placed.rank", rank=plain(rank))
    inside = "placed.inside" if status is Status.PASS else "placed.outside"
    return text(inside, rank=plain(rank), limit=plain(limit))


def _settled(value: Interval, operator: Operator, status: Status, limit: str, unit: str) -> str:
    words = text(f"{operator}.{'settled' if status is Status.PASS else 'refuted'}", threshold=limit)
    if value.high is None and value.low is not None:
        return text("settled_low", value=with_unit(value.low, unit), words=words)
    return text("settled_any", words=words)


def _joined(found: list[Finding], joined: Callable[[Iterable[Status]], Status]) -> Finding:
    status = joined(finding.status for finding in found)
    deciding = [finding for finding in found if finding.status is status]
    told = deciding if joined is any_of and status is Status.PASS else found
    spoken = next((f for f in deciding if f.value is not None), deciding[0])
    if status is not Status.UNKNOWN:
        words = text("join").join(finding.explain for finding in told if finding.explain)
        return Finding(status, spoken.value, spoken.unit, words)
    missing = _merged(finding.missing for finding in deciding)
    known = [f.explain for f in found if f.explain and (f.status is not Status.UNKNOWN or not f.missing)]
    lacking = [text("lacking", names=names(missing))] if missing else []
    return Finding(status, None, spoken.unit, text("join").join(known + lacking), missing)


def _merged(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Inputs missing in any part; the more parts want others, the less each alone decides."""
    listed = [part for part in parts if part]
    merged: dict[str, float] = {}
    for part in listed:
        for path, weight in part.items():
            merged[path] = merged.get(path, 0) + weight / len(listed)
    return merged


def _lacking(key: str) -> Finding:
    return Finding(Status.UNKNOWN, None, None, text("lacking", names=names([key])), {key: 1.0})


def _within(revenue: Fraction, case: Case) -> bool:
    return (case.from_ is None or revenue >= case.from_) and (case.to is None or revenue <= case.to)
