"""Citations of one clause that lie within or beside each other become one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from assistant import bounded
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from corpus.citation import Citation
from corpus.rounds import ROUNDS_ID

_BETWEEN: Final = bounded.compile(r"[，。；、\s]*")
"""What may stand between two quotes that are read as one."""


def merge_citations(plan: Plan, settled: Settled) -> None:
    """Quote overlapping and neighbouring words of one clause once."""
    merged: dict[Citation, Citation] = {}
    cited = plan.citations
    for clause_id in dict.fromkeys(citation.clause_id for citation in cited):
        merged |= _merged([citation for citation in cited if citation.clause_id == clause_id], settled)
    quoted: set[Citation] = set()
    blocks = []
    for block in plan.blocks:
        citations = tuple(dict.fromkeys(merged[citation] for citation in block.citations))
        if block.type is BlockType.QUOTE:
            if citations[0] in quoted:
                continue
            quoted.add(citations[0])
        values = {key: Marks.of(*(merged[each] for each in value.citations)) if isinstance(value, Marks) else value for key, value in block.values.items()}
        blocks.append(replace(block, citations=citations, values=values))
    plan.blocks = blocks


def _merged(citations: list[Citation], settled: Settled) -> dict[Citation, Citation]:
    """Which citation of a clause stands for which."""
    clause = settled.library.clause(citations[0].clause_id)
    if clause.document_id == ROUNDS_ID or len(citations) == 1:
        return {citation: citation for citation in citations}
    spans = {citation: _span(clause.text, citation.quote) for citation in citations}
    runs: list[tuple[int, int]] = []
    for start, end in sorted(spans.values()):
        if runs and (start <= runs[-1][1] or _BETWEEN.fullmatch(clause.text[runs[-1][1] : start])):
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    found = {}
    for citation, (start, end) in spans.items():
        low, high = next(run for run in runs if run[0] <= start and end <= run[1])
        whole = clause.text[low:high]
        same = whole == citation.quote
        found[citation] = citation if same else settled.library.cite(clause.id, whole, basis=settled.basis, as_of=settled.as_of)
    return found


def _span(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)
