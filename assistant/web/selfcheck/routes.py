"""The routes of the self-check page; the verdict itself comes from `POST /api/v1/check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.clock import today
from assistant.errors import RequestError
from assistant.models import CheckRequest, ClauseRequest
from assistant.models import Request as DayRequest
from assistant.planning.naming import tier_name
from assistant.reporting import Kind, write_report
from assistant.requests import parse_as, parse_query, read_object
from assistant.rules.mending import mending_values
from assistant.rules.needs import fields_needed
from assistant.rules.oddities import SUSPICIOUS_WAN
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.rules.texts import english_units
from assistant.rules.whatif import apply_what_if, changes
from assistant.web.api import Service
from assistant.web.appearance import appearance_of
from assistant.web.assets import asset, sent
from assistant.web.documents import show_clause
from assistant.web.judging import in_asking_order, judged
from assistant.web.limits import read_json_body
from assistant.web.pages import templates
from assistant.web.replies import Standard
from assistant.web.rounds_in_words import in_words, tell_rows
from assistant.web.selfcheck.apart import read_apart
from assistant.web.selfcheck.files import Export, write_profile
from assistant.web.selfcheck.form import build_form, field_table
from corpus.basis import Basis
from corpus.errors import ZjtxError
from corpus.library import Library
from corpus.terms import Tier, Track
from corpus.yamlfile import load_yaml

FOLDER: Final = Path(__file__).parent
MAX_FILE: Final = 2 * 1024 * 1024
"""Bytes of an imported file: a form of one enterprise is a few kilobytes."""
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml; charset=utf-8",
}


class FormQuery(DayRequest):
    """For what the form is wanted."""

    tier: Tier = Tier.LITTLE_GIANT
    round: int | None = None
    track: Track = Track.NEW


class ReportBody(CheckRequest):
    """A report to take away."""

    kind: Kind


class ExportBody(CheckRequest):
    """The values of the form as a file."""

    kind: Export


class WhatIfBody(CheckRequest):
    """Values to try without changing the form, each `field=value` or `field.year=value`."""

    changes: list[str] = Field(max_length=100)


class MendingBody(CheckRequest):
    """The field of which mending values are wanted, such as `revenue.2025`."""

    path: str = Field(max_length=64)


class _ImportQuery(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=255)
    year: int = Field(ge=1900, le=2099)


router = APIRouter(include_in_schema=False)
B = TypeVar("B", bound=BaseModel)


@router.get("/check")
def page(request: Request) -> Response:
    """The form. A choice that can't be used gives the form of the default choice, and says so."""
    service = _service(request)
    pairs = [(name, value) for name, value in request.query_params.multi_items() if value]
    try:
        query = parse_query(FormQuery, pairs, service.settings)
        return _page(request, query)
    except ZjtxError as error:
        lang = "en" if ("lang", "en") in pairs else "zh"
        return _page(request, FormQuery(lang=lang), notice=error.message, status=error.http_status)


def _page(request: Request, query: FormQuery, notice: str = "", status: int = 200) -> Response:
    service = _service(request)
    lang, as_of = query.lang or "zh", query.as_of or today()
    round_ = query.round if query.tier is Tier.LITTLE_GIANT else None
    assistant = service.assistant
    library = assistant.library(query.site)
    basis = library.basis(query.tier, query.track, as_of, round_)
    paths = fields_needed(basis, assistant.standards(query.site))
    words = assistant.sites.find(query.site).words
    data = {
        "texts": _texts(lang),
        "fields": field_table(lang),
        "units": english_units() if lang == "en" else None,
        "request": {
            "tier": basis.tier,
            "round": round_,
            "track": basis.track,
            "as_of": as_of.isoformat(),
            "site": query.site,
            "lang": lang,
        },
        "year": basis.year,
        "rows": _rows(library, as_of, lang),
        "most_wan": int(SUSPICIOUS_WAN),
        "lang": lang,
    }
    html = _render(
        "page.html",
        lang,
        look=appearance_of(request),
        script=asset("selfcheck.js").href,
        styles=asset("selfcheck.css").href,
        title=words.title.en if lang == "en" else words.title.zh,
        operator=words.operator.en if lang == "en" else words.operator.zh,
        groups=build_form(paths, lang),
        basis=basis,
        standard=Standard.of(library.document(basis.standard).meta, lang),
        tiers=[(tier, tier_name(tier).en if lang == "en" else tier_name(tier).zh) for tier in Tier],
        rounds=[row.batch for row in reversed(library.rounds(as_of))],
        round=round_,
        as_of=as_of,
        site=query.site,
        notice=notice,
        data=data,
    )
    return _html(request, html, status)


@router.get("/clause")
def clause(request: Request, id: str, lang: str = "zh", site: str | None = None) -> Response:
    """One clause to read, as the verdicts cite it."""
    library = _service(request).assistant.library(site)
    detail = show_clause(library, id, ClauseRequest())
    html = _render("clause.html", "en" if lang == "en" else "zh", clause=detail, styles=asset("selfcheck.css").href)
    return _html(request, html)


