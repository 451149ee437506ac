"""After `read` nobody looks at the words of a message: they are taken away, and the answer is the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from assistant.answer import answer_of
from assistant.evaluation.cases import SETS_DIR
from assistant.models import Answer, AskRequest
from assistant.pipeline import Context, run
from assistant.service import Assistant

GONE = "□"
"""Stands where the message stood."""
READ_FROM = frozenset({"question", "notes"})
"""Fields of the context that come of reading: the `Question`, and what `read` has noted for the trace."""
_VARIES = frozenset({"trace_id", "elapsed_ms", "conversation_id"})


def _cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS_DIR / "dev" / f"{name}.jsonl").read_text("utf-8").splitlines()]


ALONE = [*_cases("mails")[::3], *_cases("questions")[::3]]
CONVERSATIONS = _cases("conversations")[::4]


class _Unread:
    """A reader that nobody may use any more."""

    def read(self, message: str, day: date, *, asked: str | None = None) -> Any:
        raise AssertionError("read twice")


def answered(assistant: Assistant, request: AskRequest, *, without_text: bool) -> Answer:
    """The answer by the steps, the message taken out of the context behind `read` or left in it."""
    context, steps = assistant.context(request), assistant.steps()
    behind = [step.name for step in steps].index("read") + 1
    run(steps[:behind], context)
    if without_text:
        context.request = request.model_copy(update={"question": GONE})
        context.reader = _Unread()
        assert [place for place, words in texts(context) if request.question in words] == []
    return answer_of(context, run(steps[behind:], context), 0.0)


def texts(context: Context) -> Iterator[tuple[str, str]]:
    """Every text that hangs on a context, with its place; the library, rules and index know no message."""
    apart = READ_FROM | {"library", "standards", "finder", "site", "reader"}
    for each in fields(context):
        if each.name not in apart:
            yield from _texts(each.name, getattr(context, each.name))


def _texts(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from _texts(f"{place}.{key}", held)
    elif isinstance(value, list | tuple | set | frozenset):
        for held in value:
            yield from _texts(f"{place}[]", held)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(f"{place}.{each.name}", getattr(value, each.name))
    elif hasattr(value, "model_dump"):
        yield from _texts(place, value.model_dump())


def plain(answer: Answer) -> dict[str, Any]:
    """An answer but for what each run makes anew."""
    return {key: value for key, value in answer.model_dump(mode="json").items() if key not in _VARIES}


@pytest.mark.parametrize("case", ALONE, ids=[case["id"] for case in ALONE])
def test_a_message_is_answered_alike_without_its_text(assistant: Assistant, case: dict[str, Any]) -> None:
    request = AskRequest(question=case["text"], as_of=date.fromisoformat(case["as_of"]))
    whole, bare = (answered(assistant, request, without_text=gone) for gone in (False, True))
    assert whole.answer
    assert plain(bare) == plain(whole)


@pytest.mark.parametrize("case", CONVERSATIONS, ids=[case["id"] for case in CONVERSATIONS])
def test_a_conversation_goes_on_alike_without_its_texts(assistant: Assistant, case: dict[str, Any]) -> None:
    ids: dict[bool, str | None] = {False: "new", True: "new"}
    for turn in case["turns"]:
        said = []
        for gone in (False, True):
            request = AskRequest(question=turn["text"], as_of=date.fromisoformat(case["as_of"]), conversation_id=ids[gone])
            answer = answered(assistant, request, without_text=gone)
            ids[gone] = answer.conversation_id
            said.append(plain(answer))
        assert said[0] == said[1], turn["text"]


def test_there_are_messages_enough() -> None:
    assert len(ALONE) >= 40
