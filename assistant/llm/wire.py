"""What may come in over the wire: so many bytes and no more, as they are, from the address that was set.

A hostile endpoint can send for as long as a call may take; without a bound that is gigabytes. What is compressed would
get round the bound, and a redirect would carry the message to an address that nobody set.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import httpx2

MOST_BYTES: Final = 2_000_000
"""A hundred times the longest answer that we use, with all that a stream wraps around each word."""
CONNECT_SECONDS: Final = 5.0


def http_client(seconds: float) -> httpx2.AsyncClient:
    """A client for one endpoint.

    Args:
        seconds: how long the endpoint may stay silent; the deadline of the call is kept elsewhere.
    """
    return httpx2.AsyncClient(
        timeout=httpx2.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS)),
        headers={"Accept-Encoding": "identity"},
        follow_redirects=False,
        event_hooks={"response": [_bound]},
    )


async def _bound(response: httpx2.Response) -> None:
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise httpx2.DecodingError("compressed", request=response.request)
    assert isinstance(response.stream, httpx2.AsyncByteStream)
    response.stream = _BoundedStream(response.stream, response.request)


class _BoundedStream(httpx2.AsyncByteStream):
    def __init__(self, stream: httpx2.AsyncByteStream, request: httpx2.Request) -> None:
        self._stream = stream
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for part in self._stream:
            seen += len(part)
            if seen > MOST_BYTES:
                raise httpx2.DecodingError("endless", request=self._request)
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
