"""A standard as a readable table: every condition with its requirement and clause, routes and points."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from assistant.rules.evaluate import requirement_words
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.standards import Standards, indicators, load_standards
from assistant.rules.texts import text
from corpus.library import Library
from corpus.terms import Tier, Track

Row = Sequence[str]


def show(
    tier: Tier,
    round: int | None,
    track: Track,
    as_of: date,
    library: Library,
    standards: Standards | None = None,
) -> str:
    """The standard that decides for this tier, round, track and day, as text.

    Raises:
        UnknownRoundError: no such round, or announced after `as_of`.
    """
    from assistant.rules.evaluate import judge

    standards = standards or load_standards()
    basis = library.basis(tier, track, as_of, round)
    result = judge(Profile(), basis, as_of, library, standards)
    standard = standards.standard(tier, basis.standard)
    document = library.document(basis.standard).meta
    row = library.round(basis.round) if basis.round is not None else None
    lines = [
        standard.title,
        text("show.basis", title=document.title, number=document.number),
        text("show.round", round=row.name if row else text("show.no_round"), year=str(basis.year)),
        text("show.track", track=text(f"track.{track}")),
        "",
        text("show.conditions"),
        *_table((text("show.name"), text("show.requirement"), text("show.clause")), _conditions(result)),
    ]
    for route in standard.routes:
        heading = text("show.route", name=route.name)
        rows = [(way.name, requirement_words(way), _label(library, way.clause)) for way in route.ways]
        lines += [
            "",
            heading,
            *_table((text("show.name"), text("show.requirement"), text("show.clause")), rows),
        ]
    if standard.score is not None:
        rows = [
            (item.name, _points(library, item.clause), _label(library, item.clause)) for item in indicators(standard)
        ]
        lines += ["", text("show.score", of=str(standard.score.of))]
        lines += _table((text("show.name"), text("show.points"), text("show.clause")), rows)
    notes = [*result.remarks, *result.warnings]
    if notes:
        lines += ["", text("show.notes"), *(f"- {note}" for note in notes)]
    return "\n".join(lines)


def _conditions(result: CheckResult) -> Iterator[Row]:
    for condition in result.conditions:
        name = condition.name if condition.necessary else text("show.part", name=condition.name)
        requirement = condition.requirement
        if condition.waived and condition.status is Status.PASS:
            requirement = condition.explain
        yield name, requirement, condition.citation.label


def _label(library: Library, clause: str) -> str:
    return library.clause(clause).label


def _points(library: Library, clause: str) -> str:
    """The options of a score table's item as the clause has them, or its own line where it has none."""
    item = library.clause(clause)
    return text("list_of_options").join(child.text.strip() for child in item.children) or " ".join(item.text.split())


def _table(head: Row, rows: Iterable[Row]) -> list[str]:
    """Columns aligned by the width that characters take in a terminal; the last but one isn't padded beyond 60."""
    table = [head, *rows]
    widths = [min(60, max(_width(row[i]) for row in table)) for i in range(len(head))]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) for row in table]
    rule = "  ".join("-" * width for width in widths)
    return [line.rstrip() for line in (lines[0], rule, *lines[1:])]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell)
