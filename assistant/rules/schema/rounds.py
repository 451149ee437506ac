"""What a round's own row adds: who is not recommended, and its notes. Numbers are read from the row."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from assistant.rules.interval import Operator
from assistant.rules.measures import Measure
from assistant.rules.schema.condition import Condition, Mend
from assistant.rules.schema.part import Id, Part, Words
from corpus.rounds import Exclusion
from corpus.terms import Track

NOTE_NUMBER: Final = "{threshold}"


class ExclusionRule(Condition):
    """不予推荐情形：批次表 excluded 中的一种；出处是该批次的一行，clause 写 rounds。"""

    exclusion: Exclusion = Field(description="批次表 excluded 中的名字")
    words: Words = Field(description="该批次通知中写明这一情形的词，用来找到并列引用的条款")
    warning: Words = Field(description="该批次没有列明这一情形时的提示")


class NoteCondition(Part):
    """批次条件：由说明中的数字作门槛。"""

    id: Id = Field(description="条件的编号")
    name: Words = Field(description="条件的中文名称")
    value: Measure = Field(description="要读的数值")
    operator: Operator = Field(description="比较的方式")
    improve: Words = Field(description="不符合时怎样改进")
    mend: Mend = Field(description="下一批前能否补上")


class NoteRule(Part):
    """批次说明：批次表 notes 中的一条，加一个条件（condition），或对复核免除一个条件（waives），或只作说明。"""

    note: Words = Field(description="说明的原文；数字处写 {threshold}，数值从批次表读出")
    track: Track | None = Field(None, description="只适用于新申报（new）或复核（review）")
    words: Words | None = Field(None, description="该批次通知中写明这一点的词，用来找到并列引用的条款")
    condition: NoteCondition | None = Field(None, description="这条说明增加的条件，门槛是说明中的数字")
    waives: Id | None = Field(None, description="这条说明免除的条件的编号")
