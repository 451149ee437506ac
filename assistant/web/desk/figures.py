"""`/desk/figures`: how much was asked and how it ended, as tables, plots and a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from fastapi import Response

from assistant.desk.plots import by_day, latency_by_day, shares_by_day
from assistant.errors import RequestError
from assistant.models import Kind, Status
from assistant.sheets.plain_book import PlainTable, write_book
from assistant.sheets.workbook import Value
from assistant.store.figures import AnswerCount, percentile
from assistant.store.people import DeskRole
from assistant.trace import matter_words
from assistant.trace.summary import Trouble
from assistant.web.appearance import appearance_of
from assistant.web.desk.access import DeskRoutes, Visit
from assistant.web.desk.pages import HEADERS, page, said

_PERIODS: Final = (7, 30, 90)
_BOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SVG: Final = "image/svg+xml"
_ONLY_A_PICTURE: Final = "default-src 'none'; sandbox"
PLOTS: Final = ("kinds", "sites", "ends", "times")
_HOLDS: Final[Mapping[str, Callable[[AnswerCount], bool]]] = {
    "answered": lambda answer: answer.status == Status.ANSWERED,
    "needs_input": lambda answer: answer.status == Status.NEEDS_INPUT,
    "not_in_corpus": lambda answer: answer.status == Status.NOT_IN_CORPUS,
    "refused": lambda answer: answer.status == Status.REFUSED,
    "asked_back": lambda answer: Trouble.ASKED_BACK in answer.troubles,
    "disliked": lambda answer: answer.disliked,
    "by_model": lambda answer: answer.origin == "llm",
    "curated": lambda answer: answer.origin == "curated",
}


@dataclass(frozen=True)
class DayLine:
    """One day of the table, or all of them: how many answers of each end, and how long they took."""

    day: date | None
    total: int
    counts: Mapping[str, int]
    half_ms: float | None
    most_ms: float | None


@dataclass(frozen=True)
class _Chosen:
    days: int
    site: str

    @property
    def query(self) -> str:
        return f"?{urlencode({'days': self.days, 'site': self.site})}"


def add_figures(routes: DeskRoutes) -> None:
    """The dashboard, its plots and its workbook."""
    routes.get("/figures", DeskRole.SUPERVISOR)(show)
    routes.get("/figures.xlsx", DeskRole.SUPERVISOR)(workbook)
    routes.get("/figures/{id}.svg", DeskRole.SUPERVISOR)(plot)


def show(visit: Visit) -> Response:
    chosen = _chosen(visit)
    answers = visit.store.figures.answers(chosen.days, chosen.site)
    lang = appearance_of(visit.request).lang
    return page(
        visit.request,
        "figures.html",
        visit=visit,
        chosen=chosen,
        periods=_PERIODS,
        kept=visit.store.figures.days,
        sites=visit.store.queue.sites(),
        lines=[*reversed(_by_day(answers)), _line(None, answers)] if answers else [],
        ends={key: said(visit.request, f"end_{key}") for key in _HOLDS},
        plots=[(name, said(visit.request, f"plot_{name}")) for name in PLOTS] if answers else [],
        unanswered=[(matter_words(each.matter, lang), each.count, each.example) for each in visit.store.figures.unanswered(chosen.days, chosen.site)],
    )


def plot(visit: Visit) -> Response:
    """One plot.

    Raises:
        RequestError: there is none of that name (HTTP 404).
    """
    name, chosen = str(visit.path["id"]), _chosen(visit)
    if name not in PLOTS:
        raise RequestError("unknown_plot", "id", status=404)
    answers = visit.store.figures.answers(chosen.days, chosen.site)

    def word(prefix: str) -> Callable[[str], str]:
        return lambda key: said(visit.request, f"{prefix}_{key}")

    drawn = {
        "kinds": lambda: by_day(answers, lambda each: [each.kind], word("kind"), said(visit.request, "questions")),
        "sites": lambda: by_day(answers, lambda each: [each.site], lambda site: site or said(visit.request, "site_plain"), said(visit.request, "questions")),
        "ends": lambda: shares_by_day(answers, _HOLDS, word("end"), "%"),
        "times": lambda: latency_by_day(answers, word("time"), said(visit.request, "milliseconds")),
    }[name]()
    return Response(drawn, 200, {**HEADERS, "Content-Security-Policy": _ONLY_A_PICTURE}, _SVG)


def workbook(visit: Visit) -> Response:
    """All figures as a workbook: by day, by kind and site, and what was asked in vain."""
    chosen, request = _chosen(visit), visit.request
    answers = visit.store.figures.answers(chosen.days, chosen.site)
    lang = appearance_of(request).lang
    heads = [said(request, "day"), said(request, "questions"), *(said(request, f"end_{key}") for key in _HOLDS), said(request, "time_half"), said(request, "time_most")]
    days: list[list[Value]] = [[str(line.day), line.total, *line.counts.values(), _whole(line.half_ms), _whole(line.most_ms)] for line in _by_day(answers)]
    counted = Counter((answer.day, answer.site, answer.kind) for answer in answers)
    kinds: list[list[Value]] = [[str(day), site, said(request, f"kind_{kind}") if kind in list(Kind) else kind, count] for (day, site, kind), count in sorted(counted.items())]
    vain: list[list[Value]] = [[matter_words(each.matter, lang), each.count, each.example] for each in visit.store.figures.unanswered(chosen.days, chosen.site)]
    content = write_book(
        [
            PlainTable(said(request, "by_day"), heads, days),
            PlainTable(said(request, "by_kind"), [said(request, key) for key in ("day", "site", "kind", "questions")], kinds),
            PlainTable(said(request, "unanswered"), [said(request, key) for key in ("matter", "questions", "example")], vain),
        ]
    )
    return Response(content, 200, {**HEADERS, "Content-Disposition": f'attachment; filename="figures-{chosen.days}.xlsx"'}, _BOOK)


def _chosen(visit: Visit) -> _Chosen:
    query = visit.request.query_params
    days = query.get("days", "")
    return _Chosen(int(days) if days in map(str, _PERIODS) else _PERIODS[0], query.get("site", "")[:64])


def _by_day(answers: Sequence[AnswerCount]) -> list[DayLine]:
    days = sorted({answer.day for answer in answers})
    return [_line(day, [answer for answer in answers if answer.day == day]) for day in days]


def _line(day: date | None, answers: Sequence[AnswerCount]) -> DayLine:
    counts = {key: sum(map(holds, answers)) for key, holds in _HOLDS.items()}
    times = [answer.ms for answer in answers]
    return DayLine(day, len(answers), counts, percentile(times, 0.5), percentile(times, 0.95))


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
