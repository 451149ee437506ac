"""`/desk/switches`: what is off, and turning it off and on with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Response

from assistant.errors import RequestError
from assistant.orders import Switch, switch_of
from assistant.sites import DEFAULT
from assistant.store.people import DeskRole
from assistant.store.switches import SwitchedOff
from assistant.web.desk.access import DeskRoutes, Visit
from assistant.web.desk.pages import page, said, turned


@dataclass(frozen=True)
class SwitchLine:
    """One switch as the page shows it; `off` is None while it is on."""

    name: str
    text: str
    off: SwitchedOff | None


def add_switches(routes: DeskRoutes) -> None:
    """The page and the deed."""
    routes.get("/switches", DeskRole.SUPERVISOR)(show)
    routes.post("/switches", DeskRole.SUPERVISOR)(turn)


def show(visit: Visit) -> Response:
    off = {each.name: each for each in visit.store.switches.all()}
    lines = [SwitchLine(name, text, off.get(name)) for name, text in _names(visit).items()]
    return page(visit.request, "switches.html", visit=visit, switches=lines)


def turn(visit: Visit) -> Response:
    """Turn one thing off or on.

    Raises:
        RequestError: there is no such switch, or no reason is given.
    """
    name, reason, to = (visit.form.get(each, "").strip() for each in ("name", "reason", "to"))
    if name not in _names(visit) or to not in ("on", "off"):
        raise RequestError("invalid", "name", name="name")
    if not reason:
        raise RequestError("desk_switch_reason", "reason")
    deed = visit.store.switches.turn_off if to == "off" else visit.store.switches.turn_on
    deed(name, visit.person.name, reason[:500])
    return turned(visit.request, "desk/switches")


def _names(visit: Visit) -> dict[str, str]:
    """Every switch there is, in words; one of a site that is gone can still be turned on again."""
    request, sites = visit.request, dict.fromkeys((DEFAULT, *visit.service.assistant.sites.names()))
    found = {switch.value: said(request, f"switch_{switch}") for switch in Switch}
    found |= {switch_of(site): said(request, "switch_site", name=site) for site in sites}
    return found | {off.name: off.name for off in visit.store.switches.all() if off.name not in found}
