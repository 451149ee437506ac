"""How an answer came about, for whoever asked: what was read and understood, what decides and why, that it was checked. No figures of ours."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.models import Origin
from assistant.trace.in_words import fact_words, forms_of, grounds
from assistant.trace.notes import matter_words, note
from assistant.trace.trace import Trace


def in_brief(trace: Trace, lang: str = "zh") -> list[str]:
    """A sentence for each thing worth knowing."""
    return list(_sentences(trace, lang))


def _sentences(trace: Trace, lang: str) -> Iterator[str]:
    for part in trace.parts:
        carried = note("brief_carried", lang) if part.carried else ""
        yield note("brief_asked", lang, words=" ".join(part.words.split()), matter=matter_words(part.matter, lang), forms=forms_of(part, lang), carried=carried)
    if trace.facts:
        yield note("brief_facts", lang, facts=note("brief_comma", lang).join(fact_words(fact, lang) for fact in trace.facts))
    for each in grounds(trace, lang):
        yield note("brief_ground" if each.why else "brief_ground_alone", lang, name=each.name, value=each.value, why=each.why)
    clauses = {clause for block in trace.blocks for clause in block.clauses}
    if clauses:
        yield note("brief_checked", lang, count=len(clauses))
    left_out = [slip for slip in trace.slips if slip.kind != "english"]
    if left_out:
        yield note("brief_left_out", lang, count=len(left_out))
    if trace.origin is Origin.LLM:
        yield note("brief_model", lang)


__all__ = ["in_brief"]
