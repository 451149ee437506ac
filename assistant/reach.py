"""A part that stands elsewhere and may be away: while it is, few wait for it.

>>> reach = Reach()
>>> began = reach.begin()
>>> reach.end(began, reached=False), reach.is_away
(True, True)
"""

from __future__ import annotations

import time
from threading import Lock
from typing import Final

LONGEST: Final = 5.0
"""Seconds that a part is left alone at most, and so how soon it is noticed that it is back."""
_TIMES: Final = 10
"""How much longer than a try took the part is left alone after it: what refuses at once may be asked at once."""


class Reach:
    """Whether a part can be reached. Safe to use from several threads."""

    def __init__(self) -> None:
        self._away, self._try_again, self._lock = False, 0.0, Lock()

    @property
    def is_away(self) -> bool:
        """Whether the last try has failed."""
        return self._away

    def begin(self) -> float | None:
        """The moment at which a try begins; None where it is to be left alone for now."""
        with self._lock:
            now = time.monotonic()
            if now < self._try_again:
                return None
            if self._away:
                self._try_again = now + LONGEST  # the others don't wait with this one
            return now

    def end(self, began: float, *, reached: bool) -> bool:
        """How a try has ended.

        Returns:
            whether that is news.
        """
        with self._lock:
            now = time.monotonic()
            news = self._away is reached
            self._away = not reached
            self._try_again = 0.0 if reached else now + min(_TIMES * (now - began), LONGEST)
            return news
