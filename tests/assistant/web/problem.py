"""The one place that says what an error looks like; every face that can answer with one is driven through it."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx

_KEYS = {"type", "title", "status", "detail", "field"}


def assert_problem(response: httpx.Response, status: int, field: str | None = None) -> dict[str, Any]:
    """`response` is an RFC 9457 problem document of this status that names `field`."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = json.loads(response.content)
    assert set(problem) <= _KEYS
    assert problem["status"] == status
    assert re.fullmatch(r"urn:zjtx:problem:[a-z-]+", problem["type"])
    assert problem.get("field") == field
    for words in (problem["title"], problem["detail"]):
        assert re.search(r"[\u4e00-\u9fff]", words), words
    assert not re.search(r"Traceback|Error\b|pydantic|sqlalchemy", problem["detail"])
    return problem
