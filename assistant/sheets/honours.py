"""Titles and honours as people write them in a cell: 省专精特新（2024）、高企; 国家级小巨人2023年7月，单项冠军; 第五批.

>>> told_in("浙江省专精特新中小企业（2022年12月）、高新技术企业", 2025)
{'recognitions': [{'tier': 'specialized', 'on': '2022-12'}], 'valid_honours': ['high_tech_enterprise']}
>>> told_in("拟申报省级专精特新", 2025) is None, told_in("市级专精特新", 2025) is None
(True, True)
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from assistant import bounded as re
from assistant.sheets.names import choice_names, names
from assistant.sheets.plainwords import plain
from assistant.sheets.ticks import ticked

CHAMPION: Final = "manufacturing_champion"
_LISTS: Final = ("recognitions", "valid_honours")
_LONGEST: Final = 200
_ITEMS = re.compile(r"[;；,，、\n|┋+]+(?![^（(]{0,300}[）)])")
_OPTION = re.compile(r"^[A-Ha-h]\s{0,2}[.．、:：]\s{0,3}")
_DAY: Final = r"(?:19|20)[0-9]{2}(?:[-./年]\s{0,2}[0-9]{1,2}(?!\s{0,2}[0-9]*年)(?:[-./月]\s{0,2}[0-9]{1,2})?)?\s{0,2}[年月日]?"
_TERM = re.compile(rf"(?P<from>{_DAY})\s{{0,2}}[-—–~～至到]{{1,2}}\s{{0,2}}(?P<to>{_DAY})")
"""From when to when a certificate holds; the first is the day it was given."""
_DATE = re.compile(_DAY)
_REVIEWED = re.compile(rf"[,，;；]?\s{{0,2}}{_DAY}\s{{0,2}}(?:已)?复[核审](?:已)?(?:通过|合格|过)?")
"""When a title was renewed, which is not when it was given."""
_RUN = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
_CERTIFICATE = re.compile(r"(?<![A-Za-z0-9])GR(20[0-9]{2})[0-9]{8}(?![0-9])")
"""The number of a high-tech enterprise's certificate, which holds its year."""
_NEWLY = re.compile("(?<=[年月日0-9])新认定")
_NUMBERS = re.compile("[0-9]{1,4}")
_BATCH = re.compile(r"第?\s{0,2}(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s{0,2}批次?")
_BARE_BATCH = re.compile("第?(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,2})批?")
_DIGITS: Final = "一二三四五六七八九十"
_VALID_YEARS: Final = 3
"""For how long a certificate of an honour holds."""
_BATCHES: Final = range(1, 20)


@dataclass(frozen=True)
class HeldTitle:
    """A title or honour: its list (or the champion's field), which one, since when, of which batch."""

    field: str
    what: str
    on: str = ""
    batch: int | None = None


def told_in(text: str, year: int, asked: tuple[str, str] | None = None, *, by_batch: bool = False) -> dict[str, Any] | None:
    """What a cell of titles says, by field; None where a word of it isn't understood.

    Args:
        year: the round's year, before which an honour must not have run out.
        asked: the list and title that the head asks for (省级专精特新认定时间), which a day or batch alone then tells of.
        by_batch: the head asks for a batch, so that 五 alone is one.
    """
    if len(text) > _LONGEST:
        return None
    boxes = ticked(text)
    if boxes is not None and (not boxes or not all(boxes)):
        return None
    found: list[HeldTitle] = []
    for item in boxes or items_of(text):
        if not item.strip() or _is_another(item):
            continue
        title = _title(_OPTION.sub("", item.strip()), None if found else asked, by_batch)
        if title is None:
            return None
        if found and not found[-1].what and title.what and not (title.on or title.batch):  # 2023年10月认定，省专精特新
            found[-1] = replace(title, on=found[-1].on, batch=found[-1].batch)
        elif title.what or not found:
            found.append(title)
        elif found[-1].on or found[-1].batch:
            return None
        else:  # 省专精特新，2023年
            found[-1] = replace(found[-1], on=title.on, batch=title.batch)
    if not found or any(not title.what for title in found) or any(_has_run_out(title, year) for title in found):
        return None
    return _by_field(found)


def items_of(text: str) -> list[str]:
    """The things that a cell lists."""
    return _ITEMS.split(_spread(text))


def speaks_of_a_title(item: str) -> bool:
    """Whether the name of a known title stands in it, be it within another: 市级专精特新."""
    return any(known in plain(item) for *_, known in _known())


def _is_another(item: str) -> bool:
    """A title that no rule asks for: 瞪羚企业; one that a known title's words stand in is none: 专精特新之星."""
    name = plain(item)
    if any(word in name for word in (*names().doubtful, *names().applied)) or speaks_of_a_title(item):
        return False
    return name.endswith(names().other_titles) and not any(sign.isascii() for sign in name)


