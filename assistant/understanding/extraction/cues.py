"""The names of quantities (`cues.yaml`), compiled once, and where a text uses them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant import bounded as re
from assistant.reading.numbers.quantities import Unit
from assistant.understanding.extraction.facts import Assumed, Reason
from corpus.yamlfile import load_yaml


@dataclass(frozen=True, slots=True)
class Cue:
    """What one group of names stands for: the field for each kind of quantity.

    `part` names what adds up under the field, `negative` turns the sign (亏损), `absorb` says why no field takes the
    number, `count` takes a number without a unit. `share` is the field of 占…的50% behind it; `growth` marks a rate
    that belongs to the amount before it. `beside` is the field whose amount has to stand in the sentence as well, `bare` the one that a number
    without a unit belongs to.
    """

    fields: Mapping[Unit, str] = field(default_factory=dict)
    part: str | None = None
    negative: bool = False
    absorb: Reason | None = None
    count: bool = False
    share: str | None = None
    growth: bool = False
    assumed: tuple[Assumed, ...] = ()
    beside: str | None = None
    bare: str | None = None

    def takes(self, unit: Unit) -> str | None:
        """The field that a quantity of this unit belongs to."""
        if unit in self.fields or self.absorb:
            return self.fields.get(unit)
        only = next(iter(self.fields.values()), None) if len(self.fields) == 1 else None
        if unit is Unit.ITEMS:
            return only if self.count else None
        if unit is Unit.BARE:
            if self.bare:
                return self.bare
            return only if self.count or not {Unit.MONEY, Unit.YEARS} & self.fields.keys() else None
        return None


@dataclass(frozen=True, slots=True)
class CueMention:
    """A name at `start`..`end` of the text searched; `header` is the unit said with it: 营业收入（万元）."""

    cue: Cue
    text: str
    start: int
    end: int
    header: str | None = None


@dataclass(frozen=True)
class Cues:
    """All names, and the words that decide how a number goes with a name."""

    pattern: re.Pattern
    by_group: tuple[Cue, ...]
    words: dict[str, re.Pattern]
    by_year: frozenset[str]
    more_is_better: frozenset[str]
    less_is_better: frozenset[str]
    ratio_of: dict[str, str]
    growth_of: dict[str, str]

    def find(self, text: str, *, headed: bool = False) -> list[CueMention]:
        """The names in `text`, in order, none inside another.

        Args:
            headed: an amount without its own unit takes the one that a heading gives to all (单位：万元).
        """
        found: list[CueMention] = []
        heading = _HEADING.search(text) if headed else None
        closing = _CLOSING.search(text) if headed else None
        for match in self.pattern.finditer(text):
            if match.end() > match.start() and not (found and match.start() < found[-1].end):
                cue = self.by_group[(match.lastindex or 1) - 1]
                aside = _ASIDE.match(text, match.end())
                end = aside.end() if aside else match.end()
                header = _HEADER.match(text, end)
                unit = header[1] if header else None
                if heading and heading.end() <= match.start() and Unit.MONEY in cue.fields:
                    unit = unit or heading[1]
                if closing and Unit.MONEY in cue.fields:
                    unit = unit or closing[1]
                found.append(CueMention(cue, match[0], match.start(), header.end() if header else end, unit))
        return found


_HEADER = re.compile(r"\s*[（(\[/]\s*(?:单位\s*[:：]?\s*)?(万元|亿元|元|%|人|项|件|年)\s*[)）\]]?")
_HEADING = re.compile(r"(?:货币|金额)?单位\s*[:：]?\s*(?:人民币)?(万元|亿元|元)")
_CLOSING = re.compile(
    r"(?:(?:以上|上述|金额|货币)*单位(?:均|都|皆)?(?:为|是)?\s*[:：]?\s*(?:人民币)?|[（(]\s*)(万元|亿元|元)\s*(?:[，,、]?\s*20\d\d年度?)?\s*[)）]?\s*[。.]?\s*$"
)
_ASIDE = re.compile(r"[（(](?:含|包括|不含|不包括)[^（）()\d]{1,16}[)）]")
_UNITS = {
    "money": Unit.MONEY,
    "percent": Unit.PERCENT,
    "people": Unit.PEOPLE,
    "items": Unit.ITEMS,
    "years": Unit.YEARS,
    "score": Unit.SCORE,
}


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The names of `cues.yaml`."""
    data = load_yaml(Path(__file__).with_name("cues.yaml"))
    groups = [f"({'|'.join(entry['words'])})" for entry in data["cues"]]
    return Cues(
        pattern=re.compile("|".join(groups)),
        by_group=tuple(_cue(entry) for entry in data["cues"]),
        words={key: re.compile(value) for key, value in data.items() if isinstance(value, str)},
        by_year=frozenset(data["by_year"]),
        more_is_better=frozenset(data["more_is_better"]),
        less_is_better=frozenset(data["less_is_better"]),
        ratio_of=data["ratio_of"],
        growth_of=data["growth_of"],
    )


def _cue(entry: Mapping[str, Any]) -> Cue:
    return Cue(
        fields={unit: entry[key] for key, unit in _UNITS.items() if key in entry},
        part=entry.get("part"),
        negative=bool(entry.get("negative")),
        absorb=Reason(entry["absorb"]) if "absorb" in entry else None,
        count=bool(entry.get("count")),
        share=entry.get("share"),
        growth=bool(entry.get("growth")),
        assumed=(Assumed(entry["assumed"]),) if "assumed" in entry else (),
        beside=entry.get("beside"),
        bare=entry.get("bare"),
    )
