"""eval: the quality figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json
from assistant.cli.texts import texts

_t = texts()


def add_to(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("eval", help=_t("help_eval"))(evaluate)


def evaluate(
    sets: Annotated[list[str] | None, typer.Argument(help=_t("arg_sets"))] = None,
    as_json: options.AsJson = False,
    out: Annotated[Path | None, typer.Option("--out", help=_t("option_eval_out"))] = None,
) -> None:
    """Measure the assistant and its peers on question sets; exit 1 where a gate does not hold."""
    from assistant.evaluation.command import run_eval

    report = run_eval(sets or [], out_dir=out)
    put_json(report.to_json()) if as_json else put(str(report))
    if not report.ok:
        raise typer.Exit(1)