def honour_asked(name: str) -> tuple[str, str] | None:
    """The list and title that a head asks for by its bare name: 高企, 省专精特新."""
    title = _named(plain(name))
    return (title.field, title.what) if title is not None and title.field in _LISTS else None


def without_review(text: str) -> str:
    """A text without the day on which a title was renewed.

    >>> without_review("第二批（2023年复核通过）")
    '第二批（）'
    """
    return _REVIEWED.sub("", text)


def _spread(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _title(item: str, asked: tuple[str, str] | None, by_batch: bool) -> HeldTitle | None:
    """One title with its day and batch; without a name where the item is but a day, a batch or a level."""
    written = _RUN.sub(lambda match: f"{match[1]}-{match[2]}-{match[3]}", unicodedata.normalize("NFKC", item))
    written = without_review(_CERTIFICATE.sub(lambda match: f"{match[1]}年", written))
    written = _NEWLY.sub("认定", written)
    if any(word in written for word in names().doubtful):
        return None
    bare = _BARE_BATCH.fullmatch(written) if by_batch else None
    batch = bare or _BATCH.search(written)
    left = "" if bare else _BATCH.sub(" ", written, count=1)
    term = _TERM.search(left)
    left = _TERM.sub(" ", left, count=1) if term else left
    days = _DATE.findall(left)
    if len(days) + bool(term) > 1:
        return None
    on = _iso(term["from"] if term else days[0]) if term or days else ""
    number = _number(batch["n"]) if batch else None
    if on is None or (batch and number not in _BATCHES):
        return None
    name = plain(re.sub(r"[()（）@#]", "", _DATE.sub("", left)))
    told = _named(name) if name else HeldTitle("", "")
    if told is None:
        return None
    if told.what == "" and asked is not None:
        level = _awarded().sub("", name)
        told = HeldTitle(*asked) if names().dated.get(level, asked[1]) == asked[1] else told
    elif told.what == "" and _awarded().sub("", _givers().sub("", name)):
        return None  # 省级: of what
    return replace(told, on=on, batch=number)


@lru_cache(maxsize=512)
def _named(name: str) -> HeldTitle | None:
    """The title of a plain name, with who gave it and 认定 or 通过 about it; nameless where it is a level alone."""
    spellings = {_awarded().sub("", name), _awarded().sub("", _givers().sub("", name))}
    for field, what, level, known in _known():
        if any(f"{before}{known}" in spellings for before in ("", *names().levels[level])):
            return HeldTitle(field, what)
    return HeldTitle("", "") if spellings & {"", *names().dated} else None


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[str, str, str, str], ...]:
    """Every name of a title: its list, which one it is, the level it is given at, the name."""
    found = [(field, what, names().given_at[what], known) for field in _LISTS for known, what in choice_names(field).items() if not known.isascii()]
    return (*found, *((CHAMPION, CHAMPION, names().given_at[CHAMPION], plain(known)) for known in names().champions))


@lru_cache(maxsize=1)
def _awarded() -> re.Pattern:
    words = "|".join(sorted(names().awarded, key=len, reverse=True))
    return re.compile(f"^(?:{words}){{0,4}}|(?:{words}){{0,4}}$")


@lru_cache(maxsize=1)
def _givers() -> re.Pattern:
    return re.compile(f"(?:^[\u4e00-\u9fff]{{2,3}}(?=省)|(?:{'|'.join(names().givers)})市?(?!级))(?:(?:省|市)?(?:{'|'.join(names().offices)})(?:厅|委|局)?)?")


def _iso(day: str) -> str | None:
    parts = [int(part) for part in _NUMBERS.findall(day)]
    if len(parts) > 1 and not (1 <= parts[1] <= 12) or len(parts) > 2 and not (1 <= parts[2] <= 31):
        return None
    return "-".join(f"{part:02d}" for part in parts)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else sum(_DIGITS.index(sign) + 1 for sign in text)


def _has_run_out(title: HeldTitle, year: int) -> bool:
    return title.field == "valid_honours" and bool(title.on) and int(title.on[:4]) < year - _VALID_YEARS


def _by_field(titles: list[HeldTitle]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for title in titles:
        if title.field == CHAMPION:
            found[CHAMPION] = True
        elif title.field == "valid_honours":
            found.setdefault(title.field, []).append(title.what)
        else:
            told: dict[str, Any] = {"tier": title.what}
            told |= {"on": title.on} if title.on else {}
            told |= {"round": title.batch} if title.batch and title.what in names().by_batch else {}
            found.setdefault(title.field, []).append(told)
    return found
