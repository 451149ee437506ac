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
from assistant.reading.names import Name
from assistant.reading.numbers.dates import DateMention, When
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.operators import Operator
from assistant.reading.scan import Scan, Token, TokenKind

_JOINT: Final = bounded.compile(r"\s{0,3}(?:、|和|与|及|以及|跟|/|,|and)?\s{0,3}(?:分别)?(?:的|为|是)?\s{0,3}")
_NAME_BEHIND: Final = bounded.compile(
    r"\s{0,2}(?:个|项|件)?(?:的|有效|已授权|授权|国内|国家|自主研发|自有|自主|自己的|核心|与主导产品相关|相关|在职|全职|正式|在册|of our |of the |of )*+的?\s{0,2}"
)
_BEHIND: Final = frozenset({Unit.ITEMS, Unit.PEOPLE, Unit.PERCENT})
_EVENT: Final = bounded.compile(
    r"\s{0,2}[，,]?\s{0,2}(?:就|才|正式|首次|被|已|我们|公司|顺利|刚|又|再|初|底|年?[一二三四五六七八九十\d]{1,2}月|省里|工信部)*+"
    r"(?:成立|注册|认定|评[上为选的]|入选|上市|搬|迁|改名|更名|建[厂成立]|开始|起步|创立|创办|创建|投产|挂牌|复核|获评|获得|获批|通过|拿[的到了下]|得[的过了]|进[的了]|报[的过]|申报|申请|毕业|入库|公示|公告|发证|签|立项)"
)
_SINCE: Final = bounded.compile(r"(?:成立(?:于|时间)?|创立于|创办于|创建于|注册(?:于|时间)|始建于|组建于|founded in|established in|since)[是为:：\s]{0,3}$", bounded.IGNORECASE)
_FIGURES: Final = frozenset({When.YEAR, When.WINDOW, When.NOW, When.PART, When.FUTURE})
_LONGEST_GAP: Final = 16


@dataclass
class Group:
    """One or more numbers with the names and times that stand at them.

    Attributes:
        names: before the numbers, or behind them where `behind`.
        of: what 占 measures against: the 营收 of 研发占营收3%.
        dates: years named at the group, those in brackets behind it included.
        told: whether names and numbers stand in one clause.
    """

    clause: Clause
    names: list[Token] = field(default_factory=list)
    numbers: list[Token] = field(default_factory=list)
    dates: list[Token] = field(default_factory=list)
    operators: list[Token] = field(default_factory=list)
    of: Token | None = None
    behind: bool = False

    def has(self, *operators: Operator) -> bool:
        """Whether any of these operators stands in the group."""
        return any(token.value in operators for token in self.operators)

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


def groups(scan: Scan) -> list[Group]:
    """The groups of a scanned text in order; a name without a number makes one of its own."""
    found: list[Group] = []
    for clause in scan.clauses:
        for group in _Gatherer(scan, clause).run():
            if clause.host is not None and _dates_alone(group) and (told := _before(found, group)):
                told.dates += group.dates
            else:
                found.append(group)
    return found


def name_of(token: Token) -> Name:
    """The entry behind a name's token."""
    assert isinstance(token.value, Name)
    return token.value


class _Gatherer:
    def __init__(self, scan: Scan, clause: Clause) -> None:
        self.scan, self.clause = scan, clause
        self.tokens = [token for token in scan.tokens_in(clause) if token.kind in _TAKEN and not self._is_of_an_event(token)]
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
            self._close()
            self.now.names = [token]
        else:
            self.now.names = [token]

    def _number(self, token: Token) -> None:
        if self.now.numbers and not self._goes_on(self.now.numbers[-1], token):
            self._close()
        if self.now.names and not self.now.numbers and token.start - self.now.names[-1].end > _LONGEST_GAP and not self.now.of:
            self._close()
        self.now.numbers.append(token)

    def _date(self, token: Token) -> None:
        if self.now.numbers:
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
        """比2023年增长了12%: no number is of that year; 较2023年的7900万: this one is."""
        compared = [token for token in self.now.operators if token.value is Operator.COMPARE]
        for date in list(self.now.dates):
            against = any(self.scan.text[token.end : date.start] in ("", "上", "于") for token in compared)
            own = any(self.scan.text[date.end : token.start] in ("", "的") for token in self.now.numbers)
            if against and not own:
                self.now.dates.remove(date)

    def _goes_on(self, last: Token, token: Token) -> bool:
        """Whether two numbers stand in one list: 3.5%和2.8%."""
        return bool(_JOINT.fullmatch(self.scan.text[last.end : token.start]))

    def _names_behind(self, token: Token, following: Token | None) -> bool:
        """Whether a name belongs to the number before it: 12项发明专利."""
        last = self.now.numbers[-1]
        quantity = last.value
        assert isinstance(quantity, Quantity)
        if quantity.unit not in _BEHIND or name_of(token).takes(quantity.unit) is None and not name_of(token).why:
            return False
        if following is not None and following.kind is TokenKind.NUMBER and following.start - token.end > 0:
            return False
        return bool(_NAME_BEHIND.fullmatch(self.scan.text[last.end : token.start]))

    def _is_of_an_event(self, token: Token) -> bool:
        """2012年成立, 2022年认定: a time of no figure."""
        if not isinstance(token.value, DateMention):
            return False
        if token.value.when not in _FIGURES:
            return True
        if token.value.when is When.WINDOW:
            return False
        return bool(_EVENT.match(self.scan.text, token.end) or _SINCE.search(self.scan.text[max(0, token.start - 16) : token.start]))


_TAKEN: Final = frozenset({TokenKind.NAME, TokenKind.NUMBER, TokenKind.DATE, TokenKind.OPERATOR})


def _dates_alone(group: Group) -> bool:
    return bool(group.dates) and not group.names and not group.numbers


def _before(found: list[Group], group: Group) -> Group | None:
    """The group with numbers in whose brackets `group` stands."""
    told = [each for each in found if each.numbers and each.clause.index == group.clause.host]
    return told[-1] if told else None
