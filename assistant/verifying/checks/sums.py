"""Sums shown in a sentence: they come out, and their figures need no clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from assistant import bounded
from assistant.grounding.sums import right_sums
from assistant.verifying.claim import Claim
from assistant.verifying.figures import SaidFigure
from assistant.verifying.verdict import Objection, Reason

_FORMULA: Final = bounded.compile(r"[\d(（][^，。；=]{0,80}=[^，。；]{1,40}")
_UNITS: Final = bounded.compile(r"(?<=\d)(?:个百分点|万元|元|人|项|家|分|年|个月|%)")
_PARTS: Final = bounded.compile(r"[+*×/÷−-]\s?\d")
_DATED: Final = bounded.compile(r"\d{4}-\d{2}|年\d|月")


def sums(claim: Claim) -> Iterator[Objection]:
    """A sum that is shown and does not come out."""
    for start, end in shown_sums(claim):
        words = claim.text[start:end]
        if not any(list(right_sums(each)) for each in _spellings(words)):
            yield Objection(Reason.DATE if _DATED.search(words) else Reason.NUMBER, "sum_wrong", words.strip())


def _spellings(words: str) -> list[str]:
    """The sum as it stands, without its units, and where it stands in brackets behind its result."""
    bare, shares = _UNITS.sub("", words), _UNITS.sub(lambda match: match[0] if match[0] == "%" else "", words)
    return [words, words.replace("%", ""), bare, shares, *(each[max(each.rfind("（", 0, each.find("=")), each.rfind("(", 0, each.find("="))) + 1 :] for each in (words, bare))]


def shown_sums(claim: Claim) -> list[tuple[int, int]]:
    """Where the sums stand."""
    return [match.span() for match in _FORMULA.finditer(claim.text) if _PARTS.search(match[0].split("=")[0])]


def summed_figures(claim: Claim) -> list[SaidFigure]:
    """The figures that stand in them."""
    return [figure for start, end in shown_sums(claim) for figure in claim.read.figures if start <= figure.start < end]
