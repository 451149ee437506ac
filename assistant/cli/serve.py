"""serve and config."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json
from assistant.cli.texts import texts

_t = texts()


def add_to(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    app.command(help=_t("help_serve"))(serve)
    app.command(help=_t("help_config"))(config)


def serve(
    host: Annotated[str | None, typer.Option("--host", help=_t("option_host"))] = None,
    port: Annotated[int | None, typer.Option("--port", help=_t("option_port"))] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, max=64, help=_t("option_workers"))] = None,
) -> int:
    """The web chat and the interface; the exit code."""
    from assistant.settings import settings
    from assistant.web.serve import serve as run

    changes = {name: value for name, value in (("host", host), ("port", port), ("workers", workers)) if value is not None}
    return run(settings().model_copy(update=changes))


def config(as_json: options.AsJson = False) -> None:
    """What is set, and from where."""
    from assistant.settings import described

    rows = described()
    if as_json:
        put_json({row.name: {"value": row.value, "source": row.source} for row in rows})
        return
    for row in rows:
        put(_t("config_row", name=row.name, value=row.value, source=_t(f"source_{row.source}"), help=row.help))
