"""Tries the configured model: whether it answers, how fast, and what it can. Nothing is read from a cache."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from typing import Final

from assistant.llm.chat import ChatModel, open_chat
from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import ModelMessage, ModelRequest
from assistant.llm.prompts import load_prompt
from assistant.llm.ways import Shape
from assistant.settings import Settings

_QUESTION: Final = "什么是专精特新中小企业？"
_FACTS: Final = "去年营业收入7200万元，研发费用450万元。"
_READ: Final = {"revenue": 7200, "rd_expense": 450}
_SCHEMA: Final = {
    "type": "object",
    "properties": {name: {"type": "number"} for name in _READ},
    "required": list(_READ),
    "additionalProperties": False,
}
SHAPES: Final = (Shape.JSON_SCHEMA, Shape.JSON_OBJECT, Shape.IN_WORDS)


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What came of trying a model.

    Attributes:
        first_seconds, whole_seconds: to the first words of a sentence and to the last; None where none came.
        structured: the ways of asking for JSON in which JSON of the wanted shape came.
        right: in one of them the figures were those told.
        fault, detail: why no sentence came.
    """

    first_seconds: float | None = None
    whole_seconds: float | None = None
    streams: bool = False
    counts_tokens: bool = False
    chinese: bool = False
    structured: tuple[Shape, ...] = ()
    right: bool = False
    fault: ModelFault | None = None
    detail: str = ""

    @property
    def answers(self) -> bool:
        """Whether a sentence came."""
        return self.fault is None


def look(settings: Settings) -> ModelReport:
    """Ask the model that the settings name for a sentence, and for two figures in each way of asking for JSON.

    Raises:
        SettingError: what is set names no model.
    """
    model = open_chat(settings)
    started, times, pieces = time.monotonic(), list[float](), list[str]()
    try:
        for piece in model.stream(_request("check_text", _QUESTION)):
            times.append(time.monotonic() - started)
            pieces.append(piece)
    except ModelError as error:
        return ModelReport(fault=error.fault, detail=error.detail)
    report = ModelReport(
        first_seconds=round(times[0], 2),
        whole_seconds=round(time.monotonic() - started, 2),
        streams=len(pieces) > 1,
        chinese=_is_chinese("".join(pieces)),
    )
    return _with_shapes(report, model)


def _with_shapes(report: ModelReport, model: ChatModel) -> ModelReport:
    request, known = replace(_request("check_json", _FACTS), schema=_SCHEMA), model.ways.best(structured=False)
    for shape in SHAPES:
        try:
            completion = model.complete_by(replace(known, shape=shape), request)
        except ModelError:
            continue  # that it can't is the finding
        report = replace(
            report,
            structured=(*report.structured, shape),
            right=report.right or json.loads(completion.text) == _READ,
            counts_tokens=completion.usage.completion is not None,
        )
    return report


def _request(prompt: str, text: str) -> ModelRequest:
    told = load_prompt(prompt)
    return ModelRequest(prompt, told.version, (ModelMessage("system", told.text), ModelMessage("user", text)), {})


def _is_chinese(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum("\u4e00" <= char <= "\u9fff" for char in letters) * 2 > len(letters)
