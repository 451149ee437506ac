"""Places in an order: science awards, the contest “创客中国”, and the place in the national market.

An award counts within the last three years (measures-2022-63/annex-3/4/2), the contest's lists from 2021 on (annex-4/16);
one without a year is taken as inside, one of an earlier year is told and not counted.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from assistant import bounded
from assistant.reading.facts import Assumed, Doubt, Fact
from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.numbers.dates import DateMention
from assistant.reading.numbers.quantities import Bound, Quantity
from assistant.reading.numbers.ranks import Rank
from assistant.reading.polarity import Polarity, polarity
from assistant.reading.question import Detail, Role
from assistant.reading.regions import is_regional
from assistant.reading.scan import Token
from assistant.reading.speech import Speech

_FIELDS: Final = {"national": "national_award_rank", "provincial": "provincial_award_rank"}
_MAKER: Final = "maker_china_rank"
_MARKET: Final = "market_rank"
_WINDOW: Final = 3
_FIRST_LIST: Final = 2021
_FAR: Final = 36
"""Characters behind an award within which its place stands."""
_LEVEL: Final = bounded.compile(r"\s{0,2}(?:结果|得分|是|为|达到?|在|:|：|评为|处于|了|测出来|测的?|也?才|等级|第|L)*+\s{0,2}(?P<level>[0-4一二三四零])\s?(?:级|$|(?=[，。,;；\s]))")
_LEVEL_BEFORE: Final = bounded.compile(r"(?P<level>[0-4一二三四零])\s?级\s?的?$")
_NEAR: Final = 4
_A_LEVEL: Final = r"(?P<level>国家|省部|省里|省)级?的?"
_JOINED_LEVEL: Final = bounded.compile(_A_LEVEL + r"(?:[、/]|和|及|与|以及)$")
_OTHER_LEVEL: Final = bounded.compile(rf"(?:也|都|更|同样){{0,2}}(?:没有?|无|没得过|没拿过|未获得?)?(?:过|任何)?{_A_LEVEL}(?:奖项?)?(?:也|都|更){{0,2}}(?:没有|没得过|没拿过|无|没)?")
_NONE: Final = ("没", "无", "未")
_LEVELS: Final = {"零": 0, "一": 1, "二": 2, "三": 3, "四": 4}


def read_awards(speech: Speech) -> tuple[list[Fact], list[Doubt], dict[int, Fact]]:
    """The facts of rank in a text, the fields touched and not told, and which rank token became which fact."""
    reader = _Awards(speech)
    return reader.facts, reader.doubts, reader.placed


def _level_field(level: str) -> str:
    return _FIELDS["national" if level.startswith("国家") else "provincial"]


class _Awards:
    def __init__(self, speech: Speech) -> None:
        self.speech, self.scan = speech, speech.scan
        self.facts: list[Fact] = []
        self.doubts: list[Doubt] = []
        self.placed: dict[int, Fact] = {}
        self._taken: set[int] = set()
        self.ranks = [token for token in self.scan.tokens if isinstance(token.value, Rank)]
        self._science()
        self._contest()
        self._market()
        self._digital()

    # 科技奖励

    def _science(self) -> None:
        for hit in lexicon("awards:awards").find(self.scan.text):
            clause = self.scan.clause_at(hit.start)
            if (role := self._role(hit)) is None or hit.id == "lower":
                continue
            said = polarity(self.scan, clause, hit.start, hit.end)
            fields = [_FIELDS[hit.id]] if hit.id in _FIELDS else list(_FIELDS.values())
            if said is Polarity.DENIED:
                for field in dict.fromkeys([*fields, *self._levels_beside(clause, hit), *self._levels_next(clause)]):
                    self._tell(Fact.told(field, Decimal(0), clause.start, clause.end), role)
            elif len(fields) == 1:
                self._won(fields[0], hit, clause, said, role)

    def _levels_beside(self, clause: Clause, hit: Hit) -> list[str]:
        """国家、省里的科技奖都没有: a level joined to that of the award."""
        joined = _JOINED_LEVEL.search(self.scan.text[clause.start : hit.start])
        return [] if joined is None else [_level_field(joined["level"])]

    def _levels_next(self, clause: Clause) -> list[str]:
        """没有国家级科技奖，也没有省级的: the next clause denies that of another level."""
        following = self.scan.following(clause)
        words = "" if following is None or following.asks else self.scan.words_of(following)
        other = _OTHER_LEVEL.fullmatch(words) if any(sign in words for sign in _NONE) else None
        return [] if other is None else [_level_field(other["level"])]

    def _won(self, field: str, hit: Hit, clause: Clause, said: Polarity, role: Role) -> None:
        place = self._place(hit.end)
        if place is None:
            if said is Polarity.AFFIRMED and not clause.asks:
                self._tell(self._dated(Fact(field, None, clause.start, clause.end, low=Decimal(1)), hit), role)
            return
        value, token, end = place
        at_most = isinstance(token.value, Rank) and token.value.at_most if token else False
        fact = Fact(field, Decimal(value), hit.start, end, low=Decimal(1) if at_most else Decimal(value), high=Decimal(value))
        self._tell(self._dated(replace(fact, bound=Bound.AT_MOST if at_most else None), hit), role, token)

    def _place(self, since: int) -> tuple[int, Token | None, int] | None:
        """The place told behind an award: 第三完成单位, 排名前三, 牵头单位."""
        end = min(since + _FAR, self._sentence_end(since))
        words = self.scan.text[since:end]
        found = [token for token in self.ranks if since <= token.start < end and token.start not in self._taken and self._is_won(token, since)]
        exact = [token for token in found if isinstance(token.value, Rank) and not token.value.at_most]
        for token in (*exact, *found):  # 50强，第31名: the place itself goes before the list
            assert isinstance(token.value, Rank)
            return token.value.place, token, token.end
        lead = lexicon("awards", "lead").find(words)
        return (1, None, since + lead[0].end) if lead else None

    def _is_won(self, token: Token, since: int) -> bool:
        missed = lexicon("awards", "missed").has(self.scan.text[max(since, token.start - 6) : token.start])
        return isinstance(token.value, Rank) and not missed and not self._is_asked(self.scan.clause_of(token), token)

    # “创客中国”

    def _contest(self) -> None:
        for hit in lexicon("awards", "maker").find(self.scan.text):
            clause = self.scan.clause_at(hit.start)
            role = self._role(hit)
            if role is None:
                continue
            if polarity(self.scan, clause, hit.start, hit.end) is Polarity.DENIED:
                self._tell(Fact.told(_MAKER, Decimal(0), clause.start, clause.end), role)
                return
            place = self._place(hit.end)
            self._taken |= {token.start for token in self.ranks if hit.end <= token.start < self._sentence_end(hit.end)}
            heat = self.scan.text[max(0, hit.start - 4) : place[2] if place else min(hit.end + _FAR, self._sentence_end(hit.end))]
            if lexicon("awards", "maker_heat").has(heat) or lexicon("awards", "group").has(heat):
                self.doubts.append(Doubt(hit.start, hit.end, Detail.REGION, _MAKER))
                return
            if place is None or place[1] is None:
                continue
            value, token, end = place
            at_most = token is not None and isinstance(token.value, Rank) and token.value.at_most
            fact = Fact(_MAKER, Decimal(value), hit.start, end, low=Decimal(1) if at_most else Decimal(value), high=Decimal(value))
            self._tell(self._dated(replace(fact, bound=Bound.AT_MOST if at_most else None), hit), role, token)

    def _dated(self, fact: Fact, hit: Hit) -> Fact | None:
        """With its year: unsaid it is inside the window; outside it does not count."""
        clause = self.scan.clause_at(hit.start)
        near = [
            token
            for each in self.scan.sentence(clause)
            for token in self.scan.tokens_in(each)
            if isinstance(token.value, DateMention) and token.value.year
        ]
        if not near:
            return replace(fact, assumed=(Assumed.WINDOW,))
        date = min(near, key=lambda token: abs(token.start - hit.start)).value
        assert isinstance(date, DateMention)
        first = self.scan.day.year - _WINDOW
        first = max(first, _FIRST_LIST) if fact.field == _MAKER else first
        if date.year is not None and first <= date.year <= self.scan.day.year:
            return fact
        self.doubts.append(Doubt(hit.start, hit.end, Detail.OTHER_YEAR, fact.field))
        return None

    # 国内细分市场名次

    def _market(self) -> None:
        for token in self.ranks:
            if token.start in self._taken or not isinstance(token.value, Rank) or any(fact.field == _MARKET for fact in self.facts):
                continue
            clause = self.scan.clause_of(token)
            behind = self.scan.text[token.end : clause.end]
            of_what = behind if lexicon("corrections", "is_of").has(behind) else ""  # 第3是省里的排名
            words = self.scan.text[self._sentence_start(clause) : token.start] + token.words + of_what
            if not lexicon("awards", "market").has(words) or any(hit.start == 0 for hit in lexicon("awards", "not_one").find(behind)):
                continue
            role = self.speech.role(token.start)
            if role not in (Role.FACT, Role.SUPPOSED) or lexicon("awards", "missed").has(self.speech.before(clause, token.start)[-6:]):
                continue
            if self._is_asked(clause, token) or lexicon("rights", "holders").has(self.scan.words_of(clause)):
                continue  # 权利人排名第四 is no place in the market
            if is_regional(self.scan, token):
                self.doubts.append(Doubt(token.start, token.end, Detail.REGION, _MARKET))
                continue
            rank = token.value
            place = Decimal(rank.place)
            fact = Fact(_MARKET, place, token.start, token.end, low=Decimal(1) if rank.at_most else place, high=place)
            self._tell(replace(fact, bound=Bound.AT_MOST if rank.at_most else None), role, token)

    def _is_asked(self, clause: Clause, token: Token) -> bool:
        """要前三吗, 必须排第一."""
        before = self.speech.before(clause, token.start)
        if any(len(before) - hit.end <= 3 for hit in lexicon("moods", "held_against").find(before)) and (clause.asks or self.speech.behind(clause, token.end).endswith(("吗", "么"))):
            return not self.speech.subjects.speaks_of_ours(clause)
        return False

    # 数字化水平

    def _digital(self) -> None:
        for hit in lexicon("awards", "digital").find(self.scan.text):
            match = _LEVEL.match(self.scan.text, hit.end) or _LEVEL_BEFORE.search(self.scan.text[max(0, hit.start - _NEAR) : hit.start])
            role = self._role(hit)
            if match is None or role is None:
                continue
            level = match["level"]
            value = Decimal(_LEVELS.get(level, level))
            start = match.start("level") + (0 if match.re.pattern == _LEVEL.pattern else max(0, hit.start - _NEAR))
            self._tell(Fact.told("digital_level", value, min(hit.start, start), max(hit.end, start + 1)), role)
            for token in self.scan.tokens:
                if isinstance(token.value, Quantity) and token.start <= start < token.end:
                    self.placed[token.start] = self.facts[-1]
            return

    # common

    def _role(self, hit: Hit) -> Role | None:
        role = self.speech.role(hit.start)
        return role if role in (Role.FACT, Role.SUPPOSED) else None

    def _tell(self, fact: Fact | None, role: Role, token: Token | None = None) -> None:
        if token is not None:
            self._taken.add(token.start)
        if fact is None or any(told.field == fact.field and told.value == fact.value for told in self.facts):
            return
        fact = replace(fact, supposed=role is Role.SUPPOSED)
        if fact.value is not None and fact.low is None:
            fact = replace(fact, low=fact.value, high=fact.value)  # type: ignore[arg-type]
        self.facts.append(fact)
        if token is not None:
            self.placed[token.start] = fact

    def _sentence_end(self, place: int) -> int:
        return max(each.end for each in self.scan.sentence(self.scan.clause_at(place)))

    def _sentence_start(self, clause: Clause) -> int:
        return min(each.start for each in self.scan.sentence(clause))


