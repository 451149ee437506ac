"""Whether a wording says what its block says: the same marks, figures, verdicts and quoted words, and no more of its own.

>>> fault_of("资产负债率：**不符合**。73%，高于70%。[1]", "这一项**不符合**：负债率是73%，高于70%。[1]") is None
True
>>> fault_of("资产负债率：**不符合**。73%，高于70%。[1]", "这一项**不符合**：负债率是73%。[1]")
<Fault.FIGURES: 'figures'>
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from assistant import bounded
from assistant.grounding.figures import MARK, figures_of
from assistant.reading.numbers.quantities import Unit
from assistant.rendering.text import words
from corpus.yamlfile import load_yaml

_BOLD: Final = bounded.compile(r"\*\*([^*\n]{1,80})\*\*")
_SUM: Final = bounded.compile(r"[\d(（][\d.%+\-−–*×/÷^½·(（)）年个月天万亿元\s]*=\s*-?[\d.]+")
_QUOTED: Final = bounded.compile(r"[“「]([^”」\n]{1,200})[”」]")
_QUOTE_MARKS: Final = str.maketrans("", "", "“”「」‘’")
_FORBIDDEN: Final = bounded.compile(r"https?://|www\.|<[A-Za-z/!]|\]\(|(?:^|\n)[#>]|\||```")
_CLAUSE: Final = bounded.compile(r"[，；。：、]")
_DATE: Final = bounded.compile(r"\d{4}年\d{1,2}月")
_FIGURE: Final = bounded.compile(r"\d[\d.,]*\s?(?:%|万元|亿元|元|项|人|年|个月|月|日|分|份|号)?")
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
    SENSE = "sense"
    """A comparison, a 且 or 或, a 不, or which figure belongs to which, is another."""
    SENTENCE = "sentence"
    """One of its sentences does not stand on the clauses."""
    MISSING = "missing"
    """There is none."""


def fault_of(own: str, said: str, lang: str = "zh") -> Fault | None:
    """What a wording gets wrong against the block's own text; None where it says the same figures, marks and verdicts."""
    if not _in_shape(own, said):
        return Fault.SHAPE
    if set(MARK.findall(own)) != set(MARK.findall(said)):
        return Fault.MARKS
    if not _same_verdicts(own, said, lang):
        return Fault.VERDICT
    if not all(_tight(shown) in _tight(said) for shown in _SUM.findall(own)):
        return Fault.SUM
    if not _same_quotes(own, said):
        return Fault.QUOTE
    if not (_holds(own, said) and _holds(said, own)):
        return Fault.FIGURES
    return None if lang != "zh" or _same_names(own, said) and _same_sense(_sense(own), _sense(said)) and _same_places(own, said) else Fault.SENSE


@dataclass(frozen=True, slots=True)
class _Sense:
    """The small words of a text that carry its sense.

    Attributes:
        all_of, any_of: whether it says 且, 均, or 或, 之一; both: 且 in so many words, which 都 is not.
        denials: how often it says no.
    """

    comparisons: frozenset[str]
    all_of: bool
    any_of: bool
    both: bool
    denials: int


def _same_sense(own: _Sense, said: _Sense) -> bool:
    joined = own.any_of == said.any_of and (said.all_of or not own.all_of) and not (own.any_of and said.both and not own.both)
    return joined and own.comparisons == said.comparisons and own.denials == said.denials


def _same_names(own: str, said: str) -> bool:
    data = _data()
    return all((name in own) == (name in said) for name in data["kept"]) and all(name in own or name not in said for name in data["not_added"])


def _same_quotes(own: str, said: str) -> bool:
    """Whether what the block quotes is quoted still, and nothing else in quotes but a name that the block itself says."""
    words_of_own = own.translate(_QUOTE_MARKS)
    kept = {_unmarked(quoted) for quoted in _QUOTED.findall(own)}
    given = {_unmarked(quoted) for quoted in _QUOTED.findall(said)}
    named = all(each in words_of_own and not _FIGURE.search(each) for each in given - kept)
    return named and all(any(each in other for other in given) for each in kept)


