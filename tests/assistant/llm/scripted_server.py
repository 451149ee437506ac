"""An endpoint of OpenAI's style on the loopback, real HTTP, that plays a script: what servers do well, badly and in malice.

A script takes the request's body and gives a `Play`; the requests that came are kept.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Script = Callable[[dict[str, Any]], "Play"]


@dataclass
class Play:
    """What the server sends.

    Attributes:
        parts: of the body, each sent at once; a number is a pause in seconds.
        cut: the connection is reset after the parts.
    """

    parts: Sequence[bytes | float] | Iterator[bytes | float]
    status: int = 200
    type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


def answer(body: Mapping[str, Any], text: str, *, size: int = 4, **more: Any) -> Play:
    """A well-behaved answer, in a stream where one is asked for; `more` as in `events` and `message`."""
    if body.get("stream"):
        return Play(events([text[at : at + size] for at in range(0, len(text), size)], **more), type="text/event-stream")
    return Play([message(text, **more)])


def message(text: str | None, *, finish: str = "stop", usage: bool = True, **fields: Any) -> bytes:
    """A whole answer; `fields` stand in its message."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text, **fields}, "finish_reason": finish}
    counted = {"usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}} if usage else {}
    whole = {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], **counted}
    return json.dumps(whole, ensure_ascii=False).encode()


def events(texts: Sequence[str], *, finish: str | None = "stop", usage: bool = True, done: bool = True) -> list[bytes]:
    """An answer as server-sent events."""
    parts = [event(delta={"role": "assistant", "content": ""}), *(event(delta={"content": text}) for text in texts)]
    if finish:
        parts.append(event(delta={}, finish=finish))
    if usage:
        parts.append(event(usage={"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}))
    return [*parts, b"data: [DONE]\n\n"] if done else parts


def event(delta: Mapping[str, Any] | None = None, finish: str | None = None, **fields: Any) -> bytes:
    """One event of an answer."""
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices, **fields}
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode() + b"\n\n"


def error(status: int, code: str = "some_error", said: str = "no", headers: Mapping[str, str] | None = None) -> Play:
    """An error in the style of such endpoints."""
    body = json.dumps({"error": {"message": said, "type": code, "code": code}}).encode()
    return Play([body], status=status, headers=headers or {})


class Server:
    """What runs: its address, the bodies and the keys that came, and whether a client went away amid an answer."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.closing = Event()
        self.left = Event()
        self.url = ""


@contextmanager
def serving(script: Script) -> Iterator[Server]:
    """The server, on a free port, until the block ends."""
    server = Server(script)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            return

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.bodies.append(body)
            server.keys.append(self.headers.get("Authorization", ""))
            try:
                self._play(server.script(body))
            except OSError:
                server.left.set()
                self.close_connection = True

        def _play(self, play: Play) -> None:
            self.send_response(play.status)
            for name, value in {"Content-Type": play.type, "Connection": "close", **play.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for part in play.parts:
                if server.closing.is_set():
                    return
                if isinstance(part, bytes):
                    self.wfile.write(part)
                    self.wfile.flush()
                else:
                    server.closing.wait(part)
            if play.cut:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
            self.close_connection = True

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        http.shutdown()
        http.server_close()
        thread.join(timeout=2)


def endlessly(part: bytes, pause: float = 0.02) -> Iterator[bytes | float]:
    """The same part for ever; a minute at most, so that no test leaves one behind."""
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        yield part
        yield pause
