"""Titles of the programme in a text: held, denied, lost, applied for, somebody else's, or only named.

>>> from datetime import date
>>> found = read_titles(Speech.of("我们是省级专精特新，2023年认定的，想报第八批小巨人", date(2026, 5, 1)))
>>> [(t.tier.value, t.role.value, t.on, t.batch and t.batch.number) for t in found]
[('specialized', 'held', '2023', None), ('little_giant', 'applied', None, 8)]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from assistant import bounded
from assistant.reading.batch_titles import batch_titles
from assistant.reading.facts import Assumed
from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.moods import Mood
from assistant.reading.numbers.batches import BatchMention
from assistant.reading.numbers.dates import DateMention
from assistant.reading.parts import asks
from assistant.reading.scan import REACH, TokenKind
from assistant.reading.speech import Speech
from assistant.reading.subjects import Whose
from assistant.reading.title_lists import ALONE, OURS_HEAD, BareTitles
from assistant.reading.title_words import (
    LITTLE,
    TitleWords,
    asks_what_then,
    denied_behind,
    ends,
    is_held_behind,
    is_past,
    near_end,
    says,
    without_given,
)
from corpus.terms import Title

_AND: Final = bounded.compile(r"[\s”\"]{0,2}(?:[和、及与或/+]|以及|，?(?:也|又|还|或|或者)是|或者|，)?[\s“\"]{0,2}(?:国家级|省级)?")
_OR: Final = ("还是", "或", "或是", "或者", "或者是", "or")
_OURS_OF_BATCH: Final = bounded.compile(r"(?:我们?|我司|我公司|我厂|本公司|公司)(?:就|也)?是□")
_HOLDING: Final = 10
_NEAR_COUNT: Final = 7
_WHETHER: Final = ("是不是", "算不算", "有没有", "属不属于")
"""Before a title these ask, though they end in a denial."""
_TIME: Final = 2
"""Characters of a time before 申请: 现在申请."""
_OR_NOT: Final = ("没有", "没", "不", "了没有", "了没")
"""At the end of a clause these ask: 够小巨人不."""
_AWARDED: Final = ("认定", "获评", "评定", "入库", "公告", "取得")
_GIVER: Final = 8
"""Characters within which it is said who gave a title."""


class TitleRole(StrEnum):
    """What a title is named as."""

    HELD = "held"
    DENIED = "denied"
    LOST = "lost"
    APPLIED = "applied"
    OTHERS = "others"
    NOT_OTHERS = "not_others"
    """Somebody else is said not to hold it."""
    NAMED = "named"
    """Asked about, or as the heading of a question."""


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A title at `start`..`end` of the normalised text.

    Attributes:
        batch: named at it.
        on: the date of its recognition as far as told: `2023`, `2023-05`.
        loosely: whether the wording is another's (国家级专精特新 for the little giant).
        supposed: whether it is held only in a supposition.
        reviewed: whether its review is spoken of at it.
        rung: whether it is named as what has to be held before another one: 要先是专精特新吗.
    """

    tier: Title
    role: TitleRole
    start: int
    end: int
    batch: BatchMention | None = None
    on: str | None = None
    loosely: bool = False
    supposed: bool = False
    reviewed: bool = False
    rung: bool = False
    words: str = ""

    @property
    def assumed(self) -> tuple[Assumed, ...]:
        """What the wording leaves open."""
        return (Assumed.KIND,) if self.loosely else ()


def read_titles(speech: Speech, batches: Mapping[int, int] | None = None) -> tuple[TitleMention, ...]:
    """The titles that a text names, in order.

    Args:
        batches: the year of each batch known; one of the running year can't be held yet.
    """
    return _Titles(speech, batches or {}).run()


