"""`zjtx check`: one profile with what-if and report, or a whole table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.errors import OptionError
from assistant.cli.output import put, put_json, read_input, tell, write_output
from assistant.cli.texts import texts
from assistant.cli.verdicts import changes_text, check_text
from assistant.clock import today
from assistant.models import CheckRequest
from assistant.requests import parse_as
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.whatif import apply_what_if, changes
from assistant.service import Assistant

if TYPE_CHECKING:
    from assistant.sheets.mapping import Mapping


def check_one(
    profile: dict[str, Any], data: dict[str, Any], what_if: list[str], report: Path | None, as_json: bool
) -> None:
    """Check one profile; with `what_if`, what would change; with `report`, a DOCX or PDF to take away."""
    assistant = Assistant.open()
    request = parse_as(CheckRequest, {**data, "profile": profile}, assistant.settings)
    result, library = assistant.check(request), assistant.library(request.site)
    if report is not None:
        _write_report(report, result, request, assistant)
    if not what_if:
        put_json(result.to_json()) if as_json else put(check_text(result, library))
        return
    changed = apply_what_if(Profile.parse(profile), what_if)
    after = assistant.check(request.model_copy(update={"profile": changed.to_json()}))
    found = changes(result, after)
    if as_json:
        put_json({**after.to_json(), "changes": [change.to_json() for change in found]})
    else:
        put(changes_text(result, after, found, library))


def check_many(path: str, out: Path | None, data: dict[str, Any], ways: TableWays) -> None:
    """Check every enterprise of a table and write a workbook; what can't be read is named, the others go on.

    An interrupted run goes on where it stopped when it is called again.
    """
    from assistant.sheets.checking import check_entries
    from assistant.sheets.journal import Journal, key_of
    from assistant.sheets.mapping import mapping_of
    from assistant.sheets.preview import preview
    from assistant.sheets.reading import read_table
    from assistant.sheets.workbook import write_results
    from assistant.web.rounds_in_words import tell_rows

    if out is None and not ways.looks_only:
        raise OptionError("csv_needs_out", "out")
    assistant = Assistant.open()
    request = parse_as(CheckRequest, {**data, "profile": {}}, assistant.settings)
    basis = assistant.basis(request)
    content, name = read_input(path)
    mapping, mapping_text = _mapping(ways.mapping)
    table = read_table(content, name, year=basis.year, mapping=mapping)
    if ways.save_mapping is not None:
        write_output(ways.save_mapping, mapping_of(table.heads).encode())
        tell(texts()("mapping_written", path=ways.save_mapping))
    put(preview(table)) if ways.preview else tell(preview(table))
    if out is None or ways.preview:
        return

    def run(profile: Profile) -> CheckResult:
        return assistant.check(request.model_copy(update={"profile": profile.to_json()}))

    day = (request.as_of or today()).isoformat()
    key = key_of(content, mapping_text, json.dumps(data, sort_keys=True, default=str), day, basis.standard, version("zjtx-assistant"))
    journal = Journal(out.with_name(f".{out.name}.progress.jsonl"), key)
    with journal, _bar(len(table.entries)) as progress:
        checked = check_entries(table, name, run, journal=journal, progress=progress, tell_row=tell_rows(assistant.library(request.site)))
    if checked.resumed:
        tell(texts()("table_resumed", count=checked.resumed))
    write_output(out, write_results(checked))
    journal.finish()
    counts = {str(status): str(checked.count(status)) for status in Status}
    cells = str(sum(len(row.unread) for row in checked.rows))
    counts |= {"rows": str(len(checked.rows)), "unread": str(checked.count(None)), "cells": cells, "path": str(out)}
    put(texts()("table_done", **counts))


@dataclass(frozen=True)
class TableWays:
    """How a table is looked at.

    Attributes:
        preview: show what was read as what, and check nothing.
        mapping: what somebody settled of its columns.
        save_mapping: where to write the mapping as it was read.
    """

    preview: bool = False
    mapping: Path | None = None
    save_mapping: Path | None = None

    @property
    def looks_only(self) -> bool:
        """Whether nothing has to be checked."""
        return self.preview or self.save_mapping is not None


def _mapping(path: Path | None) -> tuple[Mapping, str]:
    from assistant.sheets.files import decode
    from assistant.sheets.mapping import NO_MAPPING, Mapping

    if path is None:
        return NO_MAPPING, ""
    content, name = read_input(str(path))
    text = decode(content, name)
    return Mapping.parse(text, name), text


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, where a person looks at it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(texts()("table_checking"), total=total)
        yield lambda done, _: bar.update(task, completed=done)


def _write_report(path: Path, result: CheckResult, request: CheckRequest, assistant: Assistant) -> None:
    from assistant.reporting import build_report, write_docx, write_pdf
    from assistant.web.rounds_in_words import tell_rows

    writers = {".docx": write_docx, ".pdf": write_pdf}
    if path.suffix.lower() not in writers:
        raise OptionError("report_suffix", "report")
    library, lang = assistant.library(request.site), request.lang or "zh"
    profile, day = Profile.parse(request.profile), request.as_of or today()
    report = build_report(result, profile, library, day, lang, tell_rows(library, lang))
    write_output(path, writers[path.suffix.lower()](report))
    tell(texts()("report_written", path=path))
