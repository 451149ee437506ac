"""Which fields a standard reads: what a form for it has to ask."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.rules.fields import catalogue
from assistant.rules.measures import Measure, measures
from assistant.rules.schema import Condition, Form, Requirement, StandardFile
from assistant.rules.standards import Standards, indicators
from corpus.basis import Basis
from corpus.terms import Track

ALWAYS = ("name", "province")


def fields_needed(basis: Basis, standards: Standards) -> tuple[str, ...]:
    """The keys of all fields that may decide for this tier, standard and track, in the form's order."""
    standard = standards.standard(basis.tier, basis.standard)
    wanted = set(ALWAYS)
    for requirement in _requirements(standard, basis, standards):
        wanted |= set(inputs_of(requirement, standards))
    return tuple(key for key in catalogue() if key in wanted)


def inputs_of(requirement: Requirement, standards: Standards) -> Iterator[str]:
    """The fields that a requirement reads, with all that stands beneath it."""
    if requirement.value is not None:
        yield from measures()[requirement.value].inputs
    if requirement.field is not None:
        yield requirement.field
    if requirement.form is Form.HOLDS:
        yield "recognitions"
    if requirement.form is Form.SME:
        yield "industry"
        yield from {str(measure) for line in standards.size_lines for measure in line.sme}
    for part in (*(requirement.all or ()), *(requirement.any or ())):
        yield from inputs_of(part, standards)
    for case in requirement.cases or ():
        yield Measure.REVENUE
        yield from inputs_of(case.then, standards)


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
