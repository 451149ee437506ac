"""What Gradio serves beyond what its chat uses is closed, and a question's body has a limit."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from assistant.web.doors import MAX_BODY
from tests.assistant.web.problem import assert_problem


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio/gradio_api/upload"),
        ("POST", "/gradio/upload"),
        ("GET", "/gradio/gradio_api/file=/etc/hostname"),
        ("GET", "/gradio/gradio_api/proxy=http://127.0.0.1/"),
        ("GET", "/gradio/gradio_api/proxy=%00"),
        ("POST", "/gradio/gradio_api/component_server"),
        ("GET", "/gradio/gradio_api/openapi.json"),
        ("POST", "/gradio/gradio_api/call/v2/ask"),
        ("POST", "/gradio/gradio_api/call/other"),
        ("POST", "/gradio/gradio_api/call/ask/x"),
        ("POST", "/gradio/gradio_api/run/predict"),
        ("POST", "/gradio/gradio_api/predict"),
        ("GET", "/gradio/gradio_api/dev/reload"),
        ("GET", "/gradio/dev/reload"),
        ("GET", "/gradio/monitoring"),
        ("POST", "/gradio/login"),
        ("GET", "/gradio/gradio_api/mcp/sse"),
        ("GET", "/gradio/gradio_api/deep_link"),
        ("GET", "/gradio/gradio_api/heartbeat/x"),
        ("GET", "/gradio/assets/" + "a" * 9000),
        ("GET", "/gradio/call/ask/../../upload"),
        ("GET", "/config"),
        ("GET", "/gradio_api/info"),
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/checkout"),
        ("GET", "/none"),
        ("DELETE", "/gradio/gradio_api/queue/join"),
    ],
)
def test_what_the_page_does_not_use_is_no_address(page: TestClient, method: str, path: str) -> None:
    assert_problem(page.request(method, path), 404, None)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_the_page_takes_no_other_method(page: TestClient, method: str) -> None:
    assert page.request(method, "/").status_code == 405


@pytest.mark.parametrize(
    "path",
    ["/", "/favicon.ico", "/robots.txt", "/check", "/api/v1/healthz", "/gradio", "/gradio/", "/gradio/config", "/gradio/theme.css", "/gradio/gradio_api/info"],
)
def test_what_the_page_uses_is_open(page: TestClient, path: str) -> None:
    assert page.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/gradio/gradio_api/queue/join", "/gradio/gradio_api/call/ask"])
def test_a_body_over_the_limit_is_refused_before_anything_is_made_of_it(page: TestClient, path: str) -> None:
    assert_problem(page.post(path, content=b'{"data": "' + b"a" * MAX_BODY + b'"}'), 413, "body")


def test_a_body_in_pieces_is_counted_too(page: TestClient) -> None:
    pieces = (b"a" * 1024 for _ in range(MAX_BODY // 1024 + 1))
    assert_problem(page.post("/gradio/gradio_api/queue/join", content=pieces), 413, "body")


def test_no_socket_is_opened(page: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), page.websocket_connect("/gradio/gradio_api/queue/join"):
        pass
