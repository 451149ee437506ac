"""An industry by its name or code in 国民经济行业分类 (GB/T 4754) → the line of 划型标准 it belongs to.

>>> line_of("C34"), line_of("3411"), line_of("通用设备制造业"), line_of("软件")
('工业', '工业', '工业', '软件和信息技术服务业')
>>> line_of("金融业"), line_of("C65")
(None, None)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from assistant import bounded as re
from assistant.sheets.plainwords import plain
from corpus.yamlfile import load_yaml

_CODE = re.compile(r"(?P<section>[A-Ta-t])?\s{0,2}(?P<digits>[0-9]{2,4})?")
_CODE_AND_NAME = re.compile(r"(?P<code>[A-Ta-t]?[0-9]{2,4}|[A-Ta-t])[\s\-—_:：.、/]{0,3}(?P<name>[^0-9A-Za-z].{0,60})")
_NAME_AND_CODE = re.compile(r"(?P<name>[^0-9A-Za-z].{0,60}?)[\s\-—_:：/]{0,3}[(（\[]?(?P<code>[A-Ta-t]?[0-9]{2,4})[)）\]]?")
_PARTS = re.compile("[/／;；|]")
_MOST_PARTS: Final = 4
_DIVISION: Final = 2
_OFTEN_OWN: Final = frozenset({"01", "02", "03", "04", "05"})
"""Divisions of farming, which a list of codes of one's own begins with just as well."""
_MANUFACTURING: Final = ("制造业", "制造", "制品业", "加工业")
_LINE_OF_MANUFACTURING: Final = "工业"


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    divisions: tuple[str, str]
    line: str | None = None


class _Classification(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: list[str]
    sections: Mapping[str, _Section]
    divisions: Mapping[str, tuple[str] | tuple[str, str]]
    finer: Mapping[str, str]
    short: Mapping[str, str]


@lru_cache(maxsize=1)
def classification() -> _Classification:
    """What `industries.yaml` says."""
    return _Classification.model_validate(load_yaml(Path(__file__).with_name("industries.yaml")))


def line_of(text: str) -> str | None:
    """The line of 划型标准; None where the text names none, or a code and a name that contradict each other."""
    text = text.strip()
    if (match := _CODE.fullmatch(text)) and (match["section"] or match["digits"]):
        return _by_code(match["section"], match["digits"])
    pair = _CODE_AND_NAME.fullmatch(text) or _NAME_AND_CODE.fullmatch(text)
    if pair is not None:
        code = _CODE.fullmatch(pair["code"])
        line = _by_code(code["section"], code["digits"]) if code else None
        name = _by_name(pair["name"])
        return line if name in (None, line) else None
    return _by_name(text) or _by_all(text)


def _by_all(text: str) -> str | None:
    """制造业/通用设备制造业: every part names the same line."""
    parts = [part for part in _PARTS.split(text) if part]
    if len(parts) < 2 or len(parts) > _MOST_PARTS:
        return None
    lines = {line_of(part) for part in parts}
    return lines.pop() if len(lines) == 1 else None


def _by_code(section: str | None, digits: str | None) -> str | None:
    found = classification()
    if section is None and digits is not None and len(digits) == _DIVISION and digits[:2] in _OFTEN_OWN:
        return None
    if digits is None:
        return found.sections[section.upper()].line if section else None
    division = found.divisions.get(digits[:2])
    if division is None:
        return None
    if section is not None:
        first, last = found.sections[section.upper()].divisions
        if not first <= digits[:2] <= last:
            return None
    return found.finer.get(digits[:3]) or (division[1] if len(division) == 2 else None)


def _by_name(text: str) -> str | None:
    name = plain(text)
    line = next((found for each in (name, f"{name}业", f"{name}制造业", name.removesuffix("行业")) if (found := _names().get(each))), None)
    if line is None and name not in _nameless() and name.endswith(_MANUFACTURING):
        return _LINE_OF_MANUFACTURING  # every name of section C that ends so is of it
    return line


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    found = classification()
    divisions = {plain(each[0]): each[1] for each in found.divisions.values() if len(each) == 2}
    sections = {plain(section.name): section.line for section in found.sections.values() if section.line}
    return {**divisions, **sections, **{plain(name): line for name, line in found.short.items()}}


@lru_cache(maxsize=1)
def _nameless() -> frozenset[str]:
    """Names of divisions and sections that belong to no line, or to several."""
    found = classification()
    return frozenset(plain(each[0]) for each in found.divisions.values() if len(each) == 1)
