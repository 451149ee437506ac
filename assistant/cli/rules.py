"""rules lint, rules show."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, tell
from assistant.cli.texts import texts

_t = texts()
app = typer.Typer(help=_t("help_rules"), no_args_is_help=True)


@app.command(help=_t("help_rules_lint"))
def lint(folder: Annotated[Path, typer.Argument(help=_t("arg_folder"))]) -> None:
    """Check a folder of rules files, or a whole site; exit 2 where one does not fit."""
    from assistant.clock import today
    from assistant.rules.lint import lint as look
    from assistant.service import Assistant
    from assistant.sites.check import is_site, lint_site

    library = Assistant.open().library()
    found = lint_site(folder, library, today()) if is_site(folder) else look(folder, library)
    for problem in found.problems:
        tell(str(problem))
    if found.problems:
        raise typer.Exit(2)
    put(_t("rules_sound", files=found.files))


@app.command(help=_t("help_rules_show"))
def show(
    tier: Annotated[str, typer.Argument(help=_t("option_tier"))],
    round: options.Round = None,
    track: options.Track = None,
    as_of: options.AsOf = None,
    site: options.Site = None,
) -> None:
    """A standard as a readable table."""
    from assistant.clock import today
    from assistant.models import CheckRequest
    from assistant.requests import parse_as
    from assistant.rules.show import show as table
    from assistant.service import Assistant
    from corpus.terms import Tier, Track

    assistant = Assistant.open()
    data = options.fields(tier=tier, round=round, track=track, as_of=as_of, site=site)
    request = parse_as(CheckRequest, {**data, "profile": {}}, assistant.settings)
    put(
        table(
            request.tier or Tier.LITTLE_GIANT,
            request.round,
            request.track or Track.NEW,
            request.as_of or today(),
            assistant.library(site),
            assistant.standards(site),
        )
    )
