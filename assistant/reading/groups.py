"""Names, times and operators gathered around the numbers of each clause.

>>> from datetime import date
>>> found = groups(Scan("去年营收和研发分别为1.2亿和420万，20%研发人员", date(2025, 5, 20)))
>>> [([n.words for n in g.names], [n.words for n in g.numbers]) for g in found]
[(['营收', '研发'], ['1.2亿', '420万']), (['研发人员'], ['20%'])]
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from assistant import bounded
from assistant.reading.layout import Clause
from assistant.reading.lexicon import lexicon
from assistant.reading.names import Name
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.operators import Operator
from assistant.reading.scan import Scan, Token, TokenKind

_JOINT: Final = bounded.compile(r"\s{0,3}(?:、|和|与|及|以及|跟|/|,|and)?\s{0,3}(?:分别)?(?:的|为|是)?\s{0,3}")
_NAME_BEHIND: Final = bounded.compile(
    r"\s{0,2}(?:个|项|件)?(?: on | in | of |的|有效|已授权|授权|国内|国家|自主研发|自有|自主|自己的|核心|与主导产品相关|相关|在职|全职|正式|在册|of our |of the |of )*+的?\s{0,2}"
)
_ENGLISH_BEHIND: Final = bounded.compile(r" (?:(?:yuan|rmb|of|in|annual|total|our) ){0,3}")
"""Between an amount and its name: 60 million revenue."""
_BEHIND: Final = frozenset({Unit.ITEMS, Unit.PEOPLE, Unit.PERCENT})
_EVENT: Final = bounded.compile(
    r"\s{0,2}[，,]?\s{0,2}(?:就|才|正式|首次|被|已|我们|公司|顺利|刚|又|再|初|底|年?[一二三四五六七八九十\d]{1,2}月|省里|工信部)*+"
    r"(?:成立|注册|认定|评[上为选的]|入选|上市|搬|迁|改名|更名|建[厂成立]|开始|办[的了起]|开[的了张办]|入[园驻]|落户|转[型做产]|扩[建产]|组建|起家|做起|起步|创立|创办|创建|投产|挂牌|复核|获评|获得|获批|通过|拿[的到了下]|得[的过了]|进[的了]|报[的过]|申报|申请|毕业|入库|公示|公告|发证|签|立项|授权)"
)
_VERSION: Final = bounded.compile(
    r"\s{0,2}年?的?(?:那个|那版|那套|老|旧|新|国家|工信部|认定|评价|申报|暂行|管理|小巨人|专精特新|创新型|企业|中小企业|的)*+(?:标准|办法|规定|版|文件|门槛|要求|条件|口径|线|附件)"
)
_SINCE: Final = bounded.compile(r"(?:成立(?:于|时间)?|创立于|创办于|创建于|注册(?:于|时间)|始建于|组建于|founded in|established in|since)[是为:：\s]{0,3}$", bounded.IGNORECASE)
_FIGURES: Final = frozenset({When.YEAR, When.WINDOW, When.NOW, When.PART, When.FUTURE})
_DATED_BEHIND: Final = bounded.compile(r"\s{0,2}(?:in|for|of)\s{1,2}|\s{0,2}@\s{0,2}", bounded.IGNORECASE)
_IS: Final = bounded.compile(r"[\s那个这]{0,2}(?:就|才|其实|应该)?是\s?")
_FEW: Final = 3
_NAMED_BEHIND: Final = "equity_financing"
_OF_WHAT: Final = ("", "的")
"""Between an amount and what it is of: 两年拿了2500万的创投."""
_LONGEST_GAP: Final = 16


@dataclass
class Group:
    """One or more numbers with the names and times that stand at them.

    Attributes:
        names: before the numbers, or behind them where `behind`.
        of: what 占 measures against: the 营收 of 研发占营收3%.
        dates: years named at the group, those in brackets behind it included.
        sealed: whether it is a cell of a table, which borrows no name from elsewhere.
        unit: told in a cell of its own.
        required: whether it stands in a column of requirements.
    """

    clause: Clause
    names: list[Token] = field(default_factory=list)
    numbers: list[Token] = field(default_factory=list)
    dates: list[Token] = field(default_factory=list)
    operators: list[Token] = field(default_factory=list)
    of: Token | None = None
    behind: bool = False
    sealed: bool = False
    unit: str | None = None
    required: bool = False

    def has(self, *operators: Operator) -> bool:
        """Whether any of these operators stands in the group."""
        return any(token.value in operators for token in self.operators)

    @property
    def years(self) -> tuple[int, ...]:
        """All years named at it, in order; those spelled out go before the window that they explain."""
        dates = [token.value for token in self.dates if isinstance(token.value, DateMention)]
        spelled = [date for date in dates if any(sign.isdigit() for sign in date.text)]
        if spelled and len(spelled) < len(dates) and any(date.when is When.WINDOW for date in dates):
            dates = spelled
        return tuple(dict.fromkeys(year for date in dates for year in date.years))

    @property
    def start(self) -> int:
        """Where the first of its tokens stands."""
        return min(token.start for token in (*self.names, *self.numbers, *self.dates))

    @property
    def end(self) -> int:
        return max(token.end for token in (*self.names, *self.numbers))

    def quantity(self, number: int = 0) -> Quantity:
        """The quantity of one of its numbers."""
        value = self.numbers[number].value
        assert isinstance(value, Quantity)
        return value


def groups(scan: Scan, *, apart: frozenset[int] = frozenset()) -> list[Group]:
    """The groups of a scanned text in order; a name without a number makes one of its own.

    Args:
        apart: where tokens stand that are read otherwise, such as those of tables.
    """
    found: list[Group] = []
    waiting: Group | None = None
    for clause in scan.clauses:
        for group in _Gatherer(scan, clause, apart).run():
            if waiting is not None and waiting.clause.sentence != clause.sentence:
                waiting = None
            if _dates_alone(group):
                if clause.host is not None and (told := _before(found, group)):
                    told.dates += group.dates
                    continue
                waiting = group if _is_only_a_date(scan, group) else None
            elif waiting is not None and (group.names or group.numbers):
                if not group.dates or waiting.clause.host is not None:
                    group.dates = [*group.dates, *waiting.dates]
                waiting = None if group.numbers else waiting
            if group.numbers and not group.dates and (told := _interrupted(scan, found, group)):
                group.dates = list(told.dates)
            found.append(group)
    return found


def _interrupted(scan: Scan, found: list[Group], group: Group) -> Group | None:
    """2024年、2023年机构投资人（都备案的）实缴1300万元和800万元: the group that a bracket parts from its numbers."""
    last = [each for each in found if each.clause.host == group.clause.host][-1:]
    if not last or last[0].numbers or not last[0].dates or scan.resumed(last[0].clause) is not group.clause:
        return None
    return last[0]


def name_of(token: Token) -> Name:
    """The entry behind a name's token."""
    assert isinstance(token.value, Name)
    return token.value


