"""The desk's routes: mails with their drafts, history, and the audit log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from fastapi import APIRouter, Response

from assistant.clock import today
from assistant.desk.checking import DraftVerdict, check_draft
from assistant.desk.drafting import corrected, split_mails, take_in
from assistant.desk.letter import letter_docx, letter_of
from assistant.errors import RequestError
from assistant.models import Lang
from assistant.store.mails import Draft, Mail, MailState, Source
from assistant.store.people import DeskRole
from assistant.web.appearance import appearance_of
from assistant.web.desk.access import DeskRoutes, Visit
from assistant.web.desk.curated import add_curated
from assistant.web.desk.facts_form import addable, corrections_in, fact_lines
from assistant.web.desk.figures import add_figures
from assistant.web.desk.looking_up import add_search
from assistant.web.desk.oidc import oidc_router
from assistant.web.desk.pages import HEADERS, page, said, turned, words
from assistant.web.desk.queue import add_queue
from assistant.web.desk.signing_in import add_sign_out, open_router
from assistant.web.desk.switches import add_switches
from assistant.web.desk.teaching import add_teaching
from assistant.web.rounds_in_words import tell_rows
from corpus.errors import UnknownClauseError
from corpus.rounds import ROUNDS_ID
from corpus.terms import Tier, Track

_AT_ONCE: Final = 20
_LONGEST_DRAFT: Final = 8000
_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_routes = DeskRoutes()
add_sign_out(_routes)
add_queue(_routes)
add_curated(_routes)
add_teaching(_routes)
add_switches(_routes)
add_search(_routes)
add_figures(_routes)


@_routes.get("", DeskRole.AGENT)
def open_mails(visit: Visit) -> Response:
    """The mails that are open, and room for new ones."""
    return _shown(visit, None)


@_routes.post("/mails", DeskRole.AGENT)
def paste(visit: Visit) -> Response:
    """New mails; the first of them is shown."""
    pasted = split_mails(visit.form.get("text", ""))
    if not pasted:
        raise RequestError("empty", "text")
    if len(pasted) > _AT_ONCE:
        raise RequestError("desk_too_many", "text", limit=_AT_ONCE)
    day = _day(visit.form.get("as_of", ""))
    mails = [take_in(visit.service.assistant, text, day, visit.person.name) for text in pasted]
    for mail in reversed(mails):
        visit.store.mails.add(mail)
    return turned(visit.request, f"desk/mails/{mails[0].id}")


@_routes.get("/mails/{id}", DeskRole.AGENT)
def mail(visit: Visit) -> Response:
    return _shown(visit, _mail(visit))


@_routes.post("/mails/{id}/facts", DeskRole.AGENT)
def put_right(visit: Visit) -> Response:
    """Facts put right; the drafts are written anew."""
    mail = _unchanged(visit)
    changes = corrections_in(visit.form, mail)
    if changes:
        visit.store.mails.save(corrected(visit.service.assistant, mail, changes))
    return turned(visit.request, f"desk/mails/{mail.id}")


@_routes.post("/mails/{id}/drafts/{number:int}", DeskRole.AGENT)
def edit(visit: Visit) -> Response:
    """A draft as the agent has it now; a release of what stood before is over."""
    mail = _unchanged(visit)
    mine = _as_typed(visit, mail)
    if mine.text != mail.draft(mine.number).text:
        drafts = tuple(mine if draft.number == mine.number else draft for draft in mail.drafts)
        visit.store.mails.save(replace(mail, drafts=drafts, state=MailState.OPEN, released_by=None))
    return turned(visit.request, f"desk/mails/{mail.id}?draft={mine.number}")


@_routes.post("/mails/{id}/drafts/{number:int}/check", DeskRole.AGENT)
def check(visit: Visit) -> Response:
    """What of a draft does not stand as it is typed; nothing is kept."""
    mail = _mail(visit)
    verdict = check_draft(visit.service.assistant, mail, _as_typed(visit, mail))
    return page(visit.request, "verdict.html", verdict=verdict)


@_routes.post("/mails/{id}/drafts/{number:int}/sources", DeskRole.AGENT)
def add_source(visit: Visit) -> Response:
    """One more clause to stand on, under the next mark."""
    mail = _unchanged(visit)
    draft = _as_typed(visit, mail)
    assistant = visit.service.assistant
    clause_id = visit.form.get("clause", "").strip()
    library = assistant.library()
    if "/" not in clause_id or library.published(library.clause(clause_id).id) > mail.as_of:
        raise UnknownClauseError(said(visit.request, "no_such_clause"), "clause")
    cited = library.cite(clause_id, basis=library.basis(Tier.LITTLE_GIANT, Track.NEW, mail.as_of), as_of=mail.as_of)
    source = Source(cited.clause_id, cited.document, cited.number, cited.label, cited.quote)
    mine = replace(draft, sources=(*draft.sources, source), edited_by=visit.person.name)
    drafts = tuple(mine if each.number == mine.number else each for each in mail.drafts)
    visit.store.mails.save(replace(mail, drafts=drafts, state=MailState.OPEN, released_by=None))
    return turned(visit.request, f"desk/mails/{mail.id}?draft={mine.number}")


@_routes.post("/mails/{id}/done", DeskRole.AGENT)
def done(visit: Visit) -> Response:
    """Answered; where answers are released, a supervisor has to look first."""
    mail = _unchanged(visit)
    state = MailState.WAITING if visit.service.settings.desk_release and mail.released_by is None else MailState.DONE
    visit.store.mails.save(replace(mail, state=state))
    return turned(visit.request, "desk")


@_routes.post("/mails/{id}/release", DeskRole.SUPERVISOR)
def release(visit: Visit) -> Response:
    """Release an answer as it stands; with a reason, and a row in the queue, where the verifier stops something."""
    mail, reason = _unchanged(visit), visit.form.get("reason", "").strip()
    stopped = {number for number, verdict in _verdicts(visit, mail).items() if not verdict.stands}
    if stopped and not reason:
        raise RequestError("desk_reason", "reason")
    drafts = tuple(replace(draft, about={**draft.about, "overruled": draft.number in stopped}) for draft in mail.drafts)
    visit.store.audit.add(visit.person.name, "release", mail.id, reason)
    visit.store.mails.save(replace(mail, drafts=drafts, state=MailState.DONE, released_by=visit.person.name))
    for number in stopped:
        visit.store.queue.overrule(mail.id, number)
    return turned(visit.request, f"desk/mails/{mail.id}")


@_routes.post("/mails/{id}/reopen", DeskRole.AGENT)
def reopen(visit: Visit) -> Response:
    mail = _unchanged(visit)
    visit.store.mails.save(replace(mail, state=MailState.OPEN, released_by=None))
    return turned(visit.request, f"desk/mails/{mail.id}")


@_routes.get("/mails/{id}/letter", DeskRole.AGENT)
def letter(visit: Visit) -> Response:
    """The answer as a mail to copy."""
    mail = _to_send(visit)
    return page(visit.request, "letter.html", visit=visit, mail=mail, letter=letter_of(_with_rows_in_words(visit, mail)))


@_routes.get("/mails/{id}/letter.docx", DeskRole.AGENT)
def word_file(visit: Visit) -> Response:
    mail = _to_send(visit)
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="answer-{mail.id[:8]}.docx"'}
    return Response(letter_docx(_with_rows_in_words(visit, mail)), 200, headers, _DOCX)


@_routes.get("/history", DeskRole.AGENT)
def history(visit: Visit) -> Response:
    """What was answered, found by enterprise or by question."""
    query = visit.request.query_params.get("q", "").strip()[:200]
    return page(visit.request, "history.html", visit=visit, query=query, mails=visit.store.mails.find(query))


@_routes.get("/audit", DeskRole.ADMIN)
def audit(visit: Visit) -> Response:
    return page(visit.request, "audit.html", visit=visit, entries=visit.store.audit.newest(), deeds=_deeds(visit), broken=visit.store.audit.broken_at())


def _shown(visit: Visit, mail: Mail | None) -> Response:
    store, query = visit.store.mails, visit.request.query_params
    waiting = sorted([*store.find(state=MailState.OPEN), *store.find(state=MailState.WAITING)], key=lambda each: each.created_at)
    values: dict[str, Any] = {"visit": visit, "mails": waiting, "mail": mail, "today": today().isoformat(), "limit": visit.service.settings.max_question_chars}
    if mail is not None:
        verdicts = _verdicts(visit, mail)
        chosen, lang = query.get("draft", ""), appearance_of(visit.request).lang
        values |= {
            "mail": _with_rows_in_words(visit, mail, lang),
            "facts": fact_lines(mail, said(visit.request, "yes"), said(visit.request, "no"), lang),
            "addable": addable(mail, lang),
            "verdicts": verdicts,
            "chosen": int(chosen) if chosen.isdecimal() else 1,
            "stands": all(verdict.stands for verdict in verdicts.values()),
            "may_copy": _may_copy(visit, mail, verdicts),
        }
    return page(visit.request, "desk.html", **values)


def _with_rows_in_words(visit: Visit, mail: Mail, lang: Lang = "zh") -> Mail:
    """The mail as it is shown and sent: what is cited of the rounds' table, as sentences. Letters are Chinese."""
    tell = tell_rows(visit.service.assistant.library(), lang)
    drafts = []
    for draft in mail.drafts:
        sources = (replace(source, quote=tell(source.quote)) if source.clause_id.startswith(f"{ROUNDS_ID}/") else source for source in draft.sources)
        drafts.append(replace(draft, sources=tuple(sources)))
    return replace(mail, drafts=tuple(drafts))


