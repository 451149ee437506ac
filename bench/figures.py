"""A figure of the bench, and the table of all of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from bench.texts import texts


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Attributes:
        name: the key of its words in `messages.yaml`, filled in by `words`; the peer's are under `peer_<name>`.
        ours, peer: the value and the bare peer's, in `unit`; `peer` None where there is none.
        ratio: ours to peer, the way round that `limit` speaks of; None without a peer.
        limit: what the ratio must keep to, with `sense` at_most or at_least; None where nothing is asked.
        runs: how many measurements stand behind it.
    """

    name: str
    ours: float
    unit: str
    runs: int
    peer: float | None = None
    ratio: float | None = None
    limit: float | None = None
    sense: Literal["at_most", "at_least"] = "at_most"
    words: dict[str, Any] = field(default_factory=dict)

    @property
    def held(self) -> bool | None:
        """Whether the ratio keeps to the limit; None where nothing is asked."""
        if self.ratio is None or self.limit is None:
            return None
        return self.ratio <= self.limit if self.sense == "at_most" else self.ratio >= self.limit


_COLUMNS = ("name", "ours", "peer", "peer_name", "ratio", "limit", "runs", "held")


def as_table(figures: Sequence[Figure]) -> str:
    """The figures as an aligned Markdown table, which the README shows as it is."""
    head = tuple(texts()(f"column_{column}") for column in _COLUMNS)
    rows = [head, *map(_cells, figures)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        "| " + " | ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _cells(figure: Figure) -> tuple[str, ...]:
    text = texts()
    held = {None: "", True: text("held"), False: text("missed")}[figure.held]
    unit = text(f"unit_{figure.unit}")
    return (
        text(figure.name, **figure.words),
        f"{shown(figure.ours)} {unit}",
        "" if figure.peer is None else f"{shown(figure.peer)} {unit}",
        "" if figure.peer is None else text(f"peer_{figure.name}"),
        "" if figure.ratio is None else shown(figure.ratio),
        "" if figure.limit is None else text(figure.sense, limit=figure.limit),
        str(figure.runs),
        held,
    )


def shown(value: float) -> str:
    """Three digits that count."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell)


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))
