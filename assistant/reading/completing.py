"""A follow-up that names only what is different, made into the whole question that it stands for.

正好10年呢, behind 维持11年的发明专利算吗, asks 维持正好10年的发明专利算吗: of what was asked last the words of the same
kind give way, a number to one of its unit, a batch to a batch, a title to a title.

>>> from datetime import date
>>> completed("正好10年呢", "维持11年的发明专利算吗", date(2026, 11, 26)).words
'维持正好10年的发明专利算吗'
>>> completed("多少分", "地方特色指标谁定", date(2026, 11, 26)).words
'地方特色指标多少分'
>>> completed("有效期几年", "第四批什么时候报", date(2026, 11, 26))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from assistant.reading.lexicon import lexicon
from assistant.reading.names import Name
from assistant.reading.numbers.batches import BatchMention
from assistant.reading.numbers.quantities import Quantity
from assistant.reading.scan import Scan, TokenKind

_LONGEST: Final = 16
"""Characters of what is different."""
_LONGEST_FOLLOW_UP: Final = 48
"""Characters of a message that may lean so on the one before."""
_LIKELY: Final = 0.5
_SURE: Final = 0.8
"""How sure its matter has to be where only the subject before is taken over."""
_SHORTEST: Final = 2
"""Characters of such a subject."""
_BRIEF: Final = 8
"""Characters of a question that takes it over."""
_PAUSES: Final = "，,。；;、：: "
_NUMBER: Final = "number "
_TITLE: Final = "title"
_VERSION: Final = "version"
_PUT_BEFORE: Final = frozenset({_TITLE, _VERSION})
"""Kinds that a whole question may begin with, where it named none: 创新型有效期几年."""
_MARKS: Final = "。.？?！! ~"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole question; `least` says how sure its matter has to be for it to be what is meant."""

    words: str
    least: float


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something that gives way to another of its kind; `name`: of a figure, its fields."""

    kind: str
    start: int
    end: int
    name: tuple[str, ...] = ()


def completed(follow_up: str, asked: str, day: date) -> Whole | None:
    """The whole question that `follow_up` may stand for, or None where it asks by itself or nothing in `asked` is of its kind.

    Args:
        follow_up: a normalised message.
        asked: the normalised question before it.
    """
    if len(follow_up) > _LONGEST_FOLLOW_UP:
        return None
    core = _core(follow_up)
    if core is None or not asked:
        return _of_its_subject(_without_asides(follow_up.strip().strip(_MARKS)), asked, day) if asked else None
    there = list(_things(Scan(asked, day)))
    things = list(_things(Scan(core, day)))
    if _repeats_its_name(things, there):
        core = _unnamed(core, things[0])
        things = list(_things(Scan(core, day)))
    if len(things) != 1 or not _says_nothing_else(core, things[0]):
        return None
    alike = [thing for thing in there if thing.kind == things[0].kind]
    if not alike and things[0].kind in _PUT_BEFORE:
        return Whole(core.removesuffix("的") + asked, _LIKELY)
    if len(alike) != 1:
        return None
    return Whole(_before(asked, alike[0]) + core.removesuffix("的") + asked[alike[0].end :], _LIKELY)


def _before(asked: str, thing: _Thing) -> str:
    """What stands before the thing: how exact the one was that gives way is said of it alone."""
    exactly = next((hit for hit in lexicon("completing", "exactly").find(asked) if hit.end == thing.start), None)
    return asked[: exactly.start if exactly else thing.start]


def _repeats_its_name(things: Sequence[_Thing], there: Sequence[_Thing]) -> bool:
    """营收到4.2亿, where 营收 was asked about."""
    named = {thing.name for thing in there if thing.name}
    return bool(things) and things[0].name in named and any(thing.kind.startswith(_NUMBER) for thing in things)


def _unnamed(core: str, name: _Thing) -> str:
    """Of 营收到4.2亿 the number alone."""
    rest = core[name.end :]
    lead = next((hit for hit in lexicon("completing", "beside").find(rest) if hit.start == 0), None)
    return rest[lead.end if lead else 0 :]


def _of_its_subject(follow_up: str, asked: str, day: date) -> Whole | None:
    """多少分, behind 地方特色指标谁定: 地方特色指标多少分."""
    hits = lexicon("asking", "asks").find(asked)
    subject = asked[: hits[0].start] if hits else ""
    asks = lexicon("asking", "asks").has(follow_up)
    if not asks or len(follow_up) > _BRIEF or not _SHORTEST <= len(subject) <= _LONGEST or any(_things(Scan(follow_up, day))):
        return None
    told = any(mark in subject for mark in _PAUSES) or any(thing.kind.startswith(_NUMBER) for thing in _things(Scan(subject, day)))
    return None if told else Whole(subject + follow_up, _SURE)


def _core(follow_up: str) -> str | None:
    """What stands between 那 and 呢."""
    text = _without_asides(follow_up.strip().strip(_MARKS))
    behind = next((hit for hit in lexicon("completing", "behind").find(text) if hit.end == len(text)), None)
    before = next((hit for hit in lexicon("completing", "before").find(text) if hit.start == 0), None)
    if behind is None and before is None:
        return None
    core = text[before.end if before else 0 : behind.start if behind else len(text)].strip(_MARKS)
    return core if 0 < len(core) <= _LONGEST and not lexicon("asking", "asks").has(core) else None


def _without_asides(text: str) -> str:
    """哦，好的，那第三批呢: what is said first and says nothing left out."""
    while (aside := next((hit for hit in lexicon("completing", "aside").find(text) if hit.start == 0), None)) is not None:
        rest = text[aside.end :]
        paused = rest[:1] in _PAUSES or any(hit.start == 0 for hit in lexicon("completing", "before").find(rest))
        if not rest or not paused:
            break
        text = rest.lstrip(_PAUSES + _MARKS)
    return text


def _things(scan: Scan) -> Iterator[_Thing]:
    for token in scan.tokens:
        if isinstance(token.value, Quantity):
            yield _Thing(f"{_NUMBER}{token.value.unit}", token.start, token.end)
        elif isinstance(token.value, BatchMention):
            yield _Thing("batch", token.start, token.end)
        elif isinstance(token.value, Name):
            yield _Thing("name", token.start, token.end, tuple(token.value.fields.values()))
        elif token.kind in (TokenKind.DATE, TokenKind.CODE):
            yield _Thing(token.kind.value, token.start, token.end)
    for hit in lexicon("scope:standards").find(scan.text):
        yield _Thing(_VERSION, hit.start, hit.end)
    for hit in lexicon("titles:titles").find(scan.blank):
        if hit.id != "none":
            yield _Thing(_TITLE, hit.start, hit.end)


def _says_nothing_else(core: str, thing: _Thing) -> bool:
    """Whether beside the thing only such words stand as ask nothing."""
    rest = core[: thing.start] + "\n" + core[thing.end :]
    return not lexicon("completing", "beside").without(rest).strip()
