"""The field catalogue and the profile agree both ways, and every field can be shown and asked for."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

import pytest

from assistant.rules.fields import FieldInfo, FieldType, catalogue, describe_error, field_of, groups
from assistant.rules.profile import Profile
from assistant.rules.values import Honour, Industry, KeyChainRole, ProductField, RdInstitution
from corpus.library import load_library
from corpus.terms import Title

ENUMS: dict[str, type[StrEnum]] = {
    "industry": Industry,
    "rd_institution": RdInstitution,
    "key_chain_role": KeyChainRole,
    "product_field": ProductField,
    "valid_honours": Honour,
    "recognitions": Title,
}
every_field = pytest.mark.parametrize("info", catalogue().values(), ids=lambda info: info.key)


def _is_by_year(key: str) -> bool:
    return "dict" in str(Profile.model_fields[key].annotation)


def test_catalogue_and_profile_have_the_same_fields() -> None:
    assert set(catalogue()) == set(Profile.model_fields)


def test_groups_are_those_of_the_form_and_all_used() -> None:
    assert [name.zh for name in groups().values()] == [
        "基本信息", "专业化", "精细化", "特色化", "创新能力", "产业链与产品",
    ]  # fmt: skip
    assert {info.group for info in catalogue().values()} == set(groups())


@every_field
def test_by_year_as_in_the_profile(info: FieldInfo) -> None:
    assert info.by_year == _is_by_year(info.key)
    assert bool(info.of_year) == info.by_year


@every_field
def test_choices_as_in_the_profile(info: FieldInfo) -> None:
    assert set(info.choices or ()) == {str(member) for member in ENUMS.get(info.key, ())}
    assert (info.choices is not None) == (info.key in ENUMS)


@every_field
def test_type_as_in_the_profile(info: FieldInfo) -> None:
    sample: dict[FieldType, Any] = {
        FieldType.TEXT: "甲",
        FieldType.YES: False,
        FieldType.CHOICE: next(iter(info.choices or [""])),
        FieldType.CHOICES: list(info.choices or ()),
        FieldType.RECOGNITIONS: [{"tier": "innovative"}],
        FieldType.AMOUNT: 1.5,
        FieldType.PERCENT: 8.5,
        FieldType.COUNT: 1,
        FieldType.YEARS: 2.5,
        FieldType.LEVEL: 2,
        FieldType.RANK: 1,
        FieldType.SCORE: 9.5,
    }
    value = {"2021": sample[info.type]} if info.by_year else sample[info.type]
    assert Profile.parse({info.key: value}).to_json() == {info.key: value}


@every_field
def test_field_can_be_shown_and_asked_for(info: FieldInfo) -> None:
    assert info.zh and info.en and info.hint
    path = f"{info.key}.2021" if info.by_year else info.key
    for lang in ("zh", "en"):
        assert ("2021" in info.question_for(path, lang)) == info.by_year
        assert ("2021" in info.name_for(path, lang)) == info.by_year
        assert (info.unit_for(lang) is None) == (info.unit is None)
    assert field_of(path) is info


@every_field
def test_definition_exists(info: FieldInfo) -> None:
    library = load_library()
    if info.clause is not None:
        assert library.clause(info.clause).text
        assert library.published(info.clause) <= date(2026, 11, 24)


def test_unknown_kind_of_error_is_still_told() -> None:
    assert "employees（从业人员）" in describe_error("something_new", "employees", "x")
