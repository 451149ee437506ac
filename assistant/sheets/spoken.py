"""Cells written as people speak: 约12%, 210余人, 6（其中受让2项）, 省企业技术中心. The reader of messages reads them.

A cell is put to it as a message of one sentence, the head before it. What comes back is taken only where every number
of the cell is told of this very field and nothing is left over, doubted or told twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from assistant import bounded
from assistant import bounded as re
from assistant.errors import BusyError, OverBudgetError
from assistant.reading.facts import Assumed, Fact
from assistant.reading.kinds import industries_named
from assistant.reading.question import Role
from assistant.reading.reader import WordsReader
from assistant.reading.understood import Question
from assistant.rules.errors import ProfileError
from assistant.rules.fields import FieldType, catalogue, field_of
from assistant.rules.profile import Profile
from assistant.sheets.headers import WAN_PER_UNIT, Header
from assistant.sheets.names import choice_names, names, plain

SECONDS: Final = 2.0
"""For one cell."""
_LONGEST: Final = 200
_OF_RIGHTS: Final = frozenset(key for key, info in catalogue().items() if key.startswith("class") and info.type is FieldType.COUNT)
_BARE = re.compile("[0-9]{1,6}(?![0-9.项件个%])")
_NOTHING: Final = "甲乙丙"
"""Words that say nothing: what is read with them is said by the head alone."""
_GIVEN_BY = re.compile("[\u4e00-\u9fff]{2,3}(?:省|市|自治区)")
_DIGITS = re.compile("[0-9.一二三四五六七八九十年月日号第批次/-]")
_AROUND_TITLES: Final = frozenset("认定获得评为于已被省级国家部市的称号企业中小和及与、，；,;()（）有无是入选通过公示首新增在有效期内至到复核续")
_CHOSEN: Final = frozenset({FieldType.CHOICE, FieldType.YES})
_reader: Final = WordsReader(embed=None)


@dataclass(frozen=True)
class Spoken:
    """What a cell says in words.

    Attributes:
        values: by path, as a profile takes them; of a mere limit nothing.
        facts: by path, what is known only roughly or between limits.
    """

    values: Mapping[str, Any]
    facts: Mapping[str, Fact]


def spoken_value(text: str, header: Header, year: int) -> Spoken | None:
    """What the cell says of its field; None where it says nothing sure.

    Args:
        year: the round's year.
    """
    if header.is_helper or len(text) > _LONGEST:
        return None
    return _read(text, header.key, header.year, header.unit, year)


@lru_cache(maxsize=8192)
def _read(text: str, key: str, year_of_field: str | None, unit: str | None, year: int) -> Spoken | None:
    path = f"{key}.{year_of_field}" if year_of_field else key
    if catalogue()[key].type is FieldType.YES:
        return _hear_yes(text, path, year)
    if (key == "industry" and len(industries_named(text)) > 1) or (key == "recognitions" and not _names_titles_only(text)):
        return None
    behind = f"（{unit}）" if unit in WAN_PER_UNIT else ""
    found = _hear(f"{field_of(path).name_for(path)}{behind}：{text}", path, year)
    if found is None and key in _OF_RIGHTS:  # 11（其中受让1）
        found = _hear(f"{field_of(path).name_for(path)}：{_BARE.sub(lambda match: match[0] + '项', text)}", path, year)
    return found


def _names_titles_only(text: str) -> bool:
    """Whether nothing but titles, dates, batches and who gave them stands in the cell: 专精特新之星 is no title of ours."""
    left = _GIVEN_BY.sub("", _DIGITS.sub("", plain(text)))
    for title in sorted(choice_names("recognitions"), key=len, reverse=True):
        left = left.replace(title, "")
    return not set(left) - _AROUND_TITLES


def _hear_yes(text: str, path: str, year: int) -> Spoken | None:
    """The cell as several sentences, which must not contradict each other; one that says the same without it says nothing."""
    found: list[Spoken] = []
    for before in (f"{field_of(path).zh}：", field_of(path).zh, "我们有", "我们通过了"):
        spoken, without = _hear(before + text, path, year), _hear(before + _NOTHING, path, year)
        if spoken is not None and (without is None or without.values != spoken.values):
            found.append(spoken)
    return found[0] if found and all(other.values == found[0].values for other in found) else None


@lru_cache(maxsize=1)
def load_words() -> None:
    """What the reader of messages loads once is at no cell's cost."""
    with bounded.outside():
        _reader.read_facts("市场占有率：约12%", date(2025, 6, 1))


def facts_of(message: str, year: int) -> Question | None:
    """What the reader of messages takes from a cell with its head, as seen from the middle of `year`; None where its time is up."""
    load_words()
    try:
        with bounded.within(SECONDS):
            return _reader.read_facts(message, date(year, 6, 1))
    except (OverBudgetError, BusyError):
        return None


def _hear(message: str, path: str, year: int) -> Spoken | None:
    question = facts_of(message, year)
    if question is None:
        return None
    assembled = question.assembled()
    told = {each: fact for each, fact in assembled.settled.items() if not fact.supposed}
    if path == "recognitions":
        told.pop("province", None)  # 江苏省专精特新中小企业
    if path not in told or assembled.conflicts or assembled.left_out or not _accounted_for(question, path, message):
        return None
    key = path.partition(".")[0]
    if any(each != path and not any({key, each} <= together for together in names().told_together) for each in told):
        return None
    if field_of(path).type in _CHOSEN and Assumed.KIND in told[path].assumed:
        return None
    try:
        values = {each: value for each, value in flat_values(assembled.profile.to_json()).items() if each in told}
    except ProfileError:
        return None
    rough = {each: fact for each, fact in assembled.open.items() if each in told}
    return Spoken(values, rough)


def _accounted_for(question: Question, path: str, message: str) -> bool:
    """Whether every number of the cell is a fact, and nothing is doubted; of a thing that is had its own name may hold one (ISO9001)."""
    if question.doubts or question.not_used:
        return False
    taken = (Role.FACT, Role.TITLE, *((Role.OTHER,) if field_of(path).type is FieldType.YES else ()))
    cell = message.index("：") if "：" in message else 0
    return all(mention.role in taken for mention in question.mentions if mention.start >= cell)


def flat_values(facts: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in facts.items():
        if isinstance(value, dict):
            found |= {f"{key}.{year}": _exact(item) for year, item in value.items()}
        else:
            found[key] = _exact(value)
    return found


def _exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value


def parsed(path: str, value: Any) -> Profile:
    """One value as a profile.

    Raises:
        ProfileError: the field can't take it.
    """
    key, _, year = path.partition(".")
    return Profile.parse({key: {year: value} if year else value})
