"""Duties whose day is counted from an event: a 重大变化 to report, a title that runs out.

>>> from corpus.library import load_library
>>> item = change_report(load_library(), PartialDate.parse("2023-03-31"), as_of=date(2023, 5, 1))
>>> item.computed.formula, item.days_left
('2023-03-31 + 3个月 = 2023年6月30日', 60)
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.duties.dates import PartialDate, in_chinese, months_after, years_valid
from assistant.duties.deadline import Deadline
from assistant.duties.deadlines import FILE, FileDuties, national_file
from assistant.duties.schema import Standing
from assistant.duties.texts import text
from corpus.library import Library
from corpus.terms import Tier, Track

CHANGE_REPORT = "change-report"
VALIDITY = "validity"
VALIDITY_INNOVATIVE = "validity-innovative"


def change_report(library: Library, changed: PartialDate, *, as_of: date, tier: Tier = Tier.LITTLE_GIANT) -> Deadline:
    """The last day to report a 重大变化 that happened on `changed` (measures-2022-63/ch-3/重大变化报告)."""
    return _from_event(library, CHANGE_REPORT, changed, as_of, tier)


def validity(
    library: Library,
    recognized: PartialDate,
    *,
    as_of: date,
    tier: Tier = Tier.LITTLE_GIANT,
    certificate_until: date | None = None,
) -> Deadline:
    """The last day of a title recognised on `recognized`; the certificate's own day, where known, goes first.

    Rests on measures-2022-63/ch-3/有效期与复核, for specialized and little_giant from 2026-04-01 on
    measures-2026-2/ch-3/art-16.
    """
    duty = VALIDITY_INNOVATIVE if tier is Tier.INNOVATIVE else VALIDITY
    item = _from_event(library, duty, recognized, as_of, tier)
    if certificate_until is None:
        return item
    words = text("certificate_used", end=in_chinese(certificate_until))
    return replace(item, to=certificate_until, computed=None, note=words + item.note)


def _from_event(library: Library, duty_id: str, event: PartialDate, as_of: date, tier: Tier) -> Deadline:
    duty = _deciding(duty_id, as_of)
    computed = months_after(event, duty.months) if duty.months else years_valid(event, duty.years or 0)
    duties = FileDuties(library, library.newest_round(as_of), Track.NEW, as_of, national_file(), FILE)
    item = replace(
        duties.standing(duty, tier, computed.safe),
        id=f"{duty_id}-{event}",
        start=event.first,
        tiers=(tier,),
        computed=computed,
    )
    rough = text("safe_day", start=event, formula=computed.safe_formula) if computed.safe_formula else ""
    return replace(item, note=rough + (text("maybe_over") if item.maybe_over else "") + item.note)


def _deciding(duty_id: str, as_of: date) -> Standing:
    """The text that decides on `as_of`; before any was published, the oldest."""
    versions = sorted((duty for duty in national_file().standing if duty.id == duty_id), key=lambda duty: duty.from_)
    return [versions[0], *(duty for duty in versions if duty.from_ <= as_of)][-1]
