"""The last step before an answer leaves: every quote verbatim, every number, date and document number with a ground.

A number stands where it is in a cited quote, in the check, in the basis or the day asked about, in the user's own
words or profile, or is computed from such numbers on a line that shows the sum. Days left to a cited date and counts
of what is listed need no sum.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from assistant import bounded as re
from assistant.answering.draft import Draft
from assistant.answering.sums import right_sums
from corpus.basis import Basis
from corpus.citation import Citation
from corpus.library import Library
from corpus.numbering import parse_numeral

_MARK = re.compile(r"\[\d+\]")
_DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号|[\u4e00-\u9fff]{2,12}\[\d{4}\]\d+号")
_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月(?!\d)")
_YEAR = re.compile(r"(?<!\d)(\d{4})年")
_NUMBER = re.compile(r"(?<!\d)(?<!\d\.)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(%|％|亿元|亿|万元|万|元)?")
_HAN_COUNT = re.compile(r"(?<![第〔])([一二两三四五六七八九十]{1,3})(年|个月|个工作日|天|日内|份|倍|成)(?!度)")
_BATCH = re.compile(r"第([一二三四五六七八九十\d]{1,3})批")
_YEARS_BACK = 3
"""近三年 of a basis: the year before its own and the two before that."""
_HAN_AMOUNT = {"亿元": 10000, "亿": 10000, "万元": 1, "万": 1}


@dataclass(frozen=True)
class Slip:
    """Something in a draft without ground."""

    kind: str
    words: str


@dataclass
class Grounds:
    """All that a number may stand on.

    Attributes:
        numbers: plain numbers and percentages as written, without trailing zeros.
        amounts: money in 万元.
        days: dates; `days_of_year` where a year is not said.
    """

    numbers: set[Decimal] = field(default_factory=set)
    amounts: set[Decimal] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    days_of_year: set[tuple[int, int]] = field(default_factory=set)
    months: set[tuple[int, int]] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    batches: set[int] = field(default_factory=set)
    words: str = ""

    def add_text(self, text: str) -> None:
        """All numbers and dates that stand in `text`."""
        self.words += "\n" + text
        for year, month, day in _dates_in(text):
            self.days_of_year.add((month, day))
            if year is not None:
                self.add_day(date(year, month, day))
        self.months.update((int(m[1]), int(m[2])) for m in _MONTH.finditer(text))
        self.years.update(int(match[1]) for match in re.finditer(r"(?<!\d)(19\d\d|20\d\d)(?!\d)", text))
        self.documents.update(_DOC_NUMBER.findall(text))
        self.batches.update(parse_numeral(match[1]) for match in _BATCH.finditer(text))
        for value, unit in _numbers_in(text):
            self._add_number(value, unit)

    def add_day(self, day: date) -> None:
        self.days.add(day)
        self.days_of_year.add((day.month, day.day))
        self.months.add((day.year, day.month))
        self.years.add(day.year)

    def _add_number(self, value: Decimal, unit: str) -> None:
        self.numbers.add(value)
        if unit in _HAN_AMOUNT:
            self.amounts.add(value * _HAN_AMOUNT[unit])
        elif not unit:
            self.amounts.add(value)
        elif unit == "元":
            self.amounts.add(value / 10000)


def slips(draft: Draft, *, library: Library, basis: Basis | None, as_of: date, said: str) -> list[Slip]:
    """What in `draft` has no ground; empty where the answer may leave.

    Args:
        said: the user's own words and profile.
    """
    found = [Slip("quote", c.quote) for c in draft.citations if c.quote not in library.clause(c.clause_id).text]
    grounds = gather(draft, library=library, basis=basis, as_of=as_of, said=said)
    for line in draft.lines:
        if not line.startswith("> "):
            found += _line_slips(_MARK.sub("", line), grounds, as_of)
    return found


def gather(draft: Draft, *, library: Library, basis: Basis | None, as_of: date, said: str) -> Grounds:
    """The grounds that `draft` may stand on."""
    grounds = Grounds()
    grounds.add_text(said)
    grounds.add_day(as_of)
    for citation in draft.citations:
        grounds.add_text(citation.quote)
        grounds.documents.add(citation.number)
    if draft.check is not None:
        grounds.add_text(json.dumps(draft.check, ensure_ascii=False))
    if basis is not None:
        grounds.documents.add(library.document(basis.standard).meta.number)
        for day in (basis.in_force_from, basis.in_force_to):
            if day is not None:
                grounds.add_day(day)
        grounds.years.update(basis.year - back for back in range(_YEARS_BACK + 1))
        if basis.round is not None:
            grounds.batches.add(basis.round)
            grounds.documents.add(library.round(basis.round).number)
    for row in library.rounds(as_of):
        grounds.batches.update((row.batch, *row.review_of))
    grounds.numbers.update(Decimal(count) for count in draft.counts)
    return grounds


def _line_slips(line: str, grounds: Grounds, as_of: date) -> list[Slip]:
    computed = Grounds()
    for formula in right_sums(line):
        computed.add_text(formula)
    found: list[Slip] = []
    rest = line
    for match in _DOC_NUMBER.finditer(line):
        if not any(match[0].endswith(number) for number in grounds.documents):
            found.append(Slip("document", match[0]))
        rest = rest.replace(match[0], " ")
    for match in _DATE.finditer(rest):
        if not _day_stands(match, grounds) and not _day_stands(match, computed):
            found.append(Slip("date", match[0]))
    rest = _DATE.sub(" ", rest)
    for match in _ISO.finditer(rest):
        if not any(_iso(match) in known.days for known in (grounds, computed)):
            found.append(Slip("date", match[0]))
    rest = _ISO.sub(" ", rest)
    for match in _MONTH.finditer(rest):
        if not any((int(match[1]), int(match[2])) in known.months for known in (grounds, computed)):
            found.append(Slip("date", match[0]))
    rest = _MONTH.sub(" ", rest)
    for match in _YEAR.finditer(rest):
        if int(match[1]) not in grounds.years | computed.years:
            found.append(Slip("date", match[0]))
    rest = _YEAR.sub(" ", rest)
    for match in _BATCH.finditer(rest):
        if parse_numeral(match[1]) not in grounds.batches:
            found.append(Slip("round", match[0]))
    found += [
        Slip("number", match[0])
        for match in _HAN_COUNT.finditer(rest)
        if match[0] not in grounds.words and not _said_in_digits(match, grounds)
    ]
    for match in _NUMBER.finditer(rest):
        days = re.match(r"\s*天", rest[match.end() :])
        if days and _is_days_left(int(Decimal(match[1])), grounds, as_of):
            continue
        if not any(_number_stands(match, known) for known in (grounds, computed)):
            found.append(Slip("number", match[0].strip()))
    return found


def _said_in_digits(match: re.Match, grounds: Grounds) -> bool:
    value = parse_numeral(match[1].replace("两", "二"))
    return re.search(rf"(?<!\d){value}{match[2]}", grounds.words) is not None


def _day_stands(match: re.Match, grounds: Grounds) -> bool:
    month, day = int(match[2]), int(match[3])
    if match[1] is None:
        return (month, day) in grounds.days_of_year
    try:
        return date(int(match[1]), month, day) in grounds.days or (
            (month, day) in grounds.days_of_year and int(match[1]) in grounds.years
        )
    except ValueError:
        return False


def _iso(match: re.Match) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _number_stands(match: re.Match, grounds: Grounds) -> bool:
    value, unit = _value(match), match[3] or ""
    if unit in _HAN_AMOUNT or unit == "元":
        amount = value / 10000 if unit == "元" else value * _HAN_AMOUNT[unit]
        return amount in grounds.amounts
    return value in grounds.numbers or value in grounds.amounts


def _is_days_left(days: int, grounds: Grounds, as_of: date) -> bool:
    return any(abs((day - as_of).days) == days for day in grounds.days) or any(
        _near(as_of, month, day, days) for month, day in grounds.days_of_year
    )


def _near(as_of: date, month: int, day: int, days: int) -> bool:
    for year in (as_of.year, as_of.year + 1):
        try:
            if abs((date(year, month, day) - as_of).days) == days:
                return True
        except ValueError:
            continue
    return False


def _dates_in(text: str) -> Iterator[tuple[int | None, int, int]]:
    year: int | None = None
    for match in _DATE.finditer(text):
        year = int(match[1]) if match[1] else year
        try:
            date(year or 2024, int(match[2]), int(match[3]))
        except ValueError:
            continue
        yield year, int(match[2]), int(match[3])
    for match in _ISO.finditer(text):
        if _iso(match):
            yield int(match[1]), int(match[2]), int(match[3])


def _numbers_in(text: str) -> Iterator[tuple[Decimal, str]]:
    for match in _NUMBER.finditer(text):
        yield _value(match), match[3] or ""


def _value(match: re.Match) -> Decimal:
    try:
        return Decimal(match[1].replace(",", "") + (match[2] or "")).normalize()
    except InvalidOperation:  # pragma: no cover - the pattern only matches numbers
        return Decimal(0)


def bare_clauses(citations: Iterable[Citation], library: Library) -> list[Citation]:
    """The citations whose quote is verbatim: what is left to show where a draft has slipped."""
    return [citation for citation in citations if citation.quote in library.clause(citation.clause_id).text]
