"""A comparison as plain text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.diff import Change, Diff, Pair, Statement
from corpus.library import Library
from corpus.messages import text_for
from corpus.terms import Provenance


def render(library: Library, diff: Diff, *, everything: bool = False) -> str:
    """The standards side by side, changed figures between ** **; then the clauses that differ.

    Args:
        everything: also the clauses that are the same, and those without a counterpart.
    """
    return "\n".join(_lines(library, diff, everything)) + "\n"


def _lines(library: Library, diff: Diff, everything: bool) -> Iterator[str]:
    before, after = library.document(diff.before).meta, library.document(diff.after).meta
    yield text_for("diff_heading", before=before.title, before_number=before.number, after=after.title,
                after_number=after.number)  # fmt: skip
    yield text_for("diff_dates", before=before.in_force[0], after=after.in_force[0])
    for document_id in (diff.before, diff.after):
        if missing := library.document(document_id).meta.missing:
            yield text_for("diff_missing", number=library.document(document_id).meta.number, missing=missing)
    for table in diff.standards:
        labels = (library.clause(identifier).label for identifier in (table.before_id, table.after_id))
        yield ""
        yield text_for("diff_table", title=table.title, before=next(labels), after=next(labels))
        for row in table.rows:
            yield f"■ {row.name}（{text_for(f'diff_{row.change}')}）"
            yield from _side("diff_old", row.before)
            yield from _side("diff_new", row.after)
    yield ""
    yield text_for("diff_clauses")
    for pair in diff.pairs:
        if everything or pair.change is Change.CHANGED:
            yield from _pair(pair)


def _side(key: str, statements: tuple[Statement, ...]) -> Iterator[str]:
    if not statements:
        yield f"  {text_for(key)} {text_for('diff_none')}"
    for statement in statements:
        yield f"  {text_for(key)} {_shown(statement)}"


def _pair(pair: Pair) -> Iterator[str]:
    yield f"■ {text_for(f'diff_{pair.change}')}"
    if pair.before:
        yield f"  {text_for('diff_old')} {_shown(pair.before)}"
    if pair.after and pair.change is not Change.SAME:
        yield f"  {text_for('diff_new')} {_shown(pair.after)}"


def _shown(statement: Statement) -> str:
    doubt = "" if statement.provenance is Provenance.VERBATIM else text_for(f"diff_{statement.provenance}")
    words = statement.highlighted().replace("\n", "\n      ")
    return f"{statement.label}：{words}{doubt}"
