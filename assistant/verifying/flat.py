"""One spelling for what looks alike, character for character, so that places in a text stay what they are."""

from __future__ import annotations

import string
from functools import lru_cache
from typing import Final

from assistant import bounded

_WIDE: Final = {chr(ord(sign) + 0xFEE0): sign for sign in string.ascii_letters + string.digits + "%+-/.=<>@"}
_ALIKE: Final = {
    "『": "「", "』": "」", "–": "—", "－": "—", "～": "~", "﹤": "<", "﹥": ">", "㈠": "一", "［": "[", "］": "]", "【": "[", "】": "]",
    "\u3000": " ", "\u00a0": " ", "\t": " ", "\r": " ",
}  # fmt: skip
_TABLE: Final = str.maketrans({**_WIDE, **_ALIKE})


def flat(text: str) -> str:
    """`text` with full-width letters and digits, dashes, brackets and spaces in one spelling; as long as before.

    >>> flat("不高于７０％")
    '不高于70%'
    """
    return text.translate(_TABLE)


def lower(text: str) -> str:
    """`text` with Latin letters small; as long as before."""
    return text.lower() if text.isascii() else "".join(sign.lower() if sign.isascii() else sign for sign in text)


@lru_cache(maxsize=32768)
def grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of its words; signs, digits and Latin letters are none.

    >>> sorted(grams("不高于70%"))
    ['不高', '高于']
    """
    plain = _NO_WORDS.sub("", text)
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))


_NO_WORDS: Final = bounded.compile(r"[\s□，。；：、！？“”‘’「」（）()《》〔〕\[\],.;:!?\-—0-9a-zA-Z%]+")
