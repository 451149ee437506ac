"""data: what is kept, handed out, forgotten or purged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json, tell, write_output
from assistant.cli.texts import texts

if TYPE_CHECKING:
    from assistant.store import Removed, Store

_t = texts()
app = typer.Typer(help=_t("help_data"), no_args_is_help=True)


@app.command("export", help=_t("help_data_export"))
def export(
    conversation: Annotated[str | None, typer.Argument(help=_t("arg_conversation"))] = None,
    out: Annotated[Path | None, typer.Option("--out", help=_t("option_data_out"))] = None,
) -> None:
    """Every record as one line of JSON."""
    lines = [json.dumps(record, ensure_ascii=False) for record in _store().records.export(conversation)]
    if out is None:
        put("\n".join(lines))
        return
    write_output(out, "".join(f"{line}\n" for line in lines).encode())
    tell(_t("data_exported", count=len(lines), path=out))


@app.command("forget", help=_t("help_data_forget"))
def forget(id: Annotated[str, typer.Argument(help=_t("arg_forget"))], as_json: options.AsJson = False) -> None:
    """Delete a conversation, or what is kept of one answer."""
    from assistant.cli.errors import OptionError

    removed = _store().records.forget(id)
    if not removed.total:
        raise OptionError("data_unknown", "id")
    _tell(removed, as_json)


@app.command("purge", help=_t("help_data_purge"))
def purge(
    days: Annotated[int | None, typer.Option("--days", min=0, help=_t("option_data_days"))] = None,
    as_json: options.AsJson = False,
) -> None:
    """Delete what has run out."""
    _tell(_store().records.purge(days), as_json)


def _store() -> Store:
    from assistant.settings import settings
    from assistant.store import Store

    return Store(settings())


def _tell(removed: Removed, as_json: bool) -> None:
    counts = vars(removed)
    put_json(counts) if as_json else put(_t("data_removed", **counts))
