"""The quirks of endpoints: what each of them answers comes out as the text that was asked for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.errors import SettingError
from assistant.llm.chat import open_chat
from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import ModelMessage, ModelRequest, Usage
from assistant.llm.ways import AskingWay, Shape
from tests.assistant.llm.conftest import Opened
from tests.assistant.llm.scripted_server import Play, answer, error, event, events, message

SCHEMA = {
    "type": "object",
    "properties": {"year": {"type": "integer"}, "words": {"type": "string"}},
    "required": ["year", "words"],
    "additionalProperties": False,
}
ASKED = (ModelMessage("system", "读"), ModelMessage("user", '{"text":"去年营收{x}"}'))
JSON = ModelRequest("read", 1, ASKED, SCHEMA)
TEXT = ModelRequest("write", 1, ASKED, {})
GOOD = '{"year": 2024, "words": "去年“营收”[1]"}'
SSE = "text/event-stream"


def shape_of(body: dict[str, Any]) -> str | None:
    return (body.get("response_format") or {}).get("type")


def test_what_is_asked_is_what_arrives(scripted: Opened) -> None:
    model, server = scripted(lambda body: answer(body, GOOD), llm_api_key="sk-1")
    completion = model.complete(JSON)
    assert json.loads(completion.text) == json.loads(GOOD)
    assert completion.usage == Usage(11, 7)
    body = server.bodies[0]
    assert [(each["role"], each["content"]) for each in body["messages"]] == [(each.role, each.content) for each in ASKED]
    assert body["response_format"]["json_schema"] == {"name": "read", "strict": True, "schema": SCHEMA}
    assert (body["model"], body["temperature"]) == ("m", 0)
    assert server.keys == ["Bearer sk-1"]


def test_a_text_comes_as_it_is_written(scripted: Opened) -> None:
    model, server = scripted(lambda body: answer(body, "可以申报，依据见后[1]。"))
    assert "".join(model.stream(TEXT)) == "可以申报，依据见后[1]。"
    assert len(list(model.stream(TEXT))) > 2
    assert model.complete(TEXT).text == "可以申报，依据见后[1]。"
    assert shape_of(server.bodies[0]) is None


def test_keys_meant_for_others_are_not_sent(scripted: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-host")
    monkeypatch.setenv("OPENAI_PROXY", "http://127.0.0.1:9")
    model, server = scripted(lambda body: answer(body, "好"))
    assert model.complete(TEXT).text == "好"
    assert server.keys == ["Bearer -"]


@pytest.mark.parametrize("known", [(), ("json_object",), ("json_schema", "json_object")])
@pytest.mark.parametrize("says", ["response_format is not supported", "unknown field", "不支持的参数"])
def test_the_schema_is_told_as_the_endpoint_takes_it(scripted: Opened, known: tuple[str, ...], says: str) -> None:
    """What it refuses is found out once."""

    def script(body: dict[str, Any]) -> Play:
        return answer(body, GOOD) if shape_of(body) in (None, *known) else error(400, said=says)

    model, server = scripted(script)
    assert json.loads(model.complete(JSON).text) == json.loads(GOOD)
    first = len(server.bodies)
    model.complete(JSON)
    assert len(server.bodies) == first + 1
    assert shape_of(server.bodies[-1]) == (known[0] if known else None)
    told = any('"words"' in each["content"] for each in server.bodies[-1]["messages"])
    assert told == ("json_schema" not in known)


@pytest.mark.parametrize("refused", ["stream_options", "temperature", "max_completion_tokens", "stream"])
@pytest.mark.parametrize("status", [400, 422])
def test_only_what_is_refused_is_left_out(scripted: Opened, refused: str, status: int) -> None:
    def script(body: dict[str, Any]) -> Play:
        return error(status, said=f"Unsupported parameter: '{refused}'") if body.get(refused) not in (None, False) else answer(body, GOOD)

    model, server = scripted(script, llm_temperature=0.5)
    assert json.loads(model.complete(JSON).text) == json.loads(GOOD)
    assert shape_of(server.bodies[-1]) == "json_schema"
    left = {"stream_options", "temperature", "max_completion_tokens", "stream"} - {refused}
    if refused != "stream":
        assert left <= set(server.bodies[-1])


def test_an_endpoint_that_takes_no_option_at_all_answers(scripted: Opened) -> None:
    def script(body: dict[str, Any]) -> Play:
        plain = {"model", "messages", "stream"}
        return answer(body, GOOD) if set(body) <= plain and not body.get("stream") else error(400, said="bad request")

    model, _ = scripted(script)
    assert json.loads(model.complete(JSON).text) == json.loads(GOOD)


def test_a_whole_answer_where_a_stream_was_asked_for(scripted: Opened) -> None:
    model, server = scripted(lambda body: Play([message("好的。")]))
    assert model.complete(TEXT).text == "好的。"
    assert list(model.stream(TEXT)) == ["好的。"]
    assert [bool(body.get("stream")) for body in server.bodies] == [True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        f"<think>先看{{year}}: 2023</think>\n{GOOD}",
        f"门槛是{{年}}</think>{GOOD}",
        f"```json\n{GOOD}\n```",
        f"好的，结果如下：\n```\n{GOOD}\n```\n以上。",
        f"读出的是 {GOOD}。",
        GOOD.replace("}", ",}"),
        GOOD.replace('"year"', "'year'"),
        f'<tool_call>\n{{"name": "read", "arguments": {GOOD}}}\n</tool_call>',
        json.dumps({"name": "read", "arguments": GOOD}, ensure_ascii=False),
    ],
)
def test_json_is_found_in_what_stands_around_it(scripted: Opened, text: str) -> None:
    model, _ = scripted(lambda body: answer(body, text))
    assert json.loads(model.complete(JSON).text) == json.loads(GOOD)


def test_a_tool_called_instead_of_an_answer(scripted: Opened) -> None:
    def script(body: dict[str, Any]) -> Play:
        call = {"index": 0, "id": "c", "type": "function", "function": {"name": "read", "arguments": GOOD}}
        return Play([event(delta={"role": "assistant", "tool_calls": [call]}), event(delta={}, finish="tool_calls"), b"data: [DONE]\n\n"], type=SSE)

    model, _ = scripted(script)
    assert json.loads(model.complete(JSON).text) == json.loads(GOOD)
    assert json.loads("".join(model.stream(JSON))) == json.loads(GOOD)


def test_json_streams_from_its_first_bracket_to_its_last(scripted: Opened) -> None:
    model, _ = scripted(lambda body: answer(body, f"<think>想</think>好的：```json\n{GOOD}\n```"))
    pieces = list(model.stream(JSON))
    assert "".join(pieces) == GOOD
    assert len(pieces) > 2


def test_thoughts_beside_the_content_are_left_out(scripted: Opened) -> None:
    def script(body: dict[str, Any]) -> Play:
        thoughts = [event(delta={"role": "assistant", "content": None, "reasoning_content": part}) for part in ("先", "想")]
        return Play([*thoughts, *events(["可", "以"])], type=SSE)

    model, _ = scripted(script)
    assert model.complete(TEXT).text == "可以"
    assert list(model.stream(TEXT)) == ["可", "以"]


def test_thoughts_without_a_beginning_are_found_out(scripted: Opened) -> None:
    """They can't be told from the answer before they end; from then on they are waited for."""
    model, _ = scripted(lambda body: answer(body, "先看门槛</think>可以"))
    assert model.complete(TEXT).text == "可以"
    with pytest.raises(ModelError) as raised:
        list(model.stream(TEXT))
    assert raised.value.fault is ModelFault.MALFORMED
    assert "".join(model.stream(TEXT)) == "可以"


