"""What stands around the titles of a text: the words before and behind them, their batch, and when they were given."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final

from assistant import bounded
from assistant.reading.corrections import Corrections
from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.moods import Mood
from assistant.reading.numbers.batches import BatchMention
from assistant.reading.numbers.dates import DateMention
from assistant.reading.scan import REACH, Token, TokenKind
from assistant.reading.speech import Speech

LITTLE: Final = " 的□“”\"‘’「」（）()"
"""What says nothing beside a title."""
_LISTING: Final = LITTLE + "、和及与以及,，/"
_BETWEEN_BATCH: Final = bounded.compile(r"[\s的“\"（(]{0,3}(?:国家级|国家|认定的|专精特新|重点|入选的|企业|称号|，)?[\s的“\"（(]{0,2}")
_BATCH_BEHIND: Final = bounded.compile(
    r"[\s”\"]{0,2}(?:企业|称号)?[，,]?\s?(?:我们|我司|我公司|公司|本公司)?(?:是|属于|在|为)?\s?[（(]?(?:□{2,12}的?)?"
)
_PROVINCIAL: Final = bounded.compile(
    r"(?<![算是为])(?:省级|省里(?=的)|省里(?=分别|能|行|够|过)|(?P<national>国家级))"
    r"(?=的?(?:分别|过|能|行|够|可以|吗|呢|不|要|需|差|还|有戏|复核|这|那|要求|标准|门槛|条件|各|哪个|得干|干几年"
    r"|□{1,14}(?![□中机平实])|得分|评价得?分|年限)|[\s，,。？?；;、]|$"
    r"|的?(?:和|跟|与|及|还是|或者?)[“\"]?(?:小巨人|创新型|省级(?=的?(?:[各哪要标门条过能行够]|分别)|[\s，,。？?；;、]|$)))"
)
"""Where nothing of a province's stands behind it: 省级研发中心, 省级主管部门; a figure's name is blanked out."""
_HAVE: Final = "有"
_WE: Final = "我们司公□"
"""Who and when, before what is denied of a title named first: 专精特新我们去年没有评上."""
_GETTING: Final = "评上拿到过有得是报申请认定成为 "
_LEVELS: Final = ("省级", "国家级", "市级")
_BATCH_NEAR: Final = 40
_NEAR: Final = 6
_SOON: Final = 2
_GIVING: Final = 18
"""Characters that a clause may have which says no more than when a title was given."""


def ends(key: str, before: str) -> bool:
    """Whether words of a list end right before a title."""
    return any(hit.end == len(before) for hit in lexicon("titles", key).find(before))


def near_end(key: str, before: str) -> bool:
    return any(len(before) - hit.end <= _NEAR for hit in lexicon("titles", key).find(before))


def says(key: str, behind: str, reach: int = 0) -> bool:
    """Whether words of a list begin behind a title within `reach` characters."""
    return any(hit.start <= reach for hit in lexicon("titles", key).find(behind))


def denied_behind(behind: str) -> bool:
    """Whether a title is said not to be held by the words behind it; 我们是省专还没评上小巨人 denies the next one."""
    behind = behind.lstrip(_WE)
    hits = [hit for hit in lexicon("titles", "no_behind").find(behind) if hit.start == 0]
    if not hits or says("no_idea", behind):
        return False
    rest = behind[max(hit.end for hit in hits) :].lstrip(_GETTING)
    return not (rest.startswith(_LEVELS) or any(hit.start == 0 for hit in lexicon("titles:titles").find(rest)))


def is_past(token: Token, day: date) -> bool:
    """Whether a date is of a year before that of `day`."""
    return isinstance(token.value, DateMention) and token.value.year is not None and token.value.year < day.year


def is_held_behind(behind: str) -> bool:
    """Whether words behind a title say that it is held; 认定的流程 is a thing of its own."""
    return behind.strip(LITTLE) == _HAVE or any(hit.start == 0 and not (hit.words.endswith("的") and behind[hit.end :].strip(LITTLE)) for hit in lexicon("titles", "held_behind").find(behind))


def asks_what_then(behind: str) -> bool:
    """创新型过期了咋续: what to do with one that has run out is asked, and it is not told that there is none."""
    over = [hit for hit in lexicon("titles", "run_out").find(behind) if hit.start <= _SOON]
    return bool(over) and lexicon("asking", "asks").has(behind[over[0].end :])


def without_given(before: str) -> str:
    """Without what says of any such title that it was given: 一家已认定的小巨人."""
    given = [hit for hit in lexicon("titles", "any_given").find(before) if hit.end == len(before)]
    return before[: given[0].start] if given else before


def _without_de(hit: Hit) -> Hit:
    """前年评的专精特新: the 的 goes with what stands before it."""
    return replace(hit, start=hit.start + 1, words=hit.words[1:]) if hit.words.startswith("的") else hit


class TitleWords:
    """The words, batches and dates around the titles of a text."""

    def __init__(self, speech: Speech) -> None:
        self.speech, self.scan = speech, speech.scan
        self.hits = self._named()
        self._batches = [token for token in self.scan.tokens if token.kind is TokenKind.BATCH]
        self._batch_places = [token.start for token in self._batches]
        self._dates = [token for token in self.scan.tokens if isinstance(token.value, DateMention) and token.value.iso]
        self._date_places = [token.start for token in self._dates]
        self._corrections = Corrections(self.scan)
        self._said: dict[tuple[int, str], tuple[int, int]] = {}
        self._in_clause: dict[tuple[int, str, str], bool] = {}
        self._before: dict[int, str] = {}

    def _named(self) -> list[Hit]:
        """The titles named, 省级 and 国家级 among them where that is what is applied for: 想报省级, 省级够不够."""
        hits = [_without_de(hit) for hit in lexicon("titles:titles").find(self.scan.blank)]
        taken = {place for hit in hits for place in range(hit.start, hit.end)}
        for match in _PROVINCIAL.finditer(self.scan.blank):
            clause = self.scan.clause_at(match.start())
            if match.start() not in taken and lexicon("titles", "provincial_applied").has(self.scan.words_of(clause)):
                hits.append(Hit("little_giant_loosely" if match["national"] else "specialized", match.start(), match.end(), match[0]))
        return sorted(hits, key=lambda hit: hit.start)

    def clause(self, hit: Hit) -> Clause:
        return self.scan.clause_at(hit.start)

    def before(self, hit: Hit, clause: Clause) -> str:
        """The words before a title, its batch and what joins it left out; none where a number ends right before it (都是700万小巨人够不够)."""
        if hit.start not in self._before:
            self._before[hit.start] = self._read_before(hit, clause)
        return self._before[hit.start]

    def _read_before(self, hit: Hit, clause: Clause) -> str:
        if any(token.kind is TokenKind.NUMBER and token.end == hit.start for token in self.scan.tokens_in(clause)):
            return ""
        before = self.scan.blank[max(clause.start, hit.start - REACH) : hit.start].rstrip(LITTLE)
        while True:
            rest = before.removesuffix("国家级").rstrip(_LISTING)
            honours = [hit for key in (("titles", "beside"), ("standing", "provinces")) for hit in lexicon(*key).find(rest) if hit.end == len(rest)]
            shorter = rest[: honours[0].start].rstrip(_LISTING) if honours else before.removesuffix("国家级").rstrip(LITTLE)
            if shorter == before:
                return before
            before = shorter

    def behind(self, hit: Hit, clause: Clause) -> str:
        """The words behind a title; behind its brackets those of the clause that goes on."""
        own = self.scan.blank[hit.end : min(clause.end, hit.end + REACH)].lstrip(LITTLE)
        rest = None if own else self.scan.resumed(clause)
        return own if rest is None else self.scan.blank[rest.start : rest.end][:REACH].lstrip(LITTLE)

    def end(self, hit: Hit) -> int:
        """Where the clause of a title ends; behind a bracket where the clause ends that goes on."""
        clause = self.clause(hit)
        return (self.scan.resumed(clause) or clause).end

    @cached_property
    def with_failed_reviews(self) -> frozenset[int]:
        """The sentences that tell of a review that was not passed."""
        told = [clause for clause in self.scan.clauses if self.clause_says(clause, "events", "review_failed")]
        return frozenset(clause.sentence for clause in told if self.speech.moods.at(clause.start) is not Mood.SUPPOSED)

    def is_taken_back(self, batch: Token) -> bool:
        """我们是第五批，不对，是第四批: the first of them is taken back."""
        sentence = self.scan.clause_of(batch).sentence
        later = any(token.start > batch.start and self.scan.clause_of(token).sentence == sentence for token in self._batches)
        return later and self._corrections.takes_back(batch.start)

    def clause_says(self, clause: Clause, name: str, key: str) -> bool:
        """Whether a clause has a word of a list; looked for once."""
        at = (clause.index, name, key)
        if at not in self._in_clause:
            self._in_clause[at] = lexicon(name, key).has(self.scan.words_of(clause))
        return self._in_clause[at]

    def sentence_says(self, key: str, clause: Clause, hit: Hit) -> bool:
        """Whether the sentence says something behind a title, and asks nothing of it there."""
        at = (clause.sentence, key)
        if at not in self._said:
            sentence = self.scan.sentence(clause)
            said = lexicon("titles", key).find(self.scan.blank[sentence[0].start : sentence[-1].end])
            asked = [each.index for each in sentence if each.asks and self.clause_says(each, "titles", key)]
            self._said[at] = sentence[0].start + said[-1].start if said else -1, asked[-1] if asked else -1
        last, asked_last = self._said[at]
        return last >= hit.end and asked_last < clause.index

    def bracketed(self, hit: Hit) -> Clause | None:
        """The clause in brackets right behind a title."""
        following = self.scan.clause_behind(hit.end)
        if following is None or self.scan.text[hit.end : following.start].strip("”\" ") not in ("（", "("):
            return None
        return following

    # when, and in which batch

    def dates(self, start: int, end: int) -> Sequence[Token]:
        """The dates that begin between two places."""
        return self._dates[bisect_left(self._date_places, start) : bisect_left(self._date_places, end)]

    def batch(self, hit: Hit) -> BatchMention | None:
        first, last = (bisect_left(self._batch_places, place) for place in (hit.start - _BATCH_NEAR, hit.end + _BATCH_NEAR))
        for token in self._batches[first:last]:
            value = token.value
            assert isinstance(value, BatchMention)
            if token.end <= hit.start and _BETWEEN_BATCH.fullmatch(self.scan.text[token.end : hit.start]):
                return value
            if token.start >= hit.end and _BATCH_BEHIND.fullmatch(self.scan.blank[hit.end : token.start]):
                return value
        return None

    def on(self, hit: Hit, clause: Clause) -> str | None:
        """The date in its clause, in its brackets, or in a clause beside it that holds nothing but when."""
        if (corrected := self._corrected(hit, clause)) is not None:
            return corrected
        dates = self.dates(clause.start, clause.end)
        runs_out = {token.start for token in dates if says("expires", self.scan.text[token.end : clause.end]) or self._is_of_what_comes(token)}
        inside = [token for token in dates if token.start not in runs_out and not self._is_apart(token, hit)]
        bracket = self.bracketed(hit)
        if bracket is not None:
            inside += self.dates(bracket.start, bracket.end)
        if not inside:
            beside = self.scan.clauses[max(clause.index - 1, 0) : clause.index + 2]
            inside = [token for each in beside for token in self.dates(each.start, each.end) if self._is_beside(each, clause)]
        if not inside:
            return None
        nearest = min(inside, key=lambda token: abs(token.start - hit.start)).value
        return nearest.iso if isinstance(nearest, DateMention) else None

    def _is_of_what_comes(self, date: Token) -> bool:
        """我们是第五批小巨人今年复核: the running year's review is no recognition."""
        behind = self.scan.text[date.end : date.end + _NEAR].lstrip(LITTLE)
        return not is_past(date, self.scan.day) and any(hit.start == 0 for hit in lexicon("titles", "reviewed").find(behind))

    def _is_apart(self, date: Token, hit: Hit) -> bool:
        """Whether a figure stands between a date and a title: 前年五千万，省级专精特新也有."""
        start, end = min(date.end, hit.end), max(date.start, hit.start)
        return any(token.kind is TokenKind.NUMBER for token in self.scan.tokens_between(start, end))

    def _corrected(self, hit: Hit, clause: Clause) -> str | None:
        """2023年认定的省级专精特新，不对，是2022年认定的: the date put right behind it."""
        for later in self.scan.sentence(clause):
            if later.index <= clause.index or not self._corrections.corrects_at(later.start) or self._has_title(later):
                continue
            dated = self.dates(later.start, later.end)
            if dated and lexicon("titles", "awarding").has(self.scan.words_of(later)) and isinstance(dated[-1].value, DateMention):
                return dated[-1].value.iso
        return None

    def _has_title(self, clause: Clause) -> bool:
        return any(clause.start <= hit.start < clause.end for hit in self.hits)

    def _is_beside(self, near: Clause, clause: Clause) -> bool:
        if near.sentence != clause.sentence or near.index == clause.index:
            return False
        if any(each.kind is TokenKind.NUMBER for each in self.scan.tokens_in(near)):
            return False
        words = self.scan.blank[near.start : near.end]
        if lexicon("titles:titles").has(words) or lexicon("titles", "reviewed").has(words):
            return False
        alone = not words.strip("□ 年的")
        return alone or (near.index > clause.index and len(words) < _GIVING and lexicon("titles", "awarding").has(words))
