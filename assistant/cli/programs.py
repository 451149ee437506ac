"""mcp: the abilities for other programs. trace: how an answer came about."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json
from assistant.cli.texts import texts

_t = texts()


def add_to(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    app.command(help=_t("help_mcp"))(mcp)
    app.command(help=_t("help_trace"))(trace)


def mcp() -> None:
    """Serve the abilities on stdin and stdout until stdin ends."""
    from assistant.abilities.mcp_server import serve_stdio
    from assistant.logging import configure_logging
    from assistant.service import Assistant

    assistant = Assistant.open()
    configure_logging(assistant.settings.log_level)
    serve_stdio(assistant)


def trace(
    trace_id: Annotated[str, typer.Argument(help=_t("arg_trace"))],
    lang: options.Lang = None,
    as_json: options.AsJson = False,
) -> None:
    """How an answer came about."""
    from assistant.service import Assistant
    from assistant.trace.in_words import as_text

    found = Assistant.open().trace(trace_id)
    put_json(found.model_dump(mode="json")) if as_json else put(as_text(found, lang or found.lang))
