"""The shape of a rules file: what loads `standards/*.yaml`, and says in Chinese what each key means.

A file is one of five kinds: `standard` (thresholds of one tier), `general` (conditions that several standards share),
`rounds` (what a round's own row adds), `classification` (划型标准) and `local` (a province's 特色化指标). `docs/rules.md`
is written from the descriptions of the keys.
"""

from assistant.rules.schema.condition import Condition, Mend, Remark, Route, ScoreLine, Way
from assistant.rules.schema.files import (
    KINDS,
    ClassificationFile,
    GeneralFile,
    LocalFile,
    RoundsFile,
    RulesFile,
    StandardFile,
)
from assistant.rules.schema.part import Cited
from assistant.rules.schema.requirement import Case, Form, Over, Requirement
from assistant.rules.schema.rounds import NOTE_NUMBER, ExclusionRule, NoteCondition, NoteRule
from assistant.rules.schema.score import Indicator, Option, ScoreGroup, ScoreTable, Steps, Tally
from assistant.rules.schema.size import SizeLine

__all__ = [
    "KINDS",
    "NOTE_NUMBER",
    "Case",
    "Cited",
    "ClassificationFile",
    "Condition",
    "ExclusionRule",
    "Form",
    "GeneralFile",
    "Indicator",
    "LocalFile",
    "Mend",
    "NoteCondition",
    "NoteRule",
    "Option",
    "Over",
    "Remark",
    "Requirement",
    "RoundsFile",
    "Route",
    "RulesFile",
    "ScoreGroup",
    "ScoreLine",
    "ScoreTable",
    "SizeLine",
    "StandardFile",
    "Steps",
    "Tally",
    "Way",
]
