"""index build, status, verify."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json
from assistant.cli.texts import texts

if TYPE_CHECKING:
    from corpus.library import Library
    from index.config import IndexConfig

_t = texts()
app = typer.Typer(help=_t("help_index"), no_args_is_help=True)


@app.command(help=_t("help_index_build"))
def build(
    site: options.Site = None,
    force: Annotated[bool, typer.Option("--force", help=_t("option_force"))] = False,
) -> None:
    """Bring the index up to date; nothing is done where it is fresh."""
    from index.build import build as run
    from index.errors import IndexUnavailableError, StoreError

    config, library = _index(site)
    try:
        report = run(config, library, force=force)
    except (OSError, StoreError) as error:
        raise IndexUnavailableError(config.path, str(error)) from error
    clauses = len(report.generation.units)
    key = "index_built" if report.built else "index_up_to_date"
    put(_t(key, clauses=clauses, embedded=report.embedded, seconds=f"{report.seconds:.1f}", path=config.path))


@app.command(help=_t("help_index_status"))
def status(site: options.Site = None, as_json: options.AsJson = False) -> None:
    """Whether the index is there, fresh and whole."""
    from index.status import status as look

    config, library = _index(site)
    found = look(config, library)
    if as_json:
        put_json({name: str(value) if isinstance(value, Path) else value for name, value in asdict(found).items()})
    else:
        put(_t("index_status", state=_t(f"index_{found.state}"), clauses=found.units, model=found.model or "—", path=found.path, reason=found.reason))


@app.command(help=_t("help_index_verify"))
def verify(site: options.Site = None) -> None:
    """Look for truncated, changed or foreign files; exit 1 where there are any."""
    from index.status import verify as look

    config, library = _index(site)
    problems = look(config, library)
    for problem in problems:
        put(problem)
    if problems:
        raise typer.Exit(1)
    put(_t("index_sound"))


def _index(site: str | None) -> tuple[IndexConfig, Library]:
    from assistant.service import Assistant

    assistant = Assistant.open()
    return assistant.index_config(assistant.sites.find(site)), assistant.library(site)
