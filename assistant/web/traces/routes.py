"""The route of the trace page; the data are those of `GET /api/v1/trace/{id}`."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from assistant.trace import in_words
from assistant.trace.notes import matter_words, note
from assistant.trace.trace import Trace, TracedBlock, TraceStep
from assistant.web.api import Service
from assistant.web.markup import to_html
from assistant.web.pages import templates
from corpus.errors import ZjtxError
from corpus.yamlfile import load_yaml

FOLDER: Final = Path(__file__).parent
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}

router = APIRouter(include_in_schema=False)


@router.get("/trace/{id}")
def page(request: Request, id: str, lang: str | None = None) -> Response:
    """One trace to read; for one that is not kept the page says so."""
    service: Service = request.app.state.service
    try:
        trace = service.assistant.trace(id)
    except ZjtxError as error:
        return HTMLResponse(_render("missing.html", "en" if lang == "en" else "zh", notice=error.message), error.http_status, _HEADERS)
    return HTMLResponse(trace_page(trace, lang if lang in ("zh", "en") else trace.lang), headers=_HEADERS)


def trace_page(trace: Trace, lang: str) -> str:
    """The page of a trace in a language."""
    return _render(
        "page.html",
        lang,
        trace=trace,
        head=in_words.head_of(trace, lang),
        runs=in_words.message_runs(trace, lang),
        facts=[(in_words.fact_words(fact, lang), fact.words) for fact in trace.facts],
        grounds=in_words.grounds(trace, lang),
        blocks=_by_part(trace),
        shown=_shown,
        slowest=_slowest(trace.steps),
        forms_of=in_words.forms_of,
        term_words=in_words.term_words,
        matter_words=matter_words,
        note=note,
    )


def _shown(block: TracedBlock) -> Markup:
    """A block's Markdown as the chat shows it, its marks as plain text."""
    return Markup(to_html(block.text, frozenset()))


def _by_part(trace: Trace) -> list[tuple[int | None, list[TracedBlock]]]:
    """The blocks in their order, those of one thing asked together."""
    groups: list[tuple[int | None, list[TracedBlock]]] = []
    for block in trace.blocks:
        if groups and groups[-1][0] == block.part:
            groups[-1][1].append(block)
        else:
            groups.append((block.part, [block]))
    return groups


def _slowest(steps: tuple[TraceStep, ...]) -> float:
    return max((step.ms for step in steps), default=0.0) or 1.0


def _render(template: str, lang: str, **values: Any) -> str:
    entries = load_yaml(FOLDER / "texts.yaml")
    texts = SimpleNamespace(**{key: entry[lang] for key, entry in entries.items()})
    return templates(FOLDER).get_template(template).render(t=texts, lang=lang, **values)

__all__ = ["router", "trace_page"]
