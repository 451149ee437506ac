"""Loading the rules files: built-in ones and a site's own, checked by their schema.

>>> standards = load_standards()
>>> standards.standard(Tier.LITTLE_GIANT, "measures-2022-63").id
'little_giant-2022'
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.rules.errors import StandardError
from assistant.rules.schema import (
    KINDS,
    ClassificationFile,
    Condition,
    GeneralFile,
    Indicator,
    LocalFile,
    RoundsFile,
    RulesFile,
    ScoreGroup,
    SizeLine,
    StandardFile,
)
from assistant.rules.values import Industry
from corpus.errors import YamlError
from corpus.messages import Messages
from corpus.terms import Tier, Title, Track
from corpus.yamlfile import load_yaml

BUILT_IN = Path(__file__).with_name("standards")


@dataclass(frozen=True)
class Standards:
    """All rules files that were loaded, looked up by what they are for."""

    files: tuple[RulesFile, ...]

    def standard(self, tier: Tier, document: str) -> StandardFile:
        """The standard of a tier under a document (办法).

        Raises:
            StandardError: there is none.
        """
        try:
            return self._standards[tier, document]
        except KeyError:
            raise StandardError(rule_message("no_standard", standard=document, tier=str(tier)), "tier") from None

    def titles(self, tier: Tier, document: str, track: Track) -> frozenset[Title]:
        """The titles of which a standard asks that one is held, for new applications or reviews."""
        conditions = (c for c in self.standard(tier, document).conditions if c.track in (None, track))
        return frozenset(title for condition in conditions for title in condition.holds or ())

    def general(self, standard: StandardFile) -> GeneralFile:
        """The general conditions that go with a standard."""
        return self._generals[standard.general]

    def rounds(self, tier: Tier) -> RoundsFile | None:
        """What the rounds' own rows add for a tier."""
        return next((file for file in self.files if isinstance(file, RoundsFile) and file.tier is tier), None)

    def local(self, standard: StandardFile) -> LocalFile | None:
        """A province's own indicators for a standard, where a site brings them."""
        found = (file for file in self.files if isinstance(file, LocalFile) and file.standard == standard.id)
        return next(found, None)

    def size_line(self, industry: Industry) -> SizeLine:
        """The line of 划型标准 for an industry."""
        return self._lines[industry]

    @property
    def size_lines(self) -> tuple[SizeLine, ...]:
        """All lines of 划型标准."""
        return tuple(self._lines.values())

    @cached_property
    def _standards(self) -> dict[tuple[Tier, str], StandardFile]:
        return {(f.tier, f.standard): f for f in self.files if isinstance(f, StandardFile)}

    @cached_property
    def _generals(self) -> dict[str, GeneralFile]:
        return {f.id: f for f in self.files if isinstance(f, GeneralFile)}

    @cached_property
    def _lines(self) -> dict[Industry, SizeLine]:
        return {line.industry: line for f in self.files if isinstance(f, ClassificationFile) for line in f.lines}


def load_standards(*folders: Path) -> Standards:
    """The built-in rules and those of further folders (a province's own), read once.

    Raises:
        StandardError: a file that doesn't fit; `field` is its name and the path within.
    """
    return _load_standards(folders)


@lru_cache(maxsize=16)
def _load_standards(folders: tuple[Path, ...]) -> Standards:
    files = [file for folder in (BUILT_IN, *folders) for file in load_folder(folder)]
    problems = list(misfits(files))
    if problems:
        raise problems[0]
    return Standards(tuple(files))


def load_folder(folder: Path) -> list[RulesFile]:
    """The rules files of one folder, each by itself.

    Raises:
        StandardError: no such folder, no files, or a file that its schema refuses.
    """
    if not folder.is_dir():
        raise StandardError(rule_message("not_a_file", folder=folder.name), str(folder.name))
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise StandardError(rule_message("empty_folder", folder=folder.name), str(folder.name))
    return [load_file(path) for path in paths]


def load_file(path: Path) -> RulesFile:
    """One rules file.

    Raises:
        StandardError: unreadable, of no known kind, or refused by its schema.
    """
    try:
        data = load_yaml(path)
    except YamlError as error:
        raise StandardError(error.message, path.name) from error
    kind = data.get("kind") if isinstance(data, dict) else None
    if kind not in KINDS:
        key = "no_kind" if kind is None else "unknown_kind"
        raise rule_error(path.name, rule_message(key, kind=str(kind), kinds="、".join(KINDS)), "kind")
    try:
        file: RulesFile = KINDS[kind].model_validate(data)  # type: ignore[assignment]
    except ValidationError as error:
        raise _explained(path.name, error) from error
    if file.id != path.stem:
        raise rule_error(path.name, rule_message("file_name", id=file.id, name=path.stem), "id")
    return file


