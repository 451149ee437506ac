"""A report's parts, in words for people, before they are laid out as PDF or DOCX."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.rules.logic import Status
from corpus.messages import Messages

texts = Messages.of(Path(__file__).with_name("texts.yaml"))


@dataclass(frozen=True)
class Row:
    """A line of a table."""

    label: str
    value: str


@dataclass(frozen=True)
class Verdict:
    """A status in words, with a sign, so that nothing depends on colour."""

    status: Status
    word: str
    icon: str


@dataclass(frozen=True)
class Quote:
    """A quoted clause: where it stands, from when it is in force, how sure its wording is.

    `told` is a line of the rounds' table in words; the line itself stands beneath it.
    """

    text: str
    source: str
    dates: str
    state: str
    provenance: str
    told: str = ""


@dataclass(frozen=True)
class ConditionView:
    """One condition; `part` where it is a part of the one above it."""

    name: str
    verdict: Verdict
    rows: tuple[Row, ...]
    quotes: tuple[Quote, ...]
    part: bool = False


@dataclass(frozen=True)
class RouteView:
    """A direct route (直通条件), or one way of it."""

    name: str
    verdict: Verdict
    requirement: str = ""
    explain: str = ""


@dataclass(frozen=True)
class ScoreRow:
    """An indicator of the score table."""

    name: str
    points: str
    of: str
    explain: str = ""
    source: str = ""


@dataclass(frozen=True)
class ScoreView:
    """The score table."""

    rows: tuple[ScoreRow, ...]
    total: str
    of: str


@dataclass(frozen=True)
class Listing:
    """A heading with its points; never without points."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """A report, ready to be laid out."""

    lang: str
    title: str
    heading: tuple[Row, ...]
    verdict: Verdict
    summary: str
    authority: str
    authority_short: str
    first_lists: tuple[Listing, ...]
    conditions: tuple[ConditionView, ...]
    routes: tuple[RouteView, ...]
    score: ScoreView | None
    last_lists: tuple[Listing, ...]
    facts: tuple[Row, ...]

    def label(self, key: str) -> str:
        """A fixed text in the report's language."""
        return texts(key, self.lang)
