"""ask, check, search, extract, materials, deadlines, verify: one request, one result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json, read_input, tell, write_output
from assistant.cli.texts import texts

if TYPE_CHECKING:
    from assistant.models import Request
    from assistant.rules.profile import Profile
    from assistant.rules.result import CheckResult

_t = texts()


def add_to(app: typer.Typer) -> None:
    """Add these commands to `app`."""
    for command in (ask, check, search, extract, materials, deadlines, verify):
        app.command(help=_t(f"help_{command.__name__}"))(command)


def ask(
    question: Annotated[str, typer.Argument(help=_t("arg_question"))],
    profile: Annotated[str | None, typer.Option("--profile", help=_t("option_profile"))] = None,
    tier: options.Tier = None,
    round: options.Round = None,
    track: options.Track = None,
    as_of: options.AsOf = None,
    site: options.Site = None,
    lang: options.Lang = None,
    as_json: options.AsJson = False,
) -> None:
    """One answer."""
    from assistant.cli.words import answer_text
    from assistant.models import AskRequest

    data = options.fields(question=question, tier=tier, round=round, track=track, as_of=as_of, site=site, lang=lang)
    if profile is not None:
        data["profile"] = _profile(profile, {name: value for name, value in data.items() if name != "question"})
    result = _perform(AskRequest, data)
    put_json(result) if as_json else put(answer_text(result))


def check(
    file: Annotated[str | None, typer.Argument(help=_t("arg_profile"))] = None,
    tier: options.Tier = None,
    round: options.Round = None,
    track: options.Track = None,
    as_of: options.AsOf = None,
    site: options.Site = None,
    what_if: Annotated[list[str] | None, typer.Option("--what-if", help=_t("option_what_if"))] = None,
    csv: Annotated[str | None, typer.Option("--csv", help=_t("option_csv"))] = None,
    out: Annotated[Path | None, typer.Option("--out", help=_t("option_out"))] = None,
    preview: Annotated[bool, typer.Option("--preview", help=_t("option_preview"))] = False,
    mapping: Annotated[Path | None, typer.Option("--mapping", help=_t("option_mapping"))] = None,
    save_mapping: Annotated[Path | None, typer.Option("--save-mapping", help=_t("option_save_mapping"))] = None,
    report: Annotated[Path | None, typer.Option("--report", help=_t("option_report"))] = None,
    lang: options.Lang = None,
    as_json: options.AsJson = False,
) -> None:
    """A rule check of one enterprise, or of a table of them."""
    from assistant.cli.checking import TableWays, check_many, check_one
    from assistant.cli.errors import OptionError

    data = options.fields(tier=tier, round=round, track=track, as_of=as_of, site=site, lang=lang)
    if csv is not None:
        check_many(csv, out, data, TableWays(preview, mapping, save_mapping))
        return
    if file is None:
        raise OptionError("check_file", "file")
    check_one(_profile(file, data), data, what_if or [], report, as_json)


def search(
    query: Annotated[str, typer.Argument(help=_t("arg_query"))],
    k: Annotated[str, typer.Option("-k", help=_t("option_k"), metavar="K")] = "5",
    as_of: options.AsOf = None,
    site: options.Site = None,
    lang: options.Lang = None,
    as_json: options.AsJson = False,
) -> None:
    """Ranked clauses, no answer."""
    from assistant.cli.words import search_text
    from assistant.models import SearchRequest

    result = _perform(SearchRequest, options.fields(query=query, k=k, as_of=as_of, site=site, lang=lang))
    put_json(result) if as_json else put(search_text(result))


def extract(
    text: Annotated[str, typer.Argument(help=_t("arg_text"))],
    as_of: options.AsOf = None,
    site: options.Site = None,
    lang: options.Lang = None,
    as_json: options.AsJson = False,
) -> None:
    """The profile fields read out of free text."""
    from assistant.cli.words import extract_text
    from assistant.models import ExtractRequest

    result = _perform(ExtractRequest, options.fields(text=text, as_of=as_of, site=site, lang=lang))
    put_json(result) if as_json else put(extract_text(result))


def materials(
    track: options.Track = None,
    role: options.Role = None,
    tier: options.Tier = None,
    round: options.Round = None,
    as_of: options.AsOf = None,
    site: options.Site = None,
    lang: options.Lang = None,
    as_json: options.AsJson = False,
) -> None:
    """The checklist of papers."""
    from assistant.cli.words import materials_text
    from assistant.models import MaterialsRequest

    data = options.fields(track=track, role=role, tier=tier, round=round, as_of=as_of, site=site, lang=lang)
    result = _perform(MaterialsRequest, data)
    put_json(result) if as_json else put(materials_text(result))


def deadlines(
    round: options.Round = None,
    track: options.Track = None,
    as_of: options.AsOf = None,
    site: options.Site = None,
    lang: options.Lang = None,
    as_json: options.AsJson = False,
    ics: Annotated[Path | None, typer.Option("--ics", help=_t("option_ics"))] = None,
) -> None:
    """Dated duties with their state on a day."""
    from assistant.cli.words import deadlines_text
    from assistant.duties.ics import to_ics
    from assistant.models import DeadlinesRequest
    from assistant.operations import deadlines as find
    from assistant.requests import parse_as
    from assistant.service import Assistant

    assistant = Assistant.open()
    data = options.fields(round=round, track=track, as_of=as_of, site=site, lang=lang)
    found = find(assistant, parse_as(DeadlinesRequest, data, assistant.settings))
    if ics is not None:
        write_output(ics, to_ics(found))
        tell(_t("ics_written", path=ics))
    result = found.to_json()
    put_json(result) if as_json else put(deadlines_text(result))


def verify(
    file: Annotated[str, typer.Argument(help=_t("arg_verify"))],
    as_json: options.AsJson = False,
) -> None:
    """Which sentences of a text stand on the clauses and the verdict it names."""
    from assistant.cli.words import verdict_text
    from assistant.models import VerifyRequest
    from assistant.requests import read_object

    content, _ = read_input(file)
    result = _perform(VerifyRequest, read_object(content, whole="file"))
    put_json(result) if as_json else put(verdict_text(result))


def _perform(model: type[Request], data: dict[str, Any]) -> dict[str, Any]:
    from assistant.operations import perform
    from assistant.requests import parse_as
    from assistant.service import Assistant

    assistant = Assistant.open()
    return perform(assistant, parse_as(model, data, assistant.settings))


def _profile(path: str, data: dict[str, Any]) -> dict[str, Any]:
    """One enterprise as plain data, from YAML, JSON, CSV or XLSX; what is odd about the file goes to stderr.

    Args:
        data: the fields of the request; 上年度 in a form is counted from the year that they lead to.
    """
    from assistant.models import CheckRequest
    from assistant.requests import parse_as
    from assistant.service import Assistant
    from assistant.sheets.checking import without_unsettled
    from assistant.sheets.reading import read_entry, warnings_of

    content, name = read_input(path)
    assistant = Assistant.open()
    request = parse_as(CheckRequest, {**data, "profile": {}}, assistant.settings)
    entry, table = read_entry(content, name, year=assistant.basis(request).year)

    def run(profile: Profile) -> CheckResult:
        return assistant.check(request.model_copy(update={"profile": profile.to_json()}), advice=False)

    profile, unsettled = without_unsettled(entry, run)
    for warning in (*warnings_of(entry, table), *unsettled):
        tell(warning)
    return profile.to_json()
