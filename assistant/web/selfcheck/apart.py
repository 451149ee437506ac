"""A file from outside is read in a process of its own, with bounds on memory and time, that ends when its sender goes.

What such a file may cost is bounded twice: by what `assistant.sheets.archive` counts in it, and, should a
library beneath still build more than that from it, by the operating system. Memory goes back with the process.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from typing import Any, Final

from fastapi import Request

from assistant.errors import RequestError
from corpus.errors import BadInputError

AT_ONCE: Final = 2
SECONDS: Final = 20.0
_GRACE: Final = 1.0
_LOOK_AGAIN: Final = 0.2
"""Seconds between two looks whether the sender is still there."""

_free = asyncio.Semaphore(AT_ONCE)


async def read_apart(request: Request, content: bytes, name: str, year: int) -> dict[str, Any]:
    """The one enterprise of a file: `{"profile": …, "warnings": […], "read": […], "unread": […]}`.

    Args:
        request: by which the file came; reading ends when its client goes.
        year: the round's year.

    Raises:
        BadInputError: the file can't be used, in the words of `assistant.sheets`.
        RequestError: it took more memory or time than a form of one enterprise may (HTTP 413).
    """
    async with _free:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "assistant.sheets.child", name, str(year)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        reading = asyncio.ensure_future(child.communicate(content))
        try:
            async with asyncio.timeout(SECONDS):
                while not reading.done():
                    await asyncio.wait({reading}, timeout=_LOOK_AGAIN)
                    if not reading.done() and await request.is_disconnected():
                        raise asyncio.CancelledError
            output, _ = await reading
        except TimeoutError:
            raise RequestError("file_costly", "file", status=413) from None
        finally:
            if child.returncode is None:
                await _end(child)
            reading.cancel()
            await asyncio.gather(reading, child.wait(), return_exceptions=True)
    if child.returncode != 0:
        raise RequestError("file_costly", "file", status=413)
    found: dict[str, Any] = json.loads(output)
    if "error" in found:
        raise BadInputError(found["error"]["message"], found["error"]["field"])
    return found


async def _end(child: asyncio.subprocess.Process) -> None:
    """Ask it to end, with what it started; then make it."""
    with contextlib.suppress(ProcessLookupError, TimeoutError):
        child.terminate()
        await asyncio.wait_for(child.wait(), _GRACE)
    with contextlib.suppress(ProcessLookupError):
        child.kill()
