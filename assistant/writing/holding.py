"""Whether a wording says what its block says: the same marks, figures, verdicts and quoted words, and no more of its own.

>>> fault_of("资产负债率：**不符合**。73%，高于70%。[1]", "这一项**不符合**：负债率是73%，高于70%。[1]") is None
True
>>> fault_of("资产负债率：**不符合**。73%，高于70%。[1]", "这一项**不符合**：负债率是73%。[1]")
<Fault.FIGURES: 'figures'>
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Final

from assistant import bounded
from assistant.grounding.figures import figures_of
from assistant.rendering.text import words

_MARK: Final = bounded.compile(r"\[\d{1,3}\]")
_BOLD: Final = bounded.compile(r"\*\*([^*\n]{1,80})\*\*")
_SUM: Final = bounded.compile(r"[\d(（][\d.%+\-−–*×/÷^½·(（)）年个月天万亿元\s]*=\s*-?[\d.]+")
_QUOTED: Final = bounded.compile(r"[“「]([^”」\n]{1,200})[”」]")
_FORBIDDEN: Final = bounded.compile(r"https?://|www\.|<[A-Za-z/!]|\]\(|(?:^|\n)[#>]|\||```")
_TWICE: Final = 2
_SLACK: Final = 60
"""Characters by which a short block may grow."""


class Fault(StrEnum):
    """Why a wording does not stand; keys of the trace's notes."""

    SHAPE = "shape"
    MARKS = "marks"
    FIGURES = "figures"
    VERDICT = "verdict"
    SUM = "sum"
    QUOTE = "quote"
    SENTENCE = "sentence"
    """One of its sentences does not stand on the clauses."""
    MISSING = "missing"
    """There is none."""


def fault_of(own: str, said: str, lang: str = "zh") -> Fault | None:
    """What a wording gets wrong against the block's own text; None where it says the same figures, marks and verdicts."""
    if not _in_shape(own, said):
        return Fault.SHAPE
    if set(_MARK.findall(own)) != set(_MARK.findall(said)):
        return Fault.MARKS
    if _verdicts(own, lang) != _verdicts(said, lang):
        return Fault.VERDICT
    if not all(_tight(shown) in _tight(said) for shown in _SUM.findall(own)):
        return Fault.SUM
    if set(_QUOTED.findall(own)) != set(_QUOTED.findall(said)):
        return Fault.QUOTE
    return None if _holds(own, said) and _holds(said, own) else Fault.FIGURES


def _holds(one: str, other: str) -> bool:
    """Whether every figure of one text stands in another; 这一项, a count only in form, is none."""
    return figures_of(one, counts=False) | figures_of(other) == figures_of(other)


def _in_shape(own: str, said: str) -> bool:
    if not said.strip() or len(said) > _TWICE * len(own) + _SLACK or _FORBIDDEN.search(said):
        return False
    return "\n" not in said.strip() and own.startswith("- ") == said.startswith("- ")


def _verdicts(text: str, lang: str) -> Counter[str]:
    """The bold words and the words of verdicts, with how often they stand."""
    rest = text
    found: Counter[str] = Counter(_BOLD.findall(text))
    for key in ("verdict_fail", "verdict_pass", "verdict_unknown"):
        word = words(key, lang)
        found[word] += rest.count(word)
        rest = rest.replace(word, " ")
    return found


def _tight(text: str) -> str:
    return "".join(text.split())
