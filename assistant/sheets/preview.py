"""What was read as what, for people to look at before any verdict."""

from __future__ import annotations

from typing import Final

from assistant.rules.fields import catalogue
from assistant.sheets.entry import Entry, ReadCell, Table, UnreadCell
from assistant.sheets.files import messages
from assistant.sheets.found import HeadUse
from assistant.sheets.headers import Header, HeadReading

_MOST_LINES: Final = 30
"""Unread cells that a preview shows; the others are counted."""


def preview(table: Table) -> str:
    """The columns with what they were read as and an example, the lines left out, the cells not read."""
    lines = [messages("preview_head", count=len(table.entries))]
    lines += [messages("preview_column", place=place, head=head, read_as=read_as, example=f"  {example}" if example else "") for place, head, read_as, example in heads_in_words(table)]
    lines += _section("preview_left_out", [messages("left_out", place=place, words=words, why=why) for place, words, why in left_out_in_words(table)])
    unread = [messages("preview_unread_cell", name=entry.name or entry.place, place=cell.place, why=cell.why) for entry in table.entries for cell in entry.unread]
    lines += _section("preview_unread", unread)
    problems = [messages("unread_at", place=entry.place, why=entry.error) for entry in table.entries if entry.error]
    lines += _section("preview_problems", problems)
    return "\n".join((*lines, *table.warnings))


def _section(title: str, lines: list[str]) -> list[str]:
    if not lines:
        return []
    more = [messages("preview_more", count=len(lines) - _MOST_LINES)] if len(lines) > _MOST_LINES else []
    return [messages(title, count=len(lines)), *(f"  {line}" for line in lines[:_MOST_LINES]), *more]


def heads_in_words(table: Table) -> list[tuple[str, str, str, str]]:
    """For each head: where it stands, its words, what it was read as, and an example of a cell beneath it."""
    examples: dict[str, ReadCell | UnreadCell] = {}
    for entry in table.entries:
        for read in entry.read:
            examples.setdefault(read.head, read)
    for entry in table.entries:
        for unread in entry.unread:
            examples.setdefault(unread.head, unread)
    return [(_place(use), use.reading.text, read_as(use.reading), _example(examples.get(use.reading.text))) for use in table.heads]


def read_as(reading: HeadReading) -> str:
    """What a head was read as, in words: the field with its year and unit, or why it is not used."""
    header = reading.header
    if header is None:
        return messages("read_beside") if reading.why == "beside" else messages(f"head_{reading.why}", header=reading.text)
    return _named(header)


def left_out_in_words(table: Table) -> list[tuple[str, str, str]]:
    """The lines and sheets left out: where, their first words, why."""
    return [(_of_sheet(each.sheet, each.place), each.words, messages(f"left_{each.why}")) for each in table.left_out]


def entry_to_json(entry: Entry) -> dict[str, list[dict[str, str]]]:
    """The cells of one enterprise, read and unread, as JSON for a page."""
    return {
        "read": [{"place": cell.place, "head": cell.head, "words": cell.words, "field": cell.path, "value": cell.value} for cell in entry.read],
        "unread": [{"place": cell.place, "head": cell.head, "words": cell.words, "why": cell.why} for cell in entry.unread],
    }


def _named(header: Header) -> str:
    info = catalogue().get(header.key)
    if info is None:
        return messages(f"helper_{header.key}")
    unit = header.unit or info.unit
    name = info.name_for(header.path)
    assumed = messages("read_year_assumed") if header.year_assumed else ""
    denied = messages("read_negated") if header.negated else ""
    guessed = messages("read_guessed") if header.guessed else ""
    return f"{name}{f'（{unit}）' if unit else ''}{assumed}{denied}{guessed}"


def _example(cell: ReadCell | UnreadCell | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, UnreadCell):
        return messages("example_unread", words=cell.words)
    return messages("example", words=cell.words, value=cell.value)


def _place(use: HeadUse) -> str:
    return _of_sheet(use.sheet, use.place)


def _of_sheet(sheet: str, place: str) -> str:
    return messages("of_sheet", sheet=sheet, place=place) if sheet else place
