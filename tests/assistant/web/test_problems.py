from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assistant.batch import run_batch
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.assistant.web.problem import assert_problem

BODIES: dict[str, dict[str, Any]] = {
    "/api/v1/ask": {"question": "什么是小巨人"},
    "/api/v1/ask/stream": {"question": "什么是小巨人"},
    "/api/v1/check": {"profile": {}},
    "/api/v1/search": {"query": "资产负债率"},
    "/api/v1/extract": {"text": "营收1亿元"},
    "/api/v1/verify": {"text": "资产负债率不高于70%[1]。", "citations": []},
    "/api/v1/feedback": {"trace_id": "t", "question": "什么是小巨人", "liked": True},
}
POSTS = list(BODIES)
GETS = [
    "/api/v1/materials",
    "/api/v1/deadlines",
    "/api/v1/deadlines.ics",
    "/api/v1/documents",
    "/api/v1/documents/measures-2022-63",
    "/api/v1/clauses/measures-2022-63/annex-3/2",
]
JSON = {"content-type": "application/json"}


def test_every_post_route_is_driven(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert {path for path, item in document["paths"].items() if "post" in item} == set(POSTS)


@pytest.mark.parametrize("path", POSTS)
class TestBodies:
    @pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe\x00\x01", b'{"question": NaN}', b"[" * 50_000])
    def test_no_json_is_400(self, client: TestClient, path: str, body: bytes) -> None:
        assert_problem(client.post(path, content=body, headers=JSON), 400, "body")

    @pytest.mark.parametrize("body", [b"[]", b'"question"', b"null", b"5"])
    def test_no_object_is_422(self, client: TestClient, path: str, body: bytes) -> None:
        assert_problem(client.post(path, content=body, headers=JSON), 422, "body")

    @pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/xml"])
    def test_another_content_type_is_415(self, client: TestClient, path: str, media_type: str) -> None:
        response = client.post(path, content=b"{}", headers={"content-type": media_type})
        assert_problem(response, 415, "content-type")

    def test_a_body_over_the_limit_is_413(self, client: TestClient, path: str, settings: Settings) -> None:
        body = json.dumps({"question": "a" * settings.max_request_bytes}).encode()
        assert_problem(client.post(path, content=body, headers=JSON), 413, "body")
        chunks = iter([b" " * 100_000] * 5)
        assert_problem(client.post(path, content=chunks, headers=JSON), 413, "body")

    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH"])
    def test_another_method_is_405(self, client: TestClient, path: str, method: str) -> None:
        response = client.request(method, path)
        assert_problem(response, 405)
        assert response.headers["allow"] == "POST"


@pytest.mark.parametrize("path", POSTS)
def test_an_unknown_field_is_422_and_named(client: TestClient, path: str) -> None:
    assert_problem(client.post(path, json={**BODIES[path], "tire": "little_giant"}), 422, "tire")


@pytest.mark.parametrize("path", POSTS)
def test_a_missing_field_is_422_and_named(client: TestClient, path: str) -> None:
    first = next(iter(BODIES[path]))
    rest = {name: value for name, value in BODIES[path].items() if name != first}
    assert_problem(client.post(path, json=rest), 422, first)


@pytest.mark.parametrize("words", ["", " \n\u3000", "问" * 10_000, "a\x00b", "\x01\x02\x03"])
@pytest.mark.parametrize(
    ("path", "field"),
    [("ask", "question"), ("ask/stream", "question"), ("search", "query"), ("extract", "text")],
)
def test_empty_over_long_and_binary_words_are_422(client: TestClient, path: str, field: str, words: str) -> None:
    assert_problem(client.post(f"/api/v1/{path}", json={field: words}), 422, field)


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"round": 99}, 422, "round"),
        ({"round": 8, "as_of": "2022-06-20"}, 422, "round"),
        ({"round": "4"}, 422, "round"),
        ({"tier": "giant"}, 422, "tier"),
        ({"as_of": "2022-02-30"}, 422, "as_of"),
        ({"op": "search"}, 422, "op"),
        ({"profile": {"revenu": {}}}, 422, "revenu"),
        ({"profile": {"revenue": {"2021": -5}}}, 422, "revenue.2021"),
        ({"conversation_id": "nobody-has-it"}, 404, "conversation_id"),
    ],
)
def test_what_the_assistant_cannot_use_is_named_by_ask_and_its_stream(
    client: TestClient, change: dict[str, Any], status: int, field: str
) -> None:
    body = {"question": "什么是小巨人", **change}
    assert_problem(client.post("/api/v1/ask", json=body), status, field)
    assert_problem(client.post("/api/v1/ask/stream", json=body), status, field)