def test_an_answer_without_thoughts_after_one_with(scripted: Opened) -> None:
    model, server = scripted(lambda body: answer(body, "想</think>可以"))
    with pytest.raises(ModelError):
        list(model.stream(TEXT))
    server.script = lambda body: answer(body, "直接答。")
    assert "".join(model.stream(TEXT)) == "直接答。"


def test_no_usage_in_the_stream(scripted: Opened) -> None:
    model, _ = scripted(lambda body: answer(body, "可以", usage=False))
    assert model.complete(TEXT).usage == Usage(None, None)


def test_keep_alive_comments_are_passed_over(scripted: Opened) -> None:
    def script(body: dict[str, Any]) -> Play:
        return Play([b": OPENROUTER PROCESSING\n\n", 0.1, b": ping\n\n", *events(["可", "以"])], type=SSE)

    model, _ = scripted(script)
    assert model.complete(TEXT).text == "可以"


def test_one_way_and_no_other(scripted: Opened) -> None:
    model, server = scripted(lambda body: answer(body, GOOD))
    model.complete_by(AskingWay(Shape.IN_WORDS), JSON)
    assert shape_of(server.bodies[0]) is None


@pytest.mark.parametrize(
    ("provider", "key"), [("no-such-thing", "llm_provider"), ("mistralai", "llm_package"), ("anthropic", "llm_package")]
)
def test_a_provider_that_is_not_there(settings_for: Any, provider: str, key: str) -> None:
    with pytest.raises(SettingError) as raised:
        open_chat(settings_for("http://127.0.0.1:9/v1", llm_provider=provider, llm_api_key="sk-secret"))
    assert raised.value.key == key
    assert "sk-secret" not in raised.value.message
