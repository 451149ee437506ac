"""Every number, time, rank, title, batch and code of a message once, each with what it is for.

Numbers found are numbers accounted for: what the reader makes nothing of is a mention, too, with the role `not_used`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.reading.assembling import Assembled
from assistant.reading.events import Event
from assistant.reading.facts import Fact
from assistant.reading.names import Name
from assistant.reading.normalise import Normalised
from assistant.reading.numbers.codes import Code, CodeKind
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.operators import Operator
from assistant.reading.parts import asks
from assistant.reading.question import Detail, Mention, Role, Unused
from assistant.reading.scan import Scan, Token, TokenKind
from assistant.reading.subjects import Whose
from assistant.reading.titles import TitleMention, TitleRole
from assistant.reading.told import Told
from assistant.reading.understood import Part
from assistant.topics.topic import WHOLE_TOPIC

_KINDS: Final = {TokenKind.DATE: "date", TokenKind.RANK: "rank", TokenKind.BATCH: "batch", TokenKind.ENUMERATOR: "point"}
_CODES: Final = {CodeKind.DOCUMENT: "document", CodeKind.STANDARD: "standard", CodeKind.CONTACT: "contact"}
LEFT_OUT: Final = {
    Detail.OTHER_YEAR: Unused.UNCLEAR_YEAR,
    Detail.IMPOSSIBLE: Unused.UNIT,
    Detail.PARTS: Unused.CONTRADICTION,
    Detail.LIMIT: Unused.RANGE,
}


def read_mentions(said: Normalised, told: Told, titles: Sequence[TitleMention], events: Sequence[Event], assembled: Assembled) -> tuple[Mention, ...]:
    """All mentions of a message, in order, their places those of the message as it was written."""
    reader = _Mentions(said, told, titles, events, assembled)
    return tuple(sorted(reader.all(), key=lambda mention: (mention.start, mention.end)))


class _Mentions:
    def __init__(self, said: Normalised, told: Told, titles: Sequence[TitleMention], events: Sequence[Event], assembled: Assembled) -> None:
        self.said, self.told, self.titles, self.events = said, told, titles, events
        self.scan: Scan = told.scan
        self.dropped: dict[int, tuple[Fact, Detail]] = {left.fact.start: (left.fact, left.why) for left in assembled.left_out}
        self.by_batch = {title.start for title in titles if title.batch is not None and title.batch.start == title.start}
        """Where a title stands that is told by its batch alone."""
        self.conflicting = {place for conflict in assembled.conflicts for fact in conflict.facts for place in range(fact.start, fact.end)}

    def all(self) -> Iterator[Mention]:
        for token in self.scan.tokens:
            if isinstance(token.value, Name | Operator):
                continue
            if token.kind is TokenKind.NUMBER:
                yield self._number(token)
            elif token.start not in self.by_batch:
                yield self._other(token)
        for title in self.titles:
            yield self._mention(title.start, title.end, "title", Role.TITLE, field="recognitions" if title.role is TitleRole.HELD else None, whose=Whose.OTHER if title.role is TitleRole.OTHERS else Whose.OURS)
        for _, start, end, _ in self.scan.unread:
            yield self._mention(start, end, "number", Role.NOT_USED, reason=Unused.UNCLEAR_FIELD, detail=Detail.UNREAD)

    def _number(self, token: Token) -> Mention:
        assert isinstance(token.value, Quantity)
        kind = token.value.unit.value
        judged = self.told.judged.get(token.start)
        if judged is None:
            return self._mention(token.start, token.end, kind, self._of_its_clause(token))
        role, reason, detail = judged.role, judged.unused, judged.detail
        if role is Role.FACT and judged.field is not None:
            role, reason, detail = self._after_all(token, role)
        if role is Role.NOT_USED and reason is Unused.UNCLEAR_FIELD and judged.field is None:
            role = self._of_its_clause(token) if self._is_plainly_asked(token) else role
            reason = reason if role is Role.NOT_USED else None
        return self._mention(token.start, token.end, kind, role, judged.field, judged.year, judged.whose, reason if role is Role.NOT_USED else None, detail)

    def _after_all(self, token: Token, role: Role) -> tuple[Role, Unused | None, Detail | None]:
        """A fact that the whole of what is told leaves out: of another year, impossible, in contradiction."""
        for fact, why in self.dropped.values():
            if fact.start <= token.start < fact.end:
                return Role.NOT_USED, LEFT_OUT.get(why, Unused.NO_RULE), why
        if token.start in self.conflicting:
            return Role.NOT_USED, Unused.CONTRADICTION, None
        return role, None, None

    def _is_plainly_asked(self, token: Token) -> bool:
        """A number without a name in a clause that asks: 要交3份吗."""
        return asks(self.scan, self.scan.clause_of(token))

    def _of_its_clause(self, token: Token) -> Role:
        return Role.ASKED if asks(self.scan, self.scan.clause_of(token)) else Role.OTHER

    def _other(self, token: Token) -> Mention:
        if isinstance(token.value, Code):
            role = Role.OTHER if token.value.kind is CodeKind.CONTACT else Role.ASKED if asks(self.scan, self.scan.clause_of(token)) else Role.OTHER
            return self._mention(token.start, token.end, _CODES[token.value.kind], role)
        kind = _KINDS[token.kind]
        if token.kind is TokenKind.ENUMERATOR:
            return self._mention(token.start, token.end, kind, Role.OTHER)
        judged = self.told.judged.get(token.start)
        if judged is not None:
            return self._mention(token.start, token.end, kind, judged.role, judged.field, judged.year, judged.whose, judged.unused, judged.detail)
        if self._is_of_a_title(token):
            return self._mention(token.start, token.end, kind, Role.TITLE)
        if self._is_of_a_fact(token):
            return self._mention(token.start, token.end, kind, Role.FACT, whose=self.told.speech.subjects.whose(token.start))
        if isinstance(token.value, DateMention) and token.value.when is When.FUTURE:
            return self._mention(token.start, token.end, kind, self._of_its_clause(token))
        return self._mention(token.start, token.end, kind, self._of_its_clause(token))

    def _is_of_a_title(self, token: Token) -> bool:
        for title in self.titles:
            if title.batch is token.value and token.value is not None:
                return True
            if isinstance(token.value, DateMention) and title.on is not None and title.on == token.value.iso:
                return True
        return False

    def _is_of_a_fact(self, token: Token) -> bool:
        inside = any(fact.start <= token.start < fact.end for fact in self.told.facts)
        return inside or any(event.start <= token.start < event.end for event in self.events)

    def _mention(
        self,
        start: int,
        end: int,
        kind: str,
        role: Role,
        field: str | None = None,
        year: int | None = None,
        whose: Whose = Whose.OURS,
        reason: Unused | None = None,
        detail: Detail | None = None,
    ) -> Mention:
        first, last = self.said.span(start, end)
        return Mention(self.said.original[first:last], first, last, kind, role, field, year, whose.value, reason, detail)


def accounted(mentions: Sequence[Mention], facts: Sequence[Fact], assembled: Assembled) -> tuple[Mention, ...]:
    """The mentions, those of facts that the whole of what is told leaves out named as not used."""
    left = {left.fact.start: left.why for left in assembled.left_out}
    conflicting = {fact.start for conflict in assembled.conflicts for fact in conflict.facts}

    def after_all(mention: Mention) -> Mention:
        if mention.role is not Role.FACT or mention.field is None:
            return mention
        fact = fact_at(mention, facts)
        if fact is not None and fact.start in left:
            why = left[fact.start]
            return replace(mention, role=Role.NOT_USED, reason=LEFT_OUT.get(why, Unused.NO_RULE), detail=why)
        if fact is not None and fact.start in conflicting:
            return replace(mention, role=Role.NOT_USED, reason=Unused.CONTRADICTION)
        return mention

    return tuple(sorted(map(after_all, mentions), key=lambda mention: (mention.start, mention.end)))


def fact_at(mention: Mention, facts: Sequence[Fact]) -> Fact | None:
    """The fact that a mention tells."""
    return next((fact for fact in facts if fact.field == mention.field and fact.start <= mention.start < fact.end), None)


def without_figures(mentions: Sequence[Mention], parts: Sequence[Part]) -> tuple[Mention, ...]:
    """5000万整够不够小巨人: an amount held against all conditions, of which it is not said what it is the amount of, is not used."""
    return tuple(_of_no_figure(mention, parts) for mention in mentions)


def _of_no_figure(mention: Mention, parts: Sequence[Part]) -> Mention:
    whole = next((part for part in parts if part.matter.id == WHOLE_TOPIC and part.start <= mention.start < part.end), None)
    if whole is None or mention.role is not Role.ASKED or mention.kind != Unit.MONEY.value or mention.field or whole.fields:
        return mention
    return replace(mention, role=Role.NOT_USED, reason=Unused.UNCLEAR_FIELD, detail=Detail.UNTOLD)
