"""Work on what somebody wrote ends in time: one budget for a request, and patterns that stop when it is spent.

The patterns are written so that no text makes them slow (`tests/attacks.py` attacks every one of them); the budget is
the fuse behind them. It holds for the thread that opened it. Outside any budget nothing is limited.

>>> compile(r"(a|a)+$").search("aaaa") is not None
True
>>> with within(0.05):
...     compile(r"(a|a|a)+$").search("a" * 40 + "b")
Traceback (most recent call last):
assistant.errors.OverBudgetError: 这段文字没能在规定的时间内读完，请精简或分成几段发送。
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache
from typing import Any, Final, TypeVar

import regex

from assistant.errors import BusyError, OverBudgetError

IGNORECASE: Final = int(regex.IGNORECASE)
VERBOSE: Final = int(regex.VERBOSE)
DOTALL: Final = int(regex.DOTALL)
Match = regex.Match[str]
R = TypeVar("R")
escape = regex.escape

_OWN_SHARE: Final = 0.5
"""Of a budget that is spent: who has worked less than this has mostly waited."""
_ends: ContextVar[float | None] = ContextVar("budget", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let what runs inside take at most `seconds`, or what is left of the budget it runs in.

    Raises:
        OverBudgetError: it took longer.
        BusyError: it was the others that took the time, and not what was written.
    """
    ends, outer = time.monotonic() + seconds, _ends.get()
    token = _ends.set(ends if outer is None else min(ends, outer))
    worked = time.thread_time()
    try:
        yield
    except OverBudgetError:
        if time.thread_time() - worked < seconds * _OWN_SHARE:
            raise BusyError from None
        raise
    finally:
        _ends.reset(token)


@contextmanager
def outside() -> Iterator[None]:
    """Let what runs inside take as long as it needs, at nobody's cost: building an index is no part of a question."""
    ends, start = _ends.get(), time.monotonic()
    token = _ends.set(None)
    try:
        yield
    finally:
        _ends.reset(token)
        if ends is not None:
            _ends.set(ends + time.monotonic() - start)


def spend() -> None:
    """Go on only while the budget lasts; for loops over what somebody wrote.

    Raises:
        OverBudgetError: it is spent.
    """
    ends = _ends.get()
    if ends is not None and time.monotonic() >= ends:
        raise OverBudgetError


class Pattern:
    """A pattern whose every search ends with the budget; the methods are those of `re.Pattern`.

    It is compiled when it is first searched for, as most are needed by few messages.

    Raises:
        OverBudgetError: by every method, where the budget is spent before the search is.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._source, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        return regex.compile(self._source, self._flags)

    @property
    def pattern(self) -> str:
        return self._source

    @property
    def flags(self) -> int:
        return int(self._compiled.flags)

    def search(self, text: str, pos: int | None = None, endpos: int | None = None) -> Match | None:
        return _timed(self._compiled.search, text, pos, endpos)

    def match(self, text: str, pos: int | None = None, endpos: int | None = None) -> Match | None:
        return _timed(self._compiled.match, text, pos, endpos)

    def fullmatch(self, text: str, pos: int | None = None, endpos: int | None = None) -> Match | None:
        return _timed(self._compiled.fullmatch, text, pos, endpos)

    def sub(self, repl: str | Callable[[Match], str], text: str, count: int = 0) -> str:
        return _timed(self._compiled.sub, repl, text, count)

    def subn(self, repl: str | Callable[[Match], str], text: str, count: int = 0) -> tuple[str, int]:
        return _timed(self._compiled.subn, repl, text, count)

    def split(self, text: str, maxsplit: int = 0) -> list[str]:
        return _timed(self._compiled.split, text, maxsplit)

    def findall(self, text: str, pos: int | None = None, endpos: int | None = None) -> list[Any]:
        return _timed(self._compiled.findall, text, pos, endpos)

    def finditer(self, text: str, pos: int | None = None, endpos: int | None = None) -> Iterator[Match]:
        try:
            yield from self._compiled.finditer(text, pos, endpos, timeout=left())
        except TimeoutError:
            raise OverBudgetError from None


def _timed(method: Callable[..., R], *args: Any) -> R:
    try:
        return method(*args, timeout=left())
    except TimeoutError:
        raise OverBudgetError from None


def left() -> float | None:
    """Seconds left of the budget; None where there is none. A spent one still has a hair, since 0 means no limit.

    >>> left() is None
    True
    """
    ends = _ends.get()
    return None if ends is None else max(ends - time.monotonic(), 1e-6)


@lru_cache(maxsize=4096)
def compile(pattern: str, flags: int = 0) -> Pattern:
    """`pattern`, compiled once."""
    return Pattern(pattern, flags)


def search(pattern: str, text: str, flags: int = 0) -> Match | None:
    return compile(pattern, flags).search(text)


def match(pattern: str, text: str, flags: int = 0) -> Match | None:
    return compile(pattern, flags).match(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> Match | None:
    return compile(pattern, flags).fullmatch(text)


def sub(pattern: str, repl: str | Callable[[Match], str], text: str, flags: int = 0) -> str:
    return compile(pattern, flags).sub(repl, text)


def split(pattern: str, text: str, flags: int = 0) -> list[str]:
    return compile(pattern, flags).split(text)


def findall(pattern: str, text: str, flags: int = 0) -> list[Any]:
    return compile(pattern, flags).findall(text)


def finditer(pattern: str, text: str, flags: int = 0) -> Iterator[Match]:
    return compile(pattern, flags).finditer(text)