class _Gatherer:
    def __init__(self, scan: Scan, clause: Clause, apart: frozenset[int]) -> None:
        self.scan, self.clause = scan, clause
        self.tokens = [
            token
            for token in scan.tokens_in(clause)
            if token.kind in _TAKEN and token.start not in apart and not self._is_of_an_event(token)
        ]
        self.done: list[Group] = []
        self.now = Group(clause)

    def run(self) -> list[Group]:
        for place, token in enumerate(self.tokens):
            if token.kind is TokenKind.NAME:
                self._name(token, self.tokens[place + 1] if place + 1 < len(self.tokens) else None)
            elif token.kind is TokenKind.NUMBER:
                self._number(token)
            elif token.kind is TokenKind.DATE:
                self._date(token)
            else:
                self._operator(token)
        self._close()
        return self.done

    def _name(self, token: Token, following: Token | None) -> None:
        if self.now.numbers and not self.now.names and self._names_behind(token, following):
            self.now.names, self.now.behind = [token], True
            self._close()
        elif self.now.numbers:
            self._close()
            self.now.names = [token]
        elif self.now.has(Operator.SHARE):
            self.now.of = token
        elif self.now.names and _JOINT.fullmatch(self.scan.text[self.now.names[-1].end : token.start]):
            self.now.names.append(token)
        elif self.now.names:
            dates = [date for date in self.now.dates if date.start >= self.now.names[-1].end]
            self._close()
            self.now.names, self.now.dates = [token], dates
        else:
            self.now.names = [token]

    def _number(self, token: Token) -> None:
        if self.now.numbers and not self._goes_on(self.now.numbers[-1], token):
            self._close()
        if self.now.names and not self.now.numbers and self._gap(token) > _LONGEST_GAP and not self.now.of:
            self._close()
        self.now.numbers.append(token)

    def _gap(self, token: Token) -> int:
        """Characters between the name and a number, the dates between them left out; of English, words."""
        words = self.scan.blank[self.now.names[-1].end : token.start].replace("□", "")
        return len(words.split()) if words.isascii() else len(words)

    def _date(self, token: Token) -> None:
        if self.now.numbers:
            between, behind = self.scan.text[self.now.numbers[-1].end : token.start], self.scan.behind(self.clause, token.end)
            if _DATED_BEHIND.fullmatch(between) or (_IS.fullmatch(between) and behind.startswith("的")):
                self.now.dates.append(token)
                self._close()
                return
            self._close()
        self.now.dates.append(token)

    def _operator(self, token: Token) -> None:
        if self.now.numbers:
            self._close()
        self.now.operators.append(token)

    def _close(self) -> None:
        self._drop_years_measured_against()
        if self.now.names or self.now.numbers or self.now.dates or self.now.operators:
            self.done.append(self.now)
        self.now = Group(self.clause)

    def _drop_years_measured_against(self) -> None:
        """前年比2023年增长了12%: the number is of the year that is compared; 较2023年的7900万: of this one."""
        compared = [token for token in self.now.operators if token.value is Operator.COMPARE]
        for date in list(self.now.dates):
            against = any(token.end <= date.start and self.scan.text[token.end : date.start] in ("", "上", "于") for token in compared)
            own = any(date.end <= token.start and self.scan.text[date.end : token.start] in ("", "的") for token in self.now.numbers)
            if against and not own:
                self.now.dates.remove(date)

    def _goes_on(self, last: Token, token: Token) -> bool:
        """Whether two numbers stand in one list: 3.5%和2.8%."""
        return _alike(last, token) and bool(_JOINT.fullmatch(self.scan.text[last.end : token.start]))

    def _names_behind(self, token: Token, following: Token | None) -> bool:
        """Whether a name belongs to the number before it: 12项发明专利."""
        last = self.now.numbers[-1]
        quantity = last.value
        assert isinstance(quantity, Quantity)
        name = name_of(token)
        bare = quantity.unit is Unit.BARE and name.bare in _BEHIND and self.scan.text[last.end : token.start].isspace()
        told_in_english = quantity.unit is Unit.MONEY and token.words.isascii() and _ENGLISH_BEHIND.fullmatch(self.scan.text[last.end : token.start])
        if told_in_english:
            return following is None or following.kind is not TokenKind.NUMBER
        if quantity.unit is Unit.MONEY and name.amount == _NAMED_BEHIND and following is None:
            return self.scan.text[last.end : token.start].strip() in _OF_WHAT
        if not bare and (quantity.unit not in _BEHIND or name.takes(quantity.unit) is None and not name.why):
            return False
        if following is not None and following.kind is TokenKind.NUMBER and following.start - token.end > 0 and not self._ends_in_a_name():
            return False
        return bool(_NAME_BEHIND.fullmatch(self.scan.text[last.end : token.start]))

    def _ends_in_a_name(self) -> bool:
        """12项发明专利、5项实用新型和20项软件著作权: numbers go before their names throughout."""
        counted = [token for token in self.tokens if token.kind in (TokenKind.NAME, TokenKind.NUMBER)]
        return counted[0].kind is TokenKind.NUMBER and counted[-1].kind is TokenKind.NAME

    def _is_of_an_event(self, token: Token) -> bool:
        """2012年成立, 2022年认定, 按2022年标准: a time of no figure."""
        if not isinstance(token.value, DateMention):
            return False
        if token.value.when not in _FIGURES:
            return True
        if token.value.when is When.WINDOW:
            return False
        if _VERSION.match(self.scan.text, token.end):
            return True  # 按2022年标准 names the measures
        if any(each.start > token.end and _takes_money(each) for each in self.scan.tokens_in(self.clause)):
            return False
        return bool(_EVENT.match(self.scan.text, token.end) or _SINCE.search(self.scan.text[max(0, token.start - 16) : token.start]))


