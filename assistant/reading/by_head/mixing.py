"""The words' reading and the head's, mixed: where the words read a number the head may doubt it, where they don't it may tell.

Every value comes from the grammar. What the head would tell and the grammar does not bear out stays as the words have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant.reading.by_head.features import HELPERS, NUMBERS
from assistant.reading.by_head.head import Limits, NumberJudged
from assistant.reading.by_model.numbers import Numbers
from assistant.reading.by_model.proposal import ProposedNumber
from assistant.reading.facts import Assumed, Fact
from assistant.reading.lexicon import lexicon
from assistant.reading.mentions import LEFT_OUT, accounted
from assistant.reading.names import BY_YEAR, find_names
from assistant.reading.numbers.dates import find_dates
from assistant.reading.numbers.quantities import find_quantities
from assistant.reading.question import Mention, Role, Unused
from assistant.reading.subjects import Whose
from assistant.reading.understood import Question

_GRAMMAR: Final = frozenset({Role.ASKED, Role.SUPPOSED, Role.REQUIRED, Role.TITLE})
"""What the words say of a number's clause and of whose it is, the head doesn't overrule: 母公司营收3亿, 达到5000万才行."""
_FEW_WORDS: Final = 60
"""Characters of a message that the head, trained on whole mails, knows less of than the grammar."""
_FROM: Final = "从"
_BETWEEN: Final = " 和与及、，,/"
_JOINING: Final = " ：:是为有约达到了的正刚恰好"
_AFTER_ALL: Final = frozenset({Unused.CONTRADICTION, *LEFT_OUT.values()})
"""Why a fact may not be used once all of them are seen; with another one gone it may be."""


def mixed(message: str, words: Question, judged: Sequence[NumberJudged], limits: Limits, seldom: frozenset[str] = frozenset()) -> Question:
    """The words' question with what the head doubts left out and what it tells told.

    Args:
        judged: of each number of `words.mentions`, in order.
        seldom: fields that the head was shown too seldom to know better than the words.
    """
    return _Mixing(message, words, limits, seldom).run(judged)


class _Mixing:
    def __init__(self, message: str, words: Question, limits: Limits, seldom: frozenset[str]) -> None:
        self.message, self.words, self.limits = message, words, limits
        self.sure = seldom | frozenset(HELPERS)
        self.numbers = Numbers(message, words.day, words.facts)
        self.facts = list(words.facts)

    def run(self, judged: Sequence[NumberJudged]) -> Question:
        left = iter(judged)
        mentions = [self._one(mention, next(left)) if mention.kind in NUMBERS else mention for mention in self.words.mentions]
        if mentions == list(self.words.mentions) and self.facts == list(self.words.facts):
            return self.words
        read = replace(self.words, facts=tuple(sorted(self.facts, key=lambda fact: fact.start)))
        return replace(read, mentions=accounted(mentions, read.facts, read.assembled()))

    def _one(self, mention: Mention, judged: NumberJudged) -> Mention:
        told = self._told(mention)
        if told is None:
            return self._tell(mention, judged, self.limits.tell) or mention
        if told.field in self.sure or told.more_years or told.bound is not None:
            return mention
        contradicted = mention.reason is not None
        same = judged.field == told.field and (told.field not in BY_YEAR or told.year == judged.year or told.year not in judged.years or Assumed.YEAR not in told.assumed)
        if not same and (other := self._tell(mention, judged, self.limits.tell if contradicted else self.limits.over)) is not None:
            self.facts.remove(told)
            return other
        doubted = share_of(judged, told.field, told.year) < self.limits.stand if contradicted else judged.roles["fact"] < self.limits.keep and not self._is_named_at(told, mention)
        if doubted:
            self.facts.remove(told)
            return replace(mention, role=Role.NOT_USED, field=None, year=None, reason=Unused.UNCLEAR_FIELD, detail=None)
        return replace(mention, role=Role.FACT, reason=None, detail=None) if contradicted else mention

    def _is_named_at(self, told: Fact, mention: Mention) -> bool:
        """营收去年6000，够吗: in a few words a number right behind its name, or its name and year, needs no second opinion."""
        if len(self.message) > _FEW_WORDS:
            return False
        before = self.message[told.start : mention.start] or self._listed_before(mention.start)
        for date in reversed(find_dates(before, self.words.day)):
            before = before[: date.start] + before[date.end :]
        before = before.rstrip(_JOINING)
        return any(hit.end == len(before) for hit, _ in find_names(before))

    def _listed_before(self, place: int) -> str:
        """What stands before the first of two numbers: 营收 of 营收2000万和2600万, 员工 of 员工从1050人减到960人."""
        before = self.message[max(0, place - _FEW_WORDS) : place].rstrip(_BETWEEN)
        moved = [hit for hit in lexicon("operators", "arrive").find(before) if hit.end == len(before)]
        before = before[: moved[0].start] if moved else before
        last = [quantity for quantity in find_quantities(before) if quantity.end == len(before)]
        before = before[: last[0].start] if last else before
        return before.removesuffix(_FROM) if moved and last else before

    def _told(self, mention: Mention) -> Fact | None:
        """The fact that the words made of a number, also where another one contradicts it."""
        if mention.field is None or not (mention.role is Role.FACT or mention.reason in _AFTER_ALL):
            return None
        found = [fact for fact in self.facts if fact.field == mention.field and fact.start <= mention.start < fact.end and not fact.supposed]
        return min(found, key=lambda fact: fact.end - fact.start, default=None)

    def _tell(self, mention: Mention, judged: NumberJudged, least: float) -> Mention | None:
        """The mention as the head reads it, its fact told; None where it is not sure enough or the grammar does not bear it out."""
        if mention.whose != Whose.OURS.value or mention.role in _GRAMMAR:
            return None
        field, year = judged.field, judged.year
        if share_of(judged, field, year) < least:
            return None
        years = (year,) if field in BY_YEAR or year != self.words.day.year - 1 else ()
        fact = self.numbers.fact(ProposedNumber(n=1, role=Role.FACT, field=field, years=years), mention)
        if not isinstance(fact, Fact):
            return None
        self.facts.append(fact)
        return replace(mention, role=Role.FACT, field=field, year=fact.year, whose="ours", reason=None, detail=None)


def share_of(judged: NumberJudged, field: str, year: int | None) -> float:
    """How likely a number is told of us, of a field and, where that goes by year, of a year; one that the message does not name the head can't judge."""
    share = judged.roles["fact"] * judged.fields.get(field, 0.0)
    if year is None or field not in BY_YEAR:
        return share
    return share * judged.years.get(year, 1.0)
