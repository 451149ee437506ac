"""The LangChain tools: invoked alone, and by a model that calls tools."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.tools import StructuredTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from assistant.abilities.ability import ABILITIES
from assistant.abilities.langchain_tools import langchain_tools
from assistant.service import Assistant
from tests.assistant.abilities.test_ability import RIGHT


@pytest.fixture(scope="module")
def tools(assistant: Assistant) -> dict[str, StructuredTool]:
    return {tool.name: tool for tool in langchain_tools(assistant)}


def test_every_ability_is_a_tool(tools: dict[str, StructuredTool]) -> None:
    assert list(tools) == [ability.name for ability in ABILITIES]
    shown = convert_to_openai_tool(tools["check_eligibility"])["function"]
    assert "debt_ratio" in shown["parameters"]["properties"]["profile"]["properties"]


@pytest.mark.parametrize("name", RIGHT)
def test_a_tool_is_invoked_with_plain_arguments(tools: dict[str, StructuredTool], name: str) -> None:
    found = json.loads(tools[name].invoke(RIGHT[name]))
    assert found.get("status") != "error"


def test_a_bad_argument_comes_back_as_an_error_message(tools: dict[str, StructuredTool]) -> None:
    message = tools["answer"].invoke({"name": "answer", "args": {"question": "", "tier": "x"}, "id": "1", "type": "tool_call"})
    assert message.status == "error"
    assert json.loads(message.content)["error"]["field"] == "tier"


def test_calls_at_the_same_time(tools: dict[str, StructuredTool]) -> None:
    async def together() -> list[Any]:
        return await asyncio.gather(*(tools["answer"].ainvoke({"question": f"小巨人的资产负债率{number}%行吗", "as_of": "2022-06-20"}) for number in (60, 72, 65, 80)))

    for number, text in zip((60, 72, 65, 80), asyncio.run(together()), strict=True):
        assert json.loads(text)["check"]["conditions"]
        assert f"{number}%" in json.loads(text)["answer"]


class _CallingModel(GenericFakeChatModel):
    """Says what it was told to say, and takes tools."""

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], **kwargs)


def test_a_model_that_calls_tools_gets_its_answers(tools: dict[str, StructuredTool]) -> None:
    """The loop of an agent: the model asks for a wrong call, mends it, and answers from the result."""
    calls = [
        {"name": "check_eligibility", "args": {"profile": {"资产负债率": 72}}, "id": "a"},
        {"name": "check_eligibility", "args": RIGHT["check_eligibility"], "id": "b"},
    ]
    said = iter([AIMessage("", tool_calls=[calls[0]]), AIMessage("", tool_calls=[calls[1]]), AIMessage("不符合")])
    model = _CallingModel(messages=said).bind_tools(list(tools.values()))
    messages: list[BaseMessage] = [HumanMessage("负债率72%，第四批小巨人行吗")]
    while not isinstance(messages[-1], AIMessage) or messages[-1].tool_calls:
        if isinstance(messages[-1], AIMessage):
            messages += [tools[each["name"]].invoke({**each, "type": "tool_call"}) for each in messages[-1].tool_calls]
        messages.append(model.invoke(messages))
    results = [message for message in messages if isinstance(message, ToolMessage)]
    assert [message.status for message in results] == ["error", "success"]
    assert "资产负债率" in json.loads(results[0].content)["error"]["message"]
    assert results[1].artifact["status"] == "fail"
    assert messages[-1].content == "不符合"
