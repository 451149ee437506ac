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
        kept = {place for start, end in keeps for place in range(start, end)}
        self._from: dict[int, int] = {}
        """By sentence, where it first takes back."""
        for hit in found:
            if hit.start not in kept:
                self._from.setdefault(scan.clause_at(hit.start).sentence, hit.start)

    @property
    def any(self) -> bool:
        """Whether the text takes anything back."""
        return bool(self._from)

    def corrects(self, token: Token) -> bool:
        """Whether a number stands behind a word that takes back, in its sentence or the next."""
        sentence = self.scan.clause_of(token).sentence
        return any(self._from.get(each, token.start) < token.start for each in (sentence, sentence - 1))

    def corrects_at(self, place: int) -> bool:
        """Whether `place` stands in a sentence behind a word that takes back."""
        return self._from.get(self.scan.clause_at(place).sentence, place) < place

    def takes_back(self, place: int) -> bool:
        """Whether a word that takes back stands behind `place` in its sentence."""
        return self._from.get(self.scan.clause_at(place).sentence, place) > place

    def clears(self) -> bool:
        """Whether the text takes back everything: 把我刚才说的都清空."""
        return lexicon("corrections", "clears").has(self.scan.text)