class _Titles:
    def __init__(self, speech: Speech, batches: Mapping[int, int]) -> None:
        self.speech, self.scan = speech, speech.scan
        self.words = TitleWords(speech)
        self.bare = BareTitles(self.words, batches)

    def run(self) -> tuple[TitleMention, ...]:
        found: list[TitleMention] = []
        for run in self._runs():
            roles = [None if before and self._is_an_alternative(before, hit) else self._role(hit) for before, hit in zip([None, *run], run, strict=False)]
            told = next((role for role in roles if role is not None), None)
            alike = Counter(hit.id for hit in run)
            for hit, role in zip(run, roles, strict=True):
                found.append(self._mention(hit, role or told or (TitleRole.HELD if self.bare.is_held(hit, run, alike) else TitleRole.NAMED)))
        for token, on in batch_titles(self.speech, [title.batch for title in found]):
            assert isinstance(token.value, BatchMention)
            if not self.words.is_taken_back(token):
                found.append(TitleMention(Title.LITTLE_GIANT, TitleRole.HELD, token.start, token.end, token.value, on))
        return tuple(sorted(map(self._after_review, found), key=lambda title: title.start))

    def _after_review(self, title: TitleMention) -> TitleMention:
        """第三批小巨人，2024年复核没过: held no more."""
        failed = self.scan.clause_at(title.start).sentence in self.words.with_failed_reviews
        return replace(title, role=TitleRole.LOST) if failed and title.role is TitleRole.HELD and not title.supposed else title

    def _runs(self) -> list[list[Hit]]:
        """Titles named one behind the other share what is said of them."""
        runs: list[list[Hit]] = []
        for hit in self.words.hits:
            if hit.id == "none":
                continue
            if runs and _AND.fullmatch(self.scan.blank[runs[-1][-1].end : hit.start]):
                runs[-1].append(hit)
            else:
                runs.append([hit])
        return runs

    def _is_an_alternative(self, before: Hit, hit: Hit) -> bool:
        """能报专精特新还是小巨人: the second is said what the first is."""
        return self.scan.blank[before.end : hit.start].strip(LITTLE) in _OR

    def _mention(self, hit: Hit, role: TitleRole) -> TitleMention:
        loosely = hit.id.endswith("_loosely")
        tier = Title(hit.id.removesuffix("_loosely"))
        batch = self.words.batch(hit) if tier is Title.LITTLE_GIANT else None
        clause = self.words.clause(hit)
        reviewed = self.words.clause_says(clause, "titles", "reviewed")
        rung = role is TitleRole.NAMED and ends("rung_before", self.words.before(hit, clause))
        mention = TitleMention(tier, role, hit.start, hit.end, batch, loosely=loosely, reviewed=reviewed, rung=rung)
        if role in (TitleRole.HELD, TitleRole.LOST):
            supposed = self.speech.moods.at(hit.start) is Mood.SUPPOSED
            mention = replace(mention, on=self.words.on(hit, clause), supposed=supposed)
        return mention

    def _role(self, hit: Hit) -> TitleRole | None:
        """What the words at a title say of it, None where they say nothing."""
        whose = self.speech.subjects.whose(hit.start)
        clause = self.words.clause(hit)
        before, behind = without_given(self.words.before(hit, clause)), self.words.behind(hit, clause)
        if whose is Whose.OTHER and says("criteria_behind", behind):
            return TitleRole.NAMED  # 朋友说创新型门槛低
        partners = lexicon("titles", "partner_behind").find(behind)[:1]
        if whose is Whose.OTHER or partners and behind.startswith(partners[0].words):
            return TitleRole.NOT_OTHERS if ends("not_before", before) else TitleRole.OTHERS
        if whose is Whose.SEVERAL and not asks(self.scan, clause):
            return TitleRole.OTHERS
        if self._is_counted(hit, clause):
            return TitleRole.NAMED
        mood = self.speech.moods.at(hit.start)
        if mood in (Mood.PLANNED, Mood.REQUIRED):
            return TitleRole.APPLIED if mood is Mood.PLANNED else TitleRole.NAMED
        if says("lost_behind", behind, 2) and not (self.scan.asks(clause) and says("may_be", behind)) and not asks_what_then(behind) or (self.words.sentence_says("lost_sentence", clause, hit) and self._says_held(before, behind)):
            return TitleRole.LOST
        if lexicon("standing", "holding").has(behind[:_HOLDING]) or says("unrelated_behind", behind):
            return TitleRole.OTHERS  # 和小巨人没有持股关系, 小巨人持有我们60%
        if behind in _OR_NOT and (ends("or_not_before", before) or any(hit.end == len(before) for hit in lexicon("moods", "held_against").find(before))):
            return TitleRole.NAMED  # 这个比例达到小巨人没有
        if ends("not_before", before) and not before.endswith(_WHETHER) or denied_behind(behind):
            return TitleRole.DENIED
        if self._is_kind_applied_for(hit, behind):
            return TitleRole.NAMED
        if self._is_given(hit, clause, before, behind):
            return TitleRole.HELD
        if ends("applied_before", before) or says("applied_behind", behind):
            return TitleRole.APPLIED if ends("applied_before", before) else TitleRole.NAMED
        if OURS_HEAD.fullmatch(before) and not clause.asks and not behind.strip(LITTLE):
            return TitleRole.HELD
        if self.words.batch(hit) is not None and (before and OURS_HEAD.fullmatch(before) or _OURS_OF_BATCH.match(behind)):
            return TitleRole.HELD
        if hit.id.startswith("little_giant") and self.words.batch(hit) is not None and self._passed_review(clause):
            return TitleRole.HELD
        return None

    def _is_given(self, hit: Hit, clause: Clause, before: str, behind: str) -> bool:
        """Whether it is said that, or when, the title was given."""
        told = self._is_told(hit, clause, before, behind) or self._given(clause, hit) or self._is_told_in_a_form(hit, clause, before)
        return told or self._dated_only(hit, clause, before, behind) or self._awarded(clause, hit, before, behind)

    def _is_kind_applied_for(self, hit: Hit, behind: str) -> bool:
        """专精特新中小企业（省里认定的）申请: the brackets say which title is meant, and not that it was given."""
        inside = self.words.bracketed(hit)
        if inside is None or self.words.dates(inside.start, inside.end):
            return False
        return says("applied_behind", behind, _TIME) and not any(is_past(token, self.scan.day) for token in self.words.dates(inside.end, self.words.end(hit)))

    def _is_told_in_a_form(self, hit: Hit, clause: Clause, before: str) -> bool:
        """省级专精特新：2023年; 创新型中小企业：已公告."""
        value = self.scan.behind(clause, hit.end).lstrip(LITTLE)
        if before.strip(LITTLE + "-、") or clause.asks or not value.startswith(("：", ":")):
            return False
        told = [token for token in self.scan.tokens_between(hit.end, clause.end) if token.clause == clause.index]
        dated = bool(told) and all(is_past(token, self.scan.day) for token in told)
        return dated or any(each.start == 0 for each in lexicon("titles", "held_value").find(value.lstrip("：: ")))

    def _passed_review(self, clause: Clause) -> bool:
        """第三批小巨人，2024年复核已通过."""
        following = self.scan.following(clause)
        return following is not None and not following.asks and self.words.clause_says(following, "titles", "passed")

    def _is_counted(self, hit: Hit, clause: Clause) -> bool:
        """3家小巨人, 专精特新企业7万家: how many there are."""
        return any(
            token.kind is TokenKind.NUMBER and (token.end == hit.start or hit.end <= token.start < hit.end + _NEAR_COUNT) and "家" in self.scan.text[token.start : token.end + 1]
            for token in self.scan.tokens_between(max(clause.start, hit.start - REACH), hit.end + _NEAR_COUNT)
            if token.clause == clause.index
        )

    def _is_told(self, hit: Hit, clause: Clause, before: str, behind: str) -> bool:
        """Whether a title is said to be held, and not asked about: 评上小巨人补贴多少, 专精特新是谁认定的, 拿到小巨人以后有什么好处."""
        if not self._says_held(before, behind):
            return False
        said = self.scan.blank[clause.start : hit.start]
        done = lexicon("titles", "done").has(said) or self.words.clause_says(clause, "titles", "done_behind") or bool(self.words.dates(clause.start, clause.end))
        if not done and says("from_then_on", behind, 0):
            return False
        asks = clause.asks or self.words.clause_says(clause, "titles", "wondering")
        return done or not asks or lexicon("who", "ours").has(said)

    def _says_held(self, before: str, behind: str) -> bool:
        if ends("held_before", before) and not near_end("no_holding", before):
            return True
        given = behind.startswith("是") and says("given", behind, _GIVER) and not lexicon("titles", "wondering").has(behind)
        return (given or is_held_behind(behind)) and not near_end("no_holding", before)

    def _dated_only(self, hit: Hit, clause: Clause, before: str, behind: str) -> bool:
        """2021年省级专精特新; 小巨人，2021年第三批: a title with when or which batch, and nothing else."""
        rest = before.strip(LITTLE + "年月日")
        figures = any(token.kind in (TokenKind.NAME, TokenKind.NUMBER) for token in self.scan.tokens_between(hit.end, clause.end))
        if figures or behind.strip(LITTLE) or rest.endswith(("申报", "申请", "认定标准")):
            return False
        own = any(is_past(token, self.scan.day) for token in self.words.dates(clause.start, hit.start))
        if own and not rest and not clause.asks:
            return True
        following = self.scan.following(clause)
        if following is None or rest:
            return False
        words, tokens = self.scan.blank[following.start : following.end], self.scan.tokens_in(following)
        when = bool(tokens) and all(isinstance(token.value, DateMention | BatchMention) for token in tokens)
        return when and not words.strip("□ 年的") and not following.asks

    def _given(self, clause: Clause, hit: Hit) -> bool:
        """2023年认定的省级专精特新."""
        before = self.scan.blank[max(clause.start, hit.start - REACH) : hit.start].rstrip(LITTLE.replace("的", ""))
        dated = self.words.dates(clause.start, hit.start)
        if ends("given_before", before) and dated:
            return True
        entered = before.endswith(("认定", "入库", "公告", "评定")) and not clause.asks
        return entered and any(is_past(token, self.scan.day) for token in dated) and not self.words.clause_says(clause, "titles", "wondering")

    def _awarded(self, clause: Clause, hit: Hit, before: str, behind: str) -> bool:
        """省级专精特新2023年认定; 省级专精特新（2023年）; 省级专精特新，2020年获批."""
        named = [token for token in self.words.dates(hit.end, self.words.end(hit)) if is_past(token, self.scan.day)]
        if named and before.endswith(_AWARDED) and not behind.strip(LITTLE) and not clause.asks:
            return True  # 认定省专精特新2022-09
        if named and says("certificate_behind", behind) and not clause.asks:
            return True  # 小巨人证是23年7月的
        if self.words.dates(hit.end, self.words.end(hit)) and lexicon("titles", "awarding").has(behind.replace("授权", "")) and not clause.asks and not lexicon("titles", "wondering").has(behind):
            return True
        inside = self.words.bracketed(hit)
        if inside is not None and (self.words.dates(inside.start, inside.end) or self.words.clause_says(inside, "titles", "given")):
            return True
        following = self.scan.following(clause)
        if following is None or behind.strip(LITTLE) or not ALONE.fullmatch(before):
            return False
        dated = self.words.dates(following.start, following.end)
        return bool(dated) and lexicon("titles", "awarding").has(self.scan.blank[following.start : following.end][:14])
