"""How what is told is meant: told, asked, supposed, planned, or a requirement recited (`words/moods.yaml`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
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
_THEN: Final = ("那", "那么", "这样", "所以", "可", "但")
_POINTING: Final = "的那这个 "
"""Characters that only point at the number behind them."""
_OF_ANY: Final = ("的企业", "的公司", "的单位", "的厂")
_PAST: Final = frozenset({When.YEAR, When.WINDOW})


class Moods:
    """The moods of a scanned text."""

    def __init__(self, scan: Scan, subjects: Subjects) -> None:
        self.scan = scan
        self.subjects = subjects
        self._heard: dict[tuple[int, str], list[Hit]] = {}
        self._last, self._strongest = self._painted()
        self._satisfied = tuple(self._facts_after_all())

    def of(self, token: Token) -> Mood:
        """How a number or a name is meant where it stands."""
        clause = self.scan.clause_of(token)
        if any(start <= token.start < end for start, end in self._satisfied):
            return Mood.TOLD
        if self._is_asked(token, clause) or self._means(token, clause) or self._is_rounded(token, clause):
            return Mood.ASKED
        if self._has_to_be(token, clause):
            return Mood.REQUIRED
        if self._is_judged(token, clause):
            return Mood.SUPPOSED
        if strongest := self._strongest[token.start]:
            return _STRONGEST[strongest - 1]
        if self._is_named(token, clause) or self._is_a_limit_of_rules(token, clause):
            return Mood.REQUIRED
        return Mood.TOLD

    def at(self, place: int) -> Mood:
        """How what has no number is meant at a place."""
        last = self._last[place] if place < len(self._last) else 0
        return _STRONGEST[last - 1] if last else Mood.TOLD

    # stretches

    def _painted(self) -> tuple[bytes, bytes]:
        """At each place which mood is told last, and which is the strongest: its number in `_STRONGEST`, counted from 1."""
        last = bytearray(len(self.scan.text))
        each = {mood: bytearray(len(self.scan.text)) for mood in _STRONGEST}
        for stretch in self._all():
            length = max(stretch.end - stretch.start, 0)
            last[stretch.start : stretch.start + length] = bytes([_STRONGEST.index(stretch.mood) + 1]) * length
            each[stretch.mood][stretch.start : stretch.start + length] = b"\1" * length
        strongest = bytes(next((number for number, mood in enumerate(_STRONGEST, start=1) if each[mood][place]), 0) for place in range(len(last)))
        return bytes(last), strongest

    def _all(self) -> Iterator[Stretch]:
        for clause in self.scan.clauses:
            for hit in self._hits(clause, "supposed"):
                if self._is_a_case(hit):
                    continue
                yield Stretch(hit.start, self._until_actual(clause, hit.end), Mood.SUPPOSED)
            for hit in self._hits(clause, "supposed_behind"):
                if any(token.kind is TokenKind.NAME and token.end == hit.start for token in self.scan.tokens_in(clause)):
                    continue  # 营业收入的话去年是三个亿 supposes nothing
                yield Stretch(clause.start, hit.start, Mood.SUPPOSED)
            yield from self._plans(clause)
            yield from self._requirements(clause)

    def _is_a_case(self, hit: Hit) -> bool:
        """遇到一例：, 本例：: a case that there is, and no example."""
        return hit.words.startswith("例") and self.scan.text[max(0, hit.start - 1) : hit.start] in tuple("一二两三本此该案病")

    def _plans(self, clause: Clause) -> Iterator[Stretch]:
        for hit in self._hits(clause, "planned"):
            behind = self.scan.text[hit.end : min(hit.end + _NEAR, clause.end)]
            if any(each.start == 0 for each in lexicon("moods", "to_know").find(behind)):
                continue
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
            yield from self._what_would_do(clause)
            return
        if self._hits(clause, "reasons") and self._hits(clause, "limits_changed"):
            yield Stretch(clause.start, clause.end, Mood.REQUIRED)
        numbers = [token for token in self.scan.tokens_in(clause) if token.kind is TokenKind.NUMBER]
        for hit in self._hits(clause, "required"):
            if any(self.scan.text[token.end : hit.start] in ("", "的") for token in numbers if token.end <= hit.start):
                continue  # 没到3%的要求 speaks of the number before it alone
            yield Stretch(hit.end, self._until_past(clause), Mood.REQUIRED)
        for hit in self._hits(clause, "required_behind"):
            yield Stretch(clause.start, hit.start, Mood.REQUIRED)
        if any(self.scan.text[token.end :].startswith(_OF_ANY) for token in numbers):
            supposed = any(lexicon(*key).has(self.scan.words_of(clause)) for key in (("asking", "may_apply"), ("moods", "whether")))  # 营收3000万的企业能报小巨人吗
            yield Stretch(clause.start, clause.end, Mood.SUPPOSED if supposed else Mood.REQUIRED)

    def _what_would_do(self, clause: Clause) -> Iterator[Stretch]:
        """他们觉得70%就行: whoever says so, the number right before is a requirement."""
        for hit in self._hits(clause, "required_behind"):
            for token in self.scan.tokens_in(clause):
                if token.kind is TokenKind.NUMBER and token.end == hit.start:
                    yield Stretch(token.start, hit.start, Mood.REQUIRED)

    def _until_actual(self, clause: Clause, since: int) -> int:
        """To the end of the sentence, or to where the talk comes back to things as they are."""
        index = self._next_actual[clause.index]
        return self.scan.clauses[index].start if index is not None else self._sentence_end(clause)

    def _until_past(self, clause: Clause) -> int:
        """A plan or a requirement goes on over clauses without a subject and a past year of their own, to a semicolon."""
        index = self._next_past[clause.index]
        return self.scan.clauses[index].start if index is not None else self._sentence_end(clause)

    @cached_property
    def _next_actual(self) -> list[int | None]:
        return self._next(lambda later: any(hit.start == later.start for hit in self._hits(later, "actual")))

    @cached_property
    def _next_past(self) -> list[int | None]:
        return self._next(lambda later: self.scan.clauses[later.index - 1].mark in _SEMICOLONS or self._is_past(later) or self._speaks_anew(later))

    def _next(self, ends: Callable[[Clause], bool]) -> list[int | None]:
        """By clause, the next one of its sentence for which `ends` holds."""
        found: list[int | None] = []
        coming: Clause | None = None
        for clause in reversed(self.scan.clauses):
            coming = coming if coming is not None and coming.sentence == clause.sentence else None
            found.append(coming.index if coming else None)
            coming = clause if ends(clause) else coming
        return found[::-1]

    def _speaks_anew(self, clause: Clause) -> bool:
        return self.subjects.speaks_of_ours(clause) or bool(self._hits(clause, "actual"))

    def _is_past(self, clause: Clause) -> bool:
        dates = (token.value for token in self.scan.tokens_in(clause) if isinstance(token.value, DateMention))
        return any(date.when in _PAST for date in dates)

    def _sentence_end(self, clause: Clause) -> int:
        return self.scan.sentence(clause)[-1].end

    # single numbers

    def _is_asked(self, token: Token, clause: Clause) -> bool:
        """够3年吗, 要60分吗, 够主营占比的90%吗: the number is what is asked, not what is told."""
        if token.kind is not TokenKind.NUMBER:
            return False
        before, behind = self.scan.before(clause, token.start), self.scan.behind(clause, token.end).lstrip("了的")
        named = self._before_its_name(token, clause)
        held = any(hit.end == len(words) for words in (before, named) for hit in lexicon("moods", "held_against").find(words))
        if not held or self._measures_ours(token, clause):
            return False
        if not behind:
            return clause.asks or lexicon("asking", "earliest").has(self.scan.words_of(clause))  # 什么时候够3年
        return any(hit.start == 0 and hit.end == len(behind) for hit in lexicon("moods", "particle").find(behind))

    def _before_its_name(self, token: Token, clause: Clause) -> str:
        """The words before a number, and before the name right at it: 够 of 够主营占比的90%."""
        before = self.scan.text[clause.start : token.start].rstrip(_POINTING)
        names = [each for each in self.scan.tokens_in(clause) if each.kind is TokenKind.NAME and each.end == clause.start + len(before)]
        return self.scan.before(clause, names[-1].start if names else clause.start + len(before))

    def _has_to_be(self, token: Token, clause: Clause) -> bool:
        """要3%, 需要达到1亿."""
        if token.kind is not TokenKind.NUMBER:
            return False
        before = self.scan.before(clause, token.start).rstrip(" 有")
        start = token.start - len(self.scan.before(clause, token.start))
        name = next((each for each in self.scan.tokens_in(clause) if each.kind is TokenKind.NAME and each.end == start + len(before)), None)
        if name is not None:
            before = before[: -len(name.words)]
        return any(hit.end == len(before) for hit in lexicon("moods", "has_to_be").find(before))

    def _is_ours(self, token: Token, clause: Clause) -> bool:
        """Whether the sentence up to a number names the enterprise, or the clause a year before it."""
        return self.subjects.told_ours(clause) or self._measures_ours(token, clause) or self._is_drawn_from_ours(token, clause)

    def _is_drawn_from_ours(self, token: Token, clause: Clause) -> bool:
        """我们是第五批小巨人，今年复核。那资产负债率72%算不算超: what is asked of a figure by its name, behind what the enterprise told of itself."""
        then = self.scan.words_of(clause).startswith(_THEN) and self.subjects.told_ours_before(clause)
        return then and any(each.kind is TokenKind.NAME and each.end <= token.start for each in self.scan.tokens_in(clause))

    def _is_rounded(self, token: Token, clause: Clause) -> bool:
        """四舍五入算5%行吗: what a figure would be rounded to is no figure."""
        before = self.scan.before(clause, token.start)
        return any(hit.end == len(before) for hit in lexicon("moods", "rounded").find(before))

    def _means(self, token: Token, clause: Clause) -> bool:
        """员工300人，是看社保人数还是在册人数: what the number means is asked."""
        if token.kind is not TokenKind.NUMBER or self._is_ours(token, clause):
            return False
        following = self.scan.following(clause)
        if following is not None and self.subjects.speaks_of_ours(following):
            following = None  # 我们还是中小企业不
        here = any(hit.start >= token.end for key in ("meaning", "meaning_here") for hit in self._hits(clause, key))
        if here or following is None:
            return here
        keys = ("meaning",) if self._hits(following, "of_the_enterprise") else ("meaning", "meaning_here")
        return any(hit.start <= following.start + 3 for key in keys for hit in self._hits(following, key))

    def _is_judged(self, token: Token, clause: Clause) -> bool:
        """70%算不算超标, 5000万行吗: whether it would do is asked, as if it were so."""
        if token.kind is not TokenKind.NUMBER or self._is_ours(token, clause):
            return False
        behind = self.scan.behind(clause, token.end).lstrip("了的就")
        if self._numbers[clause.sentence] > 1:
            return False
        asks = clause.asks or self.scan.words_of(clause).endswith(("吗", "么", "不", "没", "呢")) or lexicon("moods", "whether").has(behind)
        return asks and any(hit.start == 0 for hit in lexicon("moods", "judged").find(behind))

    @cached_property
    def _numbers(self) -> Counter[int]:
        """How many numbers stand in each sentence."""
        return Counter(self.scan.clause_of(token).sentence for token in self.scan.tokens if token.kind is TokenKind.NUMBER)

    def _measures_ours(self, token: Token, clause: Clause) -> bool:
        """去年营收是8000万吗 asks nothing of a rule: a year before the number makes it one's own."""
        return self.scan.first_dates.get(clause.index, token.end) <= token.start

    def _is_named(self, token: Token, clause: Clause) -> bool:
        """没到3%的要求: the 3% is the requirement."""
        if token.kind is not TokenKind.NUMBER:
            return False
        behind = self.scan.behind(clause, token.end)
        return any(hit.start == 0 for hit in lexicon("moods", "named").find(behind))

    def _is_a_limit_of_rules(self, token: Token, clause: Clause) -> bool:
        """不低于3%, said of nobody and of no year."""
        quantity = token.value
        if not isinstance(quantity, Quantity) or not quantity.formal:
            return False
        return not self.subjects.speaks_of_ours(clause) and not self._measures_ours(token, clause)

    def _facts_after_all(self) -> Iterator[tuple[int, int]]:
        """负债率不超过70%，市占率超过10%，我们都满足: what sounds like rules is told of the enterprise."""
        counted: dict[int, int] = {}
        """By sentence the first clause with a number that counts."""
        for token in self.scan.tokens:
            if isinstance(token.value, Quantity) and token.value.unit in _COUNTED:
                counted.setdefault(self.scan.clause_of(token).sentence, token.clause)
        last = {c.sentence: c for c in self.scan.clauses if self._hits(c, "satisfied") and not c.asks}
        for sentence, clause in last.items():
            if counted.get(sentence, clause.index) < clause.index:
                yield self.scan.sentence(clause)[0].start, clause.start

    def _hits(self, clause: Clause, key: str) -> list[Hit]:
        """The words of one list in a clause, with their places in the text; looked for once."""
        known = self._heard.get((clause.index, key))
        if known is None:
            found = lexicon("moods", key).find(self.scan.blank[clause.start : clause.end])
            known = self._heard[clause.index, key] = [Hit(hit.id, hit.start + clause.start, hit.end + clause.start, hit.words) for hit in found]
        return known
