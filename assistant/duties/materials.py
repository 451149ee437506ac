"""Which papers, in how many copies, stamped by whom, sent where and by when: as far as the notices say.

Round 4 is known whole, of round 6 what the province sends; any other list is empty, `known` false.

>>> from corpus.library import load_library
>>> papers = materials(load_library(), as_of=date(2022, 6, 20), role=Who.PROVINCE, track=Track.NEW)
>>> [(item.name, item.copies) for item in papers.items][0]
('正式文件', 2)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.duties.schema import (
    MaterialFile,
    MaterialRow,
    MaterialSet,
    Who,
    load_file,
)
from assistant.duties.sources import Citer
from assistant.duties.texts import text
from corpus.citation import Citation
from corpus.library import Library
from corpus.rounds import Round
from corpus.terms import Tier, Track

FILE = "materials.yaml"


@dataclass(frozen=True)
class Material:
    """One paper. What the text doesn't say is None: unknown is neither yes nor no.

    Attributes:
        copies: 一式几份.
        form: paper, online, both, or retained (kept for inspection, not sent).
        stamped_by: whose stamp, where the text asks for one.
        how: by which way it is sent.
        citations: all clauses it stands on; the first is `citation`.
    """

    id: str
    name: str
    tracks: tuple[Track, ...]
    copies: int | None
    form: str | None
    stamped: bool | None
    stamped_by: Who | None
    annex: str | None
    to: str | None
    how: str | None
    by: date | None
    note: str
    citations: tuple[Citation, ...]
    local: bool = False

    @property
    def citation(self) -> Citation:
        return self.citations[0]

    def to_json(self) -> dict[str, Any]:
        """The item in the contract's shape, with further keys after it."""
        return {
            "id": self.id,
            "name": self.name,
            "copies": self.copies,
            "form": self.form,
            "stamped": self.stamped,
            "annex": self.annex,
            "to": self.to,
            "by": self.by.isoformat() if self.by else None,
            "note": self.note,
            "citation": self.citation.to_json(),
            "citations": [citation.to_json() for citation in self.citations],
            "tracks": [track.value for track in self.tracks],
            "stamped_by": self.stamped_by.value if self.stamped_by else None,
            "how": self.how,
            "local": self.local,
        }


@dataclass(frozen=True)
class MaterialList:
    """The checklist of one role.

    Attributes:
        track: None where the province's whole parcel, for both tracks, was asked for.
        known: whether the corpus (or the site) names these papers at all.
        related: what the texts do say where they hold no list.
    """

    track: Track | None
    role: Who
    tier: Tier
    round: int | None
    as_of: date
    items: tuple[Material, ...]
    known: bool
    note: str = ""
    related: tuple[Citation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "track": self.track.value if self.track else None,
            "role": self.role.value,
            "round": self.round,
            "items": [item.to_json() for item in self.items],
            "known": self.known,
            "note": self.note,
            "tier": self.tier.value,
            "as_of": self.as_of.isoformat(),
            "related": [citation.to_json() for citation in self.related],
        }


def materials(
    library: Library,
    *,
    as_of: date,
    track: Track | None = None,
    role: Who | None = None,
    tier: Tier | None = None,
    round: int | None = None,
    site: Path | None = None,
) -> MaterialList:
    """The papers that a role has to hand in.

    Args:
        track: new application or review; by default new for an enterprise, both for a province (one parcel).
        role: enterprise by default.
        tier: little_giant by default; the others are for the provinces to say.
        round: by default the newest one announced by `as_of`, open or closed.
        site: folder of a province or host; its `materials.yaml`, where there is one, is added.

    Raises:
        UnknownRoundError: `round` has no row or was announced after `as_of`.
        DutyFileError: the site's file does not fit.
    """
    role, tier = role or Who.ENTERPRISE, tier or Tier.LITTLE_GIANT
    if track is None and role is Who.ENTERPRISE:
        track = Track.NEW
    row = library.round(round, as_of) if round is not None else library.newest_round(as_of)
    if tier is not Tier.LITTLE_GIANT and round is None:
        row = None  # rounds are those of little_giant
    basis = library.basis(tier, track or Track.NEW, as_of, row.batch if row else None, standing=False)
    wanted = _Wanted(track, role, tier, row)

    national = load_file(Path(__file__).with_name(FILE), MaterialFile)
    citer = Citer(library, basis, as_of, FILE)
    items = list(wanted.items(national, citer))
    if site is not None and (site / FILE).is_file():
        local = Citer(library, basis, as_of, f"{site.name}/{FILE}", site.name)
        items += wanted.items(load_file(site / FILE, MaterialFile), local)
    related = () if items else tuple(wanted.related(national, citer))
    return MaterialList(
        track=track,
        role=role,
        tier=tier,
        round=row.batch if row else None,
        as_of=as_of,
        items=tuple(items),
        known=bool(items),
        note=wanted.note(items),
        related=related,
    )


@dataclass(frozen=True)
class _Wanted:
    """What was asked for."""

    track: Track | None
    role: Who
    tier: Tier
    row: Round | None

    def items(self, content: MaterialFile, citer: Citer) -> Iterator[Material]:
        for entry in content.lists:
            if self._meets(entry.tier, entry.role, entry.round):
                for row in entry.items:
                    on_track = self.track is None or self.track in row.tracks
                    if on_track and all(citer.published(source) for source in entry.sources_of(row)):
                        yield self._material(entry, row, citer)

    def related(self, content: MaterialFile, citer: Citer) -> Iterator[Citation]:
        for entry in content.related:
            on_track = self.track is None or self.track in entry.tracks
            if on_track and self._meets(entry.tier, entry.role, entry.round):
                for source in entry.sources:
                    if citer.published(source):
                        yield citer.cite(source, f"related.{entry.role}")

    def note(self, items: list[Material]) -> str:
        if any(item.local for item in items):
            return text("materials_local")
        if items:
            return text("local_stricter") if self.role is Who.ENTERPRISE else ""
        if self.tier is not Tier.LITTLE_GIANT:
            return text("materials_unknown_tier", tier=text(f"tier_{self.tier}"))
        if self.row is None:
            return text("materials_no_round")
        return text("materials_unknown", batch=self.row.name, role=text(f"role_{self.role}"))

    def _meets(self, tier: Tier, role: Who, batch: int | None) -> bool:
        return tier is self.tier and role is self.role and batch in (None, self.row.batch if self.row else None)

    def _material(self, entry: MaterialSet, row: MaterialRow, citer: Citer) -> Material:
        place = f"lists.{row.id}"
        prefix = f"{citer.site}-" if citer.site else ""
        return Material(
            id=f"{prefix}round-{entry.round}-{entry.role}-{row.id}" if entry.round else f"{prefix}{row.id}",
            name=row.name,
            tracks=row.tracks,
            copies=row.copies,
            form=row.form,
            stamped=row.stamped,
            stamped_by=row.stamped_by,
            annex=row.annex,
            to=row.to,
            how=row.how,
            by=self._day(row),
            note=row.note,
            citations=tuple(citer.cite(source, place) for source in entry.sources_of(row)),
            local=citer.site is not None,
        )

    def _day(self, row: MaterialRow) -> date | None:
        if row.by is None or isinstance(row.by, date):
            return row.by
        value = getattr(self.row, row.by) if self.row else None
        return value[1] if isinstance(value, tuple) else value
