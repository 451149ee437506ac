"""Which stretches of a message ask something, each with what is told in its sentence before it.

>>> from datetime import date
>>> scan = Scan("第七批哪天截止，收不收费？我们营收8000万。负债率要求多少", date(2025, 5, 20))
>>> [scan.text[part.start:part.end] for part in asking_stretches(scan)]
['第七批哪天截止', '收不收费', '负债率要求多少']
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant import bounded
from assistant.reading.layout import Clause
from assistant.reading.lexicon import lexicon
from assistant.reading.numbers.chinese_number import chinese_number
from assistant.reading.numbers.quantity import Quantity, Unit
from assistant.reading.scan import Scan, TokenKind

MOST: Final = 8
"""Things asked in one message that are answered; the others are named as left out."""
_POINTS_FROM: Final = "也有是卡看按免算过在到年，, "
"""Behind these, or first of all, 这条 points back; 研发那条 names what it is."""
_LISTED: Final = 3
_TOLD_IN: Final = frozenset({Unit.MONEY, Unit.PERCENT, Unit.PEOPLE, Unit.SCORE, Unit.BARE})
"""Figures named from which they are a list."""
_LONGEST_WHETHER: Final = 60
"""Characters in which “will it do” is asked."""
_LONGEST_STANDARD: Final = 30
"""And in which only a tier or a version is named."""
_SAME_VERSION: Final = {"previous": "interim", "newest": "revised"}
"""63号文的老标准 names one."""
_MONTHS: Final = bounded.compile(r"(?:(?P<half>半年)|(?:(?P<digits>\d{1,2})|(?P<han>[一二两三四五六七八九十]{1,2}))(?:个(?P<over>多|半)?月|(?P<years>年)))(?:多|左右)?(?:了|才|还没|都|没)")
_MARKS: Final = " ?？。!！,，“”\""
_SHORT: Final = 3
"""A clause that asks in fewer characters leans on what stands before it."""


@dataclass(frozen=True, slots=True)
class AskingStretch:
    """From `start` to `end` a normalised text asks one thing."""

    start: int
    end: int


def asks(scan: Scan, clause: Clause) -> bool:
    """Whether a clause asks."""
    words = scan.words_of(clause)
    if any(hit.end - hit.start + _SHORT > len(words.strip()) for hit in lexicon("asking", "polite").find(words)):
        return False
    return clause.asks or any(lexicon("asking", key).has(words) for key in ("asks", "may_apply"))


def asking_stretches(scan: Scan) -> list[AskingStretch]:
    """All stretches that ask, in order; a bare “能报吗” takes in what its sentence tells before it."""
    found: list[AskingStretch] = []
    sentence, start = -1, 0
    for clause in scan.clauses:
        if clause.host is not None:
            continue
        if clause.sentence != sentence:
            sentence, start, begun = clause.sentence, clause.start, False
        if not asks(scan, clause):
            if begun and not _opens_anew(scan, clause):
                found[-1] = AskingStretch(found[-1].start, clause.end)
                start = clause.end
            continue
        if begun and _goes_on(scan, clause):
            found[-1] = AskingStretch(found[-1].start, clause.end)
        else:
            found.append(AskingStretch(min(start, clause.start), clause.end))
        begun, start = True, clause.end
    return [AskingStretch(_trimmed(scan, each), each.end) for each in found]


def _goes_on(scan: Scan, clause: Clause) -> bool:
    """还是按新标准, 不然会怎样, 行吗: with the question before it."""
    words = scan.words_of(clause)
    if len(words) < _SHORT:
        return True
    return any(hit.start == 0 for hit in lexicon("asking", "goes_on").find(words))


def _opens_anew(scan: Scan, clause: Clause) -> bool:
    """Facts behind a question are none of it."""
    return any(token.kind is TokenKind.NUMBER for token in scan.tokens_in(clause)) or scan.words_of(clause).startswith(("我们", "我司", "我是", "我家", "公司", "另外", "还有"))


def _trimmed(scan: Scan, stretch: AskingStretch) -> int:
    start = stretch.start
    while start < stretch.end and scan.text[start] in "，,。；; \t\n、：:":
        start += 1
    return start


def lists_figures(scan: Scan, start: int, end: int) -> bool:
    """Whether so many figures are named, and none told, that each is asked about: 负债率、主营占比、两年研发合计，这三个数各多少."""
    tokens = [token for token in scan.tokens if start <= token.start < end]
    told = any(isinstance(token.value, Quantity) and token.value.unit in _TOLD_IN for token in tokens)
    return not told and sum(token.kind is TokenKind.NAME for token in tokens) >= _LISTED


def halves(scan: Scan, stretch: AskingStretch) -> list[AskingStretch]:
    """负债率和研发占比要求多少: the two things named together, each to be tried by itself; what tells a figure asks nothing."""
    words = scan.text[stretch.start : stretch.end]
    hits = lexicon("asking", "joint").find(words)
    if not hits:
        return []
    cut = hits[0]
    if cut.start < 2 or len(words) - cut.end < 2:
        return []
    asking = max(stretch.start + cut.start, scan.clause_at(stretch.end - 1).start)
    if any(token.kind is TokenKind.NUMBER and stretch.start <= token.start < asking for token in scan.tokens):
        return []
    return [AskingStretch(stretch.start, stretch.start + cut.start), AskingStretch(stretch.start + cut.end, stretch.end)]


def asks_only_whether(scan: Scan, clause: Clause) -> bool:
    """Whether beside a title, a round and a track a clause says nothing but “will it do”: 小巨人新申请行吗, 那算合格吗; 能报吗 asks of everything."""
    words = scan.words_of(clause)
    if len(words) > _LONGEST_WHETHER or not asks(scan, clause) or not lexicon("asking", "will_do").has(words) or lexicon("asking", "may_apply").has(words):
        return False
    for token in reversed(scan.tokens_in(clause)):
        if token.kind in (TokenKind.BATCH, TokenKind.DATE):
            words = words[: token.start - clause.start] + " " + words[token.end - clause.start :]
    return says_only_whether(words)


def says_only_whether(words: str) -> bool:
    """Whether words are a title, a track and “will it do”.

    >>> says_only_whether("省专精特新能行不"), says_only_whether("都在用够不够小巨人")
    (True, False)
    """
    if len(words) > _LONGEST_WHETHER or not lexicon("asking", "will_do").has(words):
        return False
    for listed in (lexicon("titles:titles"), lexicon("scope:standards"), lexicon("scope", "review", "application"), lexicon("asking", "only_whether", "will_do")):
        words = listed.without(words, by=" ")
    return not words.strip(_MARKS)


def names_only_a_standard(words: str) -> bool:
    """Whether words name a tier or a version of the measures and say nothing else.

    >>> names_only_a_standard("换成省级看呢"), names_only_a_standard("老标准的负债率呢")
    (True, False)
    """
    named = lexicon("titles:titles"), lexicon("scope:standards"), lexicon("asking", "provincial")
    several = any(len({_SAME_VERSION.get(hit.id, hit.id) for hit in listed.find(words)}) > 1 for listed in named)  # 复核按新办法还是老办法
    if len(words) > _LONGEST_STANDARD or several or not any(listed.has(words) for listed in named):
        return False
    for listed in (*named, lexicon("scope", "review", "application"), lexicon("asking", "only_a_standard"), lexicon("asking", "only_whether", "will_do")):
        words = listed.without(words, by=" ")
    return not words.strip(_MARKS)


def months_in(words: str) -> float | None:
    """How many months words tell to have gone by; something over is half a one.

    >>> months_in("改完都四个多月了"), months_in("过了半年了"), months_in("3个月内要报")
    (4.5, 6.0, None)
    """
    match = _MONTHS.search(words)
    if match is None:
        return None
    if match["half"]:
        return 6.0
    number = int(match["digits"]) if match["digits"] else int(chinese_number(match["han"]))
    return number * (12 if match["years"] else 1) + (0.5 if match["over"] else 0)


def points_back(words: str) -> bool:
    """Whether words point at something said before.

    >>> points_back("创新型也是这天吗"), points_back("研发那条怎么说")
    (True, False)
    """
    hits = lexicon("asking", "points_back").find(words)
    return any(hit.start == 0 or words[hit.start - 1] in _POINTS_FROM for hit in hits)
