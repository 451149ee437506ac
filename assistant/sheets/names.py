"""The names people use for fields and values, from `names.yaml` and the field catalogue, ready to look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from assistant import bounded as re
from assistant.rules.fields import FieldType, catalogue
from assistant.sheets.grammar import composed, is_anothers
from assistant.sheets.plainwords import plain
from corpus.yamlfile import load_yaml

HELPERS: Final = frozenset({"rd_staff", "net_assets"})
"""Figures that no field takes, and another is computed from."""
_ASKS: Final = ("是否", "有没有", "有无", "是不是")
_NAME: Final = "name"
_NO_NAME = re.compile("(?:情况|数|数量|总数|级别|等级|金额|余额)$")
"""How a head ends that is of no name though 企业 stands in it: 企业情况."""
_POINTS: Final = "分"
_SHORTEST_WITHIN: Final = 2
_TITLE_OF = re.compile("(?:是否|有无|有没有)?(?:已?获得?|取得|评上|拿到)?(?P<title>.{2,14}?)(?:称号|认定|资格|认定情况|称号情况|没有|了吗|了没有)")
_DAY_OF = re.compile("(?:已|被|首次|首次被){0,2}(?:获得?|获评|评为|认定为)?(?P<title>.{2,20}?)(?:称号)?的?(?:认定|获评|获得|入选|发证|公告|公示)?的?(?:时间|日期|年份|年度|年月|批次|有效期)(?:[及和与](?:时间|日期|年份|年度|批次))?")
_OF: Final = "的"
_WHETHER: Final = "是否"


class _Names(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    headers: dict[str, list[str]]
    values: dict[str, dict[str, str]]
    beside: frozenset[str]
    others: tuple[str, ...]
    neutral: tuple[str, ...]
    of_last_year: frozenset[str]
    none_is_nought: frozenset[str]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    fillers: tuple[str, ...]
    against: tuple[str, ...]
    titles: dict[str, frozenset[str]]
    of_three_years: frozenset[str]
    told_together: tuple[frozenset[str], ...]
    doubtful: tuple[str, ...]
    not_counted: tuple[str, ...]
    never_small: frozenset[str]
    numbering: frozenset[str]
    dated: dict[str, str]
    drawn: dict[str, str]
    sums_up: frozenset[str]
    wished: tuple[str, ...]
    planned: tuple[str, ...]
    unsettled: tuple[str, ...]
    lacking: tuple[str, ...]
    details: frozenset[str]
    highest: frozenset[str]
    reported: frozenset[str]
    verified: frozenset[str]
    agreed: frozenset[str]
    addresses: frozenset[str]
    given: tuple[str, ...]
    remarks: frozenset[str]
    grave: tuple[str, ...]
    by_batch: frozenset[str]
    other_titles: tuple[str, ...]
    in_full: dict[str, str]
    sums: dict[str, str]
    adverse: frozenset[str]
    applied: tuple[str, ...]
    of_titles: tuple[str, ...]
    relations: tuple[str, ...]
    counted_in: dict[str, tuple[str, ...]]
    champions: tuple[str, ...]
    given_at: dict[str, str]
    levels: dict[str, tuple[str, ...]]
    awarded: tuple[str, ...]
    givers: tuple[str, ...]
    offices: tuple[str, ...]
    whole: frozenset[str]
    pending: tuple[str, ...]
    scored: tuple[str, ...]
    bare: frozenset[str]
    totals: frozenset[str]
    notes: tuple[str, ...]
    samples: tuple[str, ...]
    sample_firms: tuple[str, ...]
    hints: tuple[str, ...]
    ticked: str
    unticked: str
    yes: frozenset[str] = Field(alias="yes")
    no: frozenset[str] = Field(alias="no")
    unknown: frozenset[str]
    affirmed: dict[str, frozenset[str]]
    none: frozenset[str]


@lru_cache(maxsize=1)
def names() -> _Names:
    """What `names.yaml` says."""
    return _Names.model_validate(load_yaml(Path(__file__).with_name("names.yaml")))


@lru_cache(maxsize=1)
def field_names() -> Mapping[str, str]:
    """Field key by plain name, Chinese and English."""
    found: dict[str, str] = {}
    for key, info in catalogue().items():
        for name in (info.zh, info.en, *names().headers.get(key, ())):
            found[plain(name).replace(_OF, "")] = key
    return found


@dataclass(frozen=True)
class Named:
    """What a head's words name: a field, or a figure that one is computed from; see `Header`."""

    key: str
    negated: bool = False
    part: str | None = None
    assumed: bool = False
    element: str | None = None


