"""batch: one JSON request a line in, one JSON result a line out."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant.cli.errors import FileInputError
from assistant.cli.texts import texts

_t = texts()


def add_to(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command(help=_t("help_batch"))(batch)


def batch(file: Annotated[str, typer.Argument(help=_t("arg_batch"))]) -> None:
    """Answer the requests of a file in order, the models loaded once."""
    from assistant.batch import run_batch
    from assistant.service import Assistant

    assistant = Assistant.open()
    try:
        stream = sys.stdin.buffer if file == "-" else open(file, "rb")
    except OSError as error:
        raise FileInputError(file, error) from error
    with stream:
        for line in run_batch(stream, assistant, assistant.settings):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
