"""What the layout of a sheet comes to: enterprises, each with the cells that speak of it, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.sheets.cells import CellReading
from assistant.sheets.headers import Header, HeadReading
from assistant.sheets.values import Cell


@dataclass(frozen=True)
class Spot:
    """A cell's place in a sheet: the line's number in the file, the column from 0."""

    sheet: str
    line: int
    column: int


@dataclass(frozen=True)
class Slot:
    """A filled cell under a head that names a field.

    Attributes:
        another: one more of a list, on a row of its own (a title a row).
        told: what was read of it already, where the cell says by itself of what it speaks (发明3项，实用新型15项).
    """

    spot: Spot
    header: Header
    cell: Cell
    told: CellReading | None = None
    another: bool = False


@dataclass(frozen=True)
class Loose:
    """A filled cell that no field is read from, with the head it stands under and why.

    Attributes:
        unasked: it is understood and no rule asks for it: another year's, of what is asked of last year.
        unknown: its head names nothing known.
        remark: its head is of remarks, which may tell a fact by themselves and else say nothing that is asked for.
    """

    spot: Spot
    head: str
    cell: Cell
    why: str
    unasked: bool = False
    unknown: bool = False
    remark: bool = False


@dataclass(frozen=True)
class Found:
    """One enterprise of a sheet.

    Attributes:
        place: where it stands in the sheet, for people.
        problem: why nothing of it can be read.
    """

    place: str
    name: str
    slots: tuple[Slot, ...] = ()
    loose: tuple[Loose, ...] = ()
    problem: str = ""


class LeftOutAs(StrEnum):
    """Why lines or sheets are of no enterprise."""

    TITLE = "title"
    TOTAL = "total"
    NOTE = "note"
    HEAD = "head"
    SAMPLE = "sample"
    NUMBER_ONLY = "number_only"
    HIDDEN_SHEET = "hidden_sheet"
    NO_DATA = "no_data"
    """A sheet without a single head that names a field."""
    EMPTY_FORM = "empty_form"


@dataclass(frozen=True)
class LeftOut:
    """A line or a sheet left out, with its first words."""

    sheet: str
    place: str
    words: str
    why: LeftOutAs


@dataclass(frozen=True)
class HeadUse:
    """A head and what it was read as; `place` is its column or line, for people."""

    sheet: str
    place: str
    reading: HeadReading


@dataclass(frozen=True)
class Layout:
    """What one sheet holds."""

    enterprises: tuple[Found, ...] = ()
    heads: tuple[HeadUse, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
