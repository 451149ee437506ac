"""profile template: an empty form to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.output import tell, write_output
from assistant.cli.texts import texts

_t = texts()
app = typer.Typer(help=_t("help_profile"), no_args_is_help=True)


@app.callback()
def profile() -> None:
    """Forms for one enterprise."""


@app.command(help=_t("help_profile_template"))
def template(
    tier: options.Tier = None,
    round: options.Round = None,
    track: options.Track = None,
    as_of: options.AsOf = None,
    format: Annotated[str, typer.Option("--format", help=_t("option_format"))] = "xlsx",
    out: Annotated[Path | None, typer.Option("--out", help=_t("option_out"))] = None,
    site: options.Site = None,
) -> None:
    """An empty form with Chinese headers, units and a note a field; what it writes can be read back."""
    from assistant.cli.errors import OptionError
    from assistant.models import CheckRequest
    from assistant.planning.naming import tier_name
    from assistant.requests import parse_as
    from assistant.rules.needs import fields_needed
    from assistant.service import Assistant
    from assistant.sheets.template import Format, write_template

    if format not in list(Format):
        raise OptionError("template_format", "format")
    assistant = Assistant.open()
    data = options.fields(tier=tier, round=round, track=track, as_of=as_of, site=site)
    request = parse_as(CheckRequest, {**data, "profile": {}}, assistant.settings)
    basis = assistant.basis(request)
    needed = fields_needed(basis, assistant.standards(site))
    content = write_template(needed, basis.year, Format(format), tier_name(basis.tier).zh)
    path = out or Path(f"profile-{basis.tier}.{format}")
    write_output(path, content)
    tell(_t("template_written", path=path))
