"""The program itself: its commands, and how an error ends it."""

from __future__ import annotations

import os
import sys

import typer

from assistant.cli import (
    batch,
    corpus,
    data,
    desk,
    evaluation,
    index,
    llm,
    profile,
    programs,
    queries,
    rules,
    serve,
    site,
)
from assistant.cli.output import complain
from assistant.cli.texts import texts
from corpus.errors import ZjtxError

app = typer.Typer(
    name="zjtx",
    help=texts()("help_program"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for module in (serve, queries, batch, programs):
    module.add_to(app)
for name, group in (
    ("eval", evaluation.app),
    ("index", index.app),
    ("corpus", corpus.app),
    ("rules", rules.app),
    ("profile", profile.app),
    ("llm", llm.app),
    ("site", site.app),
    ("data", data.app),
    ("desk", desk.app),
):
    app.add_typer(group, name=name)


def main() -> None:
    """Run `zjtx` and leave with its exit code."""
    _quiet_libraries()
    try:
        code = app(standalone_mode=False, prog_name="zjtx")
    except ZjtxError as error:
        complain(error.message, error.field)
        code = error.exit_code
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error.format_message(), err=True)
        else:
            complain(_usage(error), None)
        code = 2
    except (typer.Abort, KeyboardInterrupt):
        code = 130
    except typer.Exit as error:
        code = error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _usage(error: typer.TyperException) -> str:
    """What is wrong with the words of a call, in Chinese; the library says it in English."""
    option = getattr(error, "option_name", None)
    if option:
        return texts()("no_such_option", name=option)
    parameter = getattr(error, "param", None)
    if parameter is not None:
        kind = "missing_parameter" if type(error).__name__ == "MissingParameter" else "bad_parameter"
        return texts()(kind, name=str(parameter.name))
    return texts()("no_such_command" if "No such command" in error.format_message() else "bad_call")


def _quiet_libraries() -> None:
    """Nothing asks another host, and nothing but results reaches stdout."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
