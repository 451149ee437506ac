"""What can be asked of an enterprise: one comparison, or several joined by `all`, `any` and `cases`."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assistant.rules.fields import FieldType, catalogue
from assistant.rules.interval import Operator
from assistant.rules.measures import Measure
from assistant.rules.schema.part import Number, Part, Whole, Words
from corpus.terms import Title


class Over(StrEnum):
    """Which year a by-year value is read in."""

    LAST = "last"
    CURRENT = "current"
    EACH_OF_LAST_TWO = "each_of_last_two"
    ANY_OF_LAST_TWO = "any_of_last_two"


class Form(StrEnum):
    """The forms that a requirement may take."""

    NUMBER = "number"
    PLACED = "placed"
    YES = "yes"
    CHOICE = "choice"
    INCLUDES = "includes"
    HOLDS = "holds"
    SME = "sme"
    ALL = "all"
    ANY = "any"
    CASES = "cases"
    SCORE = "score"
    COMBINES = "combines"
    OTHERWISE = "otherwise"


class Requirement(Part):
    """要求：只写下面一种形式（数值比较、名次、是否、选项、包含、已获称号、划型、且、或、分档、得分）。"""

    value: Measure | None = Field(None, description="要读的数值或公式的名字，例如 debt_ratio")
    over: Over = Field(
        Over.LAST,
        description="按年份的数值读哪一年：last 上年度，current 本年度，each_of_last_two 近两年每年，any_of_last_two 近两年任意一年",
    )
    at_least: Number | None = Field(None, description="以上、不低于（含本数）")
    at_most: Number | None = Field(None, description="以下、不高于（含本数）")
    more_than: Number | None = Field(None, description="超过（不含本数）")
    less_than: Number | None = Field(None, description="不足、低于（不含本数）")
    beyond: Literal[True] | None = Field(None, description="条款写的是“超过……的，不……”：正好等于这个数的不算超过，解释里照此说明")
    placed: Literal[True] | None = Field(None, description="获奖或入围即可，不论名次；0 表示没有")
    placed_within: Whole | None = Field(None, description="名次在前几名以内；0 表示没有获奖或入围，不算")
    field: str | None = Field(None, description="要读的非数值字段，例如 own_brand")
    is_: bool | None = Field(None, alias="is", description="是否类字段应为 true（是）还是 false（否）")
    one_of: tuple[str, ...] | None = Field(None, description="选项类字段，填这些值之一即符合")
    unsettled_by: tuple[str, ...] = Field((), description="填这些值时不能判断，结论为待补充")
    includes_any: tuple[str, ...] | None = Field(None, description="多选字段，含有其中之一即符合")
    holds: tuple[Title, ...] | None = Field(None, description="已获称号，有其中之一即符合")
    sme: Literal[True] | None = Field(None, description="符合中小企业划型标准")
    all: tuple[Requirement, ...] | None = Field(None, description="同时满足（且）")
    any: tuple[Requirement, ...] | None = Field(None, description="满足之一（或）")
    cases: tuple[Case, ...] | None = Field(None, description="按上年度营业收入分档，每档各有要求；交界处按有利的一档")

    @cached_property
    def form(self) -> Form:
        """Which of the forms this requirement takes."""
        forms = [form for form in self._forms() if form is not None]
        if len(forms) != 1:
            raise PydanticCustomError("rule_no_form" if not forms else "rule_two_forms", "one form is wanted")
        return forms[0]

    @cached_property
    def operator(self) -> Operator:
        """The comparison of a number. Only for `Form.NUMBER`."""
        given = [operator for operator in Operator if getattr(self, operator) is not None]
        if len(given) != 1:
            raise PydanticCustomError("rule_operator" if not given else "rule_two_operators", "one operator is wanted")
        return given[0]

    @cached_property
    def threshold(self) -> Fraction:
        """The number compared with. Only for `Form.NUMBER`."""
        return Fraction(getattr(self, self.operator))

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.form is Form.NUMBER:
            _ = self.operator
        elif self.form in (Form.ALL, Form.ANY, Form.CASES) and not getattr(self, self.form):
            raise PydanticCustomError("rule_empty", "nothing in it")
        return self

    def _forms(self) -> list[Form | None]:
        return [
            (Form.PLACED if self.placed or self.placed_within else Form.NUMBER) if self.value is not None else None,
            self._field_form() if self.field is not None else None,
            Form.HOLDS if self.holds is not None else None,
            Form.SME if self.sme else None,
            Form.ALL if self.all is not None else None,
            Form.ANY if self.any is not None else None,
            Form.CASES if self.cases is not None else None,
        ]

    def _field_form(self) -> Form:
        given = [
            form
            for form, key in (
                (Form.YES, self.is_),
                (Form.CHOICE, self.one_of),
                (Form.INCLUDES, self.includes_any),
            )
            if key is not None
        ]
        if len(given) != 1:
            raise PydanticCustomError("rule_field_test", "is, one_of or includes_any is wanted")
        info = catalogue().get(self.field or "")
        if info is None:
            raise PydanticCustomError("rule_unknown_field", "no such field", {"field": self.field or ""})
        wanted = {
            Form.YES: FieldType.YES,
            Form.CHOICE: FieldType.CHOICE,
            Form.INCLUDES: FieldType.CHOICES,
        }[given[0]]
        if info.type is not wanted:
            raise PydanticCustomError("rule_field_type", "the test doesn't fit the field", {"field": info.key})
        for choice in (*(self.one_of or ()), *(self.includes_any or ()), *self.unsettled_by):
            if choice not in (info.choices or {}):
                raise PydanticCustomError("rule_unknown_choice", "no such choice", {"choice": choice})
        return given[0]


class Case(Part):
    """分档：上年度营业收入在 from 与 to 之间（均含本数）时，适用 then 的要求。"""

    label: Words = Field(description="这一档在条款中的说法，例如 1亿元以上")
    from_: Number | None = Field(None, alias="from", description="营业收入下限（万元，含本数）")
    to: Number | None = Field(None, description="营业收入上限（万元，含本数）")
    then: Requirement = Field(description="这一档的要求")


Requirement.model_rebuild()
