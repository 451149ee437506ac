"""Whom a request comes from where proxies stand before the service: what they say is believed of those alone that the settings name.

Anybody can send `X-Forwarded-For`, `-Host` and the like. From an address that is not named they are taken off before
anything reads them, so that no limit is got round and no page built for another host.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.logging import get_logger

_SAID: Final = frozenset({b"forwarded", b"x-real-ip", *(f"x-forwarded-{what}".encode() for what in ("for", "host", "port", "prefix", "proto", "scheme", "server", "ssl"))})
_SECURE: Final = {"http": "https", "ws": "wss"}
_RELAYED: Final = "zjtx.relayed"


class Relays:
    """ASGI middleware; the outermost one.

    Args:
        trusted: addresses and networks of the proxies that are believed.
    """

    def __init__(self, app: ASGIApp, trusted: Sequence[str] = ()) -> None:
        self._app = app
        self._trusted = tuple(ip_network(each, strict=False) for each in trusted)
        self._told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            scope = self._seen(scope)
        await self._app(scope, receive, send)

    def _seen(self, scope: Scope) -> Scope:
        """The request as it was before the proxies, or without what somebody not known says of that."""
        peer = scope["client"][0] if scope.get("client") else ""
        if self._believed(peer):
            return {**scope, **self._before(scope, peer)}
        headers = [(name, value) for name, value in scope["headers"] if name not in _SAID]
        if len(headers) == len(scope["headers"]):
            return scope
        if not self._told:
            self._told = True
            get_logger(__name__).warning("proxy_not_named", address=peer, setting="ZJTX_TRUSTED_PROXIES")
        return {**scope, "headers": headers, _RELAYED: True}

    def _before(self, scope: Scope, peer: str) -> Scope:
        headers = Headers(scope=scope)
        hops = [hop.strip() for value in headers.getlist("x-forwarded-for") for hop in value.split(",")]
        client = next((hop for hop in reversed(hops) if not self._believed(hop)), peer)
        before: Scope = {"client": (client, 0)} if address_of(client) else {}
        if headers.get("x-forwarded-proto", "").strip() == "https":
            before["scheme"] = _SECURE.get(scope["scheme"], scope["scheme"])
        return before

    def _believed(self, address: str) -> bool:
        found = address_of(address)
        return found is not None and any(found in network for network in self._trusted)


def address_of(text: str) -> IPv4Address | IPv6Address | None:
    """An address as sockets and proxies write it; None where it is none."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def is_own(scope: Scope) -> bool:
    """Whether a request comes from this machine itself, and not by way of a proxy that runs on it."""
    address = address_of(scope["client"][0]) if scope.get("client") else None
    return address is not None and address.is_loopback and not scope.get(_RELAYED, False)
