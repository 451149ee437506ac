"""Conditions: requirements with a name, a source and a word on what to improve, and the ways around them."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assistant.rules.schema.part import Cited, Id, Part, Points, Words
from assistant.rules.schema.requirement import Form, Requirement
from corpus.terms import Track


class Mend(StrEnum):
    """Whether what fails can be put right before the next round."""

    NOW = "now"
    NEXT_YEAR = "next_year"
    TIME = "time"
    TITLE = "title"
    NOT = "not"


class Way(Requirement, Cited):
    """直通项：直通条件中的一项，要求的写法同上。"""

    id: Id = Field(description="这一项的编号（小写字母、数字、下划线）")
    name: Words = Field(description="这一项的中文名称")
    requirement: Words | None = Field(None, description="要求的说法；数值比较可不写，由数值生成")


class Route(Cited):
    """直通条件：免考察条件也这样写，满足其中一项，所涉条件即视为符合。"""

    id: Id = Field(description="直通条件的编号")
    name: Words = Field(description="直通条件的中文名称")
    ways: tuple[Way, ...] = Field(min_length=1, description="满足之一即可的各项")


class ScoreLine(Part):
    """得分要求：总分和各类分数的下限。"""

    at_least: Points = Field(description="总分下限（含本数）")
    groups: dict[Id, Points] = Field(default_factory=dict, description="各类指标得分的下限（含本数）")


class Condition(Requirement, Cited):
    """条件：一项要求，附名称、出处和改进建议。"""

    id: Id = Field(description="条件的编号（小写字母、数字、下划线），同一标准内不重复")
    name: Words = Field(description="条件的中文名称")
    requirement: Words | None = Field(None, description="要求的说法；数值比较可不写，由数值生成")
    improve: Words = Field(description="不符合时怎样改进")
    mend: Mend = Field(
        description="下一批前能否补上：now 可以，next_year 要等下一年度的数据，time 要等时间，title 要先取得称号，not 不能靠努力改变"
    )
    track: Track | None = Field(None, description="只适用于新申报（new）或复核（review）；不写则都适用")
    waived_for: Track | None = Field(None, description="对新申报（new）或复核（review）不考查，视为符合")
    score: ScoreLine | None = Field(None, description="评价得分的要求，分数表写在 score 中")
    combines: tuple[Id, ...] | None = Field(None, description="由本标准的这些条件合成（且），常与 route 一起用")
    route: Id | None = Field(None, description="满足这条直通条件的，本条件视为符合")
    remark_on_fail: Words | None = Field(None, description="不符合时附带的说明")
    also: tuple[Cited, ...] = Field((), description="与出处并列的其他条款")
    reading: Id | None = Field(None, description="条款留有余地时采用的读法，见 readings.yaml")

    def _forms(self) -> list[Form | None]:
        return [
            *super()._forms(),
            Form.SCORE if self.score is not None else None,
            Form.COMBINES if self.combines is not None else None,
        ]

    @model_validator(mode="after")
    def _words(self) -> Self:
        if self.requirement is None and self.form is not Form.NUMBER:
            raise PydanticCustomError("rule_requirement", "the requirement's words are wanted")
        return self


class Remark(Cited):
    """说明：条款提到、但没有字段可判断的要求。"""

    text: Words = Field(description="说明的文字")


def check_ids(conditions: tuple[Condition, ...]) -> None:
    """Refuse an id that comes twice, but where one is for new applications and the other for reviews."""
    seen: dict[str, set[Track | None]] = {}
    for condition in conditions:
        tracks = seen.setdefault(condition.id, set())
        if tracks and (None in tracks or condition.track is None or condition.track in tracks):
            raise PydanticCustomError("rule_duplicate_id", "the same id twice", {"id": condition.id})
        tracks.add(condition.track)
