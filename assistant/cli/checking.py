"""`zjtx check`: one profile with what-if and report, or a whole table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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


def check_many(path: str, out: Path | None, data: dict[str, Any]) -> None:
    """Check every enterprise of a table and write a workbook; a bad row is reported, the others go on."""
    from assistant.sheets.checking import check_table, write_results
    from assistant.web.rounds_in_words import tell_rows

    if out is None:
        raise OptionError("csv_needs_out", "out")
    assistant = Assistant.open()
    request = parse_as(CheckRequest, {**data, "profile": {}}, assistant.settings)
    content, name = read_input(path)

    def run(profile: Profile) -> CheckResult:
        return assistant.check(request.model_copy(update={"profile": profile.to_json()}), advice=False)

    table = check_table(content, name, run, year=assistant.basis(request).year)
    write_output(out, write_results(table, tell_rows(assistant.library(request.site))))
    for warning in table.warnings:
        tell(warning)
    for row in table.rows:
        if row.result is None:
            tell(texts()("row_error", place=row.entry.place, message=row.entry.error or ""))
    counts = {str(status): str(table.count(status)) for status in Status}
    counts |= {"rows": str(len(table.rows)), "unread": str(table.count(None)), "path": str(out)}
    put(texts()("table_done", **counts))


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
