"""A bare answer to what was asked for: 62, 没有, 省级."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from assistant.reading.facts import Fact
from assistant.reading.lexicon import lexicon
from assistant.reading.speech import Speech
from assistant.rules.fields import FieldType, field_of

_LONGEST: Final = 14
_YES: Final = ("有", "是", "是的", "对", "对的", "有的", "嗯", "符合", "通过了", "已有", "yes", "y")
_NO: Final = ("没有", "没", "无", "否", "不是", "没有过", "没有的", "未", "不符合", "都没有", "no", "n")


def plain_answer(speech: Speech, asked: str) -> Fact | None:
    """The fact that a short message without a name tells of the path asked for; None where it tells none.

    Numbers without a name are placed with the others (see `figures.py`); this reads yes, no and kinds.
    """
    text = speech.scan.text.strip("，。,.！! ")
    if len(text) > _LONGEST:
        return None
    key, _, year = asked.partition(".")
    kind = field_of(key).type
    value: bool | Decimal | str | None = None
    if kind is FieldType.YES and text.startswith(_NO):
        value = False
    elif kind is FieldType.YES and text in _YES:
        value = True
    elif kind in (FieldType.COUNT, FieldType.AMOUNT, FieldType.PERCENT, FieldType.RANK) and text in _NO:
        value = Decimal(0)
    elif key == "rd_institution":
        value = _level(text)
    if value is None:
        return None
    return Fact.told(key, value, 0, len(speech.scan.text), year=int(year) if year else None)


def _level(text: str) -> str | None:
    if text.startswith(_NO):
        return "none"
    hits = [hit for hit in lexicon("kinds:levels").find(text) if hit.id != "plain"]
    return hits[0].id if hits else None
