"""Reading a request's body: never more than the limit in memory."""

from __future__ import annotations

from fastapi import Request

from assistant.errors import RequestError

_DRAINED = 32 * 1024 * 1024
"""Bytes read and dropped of a body that is too large, so that its sender gets to read the answer."""


async def read_json_body(request: Request, limit: int) -> bytes:
    """The body of a `request` that sends JSON.

    Args:
        limit: in bytes.

    Raises:
        RequestError: HTTP 413 where it is larger than `limit`, 415 where it isn't sent as JSON.
    """
    body = await read_body(request, limit)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise RequestError("content_type", "content-type", status=415)
    return body


async def read_body(request: Request, limit: int) -> bytes:
    """The body of `request`.

    Args:
        limit: in bytes.

    Raises:
        RequestError: HTTP 413 where it is larger than `limit`.
    """
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            body += chunk
        elif size > _DRAINED:
            break
    if size > limit:
        raise RequestError("too_large", "body", status=413, limit=limit)
    return bytes(body)