def misfits(files: Iterable[RulesFile]) -> Iterable[StandardError]:
    """What doesn't fit between files: doubles, and references to nothing."""
    files = list(files)
    ids = [file.id for file in files]
    generals = {file.id for file in files if isinstance(file, GeneralFile)}
    standards: dict[str, StandardFile] = {}
    seen: dict[tuple[Tier, str], str] = {}
    for i, file in enumerate(files):
        if file.id in ids[:i]:
            yield rule_error(f"{file.id}.yaml", rule_message("same_file", id=file.id), "id")
        if isinstance(file, StandardFile):
            standards[file.id] = file
            first = seen.setdefault((file.tier, file.standard), file.id)
            if first != file.id:
                problem = rule_message("two_standards", first=first, second=file.id)
                yield rule_error(f"{file.id}.yaml", problem, "standard")
            if file.general not in generals:
                yield rule_error(f"{file.id}.yaml", rule_message("no_general", id=file.general), "general")
    for file in files:
        if isinstance(file, LocalFile):
            yield from _local_misfits(file, standards)


def _local_misfits(file: LocalFile, standards: Mapping[str, StandardFile]) -> Iterable[StandardError]:
    name = f"{file.id}.yaml"
    standard = standards.get(file.standard)
    if standard is None:
        yield rule_error(name, rule_message("no_local_standard", id=file.standard), "standard")
        return
    replaced = [indicator for indicator in indicators(standard) if indicator.id == file.replaces]
    if not replaced:
        problem = rule_message("no_local_indicator", standard=file.standard, id=file.replaces)
        yield rule_error(name, problem, "replaces")
        return
    full_marks = sum(indicator.of for indicator in file.indicators)
    if full_marks != replaced[0].of:
        yield rule_error(name, rule_message("local_sum", sum=str(full_marks), of=str(replaced[0].of)), "indicators")


def indicators(standard: StandardFile) -> tuple[Indicator, ...]:
    """All indicators of a standard's score table."""
    groups: tuple[ScoreGroup, ...] = standard.score.groups if standard.score else ()
    return tuple(indicator for group in groups for indicator in group.indicators)


def all_conditions(file: RulesFile) -> tuple[Condition, ...]:
    """The conditions that a file holds."""
    if isinstance(file, StandardFile | GeneralFile):
        return file.conditions
    return file.exclusions if isinstance(file, RoundsFile) else ()


def rule_message(key: str, **values: str) -> str:
    """A text of `rule_messages.yaml`."""
    return _messages()(key, **values)


def _messages() -> Messages:
    return Messages.of(Path(__file__).with_name("rule_messages.yaml"))


def _explained(name: str, error: ValidationError) -> StandardError:
    first = error.errors(include_url=False)[0]
    kind, location, value = first["type"], first["loc"], first.get("input")
    key = str(location[-1]) if location else ""
    values: dict[str, str] = {"value": str(value)[:40], "missing_key": key}
    values.update({k: str(v) for k, v in (first.get("ctx") or {}).items()})
    if kind == "enum":
        values["expected"] = "、".join(re.findall(r"'([^']*)'", values["expected"]))
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(key, _known_keys(), n=1)
        values["near"] = rule_message("near_key", near=near[0]) if near else ""
    problem = rule_message(kind, **values) if kind in _messages() else rule_message("invalid", reason=first["msg"])
    return rule_error(name, problem, _path(location))


@lru_cache(maxsize=1)
def _known_keys() -> list[str]:
    from assistant.rules import schema

    keys: set[str] = set()
    for item in vars(schema).values():
        fields: dict[str, Any] = getattr(item, "model_fields", {})
        keys.update(info.alias or key for key, info in fields.items())
    return sorted(keys)


def _path(location: tuple[int | str, ...]) -> str:
    path = ""
    for part in location:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path


def rule_error(name: str, problem: str, path: str) -> StandardError:
    """A problem of a rules file, with its place."""
    place = f"{name}: {path}" if path else name
    return StandardError(rule_message("at", place=place, problem=problem), place)
