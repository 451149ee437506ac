"""One spelling for what looks alike, character for character, so that places in a text stay what they are."""

from __future__ import annotations

import string
from typing import Final

_WIDE: Final = {chr(ord(sign) + 0xFEE0): sign for sign in string.ascii_letters + string.digits + "%+-/.=<>@"}
_ALIKE: Final = {
    "『": "「", "』": "」", "–": "—", "－": "—", "～": "~", "﹤": "<", "﹥": ">", "㈠": "一", "［": "[", "］": "]", "【": "[", "】": "]",
    "\u3000": " ", "\u00a0": " ", "\t": " ", "\r": " ",
}  # fmt: skip
_TABLE: Final = str.maketrans({**_WIDE, **_ALIKE})
_LOWER: Final = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def flat(text: str) -> str:
    """`text` with full-width letters and digits, dashes, brackets and spaces in one spelling; as long as before.

    >>> flat("不高于７０％")
    '不高于70%'
    """
    return text.translate(_TABLE)


def lower(text: str) -> str:
    """`text` with Latin letters small; as long as before."""
    return text.translate(_LOWER)
