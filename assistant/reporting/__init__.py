"""The report to take away: verdicts, arithmetic, clauses and what is missing, as PDF or DOCX."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from assistant.reporting.content import build_report
from assistant.reporting.pdf import to_html, write_pdf
from assistant.reporting.report import Report
from assistant.reporting.word import write_docx
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from corpus.library import Library


class Kind(StrEnum):
    """The kinds of file a report comes as; the value is the suffix."""

    DOCX = "docx"
    PDF = "pdf"


def write_report(
    kind: Kind | str,
    result: CheckResult,
    profile: Profile,
    library: Library,
    as_of: date,
    lang: str = "zh",
    tell_row: Callable[[str], str] | None = None,
) -> bytes:
    """The report on one check as a file.

    Args:
        kind: docx or pdf.
        result: the verdict.
        profile: what it was given on.
        library: for the dates in force of the quoted documents.
        as_of: the day the check was made for.
        lang: zh or en; quotes stay Chinese.
        tell_row: puts lines of the rounds' table into words.

    Raises:
        ValueError: another kind.
    """
    report = build_report(result, profile, library, as_of, lang, tell_row)
    return write_pdf(report) if Kind(kind) is Kind.PDF else write_docx(report)


__all__ = ["Kind", "Report", "build_report", "to_html", "write_docx", "write_pdf", "write_report"]
