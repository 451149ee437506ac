"""What a cell of a file holds, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Percent:
    """A number that the workbook shows as a percentage: 0.085 shown as 8.5%, here 8.5."""

    value: Decimal


@dataclass(frozen=True)
class Uncomputed:
    """A formula whose value was never saved."""


Cell = str | Decimal | bool | date | Percent | Uncomputed | None


@dataclass(frozen=True)
class Line:
    """One row with its number as the person sees it in the file."""

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    @property
    def empty(self) -> bool:
        return all(cell is None or cell == "" for cell in self.cells)


@dataclass(frozen=True)
class Merge:
    """Cells merged into one: rows as numbered in the file, columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or a text file: its rows that aren't empty.

    Attributes:
        name: empty for a text file.
        text: whether it comes from a text file, where an unquoted comma shifts all cells that follow it.
    """

    name: str
    lines: tuple[Line, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    text: bool = False


def is_blank(cell: Cell) -> bool:
    """Whether nobody filled the cell in."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: Cell) -> str:
    """A cell as a person sees it.

    >>> shown(Percent(Decimal("8.50")))
    '8.5%'
    """
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, Percent):
        return f"{cell.value.normalize():f}%"
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Uncomputed):
        return "=…"
    return "" if cell is None else str(cell).strip()


def number_of(cell: Cell) -> Decimal | None:
    """A cell that is a plain number, also one written as text: 1,200."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, Decimal):
        return cell
    text = cell.strip().replace(",", "") if isinstance(cell, str) else ""
    if text and all(sign in "0123456789." for sign in text) and text.count(".") < 2 and text != ".":
        return Decimal(text)
    return None
