"""What takes back something told before: 说错了, 不对，是…, 更正, 其实是 (`words/corrections.yaml`)."""

from __future__ import annotations

from assistant.reading.lexicon import lexicon
from assistant.reading.scan import Scan, Token


class Corrections:
    """The corrections of a scanned text."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        keeps = [(hit.start, hit.end) for hit in lexicon("corrections", "keeps").find(scan.text)]
        found = lexicon("corrections", "corrects").find(scan.text)
        self._from = [hit.start for hit in found if not any(start <= hit.start < end for start, end in keeps)]

    @property
    def any(self) -> bool:
        """Whether the text takes anything back."""
        return bool(self._from)

    def corrects(self, token: Token) -> bool:
        """Whether a number stands behind a word that takes back, in its sentence or the next."""
        sentence = self.scan.clause_of(token).sentence
        return any(
            place < token.start and sentence - self.scan.clause_at(place).sentence in (0, 1) for place in self._from
        )

    def clears(self) -> bool:
        """Whether the text takes back everything: 把我刚才说的都清空."""
        return lexicon("corrections", "clears").has(self.scan.text)
