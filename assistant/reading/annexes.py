"""The annexes of the measures of 2022, each the standard of a tier, as a text names them (`words/scope.yaml`).

>>> annexes_named("2022年附件2里净利润率8%得几分"), annexes_named("附件1打分：研发占比4%"), annexes_named("附件2怎么填")
(['specialized'], ['innovative'], [])
"""

from __future__ import annotations

from assistant.reading.lexicon import lexicon


def annexes_named(text: str) -> list[str]:
    """The tiers of the annexes named; where points are asked, also by their number alone: later ones score nothing."""
    hits = lexicon("scope:annexes").find(text)
    if not hits and asks_points(text):
        hits = lexicon("scope:annex_numbers").find(text)
    return [hit.id for hit in hits]


def asks_points(text: str) -> bool:
    """Whether points are asked."""
    return lexicon("scope", "of_points").has(text)
