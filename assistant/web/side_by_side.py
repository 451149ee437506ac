"""Two versions or two tiers side by side: the answer's lines that compare them, as a table of two columns.

A line that no longer holds both sides in their own words, such as one that a model has put otherwise, stays a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Any, Final

from assistant import bounded
from assistant.models import Lang
from assistant.web.markup import to_html, to_inline_html
from assistant.web.texts import texts

_FEWEST: Final = 2
"""Lines from which a table reads better than a list."""
_MARKS: Final = bounded.compile(r"(?:\[\d{1,3}\])+")
_LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")


@dataclass(frozen=True)
class _Row:
    """One thing compared; the sides are Markdown with their marks, the heads what each side is."""

    lang: Lang
    name: str
    sides: tuple[str, str]
    heads: tuple[str, str] | None


def blocks_to_html(blocks: Sequence[Mapping[str, Any]], marks: AbstractSet[int], anchor: str = "") -> str:
    """The blocks' texts as HTML, runs of lines that compare as tables.

    Args:
        blocks: of an answer, each with its `values` and `text`.
        marks, anchor: as in `to_html`.
    """
    return "".join(_pieces(blocks, marks, anchor))


def _pieces(blocks: Sequence[Mapping[str, Any]], marks: AbstractSet[int], anchor: str) -> Iterator[str]:
    before: Mapping[str, Any] = {}
    for is_row, run in groupby(blocks, key=lambda block: _row_of(block) is not None):
        members = list(run)
        rows = [row for block in members if (row := _row_of(block)) is not None]
        if is_row and len(rows) >= _FEWEST:
            yield _table(rows, before, marks, anchor)
        else:
            yield to_html("".join(block["text"] for block in members), marks, anchor)
        before = members[-1]["values"]


def _row_of(block: Mapping[str, Any]) -> _Row | None:
    """The line as a row; None where it compares nothing, or not in these words."""
    values = block["values"]
    if not {"name", "now", "other"} <= values.keys():
        return None
    for lang in _LANGUAGES:
        name, now, other = (values[key][lang] for key in ("name", "now", "other"))
        head, _, rest = block["text"].partition(now)
        between, _, end = rest.rpartition(other)
        if name in head and between:
            tiers = (values["tier"][lang], values["other_tier"][lang]) if "other_tier" in values else None
            return _Row(lang, name, (now + _marks_in(between), other + _marks_in(end)), tiers)
    return None


def _marks_in(text: str) -> str:
    found = _MARKS.match(text.lstrip())
    return found[0] if found else ""


def _table(rows: Sequence[_Row], before: Mapping[str, Any], marks: AbstractSet[int], anchor: str) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in _heads(rows[0], before))
    body = "".join(
        f'<tr><th scope="colgroup" colspan="2">{escape(row.name)}</th></tr><tr>'
        + "".join(f"<td>{to_inline_html(side, marks, anchor)}</td>" for side in row.sides)
        + "</tr>"
        for row in rows
    )
    return f'<table class="compared"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>\n'


def _heads(row: _Row, before: Mapping[str, Any]) -> tuple[str, str]:
    """What each column is: the tiers, else which version decides, with the numbers where the line before has named them."""
    if row.heads is not None:
        return row.heads
    t, lang = texts(), row.lang
    if "now_number" not in before:
        return t("compare_now", lang), t("compare_other", lang)
    numbers = [before[f"{side}_number"][lang] for side in ("now", "other")]
    return t("compare_now_number", lang, number=numbers[0]), t("compare_other_number", lang, number=numbers[1])


__all__ = ["blocks_to_html"]
