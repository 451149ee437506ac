"""Shares held between the enterprise and a recognised 小巨人: in either direction, the highest of those told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from assistant.reading.facts import Fact, from_quantity
from assistant.reading.layout import Clause
from assistant.reading.lexicon import lexicon
from assistant.reading.moods import Mood
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.scan import Token
from assistant.reading.speech import Speech
from assistant.reading.subjects import Whose
from assistant.reading.titles import TitleMention, TitleRole
from corpus.terms import Title

_FIELD: Final = "little_giant_holding_pct"
_RELATED: Final = (TitleRole.OTHERS, TitleRole.NAMED, TitleRole.HELD)
_SHARE: Final = ("占", "占比", "股比", "比例", "占我们", "占股")
_WHOLE: Final = Decimal(100)


def read_holdings(speech: Speech, titles: tuple[TitleMention, ...], placed: frozenset[int]) -> list[tuple[Fact, Token | None]]:
    """The holdings told, each with its number.

    Args:
        titles: those of the text; a holding counts where another one's 小巨人 stands beside it.
        placed: where numbers stand that are of another field already.
    """
    return _Holdings(speech, titles, placed).run()


class _Holdings:
    def __init__(self, speech: Speech, titles: tuple[TitleMention, ...], placed: frozenset[int]) -> None:
        self.speech, self.scan = speech, speech.scan
        self.placed = placed
        self.titles = titles
        self.giants = [title for title in titles if title.tier is Title.LITTLE_GIANT and title.role in _RELATED and not self._is_unrelated(title)]

    def run(self) -> list[tuple[Fact, Token | None]]:
        found = [(self._told(token), token) for token in self.scan.tokens if self._is_share(token)]
        if found:
            return found  # type: ignore[return-value]
        return [(fact, None) for clause in self.scan.clauses for fact in self._in_words(clause)]

    def _is_unrelated(self, title: TitleMention) -> bool:
        """和小巨人没有关系: no share told beside it is one between the two."""
        behind = self.scan.behind(self.scan.clause_at(title.start), title.end)
        return any(hit.start == 0 for hit in lexicon("titles", "unrelated_behind").find(behind))

    def _outer(self, clause: Clause) -> Clause:
        """The clause in whose brackets a clause stands: 互相持股（0%）."""
        return self.scan.clauses[clause.host] if clause.host is not None else clause

    def _is_share(self, token: Token) -> bool:
        quantity = token.value
        if not isinstance(quantity, Quantity) or quantity.unit is not Unit.PERCENT or token.start in self.placed:
            return False
        clause = self._outer(self.scan.clause_of(token))
        held = lexicon("standing", "holding").has(self.scan.words_of(clause)) or self._is_of_the_other(token, clause)
        if not held or not self._beside_a_giant(clause) or self._is_denied(clause):
            return False
        return self.speech.moods.of(token) in (Mood.TOLD, Mood.SUPPOSED) and not self._is_a_rule(clause)

    def _is_of_the_other(self, token: Token, clause: Clause) -> bool:
        """投我们的公司是小巨人，占60%: behind what is said of that other one, a share and nothing else."""
        before = self.scan.before(clause, token.start).strip("了有约为是到 ")
        return before in _SHARE and self.speech.subjects.whose(token.start) is Whose.OTHER

    def _is_a_rule(self, clause: Clause) -> bool:
        return not self.speech.subjects.speaks_of_ours(clause) and (clause.asks or self.scan.words_of(clause).endswith(("吗", "么"))) and "我" not in self.scan.words_of(clause)

    def _beside_a_giant(self, clause: Clause) -> bool:
        """In its sentence, or in the one before."""
        return any(0 <= clause.sentence - self.scan.clause_at(title.start).sentence <= 1 for title in self.giants)

    def _is_denied(self, clause: Clause) -> bool:
        """控股股东（持股68%）不是小巨人: whoever holds the share is none."""
        return any(title.role is TitleRole.NOT_OTHERS and self.scan.clause_at(title.start).sentence == clause.sentence for title in self.titles)

    def _told(self, token: Token) -> Fact:
        quantity = token.value
        assert isinstance(quantity, Quantity)
        clause = self.scan.clause_of(token)
        fact = from_quantity(_FIELD, quantity, clause.start, token.end)
        return replace(fact, supposed=self.speech.moods.of(token) is Mood.SUPPOSED)

    def _in_words(self, clause: Clause) -> list[Fact]:
        """没有持股关系, 全资子公司."""
        words = self.scan.words_of(clause)
        if clause.asks or not self._beside_a_giant(clause):
            return []
        if lexicon("standing", "no_holding").has(words):
            return [Fact.told(_FIELD, Decimal(0), clause.start, clause.end)]
        if lexicon("standing", "wholly").has(words):
            return [Fact.told(_FIELD, _WHOLE, clause.start, clause.end)]
        return []
