"""mcp: the abilities for other programs."""

from __future__ import annotations

import typer

from assistant.cli.texts import texts

_t = texts()


def add_to(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(help=_t("help_mcp"))(mcp)


def mcp() -> None:
    """Serve the abilities on stdin and stdout until stdin ends."""
    from assistant.abilities.mcp_server import serve_stdio
    from assistant.logging import configure_logging
    from assistant.service import Assistant

    assistant = Assistant.open()
    configure_logging(assistant.settings.log_level)
    serve_stdio(assistant)
