"""Checking a folder of rules files: schema, references, quotes, and every number against the clause it cites.

A copy of the built-in folder is checked in the built-in one's place; a site's folder is checked beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.rules.errors import StandardError
from assistant.rules.roundrules import matches
from assistant.rules.schema import (
    Cited,
    ClassificationFile,
    Condition,
    GeneralFile,
    LocalFile,
    RoundsFile,
    RulesFile,
    StandardFile,
)
from assistant.rules.standards import (
    BUILT_IN,
    all_conditions,
    indicators,
    load_file,
    load_folder,
    misfits,
    rule_error,
    rule_message,
)
from assistant.rules.thresholds import numbers_in, thresholds
from corpus.errors import UnknownClauseError, ZjtxError
from corpus.library import Library, load_library
from corpus.yamlfile import line_of, load_yaml

ROUNDS = "rounds"
SITE_FILES = ("site.yaml", "deadlines.yaml", "materials.yaml")
"""Any of these makes a folder a site's."""


@dataclass(frozen=True)
class LintReport:
    """What a look over a folder found.

    Attributes:
        files: how many rules files were read.
        problems: one each, with its place and in words for people; empty where all is sound.
    """

    files: int
    problems: tuple[ZjtxError, ...]


def lint(folder: Path, library: Library) -> LintReport:
    """Look over every rules file of a folder, held against the built-in files that it doesn't take the place of.

    A folder that can't be read at all is one problem. Where a `corpus/` folder lies beside the rules, as in a site,
    its documents can be cited. A site adds files and replaces none.
    """
    own = folder.parent / "corpus"
    library = load_library(own) if (own / "provenance.yaml").is_file() else library
    is_site = any((folder.parent / name).exists() for name in SITE_FILES)
    files: list[RulesFile] = []
    problems: list[StandardError] = []
    paths = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not paths:
        key = "empty_folder" if folder.is_dir() else "not_a_file"
        return LintReport(0, (StandardError(rule_message(key, folder=folder.name), folder.name),))
    for path in paths:
        try:
            files.append(load_file(path))
        except StandardError as error:
            problems.append(error)
    replaced = set() if is_site else {file.id for file in files}
    beside = [file for file in load_folder(BUILT_IN) if file.id not in replaced]
    problems += misfits([*beside, *files])
    for file in files:
        problems += _of_file(file, library)
    return LintReport(len(paths), tuple(_with_line(problem, folder) for problem in problems))


def _with_line(problem: StandardError, folder: Path) -> StandardError:
    """The problem with the number of its line, where its place is known."""
    place = problem.field or ""
    name, _, path = place.partition(": ")
    if not path or not (folder / name).is_file():
        return problem
    line = line_of(folder / name, re.split(r"[.\[\]]+", path.strip("]")))
    told = rule_message("line", name=name, line=str(line), path=path)
    return StandardError(problem.message.replace(place, told, 1), place)


def readings() -> dict[str, str]:
    """The named readings: how this project reads a clause that leaves room."""
    return _readings()


@lru_cache(maxsize=1)
def _readings() -> dict[str, str]:
    loaded: dict[str, str] = load_yaml(Path(__file__).with_name("readings.yaml"))
    return loaded


def _of_file(file: RulesFile, library: Library) -> Iterator[StandardError]:
    name = f"{file.id}.yaml"
    for place, cited in _citations(file):
        if cited.clause == ROUNDS and isinstance(file, RoundsFile):
            continue
        try:
            text = library.clause(cited.clause).text
        except UnknownClauseError:
            yield rule_error(name, rule_message("unknown_clause", clause=cited.clause), f"{place}.clause")
            continue
        if cited.quote is not None and cited.quote not in text:
            problem = rule_message("quote_not_found", clause=cited.clause, quote=cited.quote)
            yield rule_error(name, problem, f"{place}.quote")
    yield from _numbers(file, library)
    for i, condition in enumerate(all_conditions(file)):
        if condition.reading is not None and condition.reading not in readings():
            yield rule_error(
                name, rule_message("unknown_reading", reading=condition.reading), f"conditions[{i}].reading"
            )
    if isinstance(file, RoundsFile):
        yield from _rounds(file, library)


def _numbers(file: RulesFile, library: Library) -> Iterator[StandardError]:
    for threshold in thresholds(file):
        try:
            text = threshold.quote or library.clause(threshold.clause).text
        except UnknownClauseError:
            continue  # told already, or the letter of an option that the clause doesn't have
        if threshold.number not in numbers_in(text):
            problem = rule_message("number_not_found", number=str(threshold.number), clause=threshold.clause)
            yield rule_error(f"{file.id}.yaml", problem, threshold.place)


def _rounds(file: RoundsFile, library: Library) -> Iterator[StandardError]:
    """Every note and every exclusion of the rounds is covered, and every rule speaks of one that exists."""
    name = f"{file.id}.yaml"
    notes = [(row, note) for row in library.rounds() for note in row.notes]
    for row, note in notes:
        if not any(matches(rule.note, note) for rule in file.notes):
            yield rule_error(name, rule_message("note_not_covered", round=str(row.batch), note=note), "notes")
    for i, rule in enumerate(file.notes):
        if not any(matches(rule.note, note) for _, note in notes):
            yield rule_error(name, rule_message("note_not_found", note=rule.note), f"notes[{i}].note")
    covered = {rule.exclusion for rule in file.exclusions}
    for exclusion in sorted({item for row in library.rounds() for item in row.excluded} - covered):
        yield rule_error(name, rule_message("exclusion_not_covered", exclusion=exclusion), "exclusions")


def _citations(file: RulesFile) -> Iterable[tuple[str, Cited]]:
    yield from _of_conditions(all_conditions(file), "exclusions" if isinstance(file, RoundsFile) else "conditions")
    if isinstance(file, StandardFile):
        for i, route in enumerate(file.routes):
            yield f"routes[{i}]", route
            yield from ((f"routes[{i}].ways[{j}]", way) for j, way in enumerate(route.ways))
        if file.score is not None:
            yield "score", file.score
            yield from ((f"score.groups[{i}]", group) for i, group in enumerate(file.score.groups))
            yield from ((f"score.{item.id}", item) for item in indicators(file))
    if isinstance(file, StandardFile | GeneralFile):
        yield from ((f"remarks[{i}]", remark) for i, remark in enumerate(file.remarks))
    if isinstance(file, LocalFile):
        yield from ((f"indicators[{i}]", item) for i, item in enumerate(file.indicators))
    if isinstance(file, ClassificationFile):
        yield from ((f"lines[{i}]", Cited(clause=line.clause, quote=None)) for i, line in enumerate(file.lines))


def _of_conditions(conditions: Iterable[Condition], key: str) -> Iterator[tuple[str, Cited]]:
    for i, condition in enumerate(conditions):
        yield f"{key}[{i}]", condition
        yield from ((f"{key}[{i}].also[{j}]", also) for j, also in enumerate(condition.also))
