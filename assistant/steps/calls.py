"""The calls of a language model as a step shows them in the trace."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.llm.counting import ModelCall
from assistant.trace import Section, note


def calls_section(calls: Sequence[ModelCall]) -> Section:
    """A row a call: what it was for, how it ended, how long it took, and its tokens where the endpoint says."""
    return Section.of("model_calls", *((f"{call.role} · {call.prompt}", _said(call)) for call in calls))


def _said(call: ModelCall) -> str:
    usage = call.usage
    tokens = note("tokens", prompt=usage.prompt, completion=usage.completion) if usage.prompt is not None and usage.completion is not None else note("tokens_unknown")
    return "，".join(each for each in (call.outcome, note("seconds", seconds=f"{call.seconds:.2f}"), tokens, call.detail) if each)
