"""The province in a cell: 福建省泉州市, 湖北宜昌; and in an address, where no head asks for the province.

>>> province_in("福建省泉州市洛江区"), province_in("湖北宜昌"), province_in("省级")
('福建省', '湖北宜昌', None)
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from assistant import bounded as re
from assistant.sheets.headers import Header, HeadReading, Why
from assistant.sheets.names import names
from assistant.sheets.plainwords import plain
from assistant.sheets.values import Cell
from assistant.spelling import places

_PROVINCE = re.compile("[\u4e00-\u9fa5]{2,3}省|[\u4e00-\u9fa5]{2,6}自治区|(?:北京|天津|上海|重庆)市")
"""With which a place begins: 福建省泉州市."""
_KEY: Final = "province"


def province_in(text: str) -> str | None:
    """The province that a place begins with, else the place as it is told; None where it is no place."""
    found = _PROVINCE.match(text)
    if found:
        return found[0]
    return text if any(place in text for place in _known()) else None


def province_of_address(reading: HeadReading, cell: Cell) -> HeadReading:
    """The head of a registered address as one of the province, where the address begins with it."""
    if reading.why is not Why.BESIDE or plain(reading.text) not in names().addresses or not isinstance(cell, str) or not _PROVINCE.match(cell):
        return reading
    return HeadReading(reading.text, Header(reading.text, _KEY))


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    return (*places("provinces"), *places("provincial_cities"), *places("cities"))
