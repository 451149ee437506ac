"""Awards and lists of “创客中国” that a message names together with their year.

>>> [(won.kind.value, won.year) for won in awarded("创客中国2020年的50强能用吗", date(2023, 11, 11))]
[('maker_china', 2020)]
>>> [(won.kind.value, won.year) for won in awarded("五年前拿的省科技进步奖还算吗", date(2024, 5, 5))]
[('science_award', 2019)]
>>> awarded("2022年省科技奖有哪些等级", date(2024, 5, 5))
()
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant import bounded as re
from assistant.reading.numbers.dates import DateMention, When, find_dates, years_ago
from assistant.understanding.patterns import patterns

_SOMETHING_ELSE = re.compile(r"\d(?!0?0?强)|[。；;！？?!]|，.*，")
"""What between a year and an award says that the year is of something else."""


class Award(StrEnum):
    """What a direct route looks at."""

    MAKER_CHINA = "maker_china"
    SCIENCE_AWARD = "science_award"


@dataclass(frozen=True)
class Awarded:
    """An award or a place in a list, and the year it is said to be of, with the words that say it."""

    kind: Award
    year: int
    words: str


def awarded(text: str, as_of: date) -> tuple[Awarded, ...]:
    """The awards whose year `text` names, where it tells of them or asks whether they count."""
    if not patterns().award_counts.search(text):
        return ()
    years = _years(text, as_of)
    found: dict[Awarded, None] = {}
    for kind, pattern in ((Award.MAKER_CHINA, patterns().award_list), (Award.SCIENCE_AWARD, patterns().award_science)):
        for match in pattern.finditer(text):
            beside = [named for named in years if not _SOMETHING_ELSE.search(_between(text, match, named))]
            near = min(beside, key=lambda named: abs(named.start - match.start()), default=None)
            if near is not None and near.year is not None:
                found[Awarded(kind, near.year, near.text.removesuffix("的"))] = None
    return tuple(found)


def _years(text: str, as_of: date) -> list[DateMention]:
    named = [date for date in find_dates(text, as_of) if date.year and date.when in (When.YEAR, When.DAY, When.NOW)]
    return named + years_ago(text, as_of)


def _between(text: str, award: re.Match, named: DateMention) -> str:
    return text[named.end : award.start()] if named.start < award.start() else text[award.end() : named.start]