_TAKEN: Final = frozenset({TokenKind.NAME, TokenKind.NUMBER, TokenKind.DATE, TokenKind.OPERATOR})


def _alike(a: Token, b: Token) -> bool:
    """授权满两年的9项 is no list of two numbers."""
    assert isinstance(a.value, Quantity) and isinstance(b.value, Quantity)
    return a.value.unit is b.value.unit or Unit.BARE in (a.value.unit, b.value.unit)


def _takes_money(token: Token) -> bool:
    """2020年获得机构投资者实缴3000万 has a figure of that year."""
    return isinstance(token.value, Name) and token.value.amount is not None


def _dates_alone(group: Group) -> bool:
    return bool(group.dates) and not group.names and not group.numbers


def _is_only_a_date(scan: Scan, group: Group) -> bool:
    """2023年，营收…; 近两年（2022、2023年）."""
    if lexicon("titles:titles").has(scan.words_of(group.clause)):
        return False  # 2020年的小巨人
    rest = len(scan.words_of(group.clause)) - sum(len(token.words) for token in group.dates)
    return rest <= _FEW


def _before(found: list[Group], group: Group) -> Group | None:
    """The group with numbers in whose brackets `group` stands."""
    told = [each for each in found if each.numbers and each.clause.index == group.clause.host]
    return told[-1] if told else None
