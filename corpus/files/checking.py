"""Whether every word of a file came in: two readings of it, by different paths, held against each other."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.files.layout import squeezed
from corpus.files.read import begins
from corpus.files.texts import text_for


@dataclass(frozen=True)
class Piece:
    """Words that stand together in a file, and where; `again` where the file holds them a second time for other programs."""

    where: str
    words: str
    again: bool = False


_MOST: Final = 12
_RADICALS: Final = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF))


def as_written(text: str) -> str:
    """Signs that only look like a character of the text (radicals, compatibility forms) as that character."""
    return "".join(unicodedata.normalize("NFKC", char) if any(low <= ord(char) <= high for low, high in _RADICALS) else char for char in text)


def missing_pieces(pieces: Iterable[Piece], text: str, dropped: Sequence[str]) -> list[str]:
    """What another path read and this text has not, as a person is told it.

    Args:
        pieces: what the other path read, in the file's order.
        dropped: what was left out on purpose.
    """
    whole = squeezed(as_written(text))
    left_out = squeezed(as_written("".join(dropped)))
    found: list[str] = []
    reached = 0
    read: Counter[str] = Counter()
    for piece in pieces:
        bare = squeezed(as_written(piece.words))
        if not piece.again:
            read.update(bare)
        at = whole.find(bare, reached)
        if at >= 0:
            reached = at
        elif bare not in whole and bare not in left_out:
            found.append(text_for("check_missing", where=piece.where, words=begins(piece.words)))
            if len(found) == _MOST:
                return found
    return found or _fewer(read, whole, left_out)


def missing_signs(words: str, text: str, dropped: Sequence[str]) -> list[str]:
    """The signs of `words`, as another path read the file, that this text has fewer of, as a person is told it."""
    read, whole, left_out = (squeezed(as_written(each)) for each in (words, text, "".join(dropped)))
    return _fewer(Counter(read), whole, left_out)


def _fewer(read: Counter[str], whole: str, left_out: str) -> list[str]:
    lacking = read - Counter(whole) - Counter(left_out)
    return [text_for("check_fewer", signs=_shown(lacking))] if lacking else []


def differing_signs(one: str, other: str, where: str) -> list[str]:
    """The signs that two readings of a place don't share, each way, as a person is told it."""
    first, second = (Counter(squeezed(as_written(text))) for text in (one, other))
    found = []
    if only := second - first:
        found.append(text_for("check_only_second", where=where, signs=_shown(only)))
    if only := first - second:
        found.append(text_for("check_only_first", where=where, signs=_shown(only)))
    return found


def _shown(signs: Counter[str]) -> str:
    common = signs.most_common(_MOST)
    words = "、".join(f"{sign}×{count}" if count > 1 else sign for sign, count in common)
    return words if len(signs) <= _MOST else f"{words}…"
