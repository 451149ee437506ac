"""The shape of a rules file: what loads `standards/*.yaml`, and says in Chinese what each key means.

A file is one of five kinds: `standard` (thresholds of one tier), `general` (conditions that several standards share),
`rounds` (what a round's own row adds), `classification` (划型标准) and `local` (a province's 特色化指标). `docs/rules.md`
is written from the descriptions below.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from assistant.rules.derive import Measure
from assistant.rules.fields import FieldType, catalogue
from assistant.rules.interval import Operator
from assistant.rules.profile import Industry, _decimal, _whole
from corpus.rounds import Exclusion
from corpus.terms import Tier, Title, Track

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, Field(min_length=1, max_length=300)]
ClauseId = Annotated[str, Field(min_length=3)]
Number = Annotated[Decimal, BeforeValidator(_decimal)]
Points = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0)]
Whole = Annotated[int, BeforeValidator(_whole), Field(ge=1)]
NOTE_NUMBER = "{threshold}"


class Over(StrEnum):
    """Which year a by-year value is read in."""

    LAST = "last"
    CURRENT = "current"
    EACH_OF_LAST_TWO = "each_of_last_two"
    ANY_OF_LAST_TWO = "any_of_last_two"


class Mend(StrEnum):
    """Whether what fails can be put right before the next round."""

    NOW = "now"
    NEXT_YEAR = "next_year"
    TIME = "time"
    NOT = "not"


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


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def __hash__(self) -> int:
        """By identity: a file is loaded once, and its parts are keys of caches."""
        return id(self)


class Requirement(_Part):
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


class Case(_Part):
    """分档：上年度营业收入在 from 与 to 之间（均含本数）时，适用 then 的要求。"""

    label: Words = Field(description="这一档在条款中的说法，例如 1亿元以上")
    from_: Number | None = Field(None, alias="from", description="营业收入下限（万元，含本数）")
    to: Number | None = Field(None, description="营业收入上限（万元，含本数）")
    then: Requirement = Field(description="这一档的要求")


class Cited(_Part):
    """出处：一切要求都要写。"""

    clause: ClauseId = Field(description="条款编号，例如 measures-2022-63/annex-3/2")
    quote: Words | None = Field(None, description="条款中的原话（逐字）；不写则引用整条")


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


class ScoreLine(_Part):
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
        description="下一批前能否补上：now 可以，next_year 要等下一年度的数据，time 要等时间，not 不能靠努力改变"
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


class Option(Requirement):
    """得分档：满足要求即得 points 分；otherwise 为其余情况。"""

    option: Annotated[str, Field(pattern=r"^[a-z]$")] | None = Field(None, description="分数表中的选项字母（小写）")
    points: Points = Field(description="得分")
    otherwise: Literal[True] | None = Field(None, description="不满足以上各档时")

    def _forms(self) -> list[Form | None]:
        return [*super()._forms(), Form.OTHERWISE if self.otherwise else None]


class Tally(_Part):
    """逐项加分：每满足一项加若干分。"""

    points: Points = Field(description="每满足一项加的分")
    of: tuple[Option, ...] = Field(min_length=1, description="各项")


class Steps(_Part):
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


class ScoreGroup(Cited):
    """一类评价指标。"""

    id: Id = Field(description="这一类的编号")
    name: Words = Field(description="这一类的中文名称")
    of: Points = Field(description="满分，等于各指标满分之和")
    indicators: tuple[Indicator, ...] = Field(min_length=1, description="各指标")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(indicator.of for indicator in self.indicators) != self.of:
            raise PydanticCustomError("rule_sum", "full marks don't add up")
        return self


class ScoreTable(Cited):
    """评价得分表。"""

    of: Points = Field(description="满分，等于各类满分之和")
    groups: tuple[ScoreGroup, ...] = Field(min_length=1, description="各类指标")

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if sum(group.of for group in self.groups) != self.of:
            raise PydanticCustomError("rule_sum", "full marks don't add up")
        return self


class Remark(Cited):
    """说明：条款提到、但没有字段可判断的要求。"""

    text: Words = Field(description="说明的文字")


class StandardFile(_Part):
    """认定（评价）标准：一个层级在一份办法下的全部条件。"""

    kind: Literal["standard"] = Field(description="文件种类")
    id: str = Field(description="标准的编号，与文件名相同", pattern=r"^[a-z][a-z0-9_-]*$")
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
        _check_ids(self.conditions)
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


class GeneralFile(_Part):
    """通用条件：几个层级共有的条件。"""

    kind: Literal["general"] = Field(description="文件种类")
    id: str = Field(description="通用条件的编号，与文件名相同", pattern=r"^[a-z][a-z0-9_-]*$")
    title: Words = Field(description="名称")
    standard: str = Field(description="所属办法的文件编号")
    conditions: tuple[Condition, ...] = Field(min_length=1, description="各条件，缺一不可")
    remarks: tuple[Remark, ...] = Field((), description="没有字段可判断的要求")

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _check_ids(self.conditions)
        return self


class ExclusionRule(Condition):
    """不予推荐情形：批次表 excluded 中的一种；出处是该批次的一行，clause 写 rounds。"""

    exclusion: Exclusion = Field(description="批次表 excluded 中的名字")
    words: Words = Field(description="该批次通知中写明这一情形的词，用来找到并列引用的条款")
    warning: Words = Field(description="该批次没有列明这一情形时的提示")


class NoteRule(_Part):
    """批次说明：批次表 notes 中的一条，加一个条件（condition），或对复核免除一个条件（waives），或只作说明。"""

    note: Words = Field(description="说明的原文；数字处写 {threshold}，数值从批次表读出")
    track: Track | None = Field(None, description="只适用于新申报（new）或复核（review）")
    words: Words | None = Field(None, description="该批次通知中写明这一点的词，用来找到并列引用的条款")
    condition: NoteCondition | None = Field(None, description="这条说明增加的条件，门槛是说明中的数字")
    waives: Id | None = Field(None, description="这条说明免除的条件的编号")


class NoteCondition(_Part):
    """批次条件：由说明中的数字作门槛。"""

    id: Id = Field(description="条件的编号")
    name: Words = Field(description="条件的中文名称")
    value: Measure = Field(description="要读的数值")
    operator: Operator = Field(description="比较的方式")
    improve: Words = Field(description="不符合时怎样改进")
    mend: Mend = Field(description="下一批前能否补上")


class RoundsFile(_Part):
    """批次规则：各批次自己的条件，数字和名单都从批次表读出。"""

    kind: Literal["rounds"] = Field(description="文件种类")
    id: str = Field(description="编号，与文件名相同", pattern=r"^[a-z][a-z0-9_-]*$")
    title: Words = Field(description="名称")
    tier: Tier = Field(description="适用的层级")
    exclusions: tuple[ExclusionRule, ...] = Field((), description="不予推荐情形")
    notes: tuple[NoteRule, ...] = Field((), description="批次表中的说明")


class SizeLine(_Part):
    """划型行：划型标准的一行。"""

    industry: Industry = Field(description="行业的中文名称")
    clause: ClauseId = Field(description="条款编号")
    sme: dict[Measure, Number] = Field(min_length=1, description="任一指标低于此数即为中小微型企业")
    medium: dict[Measure, Number] = Field(min_length=1, description="各指标均达到此数为中型企业")
    small: dict[Measure, Number] = Field(min_length=1, description="各指标均达到此数为小型企业，否则为微型企业")

    @cached_property
    def sme_limits(self) -> dict[Measure, Fraction]:
        """`sme` as exact numbers."""
        return {measure: Fraction(limit) for measure, limit in self.sme.items()}

    @cached_property
    def medium_limits(self) -> dict[Measure, Fraction]:
        """`medium` as exact numbers."""
        return {measure: Fraction(limit) for measure, limit in self.medium.items()}

    @cached_property
    def small_limits(self) -> dict[Measure, Fraction]:
        """`small` as exact numbers."""
        return {measure: Fraction(limit) for measure, limit in self.small.items()}


class ClassificationFile(_Part):
    """中小企业划型标准。"""

    kind: Literal["classification"] = Field(description="文件种类")
    id: str = Field(description="编号，与文件名相同", pattern=r"^[a-z][a-z0-9_-]*$")
    title: Words = Field(description="名称")
    standard: str = Field(description="划型标准的文件编号")
    lines: tuple[SizeLine, ...] = Field(min_length=1, description="各行业")


class LocalFile(_Part):
    """地方特色指标：一个省自主设定的1–3个指标，合计满分等于所替换指标的满分。"""

    kind: Literal["local"] = Field(description="文件种类")
    id: str = Field(description="编号，与文件名相同", pattern=r"^[a-z][a-z0-9_-]*$")
    title: Words = Field(description="名称")
    standard: str = Field(description="所补充的标准的编号，例如 specialized-2022")
    replaces: Id = Field(description="所替换的指标的编号")
    example: bool = Field(False, description="是否只是示例")
    indicators: tuple[Indicator, ...] = Field(min_length=1, max_length=3, description="1至3个指标")


RulesFile = Annotated[
    StandardFile | GeneralFile | RoundsFile | ClassificationFile | LocalFile, Field(discriminator="kind")
]

KINDS: dict[str, type[_Part]] = {
    "standard": StandardFile,
    "general": GeneralFile,
    "rounds": RoundsFile,
    "classification": ClassificationFile,
    "local": LocalFile,
}


def _check_ids(conditions: tuple[Condition, ...]) -> None:
    """An id may come twice only where one is for new applications and the other for reviews."""
    seen: dict[str, set[Track | None]] = {}
    for condition in conditions:
        tracks = seen.setdefault(condition.id, set())
        if tracks and (None in tracks or condition.track is None or condition.track in tracks):
            raise PydanticCustomError("rule_duplicate_id", "the same id twice", {"id": condition.id})
        tracks.add(condition.track)


Requirement.model_rebuild()
NoteRule.model_rebuild()
