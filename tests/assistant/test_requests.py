from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import RequestError
from assistant.models import AskRequest, CheckRequest, ClauseRequest, MaterialsRequest, SearchRequest
from assistant.requests import OPERATIONS, parse_as, parse_query, parse_request, read_object
from assistant.rules.errors import ProfileError
from assistant.rules.profile import Profile
from assistant.settings import Settings
from corpus.errors import ZjtxError
from corpus.terms import Tier, Track

SETTINGS = Settings(max_question_chars=2000, max_text_chars=8000)
ASK = {"op": "ask", "question": "什么是小巨人"}


def parse(**data: Any) -> Any:
    return parse_request(data, SETTINGS)


# reading JSON


@pytest.mark.parametrize(
    ("data", "status", "key"),
    [
        (b"", 400, "json"),
        (b"{", 400, "json"),
        (b"{'question': 1}", 400, "json"),
        (b"\xff\xfe\x00", 400, "json_encoding"),
        ("小巨人".encode("gb18030"), 400, "json_encoding"),
        (b'{"round": NaN}', 400, "json_number"),
        (b'{"round": -Infinity}', 400, "json_number"),
        (b"[" * 100_000, 400, "json_depth"),
        (b'{"a":' * 100_000, 400, "json_depth"),
        (b'{"question": "a", "question": "b"}', 400, "json_duplicate"),
        (b'{"profile": {"employees": 1, "employees": 2}}', 400, "json_duplicate"),
        (b"[]", 422, "not_object"),
        (b"null", 422, "not_object"),
        (b'"ask"', 422, "not_object"),
    ],
)
def test_what_is_no_json_object_is_refused(data: bytes, status: int, key: str) -> None:
    with pytest.raises(RequestError) as raised:
        read_object(data)
    assert (raised.value.http_status, raised.value.key) == (status, key)
    assert raised.value.field


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 5000, "-" + "9" * 5000])
def test_an_endless_number_is_left_to_the_field_that_refuses_it_by_name(number: str) -> None:
    with pytest.raises(RequestError) as raised:
        parse_as(AskRequest, read_object(f'{{"question": "什么是小巨人", "round": {number}}}'), SETTINGS)
    assert raised.value.field == "round"
    with pytest.raises(ProfileError) as refused:
        Profile.parse(read_object(f'{{"revenue": {{"2021": {number}}}}}'))
    assert refused.value.field == "revenue.2021"


def test_a_byte_order_mark_is_no_matter() -> None:
    assert read_object(b'\xef\xbb\xbf{"op": "ask"}') == read_object('\ufeff{"op": "ask"}') == {"op": "ask"}


@given(st.binary(max_size=200))
def test_any_bytes_are_an_object_or_a_request_error(data: bytes) -> None:
    try:
        assert isinstance(read_object(data), dict)
    except RequestError as error:
        assert error.http_status in (400, 422)


# a good request


def test_every_field_of_a_question_arrives() -> None:
    request = parse(
        **ASK,
        profile={"employees": 5},
        tier="specialized",
        round=4,
        track="review",
        as_of="2022-06-20",
        conversation_id="new",
        site=None,
        lang="en",
    )
    assert request == AskRequest(
        question="什么是小巨人",
        profile={"employees": 5},
        tier=Tier.SPECIALIZED,
        round=4,
        track=Track.REVIEW,
        as_of=date(2022, 6, 20),
        conversation_id="new",
        site=None,
        lang="en",
    )


@pytest.mark.parametrize(
    "question",
    [
        "？？？？？？",
        "😀😀",
        "'; DROP TABLE conversations; --",
        "<script>alert(1)</script>",
        "第一行\n第二行\t表格\r\n\x0b\x0c末行",
        "a" * 2000,
        "\u2800",
        "\ufffd",
    ],
)
def test_any_other_text_is_a_question(question: str) -> None:
    assert parse(op="ask", question=question).question == question


days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
texts = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=50)
questions = st.builds(
    AskRequest,
    question=texts,
    profile=st.none() | st.dictionaries(texts, st.integers() | st.booleans() | st.none() | texts, max_size=3),
    tier=st.none() | st.sampled_from(Tier),
    track=st.none() | st.sampled_from(Track),
    round=st.none() | st.integers(),
    as_of=st.none() | days,
    conversation_id=st.none() | texts,
    site=st.none() | texts,
    lang=st.none() | st.sampled_from(["zh", "en"]),
)


@given(questions)
def test_a_request_written_out_is_read_back(request: AskRequest) -> None:
    written = request.model_dump_json(exclude_none=True)
    assert parse_as(AskRequest, read_object(written), SETTINGS) == request


# a bad one


