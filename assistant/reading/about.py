"""What a part is about: a message that names the programme's own things is no small talk, and which words of a matter stand in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.reading.kinds import industries_named
from assistant.reading.lexicon import lexicon
from assistant.reading.names import find_names
from assistant.reading.scope import Scope
from assistant.topics.all_topics import topics
from assistant.topics.forms import Form, Matter, MatterKind
from assistant.topics.topic import WHOLE_TOPIC

if TYPE_CHECKING:
    from assistant.reading.matters import JudgedStretch

_SURE: Final = 0.8
_OF_DAYS: Final = frozenset({Form.WHEN, Form.HOW_MANY, Form.LIST, Form.WHERE})
_NOT_OF_OURS: Final = frozenset({Matter(MatterKind.OUTSIDE, "smalltalk"), Matter(MatterKind.OUTSIDE, "off_topic")})
_OTHER_PROGRAMME: Final = Matter(MatterKind.OUTSIDE, "other_programme")
_EQUITY: Final = "equity_financing"
_EXCLUDED: Final = "exclusions"
_TIERS: Final = "tiers_meaning"
_WHETHER: Final = frozenset({Form.YES_NO, Form.VERDICT})


def of_ours(judged: JudgedStretch, scope: Scope, words: str) -> JudgedStretch:
    """What names a batch, a tier or a version of the measures is no small talk; several lines of 划型标准 ask after sizes."""
    if judged.matter.kind is MatterKind.OUTSIDE and len(industries_named(words)) > 1:
        return replace(judged, matter=Matter(MatterKind.TOPIC, "sme_size"))
    if judged.matter == _OTHER_PROGRAMME and scope.tier and judged.forms[0] in _WHETHER and _applies_as_excluded(words):
        return replace(judged, matter=Matter(MatterKind.TOPIC, _EXCLUDED))  # a champion is named as one who applies
    if judged.matter.id == _TIERS and judged.forms[0] is Form.COMPARE and len(scope.tiers) > 1 and lexicon("titles", "criteria_behind").has(words):
        return replace(judged, matter=Matter(MatterKind.TOPIC, WHOLE_TOPIC), share=1.0)  # 专精特新和小巨人条件有什么区别
    if judged.matter not in _NOT_OF_OURS or not (scope.round or scope.tier or scope.version):
        return judged
    topic = next(((matter, share) for matter, share in judged.rivals if matter.kind is MatterKind.TOPIC), None)
    return replace(judged, matter=topic[0], share=topic[1]) if topic else judged


def _applies_as_excluded(words: str) -> bool:
    """Whether one who is not recommended stands before the title applied for: 单项冠军能报小巨人吗, not 小巨人能报单项冠军吗."""
    excluded = [words.lower().find(word) for word in topics()[_EXCLUDED].objects_in(words)]
    titles = lexicon("titles:titles").find(words)
    return bool(excluded and titles) and min(excluded) < titles[0].start


def of_a_stand_in(judged: JudgedStretch, words: str) -> JudgedStretch:
    """B轮拿了3000万能不能抵营收: whether financing stands in for the turnover is asked of the financing."""
    financing = any(name.amount == _EQUITY for _, name in find_names(words))
    if not financing or judged.forms[0] not in _WHETHER or not lexicon("asking", "for_turnover").has(words):
        return judged
    return replace(judged, matter=Matter(MatterKind.TOPIC, "financing"), forms=(Form.YES_NO,), share=1.0)


def of_a_missed_review(judged: JudgedStretch, text: str) -> JudgedStretch:
    """今年复核没报上，是不是失效了: what follows is asked, unless something else is sure to be, or a day is asked for."""
    sure = judged.matter.kind is MatterKind.TOPIC and judged.share >= _SURE
    if sure or judged.forms[0] in _OF_DAYS or not lexicon("events", "review_missed").has(text):
        return judged
    forms = tuple(Form.YES_NO if form is Form.VERDICT else form for form in judged.forms)
    return replace(judged, matter=Matter(MatterKind.TOPIC, "review_failed"), forms=tuple(dict.fromkeys(forms)), share=1.0)


def forms_of(judged: JudgedStretch, words: str) -> tuple[Form, ...]:
    """研发费用怎么要求 asks what is required."""
    if judged.forms[0] is not Form.HOW or not lexicon("asking", "how_required").has(words):
        return judged.forms
    return Form.HOW_MANY, *(form for form in judged.forms if form not in (Form.HOW, Form.HOW_MANY))


def objects_of(matter: Matter, words: str) -> frozenset[str]:
    """Which of the words that the matter's answers are about stand in a part."""
    if matter.kind is not MatterKind.TOPIC or matter.id is None or matter.id not in topics():
        return frozenset()
    return topics()[matter.id].objects_in(words)


