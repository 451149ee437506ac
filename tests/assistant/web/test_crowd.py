"""Beyond what can be answered soon there is a clear "busy", and nothing is done by half."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from assistant.errors import BusyError
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.crowd import Crowd
from tests.assistant.web.problem import assert_problem


class Slow:
    """An application that answers once it is let go."""

    def __init__(self) -> None:
        self.go, self.bodies = asyncio.Event(), 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive()).get("more_body", False):
            pass
        self.bodies += 1
        await self.go.wait()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@pytest.mark.anyio
async def test_one_too_many_is_told_so_at_once_and_the_others_are_answered() -> None:
    slow = Slow()
    crowd = Crowd(slow, most=2)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(crowd), base_url="http://x") as client:
        inside = [asyncio.ensure_future(client.post("/", content=b"{}")) for _ in range(2)]
        while slow.bodies < 2:
            await asyncio.sleep(0)
        refused = await client.post("/", content=b"{}")
        problem = assert_problem(refused, 503)
        assert (problem["type"], refused.headers["Retry-After"], slow.bodies) == ("urn:zjtx:problem:busy", str(BusyError.retry_after), 2)
        reading = asyncio.ensure_future(client.get("/"))
        slow.go.set()
        assert {answer.status_code for answer in await asyncio.gather(*inside, reading)} == {204}
        assert (await client.post("/", content=b"{}")).status_code == 204


@pytest.mark.anyio
async def test_who_is_slow_to_send_keeps_nobody_out() -> None:
    slow = Slow()
    slow.go.set()
    crowd = Crowd(slow, most=1)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(crowd), base_url="http://x") as client:
        stuck = [asyncio.ensure_future(crowd(*_half_sent())) for _ in range(5)]
        await asyncio.sleep(0)
        assert (await client.post("/", content=b"{}")).status_code == 204
        for each in stuck:
            each.cancel()


def _half_sent() -> tuple[Scope, Receive, Send]:
    first = [{"type": "http.request", "body": b"{", "more_body": True}]

    async def receive() -> Any:
        return first.pop() if first else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        raise AssertionError(message)

    return {"type": "http", "method": "POST", "path": "/", "headers": []}, receive, send


@pytest.mark.anyio
async def test_a_conversation_is_as_it_was_when_its_turn_was_refused(assistant: Assistant, settings: Settings) -> None:
    app = create_app(assistant, settings.model_copy(update={"limit_at_once": 1}), pages=False)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
        opened = (await client.post("/api/v1/ask", json={"question": "你好", "conversation_id": "new"})).json()["conversation_id"]
        turn = {"question": "我们有80人", "conversation_id": opened}
        answers = await asyncio.gather(*(client.post("/api/v1/ask", json=turn) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [200, 503, 503, 503]
        assert assistant.store.conversations.load(opened).turns == 2
        assert (await client.post("/api/v1/ask", json=turn)).status_code == 200
