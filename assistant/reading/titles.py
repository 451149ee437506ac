"""Titles of the programme in a text: held, denied, lost, applied for, somebody else's, or only named.

>>> from datetime import date
>>> found = read_titles(Speech.of("我们是省级专精特新，2023年认定的，想报第八批小巨人", date(2026, 5, 1)))
>>> [(t.tier.value, t.role.value, t.on, t.batch and t.batch.number) for t in found]
[('specialized', 'held', '2023', None), ('little_giant', 'applied', None, 8)]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from assistant import bounded
from assistant.reading.facts import Assumed, Fact
from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.moods import Mood
from assistant.reading.numbers.batches import BatchMention
from assistant.reading.numbers.dates import DateMention
from assistant.reading.scan import Token, TokenKind
from assistant.reading.speech import Speech
from assistant.reading.subjects import Whose
from corpus.terms import Title

_AND: Final = bounded.compile(r"[\s”\"]{0,2}(?:[和、及与/+]|以及|，?(?:也|又|还)是|，)?[\s“\"]{0,2}(?:国家级|省级)?")
_LITTLE: Final = " 的□“”\"‘’「」（）()"
_BETWEEN_BATCH: Final = bounded.compile(r"[\s的“\"（(]{0,3}(?:国家级|国家|认定的|专精特新|重点|入选的|企业|称号|，)?[\s的“\"（(]{0,2}")
_BATCH_BEHIND: Final = bounded.compile(
    r"[\s”\"]{0,2}(?:企业|称号)?[，,]?\s?(?:我们|我司|我公司|公司|本公司)?(?:是|属于|在|为)?\s?[（(]?(?:□{2,12}的?)?"
)
_ALONE_REST: Final = bounded.compile(r"[\s□的“”\"]{0,12}(?:企业|称号|资质|证书|了)?[\s□的“”\"年]{0,12}")
_OURS_HEAD: Final = bounded.compile(r"(?:我们?|我司|我公司|我厂|本公司|公司|咱们?|贵司|企业)(?:公司|厂|家|这边)?(?:目前|现在|已经|已|都|也|就)?□{0,12}的?是?的?")
_OURS_OF_BATCH: Final = bounded.compile(r"(?:我们?|我司|我公司|我厂|本公司|公司)(?:就|也)?是□")
_NEAR: Final = 6
_LISTING: Final = _LITTLE + "、和及与以及,，/"
_HOLDING: Final = 10
_WHETHER: Final = ("是不是", "算不算", "有没有", "属不属于")
"""Before a title these ask, though they end in a denial."""
_GIVER: Final = 8
"""Characters within which it is said who gave a title."""


class TitleRole(StrEnum):
    """What a title is named as."""

    HELD = "held"
    DENIED = "denied"
    LOST = "lost"
    APPLIED = "applied"
    OTHERS = "others"
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
        self.years = batches
        self.hits = lexicon("titles:titles").find(self.scan.blank)
        self.batches = [token for token in self.scan.tokens if token.kind is TokenKind.BATCH]
        self.dates = [token for token in self.scan.tokens if isinstance(token.value, DateMention) and token.value.iso]
        self.applying = lexicon("titles", "applying").has(self.scan.blank) or any(self._ends("applied_before", self._before(hit, self._clause(hit))) for hit in self.hits)

    def run(self) -> tuple[TitleMention, ...]:
        found: list[TitleMention] = []
        for run in self._runs():
            roles = [self._role(hit) for hit in run]
            told = next((role for role in roles if role is not None), None)
            for hit, role in zip(run, roles, strict=True):
                found.append(self._mention(hit, role or told or self._bare(hit, run)))
        return tuple(found)

    def _runs(self) -> list[list[Hit]]:
        """Titles named one behind the other share what is said of them."""
        runs: list[list[Hit]] = []
        for hit in self.hits:
            if hit.id == "none":
                continue
            if runs and _AND.fullmatch(self.scan.blank[runs[-1][-1].end : hit.start]):
                runs[-1].append(hit)
            else:
                runs.append([hit])
        return runs

    def _mention(self, hit: Hit, role: TitleRole) -> TitleMention:
        loosely = hit.id.endswith("_loosely")
        tier = Title(hit.id.removesuffix("_loosely"))
        batch = self._batch(hit) if tier is Title.LITTLE_GIANT else None
        clause = self._clause(hit)
        reviewed = lexicon("titles", "reviewed").has(self.scan.words_of(clause))
        mention = TitleMention(tier, role, hit.start, hit.end, batch, loosely=loosely, reviewed=reviewed)
        if role in (TitleRole.HELD, TitleRole.LOST):
            supposed = self.speech.moods.at(hit.start) is Mood.SUPPOSED
            mention = replace(mention, on=self._on(hit, clause), supposed=supposed)
        return mention

    # role

    def _role(self, hit: Hit) -> TitleRole | None:
        """What the words at a title say of it, None where they say nothing."""
        whose = self.speech.subjects.whose(hit.start)
        clause = self._clause(hit)
        before, behind = self._before(hit, clause), self._behind(hit, clause)
        if whose is Whose.OTHER or lexicon("titles", "partner_behind").find(behind)[:1] and behind.startswith(lexicon("titles", "partner_behind").find(behind)[0].words):
            return TitleRole.DENIED if self._ends("not_before", before) else TitleRole.OTHERS
        if self._is_counted(hit, clause):
            return TitleRole.NAMED
        mood = self.speech.moods.at(hit.start)
        if mood in (Mood.PLANNED, Mood.REQUIRED):
            return TitleRole.APPLIED if mood is Mood.PLANNED else TitleRole.NAMED
        if self._says("lost_behind", behind, 2) or (self._sentence_says("lost_sentence", clause, hit) and self._says_held(before, behind)):
            return TitleRole.LOST
        if lexicon("standing", "holding").has(behind[:_HOLDING]):
            return TitleRole.OTHERS  # 和小巨人没有持股关系, 小巨人持有我们60%
        if self._ends("not_before", before) and not before.endswith(_WHETHER) or self._says("no_behind", behind, 0):
            return TitleRole.DENIED
        if self._says_held(before, behind) or self._given(clause, hit) or self._dated_only(hit, clause, before, behind):
            return TitleRole.HELD
        if self._awarded(clause, hit, before, behind):
            return TitleRole.HELD
        if self._ends("applied_before", before) or self._says("applied_behind", behind, 0):
            return TitleRole.APPLIED if self._ends("applied_before", before) else TitleRole.NAMED
        if _OURS_HEAD.fullmatch(before) and not clause.asks and not behind.strip(_LITTLE):
            return TitleRole.HELD
        if self._batch(hit) is not None and (before and _OURS_HEAD.fullmatch(before) or _OURS_OF_BATCH.match(behind)):
            return TitleRole.HELD
        if hit.id.startswith("little_giant") and self._batch(hit) is not None and self._passed_review(clause):
            return TitleRole.HELD
        return None

    def _passed_review(self, clause: Clause) -> bool:
        """第三批小巨人，2024年复核已通过."""
        following = self._following(clause)
        return following is not None and not following.asks and lexicon("titles", "passed").has(self.scan.words_of(following))

    def _is_counted(self, hit: Hit, clause: Clause) -> bool:
        """3家小巨人, 专精特新企业7万家: how many there are."""
        return any(
            token.kind is TokenKind.NUMBER and (token.end == hit.start or hit.end <= token.start <= hit.end + 6) and "家" in self.scan.text[token.start : token.end + 1]
            for token in self.scan.tokens_in(clause)
        )

    def _says_held(self, before: str, behind: str) -> bool:
        if self._ends("held_before", before) and not self._near_end("no_holding", before):
            return True
        given = behind.startswith("是") and self._says("given", behind, _GIVER) and not lexicon("titles", "wondering").has(behind)
        return (given or self._says("held_behind", behind, 0)) and not self._near_end("no_holding", before)

    def _dated_only(self, hit: Hit, clause: Clause, before: str, behind: str) -> bool:
        """2021年省级专精特新; 小巨人，2021年第三批: a title with when or which batch, and nothing else."""
        rest = before.strip(_LITTLE + "年月日")
        if behind.strip(_LITTLE) or rest.endswith(("申报", "申请", "认定标准")):
            return False
        own = any(clause.start <= token.start < hit.start and _is_past(token, self.scan.day) for token in self.dates)
        if own and not rest and not clause.asks:
            return True
        following = self._following(clause)
        if following is None or rest:
            return False
        words, tokens = self.scan.blank[following.start : following.end], self.scan.tokens_in(following)
        when = bool(tokens) and all(isinstance(token.value, DateMention | BatchMention) for token in tokens)
        return when and not words.strip("□ 年的") and not following.asks

    def _given(self, clause: Clause, hit: Hit) -> bool:
        """2023年认定的省级专精特新."""
        before = self.scan.blank[clause.start : hit.start].rstrip(_LITTLE.replace("的", ""))
        dated = [token for token in self.dates if clause.start <= token.start < hit.start]
        if self._ends("given_before", before) and dated:
            return True
        entered = before.endswith(("认定", "入库", "公告", "评定")) and not clause.asks
        return entered and any(_is_past(token, self.scan.day) for token in dated) and not lexicon("titles", "wondering").has(self.scan.words_of(clause))

    def _awarded(self, clause: Clause, hit: Hit, before: str, behind: str) -> bool:
        """省级专精特新2023年认定; 省级专精特新（2023年）; 省级专精特新，2020年获批."""
        near = [token for token in self.dates if hit.end <= token.start < clause.end]
        if near and lexicon("titles", "awarding").has(behind) and not clause.asks and not lexicon("titles", "wondering").has(behind):
            return True
        inside = self._bracketed(hit)
        if inside is not None and (any(inside.start <= token.start < inside.end for token in self.dates) or lexicon("titles", "given").has(self.scan.words_of(inside))):
            return True
        following = self._following(clause)
        if following is None or behind.strip(_LITTLE) or not _ALONE_REST.fullmatch(before):
            return False
        dated = any(following.start <= token.start < following.end for token in self.dates)
        return dated and lexicon("titles", "awarding").has(self.scan.blank[following.start : following.end][:14])

    def _bare(self, hit: Hit, run: Sequence[Hit]) -> TitleRole:
        """A title alone in its clause is told where the message tells facts beside it, and is the heading else."""
        clause = self._clause(hit)
        before, behind = self._before(run[0], clause), self._behind(run[-1], self._clause(run[-1]))
        label = "：" in before or ":" in before
        behind = _without_honours(behind)
        if lexicon("scope", "review").find(behind[:4]):
            behind = behind[2:]  # 第二批小巨人复核求助
        alone = (_ALONE_REST.fullmatch(before) or label or _OURS_HEAD.fullmatch(before)) and (_ALONE_REST.fullmatch(behind) or len(behind) <= 2)
        named = any(token.kind is TokenKind.NAME for token in self.scan.tokens_in(clause))
        turned = any(lexicon("titles", "turning").has(self.scan.words_of(each)) for each in self.scan.sentence(clause) if each.index <= clause.index)
        if not alone or named or turned or clause.asks:
            return TitleRole.NAMED
        if hit.id.startswith("little_giant"):
            batch = self._batch(hit)
            if batch is None or not self._is_old_enough(batch):
                return TitleRole.NAMED
            reviewed = lexicon("scope", "review").has(self.scan.text) and not lexicon("scope", "application").has(self.scan.text)
            brief = self._tells_figures() and (reviewed or not self.applying)
            return TitleRole.HELD if brief else TitleRole.NAMED
        others = any(other.id != hit.id and other not in run for other in self.hits)
        if self._lists(clause) or (len(run) > 1 and not self.applying):
            return TitleRole.HELD
        if self.applying and (others or (hit.id == "specialized" and self._tells_figures())):
            return TitleRole.HELD
        brief = self._tells_figures() and clause.index > 0
        return TitleRole.HELD if brief and not others and hit.id != "innovative" else TitleRole.NAMED

    def _is_old_enough(self, batch: BatchMention) -> bool:
        year = self.years.get(batch.number)
        return year is None or year < self.scan.day.year

    def _tells_figures(self) -> bool:
        return any(
            token.kind is TokenKind.NUMBER and self.speech.moods.of(token) is Mood.TOLD and not self.scan.clause_of(token).asks
            for token in self.scan.tokens
        )

    def _lists(self, clause: Clause) -> bool:
        """In a list headed 荣誉：, or among honours and certificates."""
        sentence = self.scan.sentence(clause)
        if any(lexicon("titles", "label").has(self.scan.words_of(each)) for each in sentence if each.index <= clause.index):
            return True
        return any(lexicon("titles", "beside").has(self.scan.words_of(each)) for each in sentence) and not any(each.asks for each in sentence)

    # words around

    def _before(self, hit: Hit, clause: Clause) -> str:
        """The words before a title, its batch and what joins it left out."""
        before = self.scan.blank[clause.start : hit.start].rstrip(_LITTLE)
        while True:
            rest = before.removesuffix("国家级").rstrip(_LISTING)
            honours = [hit for key in (("titles", "beside"), ("standing", "provinces")) for hit in lexicon(*key).find(rest) if hit.end == len(rest)]
            shorter = rest[: honours[0].start].rstrip(_LISTING) if honours else before.removesuffix("国家级").rstrip(_LITTLE)
            if shorter == before:
                return before
            before = shorter

    def _behind(self, hit: Hit, clause: Clause) -> str:
        return self.scan.blank[hit.end : clause.end].lstrip(_LITTLE)

    def _ends(self, key: str, before: str) -> bool:
        return any(hit.end == len(before) for hit in lexicon("titles", key).find(before))

    def _near_end(self, key: str, before: str) -> bool:
        return any(len(before) - hit.end <= _NEAR for hit in lexicon("titles", key).find(before))

    def _says(self, key: str, behind: str, reach: int) -> bool:
        return any(hit.start <= reach for hit in lexicon("titles", key).find(behind))

    def _sentence_says(self, key: str, clause: Clause, hit: Hit) -> bool:
        end = max(each.end for each in self.scan.sentence(clause))
        return lexicon("titles", key).has(self.scan.blank[hit.end : end]) and not any(each.asks for each in self.scan.sentence(clause) if each.index >= clause.index and lexicon("titles", key).has(self.scan.words_of(each)))

    def _clause(self, hit: Hit) -> Clause:
        return self.scan.clause_at(hit.start)

    def _following(self, clause: Clause) -> Clause | None:
        following = self.scan.clauses[clause.index + 1 : clause.index + 2]
        return following[0] if following and following[0].sentence == clause.sentence else None

    def _bracketed(self, hit: Hit) -> Clause | None:
        """The clause in brackets right behind a title."""
        following = next((each for each in self.scan.clauses if each.start > hit.end), None)
        if following is None or self.scan.text[hit.end : following.start].strip("”\" ") not in ("（", "("):
            return None
        return following

    # when, and in which batch

    def _batch(self, hit: Hit) -> BatchMention | None:
        for token in self.batches:
            value = token.value
            assert isinstance(value, BatchMention)
            if token.end <= hit.start and _BETWEEN_BATCH.fullmatch(self.scan.text[token.end : hit.start]):
                return value
            if token.start >= hit.end and _BATCH_BEHIND.fullmatch(self.scan.blank[hit.end : token.start]):
                return value
        return None

    def _on(self, hit: Hit, clause: Clause) -> str | None:
        """The date in its clause, in its brackets, or in a clause beside it that holds nothing but when."""
        inside = [token for token in self.dates if clause.start <= token.start < clause.end]
        bracket = self._bracketed(hit)
        if bracket is not None:
            inside += [token for token in self.dates if bracket.start <= token.start < bracket.end]
        if not inside:
            inside = [token for token in self.dates if self._is_beside(token, clause)]
        if not inside:
            return None
        nearest = min(inside, key=lambda token: abs(token.start - hit.start))
        return _iso(nearest)

    def _is_beside(self, token: Token, clause: Clause) -> bool:
        near = self.scan.clause_of(token)
        if near.sentence != clause.sentence or abs(near.index - clause.index) != 1:
            return False
        if any(each.kind is TokenKind.NUMBER for each in self.scan.tokens_in(near)):
            return False
        words = self.scan.blank[near.start : near.end]
        if lexicon("titles:titles").has(words) or lexicon("titles", "reviewed").has(words):
            return False
        alone = not words.strip("□ 年的")
        return alone or (near.index > clause.index and len(words) < 18 and lexicon("titles", "awarding").has(words))


def _without_honours(words: str) -> str:
    """What stands behind a title, the honours listed with it left out."""
    for honour in reversed(lexicon("kinds:honours").find(words)):
        words = words[: honour.start] + words[honour.end :]
    return words.strip("、和及与,，/ 等")


def _is_past(token: Token, day: date) -> bool:
    assert isinstance(token.value, DateMention)
    return token.value.year is not None and token.value.year < day.year


def _iso(token: Token) -> str | None:
    assert isinstance(token.value, DateMention)
    return token.value.iso


def recognition_facts(titles: Sequence[TitleMention]) -> list[Fact]:
    """The titles held as facts; where one is denied or lost and none is held, that none is."""
    held = [title for title in titles if title.role is TitleRole.HELD]
    gone = [title for title in titles if title.role in (TitleRole.DENIED, TitleRole.LOST)]
    if gone and not held:
        return [Fact("recognitions", None, gone[0].start, gone[0].end, part="none")]
    return [
        Fact("recognitions", _recognition(title), title.start, title.end, part=title.tier.value, assumed=title.assumed, supposed=title.supposed)
        for title in held
    ]


def _recognition(title: TitleMention) -> tuple[tuple[str, object], ...]:
    told = (("tier", title.tier.value), ("on", title.on), ("round", title.batch.number if title.batch else None))
    return tuple((key, value) for key, value in told if value is not None)
