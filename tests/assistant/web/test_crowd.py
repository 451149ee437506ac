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
from assistant.web.crowd import Crowd, Places
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
    crowd = Crowd(slow, Places(most=2, seconds=0))
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
    crowd = Crowd(slow, Places(most=1, seconds=0))

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


async def _work(places: Places, seconds: float) -> float:
    """Seconds waited for a turn that then takes its time."""
    clock = asyncio.get_running_loop().time
    came = clock()
    await places.take()
    waited = clock() - came
    try:
        await asyncio.sleep(seconds)
    finally:
        places.end()
    return waited


@pytest.mark.anyio
async def test_who_comes_first_is_worked_on_first_and_nobody_is_forgotten() -> None:
    places, order = Places(most=0, seconds=0, at_work=2), []

    async def come(number: int) -> None:
        await places.take()
        order.append(number)
        await asyncio.sleep(0)
        places.end()

    await asyncio.gather(*(come(number) for number in range(50)))
    assert order == list(range(50))


@pytest.mark.anyio
async def test_who_would_wait_too_long_is_told_at_once() -> None:
    places = Places(most=0, seconds=0.5, at_work=1)
    settled = [asyncio.ensure_future(_work(places, 0.02)) for _ in range(20)]
    await asyncio.gather(*settled[:12])  # the pace is known: 50 a second
    crowd = [asyncio.ensure_future(_work(places, 0.02)) for _ in range(100)]
    await asyncio.sleep(0.01)
    refused = [each for each in crowd if each.done()]
    assert 70 < len(refused) < 100, "at most 26 find room in half a second"
    ends = await asyncio.gather(*crowd, return_exceptions=True)
    waited = [each for each in ends if isinstance(each, float)]
    assert waited and max(waited) < 2
    assert all(isinstance(each, float | BusyError) for each in ends)


@pytest.mark.anyio
async def test_where_nothing_moves_nobody_waits_longer_than_he_should() -> None:
    places, stop = Places(most=0, seconds=0.3, at_work=1), asyncio.Event()

    async def hang() -> None:
        await places.take()
        await stop.wait()
        places.end()

    hung = asyncio.ensure_future(hang())
    await asyncio.sleep(0)
    clock = asyncio.get_running_loop().time
    started = clock()
    with pytest.raises(BusyError):
        await places.take()
    assert 0.29 < clock() - started < 3
    started = clock()
    with pytest.raises(BusyError):
        await places.take()
    assert clock() - started < 0.2, "the next one is told at once"
    stop.set()
    await hung
    assert await _work(places, 0) < 0.2


@pytest.mark.anyio
async def test_who_leaves_while_he_waits_leaves_no_place_behind() -> None:
    places = Places(most=3, seconds=0, at_work=1)
    first, waiting = asyncio.ensure_future(_work(places, 0.05)), [asyncio.ensure_future(_work(places, 0)) for _ in range(2)]
    await asyncio.sleep(0)
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    again = [asyncio.ensure_future(_work(places, 0)) for _ in range(2)]
    await asyncio.gather(first, *again)
    with pytest.raises(BusyError):
        await asyncio.gather(*(_work(places, 0) for _ in range(4)))