def _unmarked(quoted: str) -> str:
    return quoted.translate(_QUOTE_MARKS)


def _sense(text: str) -> _Sense:
    rest = MARK.sub("", text).translate(_QUOTE_MARKS)
    for word in _data()["neutral"]:
        rest = rest.replace(word, "▪")
    for key in ("verdict_fail", "verdict_pass", "verdict_unknown"):
        rest = rest.replace(words(key), "")
    found: dict[str, set[str]] = {"comparisons": set(), "joins": set()}
    for kind, meanings in found.items():
        for word, meaning in _small_words(kind):
            if word in rest:
                meanings.add(meaning)
                rest = rest.replace(word, "▪")
    denials = 0
    for word in _data()["negations"]:
        denials += rest.count(word)
        rest = rest.replace(word, "▪")
    joins = found["joins"]
    return _Sense(frozenset(found["comparisons"]), bool(joins & {"all", "both"}), "any" in joins, "both" in joins, denials)


def _same_places(own: str, said: str) -> bool:
    """Whether no figure has changed its place among versions, tracks and annexes.

    One that stands alone of its kind can be mistaken for no other; where there are several, what stands in one clause with
    each has to stay with it.
    """
    for kind in _data()["anchors"].values():
        before, after = _beside(own, kind), _beside(said, kind)
        named = {anchor for anchor, spellings in kind.items() if any(spelling in _DATE.sub("", own) for spelling in spellings)}
        if not after.keys() <= named or len(named) > 1 and before != after:
            return False
    return True


def _beside(text: str, kind: Mapping[str, Sequence[str]]) -> Mapping[str, frozenset[str]]:
    """Each anchor with the figures that stand in one clause with it; the year of a date is no anchor."""
    found: dict[str, frozenset[str]] = {}
    for clause in _CLAUSE.split(MARK.sub("", text)):
        figures, rest = frozenset(_FIGURE.findall(clause)), _DATE.sub("", clause)
        for anchor, spellings in kind.items():
            if figures and any(spelling in rest for spelling in spellings):
                found[anchor] = found.get(anchor, frozenset()) | figures
    return found


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml(Path(__file__).with_name("words.yaml"))
    return found


@lru_cache(maxsize=2)
def _small_words(kind: str) -> tuple[tuple[str, str], ...]:
    """Each spelling with its meaning, the longest first."""
    return tuple(sorted(((word, meaning) for meaning, spellings in _data()[kind].items() for word in spellings), key=lambda item: -len(item[0])))


def _holds(one: str, other: str) -> bool:
    """Whether every figure of one text stands in another; 这一项, a count only in form, is none, 三年 is one."""
    every, held = figures_of(one), figures_of(other)
    years = {number for number in every.numbers if number[0] == Unit.YEARS.value}
    return years <= held.numbers and figures_of(one, counts=False) | held == held


def _in_shape(own: str, said: str) -> bool:
    if not said.strip() or len(said) > _TWICE * len(own) + _SLACK or _FORBIDDEN.search(said):
        return False
    return "\n" not in said.strip() and own.startswith("- ") == said.startswith("- ")


def _same_verdicts(own: str, said: str, lang: str) -> bool:
    """Whether the bold words are the same and no verdict is flipped, added or lost; 符合 may be the name's own."""
    if Counter(_BOLD.findall(own)) != Counter(_BOLD.findall(said)):
        return False
    fail, met, unknown = (words(key, lang) for key in ("verdict_fail", "verdict_pass", "verdict_unknown"))
    if any(own.count(word) != said.count(word) for word in (fail, unknown)):
        return False
    return said.replace(fail, "").count(met) <= own.replace(fail, "").count(met)


def _tight(text: str) -> str:
    return "".join(text.split())
