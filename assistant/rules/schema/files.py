"""The five kinds of rules file."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assistant.rules.schema.condition import Condition, Remark, Route, check_ids
from assistant.rules.schema.part import FileId, Id, Part, Words
from assistant.rules.schema.rounds import ExclusionRule, NoteRule
from assistant.rules.schema.score import Indicator, ScoreTable
from assistant.rules.schema.size import SizeLine
from corpus.terms import Tier


class StandardFile(Part):
    """认定（评价）标准：一个层级在一份办法下的全部条件。"""

    kind: Literal["standard"] = Field(description="文件种类")
    id: FileId = Field(description="标准的编号，与文件名相同")
    title: Words = Field(description="标准的名称")
    tier: Tier = Field(description="层级：innovative 创新型，specialized 专精特新，little_giant “小巨人”")
    standard: str = Field(description="所属办法的文件编号")
    general: str = Field(description="通用条件文件的编号")
    conditions: tuple[Condition, ...] = Field(min_length=1, description="各条件，缺一不可")
    routes: tuple[Route, ...] = Field((), description="直通条件、免考察条件")
    score: ScoreTable | None = Field(None, description="评价得分表")
    remarks: tuple[Remark, ...] = Field((), description="没有字段可判断的要求")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        check_ids(self.conditions)
        ids = {condition.id for condition in self.conditions}
        routes = {route.id for route in self.routes}
        groups = {group.id for group in self.score.groups} if self.score else set()
        for condition in self.conditions:
            for part in condition.combines or ():
                if part not in ids or part == condition.id:
                    raise PydanticCustomError("rule_unknown_part", "no such condition", {"id": part})
            if condition.route is not None and condition.route not in routes:
                raise PydanticCustomError("rule_unknown_route", "no such route", {"id": condition.route})
            if condition.score is not None and (not self.score or condition.score.groups.keys() - groups):
                raise PydanticCustomError("rule_no_table", "no such table or group")
        return self


class GeneralFile(Part):
    """通用条件：几个层级共有的条件。"""

    kind: Literal["general"] = Field(description="文件种类")
    id: FileId = Field(description="通用条件的编号，与文件名相同")
    title: Words = Field(description="名称")
    standard: str = Field(description="所属办法的文件编号")
    conditions: tuple[Condition, ...] = Field(min_length=1, description="各条件，缺一不可")
    remarks: tuple[Remark, ...] = Field((), description="没有字段可判断的要求")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        check_ids(self.conditions)
        return self


class RoundsFile(Part):
    """批次规则：各批次自己的条件，数字和名单都从批次表读出。"""

    kind: Literal["rounds"] = Field(description="文件种类")
    id: FileId = Field(description="编号，与文件名相同")
    title: Words = Field(description="名称")
    tier: Tier = Field(description="适用的层级")
    exclusions: tuple[ExclusionRule, ...] = Field((), description="不予推荐情形")
    notes: tuple[NoteRule, ...] = Field((), description="批次表中的说明")


class ClassificationFile(Part):
    """中小企业划型标准。"""

    kind: Literal["classification"] = Field(description="文件种类")
    id: FileId = Field(description="编号，与文件名相同")
    title: Words = Field(description="名称")
    standard: str = Field(description="划型标准的文件编号")
    lines: tuple[SizeLine, ...] = Field(min_length=1, description="各行业")


class LocalFile(Part):
    """地方特色指标：一个省自主设定的1–3个指标，合计满分等于所替换指标的满分。"""

    kind: Literal["local"] = Field(description="文件种类")
    id: FileId = Field(description="编号，与文件名相同")
    title: Words = Field(description="名称")
    standard: str = Field(description="所补充的标准的编号，例如 specialized-2022")
    replaces: Id = Field(description="所替换的指标的编号")
    example: bool = Field(False, description="是否只是示例")
    indicators: tuple[Indicator, ...] = Field(min_length=1, max_length=3, description="1至3个指标")


RulesFile = Annotated[
    StandardFile | GeneralFile | RoundsFile | ClassificationFile | LocalFile, Field(discriminator="kind")
]

KINDS: dict[str, type[Part]] = {
    "standard": StandardFile,
    "general": GeneralFile,
    "rounds": RoundsFile,
    "classification": ClassificationFile,
    "local": LocalFile,
}
