"""评价得分: a table of groups of indicators, each with the points of what is met."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from assistant.rules.fields import FieldType, catalogue
from assistant.rules.measures import Measure
from assistant.rules.schema.part import Cited, Id, Number, Part, Points, Words
from assistant.rules.schema.requirement import Form, Requirement


class Option(Requirement):
    """得分档：满足要求即得 points 分；otherwise 为其余情况。"""

    option: Annotated[str, Field(pattern=r"^[a-z]$")] | None = Field(None, description="分数表中的选项字母（小写）")
    points: Points = Field(description="得分")
    otherwise: Literal[True] | None = Field(None, description="不满足以上各档时")

    def _forms(self) -> list[Form | None]:
        return [*super()._forms(), Form.OTHERWISE if self.otherwise else None]


class Tally(Part):
    """逐项加分：每满足一项加若干分。"""

    points: Points = Field(description="每满足一项加的分")
    of: tuple[Option, ...] = Field(min_length=1, description="各项")


class Steps(Part):
    """按数得分：每满若干得若干分。"""

    value: Measure = Field(description="要读的数值")
    every: Number = Field(gt=0, description="每满多少")
    points: Points = Field(description="得几分")


class Indicator(Cited):
    """评价指标：options 分档得分，tally 逐项加分，steps 每满若干得分，given 由省里评定，四者取一。"""

    id: Id = Field(description="指标的编号")
    name: Words = Field(description="指标的中文名称")
    of: Points = Field(description="满分")
    options: tuple[Option, ...] | None = Field(None, description="分档得分，从高到低")
    tally: Tally | None = Field(None, description="逐项加分，不超过满分")
    steps: Steps | None = Field(None, description="每满若干得分，不超过满分")
    given: Measure | None = Field(None, description="直接填报的得分")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        given = [key for key in ("options", "tally", "steps", "given") if getattr(self, key) is not None]
        if len(given) != 1:
            raise PydanticCustomError("rule_indicator", "one of options, tally, steps, given is wanted")
        if self.options is not None:
            points = [option.points for option in self.options]
            if points != sorted(points, reverse=True) or not self.options[-1].otherwise:
                raise PydanticCustomError("rule_options_order", "from high to low, then otherwise")
            if points[0] != self.of:
                raise PydanticCustomError("rule_full_marks", "the highest option gives full marks")
        return self


def _score_field(key: str) -> str:
    """The key of a field that holds points."""
    info = catalogue().get(key)
    if info is None:
        raise PydanticCustomError("rule_unknown_field", "no such field", {"field": key})
    if info.type is not FieldType.SCORE or info.by_year:
        raise PydanticCustomError("rule_field_type", "no points in this field", {"field": key})
    return key


ScoreField = Annotated[str, AfterValidator(_score_field)]


class ScoreGroup(Cited):
    """一类评价指标。"""

    id: Id = Field(description="这一类的编号")
    name: Words = Field(description="这一类的中文名称")
    of: Points = Field(description="满分，等于各指标满分之和")
    told: ScoreField | None = Field(None, description="企业自评的这一类得分填在哪个字段")
    indicators: tuple[Indicator, ...] = Field(min_length=1, description="各指标")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(indicator.of for indicator in self.indicators) != self.of:
            raise PydanticCustomError("rule_sum", "full marks don't add up")
        return self


class ScoreTable(Cited):
    """评价得分表。"""

    of: Points = Field(description="满分，等于各类满分之和")
    told: ScoreField | None = Field(None, description="企业自评的总分填在哪个字段")
    groups: tuple[ScoreGroup, ...] = Field(min_length=1, description="各类指标")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(group.of for group in self.groups) != self.of:
            raise PydanticCustomError("rule_sum", "full marks don't add up")
        return self
