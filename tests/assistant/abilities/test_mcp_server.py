"""The MCP server as a client meets it: a process of its own on stdin and stdout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, ClientSession, StdioServerParameters, stdio_client
from mcp.types import CallToolResult

from assistant.abilities.ability import ABILITIES
from assistant.service import Assistant
from tests.assistant.abilities.test_ability import RIGHT

ROOT = Path(__file__).parents[3]
Talk = Callable[[Client], Awaitable[None]]


@pytest.fixture
def server(assistant: Assistant) -> StdioServerParameters:
    """The program as a client starts it, on the data of these tests."""
    environment = {**os.environ, "ZJTX_DATA_DIR": str(assistant.settings.data_dir), "ZJTX_LOG_LEVEL": "WARNING", "ZJTX_REQUEST_SECONDS": "120"}
    return StdioServerParameters(command=sys.executable, args=["-m", "assistant", "mcp"], env=environment, cwd=ROOT)


def _talk(server: StdioServerParameters, talk: Talk) -> None:
    async def run() -> None:
        with anyio.fail_after(300):
            async with Client(server) as client:
                await talk(client)

    anyio.run(run)


def _object(result: CallToolResult) -> dict[str, Any]:
    content = result.content[0]
    assert content.type == "text"
    assert json.loads(content.text) == result.structured_content
    found: dict[str, Any] = result.structured_content
    return found


def test_a_client_lists_the_tools_and_calls_each(server: StdioServerParameters) -> None:
    async def talk(client: Client) -> None:
        listed = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert list(listed) == [ability.name for ability in ABILITIES]
        assert all(tool.description and tool.input_schema["type"] == "object" for tool in listed.values())
        for name, arguments in RIGHT.items():
            result = await client.call_tool(name, arguments)
            assert not result.is_error, name
            assert _object(result)
        answered = _object(await client.call_tool("answer", RIGHT["answer"]))
        assert "6月28日" in answered["answer"]
        assert answered["citations"][0]["quote"]

    _talk(server, talk)


def test_bad_calls_are_tool_errors_and_the_server_goes_on(server: StdioServerParameters) -> None:
    async def talk(client: Client) -> None:
        for name, arguments, field in (
            ("answer", {"question": "", "lang": "zh"}, "question"),
            ("check_eligibility", {"profile": {"employees": -1}}, "employees"),
            ("search_clauses", {"query": "条件", "k": "很多"}, "k"),
            ("list_deadlines", {"round": 99}, "round"),
            ("nothing", {}, "name"),
        ):
            result = await client.call_tool(name, arguments)
            assert result.is_error
            assert _object(result)["error"]["field"] == field
        assert not (await client.call_tool("search_clauses", {"query": "有效期"})).is_error

    _talk(server, talk)


def test_text_of_every_kind_comes_through(server: StdioServerParameters) -> None:
    odd = ["我司2021年营收１．２億元🏭，资产负债率62％\n职工\u3000３２０人", "Ünïcode “引号” \u200b 專精特新 \t\r\n", "\"}]}\n{\"jsonrpc\": \"2.0\"}"]

    async def talk(client: Client) -> None:
        for text in odd:
            found = _object(await client.call_tool("extract_profile", {"text": text, "as_of": "2022-06-20"}))
            for evidence in found["evidence"]:
                assert text[evidence["start"] : evidence["end"]] == evidence["words"]
        first = _object(await client.call_tool("extract_profile", {"text": odd[0], "as_of": "2022-06-20"}))
        assert first["profile"]["revenue"] == {"2021": 12000}

    _talk(server, talk)


def test_calls_at_the_same_time_get_their_own_answers(server: StdioServerParameters) -> None:
    found: dict[int, dict[str, Any]] = {}

    async def talk(client: Client) -> None:
        async def one(number: int) -> None:
            found[number] = _object(await client.call_tool("answer", {"question": f"小巨人的资产负债率{number}%行吗", "as_of": "2022-06-20"}))

        async with anyio.create_task_group() as group:
            for number in range(50, 74, 2):
                group.start_soon(one, number)

    _talk(server, talk)
    assert len(found) == 12
    assert all(f"{number}%" in answer["answer"] for number, answer in found.items())


def test_a_conversation_goes_on_by_its_id(server: StdioServerParameters) -> None:
    async def talk(client: Client) -> None:
        first = _object(await client.call_tool("answer", {"question": "我司资产负债率72%，小巨人这一条行不行", "as_of": "2022-06-20", "conversation_id": "new"}))
        again = _object(await client.call_tool("answer", {"question": "那降到65%呢", "as_of": "2022-06-20", "conversation_id": first["conversation_id"]}))
        assert again["conversation_id"] == first["conversation_id"]
        assert "65%" in again["answer"]

    _talk(server, talk)


def test_clients_of_the_older_protocol_are_served_too(server: StdioServerParameters) -> None:
    async def run() -> None:
        with anyio.fail_after(300):
            async with stdio_client(server) as (incoming, outgoing), ClientSession(incoming, outgoing) as session:
                opened = await session.initialize()
                assert opened.server_info.name == "zjtx"
                assert "万元" in (opened.instructions or "")
                result = await session.call_tool("extract_profile", RIGHT["extract_profile"])
                assert _object(result)["profile"]["debt_ratio"] == 62

    anyio.run(run)


def test_stdout_carries_the_protocol_only(server: StdioServerParameters) -> None:
    """What is no message at all is answered or passed over in the protocol, and stdin's end ends the server."""
    lines = [
        "this is no JSON",
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "extract_profile", "arguments": RIGHT["extract_profile"]}}),
    ]
    with subprocess.Popen([sys.executable, *server.args], cwd=ROOT, env=server.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdin and process.stdout
        for line in lines:
            process.stdin.write(f"{line}\n")
        process.stdin.flush()
        said = [json.loads(process.stdout.readline())]
        while said[-1].get("id") != 2:
            said.append(json.loads(process.stdout.readline()))
        process.stdin.close()
        said += [json.loads(line) for line in process.stdout]
        assert process.wait(60) == 0
    assert all(message["jsonrpc"] == "2.0" for message in said)
    assert said[-1]["result"]["structuredContent"]["profile"]["debt_ratio"] == 62
