from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from assistant.batch import run_batch
from assistant.errors import UnknownConversationError
from assistant.models import AskRequest
from assistant.service import Assistant
from assistant.settings import Settings
from index.errors import IndexUnavailableError

WHEN = {"op": "ask", "question": "第四批小巨人网上申报材料什么时候上传", "as_of": "2022-06-20"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data_dir=tmp_path_factory.mktemp("data"), database_url=None, site=None)


@pytest.fixture(scope="module")
def assistant(settings: Settings) -> Assistant:
    return Assistant.open(settings)


@pytest.fixture
def run(assistant: Assistant, settings: Settings) -> Any:
    def run(*requests: dict[str, Any] | str | bytes) -> list[dict[str, Any]]:
        lines = [json.dumps(each) if isinstance(each, dict) else each for each in requests]
        results = list(run_batch(lines, assistant, settings))
        assert not [line for line in results if "\n" in line]
        return [json.loads(line) for line in results]

    return run


def test_each_line_gets_its_result_in_order_and_blank_lines_none(run: Any) -> None:
    search = {"op": "search", "query": "资产负债率", "k": 2, "as_of": "2022-06-20"}
    check = {
        "op": "check",
        "profile": {"debt_ratio": 72},
        "tier": "little_giant",
        "round": 4,
        "as_of": "2022-06-20",
    }
    extract = {"op": "extract", "text": "资产负债率72%", "as_of": "2022-06-20"}
    answer, found, checked, extracted = run(WHEN, "", search, "  \n", check, "\t\r\n", extract)
    assert answer["basis"]["round"] == 4
    assert len(found["results"]) == 2
    assert checked["status"] == "fail"
    assert extracted["profile"] == {"debt_ratio": 72}


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{", "line"),
        (b"\xff\xfe", "line"),
        ("\udcff\udcfe", "line"),
        ("[]", "line"),
        ('{"op": "ask", "op": "ask"}', "op"),
        ("{}", "op"),
        ('{"op": "verify", "text": "a"}', "citations"),
        ('{"op": "dance"}', "op"),
        ('{"op": "ask"}', "question"),
        ('{"op": "ask", "question": "\\u0000"}', "question"),
        ('{"op": "ask", "question": ""}', "question"),
        (json.dumps({"op": "ask", "question": "问" * 10_000}), "question"),
        ('{"op": "ask", "question": "什么是小巨人", "round": 99}', "round"),
        ('{"op": "check", "profile": {"employes": 3}}', "employes"),
        ('{"op": "check", "profile": {"revenue": {"2021": 1e999}}}', "revenue.2021"),
        (" " * 300_000 + "{}", "line"),
    ],
)
def test_a_bad_line_is_one_error_and_the_others_go_on(run: Any, line: str | bytes, field: str) -> None:
    first, bad, last = run(WHEN, line, WHEN)
    assert set(bad) == {"status", "error"}
    assert bad["status"] == "error"
    assert set(bad["error"]) == {"field", "message"}
    assert bad["error"]["field"] == field
    assert bad["error"]["message"]
    assert first["answer"] == last["answer"]


def test_without_an_index_each_line_says_so_and_the_run_ends_with_it(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    nowhere = Settings(data_dir=tmp_path / "file" / "data", database_url="sqlite://", site=None)
    search = json.dumps({"op": "search", "query": "资产负债率"})
    check = json.dumps({"op": "check", "profile": {"debt_ratio": 72}, "round": 4})
    results: list[dict[str, Any]] = []
    with pytest.raises(IndexUnavailableError) as raised:
        for line in run_batch([search, check], Assistant.open(nowhere), nowhere):
            results.append(json.loads(line))
    assert raised.value.exit_code == 3
    assert [result["status"] for result in results] == ["error", "fail"]
    assert results[0]["error"]["field"] == "index_dir"


def test_results_come_as_the_lines_do(assistant: Assistant, settings: Settings) -> None:
    read: list[int] = []

    def lines() -> Any:
        for number in range(3):
            read.append(number)
            yield json.dumps(WHEN)

    results = run_batch(lines(), assistant, settings)
    next(results)
    assert read == [0]


def test_a_label_opens_a_conversation_that_goes_on(run: Any) -> None:
    facts = {"op": "ask", "question": "我们资产负债率62%", "as_of": "2022-06-20"}
    more = {"op": "ask", "question": "那什么时候截止", "as_of": "2022-06-20"}
    first, other, second, alone = run(
        {**facts, "conversation_id": "甲公司"},
        {**more, "conversation_id": "乙公司"},
        {**more, "conversation_id": "甲公司"},
        more,
    )
    assert (first["conversation_id"], second["conversation_id"]) == ("甲公司", "甲公司")
    assert first["profile"] == second["profile"] == {"debt_ratio": 62}
    assert (other["profile"], other["conversation_id"]) == ({}, "乙公司")
    assert (alone["profile"], alone["conversation_id"]) == ({}, None)


def test_a_label_lasts_as_long_as_the_run(run: Any) -> None:
    facts = {"op": "ask", "question": "我们资产负债率62%", "as_of": "2022-06-20", "conversation_id": "甲"}
    more = {"op": "ask", "question": "那什么时候截止", "as_of": "2022-06-20", "conversation_id": "甲"}
    run(facts)
    (later,) = run(more)
    assert later["profile"] == {}


def test_new_opens_a_conversation_whose_id_goes_on(assistant: Assistant, settings: Settings) -> None:
    given_out: list[str] = []

    def lines() -> Any:
        yield json.dumps(
            {"op": "ask", "question": "我们资产负债率62%", "as_of": "2022-06-20", "conversation_id": "new"}
        )
        yield json.dumps(
            {"op": "ask", "question": "什么时候截止", "as_of": "2022-06-20", "conversation_id": given_out[0]}
        )

    for line in run_batch(lines(), assistant, settings):
        answer = json.loads(line)
        given_out.append(answer["conversation_id"])
    assert given_out[0] == given_out[1] != "new"
    assert answer["profile"] == {"debt_ratio": 62}


def test_outside_a_run_a_label_is_unknown(assistant: Assistant, run: Any) -> None:
    run({**WHEN, "conversation_id": "甲"})
    with pytest.raises(UnknownConversationError):
        assistant.ask(AskRequest(question="什么是小巨人", conversation_id="甲"))


def test_an_unforeseen_error_stops_one_line_only(
    run: Any, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_request: object) -> None:
        raise RuntimeError("secret-4711")

    monkeypatch.setattr(assistant, "search", broken)
    bad, good = run({"op": "search", "query": "资产负债率"}, WHEN)
    assert bad["status"] == "error"
    assert "4711" not in json.dumps(bad)
    assert good["basis"]["round"] == 4


lines = (
    st.binary(max_size=60)
    | st.text(max_size=60)
    | st.dictionaries(
        st.sampled_from(["op", "question", "query", "text", "profile", "conversation_id"]),
        st.sampled_from(["ask", "search", "extract", "check", "甲", "new", ""]) | st.text(max_size=10) | st.integers(),
        max_size=4,
    ).map(json.dumps)
)


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.lists(lines, max_size=6))
def test_any_lines_get_one_object_each(
    assistant: Assistant, settings: Settings, given_lines: list[str | bytes]
) -> None:
    results = [json.loads(line) for line in run_batch(given_lines, assistant, settings)]
    assert len(results) == sum(1 for line in given_lines if line.strip())
    assert all(isinstance(result, dict) for result in results)