def _mail(visit: Visit) -> Mail:
    return visit.store.mails.load(str(visit.path["id"]))


def _unchanged(visit: Visit) -> Mail:
    """The mail, as the page that sent the form showed it: a change made since is refused when this one is kept."""
    mail = _mail(visit)
    sent = visit.form.get("version", "")
    return replace(mail, version=int(sent)) if sent.isdecimal() and len(sent) < 9 else mail


def _as_typed(visit: Visit, mail: Mail) -> Draft:
    draft, text = mail.draft(int(visit.path["number"])), visit.form.get("text")
    if text is None or text == draft.text:
        return draft
    if len(text) > _LONGEST_DRAFT:
        raise RequestError("too_long", "text", length=len(text), limit=_LONGEST_DRAFT)
    return replace(draft, text=text, edited_by=visit.person.name)


def _verdicts(visit: Visit, mail: Mail) -> dict[int, DraftVerdict]:
    return {draft.number: check_draft(visit.service.assistant, mail, draft) for draft in mail.drafts}


def _may_copy(visit: Visit, mail: Mail, verdicts: dict[int, DraftVerdict]) -> bool:
    """What a supervisor released, and where that is not asked for also what stands."""
    if mail.released_by is not None:
        return True
    return not visit.service.settings.desk_release and all(verdict.stands for verdict in verdicts.values())


def _to_send(visit: Visit) -> Mail:
    mail = _mail(visit)
    if not _may_copy(visit, mail, _verdicts(visit, mail)):
        raise RequestError("desk_not_released", "id", status=409)
    return mail


def _deeds(visit: Visit) -> dict[str, str]:
    """What the log's words are called."""
    return {key.removeprefix("deed_"): said(visit.request, key) for key in words().keys if key.startswith("deed_")}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else today()
    except ValueError:
        raise RequestError("date", "as_of", name="as_of") from None


router = APIRouter()
router.include_router(open_router)
router.include_router(oidc_router)
router.include_router(_routes.router)
NEEDED: Final = _routes.needed
"""The role that each route needs."""
