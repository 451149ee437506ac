"""The figures of English words, held against those of the Chinese they stand for.

>>> missing("not below 50 million yuan", "不低于5000万元", Figures()), missing("above 75%", "高于70%", Figures())
([], ['75%'])
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from assistant import bounded
from assistant.grounding.figures import Figures, figures_of
from assistant.reading.numbers.quantities import Unit

_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_QUOTED: Final = bounded.compile(r"“[^”]*”|10,000 yuan|10k yuan")
_DATE: Final = bounded.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})(?: (\d{{4}}))?")
_NUMBER: Final = bounded.compile(
    r"(?<![\d.,A-Za-z])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?: (million|billion)\b| ?(%|percent)|(?= (yuan|people|person|items?|points?|years?)\b))"
)
"""Numbers with a scale or a unit; those that only call something (article 11, round 4) are none."""
_SCALES: Final = {"million": Decimal(10**6), "billion": Decimal(10**9), "": Decimal(1)}
_DIGITS: Final = bounded.compile(r"\d+(?:\.\d+)?")
_WAN: Final = 10_000


def missing(english: str, chinese: str, own: Figures) -> list[str]:
    """The figures of `english` that neither the Chinese words nor what their block stands on has."""
    known = own | figures_of(chinese)
    digits = {Decimal(each) for each in _DIGITS.findall(chinese)}
    rest = _QUOTED.sub(" ", english)
    found: list[str] = []
    for match in _DATE.finditer(rest):
        day = (int(match[3]) if match[3] else None, _MONTHS.index(match[2]) + 1, int(match[1]))
        if not known.holds_day(day):
            found.append(match[0])
    for match in _NUMBER.finditer(rest):
        value = Decimal(match[1].replace(",", "")) * _SCALES[match[2] or ""]
        unit = Unit.MONEY.value if match[2] or match[4] == "yuan" else Unit.PERCENT.value if match[3] else ""
        value = value / _WAN if unit == Unit.MONEY.value else value
        if not known.holds((unit, value.normalize())) and value not in digits:
            found.append(match[0])
    return found
