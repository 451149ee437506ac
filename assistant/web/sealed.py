"""Text that a browser keeps for us and gives back: it is ours, unchanged, or it is nothing.

>>> sealer = Sealer(b"k" * 32)
>>> sealer.opened(sealer.sealed("问答"))
'问答'
>>> sealer.opened("x" + sealer.sealed("问答")) is None
True
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import zlib

_LARGEST = 1_000_000
"""Bytes of a text that is opened: what packs small may unpack large."""


class Sealer:
    """Seals texts with a key; only the same key opens them."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def sealed(self, text: str) -> str:
        """The text packed, with its seal."""
        packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 6)).decode()
        return f"{self._seal(packed)}.{packed}"

    def opened(self, sealed: str) -> str | None:
        """The text; None where it was not sealed with this key."""
        seal, _, packed = sealed.partition(".")
        if not seal.isascii() or not packed.isascii() or not hmac.compare_digest(seal, self._seal(packed)):
            return None
        try:
            return zlib.decompressobj().decompress(base64.urlsafe_b64decode(packed), _LARGEST).decode()
        except (binascii.Error, zlib.error, UnicodeDecodeError):
            return None

    def _seal(self, packed: str) -> str:
        return hmac.new(self._key, packed.encode(), hashlib.sha256).hexdigest()
