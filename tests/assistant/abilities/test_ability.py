"""One definition of each ability: names, schemas that fit what is accepted, results of the contract, errors as data."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError, validate

from assistant.abilities.ability import ABILITIES, call, named
from assistant.abilities.schema import argument_schema, profile_schema
from assistant.errors import RequestError
from assistant.models import AskRequest, CheckRequest, DeadlinesRequest, ExtractRequest, MaterialsRequest, SearchRequest
from assistant.requests import OPERATIONS, parse_as
from assistant.rules.errors import ProfileError
from assistant.rules.fields import catalogue
from assistant.rules.profile import Profile
from assistant.service import Assistant
from corpus.errors import ZjtxError

RIGHT: dict[str, dict[str, Any]] = {
    "answer": {"question": "第四批小巨人网上申报材料什么时候上传", "as_of": "2022-06-20"},
    "search_clauses": {"query": "资产负债率不高于70%", "k": 3, "as_of": "2022-06-20"},
    "check_eligibility": {"profile": {"debt_ratio": 72}, "tier": "little_giant", "round": 4, "as_of": "2022-06-20"},
    "extract_profile": {"text": "我司2021年营收1.2亿元，资产负债率62%", "as_of": "2022-06-20"},
    "list_deadlines": {"round": 4, "as_of": "2022-06-20"},
    "list_materials": {"role": "enterprise", "round": 4, "as_of": "2022-06-20"},
}
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("answer", {}, "question"),
    ("answer", {"question": "  "}, "question"),
    ("answer", {"question": "什么是小巨人", "tier": "大巨人"}, "tier"),
    ("answer", {"question": "什么是小巨人", "conversation_id": "nobody"}, "conversation_id"),
    ("answer", {"question": "什么是小巨人\x00"}, "question"),
    ("search_clauses", {"query": "条件", "k": 500}, "k"),
    ("search_clauses", {"query": "条件", "limit": 3}, "limit"),
    ("check_eligibility", {"profile": {"debt_ratio": "很高"}}, "debt_ratio"),
    ("check_eligibility", {"profile": {"debt_ration": 3}}, "debt_ration"),
    ("extract_profile", {"text": "营收一亿", "as_of": "昨天"}, "as_of"),
    ("list_deadlines", {"round": 99}, "round"),
    ("list_materials", {"role": "boss"}, "role"),
    ("list_materials", {"site": "nowhere"}, "site"),
    ("search_clauses", {"query": "长" * 300_000}, "arguments"),
    ("no_such_thing", {}, "name"),
]


def test_each_ability_is_named_once_and_said_in_words() -> None:
    names = [ability.name for ability in ABILITIES]
    assert len(names) == len(set(names)) == 7
    for ability in ABILITIES:
        assert ability.title != ability.name
        assert len(ability.description) > 20
        Draft202012Validator.check_schema(ability.arguments())


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_call_gives_the_contracts_object(assistant: Assistant, name: str) -> None:
    validate(RIGHT[name], named(name).arguments())
    outcome = call(assistant, name, RIGHT[name])
    assert not outcome.failed
    assert json.loads(outcome.text) == outcome.result


def test_results_are_those_of_the_other_faces(assistant: Assistant) -> None:
    answered = call(assistant, "answer", RIGHT["answer"]).result
    assert "6月28日" in answered["answer"]
    assert answered["citations"][0]["clause_id"]
    hits = call(assistant, "search_clauses", RIGHT["search_clauses"]).result["results"]
    assert hits[0]["clause_id"] == "measures-2022-63/annex-3/2"
    checked = call(assistant, "check_eligibility", RIGHT["check_eligibility"]).result
    assert checked["status"] == "fail"
    assert call(assistant, "extract_profile", RIGHT["extract_profile"]).result["profile"] == {"debt_ratio": 62, "revenue": {"2021": 12000}}
    assert call(assistant, "list_deadlines", RIGHT["list_deadlines"]).result["items"]
    assert call(assistant, "list_materials", RIGHT["list_materials"]).result["items"]


@pytest.mark.parametrize(("name", "arguments", "field"), WRONG, ids=lambda each: str(each)[:40])
def test_a_bad_call_names_the_argument_and_what_to_do(assistant: Assistant, name: str, arguments: dict[str, Any], field: str) -> None:
    outcome = call(assistant, name, arguments)
    assert outcome.failed
    assert outcome.result["status"] == "error"
    assert outcome.result["error"]["field"] == field
    assert outcome.result["error"]["message"].endswith("。")


def test_the_words_of_an_error_are_those_of_the_interface(assistant: Assistant) -> None:
    for model, arguments in ((SearchRequest, {"query": ""}), (AskRequest, {"question": 3}), (CheckRequest, {"profile": []})):
        with pytest.raises(RequestError) as raised:
            parse_as(model, arguments, assistant.settings)
        name = next(ability.name for ability in ABILITIES if ability.request is model)
        assert call(assistant, name, arguments).result["error"] == {"field": raised.value.field, "message": raised.value.message}


def test_verifying_is_as_far_as_the_operation_is(assistant: Assistant) -> None:
    """Until the operation is there, the call says so; then nothing here has to change."""
    outcome = call(assistant, "verify_text", {"text": "小巨人的资产负债率不高于70%[1]。", "citations": ["measures-2022-63/annex-3/2"]})
    if "verify" in OPERATIONS:
        assert not outcome.failed
        assert outcome.result["sentences"]
        assert "citations" in named("verify_text").arguments()["properties"]
    else:
        assert outcome.result["error"]["field"] == "op"
        assert named("verify_text").arguments() == {"type": "object"}


def test_an_error_of_ours_is_told_and_ends_nothing(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.abilities.ability.perform", lambda *_: 1 / 0)
    outcome = call(assistant, "search_clauses", {"query": "条件"})
    assert outcome.failed
    assert "管理员" in outcome.result["error"]["message"]


def _values(key: str) -> st.SearchStrategy[Any]:
    """Values of every kind for a field: some right, some wrong."""
    choices = list(catalogue()[key].choices or ["工业"])
    plain = st.one_of(st.booleans(), st.integers(-1, 500), st.decimals(0, 90, places=1).map(float), st.sampled_from(choices), st.lists(st.sampled_from(choices), max_size=2))
    titles = st.lists(st.fixed_dictionaries({"tier": st.sampled_from(["specialized", "tech_sme"])}, optional={"on": st.just("2022-05"), "round": st.integers(0, 4)}), max_size=2)
    return st.one_of(plain, titles, st.dictionaries(st.sampled_from(["2020", "2021"]), plain, min_size=1))


@given(st.sampled_from(sorted(catalogue())).flatmap(lambda key: st.tuples(st.just(key), _values(key))))
@settings(max_examples=600)
def test_what_the_schema_of_a_profile_refuses_is_refused(told: tuple[str, Any]) -> None:
    """And the other way: what is accepted fits the schema that is shown."""
    try:
        validate(dict([told]), profile_schema())
    except ValidationError:
        with pytest.raises(ProfileError):
            Profile.parse(dict([told]))


@given(st.dictionaries(st.sampled_from(["query", "k", "as_of", "lang", "tier"]), st.one_of(st.none(), st.integers(-5, 60), st.text(max_size=5), st.sampled_from(["2022-06-20", "zh"]))))
def test_what_the_schema_refuses_is_refused(assistant: Assistant, arguments: dict[str, Any]) -> None:
    given_ones = {key: value for key, value in arguments.items() if value is not None}
    try:
        validate(given_ones, argument_schema(SearchRequest))
    except ValidationError:
        with pytest.raises(ZjtxError):
            parse_as(SearchRequest, given_ones, assistant.settings)


def test_arguments_are_described(assistant: Assistant) -> None:
    for model in (AskRequest, CheckRequest, SearchRequest, ExtractRequest, MaterialsRequest, DeadlinesRequest):
        properties = argument_schema(model)["properties"]
        assert [name for name, each in properties.items() if not each.get("description")] == []