@lru_cache(maxsize=4096)
def named(text: str) -> Named | None:
    """What a head names, by the names of fields and else by those that the reader of messages knows.

    >>> named("是否拥有自主品牌").key, named("未列入经营异常名录").negated, named("有效发明专利数").part
    ('own_brand', True, 'invention')
    """
    if is_anothers(text):
        return None
    if (what := _known(plain(text))) is not None:
        return what
    for name in _spellings(plain(text)):
        if (key := field_names().get(name.replace(_OF, ""))) is not None and not (key == _NAME and _NO_NAME.search(text)):
            return Named(key)
    for word in names().against:
        rest = plain(text).removeprefix(word)
        for name in _spellings(rest) if rest != plain(text) else ():
            denied = _known(name)
            if denied is not None and denied.key in catalogue() and catalogue()[denied.key].type is FieldType.YES:
                return replace(denied, negated=True)
    spoken = _element(plain(text)) or next((found for name in _spellings(plain(text)) if (found := _spoken(name)) is not None), None)
    return spoken or _within(plain(text))


def _known(name: str) -> Named | None:
    """A plain name as it is listed, else as its words make it."""
    key = field_names().get(name.replace(_OF, ""))
    if key is not None and not (key == _NAME and _NO_NAME.search(name)):
        return Named(key)
    made = composed(name)
    return Named(made.key, part=made.part) if made is not None else None


def _within(name: str) -> Named | None:
    """截至2025年底贵公司有多少名员工: one name, and beside it only words that say nothing of which field it is."""
    for known in _longest_first():
        before, found, behind = name.partition(known)
        if found and _fillers().fullmatch(before) and _fillers().fullmatch(behind):
            return Named(field_names()[known])
    return _spoken(_without_fillers(name))


def _without_fillers(name: str) -> str:
    """有发明专利多少项: 发明专利."""
    before = ""
    while name != before:
        before = name
        for word in names().fillers:
            name = name.removeprefix(word).removesuffix(word)
    return name


@lru_cache(maxsize=1)
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted((known for known, key in field_names().items() if len(known) >= _SHORTEST_WITHIN and not known.isascii() and catalogue()[key].type is not FieldType.TEXT), key=len, reverse=True))


@lru_cache(maxsize=1)
def _fillers() -> re.Pattern:
    return re.compile(f"(?:{'|'.join(sorted(names().fillers, key=len, reverse=True))})*+")


def _element(name: str) -> Named | None:
    """是否高企 asks for one of a list's titles or honours; 专精特新中小企业认定时间 for the day of one."""
    from assistant.sheets.honours import honour_asked

    if dated := _DAY_OF.fullmatch(name) or _TITLE_OF.fullmatch(name):
        title = names().dated.get(dated["title"])
        asked = ("recognitions", title) if title is not None else honour_asked(dated["title"])
        if asked is not None:
            return Named(asked[0], element=asked[1])
    if not name.startswith(_ASKS):
        return None
    for key in ("valid_honours", "recognitions"):
        for spelling in _spellings(name):
            if (element := choice_names(key).get(spelling)) is not None:
                return Named(key, element=element)
    return None


def _spellings(name: str) -> tuple[str, ...]:
    """A plain name, and the same without the words that say nothing of which field it is."""
    found = {name: None, **({name.replace(_WHETHER, ""): None} if _WHETHER in name else {})}
    for word in names().before:
        found |= {each.removeprefix(word): None for each in list(found)}
    for word in names().behind:
        found |= {each.removesuffix(word): None for each in list(found)}
    return tuple(each for each in found if each)


def _spoken(name: str) -> Named | None:
    from assistant.reading.names import find_names
    from assistant.reading.numbers.quantities import Unit

    hits = find_names(name)
    if len(hits) != 1 or (hits[0][0].start, hits[0][0].end) != (0, len(name)):
        return None
    what = hits[0][1]
    key = what.takes(what.bare or Unit.BARE)
    if key is None or what.negative or (key not in catalogue() and key not in HELPERS):
        return None
    if key in catalogue() and catalogue()[key].type is FieldType.SCORE and _POINTS not in name:
        return None  # 专业化, 成长性: headings of the form's parts rather than scores
    return Named(key, part=what.part, assumed=what.assumed)


@lru_cache(maxsize=64)
def choice_names(key: str) -> Mapping[str, str]:
    """Choice of a field by plain name: its key, its names in both languages, further words."""
    found: dict[str, str] = {}
    for choice, name in (catalogue()[key].choices or {}).items():
        found |= {plain(word): choice for word in (choice, name.zh, name.en)}
    return found | {plain(word): choice for word, choice in names().values.get(key, {}).items()}
