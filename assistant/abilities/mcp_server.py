"""The abilities as an MCP server on stdin and stdout, for assistants and editors that speak the Model Context Protocol."""

from __future__ import annotations

from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

import anyio
from anyio.to_thread import run_sync
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from assistant.abilities.ability import ABILITIES, Ability, call, instructions

if TYPE_CHECKING:
    from assistant.service import Assistant

NAME: Final = "zjtx"
CONCURRENCY: Final = 8
"""Calls carried out at the same time; further ones wait."""


def build_server(assistant: Assistant) -> Server[Any]:
    """The server, not yet connected to anything.

    A tool's result is the contract's object, as structured content and as JSON text. What can't be done is a result with
    `is_error`, holding the error object that a bad line of a batch gets.
    """
    limiter = anyio.CapacityLimiter(CONCURRENCY)

    async def list_tools(_context: ServerRequestContext[Any], _params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[_tool(ability) for ability in ABILITIES])

    async def call_tool(_context: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        outcome = await run_sync(partial(call, assistant, params.name, params.arguments or {}), limiter=limiter)
        text = TextContent(type="text", text=outcome.text)
        return CallToolResult(content=[text], structured_content=outcome.result, is_error=outcome.failed)

    return Server(NAME, version=_version(), instructions=instructions(), on_list_tools=list_tools, on_call_tool=call_tool)


def serve_stdio(assistant: Assistant) -> None:
    """Serve until stdin ends. While it runs, stdout carries the protocol only: what else is printed goes to stderr."""

    async def run() -> None:
        server = build_server(assistant)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(run)


def _tool(ability: Ability) -> Tool:
    notes = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    return Tool(name=ability.name, title=ability.title, description=ability.description, input_schema=ability.arguments(), annotations=notes)


def _version() -> str:
    try:
        return version("zjtx-assistant")
    except PackageNotFoundError:
        return "0"
