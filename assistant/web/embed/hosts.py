"""Who may ask in a site's name: its key, the pages it lists, its switch and its quota."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar
from urllib.parse import urlsplit

from fastapi import Request

from assistant.errors import OriginError, SiteClosedError, SiteError, SiteKeyError, SitePausedError, SwitchedOffError
from assistant.models import NEW, AskRequest, Lang
from assistant.models import Request as Asked
from assistant.orders import Orders, Switch, switch_of
from assistant.ratelimits import RateCounter, RateLimit
from assistant.sites import DEFAULT, Site, SiteFolders

KEY_HEADER: Final = "X-Site-Key"
SESSION_HEADER: Final = "X-Session"
_SESSION: Final = re.compile(r"[\w-]{1,64}")

A = TypeVar("A", bound=Asked)


@dataclass(frozen=True)
class Caller:
    """Who sends a request.

    Attributes:
        origin: of the page that sends it; None where no browser does, or a page of our own.
        session: one visitor: the address, and the name that the visitor's tab gave itself; "" where it is not known.
    """

    key: str | None
    origin: str | None
    session: str

    @classmethod
    def nobody(cls) -> Caller:
        """A caller of whom nothing is known, so that only what a whole site may ask holds for it."""
        return cls(None, None, "")

    @classmethod
    def of(cls, request: Request) -> Caller:
        """The caller of an HTTP request."""
        origin = request.headers.get("origin")
        own = origin is not None and urlsplit(origin).netloc == request.headers.get("host")
        session = request.headers.get(SESSION_HEADER, "")
        address = request.client.host if request.client else ""
        return cls(
            request.headers.get(KEY_HEADER),
            None if own else origin,
            f"{address} {session}" if _SESSION.fullmatch(session) else address,
        )


class Hosts:
    """Admits requests in the name of sites.

    Args:
        session_minute: how often one session may ask in a minute; 0 for any number.
        orders: what the desk has switched off, as it stands now.
    """

    def __init__(self, sites: SiteFolders, limits: RateCounter, session_minute: int = 0, orders: Callable[[], Orders] = Orders) -> None:
        self._sites, self._limits, self._session_minute, self._orders = sites, limits, session_minute, orders

    def lists(self, origin: str) -> bool:
        """Whether any site lists this origin."""
        return any(origin in site.says.allowed_origins for site in self._own().values())

    def admit(self, caller: Caller, asked: A, *, counts: bool = True) -> A:
        """The request, in the name of the site whose key came with it.

        Args:
            counts: whether it takes one from the site's quota, and from what one session may ask.

        Raises:
            SiteKeyError, OriginError: the key, or the page it is used on, is not the site's.
            SitePausedError, SwitchedOffError: the site, or the chat, is closed for now.
            OverLimitError: its quota, or the session's limit, is used up.
        """
        lang = asked.lang or "zh"
        site = self.site_of(caller, asked.site)
        self.must_be_open(site, lang)
        if self.is_off(site, chat=isinstance(asked, AskRequest)):
            raise SwitchedOffError(whom_to_ask(site, lang), lang)
        if counts:
            self._limits.spend([*_limits(site, caller), *self._of_session(caller, asked)], lang)
        return asked.model_copy(update={"site": site.name or DEFAULT}) if caller.key else asked

    def site_of(self, caller: Caller, name: str | None) -> Site:
        """The site that a request means.

        Raises:
            UnknownSiteError, SiteKeyError, OriginError: it means none, or may not.
        """
        if caller.key is None:
            return self._sites.find(name)
        own = self._own()
        found = next((key for key, site in own.items() if site.says.site_key == caller.key), None)
        if found is None:
            raise SiteKeyError("site_key_unknown")
        if name not in (None, found):
            raise SiteKeyError("site_key_other")
        if caller.origin is not None and caller.origin not in own[found].says.allowed_origins:
            raise OriginError(caller.origin)
        return own[found]

    def must_be_open(self, site: Site, lang: Lang = "zh") -> None:
        """Raises SitePausedError where the operator has closed it."""
        says = site.says
        if not says.enabled:
            raise SitePausedError(says.message.in_language(lang) if says.message else None, lang)

    def _of_session(self, caller: Caller, asked: Asked) -> list[RateLimit]:
        """A session is a conversation, else the tab that gave itself a name."""
        talk = asked.conversation_id if isinstance(asked, AskRequest) else None
        who = talk if talk not in (None, NEW) else caller.session if " " in caller.session else None
        return [RateLimit("session", who, self._session_minute)] if who and self._session_minute else []

    def is_off(self, site: Site, *, chat: bool = True) -> bool:
        """Whether the desk has switched the site off, or with it the whole chat."""
        orders = self._orders()
        return orders.is_off(switch_of(site.name or DEFAULT)) or chat and orders.is_off(Switch.CHAT)

    def _own(self) -> dict[str, Site]:
        """The sites with a sound `site.yaml` of their own, by name."""
        found = {}
        for name in self._sites.names():
            try:
                site = self._sites.find(name)
                if site.speaks_for_itself and site.says:
                    found[name] = site
            except (SiteError, SiteClosedError):  # `SiteFolders.faults` tells of it
                continue
        return found


def whom_to_ask(site: Site, lang: Lang) -> str:
    """Whom a site sends people to, with its telephone number where it has one."""
    words = site.words
    where = words.where_to_ask.in_language(lang)
    return f"{where} {words.phone}" if words.phone else where


def _limits(site: Site, caller: Caller) -> list[RateLimit]:
    """A quota is for the site that set it; a site without a file of its own has none."""
    if not site.speaks_for_itself:
        return []
    quota, name = site.says.quota, site.name or DEFAULT
    wanted = (
        ("per_minute", name, quota.per_minute, False),
        ("per_session", f"{name} {caller.session}", quota.per_session if caller.session else None, True),
        ("per_day", name, quota.per_day, True),
    )
    return [RateLimit(f"site.{kind}", who, amount, daily) for kind, who, amount, daily in wanted if amount is not None]
