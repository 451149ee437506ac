"""An answer while it is being written: its lines, and the citations under their marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assistant.models import Kind, Origin, Status
from corpus.citation import Citation
from corpus.rounds import ROUNDS_ID


@dataclass
class Draft:
    """Lines of Markdown with marks; a citation used twice keeps its mark.

    Attributes:
        lines: paragraphs and list items in order.
        check: the check object where the rules gave a verdict.
        missing: profile fields still to be asked for.
        counts: numbers of things listed, which need no other ground.
    """

    kind: Kind = Kind.OUT_OF_SCOPE
    status: Status = Status.ANSWERED
    origin: Origin = Origin.RULES
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    follow_ups: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    check: dict[str, Any] | None = None
    counts: set[int] = field(default_factory=set)
    topic: str | None = None

    def mark(self, *citations: Citation) -> str:
        """The marks under which `citations` stand, added where they are new: `[1][3]`."""
        marks = []
        for citation in citations:
            if citation not in self.citations:
                self.citations.append(citation)
            number = self.citations.index(citation) + 1
            if f"[{number}]" not in marks:
                marks.append(f"[{number}]")
        return "".join(marks)

    def say(self, line: str) -> None:
        """One more paragraph or list item; the same words are not said twice."""
        if line and line not in self.lines:
            self.lines.append(line)

    def quote(self, *citations: Citation) -> None:
        """The cited words as block quotes, each once; a line of the rounds' table is only marked: it is no prose."""
        for citation in citations:
            if citation.clause_id.startswith(f"{ROUNDS_ID}/"):
                self.mark(citation)
                continue
            words = citation.quote.strip("\n").replace("\n", "\n> ")
            self.say(f"> {words}{self.mark(citation)}")

    @property
    def text(self) -> str:
        """The whole as Markdown; list items stand close together."""
        parts: list[str] = []
        for index, line in enumerate(self.lines):
            close = index and line.startswith("- ") and self.lines[index - 1].startswith("- ")
            parts.append(("\n" if close else "\n\n" if index else "") + line)
        return "".join(parts)
