"""Figures of a run as tables for people, as JSON for programs, and held against the gates."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

from assistant.evaluation.judging import Figures
from assistant.evaluation.texts import texts
from corpus.yamlfile import load_yaml

GATES = Path(__file__).with_name("gates.yaml")
COUNTS = frozenset({"questions", "false_verdicts", "lost"})
"""Figures that count; the others are shares."""


class Gate(BaseModel):
    """A limit on one figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    set: str
    part: str
    figure: str
    system: str | None = None
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Gate:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("exactly one of at_least and at_most")
        return self

    def holds(self, value: float) -> bool:
        """Whether `value` keeps to the limit."""
        return value >= self.at_least if self.at_least is not None else value <= (self.at_most or 0.0)


@dataclass(frozen=True)
class Line:
    """The figures of one part and, for rankings, one system."""

    part: str
    system: str | None
    figures: Figures


@dataclass(frozen=True)
class Table:
    """Lines of the same figures.

    Attributes:
        remarks: what is said beneath, a line each.
    """

    set: str
    heading: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class GateResult:
    gate: Gate
    value: float
    held: bool


@dataclass(frozen=True)
class EvalReport:
    """All that a run found.

    Attributes:
        folder: where the run's files lie; None where nothing was kept.
        notes: what could not be measured, in words.
    """

    settings: dict[str, Any]
    tables: tuple[Table, ...]
    folder: Path | None = None
    notes: tuple[str, ...] = ()
    gates: tuple[GateResult, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether every gate that could be measured held."""
        return all(result.held for result in self.gates)

    def to_json(self) -> dict[str, Any]:
        """The report as plain JSON."""
        return {
            "ok": self.ok,
            "settings": self.settings,
            "folder": str(self.folder) if self.folder else None,
            "tables": [asdict(table) for table in self.tables],
            "gates": [
                {**result.gate.model_dump(exclude_none=True), "value": result.value, "held": result.held}
                for result in self.gates
            ],
            "notes": list(self.notes),
        }

    def __str__(self) -> str:
        text = texts()
        blocks = [text("machine", machine=self.settings["machine"])]
        for table in self.tables:
            blocks.append(f"{table.heading}\n{_grid(table.lines)}")
            blocks += ["\n".join(table.remarks)] if table.remarks else []
        if self.gates:
            blocks.append("\n".join(_gate_line(result) for result in self.gates))
        blocks += self.notes
        if self.folder:
            blocks.append(text("folder", folder=self.folder))
        return "\n\n".join(blocks)


def check_gates(tables: Sequence[Table], gates_file: Path = GATES) -> tuple[GateResult, ...]:
    """Every gate whose figure was measured."""
    results = []
    for gate in map(Gate.model_validate, load_yaml(gates_file)):
        for table in tables:
            for line in table.lines:
                value = line.figures.get(gate.figure)
                if (table.set, line.part, line.system) == (
                    gate.set,
                    gate.part,
                    gate.system,
                ) and value is not None:
                    results.append(GateResult(gate, value, gate.holds(value)))
    return tuple(results)


def _gate_line(result: GateResult) -> str:
    text, gate = texts(), result.gate
    operator, threshold = (
        ("at_least", gate.at_least) if gate.at_least is not None else ("at_most", gate.at_most)
    )
    return " ".join(
        text(
            "gate_held" if result.held else "gate_missed",
            set=gate.set,
            part=text(f"part_{gate.part}"),
            system=gate.system or "",
            figure=text(f"figure_{gate.figure}"),
            value=_shown(gate.figure, result.value),
            operator=text(operator),
            threshold=threshold,
        ).split()
    )


def _grid(lines: Sequence[Line]) -> str:
    text = texts()
    figures = list(lines[0].figures) if lines else []
    with_system = any(line.system for line in lines)
    head = (
        [text("column_part")]
        + [text("column_system")] * with_system
        + [text(f"figure_{name}") for name in figures]
    )
    rows = [
        [text(f"part_{line.part}")]
        + [line.system or ""] * with_system
        + [_shown(name, line.figures.get(name)) for name in figures]
        for line in lines
    ]
    widths = [max(_width(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return "\n".join(
        "  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True))
        for row in (head, *rows)
    )


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:.0f}" if name in COUNTS else f"{value:.3f}"


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in cell)


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))
