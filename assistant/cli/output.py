"""How results and errors are written."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typer

from assistant.cli.errors import FileInputError
from assistant.cli.texts import texts


def complain(message: str, field: str | None) -> None:
    """One clear line on stderr, naming the field at fault."""
    line = texts()("error_field", field=field, message=message) if field else texts()("error", message=message)
    typer.echo(line.replace("\n", " "), err=True)


def tell(line: str) -> None:
    """A line for a person, on stderr."""
    typer.echo(line, err=True)


def put_json(value: Any) -> None:
    """A result as JSON on stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def put(text: str) -> None:
    """A result as text on stdout."""
    typer.echo(text)


def read_input(path: str) -> tuple[bytes, str]:
    """The bytes and the name of a file; `-` is stdin.

    Raises:
        FileInputError: it can't be read.
    """
    if path == "-":
        return sys.stdin.buffer.read(), "stdin.yaml"
    try:
        return Path(path).read_bytes(), Path(path).name
    except OSError as error:
        raise FileInputError(path, error) from error


def write_output(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        FileInputError: it can't be written.
    """
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise FileInputError(str(path), error) from error
