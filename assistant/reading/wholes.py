"""Where the enterprise as told is asked about, and no single thing: what is told, and then only “will it do”."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.reading.lexicon import lexicon
from assistant.reading.parts import asks_only_whether, says_only_whether
from assistant.reading.scan import TokenKind
from assistant.reading.told import Told
from assistant.topics.all_topics import topic_of, topics
from assistant.topics.forms import Form, Matter, MatterKind
from assistant.topics.topic import WHOLE_TOPIC

if TYPE_CHECKING:
    from assistant.reading.matters import JudgedStretch

_OF_ANYONE: Final = frozenset({"applicants", "general"})
"""Topics that say who may apply at all."""
_MANY: Final = 4
"""Facts from which a message is about the enterprise told of."""
_SEVERAL: Final = 2
_TELLS: Final = ((Form.TELL,), (Form.NAME,))
UNSURE: Final = 0.5
_SURE: Final = 0.8


class Wholes:
    """Which of the things asked are the whole enterprise, by what a message tells."""

    def __init__(self, told: Told) -> None:
        self.told, self.scan = told, told.scan

    def of_all_told(self, judged: JudgedStretch) -> JudgedStretch:
        """整体怎么看, behind a list of figures: where nothing is sure to be asked, the enterprise as told is."""
        if judged.matter.id == WHOLE_TOPIC:
            return judged
        if (told := self._told_alone(judged)) is not None:
            return replace(judged, matter=Matter(MatterKind.TOPIC, told), forms=(Form.VERDICT,))
        return replace(judged, matter=Matter(MatterKind.TOPIC, WHOLE_TOPIC), forms=(Form.VERDICT,)) if self._is_whole(judged) else judged

    def _told_alone(self, judged: JudgedStretch) -> str | None:
        """R&D was 5.5 million in 2024 and 7 million in 2025. Is it enough: of the one thing told, whatever else the words are like."""
        told = {topic.id for fact in self.told.facts if (topic := topic_of(fact.field)) is not None}
        named = _has_an_aim(self.scan.text[judged.start : judged.end])
        return next(iter(told)) if len(told) == 1 and judged.matter.id not in told and not named and self.asks_only_whether(judged) else None

    def asks_only_whether(self, judged: JudgedStretch) -> bool:
        """By its last clause: what stands before it is told."""
        inside = [clause for clause in self.scan.clauses if clause.host is None and judged.start <= clause.start < judged.end]
        return bool(inside) and asks_only_whether(self.scan, inside[-1])

    def _is_whole(self, judged: JudgedStretch) -> bool:
        return any(says(judged) for says in (self._is_of_many_figures, self._tells_only, self._applies_as_told, self._ends_in_whether, self._asks_before_telling))

    def _is_of_many_figures(self, judged: JudgedStretch) -> bool:
        unsure = judged.matter.kind is not MatterKind.TOPIC or judged.share < UNSURE and not topics()[judged.matter.id or ""].conditions
        return len(self.told.facts) >= _MANY and unsure and judged.share < _SURE

    def _tells_only(self, judged: JudgedStretch) -> bool:
        """帮客户看：员工1100人，营收3.8亿，省专: figures of which nothing further is asked."""
        return judged.matter.kind is MatterKind.OUTSIDE and judged.forms[:1] in _TELLS and len(self._topics_told()) >= _SEVERAL

    def _applies_as_told(self, judged: JudgedStretch) -> bool:
        """2024年营收3000万的企业能报吗: whoever may apply is asked with something told that a condition decides."""
        told = any(judged.start <= fact.start < judged.end for fact in self.told.facts)
        of_anyone = judged.matter.id in _OF_ANYONE or judged.matter.kind is not MatterKind.TOPIC
        return told and of_anyone and judged.share < _SURE and lexicon("asking", "may_apply").has(self.scan.text[judged.start : judged.end])

    def _ends_in_whether(self, judged: JudgedStretch) -> bool:
        """去年营收三千八百万研发九十八万省专精特新能行不: what is told of several things in one breath is judged as a whole."""
        numbers = [token.end for token in self.scan.tokens_between(judged.start, judged.end) if token.kind is TokenKind.NUMBER]
        last = max((*(fact.end for fact in self.told.facts if judged.start <= fact.start < judged.end), *numbers), default=judged.end)
        tail = self.scan.text[max(last, self.scan.clause_at(judged.end - 1).start) : judged.end].lstrip("，, ")
        return len(self._topics_told(judged)) >= _SEVERAL and _has_an_aim(tail) and says_only_whether(tail)

    def _asks_before_telling(self, judged: JudgedStretch) -> bool:
        """小巨人（第五批），今年能复核吗，营收4300万: what is told behind the question is not what it asks about."""
        words = self.scan.text[judged.start : judged.end]
        behind = any(fact.start >= judged.end for fact in self.told.facts)
        of_all = self.asks_only_whether(judged) or lexicon("asking", "may_apply").has(words)
        return behind and _has_an_aim(words) and not self._topics_told(judged) and of_all

    def _topics_told(self, judged: JudgedStretch | None = None) -> set[str]:
        """The topics of the facts told, in the whole message or in a stretch of it; a field without one is its own."""
        told = [fact for fact in self.told.facts if judged is None or judged.start <= fact.start < judged.end]
        return {topic.id if (topic := topic_of(fact.field)) is not None else fact.field for fact in told}


def _has_an_aim(words: str) -> bool:
    """Whether a title or a review is named."""
    return lexicon("titles:titles").has(words) or lexicon("scope", "review").has(words)
