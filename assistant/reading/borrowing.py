"""The name of a number that has none at it: that of the row before, of a heading, or the one told last.

A row is what stands under one year; the names of the one before it are the frame of the next.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from assistant import bounded
from assistant.reading.corrections import Corrections
from assistant.reading.figure_fields import GROWTH, Figure
from assistant.reading.groups import Group, name_of
from assistant.reading.lexicon import lexicon
from assistant.reading.names import Name, name_for
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.operators import Operator
from assistant.reading.parts import asks
from assistant.reading.scan import Scan, Token
from assistant.reading.shares import name_of_a_share

_FAR: Final = 6.0
"""How many times as large the same figure of another year may be, where only its size tells which it is."""
_LITTLE: Final = str.maketrans("", "", "□ 是为有约大概左右多点的了才也就都：:-→>~～.。,，、；;()（）吧呢啊")
_BESIDE: Final = 2
"""Characters that may stand beside a bare number which is read after the name before."""
_BESIDE_AN_ANSWER: Final = 10
"""And where it answers or corrects what was talked about: 我们近两年平均只有2.8."""
_HOLDING: Final = "little_giant_holding_pct"
_TURNOVER: Final = "revenue"
_BESIDE_WHAT_IS_DONE: Final = 5
_FILLERS: Final = "□ 的了：:"
_FIRM: Final = bounded.compile(r"[ ：:]{0,2}[\u4e00-\u9fff]{0,12}(?:公司|厂|厂子|工厂|企业|单位|店)(?:现在|目前|一共|总共|共|有|共有|大概|约|差不多){0,3}[ ]?□{1,12}[ ]?")
"""A firm and a number of people, and nothing else."""


@dataclass(frozen=True, slots=True)
class Borrowed:
    """The name, and where a figure is repeated the field and unit, after which a nameless number is read."""

    name: Name
    field: str | None = None
    unit: Unit | None = None
    carried: bool = True
    headed: bool = False
    """Whether the clause before leaves the name without a number."""
    same: Figure | None = None
    """The figure that is only told again."""


class Borrowing:
    """What was told before, for the numbers without a name of a scanned text.

    Args:
        kept: the field that a bare number answers or corrects, from the conversation.
    """

    def __init__(self, scan: Scan, gathered: Sequence[Group], kept: Name | None) -> None:
        self.scan, self.kept = scan, kept
        self.found: list[Figure] = []
        self._corrections, self._gathered = Corrections(scan), gathered
        self._frame: list[Figure] = []
        self._row: list[Figure] = []
        self._row_date: str | None = None

    def add(self, figure: Figure) -> None:
        self.found.append(figure)
        self._row.append(figure)

    def begin_row(self, group: Group) -> None:
        """A row ends where another time is named, or another line begins."""
        named = group.dates[-1].words if group.dates else None
        if named is None or not group.numbers and not group.names:
            return
        if named != self._row_date:
            if any(figure.name for figure in self._row):
                self._frame = [figure for figure in self._row if figure.name and figure.field]
            self._row, self._row_date = [], named

    def models(self, group: Group, following: Sequence[Group]) -> list[Borrowed]:
        """After which names, or which figures told before, the nameless numbers of a group are read."""
        if (moved := self._by_movement(group)) is not None:
            return [Borrowed(moved.name, moved.field, moved.quantity.unit)] if moved.name else []
        names = self._by_operator(group) or self._by_header(group)
        if not names and group.has(Operator.SHARE) and self._is_of_a_part(group):
            return []
        if names:
            return [Borrowed(name, headed=not group.has(Operator.SHARE, *GROWTH)) for name in names]
        if (again := self._again(group)) is not None:
            return [again]
        if self._is_alone(group, _BESIDE) and (asked := name_of_a_share(self.scan, group)) is not None:
            return [Borrowed(asked, carried=False)]
        figures = self._by_order(group) or self._by_frame(group, following)
        if figures:
            return [Borrowed(figure.name, figure.field, figure.quantity.unit) for figure in figures if figure.name]
        if (staff := self._by_kind(group)) is not None:
            return [Borrowed(staff, carried=False)]
        last = self.by_last(group)
        return [last] * len(group.numbers) if last else []

    def _by_movement(self, group: Group) -> Figure | None:
        """营收从8200万掉到7900: the second number is of what the first is of."""
        if not self.found or len(group.numbers) != 1 or not group.has(Operator.ARRIVE):
            return None
        last = self.found[-1]
        begins = last.group.has(Operator.FROM) and last.group.clause is group.clause and last.of == 1
        return last if begins and self._is_alike(last, group) else None

    def _by_kind(self, group: Group) -> Name | None:
        """公司280人 is its staff; 自评打了65分 its own points."""
        quantity = group.quantity()
        if len(group.numbers) != 1 or group.dates and quantity.unit is not Unit.SCORE:
            return None
        words = self._item(group)
        if quantity.unit is Unit.PEOPLE and not lexicon("operators", "part_of_staff").has(words) and _FIRM.fullmatch(words):
            return name_for("employees")  # 物流公司1200人
        if quantity.unit is Unit.PEOPLE and not lexicon("operators", "part_of_staff").has(words) and not lexicon("kinds:industries").without(_without(words, "people_alone")).strip(_FILLERS):
            return name_for("employees")  # 我们厂310人营收5亿: a line of industry beside it is the enterprise's
        if quantity.unit is Unit.SCORE and group.has(Operator.SUM):
            return name_for("score_total")  # 创新能力18分，成长性25分，专业化28分，总共71分
        said = self.scan.text[group.clause.start : group.numbers[0].end]
        if quantity.unit is Unit.SCORE and lexicon("operators", "scoring").has(said) and not lexicon("operators", "other_scores").has(said):
            return name_for("score_total")
        return None

    def _item(self, group: Group) -> str:
        """The words of a clause around a number, where the clause lists several things those of its own."""
        number = group.numbers[0]
        start = self.scan.blank.rfind("、", group.clause.start, number.start) + 1 or group.clause.start
        end = self.scan.blank.find("、", number.end, group.clause.end)
        return self.scan.blank[start : group.clause.end if end < 0 else end]

    def _by_operator(self, group: Group) -> list[Name]:
        """占…3.5% and 同比增长12% speak of the amount told before them."""
        quantity = group.quantity()
        if quantity.unit not in (Unit.PERCENT, Unit.BARE) or not group.has(Operator.SHARE, *GROWTH):
            return []
        wanted = "share" if group.has(Operator.SHARE) else "growth"
        if wanted == "share" and self._is_of_a_part(group):
            return []
        for figure in reversed(self.in_sentence(group)):
            if figure.name is None and figure.quantity.unit is Unit.MONEY:
                return []  # 主导产品卖了5100万，占59%
            if figure.name is not None and getattr(figure.name, wanted):
                return [figure.name] * len(group.numbers)
            if figure.name is not None and (figure.name.why or wanted == "growth"):
                return [figure.name] * len(group.numbers)
        return []

    def _is_of_a_part(self, group: Group) -> bool:
        """航空类产品占营收88%: the share of what is named there, and of nothing told before."""
        return lexicon("operators", "part_of_sales").has(self.scan.blank[group.clause.start : group.numbers[0].start])

    def _by_header(self, group: Group) -> list[Name]:
        """市占率算高的，有15%左右: a name that the clause before leaves without a number."""
        token = self._header(group)
        if token is None:
            return []
        header = name_of(token)
        if header.takes(group.quantity().unit) is None and not (header.why and self._ends_its_clause(token)):
            return []
        if not group.dates:
            group.dates = [date for each in self._gathered if token in each.names and not each.numbers for date in each.dates]
        return [header] * len(group.numbers)

    def _ends_its_clause(self, token: Token) -> bool:
        """把借款转成资本公积，负债率能降到…: what has no rule of its own heads a number only where nothing else is said of it."""
        return len(self.scan.behind(self.scan.clause_of(token), token.end).translate(_LITTLE)) <= _BESIDE

    def _header(self, group: Group) -> Token | None:
        outer = [c for c in self.scan.sentence(group.clause) if c.index < group.clause.index and c.host in (None, group.clause.host)]
        sentence = [token for clause in outer for token in self.scan.tokens_in(clause)]
        same_line = sentence or self._line_above(group)
        names = [token for token in same_line if isinstance(token.value, Name)]
        if not names:
            return None
        last = names[-1]
        if any(isinstance(token.value, Quantity) and token.start > last.start for token in same_line):
            return None
        return last

    def _line_above(self, group: Group) -> list[Token]:
        """A line that ends in a colon heads the next one."""
        above = [clause for clause in self.scan.clauses if clause.line == group.clause.line - 1]
        if not above or not self.scan.words_of(above[-1]).endswith(("：", ":")):
            return []
        return [token for clause in above for token in self.scan.tokens_in(clause)]

    def _again(self, group: Group) -> Borrowed | None:
        """负债率71%；主营占比88%。…71%应该没事吧: a number without a name that was told before is that one again."""
        quantity = group.quantity()
        if len(group.numbers) != 1 or group.dates or quantity.unit not in (Unit.PERCENT, Unit.MONEY) or quantity.value is None:
            return None
        told = [figure for figure in self.found if figure.field and figure.quantity.value == quantity.value and figure.quantity.unit is quantity.unit]
        if not told or told[-1].name is None or len({figure.field for figure in told}) > 1:
            return None
        return Borrowed(told[-1].name, told[-1].field, told[-1].quantity.unit, same=told[-1])

    def _by_order(self, group: Group) -> list[Figure]:
        """股权融资2024年900万，2023年400万: a name before its year goes on to the next year."""
        if len(group.numbers) != 1 or not group.dates or not self.found:
            return []
        first = next((figure for figure in reversed(self.found) if not figure.carried or figure.headed), None)
        last = self.found[-1]
        if first is None or first.name is None or last.name is not first.name or not self._is_near(last.group, group) or not self._is_alike(last, group):
            return []
        names, dates = first.group.names, first.group.dates
        leads = bool(dates) and not first.group.sealed and (first.headed or bool(names) and names[-1].end <= dates[-1].start < first.token.start)
        return [last] if leads and (last.field or first.name.why) and _distance(last.quantity, group.quantity()) < math.log(_FAR) else []

    def _by_frame(self, group: Group, following: Sequence[Group]) -> list[Figure]:
        """The names of the row before that this row has not used: in their order, or by size where one is left over."""
        if not self._frame or not (group.dates or self._goes_on_in_a_row(group)):
            return []
        used = {figure.name for figure in self._row} | self._named_later(group, following)
        left = [figure for figure in self._frame if figure.name not in used and self._is_alike(figure, group)]
        if len(left) == len(group.numbers):
            return left
        if len(group.numbers) == 1 and left:
            nearest = min(left, key=lambda figure: _distance(figure.quantity, group.quantity()))
            return [nearest] if len(left) == 1 or _distance(nearest.quantity, group.quantity()) < math.log(_FAR) else []
        return []

    def _goes_on_in_a_row(self, group: Group) -> bool:
        """前年6900万，420万: the second stands in the row that the first began, after the names of the row before."""
        return bool(self._row) and all(figure.carried and figure.group.clause.sentence == group.clause.sentence for figure in self._row)

    def _named_later(self, group: Group, following: Sequence[Group]) -> set[Name | None]:
        """Names with numbers of their own behind `group` in its row."""
        found: set[Name | None] = set()
        for each in following:
            if each.dates or each.clause.sentence != group.clause.sentence:
                break
            if each.numbers:
                found |= {name_of(token) for token in each.names}
        return found

    def _is_alike(self, figure: Figure, group: Group) -> bool:
        unit = group.quantity().unit
        return unit in (figure.quantity.unit, Unit.BARE)

    def by_last(self, group: Group) -> Borrowed | None:
        """The name told last, where the clause holds nothing of its own: 研发占比要达到3%吗，我们2.5%."""
        kept_holding = self.kept is not None and _HOLDING in self.kept.fields.values()
        if not kept_holding and lexicon("standing", "holding").has(self.scan.words_of(group.clause)):
            return None
        near = [figure for figure in self.found if figure.name and self._is_near(figure.group, group)]
        unit = group.quantity().unit
        if self.kept is not None and near and near[-1].field is None and self._corrections.corrects(group.numbers[0]):
            near = []  # 2.6%是看成利润的了，应该是5.4%
        if unit is Unit.MONEY and self._is_done(group):
            return Borrowed(name_for(_TURNOVER))
        if near and near[-1].name is not None:
            last = near[-1]
            name = near[-1].name
            if last.quantity.unit is unit and last.field:
                return Borrowed(name, last.field, unit)
        elif self.kept is not None:
            name = self.kept
        else:
            return None
        if name is self.kept and lexicon("rights", "pending", "not_transferred").has(self.scan.words_of(group.clause)):
            return None  # 两个都是自己的, 另外还有3个在申请中: how many of another kind
        supposed = lexicon("moods", "supposed").has(self.scan.words_of(group.clause))
        answers = name is self.kept and (supposed or not asks(self.scan, group.clause))  # 那人超过一千不要紧是吧 asks
        if unit is Unit.BARE and not self._is_alone(group, _BESIDE_AN_ANSWER if answers else _BESIDE):
            return None
        return Borrowed(name) if name.takes(unit) is not None or name.why else None

    def _is_done(self, group: Group) -> bool:
        """明年做到1600万: of a turnover, whatever was asked for; 手里项目做到3000万 says of what."""
        before = self.scan.before(group.clause, group.numbers[0].start)
        done = any(hit.end == len(before) for hit in lexicon("operators", "done").find(before))
        return done and self._is_alone(group, _BESIDE_WHAT_IS_DONE)

    def _is_alone(self, group: Group, most: int) -> bool:
        """Whether nearly nothing else stands in the clause of a bare number: 前年5800, not 小巨人那个70能过吗."""
        words = _without(self.scan.blank[group.clause.start : group.clause.end], "beside_a_value")
        return len(words.translate(_LITTLE)) <= most

    def _is_near(self, earlier: Group, group: Group) -> bool:
        return 0 <= group.clause.sentence - earlier.clause.sentence <= 1 and group.clause.line - earlier.clause.line <= 1

    def in_sentence(self, group: Group) -> list[Figure]:
        """The figures told before in the sentence of a group."""
        return [figure for figure in self.found if figure.group.clause.sentence == group.clause.sentence]


def _without(words: str, key: str) -> str:
    """What is left of a clause without blanks and the words of a list."""
    return lexicon("operators", key).without(words).strip(_FILLERS)


def _distance(a: Quantity, b: Quantity) -> float:
    if not a.value or not b.value or a.value <= 0 or b.value <= 0:
        return math.inf
    return abs(math.log(float(a.value / b.value)))