@pytest.mark.parametrize("path", [path for path in GETS if "deadlines.ics" not in path])
def test_parameters_that_do_not_fit_are_422(client: TestClient, path: str) -> None:
    assert_problem(client.get(path, params={"as_of": "yesterday"}), 422, "as_of")
    assert_problem(client.get(path, params={"colour": "red"}), 422, "colour")
    assert_problem(client.get(path, params=[("lang", "zh"), ("lang", "en")]), 422, "lang")
    assert_problem(client.get(path, params={"site": "a\x00b"}), 422, "site")
    assert_problem(client.post(path), 405)


@pytest.mark.parametrize("path", ["materials", "deadlines", "deadlines.ics", "clauses/measures-2022-63/annex-3/2"])
@pytest.mark.parametrize("number", ["99", "-1", "four", "8"])
def test_a_round_that_is_not_known_on_that_day_is_422(client: TestClient, path: str, number: str) -> None:
    response = client.get(f"/api/v1/{path}", params={"round": number, "as_of": "2022-06-20"})
    assert_problem(response, 422, "round")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("documents/nothing", "id"),
        ("documents/rounds", "id"),
        ("documents/%00", "id"),
        ("documents/measures-2026-2?as_of=2022-06-20", "id"),
        ("clauses/nothing", "id"),
        ("clauses/measures-2022-63", "id"),
        ("clauses/measures-2022-63/", "id"),
        ("clauses/measures-2022-63/art-999", "id"),
        ("clauses/..%2f..%2fetc%2fpasswd", "id"),
        ("clauses/rounds", "id"),
        ("clauses/rounds/8?as_of=2022-06-20", "id"),
        ("clauses/measures-2026-2/ch-1/art-2?as_of=2022-06-20", "id"),
        ("deadlines.ics?id=nothing", "id"),
        ("nothing", None),
        ("", None),
    ],
)
def test_what_is_not_there_is_404(client: TestClient, path: str, field: str | None) -> None:
    assert_problem(client.get(f"/api/v1/{path}"), 404, field)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        *(("POST", path, BODIES[path]) for path in POSTS if "feedback" not in path),
        *(("GET", path, None) for path in GETS),
    ],
)
def test_an_unknown_site_is_a_problem_that_names_it(
    client: TestClient, method: str, path: str, body: dict[str, Any] | None
) -> None:
    if body is None:
        response = client.request(method, path, params={"site": "nowhere"})
    else:
        response = client.request(method, path, json={**body, "site": "nowhere"})
    assert response.status_code in (404, 422, 501), response.text
    assert_problem(response, response.status_code, "site")


