"""What a set of rows gave: a table by part, what each figure means, and which messages miss in which way.

Of a set that may not be shown, ids and kinds of miss are all that is written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.page.observed import Observed, write_observed
from assistant.evaluation.report import Line, Table
from assistant.evaluation.rows.asking import AskedRow
from assistant.evaluation.rows.figures import PARTS, row_figures
from assistant.evaluation.rows.judging import JudgedRow, MissKind, judge
from assistant.evaluation.rows.rowset import RowSet
from assistant.evaluation.texts import texts

_LISTED = (MissKind.FALSE_VERDICT, MissKind.LOST, MissKind.OUTSIDE)
"""The kinds that a gate forbids or nearly forbids: their ids are listed apart."""


def report_rows(rows: RowSet, asked: Sequence[AskedRow], place: Path) -> Table:
    """Judge the answers, write `rows.jsonl` and `observed.jsonl` into `place`, and give the table."""
    judged = [judge(each.exchange, each.answer) for each in asked]
    place.mkdir(parents=True, exist_ok=True)
    with (place / "rows.jsonl").open("w", encoding="utf-8") as out:
        for each, verdict in zip(asked, judged, strict=True):
            line = as_json(verdict) | (_shown(each, verdict) if rows.shown else {})
            out.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
    write_observed(place, (_observed(rows, each, verdict) for each, verdict in zip(asked, judged, strict=True)))
    lines = tuple(Line(part, None, row_figures(judged, part)) for part in PARTS)
    remarks = (*_meanings(lines[-1]), *_ids(judged), _by_kind(judged), *_misses(rows, asked, judged))
    return Table(rows.name, texts()("heading_answers", title=rows.title), lines, remarks)


def as_json(judged: JudgedRow) -> dict[str, Any]:
    """A judged message as plain JSON: id, part, right, kinds."""
    return {"id": judged.id, "part": judged.part, "right": judged.right, "kinds": list(judged.kinds)}


def _shown(asked: AskedRow, judged: JudgedRow) -> dict[str, Any]:
    return {
        "misses": [f"{miss.kind} {miss.what}" for miss in judged.misses],
        "text": asked.exchange.turn.text,
        "answer": asked.answer,
    }


def _observed(rows: RowSet, asked: AskedRow, judged: JudgedRow) -> Observed:
    """What the page shows: of a set that may not be shown no text, and of the misses their kinds alone."""
    text, expected = texts(), asked.exchange.turn.kind_of_question
    misses = [f"{text(f'miss_{miss.kind}')} {miss.what if rows.shown else ''}".strip() for miss in judged.misses]
    return Observed(
        set=rows.name,
        id=judged.id,
        part=judged.part,
        right=judged.right,
        text=asked.exchange.turn.text if rows.shown else "",
        sure=asked.watched.sure,
        ms=asked.answer.get("elapsed_ms"),
        kind=asked.answer.get("kind"),
        kinds=(expected,) if expected else (),
        misses=tuple(misses),
        way="" if judged.right else asked.watched.way,
    )


def _meanings(line: Line) -> list[str]:
    return [texts()(f"meaning_{name}") for name in line.figures]


def _ids(judged: Sequence[JudgedRow]) -> list[str]:
    text = texts()
    return [
        text("rows_of_kind", kind=text(f"miss_{kind}"), ids="、".join(ids))
        for kind in _LISTED
        if (ids := [row.id for row in judged if row.count(kind)])
    ]


def _by_kind(judged: Sequence[JudgedRow]) -> str:
    text = texts()
    counts = Counter(kind for row in judged for kind in row.kinds)
    shown = "、".join(f"{text(f'miss_{kind}')} {count}" for kind, count in counts.most_common())
    return text("misses_by_kind", counts=shown or text("none"))


def _misses(rows: RowSet, asked: Sequence[AskedRow], judged: Sequence[JudgedRow]) -> list[str]:
    text = texts()
    wrong = [(each, row) for each, row in zip(asked, judged, strict=True) if not row.right]
    if not rows.shown:
        return [text("row_missed", id=row.id, kinds="、".join(text(f"miss_{kind}") for kind in row.kinds)) for _, row in wrong]
    return [
        text(
            "row_missed_shown",
            id=row.id,
            words=" ".join(each.exchange.turn.text.split()),
            misses="；".join(f"{text(f'miss_{miss.kind}')} {miss.what}" for miss in row.misses),
        )
        for each, row in wrong
    ]
