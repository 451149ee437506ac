"""An application of the year to come, for which the running year's figures, not yet whole, will be last year's.

>>> from datetime import date
>>> coming_year(Scan("今年预计6000万，明年报行吗", date(2026, 11, 26)))
2027
>>> coming_year(Scan("要是明年做到1600万呢", date(2026, 11, 26)))
"""

from __future__ import annotations

from typing import Final

from assistant.reading.layout import Clause
from assistant.reading.lexicon import lexicon
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.parts import asks
from assistant.reading.scan import Scan

_AHEAD: Final = frozenset({When.NOW, When.FUTURE})


def coming_year(scan: Scan) -> int | None:
    """The year to come, where a text asks of an application in it, or names the next round beside the running year; else None."""
    this = scan.day.year
    dates = [token.value for token in scan.tokens if isinstance(token.value, DateMention)]
    running = any(is_running(date, this) for date in dates)
    of_one = any(_is_of_an_application(scan, clause, named_alone=not running) for clause in scan.clauses)
    return this + 1 if of_one else None


def _is_of_an_application(scan: Scan, clause: Clause, *, named_alone: bool) -> bool:
    """明年报行吗, 下一批够吗; 明年产能翻番 is none.

    Args:
        named_alone: whether only the year itself names it, and not the next round.
    """
    words = scan.words_of(clause)
    ahead = any(isinstance(token.value, DateMention) and token.value.year == scan.day.year + 1 for token in scan.tokens_in(clause))
    named = ahead or not named_alone and lexicon("scope", "coming").has(words)
    return named and (lexicon("asking", "applies").has(words) or asks(scan, clause) and lexicon("asking", "will_do").has(words))


def is_running(named: DateMention | None, this: int) -> bool:
    """Whether a time is the running year, or its end: 今年, 今年底."""
    return named is not None and named.when in _AHEAD and named.year == this
