"""Cells written as people speak: 约12%, 210余人, 6（其中受让2项）, 省企业技术中心. The reader of messages reads them.

A cell is put to it as a message of one sentence, the head before it. What comes back is taken only where the field is
told, and every number of the cell is a fact or plainly of another kind than the field's (8600万元，同比增长12%).
"""

from __future__ import annotations

import unicodedata
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
from assistant.sheets.honours import without_review
from assistant.sheets.names import HELPERS, choice_names, names
from assistant.sheets.plainwords import plain
from assistant.sheets.times import Kind, time_in

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
_OF_WHICH = re.compile("(?P<whole>[^，,（(；;]{2,30})[，,；;（(](?:其中)?[:：]?(?P<parts>[^()（）]{4,100})[)）]?")
_APART = re.compile("另|不含|此外|还有|较上年|同比|比上年|较去年|比去年")
"""Before a number that is not of this field: 11项，另有商标2件."""
_THOUSANDS = re.compile("(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_SHORT = re.compile(f"(?:{'|'.join(names().in_full)})(?=[0-9]{{1,4}}(?![0-9.]))")
_OF_TAX = re.compile("[（(](?:含税|其中劳务派遣|含劳务派遣|含派遣)[^（()）]{0,20}[)）]$")
"""What a number comes to with what is not of it: 9865（含税11147）, and of whom it is made: 151（含劳务派遣12）."""
_ANY_YEAR = re.compile("(?:19|20)[0-9]{2}")
_HOLDS_A_WORD_OF: Final = {"recognitions": "province", "product_field": "industry"}
"""Fields whose answers hold a word of another one that they don't tell: 江苏省专精特新中小企业, 工业“六基”."""
_THREE: Final = 3
_OF_STANDARDS = re.compile("(?<=标准|国标|行标|团标)[0-9一二三四五六七八九十]{1,2}[项个]")
"""How many standards: no rule asks."""
_OF_UNITS = re.compile("第(?=[0-9一二三四五六七八九十]{1,3}(?:单位|完成单位|承担单位))|排(?=[0-9]{1,3}(?![0-9名位]))")
_RESEARCHERS = re.compile("研发(?=[0-9]{1,5}[人名])|(?<=人[，,、（(；;])(?:其中)?研发(?=占)")
_NATIONAL = re.compile("全国|国内")
_NOUGHT = re.compile("[0零〇无]")
_ROUNDED: Final = Decimal(1)
"""万元 by which a sum may differ from its parts as they are rounded."""
_COUNTED: Final = frozenset({"money", "percent", "people", "items", "years", "score", "rank"})
_NO_FIGURES: Final = frozenset({"date", "point", "standard"})
"""Kinds of mentions that may be of no fact: the day of a founding, the number of a list's item, ISO9001."""
_SIGNS: Final = {FieldType.PERCENT: re.compile("[%％成]|百分"), FieldType.AMOUNT: re.compile("[元万亿]"), FieldType.COUNT: re.compile("[人名项件个]"), FieldType.RANK: re.compile("[第名前位]"), FieldType.SCORE: re.compile("分")}
"""With which sign a fact is told that no head asks for."""
_CHOSEN: Final = frozenset({FieldType.CHOICE, FieldType.YES})
_reader: Final = WordsReader(embed=None)


@dataclass(frozen=True)
class Spoken:
    """What a cell says in words.

    Attributes:
        values: by path, as a profile takes them; of a mere limit nothing.
        facts: by path, what is known only roughly or between limits.
        rest: the parts with figures of which nothing was taken.
    """

    values: Mapping[str, Any]
    facts: Mapping[str, Fact]
    rest: tuple[str, ...] = ()


def spoken_value(text: str, header: Header, year: int) -> Spoken | None:
    """What the cell says of its field; None where it says nothing sure.

    Args:
        year: the round's year.
    """
    if header.is_helper or len(text) > _LONGEST:
        return None
    text = _OF_TAX.sub("", _THOUSANDS.sub("", text))
    if header.key in names().of_three_years and any(int(said) < year - _THREE for said in _ANY_YEAR.findall(text)):
        return None  # a prize of 2018 is none of the last three years
    time = time_in(unicodedata.normalize("NFKC", text)) if header.year_assumed else None
    names_its_years = time is not None and time.kind in (Kind.YEAR, Kind.SEVERAL)
    return _read(text, header.key, None if names_its_years else header.year, header.unit, year)


@lru_cache(maxsize=8192)
def _read(text: str, key: str, year_of_field: str | None, unit: str | None, year: int) -> Spoken | None:
    """What the cell says under the head; of a field by year whose head leaves the years to the cell, of all these years."""
    path = f"{key}.{year_of_field}" if year_of_field else key
    if catalogue()[key].type is FieldType.YES:
        return _hear_yes(text, path, year)
    if (key == "industry" and len(industries_named(text)) > 1) or (key == "recognitions" and not _names_titles_only(text)):
        return None
    behind = f"（{unit}）" if unit in WAN_PER_UNIT else ""
    found = _hear(f"{field_of(path).name_for(path)}{behind}：{text}", path, year)
    if found is not None and catalogue()[key].type is FieldType.CHOICE:
        without = _hear(f"{field_of(path).name_for(path)}：{_NOTHING}", path, year)
        if without is None or without.values != found.values:
            return found
        return found if _names_more(text, key) else None
    if found is None and key in _OF_RIGHTS:  # 11（其中受让1）
        found = _hear(f"{field_of(path).name_for(path)}：{_BARE.sub(lambda match: match[0] + '项', text)}", path, year)
    return found or _sum_and_years(text, key, unit, year)


def _names_more(text: str, key: str) -> bool:
    """Whether a cell says with the field's own words more than its name does: 给某厂配套 beneath 产业链配套, and not 配套 or D."""
    name, said = plain(field_of(key).zh), plain(text)
    return said not in name and any(name[start : start + 2] in said for start in range(len(name) - 1))


def _sum_and_years(text: str, key: str, unit: str | None, year: int) -> Spoken | None:
    """1.5亿（2024年8000万、2025年7000万）: a sum with the years it is made of, where they come to it."""
    of_years, split = names().sums.get(key), _OF_WHICH.fullmatch(text)
    if of_years is None or split is None:
        return None
    whole, parts = _read(split["whole"], key, None, unit, year), _read(split["parts"], of_years, None, unit, year)
    if whole is None or parts is None or whole.facts or parts.facts or whole.values.keys() != {key}:
        return None
    if any(path.partition(".")[0] != of_years for path in parts.values):
        return None
    differs = abs(Decimal(whole.values[key]) - sum(map(Decimal, parts.values.values()))) > _ROUNDED
    return None if differs else Spoken({**whole.values, **parts.values}, {})


def _names_titles_only(text: str) -> bool:
    """Whether nothing but titles, dates, batches and who gave them stands in the cell: 专精特新之星 is no title of ours."""
    if any(word in text for word in (*names().doubtful, *names().pending)):
        return False
    left = _GIVEN_BY.sub("", _DIGITS.sub("", plain(text)))
    for title in sorted(choice_names("recognitions"), key=len, reverse=True):
        left = left.replace(title, "")
    return not set(left) - _AROUND_TITLES


def _hear_yes(text: str, path: str, year: int) -> Spoken | None:
    """The cell as several sentences, which must not contradict each other; one that says the same without it says nothing."""
    found: list[Spoken] = []
    for before in (f"{field_of(path).zh}：", field_of(path).zh, "我们有", "我们通过了"):
        spoken, without = _hear(before + text, path, year, cell=len(before)), _hear(before + _NOTHING, path, year)
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
    message = _OF_STANDARDS.sub("", _OF_UNITS.sub("排名第", message))
    message = _RESEARCHERS.sub("研发人员", message)
    message = _SHORT.sub(lambda match: names().in_full[match[0]], without_review(message))
    try:
        with bounded.within(SECONDS):
            return _reader.read_facts(message, date(year, 6, 1))
    except (OverBudgetError, BusyError):
        return None


def _hear(message: str, path: str, year: int, cell: int | None = None) -> Spoken | None:
    """What a message says of a path, or of a field by year without its year; `cell` is where the cell's own words begin."""
    question = facts_of(message, year)
    if question is None:
        return None
    assembled = question.assembled()
    told = {each: fact for each, fact in assembled.settled.items() if not fact.supposed and (each == path or not fact.formula)}
    if path in _HOLDS_A_WORD_OF:
        told.pop(_HOLDS_A_WORD_OF[path], None)
    key = path.partition(".")[0]
    own = [each for each in told if each == path or each.partition(".")[0] == path]
    if not own and _NATIONAL.search(message[message.find("：") + 1 :]):  # 国内第一 beneath 市场占有率
        own = [each for each in told if any({key, each} <= together for together in names().told_together)]
    start = message.find("：") + 1 if cell is None else cell
    if not own or assembled.conflicts or assembled.left_out or not _accounted_for(question, path, message, start):
        return None
    if any(not _is_beside(key, each, told[each], assembled.settled) for each in told):
        return None
    if "." in path and any(each != path and each.partition(".")[0] == key for each in told) and not _ANY_YEAR.search(message[start:]):
        return None  # two amounts, and no year told of the other one
    if any(field_of(each).type in _CHOSEN and Assumed.KIND in told[each].assumed for each in own):
        return None
    try:
        values = {each: value for each, value in flat_values(assembled.profile.to_json()).items() if each in told}
    except ProfileError:
        return None
    values |= {each: fact.value for each, fact in told.items() if each in HELPERS and isinstance(fact.value, Decimal)}
    rough = {each: fact for each, fact in assembled.open.items() if each in told}
    return Spoken(values, rough)


def _is_beside(key: str, path: str, fact: Fact, settled: Mapping[str, Fact]) -> bool:
    """Whether a fact of another field may stand beside the one asked for: told with its own sign, or one of those told together."""
    other = path.partition(".")[0]
    if other == key or any({key, other} <= together for together in names().told_together):
        return True
    if other in HELPERS or field_of(path).type in _CHOSEN:
        return True
    kind = field_of(path).type
    sign = _SIGNS.get(kind)
    return sign is not None and sign.search(fact.words) is not None and not (fact.supposed or path not in settled)


def _accounted_for(question: Question, path: str, message: str, start: int) -> bool:
    """Whether every number of the cell is a fact, or a remark that can't be one of this field; and nothing is doubted."""
    if question.doubts:
        return False
    is_yes = field_of(path).type is FieldType.YES
    figures = {mention.kind for mention in question.mentions if mention.role is Role.FACT}
    for mention in question.mentions:
        if mention.start < start or mention.role in (Role.FACT, Role.TITLE):
            continue
        if mention.role is Role.OTHER and (is_yes or mention.kind in _NO_FIGURES):
            continue
        if mention.role is not Role.NOT_USED:
            return False
        is_remark = _APART.search(message, _clause_before(message, mention.start), mention.start) is not None
        is_other = mention.kind in _COUNTED - figures if not is_yes else path not in names().adverse and not _NOUGHT.match(mention.words)
        if not (is_remark or is_other):
            return False
    return True


def _clause_before(message: str, end: int) -> int:
    """Where the clause begins that ends at `end`."""
    return max((message.rfind(sign, 0, end) for sign in "，,；;（("), default=-1) + 1


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
