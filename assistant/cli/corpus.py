"""corpus list, add, diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli import options
from assistant.cli.output import put, put_json, tell
from assistant.cli.texts import texts

if TYPE_CHECKING:
    from assistant.service import Assistant
    from corpus.adding import NewDocument

_t = texts()
app = typer.Typer(help=_t("help_corpus"), no_args_is_help=True)


@app.command("list", help=_t("help_corpus_list"))
def list_documents(
    as_of: options.AsOf = None, site: options.Site = None, as_json: options.AsJson = False
) -> None:
    """The documents at hand, with what is known of each."""
    from assistant.models import CheckRequest
    from assistant.requests import parse_as
    from assistant.service import Assistant
    from assistant.web.documents import list_documents as listed

    assistant = Assistant.open()
    day = parse_as(CheckRequest, {**options.fields(as_of=as_of), "profile": {}}, assistant.settings).as_of
    found = listed(assistant.library(site), day).model_dump(mode="json")
    if as_json:
        put_json(found)
        return
    for document in found["documents"]:
        put(_t("document_row", **{key: document[key] for key in ("id", "number", "title", "issued")}))


@app.command(help=_t("help_corpus_add"))
def add(
    file: Annotated[Path, typer.Argument(help=_t("arg_document"))],
    number: Annotated[str, typer.Option("--number", help=_t("option_number"))],
    in_force: Annotated[str, typer.Option("--in-force", help=_t("option_in_force"))],
    title: Annotated[str | None, typer.Option("--title", help=_t("option_title"))] = None,
    issuer: Annotated[str | None, typer.Option("--issuer", help=_t("option_issuer"))] = None,
    issued: Annotated[str | None, typer.Option("--issued", help=_t("option_issued"))] = None,
    id: Annotated[str | None, typer.Option("--id", help=_t("option_id"))] = None,
    state: Annotated[str | None, typer.Option("--provenance", help=_t("option_provenance"))] = None,
    missing: Annotated[str | None, typer.Option("--missing", help=_t("option_missing"))] = None,
    address: Annotated[str | None, typer.Option("--address", help=_t("option_address"))] = None,
    replaces: Annotated[str | None, typer.Option("--replaces", help=_t("option_replaces"))] = None,
    compared: Annotated[bool, typer.Option("--compared", help=_t("option_compared"))] = False,
    site: options.Site = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_t("option_dry_run"))] = False,
) -> None:
    """Take in an official document: shows the clause tree it read, and writes it only when it is sound."""
    from assistant.clock import today
    from assistant.service import Assistant
    from corpus.adding import add as write
    from corpus.adding import outline, parse_period, parse_state, prepare

    assistant = Assistant.open()
    folder = assistant.corpus_folder(site)
    document = prepare(
        file,
        number=number,
        in_force=parse_period(in_force, "in_force"),
        id=id,
        title=title,
        issuer=issuer,
        issued=parse_period(issued, "issued")[0] if issued else None,
        default=parse_state(state),
        missing=missing,
        library=assistant.library(site),
        replaces=replaces,
        address=address,
        read_on=today(),
        compared=compared,
    )
    put("\n".join(outline(document.root)))
    if document.dropped:
        tell(_t("document_dropped", count=len(document.dropped)))
    for words in (*document.dropped, *document.remarks, *(issue.message for issue in document.issues)):
        tell(words)
    if replaces is not None:
        _tell_changes(assistant, document, replaces, site)
    if not dry_run:
        write(document, folder)
    elif not document.sound:
        tell(_t("document_refused"))
        raise typer.Exit(2)
    tell(_t("document_dry" if dry_run else "document_added", id=document.id))


def _tell_changes(assistant: Assistant, document: NewDocument, replaces: str, site: str | None) -> None:
    """What the newer text says otherwise, and what rests on it."""
    from assistant.resting import Resting, RestingKind, changed_clauses, resting_on
    from corpus.diff import compare
    from corpus.diff_text import render
    from corpus.library import Document

    library = assistant.library(site).with_document(Document(document.id, document.meta, document.root))
    found = compare(library, replaces, document.id)
    tell(render(library, found))
    answers = [Resting(RestingKind.ANSWER, text.id, text.phrasings[0], source.clause_id) for text in assistant.store.curated.all() for source in text.sources]
    resting = resting_on(changed_clauses(found), assistant.standards(site), assistant.sites.find(site), answers)
    tell(_t("document_resting" if resting else "document_resting_none", count=len(resting)))
    for each in resting:
        tell(_t("document_rests", kind=_t(f"resting_{each.kind}"), where=each.where, name=each.name, clause=each.clause_id))


@app.command(help=_t("help_corpus_diff"))
def diff(
    old: Annotated[str, typer.Argument(help=_t("arg_diff"))],
    new: Annotated[str, typer.Argument(help=_t("arg_diff"))],
    site: options.Site = None,
    as_json: options.AsJson = False,
) -> None:
    """What changed between two versions, clause by clause."""
    from assistant.service import Assistant
    from corpus.diff import compare
    from corpus.diff_text import render

    library = Assistant.open().library(site)
    found = compare(library, old, new)
    put_json(found.to_json()) if as_json else put(render(library, found))
