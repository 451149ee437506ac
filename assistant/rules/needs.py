"""Which fields of the form a standard reads: what a form for it has to ask."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.rules.fields import catalogue
from assistant.rules.measures import Measure, measures
from assistant.rules.schema import Condition, Form, Over, Requirement, StandardFile
from assistant.rules.standards import Standards, indicators
from corpus.basis import Basis
from corpus.terms import Track

ALWAYS = ("name", "province")


_YEARS_BACK = {
    Over.LAST: (1,),
    Over.CURRENT: (0,),
    Over.EACH_OF_LAST_TWO: (1, 2),
    Over.ANY_OF_LAST_TWO: (1, 2),
}


def fields_needed(basis: Basis, standards: Standards) -> tuple[str, ...]:
    """The paths of all that may decide for this tier, standard and track, in the form's order, the newest year first.

    A field by year is named with each year that is read (`revenue.2021`).
    """
    standard = standards.standard(basis.tier, basis.standard)
    wanted = {(key, 0) for key in ALWAYS}
    for requirement in _requirements(standard, basis, standards):
        wanted |= set(inputs_of(requirement, standards))
    order = {key: number for number, key in enumerate(catalogue())}
    return tuple(
        f"{key}.{basis.year - back}" if catalogue()[key].by_year else key
        for key, back in sorted(wanted, key=lambda need: (order[need[0]], need[1]))
        if catalogue()[key].form
    )


def inputs_of(requirement: Requirement, standards: Standards) -> Iterator[tuple[str, int]]:
    """The fields that a requirement reads, with all that stands beneath it, each with the years back (0 if none)."""
    if requirement.value is not None:
        yield from _read(requirement.value, _YEARS_BACK[requirement.over])
    if requirement.field is not None:
        yield requirement.field, 0
    if requirement.form is Form.HOLDS:
        yield "recognitions", 0
    if requirement.form is Form.SME:
        yield "industry", 0
        for measure in {measure for line in standards.size_lines for measure in line.sme}:
            yield from _read(Measure(measure), (1,))
    for part in (*(requirement.all or ()), *(requirement.any or ())):
        yield from inputs_of(part, standards)
    for case in requirement.cases or ():
        yield from _read(Measure.REVENUE, (1,))
        yield from inputs_of(case.then, standards)


def _read(measure: Measure, years: tuple[int, ...]) -> Iterator[tuple[str, int]]:
    info = measures()[measure]
    for key in info.inputs:
        if not catalogue()[key].by_year:
            yield key, 0
            continue
        for year in years:
            yield from ((key, year + back) for back in info.back.get(key, (0,)))


def _requirements(standard: StandardFile, basis: Basis, standards: Standards) -> Iterator[Requirement]:
    conditions: list[Condition] = [*standards.general(standard).conditions, *standard.conditions]
    rounds = standards.rounds(basis.tier)
    if rounds is not None and basis.track is Track.NEW:
        conditions += rounds.exclusions
    yield from (item for item in conditions if item.track in (None, basis.track))
    for route in standard.routes:
        yield from route.ways
    local = standards.local(standard)
    for indicator in (*indicators(standard), *(local.indicators if local else ())):
        yield from indicator.options or ()
        yield from indicator.tally.of if indicator.tally else ()
        measure = indicator.steps.value if indicator.steps else indicator.given
        if measure is not None:
            yield Requirement.model_validate({"value": measure, "at_least": 0})
