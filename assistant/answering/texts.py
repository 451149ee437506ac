"""The sentences of `replies.yaml`, and how numbers and days are written in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from corpus.messages import Messages


def replies() -> Messages:
    """All templates of answers."""
    return Messages.of(Path(__file__).with_name("replies.yaml"))


def day(value: date) -> str:
    """2022年6月28日."""
    return f"{value.year}年{value.month}月{value.day}日"


def window(start: date, end: date) -> tuple[str, str]:
    """Both ends of a window, the year said once where it is the same.

    >>> window(date(2022, 6, 21), date(2022, 6, 28))
    ('2022年6月21日', '6月28日')
    """
    return day(start), day(end) if start.year != end.year else f"{end.month}月{end.day}日"
