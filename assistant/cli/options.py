"""The options that several commands share; their values are checked where every request's are."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from assistant.cli.texts import texts

_t = texts()

Tier = Annotated[str | None, typer.Option("--tier", help=_t("option_tier"), metavar="TIER")]
Round = Annotated[str | None, typer.Option("--round", help=_t("option_round"), metavar="N")]
Track = Annotated[str | None, typer.Option("--track", help=_t("option_track"), metavar="new|review")]
Role = Annotated[str | None, typer.Option("--role", help=_t("option_role"), metavar="enterprise|province")]
AsOf = Annotated[str | None, typer.Option("--as-of", help=_t("option_as_of"), metavar="YYYY-MM-DD")]
Site = Annotated[str | None, typer.Option("--site", help=_t("option_site"))]
Lang = Annotated[str | None, typer.Option("--lang", help=_t("option_lang"), metavar="zh|en")]
AsJson = Annotated[bool, typer.Option("--json", help=_t("option_json"))]


def fields(**values: Any) -> dict[str, Any]:
    """The options that were given, as fields of a request; those that count are whole numbers."""
    from assistant.cli.errors import OptionError

    given = {name: value for name, value in values.items() if value is not None}
    for name in ("round", "k"):
        if name in given:
            try:
                given[name] = int(given[name])
            except ValueError:
                raise OptionError(f"{name}_number", name) from None
    return given