def test_an_unforeseen_error_is_500_without_its_words(
    assistant: Assistant, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise RuntimeError("secret-4711")

    for name in ("ask", "check", "search", "extract", "materials", "deadlines", "library"):
        monkeypatch.setattr(assistant, name, broken)
    with TestClient(create_app(assistant, settings, pages=False)) as client:
        for path in ("ask", "ask/stream", "check", "search", "extract"):
            response = client.post(f"/api/v1/{path}", json=BODIES[f"/api/v1/{path}"])
            assert_problem(response, 500)
            assert "4711" not in response.text
            assert response.headers["x-content-type-options"] == "nosniff"
        for path in GETS:
            assert_problem(client.get(path), 500)
        counted = client.get("/metrics").text
    assert 'zjtx_http_requests_total{method="POST",route="/api/v1/ask",status="500"} 1.0' in counted


def test_a_store_that_fails_is_503(assistant: Assistant, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import text

    from assistant.store import Store

    store = Store(Settings(database_url="sqlite://"))
    with store.database.session() as session:
        session.execute(text("DROP TABLE traces"))
    monkeypatch.setattr(assistant, "store", store)
    with TestClient(create_app(assistant, settings, pages=False)) as client:
        assert_problem(client.post("/api/v1/feedback", json=BODIES["/api/v1/feedback"]), 503)


def test_a_batch_line_names_the_same_field_in_the_same_words(
    client: TestClient, assistant: Assistant, settings: Settings
) -> None:
    for change in ({"question": ""}, {"round": 99}, {"tire": 1}, {"question": "a\x00"}, {"as_of": "x"}):
        body = {"question": "什么是小巨人", **change}
        (line,) = run_batch([json.dumps({"op": "ask", **body})], assistant, settings)
        problem = client.post("/api/v1/ask", json=body).json()
        assert json.loads(line) == {
            "status": "error",
            "error": {"field": problem["field"], "message": problem["detail"]},
        }


# whatever is sent

texts = st.text(max_size=30) | st.sampled_from(["new", "little_giant", "2022-06-20", "第四批什么时候截止", ""])
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
profiles = st.dictionaries(
    st.sampled_from(["revenue", "employees", "recognitions", "debt_ratio", "name", "product_field"]) | texts,
    values | st.dictionaries(st.sampled_from(["2021", "2020", "x"]), values, max_size=2),
    max_size=3,
)
fields = st.fixed_dictionaries(
    {},
    optional={
        "op": st.sampled_from(["ask", "check", "search", "extract"]) | values,
        "question": texts | values,
        "query": texts | values,
        "text": texts | values,
        "profile": profiles | values,
        "tier": st.sampled_from(["innovative", "specialized", "little_giant"]) | values,
        "round": st.integers(0, 10) | values,
        "track": st.sampled_from(["new", "review"]) | values,
        "as_of": st.dates().map(str) | values,
        "k": values,
        "lang": values,
        "site": values,
        "conversation_id": texts | values,
        "trace_id": values,
        "liked": values,
        "citations": values,
        "other": values,
    },
)
WORST = 300


@hypothesis_settings(max_examples=WORST, deadline=None)
@given(path=st.sampled_from(POSTS), chosen=fields, sparse=st.booleans())
def test_any_object_is_answered_or_refused_but_never_500(
    client: TestClient, path: str, chosen: dict[str, Any], sparse: bool
) -> None:
    body = chosen if not sparse else {**BODIES[path], **dict(list(chosen.items())[:2])}
    text = json.dumps(body, allow_nan=True).encode("utf-8", "surrogatepass")
    _settled(client.post(path, content=text, headers=JSON))


@hypothesis_settings(max_examples=100, deadline=None)
@given(path=st.sampled_from(POSTS), body=st.binary(max_size=300))
def test_any_bytes_are_refused_but_never_500(client: TestClient, path: str, body: bytes) -> None:
    _settled(client.post(path, content=body, headers=JSON))


@hypothesis_settings(max_examples=150, deadline=None)
@given(
    path=st.sampled_from(GETS)
    | st.text(max_size=20).map(lambda text: f"/api/v1/clauses/{httpx.QueryParams({'': text})}"),
    params=st.dictionaries(
        st.sampled_from(["round", "as_of", "track", "role", "tier", "site", "lang", "id"]) | texts,
        texts | st.integers(-1, 10).map(str) | st.sampled_from(["review", "province", "specialized"]),
        max_size=4,
    ),
)
def test_any_parameters_are_answered_or_refused_but_never_500(
    client: TestClient, path: str, params: dict[str, str]
) -> None:
    _settled(client.get(path, params=params))


def _settled(response: httpx.Response) -> None:
    if response.status_code < 300:
        return
    assert response.status_code in (400, 404, 409, 413, 415, 422, 501), response.text
    problem = json.loads(response.content)
    assert_problem(response, response.status_code, problem.get("field"))
