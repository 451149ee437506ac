from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from assistant.models import AskRequest, CheckRequest, ExtractRequest, SearchRequest
from assistant.service import Assistant
from assistant.web.openapi import words
from corpus.library import Library, load_library
from corpus.terms import Tier, Track
from tests.assistant.web.problem import assert_problem

ANSWER_KEYS = {
    "answer", "kind", "status", "origin", "as_of", "basis", "citations", "check", "profile", "follow_ups",
    "missing", "conversation_id", "trace_id", "elapsed_ms",
}  # fmt: skip
CITATION_KEYS = {
    "mark", "clause_id", "document", "number", "label", "quote", "provenance", "in_force", "applies",
}  # fmt: skip
BASIS_KEYS = {"tier", "track", "round", "standard", "in_force_from", "in_force_to"}
WHEN = {"question": "第四批小巨人网上申报材料什么时候上传", "as_of": "2022-06-20"}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def _settled(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what differs from call to call."""
    return {key: value for key, value in answer.items() if key not in ("trace_id", "elapsed_ms")}


def _events(response: httpx.Response) -> list[tuple[str, dict[str, Any]]]:
    assert response.headers["content-type"].startswith("text/event-stream")
    events = []
    for block in response.text.strip().split("\n\n"):
        name, data = block.split("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


# ask


def test_an_answer_has_the_contracts_shape_and_quotes_word_for_word(client: TestClient, library: Library) -> None:
    response = client.post("/api/v1/ask", json=WHEN)
    assert response.status_code == 200
    answer = response.json()
    assert set(answer) >= ANSWER_KEYS
    assert set(answer["basis"]) == BASIS_KEYS
    assert (answer["status"], answer["kind"], answer["as_of"]) == ("answered", "deadline", "2022-06-20")
    assert (answer["basis"]["round"], answer["conversation_id"]) == (4, None)
    assert "6月21日" in answer["answer"]
    assert "6月28日" in answer["answer"]
    assert answer["citations"]
    for citation in answer["citations"]:
        assert set(citation) == CITATION_KEYS
        assert citation["quote"] in library.clause(citation["clause_id"]).text
        assert f"[{citation['mark']}]" in answer["answer"]


def test_the_answer_is_the_assistants_own(client: TestClient, assistant: Assistant) -> None:
    own = assistant.ask(AskRequest(question=WHEN["question"], as_of=date(2022, 6, 20))).model_dump(mode="json")
    assert _settled(client.post("/api/v1/ask", json=WHEN).json()) == _settled(own)


def test_the_stream_brings_the_same_answer_in_pieces(client: TestClient) -> None:
    events = _events(client.post("/api/v1/ask/stream", json=WHEN))
    whole = client.post("/api/v1/ask", json=WHEN).json()
    assert [name for name, _ in events] == ["delta"] * (len(events) - 1) + ["answer"]
    assert len(events) > 2
    assert "".join(data["text"] for name, data in events if name == "delta") == whole["answer"]
    assert _settled(events[-1][1]) == _settled(whole)


def test_the_op_may_stand_in_the_body(client: TestClient) -> None:
    with_op = client.post("/api/v1/ask", json={"op": "ask", **WHEN})
    assert _settled(with_op.json()) == _settled(client.post("/api/v1/ask", json=WHEN).json())


def test_markup_in_a_question_is_answered_politely_and_kept_as_text(client: TestClient) -> None:
    for question in ("<script>alert(1)</script>", "'; DROP TABLE conversations; --", "？？？？", "😀😀😀"):
        response = client.post("/api/v1/ask", json={"question": question})
        assert response.status_code == 200
        assert response.json()["status"] == "refused"
        assert not response.json()["citations"] and response.headers["content-type"] == "application/json"
        assert "<script>" not in response.json()["answer"]


def test_a_conversation_goes_on_under_its_id(client: TestClient) -> None:
    first = client.post(
        "/api/v1/ask", json={"question": "我们资产负债率62%", "as_of": "2022-06-20", "conversation_id": "new"}
    ).json()
    assert len(first["conversation_id"]) >= 32
    second = client.post(
        "/api/v1/ask",
        json={
            "question": "那什么时候截止",
            "as_of": "2022-06-20",
            "conversation_id": first["conversation_id"],
            "profile": {"employees": 300},
        },
    ).json()
    assert second["conversation_id"] == first["conversation_id"]
    assert second["profile"] == {"debt_ratio": 62, "employees": 300}
    other = client.post("/api/v1/ask", json={**WHEN, "conversation_id": "new"}).json()
    assert other["conversation_id"] != first["conversation_id"]
    assert other["profile"] == {}


def test_questions_asked_at_once_do_not_mix(client: TestClient) -> None:
    def ask(number: int) -> tuple[int, dict[str, Any]]:
        body = {
            "question": f"我司资产负债率{number}%，这一条行不行",
            "tier": "little_giant",
            "round": 4,
            "as_of": "2022-06-20",
            "conversation_id": "new",
        }
        return number, client.post("/api/v1/ask", json=body).json()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(61, 77)))
    for number, answer in answers:
        assert answer["profile"] == {"debt_ratio": number}
    assert len({answer["conversation_id"] for _, answer in answers}) == 16
    assert len({answer["trace_id"] for _, answer in answers}) == 16


# check, search, extract


def test_search_ranks_clauses(client: TestClient, assistant: Assistant) -> None:
    body = {"query": "资产负债率不高于70%", "k": 3, "as_of": "2022-06-20"}
    found = client.post("/api/v1/search", json=body).json()
    own = assistant.search(SearchRequest(query=body["query"], k=3, as_of=date(2022, 6, 20)))
    assert found == own.model_dump(mode="json")
    assert [hit["rank"] for hit in found["results"]] == [1, 2, 3]
    assert any("70%" in hit["text"] for hit in found["results"])


def test_check_and_extract_give_the_assistants_own_result(client: TestClient, assistant: Assistant) -> None:
    for path, model in (("check", CheckRequest), ("extract", ExtractRequest)):
        for example in words().routes[path].examples.values():
            request = model.model_validate(example.value)
            own = getattr(assistant, path)(request).to_json()
            assert client.post(f"/api/v1/{path}", json=example.value).json() == json.loads(json.dumps(own))


# materials, deadlines


def test_deadlines_of_the_fourth_round(client: TestClient) -> None:
    found = client.get("/api/v1/deadlines", params={"round": 4, "as_of": "2022-06-20"}).json()
    assert found["as_of"] == "2022-06-20"
    upload = next(item for item in found["items"] if item["from"] == "2022-06-21")
    assert (upload["to"], upload["state"], upload["days_left"]) == ("2022-06-28", "upcoming", 8)


def test_deadlines_as_a_calendar(client: TestClient) -> None:
    params = {"round": 4, "as_of": "2022-06-20"}
    response = client.get("/api/v1/deadlines.ics", params=params)
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "attachment" in response.headers["content-disposition"]
    days = {event.start for event in Calendar.from_ical(response.content).events}
    assert {date(2022, 6, 21), date(2022, 6, 28)} <= days
    first = client.get("/api/v1/deadlines", params=params).json()["items"][0]["id"]
    one = client.get("/api/v1/deadlines.ics", params={**params, "id": first})
    assert len(Calendar.from_ical(one.content).events) < len(Calendar.from_ical(response.content).events)


def test_materials_of_the_fourth_round_and_of_one_without_a_list(client: TestClient) -> None:
    known = client.get("/api/v1/materials", params={"round": 4, "role": "enterprise", "as_of": "2022-06-20"}).json()
    assert (known["track"], known["role"], known["round"]) == ("new", "enterprise", 4)
    assert known["items"]
    assert known["items"][0]["citation"]["clause_id"].startswith("notice-2022-133/")
    unknown = client.get("/api/v1/materials", params={"round": 8, "as_of": "2026-05-01"}).json()
    assert (unknown["items"], unknown["known"]) == ([], False)
    assert unknown["note"]


# documents, clauses


def test_documents_are_those_published_by_the_day(client: TestClient) -> None:
    now = client.get("/api/v1/documents").json()["documents"]
    then = client.get("/api/v1/documents", params={"as_of": "2022-06-20"}).json()
    ids = {entry["id"] for entry in now}
    assert {"measures-2022-63", "measures-2026-2", "notice-2022-133"} <= ids
    assert "measures-2026-2" not in {entry["id"] for entry in then["documents"]}
    old = next(entry for entry in then["documents"] if entry["id"] == "measures-2022-63")
    assert (old["in_force"], old["in_force_from"]) == (False, "2022-08-01")


def test_a_document_is_its_text_with_its_clauses_in_place(client: TestClient, library: Library) -> None:
    for document in library.documents():
        shown = client.get(f"/api/v1/documents/{document.id}").json()
        assert shown["text"] == document.text
        for clause in shown["clauses"]:
            assert document.text[clause["start"] : clause["end"]].rstrip() == library.clause(clause["id"]).text


def test_every_clause_can_be_opened_and_paged_through(client: TestClient, library: Library) -> None:
    for document_id in ("measures-2026-2", "rounds"):
        clauses = [clause for clause in library.clauses if clause.document_id == document_id]
        walked, current = [], clauses[0].id
        while current:
            shown = client.get(f"/api/v1/clauses/{current}").json()
            clause = library.clause(current)
            assert (shown["id"], shown["text"], shown["own_text"]) == (current, clause.text, clause.own_text)
            assert (shown["label"], shown["chain"]) == (clause.label, list(clause.chain))
            assert shown["prev"] == (walked[-1] if walked else None)
            walked.append(current)
            current = shown["next"]
        assert walked == [clause.id for clause in clauses]


@pytest.mark.parametrize("clause_id", ["measures-2022-63/annex-3/2", "measures-2022-63/ch-3/有效期与复核", "rounds/4"])
@pytest.mark.parametrize(
    ("tier", "track", "day"), [("little_giant", "new", "2022-06-20"), ("innovative", "new", "2026-05-01")]
)
def test_a_clause_applies_as_the_library_says(
    client: TestClient, library: Library, clause_id: str, tier: str, track: str, day: str
) -> None:
    params = {"tier": tier, "track": track, "as_of": day}
    shown = client.get(f"/api/v1/clauses/{clause_id}", params=params).json()
    basis = library.basis(Tier(tier), Track(track), date.fromisoformat(day))
    cited = library.cite(clause_id, basis=basis, as_of=date.fromisoformat(day))
    assert (shown["applies"], shown["in_force"]) == (cited.applies, cited.in_force)
    assert (shown["document"], shown["number"]) == (cited.document, cited.number)
    assert shown["provenance"] == cited.provenance


def test_a_clause_names_what_it_refers_to_as_far_as_it_was_published(client: TestClient) -> None:
    path = "/api/v1/clauses/measures-2026-2/附则"
    found = client.get(path).json()
    document = client.get("/api/v1/documents/measures-2026-2").json()
    assert found["references"]
    for reference in found["references"]:
        assert document["text"][reference["start"] : reference["end"]] == reference["text"]
    targets = [reference["target"] for reference in found["references"] if reference["target"]]
    assert "measures-2022-63/annex-1" in targets
    for target in targets:
        kind = "clauses" if "/" in target else "documents"
        assert client.get(f"/api/v1/{kind}/{target}").status_code == 200


# feedback, probes, figures


def test_feedback_is_kept_with_the_answers_trace(client: TestClient, assistant: Assistant) -> None:
    answer = client.post("/api/v1/ask", json=WHEN).json()
    body = {
        "trace_id": answer["trace_id"],
        "question": WHEN["question"],
        "liked": False,
        "reason": "日期不清楚",
    }
    assert client.post("/api/v1/feedback", json=body).status_code == 204
    kept = assistant.store.feedback.all()[-1]
    assert (kept.trace_id, kept.question, kept.liked, kept.reason) == tuple(body.values())
    assert_problem(client.post("/api/v1/feedback", json={**body, "liked": "no"}), 422, "liked")
    assert_problem(client.post("/api/v1/feedback", json={**body, "reason": "长" * 2001}), 422, "reason")
    assert_problem(client.post("/api/v1/feedback", json={**body, "trace_id": ""}), 422, "trace_id")
    assert_problem(client.post("/api/v1/feedback", json={**body, "trace_id": "0" * 32}), 404, "id")


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_probes_and_figures_stand_at_both_addresses(client: TestClient, prefix: str) -> None:
    assert client.get(f"{prefix}/healthz").json() == {"status": "ok"}
    assert client.get(f"{prefix}/readyz").json() == {"status": "ready"}
    assert client.get(f"{prefix}/metrics").headers["content-type"].startswith("text/plain; version=0.0.4")


def _figure(client: TestClient, line: str) -> float:
    match = re.search(rf"^{re.escape(line)} ([0-9.e+]+)$", client.get("/metrics").text, re.MULTILINE)
    return float(match[1]) if match else 0.0


def test_figures_count_requests_by_route_and_answers_by_outcome(client: TestClient) -> None:
    ok = 'zjtx_http_requests_total{method="POST",route="/api/v1/ask",status="200"}'
    timed = 'zjtx_http_request_duration_seconds_count{route="/api/v1/ask"}'
    bad = 'zjtx_http_requests_total{method="POST",route="/api/v1/ask",status="422"}'
    clause = 'zjtx_http_requests_total{method="GET",route="/api/v1/clauses/{id:path}",status="404"}'
    before = [_figure(client, line) for line in (ok, timed, bad, clause)]
    answer = client.post("/api/v1/ask", json=WHEN).json()
    outcome = 'zjtx_answers_total{{kind="{kind}",origin="{origin}",status="{status}"}}'.format(**answer)
    counted = _figure(client, outcome)
    client.post("/api/v1/ask", json={"question": ""})
    client.get("/api/v1/clauses/这是/某人/的地址")
    client.post("/api/v1/ask/stream", json=WHEN)
    after = [_figure(client, line) for line in (ok, timed, bad, clause)]
    assert after == [before[0] + 1, before[1] + 2, before[2] + 1, before[3] + 1]
    assert _figure(client, outcome) == counted + 1
    assert "某人" not in client.get("/metrics").text


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/healthz", "/api/v1/documents", "/api/v1/deadlines?round=4"])
def test_head_is_get_without_a_body(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code == 200
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.content == b""


def test_head_of_what_takes_only_a_body_is_refused(client: TestClient) -> None:
    assert client.head("/api/v1/ask").status_code == 405
