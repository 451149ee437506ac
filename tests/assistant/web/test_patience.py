"""Slow clients are not waited for without end, and a stop loses nothing that was acknowledged."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest
import uvicorn

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.store import Store
from assistant.web import patience
from assistant.web.app import create_app
from assistant.web.patience import Patience, PromptProtocol

ROOT = Path(__file__).parents[3]
HALF = b'POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"question'


@pytest.fixture
def port(assistant: Assistant, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A real server that waits for a fifth of a second only."""
    monkeypatch.setattr(patience, "HEADER_SECONDS", 0.2)
    app = Patience(create_app(assistant, settings, pages=False), seconds=0.2)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, http=PromptProtocol, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


def _told(port: int, sent: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(sent)
        return b"".join(iter(lambda: client.recv(65536), b""))


@pytest.mark.parametrize("sent", [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_headers_that_do_not_arrive_close_the_connection(port: int, sent: bytes) -> None:
    assert _told(port, sent) == b""


def test_a_body_that_does_not_arrive_is_told_so(port: int) -> None:
    answer = _told(port, HALF).decode()
    assert answer.startswith("HTTP/1.1 408")
    assert "application/problem+json" in answer and "没有在规定的时间内发完" in answer


def test_who_sends_in_time_is_answered(port: int) -> None:
    assert _told(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").endswith(b'{"status":"ok"}')


@pytest.mark.skipif(os.name != "posix", reason="SIGTERM is POSIX's")
def test_a_stop_waits_for_no_half_sent_body_and_folds_the_log(assistant: Assistant, settings: Settings, tmp_path: Path) -> None:
    assistant.ready()
    environment = {**os.environ, "ZJTX_DATA_DIR": str(tmp_path), "ZJTX_INDEX_DIR": str(settings.index_path)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([sys.executable, "-m", "assistant", "serve", "--port", str(port)], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        while "已启动" not in server.stderr.readline():
            assert server.poll() is None
        for _ in range(100):
            try:
                answer = httpx.post(f"http://127.0.0.1:{port}/api/v1/ask", json={"question": "小巨人有效期几年", "conversation_id": "new"}, timeout=60).json()
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(HALF)
            time.sleep(0.2)
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=patience.STOP_SECONDS + 5)
    assert not (tmp_path / "zjtx.sqlite3-wal").exists()
    with closing(sqlite3.connect(tmp_path / "zjtx.sqlite3")) as connection:
        assert connection.execute("SELECT id FROM conversations").fetchall() == [(answer["conversation_id"],)]


def _probed(port: int) -> float:
    """Seconds that the probe took."""
    started = time.monotonic()
    assert _told(port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").endswith(b'{"status":"ok"}')
    return time.monotonic() - started


def test_the_probe_answers_while_everybody_waits_for_the_database(assistant: Assistant, settings: Settings, tmp_path: Path) -> None:
    own = Assistant.open(settings.model_copy(update={"data_dir": tmp_path, "index_dir": settings.index_path}))
    Store(own.settings).conversations.open()
    own.ready()
    app = create_app(own, own.settings, pages=False)
    with socket.create_server(("127.0.0.1", 0)) as listener, closing(sqlite3.connect(tmp_path / "zjtx.sqlite3")) as locker:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        locker.execute("BEGIN EXCLUSIVE")
        with ThreadPoolExecutor(60) as threads:
            asks = [threads.submit(httpx.post, f"{address}/api/v1/ask", json={"question": "你好", "conversation_id": "new"}, timeout=60) for _ in range(60)]
            time.sleep(1)
            assert min(_probed(listener.getsockname()[1]) for _ in range(5)) < 0.05
            assert not all(each.done() for each in asks)
            locker.rollback()
            assert {each.result().status_code for each in asks} == {200}
        server.should_exit = True
        thread.join()
