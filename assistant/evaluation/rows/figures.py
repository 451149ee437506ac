"""The measures of a set of rows, part by part. Nothing to measure gives None, never 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from assistant.evaluation.judging import Figures
from assistant.evaluation.metrics import share
from assistant.evaluation.rows.judging import JudgedRow, MissKind

PARTS: Final = ("mails", "questions", "turns", "all")


def row_figures(judged: Sequence[JudgedRow], part: str) -> Figures:
    """The figures of one part.

    questions: messages judged: a mail, a question or a turn is one.
    right: share of messages without any miss.
    false_verdicts: how many conditions and wholes the check passes or fails where the row expects something else: pass
        where fail or unknown is expected, fail where pass or unknown is. One that is unknown or not there is none.
    lost: how many expected profile values are not in the profile while their digits, in whatever unit, stand neither in
        the answer nor in `not_used`. A value without digits (nought, yes or no, a word) is never lost, only unread.
    outside: of the messages that lie outside the texts, the share with a status other than answered and needs_input.
    asks_back: of single questions, the share whose answer offers choices of what may have been meant; None elsewhere.
    """
    rows = [row for row in judged if part in ("all", row.part)]
    return {
        "questions": float(len(rows)),
        "right": share(row.right for row in rows),
        "false_verdicts": _count(rows, MissKind.FALSE_VERDICT),
        "lost": _count(rows, MissKind.LOST),
        "outside": share(row.declined for row in rows if row.outside),
        "asks_back": share(row.asked_back for row in rows) if part == "questions" else None,
    }


def _count(rows: Sequence[JudgedRow], kind: MissKind) -> float | None:
    return float(sum(row.count(kind) for row in rows)) if rows else None
