"""The abilities as LangChain tools, for an agent or a chain of another program.

>>> from assistant.service import Assistant
>>> tools = langchain_tools(Assistant.open())
>>> tools[1].name, tools[1].args_schema["required"]
('search_clauses', ['query'])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.tools import StructuredTool, ToolException

from assistant.abilities.ability import ABILITIES, Ability, call

if TYPE_CHECKING:
    from assistant.service import Assistant


def langchain_tools(assistant: Assistant) -> list[StructuredTool]:
    """One tool for each ability.

    A tool's content is the contract's object as JSON, its artifact the object itself. What can't be done comes back as a
    message of status `error`, its content the error object that a bad line of a batch gets; nothing is raised.

    Args:
        assistant: that carries out the calls, from several threads where need be.
    """
    return [_tool(assistant, ability) for ability in ABILITIES]


def _tool(assistant: Assistant, ability: Ability) -> StructuredTool:
    def run(**arguments: Any) -> tuple[str, dict[str, Any]]:
        outcome = call(assistant, ability.name, arguments)
        if outcome.failed:
            raise ToolException(outcome.text)
        return outcome.text, outcome.result

    return StructuredTool(
        name=ability.name,
        description=ability.description,
        args_schema=ability.arguments(),
        func=run,
        response_format="content_and_artifact",
        handle_tool_error=True,
    )