@pytest.mark.parametrize(
    ("change", "field", "key"),
    [
        ({"question": ""}, "question", "empty"),
        ({"question": " \n\u3000"}, "question", "empty"),
        ({"question": "\u200b\ufeff"}, "question", "empty"),
        ({"question": "a" * 2001}, "question", "too_long"),
        ({"question": "问" * 10_000}, "question", "too_long"),
        ({"question": "a\x00b"}, "question", "binary"),
        ({"question": "\x1b[31m红"}, "question", "binary"),
        ({"question": "\udcff\udcfe"}, "question", "binary"),
        ({"question": "\x80\x9f"}, "question", "binary"),
        ({"question": None}, "question", "string"),
        ({"question": 5}, "question", "string"),
        ({"question": ["a"]}, "question", "string"),
        ({"profile": []}, "profile", "object"),
        ({"profile": "x"}, "profile", "object"),
        ({"profile": {"name": "a\x00"}}, "profile.name", "binary"),
        ({"profile": {"a\x00": 1}}, "profile", "binary"),
        ({"profile": {"recognitions": [{"on": "\x01"}]}}, "profile.recognitions.0.on", "binary"),
        ({"tier": "giant"}, "tier", "choice"),
        ({"tier": 3}, "tier", "choice"),
        ({"track": "NEW"}, "track", "choice"),
        ({"lang": "fr"}, "lang", "choice"),
        ({"round": "4"}, "round", "integer"),
        ({"round": 4.5}, "round", "integer"),
        ({"round": True}, "round", "integer"),
        ({"as_of": "2022-02-30"}, "as_of", "date"),
        ({"as_of": "2022-6-20"}, "as_of", "date"),
        ({"as_of": "2022-06-20T00:00:00"}, "as_of", "date"),
        ({"as_of": "0001-01-01"}, "as_of", "date"),
        ({"as_of": 1655683200}, "as_of", "date"),
        ({"site": 5}, "site", "string"),
        ({"tire": "little_giant"}, "tire", "unknown_field"),
        ({"questions": "a", "round": "x"}, "questions", "unknown_field"),
        ({"op": "query"}, "op", "op_unknown"),
        ({"op": None}, "op", "op_missing"),
        ({"op": ["ask"]}, "op", "op_unknown"),
        ({"op": "ASK"}, "op", "op_unknown"),
    ],
)
def test_a_bad_field_is_named(change: dict[str, Any], field: str, key: str) -> None:
    with pytest.raises(RequestError) as raised:
        parse(**{**ASK, **change})
    assert (raised.value.field, raised.value.key) == (field, key)
    assert len(raised.value.message) < 200


@pytest.mark.parametrize(
    ("data", "field", "key"),
    [
        ({}, "op", "op_missing"),
        ({"op": "ask"}, "question", "missing_field"),
        ({"op": "check"}, "profile", "missing_field"),
        ({"op": "check", "profile": None}, "profile", "object"),
        ({"op": "search"}, "query", "missing_field"),
        ({"op": "search", "query": "a", "k": 0}, "k", "bounds"),
        ({"op": "search", "query": "a", "k": 51}, "k", "bounds"),
        ({"op": "search", "query": "a", "k": "5"}, "k", "integer"),
        ({"op": "extract"}, "text", "missing_field"),
        ({"op": "extract", "text": "问" * 10_000}, "text", "too_long"),
        ({"op": "check", "question": "a", "profile": {}}, "question", "unknown_field"),
    ],
)
def test_each_operation_has_its_own_fields(data: dict[str, Any], field: str, key: str) -> None:
    with pytest.raises(RequestError) as raised:
        parse_request(data, SETTINGS)
    assert (raised.value.field, raised.value.key) == (field, key)


def test_an_op_beside_the_route_must_be_the_routes() -> None:
    assert parse_as(SearchRequest, {"op": "search", "query": "a"}, SETTINGS).query == "a"
    with pytest.raises(RequestError) as raised:
        parse_as(SearchRequest, {"op": "ask", "query": "a"}, SETTINGS)
    assert raised.value.field == "op"


def test_a_message_shows_little_of_what_was_sent() -> None:
    with pytest.raises(RequestError) as raised:
        parse(**ASK, **{"x" * 5000: 1})
    assert len(raised.value.message) < 100


def test_the_operations_are_those_of_the_contract() -> None:
    assert list(OPERATIONS) == ["ask", "check", "search", "extract", "verify"]
    assert OPERATIONS["check"] is CheckRequest


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=10,
)
FIELDS = [
    "question",
    "query",
    "text",
    "citations",
    "profile",
    "tier",
    "round",
    "track",
    "as_of",
    "conversation_id",
    "site",
    "k",
]
objects = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=10), json_values, max_size=6).flatmap(
    lambda data: st.sampled_from([*OPERATIONS, "nope"]).map(lambda op: {**data, "op": op})
)


@given(objects)
def test_any_object_is_a_request_or_a_typed_error_with_a_field(data: dict[str, Any]) -> None:
    try:
        request = parse_request(data, SETTINGS)
    except ZjtxError as error:
        assert error.field is not None
        assert error.http_status in (422, 501)
        json.dumps(error.message)
    else:
        assert type(request) is OPERATIONS[data["op"]]


# addresses


def test_parameters_are_read_as_what_they_stand_for() -> None:
    request = parse_query(MaterialsRequest, [("round", "4"), ("role", "province"), ("as_of", "2022-06-20")], SETTINGS)
    assert request == MaterialsRequest(round=4, role="province", as_of=date(2022, 6, 20))


@pytest.mark.parametrize(
    ("pairs", "field"),
    [
        ([("round", "four")], "round"),
        ([("round", "4.5")], "round"),
        ([("round", "")], "round"),
        ([("role", "city")], "role"),
        ([("as_of", "today")], "as_of"),
        ([("round", "4"), ("round", "5")], "round"),
        ([("op", "materials")], "op"),
        ([("page", "1")], "page"),
        ([("site", "a\x00")], "site"),
    ],
)
def test_a_bad_parameter_is_named(pairs: list[tuple[str, str]], field: str) -> None:
    with pytest.raises(RequestError) as raised:
        parse_query(MaterialsRequest, pairs, SETTINGS)
    assert raised.value.field == field


def test_a_clause_may_be_seen_from_a_round() -> None:
    assert parse_query(ClauseRequest, [("tier", "innovative"), ("round", "7")], SETTINGS).round == 7
