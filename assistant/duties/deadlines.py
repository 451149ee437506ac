"""Which dated duties there are on a day: the rounds' windows, the yearly update, spans counted from an event.

>>> from corpus.library import load_library
>>> first = deadlines(load_library(), as_of=date(2022, 6, 20)).items[0]
>>> first.id, first.to.isoformat(), first.state.value, first.days_left
('round-4-enterprise-upload', '2022-06-28', 'upcoming', 8)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.duties.dates import next_yearly
from assistant.duties.deadline import Deadline, DeadlineList
from assistant.duties.schema import Dated, DeadlineFile, RoundDuty, Standing, Who, load_file
from assistant.duties.sources import Citer
from assistant.duties.texts import text
from corpus.citation import Citation
from corpus.library import Library
from corpus.numbering import to_chinese
from corpus.rounds import Round
from corpus.terms import Tier, Track

FILE = "deadlines.yaml"


def deadlines(
    library: Library,
    *,
    as_of: date,
    round: int | None = None,
    track: Track | None = None,
    site: Path | None = None,
) -> DeadlineList:
    """The dated duties on `as_of`.

    Args:
        round: the round; by default the newest one announced by `as_of`, open or closed.
        track: new application (the default) or review, which has the same windows.
        site: folder of a province or host; its `deadlines.yaml`, where there is one, is added.

    Raises:
        UnknownRoundError: `round` has no row or was announced after `as_of`.
        DutyFileError: the site's file does not fit.
    """
    track = track or Track.NEW
    row = library.round(round, as_of) if round is not None else library.newest_round(as_of)
    items = list(FileDuties(library, row, track, as_of, national_file(), FILE).items())
    if site is not None and (site / FILE).is_file():
        local = load_file(site / FILE, DeadlineFile)
        items += FileDuties(library, row, track, as_of, local, f"{site.name}/{FILE}", site.name).items()
    items.sort(key=lambda item: (item.round is None, item.who is not Who.ENTERPRISE, not item.local))
    return DeadlineList(as_of, track, row.batch if row else None, tuple(items), _notes(library, as_of))


def national_file() -> DeadlineFile:
    """The package's own `deadlines.yaml`."""
    return load_file(Path(__file__).with_name(FILE), DeadlineFile)


@dataclass(frozen=True)
class FileDuties:
    """The duties that one file gives for a round (`row`), a track and a day.

    Attributes:
        name: how errors call the file.
        site: the site it belongs to; None for the package's own.
    """

    library: Library
    row: Round | None
    track: Track
    as_of: date
    content: DeadlineFile
    name: str
    site: str | None = None

    def items(self) -> Iterator[Deadline]:
        """Those of the round, those with own dates, then the standing ones."""
        if self.row is not None:
            for duty in self.content.rounds:
                yield from self._of_round(duty, self.row)
        for dated in self.content.dated:
            concerned = self.track in dated.tracks and dated.round in (None, self.row.batch if self.row else None)
            if concerned and self._citer(dated.tiers[0]).published(dated.source):
                yield self._dated(dated)
        for standing in self.content.standing:
            decides = standing.from_ <= self.as_of <= (standing.until or date.max)
            if decides and self._citer(standing.tiers[-1]).published(standing.source):
                yield self.standing(standing, standing.tiers[-1])

    def standing(self, duty: Standing, tier: Tier, to: date | None = None) -> Deadline:
        """A duty without a round; `to` where its day is counted from an event."""
        citer, place = self._citer(tier), f"standing.{duty.id}"
        if duty.yearly:
            to = next_yearly(*duty.yearly, not_before=max(self.as_of, duty.effective or date.min))
        others = [other for other in duty.beside if citer.published(other.source)]
        return Deadline(
            id=self._id(duty.id),
            name=duty.name,
            who=duty.who,
            as_of=self.as_of,
            start=None,
            to=to,
            citation=citer.cite(duty.source, place),
            note=self._note(
                duty.who,
                duty.note,
                *(other.note for other in others),
                text("certificate_first") if duty.years else "",
                closing="local_stricter",
            ),
            tiers=duty.tiers,
            beside=tuple(citer.cite(other.source, place) for other in others),
            period=duty.period,
            local=self.site is not None,
        )

    def _of_round(self, duty: RoundDuty, row: Round) -> Iterator[Deadline]:
        start, to = _window(row, duty.window)
        undated = duty.undated.get(row.batch)
        if to is None and undated is None:
            return
        unread = text("notice_missing", batch=row.name) if self.library.notice_of(row) is None else ""
        yield Deadline(
            id=self._id(f"round-{row.batch}-{duty.id}"),
            name=_name(duty, row, self.track),
            who=duty.who,
            as_of=self.as_of,
            start=start,
            to=to,
            citation=self._round_citation(duty, row, to),
            note=self._note(duty.who, duty.note, undated.note if undated and to is None else "", unread),
            round=row.batch,
            local=self.site is not None,
        )

    def _round_citation(self, duty: RoundDuty, row: Round, to: date | None) -> Citation:
        """The notice's words where they hold the date, else the row's own line."""
        citer, place = self._citer(), f"rounds.{duty.id}"
        if to is None:
            return citer.cite(duty.undated[row.batch].source, place)
        source = duty.sources.get(row.batch)
        return citer.cite(source, place) if source else citer.line(row, duty.window)

    def _dated(self, duty: Dated) -> Deadline:
        return Deadline(
            id=self._id(duty.id),
            name=duty.name,
            who=duty.who,
            as_of=self.as_of,
            start=duty.from_,
            to=duty.to,
            citation=self._citer(duty.tiers[0]).cite(duty.source, f"dated.{duty.id}"),
            note=self._note(duty.who, duty.note),
            tiers=duty.tiers,
            round=duty.round,
            local=self.site is not None,
        )

    def _citer(self, tier: Tier = Tier.LITTLE_GIANT) -> Citer:
        basis = self.library.basis(tier, self.track, self.as_of, self.row.batch if self.row else None)
        return Citer(self.library, basis, self.as_of, self.name, self.site)

    def _id(self, own: str) -> str:
        return f"{self.site}-{own}" if self.site else own

    def _note(self, who: Who, *parts: str, closing: str = "local_earlier") -> str:
        national_enterprise = who is Who.ENTERPRISE and self.site is None
        return "".join([*parts, text(closing) if national_enterprise else ""])


def _notes(library: Library, as_of: date) -> tuple[str, ...]:
    newest = library.newest_round(as_of)
    if newest is None:
        return (text("no_round_yet"),)
    last = newest.enterprise_upload[1] if newest.enterprise_upload else _province_last_day(newest)
    return (text("newest_closed", batch=newest.name),) if last and last < as_of else ()


def _province_last_day(row: Round) -> date | None:
    recommend = row.province_recommend[1] if row.province_recommend else None
    ends = [end for end in (recommend, row.province_recommend_by, row.province_mail_by) if end]
    return max(ends, default=None)


def _window(row: Round, key: str) -> tuple[date | None, date | None]:
    value = getattr(row, key)
    return value if isinstance(value, tuple) else (None, value)


def _name(duty: RoundDuty, row: Round, track: Track) -> str:
    held = "、".join(f"第{to_chinese(batch)}批" for batch in row.review_of)
    return duty.name.of(track).format(batch=row.name, held=held)
