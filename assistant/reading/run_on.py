"""Where what was dictated without any mark begins anew: 去年卖了五千六百万|前年五千一百万|研发两百二十万."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant import bounded
from assistant.reading.names import Name
from assistant.reading.numbers.dates import DateMention
from assistant.reading.numbers.quantities import Quantity, Unit

_CLOSING: Final = frozenset({Unit.MONEY, Unit.PERCENT, Unit.SCORE, Unit.YEARS})
_MARK: Final = bounded.compile(r"[，,。；;！!？?\n]")
_PARTICLES: Final = bounded.compile(r"(?:左右|上下|了|吧|啊|呢|哈|嘛|呀){0,3}")
_FILLERS: Final = bounded.compile(r"(?:嗯|那个|那|然后|还有|另外|再|对了|就是|大概|我们|目前|现在|而|呃|这个){0,3}")
Found = tuple[int, int, object]
"""Where something stands, and what it is."""


def run_ons(text: str, found: Sequence[Found]) -> Iterator[int]:
    """The places right behind a figure at which a time or a name follows without a mark.

    Args:
        found: the quantities, times and names of the text, in order.
    """
    named = False
    for (_, end, value), (start, _, following) in zip(found, [*found[1:], (0, 0, None)], strict=False):
        named = named or isinstance(value, Name | DateMention)
        if _MARK.search(text, end, max(start, end)):
            named = False
        elif isinstance(value, Quantity) and value.unit in _CLOSING and isinstance(following, Name | DateMention):
            place = _past_particles(text, end)
            if (named or value.unit is not Unit.PERCENT) and place <= start and _FILLERS.fullmatch(text, place, start):
                yield place
            named = False


def _past_particles(text: str, end: int) -> int:
    """The place behind 左右, 了, 吧."""
    particles = _PARTICLES.match(text, end)
    return particles.end() if particles else end
