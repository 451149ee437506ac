"""How what is told is meant: told, asked, supposed, planned, or a requirement recited (`words/moods.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.scan import Scan, Token, TokenKind
from assistant.reading.subjects import Subjects


class Mood(StrEnum):
    """How a thing is said."""

    TOLD = "told"
    ASKED = "asked"
    SUPPOSED = "supposed"
    PLANNED = "planned"
    REQUIRED = "required"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end` things are said in a mood."""

    start: int
    end: int
    mood: Mood


_COUNTED: Final = frozenset({Unit.MONEY, Unit.PERCENT, Unit.PEOPLE, Unit.ITEMS, Unit.SCORE, Unit.YEARS, Unit.BARE})
_STRONGEST: Final = (Mood.SUPPOSED, Mood.PLANNED, Mood.REQUIRED)
_NEAR: Final = 6
"""Characters behind a word of planning within which a word of applying belongs to it."""
_SEMICOLONS: Final = frozenset("；;")
_OF_ANY: Final = ("的企业", "的公司", "的单位", "的厂")
_PAST: Final = frozenset({When.YEAR, When.WINDOW})


class Moods:
    """The moods of a scanned text."""

    def __init__(self, scan: Scan, subjects: Subjects) -> None:
        self.scan = scan
        self.subjects = subjects
        self._stretches = tuple(self._all())
        self._satisfied = tuple(self._facts_after_all())

    def of(self, token: Token) -> Mood:
        """How a number or a name is meant where it stands."""
        clause = self.scan.clause_of(token)
        if any(start <= token.start < end for start, end in self._satisfied):
            return Mood.TOLD
        if self._is_asked(token, clause) or self._means(token, clause):
            return Mood.ASKED
        if self._has_to_be(token, clause):
            return Mood.REQUIRED
        if self._is_judged(token, clause):
            return Mood.SUPPOSED
        moods = {stretch.mood for stretch in self._stretches if stretch.start <= token.start < stretch.end}
        if moods:
            return next(mood for mood in _STRONGEST if mood in moods)
        if self._is_named(token, clause) or self._is_a_limit_of_rules(token, clause):
            return Mood.REQUIRED
        return Mood.TOLD

    def at(self, place: int) -> Mood:
        """How what has no number is meant at a place."""
        found = [stretch for stretch in self._stretches if stretch.start <= place < stretch.end]
        return found[-1].mood if found else Mood.TOLD

    # stretches

    def _all(self) -> Iterator[Stretch]:
        for clause in self.scan.clauses:
            for hit in self._hits(clause, "supposed"):
                yield Stretch(hit.start, self._until_actual(clause, hit.end), Mood.SUPPOSED)
            for hit in self._hits(clause, "supposed_behind"):
                if any(token.kind is TokenKind.NAME and token.end == hit.start for token in self.scan.tokens_in(clause)):
                    continue  # 营业收入的话去年是三个亿 supposes nothing
                yield Stretch(clause.start, hit.start, Mood.SUPPOSED)
            yield from self._plans(clause)
            yield from self._requirements(clause)

    def _plans(self, clause: Clause) -> Iterator[Stretch]:
        for hit in self._hits(clause, "planned"):
            behind = self.scan.text[hit.end : min(hit.end + _NEAR, clause.end)]
            if not lexicon("moods", "applying").has(behind) or self._counts_things(clause, hit.end):
                yield Stretch(hit.start, self._until_past(clause), Mood.PLANNED)
        for token in self.scan.tokens_in(clause):
            if isinstance(token.value, DateMention) and token.value.when is When.FUTURE:
                yield Stretch(token.start, self._until_past(clause), Mood.PLANNED)

    def _counts_things(self, clause: Clause, since: int) -> bool:
        """计划两年内新申请发明专利10件 is a plan of figures, 打算申报2026年小巨人 none."""
        return any(token.kind is TokenKind.NUMBER and token.start >= since for token in self.scan.tokens_in(clause))

    def _requirements(self, clause: Clause) -> Iterator[Stretch]:
        if self.subjects.speaks_of_ours(clause):
            return
        numbers = [token for token in self.scan.tokens_in(clause) if token.kind is TokenKind.NUMBER]
        for hit in self._hits(clause, "required"):
            if any(self.scan.text[token.end : hit.start] in ("", "的") for token in numbers if token.end <= hit.start):
                continue  # 没到3%的要求 speaks of the number before it alone
            yield Stretch(hit.end, self._until_past(clause), Mood.REQUIRED)
        for hit in self._hits(clause, "required_behind"):
            yield Stretch(clause.start, hit.start, Mood.REQUIRED)
        if any(self.scan.text[token.end :].startswith(_OF_ANY) for token in numbers):
            yield Stretch(clause.start, clause.end, Mood.REQUIRED)

    def _until_actual(self, clause: Clause, since: int) -> int:
        """To the end of the sentence, or to where the talk comes back to things as they are."""
        for later in self.scan.sentence(clause):
            if later.start > since and any(hit.start == later.start for hit in self._hits(later, "actual")):
                return later.start
        return self._sentence_end(clause)

    def _until_past(self, clause: Clause) -> int:
        """A plan or a requirement goes on over clauses without a subject and a past year of their own, to a semicolon."""
        for later in self.scan.sentence(clause):
            if later.index <= clause.index:
                continue
            before = self.scan.clauses[later.index - 1]
            if before.mark in _SEMICOLONS or self._is_past(later) or self._speaks_anew(later):
                return later.start
        return self._sentence_end(clause)

    def _speaks_anew(self, clause: Clause) -> bool:
        return self.subjects.speaks_of_ours(clause) or bool(self._hits(clause, "actual"))

    def _is_past(self, clause: Clause) -> bool:
        dates = (token.value for token in self.scan.tokens_in(clause) if isinstance(token.value, DateMention))
        return any(date.when in _PAST for date in dates)

    def _sentence_end(self, clause: Clause) -> int:
        return max(each.end for each in self.scan.sentence(clause))

    # single numbers

    def _is_asked(self, token: Token, clause: Clause) -> bool:
        """够3年吗, 要60分吗, 是10%吗: the number is what is asked, not what is told."""
        if token.kind is not TokenKind.NUMBER:
            return False
        before, behind = self.scan.text[clause.start : token.start], self.scan.text[token.end : clause.end].lstrip("了的")
        held = any(hit.end == len(before) for hit in lexicon("moods", "held_against").find(before))
        if not held or self._measures_ours(token, clause):
            return False
        if not behind:
            return clause.asks
        return any(hit.start == 0 and hit.end == len(behind) for hit in lexicon("moods", "particle").find(behind))

    def _has_to_be(self, token: Token, clause: Clause) -> bool:
        """要3%, 需要达到1亿."""
        if token.kind is not TokenKind.NUMBER:
            return False
        before = self.scan.text[clause.start : token.start].rstrip(" 有")
        name = next((each for each in self.scan.tokens_in(clause) if each.kind is TokenKind.NAME and each.end == clause.start + len(before)), None)
        if name is not None:
            before = self.scan.text[clause.start : name.start]
        return any(hit.end == len(before) for hit in lexicon("moods", "has_to_be").find(before))

    def _is_ours(self, token: Token, clause: Clause) -> bool:
        """Whether the sentence up to a number names the enterprise, or the clause a year before it."""
        told = any(self.subjects.speaks_of_ours(each) for each in self.scan.sentence(clause) if each.index <= clause.index)
        return told or self._measures_ours(token, clause)

    def _means(self, token: Token, clause: Clause) -> bool:
        """员工300人，是看社保人数还是在册人数: what the number means is asked."""
        if token.kind is not TokenKind.NUMBER or self._is_ours(token, clause):
            return False
        following = next((each for each in self.scan.sentence(clause) if each.index == clause.index + 1), None)
        here = lexicon("moods", "meaning").has(self.scan.blank[token.end : clause.end])
        return here or (following is not None and any(hit.start <= 3 for hit in self._in(following, "meaning")))

    def _is_judged(self, token: Token, clause: Clause) -> bool:
        """70%算不算超标, 5000万行吗: whether it would do is asked, as if it were so."""
        if token.kind is not TokenKind.NUMBER or self._is_ours(token, clause):
            return False
        behind = self.scan.text[token.end : clause.end].lstrip("了的就")
        if sum(each.kind is TokenKind.NUMBER for c in self.scan.sentence(clause) for each in self.scan.tokens_in(c)) > 1:
            return False
        asks = clause.asks or behind.endswith(("吗", "么", "不", "没", "呢")) or lexicon("moods", "whether").has(behind)
        return asks and any(hit.start == 0 for hit in lexicon("moods", "judged").find(behind))

    def _in(self, clause: Clause, key: str) -> list[Hit]:
        return lexicon("moods", key).find(self.scan.blank[clause.start : clause.end])

    def _measures_ours(self, token: Token, clause: Clause) -> bool:
        """去年营收是8000万吗 asks nothing of a rule: a year before the number makes it one's own."""
        return any(isinstance(each.value, DateMention) and each.end <= token.start for each in self.scan.tokens_in(clause))

    def _is_named(self, token: Token, clause: Clause) -> bool:
        """没到3%的要求: the 3% is the requirement."""
        if token.kind is not TokenKind.NUMBER:
            return False
        behind = self.scan.text[token.end : clause.end]
        return any(hit.start == 0 for hit in lexicon("moods", "named").find(behind))

    def _is_a_limit_of_rules(self, token: Token, clause: Clause) -> bool:
        """不低于3%, said of nobody and of no year."""
        quantity = token.value
        if not isinstance(quantity, Quantity) or not quantity.formal:
            return False
        return not self.subjects.speaks_of_ours(clause) and not self._measures_ours(token, clause)

    def _facts_after_all(self) -> Iterator[tuple[int, int]]:
        """负债率不超过70%，市占率超过10%，我们都满足: what sounds like rules is told of the enterprise."""
        for clause in self.scan.clauses:
            if self._hits(clause, "satisfied") and not clause.asks:
                first = self.scan.sentence(clause)[0]
                counted = any(
                    isinstance(token.value, Quantity) and token.value.unit in _COUNTED
                    for each in self.scan.sentence(clause)
                    if each.index < clause.index
                    for token in self.scan.tokens_in(each)
                )
                if counted:
                    yield first.start, clause.start

    def _hits(self, clause: Clause, key: str) -> list[Hit]:
        """The words of one list in a clause, with their places in the text."""
        found = lexicon("moods", key).find(self.scan.blank[clause.start : clause.end])
        return [Hit(hit.id, hit.start + clause.start, hit.end + clause.start, hit.words) for hit in found]