@router.post("/check/import")
async def import_file(request: Request) -> Response:
    """The facts in a YAML, Excel, CSV or JSON file; the body is the file itself."""
    service = _service(request)
    query = parse_query(_ImportQuery, request.query_params.multi_items(), service.settings)
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MAX_FILE:
            raise RequestError("too_large", "file", status=413, limit=MAX_FILE)
    return JSONResponse(await read_apart(request, bytes(content), query.name, query.year))


@router.post("/check/export")
async def export_file(request: Request) -> Response:
    """The values of the form as a file that can be imported again."""
    body = await _body(request, ExportBody)
    return await run_in_threadpool(_export, _service(request), body)


def _export(service: Service, body: ExportBody) -> Response:
    profile, basis = Profile.parse(body.profile), _basis(service, body)
    paths = fields_needed(basis, service.assistant.standards(body.site))
    content = write_profile(profile, paths, basis.year, body.kind, tier_name(basis.tier).zh)
    return _file(content, f"profile.{body.kind}", body.kind)


@router.post("/check/report")
async def report(request: Request) -> Response:
    """The report on the values of the form."""
    body = await _body(request, ReportBody)
    return await run_in_threadpool(_report, _service(request), body)


def _report(service: Service, body: ReportBody) -> Response:
    result = judged(service.assistant, _plain(body))
    library = service.assistant.library(body.site)
    day, lang = body.as_of or today(), body.lang or "zh"
    profile = Profile.parse(body.profile)
    content = write_report(body.kind, result, profile, library, day, lang, tell_rows(library, lang))
    return _file(content, f"self-check-{day.isoformat()}.{body.kind}", body.kind)


@router.post("/check/verdict")
async def verdict(request: Request) -> Response:
    """The verdict that the page shows."""
    result = await run_in_threadpool(judged, _service(request).assistant, await _body(request, CheckRequest))
    return JSONResponse(in_asking_order(result.to_json()))


@router.post("/check/what-if")
async def what_if(request: Request) -> Response:
    """The verdict with some values changed, and which conditions that changes."""
    body = await _body(request, WhatIfBody)
    return await run_in_threadpool(_what_if, _service(request), body)


def _what_if(service: Service, body: WhatIfBody) -> Response:
    check = _plain(body)
    changed = apply_what_if(Profile.parse(body.profile), body.changes)
    before = judged(service.assistant, check)
    after = judged(service.assistant, check.model_copy(update={"profile": changed.to_json()}))
    found = [change.to_json() for change in changes(before, after)]
    return JSONResponse({"check": after.to_json(), "changes": found, "before": str(before.status)})


@router.post("/check/mending")
async def mending(request: Request) -> Response:
    """The values of one field at which conditions that fail are met."""
    body = await _body(request, MendingBody)
    return await run_in_threadpool(_mending, _service(request), body)


def _mending(service: Service, body: MendingBody) -> Response:
    check = _plain(body)

    def judge(profile: Profile) -> CheckResult:
        return judged(service.assistant, check.model_copy(update={"profile": profile.to_json()}), advice=False)

    found = mending_values(Profile.parse(body.profile), body.path, judge)
    return JSONResponse([each.to_json() for each in found])


def _rows(library: Library, as_of: date, lang: str) -> dict[str, str]:
    """Every line of the rounds' table in words, as the page shows a quote of it."""
    lines = (line for row in library.rounds(as_of) for line in library.clause(row.id).text.split("\n"))
    return {line: told[0] for line in lines if (told := in_words(line, library, lang))}


def _plain(body: CheckRequest) -> CheckRequest:
    return CheckRequest(**{name: getattr(body, name) for name in CheckRequest.model_fields})


def _basis(service: Service, body: CheckRequest) -> Basis:
    library = service.assistant.library(body.site)
    day: date = body.as_of or today()
    return library.basis(body.tier or Tier.LITTLE_GIANT, body.track or Track.NEW, day, body.round)


async def _body(request: Request, model: type[B]) -> B:
    settings = _service(request).settings
    data = read_object(await read_json_body(request, settings.max_request_bytes))
    return parse_as(model, data, settings)


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _html(request: Request, html: str, status: int = 200) -> Response:
    return sent(request, html.encode(), "text/html; charset=utf-8", {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}, status)


def _file(content: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, 200, headers, _TYPES[kind])


def _render(template: str, lang: str, **values: Any) -> str:
    texts = SimpleNamespace(**_texts(lang))  # attributes only: a mapping's own methods would hide texts of their name
    return templates(FOLDER).get_template(template).render(t=texts, lang=lang, **values)


def _texts(lang: str) -> dict[str, Any]:
    entries = load_yaml(FOLDER / "texts.yaml")
    return {key: entry if isinstance(entry, str) else entry[lang] for key, entry in entries.items()}

__all__ = ["router"]
