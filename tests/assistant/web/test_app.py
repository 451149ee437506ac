from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.assistant.web.problem import assert_problem

ROOT = Path(__file__).parents[3]
QUESTION = {"question": "第四批小巨人网上申报材料什么时候上传", "as_of": "2022-06-20"}


@contextmanager
def _served(app: FastAPI) -> Iterator[str]:
    """A real server on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def _stripping_proxy(target: str, prefix: str) -> FastAPI:
    """A reverse proxy that shows `target` under `prefix`, and nothing else."""
    proxy = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    @proxy.api_route(f"{prefix}/{{rest:path}}", methods=["GET", "POST"])
    async def forward(request: Request) -> Response:
        path = request.scope["raw_path"].decode().removeprefix(prefix)
        async with httpx.AsyncClient() as client:
            answer = await client.request(
                request.method,
                f"{target}{path}?{request.url.query}",
                content=await request.body(),
                headers={"content-type": request.headers.get("content-type", "")},
            )
        return Response(answer.content, answer.status_code, {"content-type": answer.headers["content-type"]})

    return proxy


def test_the_interface_works_behind_a_proxy_that_strips_its_prefix(assistant: Assistant, settings: Settings) -> None:
    behind = settings.model_copy(update={"root_path": "/zjtx/"})
    with (
        _served(create_app(assistant, behind, pages=False)) as inner,
        _served(_stripping_proxy(inner, "/zjtx")) as outer,
    ):
        answer = httpx.post(f"{outer}/zjtx/api/v1/ask", json=QUESTION)
        assert answer.json()["status"] == "answered"
        clause = httpx.get(f"{outer}/zjtx/api/v1/clauses/measures-2022-63/ch-3/有效期与复核")
        assert clause.json()["id"] == "measures-2022-63/ch-3/有效期与复核"
        document = httpx.get(f"{outer}/zjtx/openapi.json").json()
        assert document["servers"] == [{"url": "/zjtx"}]
        assert httpx.get(f"{outer}/zjtx/healthz").status_code == 200
        assert_problem(httpx.get(f"{outer}/zjtx/api/v1/nothing"), 404)
        direct = httpx.get(f"{inner}/api/v1/documents")
        assert "default-src 'none'" in direct.headers["content-security-policy"]


def test_pages_and_their_files_work_behind_the_same_proxy(assistant: Assistant, settings: Settings) -> None:
    behind = settings.model_copy(update={"root_path": "/zjtx"})
    with _served(create_app(assistant, behind)) as inner, _served(_stripping_proxy(inner, "/zjtx")) as outer:
        page = httpx.get(f"{outer}/zjtx/")
        assert page.headers["content-type"].startswith("text/html")
        assert httpx.get(f"{outer}/zjtx/ui/base.css").headers["content-type"].startswith("text/css")
        for unstripped in (f"{inner}/zjtx/ui/base.css", f"{inner}/ui/base.css"):
            assert httpx.get(unstripped).status_code == 200
        assert "script-src 'self'" in httpx.get(f"{inner}/").headers["content-security-policy"]


def _served_by_command(settings: Settings, *options: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "ZJTX_DATA_DIR": str(settings.data_dir)}
    command = [sys.executable, "app.py", *options]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_python_app_serves_says_where_and_stops(assistant: Assistant, settings: Settings) -> None:
    assistant.ready()
    server = _served_by_command(settings, "--port", "0")
    assert server.stderr is not None
    said = server.stderr.readline()
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address, said + server.stderr.read()
        assert httpx.post(f"{address[0]}/api/v1/ask", json=QUESTION, timeout=30).json()["status"] == "answered"
        assert httpx.get(address[0]).headers["content-type"].startswith("text/html")
    finally:
        server.send_signal(signal.SIGINT)
        out, _ = server.communicate(timeout=30)
    assert out == ""


def test_a_port_that_is_taken_is_bad_input(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        server = _served_by_command(settings, "--port", port)
        out, err = server.communicate(timeout=60)
    assert (server.returncode, out) == (2, "")
    assert port in err
    assert "请换一个端口" in err
    assert err.count("\n") == 1


def test_a_large_body_gets_its_answer_from_a_real_server(assistant: Assistant, settings: Settings) -> None:
    with _served(create_app(assistant, settings, pages=False)) as address:
        body = b'{"question": "' + b"a" * 8_000_000 + b'"}'
        response = httpx.post(f"{address}/api/v1/ask", content=body, headers={"content-type": "application/json"})
        assert_problem(response, 413, "body")
        assert httpx.get(f"{address}/healthz").status_code == 200


def test_other_origins_get_no_leave(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json=QUESTION, headers={"origin": "https://elsewhere.example"})
    preflight = client.options(
        "/api/v1/ask",
        headers={"origin": "https://elsewhere.example", "access-control-request-method": "POST"},
    )
    assert preflight.status_code == 403
    for headers in (response.headers, preflight.headers):
        assert not [name for name in headers if name.startswith("access-control-")]


@pytest.mark.parametrize("path", ["/api/v1/healthz", "/api/v1/nothing", "/healthz", "/openapi.json", "/nothing"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "frame-ancestors" in policy
    assert not re.search(r"https?:|\*", policy)


def test_no_page_of_the_framework_that_asks_another_host_is_served(client: TestClient) -> None:
    for path in ("/docs", "/redoc", "/docs/oauth2-redirect"):
        assert_problem(client.get(path), 404)


def test_the_interface_alone_needs_no_gradio_and_no_torch() -> None:
    code = (
        "import sys; import assistant.web.app, assistant.batch;"
        "print([m for m in ('gradio', 'torch', 'chromadb', 'langchain', 'weasyprint') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
