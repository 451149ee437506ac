"""What the chat's framework serves beyond what the page uses is closed, and a question's body has a limit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.doors import MAX_BODY
from tests.assistant.web.problem import assert_problem


@pytest.fixture(scope="module")
def page(assistant: Assistant, settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(assistant, settings)) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("POST", "/upload"),
        ("GET", "/gradio_api/file=/etc/hostname"),
        ("GET", "/gradio_api/proxy=http://127.0.0.1/"),
        ("GET", "/gradio_api/proxy=%00"),
        ("GET", "/config"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/openapi.json"),
        ("POST", "/gradio_api/call/ask"),
        ("POST", "/gradio_api/call/v2/ask"),
        ("POST", "/gradio_api/call/feedback"),
        ("POST", "/gradio_api/run/predict"),
        ("GET", "/gradio_api/dev/reload"),
        ("GET", "/dev/reload"),
        ("GET", "/monitoring"),
        ("POST", "/login"),
        ("GET", "/gradio_api/mcp/sse"),
        ("GET", "/gradio_api/deep_link"),
        ("GET", "/assets/" + "a" * 9000),
        ("GET", "/checkout"),
        ("GET", "/none"),
        ("PUT", "/"),
        ("DELETE", "/gradio_api/queue/join"),
    ],
)
def test_what_the_page_does_not_use_is_no_address(page: TestClient, method: str, path: str) -> None:
    assert_problem(page.request(method, path), 404, None)


@pytest.mark.parametrize("path", ["/", "/theme.css", "/favicon.ico", "/check", "/api/v1/healthz", "/gradio_api/app_id"])
def test_what_the_page_uses_is_open(page: TestClient, path: str) -> None:
    assert page.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/component_server/"])
def test_a_body_over_the_limit_is_refused_before_anything_is_made_of_it(page: TestClient, path: str) -> None:
    assert_problem(page.post(path, content=b'{"data": "' + b"a" * MAX_BODY + b'"}'), 413, "body")


def test_a_body_in_pieces_is_counted_too(page: TestClient) -> None:
    pieces = (b"a" * 1024 for _ in range(MAX_BODY // 1024 + 1))
    assert_problem(page.post("/gradio_api/queue/join", content=pieces), 413, "body")


def test_no_socket_is_opened(page: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), page.websocket_connect("/gradio_api/queue/join"):
        pass
