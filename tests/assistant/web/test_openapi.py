from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.models import AskRequest
from assistant.web.openapi import words

CONTRACT = {
    **{f"/api/v1/{name}": "post" for name in ("ask", "ask/stream", "check", "search", "extract", "verify")},
    **{
        f"/api/v1/{name}": "get"
        for name in (
            "materials",
            "deadlines",
            "documents",
            "documents/{id}",
            "clauses/{id}",
            "healthz",
            "readyz",
            "metrics",
        )
    },
}
ADDED = {"/api/v1/feedback": "post", "/api/v1/deadlines.ics": "get", "/api/v1/trace/{id}": "get", "/api/v1/sites/{name}": "get"}


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    loaded: dict[str, Any] = client.get("/openapi.json").json()
    return loaded


def test_the_document_names_the_contracts_routes_and_what_was_added(document: dict[str, Any]) -> None:
    routes = {(path, method) for path, item in document["paths"].items() for method in item}
    assert routes == set({**CONTRACT, **ADDED}.items())


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    def references(node: Any) -> list[str]:
        if isinstance(node, dict):
            own = [node["$ref"]] if "$ref" in node else []
            return own + [found for value in node.values() for found in references(value)]
        return [found for item in node for found in references(item)] if isinstance(node, list) else []

    found = references(document)
    assert found
    for reference in found:
        node: Any = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


def test_bodies_are_the_models_and_errors_are_problems(document: dict[str, Any]) -> None:
    ask = document["paths"]["/api/v1/ask"]["post"]
    assert ask["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/AskRequest"}
    assert set(document["components"]["schemas"]["AskRequest"]["properties"]) == set(AskRequest.model_fields)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert operation["summary"]
            errors = {status for status in operation["responses"] if status >= "400"}
            for status in errors:
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"]
            if method == "post":
                assert errors >= {"400", "413", "415", "422"}, path


def test_parameters_of_the_path_and_of_the_query_are_both_named(document: dict[str, Any]) -> None:
    parameters = document["paths"]["/api/v1/clauses/{id}"]["get"]["parameters"]
    assert {(entry["name"], entry["in"]) for entry in parameters} == {
        ("id", "path"), ("as_of", "query"), ("site", "query"), ("lang", "query"),
        ("tier", "query"), ("track", "query"), ("round", "query"),
    }  # fmt: skip


def test_the_words_are_of_routes_that_are_there(document: dict[str, Any]) -> None:
    summaries = {operation["summary"] for item in document["paths"].values() for operation in item.values()}
    assert summaries == {route.summary for route in words().routes.values()}


@pytest.mark.parametrize("path", ["ask", "check", "search", "extract", "feedback"])
def test_every_example_is_answered(client: TestClient, document: dict[str, Any], path: str) -> None:
    content = document["paths"][f"/api/v1/{path}"]["post"]["requestBody"]["content"]["application/json"]
    assert content["examples"]
    for example in content["examples"].values():
        expected = (404,) if path == "feedback" else (200, 204)  # an example names no answer that was given
        assert client.post(f"/api/v1/{path}", json=example["value"]).status_code in expected
