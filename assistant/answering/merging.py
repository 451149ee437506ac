"""Citations of one clause that lie within or beside each other become one, and marks are numbered as they come."""

from __future__ import annotations

from collections.abc import Mapping

from assistant import bounded as re
from assistant.answering.draft import Draft
from assistant.answering.scene import Scene
from corpus.citation import Citation
from corpus.rounds import ROUNDS_ID

_MARK = re.compile(r"\[(\d+)\]")
_MARKS = re.compile(r"(?:\[\d+\]){2,}")
_BETWEEN = re.compile(r"^[，。；、\s]*$")
"""What may stand between two quotes that are read as one."""


def merge_citations(draft: Draft, scene: Scene) -> None:
    """Quote overlapping and neighbouring words of one clause once, and number the marks in the order of reading."""
    merged: dict[Citation, Citation] = {}
    for clause_id in dict.fromkeys(citation.clause_id for citation in draft.citations):
        merged |= _merged([c for c in draft.citations if c.clause_id == clause_id], scene)
    old, draft.citations = draft.citations, []
    quotes = {f"> {_block(citation.quote)}[{number}]": citation for number, citation in enumerate(old, start=1)}
    lines, draft.lines = draft.lines, []
    for line in lines:
        if line in quotes:
            draft.quote(merged[quotes[line]])
        else:
            draft.say(_MARK.sub(lambda mark: draft.mark(merged[old[int(mark[1]) - 1]]), line))
    draft.lines = [_once(line) for line in draft.lines]


def renumber(line: str, marks: Mapping[str, str]) -> str:
    """`line` with its marks replaced: `{"[1]": "[3]"}`."""
    return _MARK.sub(lambda mark: marks.get(mark[0], mark[0]), line)


def _block(quote: str) -> str:
    return quote.strip("\n").replace("\n", "\n> ")


def _once(line: str) -> str:
    """A mark that stands twice in a row of marks is one, and a row goes upwards."""
    return _MARKS.sub(lambda row: "".join(f"[{number}]" for number in sorted({int(n) for n in _MARK.findall(row[0])})), line)


def _merged(citations: list[Citation], scene: Scene) -> dict[Citation, Citation]:
    """Which citation of a clause stands for which."""
    clause = scene.library.clause(citations[0].clause_id)
    if clause.document_id == ROUNDS_ID or len(citations) == 1:
        return {citation: citation for citation in citations}
    spans = {citation: _span(clause.text, citation.quote) for citation in citations}
    runs: list[tuple[int, int]] = []
    for start, end in sorted(spans.values()):
        if runs and (start <= runs[-1][1] or _BETWEEN.match(clause.text[runs[-1][1] : start])):
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    found = {}
    for citation, (start, end) in spans.items():
        low, high = next(run for run in runs if run[0] <= start and end <= run[1])
        whole = clause.text[low:high]
        same = whole == citation.quote
        found[citation] = (
            citation if same else scene.library.cite(clause.id, whole, basis=scene.basis, as_of=scene.as_of)
        )
    return found


def _span(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)
