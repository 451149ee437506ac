"""How long an enterprise has been in its niche: told in years, or bounded by the day it was founded.

A founding day gives an upper limit; the years themselves only where the text says that it has done so ever since.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from assistant.reading.facts import Assumed, Fact, from_quantity
from assistant.reading.layout import Clause
from assistant.reading.lexicon import lexicon
from assistant.reading.moods import Mood
from assistant.reading.numbers.dates import DateMention
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.question import Role
from assistant.reading.scan import REACH, Token, TokenKind
from assistant.reading.speech import Speech

_FIELD: Final = "niche_years"
_FAR: Final = 24
_BESIDE: Final = 8
_ONLY_WHEN: Final = "□ 到至截今满已经有整足达快了底末共年才刚好"


def read_lasting(speech: Speech, placed: frozenset[int], coming: int | None = None) -> list[tuple[Fact, Token]]:
    """The years in the niche, each with the number or day it is told by.

    Args:
        placed: where numbers stand that are of another field already.
        coming: the year of an application to come, for which they count to the end of the running one.
    """
    reader = _Lasting(speech, placed, coming)
    told = reader.told_in_years()
    return told or reader.since_a_day()


class _Lasting:
    def __init__(self, speech: Speech, placed: frozenset[int], coming: int | None) -> None:
        self.speech, self.scan = speech, speech.scan
        self.placed, self.coming = placed, coming

    def told_in_years(self) -> list[tuple[Fact, Token]]:
        found: list[tuple[Fact, Token]] = []
        for token in self.scan.tokens:
            if not isinstance(token.value, Quantity) or token.value.unit is not Unit.YEARS or token.start in self.placed:
                continue
            clause = self.scan.clause_of(token)
            role = self._role(token)
            if role not in (Role.FACT, Role.SUPPOSED) or self._is_asked(clause, token):
                continue
            if self.scan.text[token.end : token.end + 2].lstrip("之以").startswith(("内", "后", "前")):
                continue
            before = self._before(clause, token)
            behind = self.scan.behind(clause, token.end)
            if behind.startswith("的") and not lexicon("standing", "span").has(behind[:_BESIDE]):
                continue  # 三年的主营
            if lexicon("standing", "founded").has(before[-_BESIDE:] + behind[:_BESIDE]):
                found.append((self._limited(token.value, token, role), token))
            elif lexicon("standing", "doing").has(before + "，" + behind) and not lexicon("standing", "other_years").has(before):
                found.append((replace(from_quantity(_FIELD, token.value, min(clause.start, token.start), token.end), supposed=role is Role.SUPPOSED), token))
        return found

    def _before(self, clause: Clause, token: Token) -> str:
        """The words before a number, with those of the clause before where its own says only since or until when: …，到去年底满11年."""
        own = self.scan.text[max(clause.start, token.start - _FAR) : token.start]
        alone = token.start - clause.start <= REACH and not self.scan.blank[clause.start : token.start].strip(_ONLY_WHEN)
        earlier = self.scan.clauses[clause.index - 1] if clause.index else None
        if not alone or earlier is None or earlier.sentence != clause.sentence or any(token.kind is not TokenKind.DATE for token in self.scan.tokens_in(earlier)):
            return own
        return f"{self.scan.words_of(earlier)}，{own}"

    def _role(self, token: Token) -> Role:
        mood = self.speech.moods.of(token)
        if mood is Mood.SUPPOSED:
            return Role.SUPPOSED
        return self.speech.role(token.start) if mood is Mood.TOLD else Role.OTHER

    def _is_asked(self, clause: Clause, token: Token) -> bool:
        before, behind = self.speech.before(clause, token.start), self.speech.behind(clause, token.end)
        held = any(len(before) - hit.end <= 2 for hit in lexicon("moods", "held_against").find(before))
        return held and (clause.asks or behind.endswith(("吗", "么")) or lexicon("asking", "earliest").has(self.scan.words_of(clause))) and not self.speech.subjects.speaks_of_ours(clause)

    def _limited(self, quantity: Quantity, token: Token, role: Role) -> Fact:
        """成立12年了: no more than that, and that where it has done so ever since."""
        fact = from_quantity(_FIELD, quantity, token.start, token.end)
        if not self._ever_since():
            fact = replace(fact, value=None, low=Decimal(0))
        return replace(fact, supposed=role is Role.SUPPOSED)

    def since_a_day(self) -> list[tuple[Fact, Token]]:
        for token in self.scan.tokens:
            if not isinstance(token.value, DateMention) or not token.value.iso or not token.value.year:
                continue
            clause = self.scan.clause_of(token)
            if self.speech.role(token.start) is not Role.FACT:
                continue
            beside = self.scan.text[max(clause.start, token.start - _BESIDE) : token.start] + "，" + self.speech.behind(clause, token.end)[:_BESIDE]
            founded = lexicon("standing", "founded").has(beside)
            began = lexicon("standing", "began").has(self.speech.behind(clause, token.end)[:4]) and lexicon("standing", "doing").has(self.scan.words_of(clause))
            if founded or began:
                return [(self._since(token, exact=began or self._ever_since()), token)]
        return []

    def _since(self, token: Token, *, exact: bool) -> Fact:
        """The years from a day to the end of last year, or supposed to the end of the running one."""
        date = token.value
        assert isinstance(date, DateMention) and date.iso
        parts = [int(part) for part in date.iso.split("-")]
        until = self.coming or self.scan.day.year  # the end of the year before
        most = Decimal(until - parts[0]) - (Decimal(parts[1] - 1) / 12 if len(parts) > 1 else 0)
        least = most - (Decimal(1) / 12 if len(parts) > 1 else 1)
        most, least = max(most, Decimal(0)), max(least, Decimal(0))
        value = least.to_integral_value(rounding="ROUND_FLOOR") if exact else None
        clause = self.scan.clause_of(token)
        end = next((token.end + hit.end for hit in lexicon("standing", "founded").find(self.speech.behind(clause, token.end)[:_BESIDE])), clause.end)
        return Fact(_FIELD, value, clause.start, end, low=least if exact else Decimal(0), high=most, approximate=exact, supposed=self.coming is not None, assumed=() if exact else (Assumed.KIND,))

    def _ever_since(self) -> bool:
        return lexicon("standing", "since_then").has(self.scan.text)
