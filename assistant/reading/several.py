"""Several enterprises told of beside each other, and a later turn that names one of them: 甲报小巨人行不, 那乙呢.

What was told of the one named is put before what is asked of it, and read as a message about an enterprise supposed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from assistant import bounded
from assistant.reading.firms import firms_said
from assistant.reading.lexicon import lexicon
from assistant.reading.numbers.quantities import Quantity
from assistant.reading.parts import says_only_whether
from assistant.reading.scan import Scan
from assistant.reading.speech import Speech
from assistant.reading.understood import Question
from assistant.topics.forms import Form, Matter, MatterKind
from assistant.topics.topic import WHOLE_TOPIC

LONGEST: Final = 300
"""Characters kept of a message that tells of several."""
_LONGEST_TURN: Final = 30
_LABEL: Final = bounded.compile(r"(?:[A-Ea-e甲乙丙丁](?![A-Za-z0-9轮股级类板方档])|第[一二三]家)(?:公司|企业|厂|家)?")
_PAUSES: Final = " ，,。；;、：:的是\n"


@dataclass(frozen=True, slots=True)
class OneOfSeveral:
    """What was told of the one named, and what is asked of it, with blanks in its label's place."""

    told: str
    asks: str

    @property
    def message(self) -> str:
        return f"{self.told}。{self.asks}"


def one_of_several(text: str, told: str, asked: str, day: date) -> OneOfSeveral | None:
    """The one of several enterprises that a short message names; None where it names none, or tells figures of its own.

    Args:
        told: the message that told of them, empty where none did.
        asked: what was asked last, which a bare label asks of another one.
    """
    if not told or len(text) > _LONGEST_TURN or any(isinstance(token.value, Quantity) for token in Scan(_LABEL.sub(_blank, text), day).tokens):
        return None
    by_label = _told_of_each(told, day)
    named = {key for match in _LABEL.finditer(text) if (key := _key(match[0])) in by_label}
    if len(named) != 1:
        return None
    own = _LABEL.sub(_blank, text)
    bare = not lexicon("completing", "several").without(own).strip(_PAUSES + "？?！!")
    asks_what = _LABEL.sub(_blank, asked) if bare else own
    return OneOfSeveral(by_label[named.pop()], asks_what) if asks_what.strip() else None


def as_one(question: Question, one: OneOfSeveral) -> Question:
    """The question read of the one, as the turn itself asks it: nothing of it is told of the enterprise that is known."""
    facts = tuple(replace(fact, start=0, end=0) for fact in question.facts)
    titles = tuple(replace(title, start=0, end=0) for title in question.titles)
    parts = tuple(replace(part, words=one.asks, plain=one.asks, start=0, end=len(one.asks)) for part in question.parts)
    if lexicon("asking", "may_apply").has(one.asks) or says_only_whether(one.asks):
        parts = tuple(replace(part, matter=Matter(MatterKind.TOPIC, WHOLE_TOPIC), forms=(Form.VERDICT,), share=1.0) for part in parts)
    return replace(question, hypothetical=True, parts=parts, facts=facts, titles=titles, doubts=(), mentions=())


def _told_of_each(told: str, day: date) -> dict[str, str]:
    """By label, what is told of it, with what is said of all."""
    return {_key(each.label): f"公司{each.words}" for each in firms_said(Speech.of(told, day))}


def _key(label: str) -> str:
    """甲公司, 甲家 and 甲 are one."""
    return label.upper() if label.startswith("第") else label[0].upper()


def _blank(match: bounded.Match) -> str:
    return " " * len(match[0])
