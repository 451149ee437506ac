"""How often one address may ask, by default; sites set their own quotas beside it, and a session has its limit in `Hosts`."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_network
from typing import Final

from fastapi.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import OverLimitError
from assistant.ratelimits import RateCounter, RateLimit
from assistant.settings import Settings
from assistant.web.problems import respond, with_delay
from assistant.web.relays import address_of, is_own

_READS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_PROBES: Final = frozenset({"/healthz", "/readyz", "/metrics"})
_ONE_NETWORK: Final = 64
"""Bits of an IPv6 address that one visitor can't change."""


class VisitorLimits:
    """ASGI middleware: what an address sends is counted, what it merely reads apart from that.

    Who sits at this machine itself is not limited, and who has no address can't be.
    """

    def __init__(self, app: ASGIApp, counter: RateCounter, settings: Settings) -> None:
        self._app, self._counter = app, counter
        self._sends, self._reads = settings.limit_address, settings.limit_reads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = self._limit(scope) if scope["type"] == "http" else None
        try:
            if limit is not None:
                await self._spend(limit)
        except OverLimitError as error:
            await respond(*with_delay(error))(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _limit(self, scope: Scope) -> RateLimit | None:
        reads = scope["method"] in _READS
        amount = self._reads if reads else self._sends
        who = visitor_of(scope)
        path = str(scope["path"]).removeprefix(scope.get("root_path", "")).removeprefix("/api/v1")
        if not amount or who is None or is_own(scope) or path in _PROBES:
            return None
        return RateLimit("address.reads" if reads else "address", who, amount)

    async def _spend(self, limit: RateLimit) -> None:
        if self._counter.is_shared:  # it may have to wait for another machine
            await run_in_threadpool(self._counter.spend, [limit])
        else:
            self._counter.spend([limit])


def visitor_of(scope: Scope) -> str | None:
    """The address that counts for a request: of IPv6 the network, since a visitor has all of it; None where there is none."""
    address = address_of(scope["client"][0]) if scope.get("client") else None
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _ONE_NETWORK), strict=False))
    return str(address) if address else None
