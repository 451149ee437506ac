"""What a report says: the check result in words for people, in Chinese or English."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.reporting.report import (
    ConditionView,
    Listing,
    Quote,
    Report,
    RouteView,
    Row,
    ScoreRow,
    ScoreView,
    Verdict,
    texts,
)
from assistant.rules.display import plain
from assistant.rules.fields import FieldInfo, catalogue, field_of
from assistant.rules.logic import Status
from assistant.rules.profile import Profile, Recognition
from assistant.rules.result import CheckResult, ConditionResult, RouteResult, ScoreResult
from assistant.rules.texts import in_english, with_unit
from corpus.citation import Citation
from corpus.library import Library
from corpus.numbering import to_chinese
from corpus.rounds import ROUNDS_ID


def build_report(
    result: CheckResult,
    profile: Profile,
    library: Library,
    as_of: date,
    lang: str = "zh",
    tell_row: Callable[[str], str] | None = None,
) -> Report:
    """The report on one check.

    Args:
        result: the verdict.
        profile: what it was given on, listed at the end.
        library: for the dates in force of the quoted documents.
        as_of: the day the check was made for.
        lang: zh or en; quotes stay Chinese.
        tell_row: puts lines of the rounds' table into words; without it they stand as they are.
    """
    words = _Words(library, lang, tell_row)
    return Report(
        lang=lang,
        title=words("title", tier=words(f"tier_{result.basis.tier}")),
        heading=words.heading(result, profile, as_of),
        verdict=words.verdict(result.status),
        summary=words(
            "counts",
            all=sum(condition.necessary for condition in result.conditions),
            met=result.count(Status.PASS),
            failed=result.count(Status.FAIL),
            open=result.count(Status.UNKNOWN),
        ),
        authority=words("authority"),
        authority_short=words("authority_short"),
        first_lists=words.lists(
            missing=[field_of(path).name_for(path, lang) for path in result.missing], advice=result.mending()
        ),
        conditions=tuple(words.condition(condition) for condition in result.failed_first()),
        routes=tuple(view for route in result.routes for view in words.route(route)),
        score=words.score(result.score) if result.score else None,
        last_lists=words.lists(remarks=result.remarks, warnings=result.warnings),
        facts=words.facts(profile),
    )


class _Words:
    """The texts of one report."""

    def __init__(self, library: Library, lang: str, tell_row: Callable[[str], str] | None) -> None:
        self.library = library
        self.lang = lang
        self.tell_row = tell_row

    def __call__(self, key: str, **values: object) -> str:
        return texts(key, self.lang, **values)

    def on(self, day: date) -> str:
        return self("date", year=day.year, month=day.month, day=day.day)

    def batch(self, number: int) -> str:
        return str(number) if self.lang == "en" else to_chinese(number)

    def verdict(self, status: Status) -> Verdict:
        return Verdict(status, self(f"status_{status}"), self(f"icon_{status}"))

    def heading(self, result: CheckResult, profile: Profile, as_of: date) -> tuple[Row, ...]:
        basis = result.basis
        document = self.library.document(basis.standard)
        standard = self(
            "standard_value",
            title=document.meta.title,
            number=document.meta.number,
            dates=self.in_force(*document.meta.in_force),
        )
        number = self("round_none")
        if basis.round is not None:
            number = self("round_number", round=self.batch(basis.round), year=self.library.round(basis.round).year)
        return (
            Row(self("enterprise"), printable(profile.name or "") or self("enterprise_unnamed")),
            Row(self("tier"), self(f"tier_{basis.tier}")),
            Row(self("track"), self(f"track_{basis.track}")),
            Row(self("round"), number),
            Row(self("standard"), standard),
            Row(self("data_year"), self("data_year_value", year=basis.year - 1)),
            Row(self("as_of"), self.on(as_of)),
        )

    def in_force(self, start: date, end: date | None) -> str:
        if end is None:
            return self("in_force_from", start=self.on(start))
        return self("in_force_between", start=self.on(start), end=self.on(end))

    def condition(self, condition: ConditionResult) -> ConditionView:
        rows = [Row(self("requirement"), condition.requirement)]
        if condition.value is not None and not isinstance(condition.value, bool):
            rows.append(Row(self("value"), self.amount(condition.value, condition.unit)))
        if condition.explain:
            rows.append(Row(self("arithmetic"), condition.explain))
        quotes = tuple(self.quote(citation) for citation in (condition.citation, *condition.citations))
        verdict = self.verdict(condition.status)
        return ConditionView(condition.name, verdict, tuple(rows), quotes, not condition.necessary)

    def route(self, route: RouteResult) -> tuple[RouteView, ...]:
        ways = (
            RouteView(way.name, self.verdict(way.status), way.requirement, "" if way.missing else way.explain)
            for way in route.ways
        )
        return (RouteView(route.name, self.verdict(route.status)), *ways)

    def amount(self, value: Any, unit: str | None) -> str:
        if isinstance(value, bool):
            return self("yes" if value else "no")
        if isinstance(value, (int, float, Decimal)):
            with in_english() if self.lang == "en" else nullcontext():
                return with_unit(Decimal(str(value)), unit or "")
        return printable(self.choice_word(value))

    def quote(self, citation: Citation) -> Quote:
        document_id = citation.clause_id.partition("/")[0]
        if document_id == ROUNDS_ID:
            dates = self("announced", start=self.on(self.library.published(citation.clause_id)))
        else:
            dates = self.in_force(*self.library.document(document_id).meta.in_force)
        return Quote(
            text=citation.quote,
            source=self("source", document=citation.document, number=citation.number, label=citation.label),
            dates=dates,
            state=citation.provenance,
            provenance=self(f"provenance_{citation.provenance}"),
            told=self.tell_row(citation.quote) if self.tell_row and document_id == ROUNDS_ID else "",
        )

    def score(self, score: ScoreResult) -> ScoreView:
        rows = tuple(
            ScoreRow(
                item.name,
                self.points(item.low, item.high),
                plain(item.of),
                item.explain,
                self(
                    "score_source",
                    label=item.citation.label,
                    provenance=self(f"provenance_{item.citation.provenance}"),
                ),
            )
            for item in score.indicators
        )
        total = self.points(*score.span)
        total = self("points_own", points=total) if score.self_assessed else total
        return ScoreView(rows, total, plain(score.of))

    def points(self, low: Decimal, high: Decimal) -> str:
        return plain(low) if low == high else self("points_range", low=plain(low), high=plain(high))

    def lists(self, **items: Iterable[str]) -> tuple[Listing, ...]:
        found = ((key, tuple(printable(item) for item in listed)) for key, listed in items.items())
        return tuple(Listing(self(key), listed) for key, listed in found if listed)

    def facts(self, profile: Profile) -> tuple[Row, ...]:
        rows: list[Row] = []
        for key, info in catalogue().items():
            value = getattr(profile, key)
            if key == "name" or value is None:
                continue
            if isinstance(value, dict):
                rows += [
                    Row(info.name_for(f"{key}.{year}", self.lang), self.fact(item, info))
                    for year, item in sorted(value.items(), reverse=True)
                ]
            else:
                rows.append(Row(info.name_for(key, self.lang), self.fact(value, info)))
        return tuple(rows)

    def choice_word(self, value: str) -> str:
        """The name of a choice, whichever field it belongs to."""
        named = (info.choices[value] for info in catalogue().values() if info.choices and value in info.choices)
        name = next(named, None)
        return value if name is None else name.en if self.lang == "en" else name.zh

    def fact(self, value: Any, info: FieldInfo) -> str:
        if isinstance(value, tuple):
            return self("semicolon").join(self.choice(item, info) for item in value) or self("none")
        if info.choices and value in info.choices:
            return self.choice(value, info)
        return self.amount(value, info.unit)

    def choice(self, value: str | Recognition, info: FieldInfo) -> str:
        choices = info.choices or {}
        if not isinstance(value, Recognition):
            name = choices[value]
            return name.en if self.lang == "en" else name.zh
        return self(
            "recognition",
            title=self.choice(value.tier, info),
            when=self("recognition_when", on=value.on) if value.on else "",
            batch=self("recognition_batch", round=self.batch(value.round)) if value.round else "",
        )


def printable(text: str) -> str:
    """Without control characters, which neither a PDF nor a DOCX may hold."""
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
