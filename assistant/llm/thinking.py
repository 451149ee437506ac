"""What a model writes before its answer: thoughts between marks, which nobody asked for.

>>> thoughts = Thinking()
>>> [thoughts.take(piece) for piece in ("<th", "ink>先看", "门槛</think>", "\\n可以", "。")]
['', '', '', '可以', '。']
"""

from __future__ import annotations

from typing import Final

_MARKS: Final = (("<think>", "</think>"), ("<thinking>", "</thinking>"), ("◁think▷", "◁/think▷"))


def without_thoughts(text: str) -> str:
    """The answer alone; empty where the thoughts never end.

    A model whose template opens the thoughts itself writes only the closing mark.

    >>> without_thoughts("先看门槛</think>可以"), without_thoughts("<think>先看门槛")
    ('可以', '')
    """
    ends = [text.rfind(closing) + len(closing) for _, closing in _MARKS if closing in text]
    answer = text[max(ends, default=0) :].strip()
    return "" if answer.startswith(tuple(opening for opening, _ in _MARKS)) else answer


class Thinking:
    """Leaves the thoughts out of a text that comes in pieces.

    Args:
        inside: the text begins amid the thoughts.
    """

    def __init__(self, *, inside: bool = False) -> None:
        self._inside = inside
        self._closing = tuple(closing for _, closing in _MARKS) if inside else ()
        self._held = ""
        self._begun = False

    def take(self, piece: str) -> str:
        """What of the text can be shown now."""
        if self._begun:
            return piece
        self._held += piece
        if self._closing:
            return self._after_thoughts()
        text = self._held.lstrip()
        for opening, closing in _MARKS:
            if text.startswith(opening):
                self._closing = (closing,)
                return self._after_thoughts()
        if not text or any(opening.startswith(text) for opening, _ in _MARKS):
            return ""
        return self._show(text)

    def rest(self) -> str:
        """At the end: a text that was taken for thoughts and had no end of any, so it is the answer after all."""
        return without_thoughts(self._held) if self._inside else ""

    def _after_thoughts(self) -> str:
        for closing in self._closing:
            _, found, answer = self._held.partition(closing)
            if found and answer.strip():
                return self._show(answer.lstrip())
        return ""

    def _show(self, text: str) -> str:
        self._begun, self._held = True, ""
        return text

    @staticmethod
    def ends_late(text: str) -> bool:
        """Whether a text that was shown turns out to have been thoughts: their end stands in it."""
        return any(closing in text for _, closing in _MARKS)
