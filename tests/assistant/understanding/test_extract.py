"""Facts out of plain Chinese: the set of utterances, and what must hold for any text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from assistant.rules.profile import Profile
from assistant.understanding.extract import Extraction, extract
from assistant.understanding.extraction.cues import cues
from assistant.understanding.extraction.phrases import phrases
from corpus.yamlfile import load_yaml

SET = load_yaml(Path(__file__).with_name("utterances.yaml"))
DAY = date.fromisoformat(SET["as_of"])


@dataclass
class Score:
    """Fields of a part of the set: how many are right, and which are wrong, missed or invented."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return self.right / (self.right + len(self.wrong) + len(self.missed))


def read(case: dict[str, Any]) -> Extraction:
    as_of = date.fromisoformat(case["as_of"]) if "as_of" in case else DAY
    return extract(case["say"], as_of, last_field=case.get("last_field"))


def flat(profile: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in profile.items():
        if isinstance(value, dict):
            found |= {f"{key}.{year}": item for year, item in value.items()}
        elif isinstance(value, list):
            found |= {f"{key}:{item['tier'] if isinstance(item, dict) else item}": item for item in value}
        else:
            found[key] = value
    return found


def score(cases: list[dict[str, Any]]) -> Score:
    total = Score()
    for case in cases:
        wanted, got = flat(case["profile"]), flat(read(case).profile.to_json())
        for path, value in wanted.items():
            where = f"{case['say']} → {path}: {got.get(path)!r}, wanted {value!r}"
            if path not in got:
                total.missed.append(where)
            elif got[path] != value:
                total.wrong.append(where)
            else:
                total.right += 1
        total.invented += [f"{case['say']} → {path}: {got[path]!r}" for path in got if path not in wanted]
    return total


@pytest.mark.parametrize("part", ["tuned", "held_out", "examined", "tuned_by_kind"])
def test_fields_right_and_none_invented(part: str) -> None:
    found = score(SET[part])
    assert found.invented == []
    assert found.rate >= 0.95, "\n".join(found.wrong + found.missed)


@pytest.mark.parametrize("case", [*SET["tuned"], *SET["held_out"]], ids=lambda case: case["say"][:40])
def test_how_it_was_said(case: dict[str, Any]) -> None:
    found = read(case)
    assert [c.field for c in found.conflicts] == case.get("conflicts", [])
    assert found.correction == case.get("correction", found.correction)
    assert found.clears == case.get("clears", False)
    rough = {e.field for e in found.evidence if e.approximate}
    assert set(case.get("approximate", rough)) == rough
    limits = {e.field for e in found.evidence if e.bound}
    assert set(case.get("bounded", limits)) == limits
    assumed = {e.field for e in found.evidence if "year" in e.assumed}
    assert set(case.get("assumed_year", assumed)) == assumed
    reasons = {i.reason.value for i in found.ignored}
    assert set(case.get("ignored", [])) <= reasons


def test_the_set_is_large_and_a_third_is_held_out() -> None:
    assert len(SET["tuned"]) + len(SET["held_out"]) >= 150
    assert len(SET["held_out"]) >= (len(SET["tuned"]) + len(SET["held_out"])) / 3
    says = [case["say"] for case in (*SET["tuned"], *SET["held_out"])]
    assert len(says) == len(set(says))


def test_every_name_and_quality_is_of_the_profile() -> None:
    for cue in cues().by_group:
        assert set(cue.fields.values()) <= set(Profile.model_fields)
    for phrase in phrases().by_group:
        for value, pattern in phrase.rules:
            assert pattern.pattern
            if value is not None:
                assert Profile.parse({phrase.field: [value] if phrase.is_list else value}).to_json()
    named = {field for cue in cues().by_group for field in cue.fields.values()} | {
        p.field for p in phrases().by_group
    }
    elsewhere = {
        "name",
        "province",
        "recognitions",
        "little_giant_holding_pct",
        "market_rank",
        "digital_level",
    }
    awards = {"national_award_rank", "provincial_award_rank", "maker_china_rank"}
    derived = {"class1_ip_transferred_in", "class1_ip_self_developed"}
    told_as_a_whole = {"rd_expense_sum2", "rd_expense_mean2", "equity_financing_sum2", "equity_financing_sum3"} | {
        "revenue_cagr2", "score_total", "score_innovation", "score_growth", "score_specialisation",
    }  # fmt: skip
    assert named | elsewhere | awards | derived | told_as_a_whole == set(Profile.model_fields)


LINES = [
    line
    for text in sorted(Path(corpus.__file__).with_name("texts").glob("*.txt"))
    for line in text.read_text("utf-8").split("\n")
]


def test_the_official_texts_state_no_fact_of_an_enterprise() -> None:
    assert {line: extract(line, DAY).data for line in LINES if extract(line, DAY).data} == {}


@pytest.mark.parametrize(
    ("field", "said", "value"),
    [
        ("own_brand", "有", True),
        ("in_abnormal_list", "没有的", False),
        ("rd_institution", "省级的", "province"),
        ("rd_institution", "没有", "none"),
        ("market_share", "12%左右", 12),
        ("employees", "120", 120),
        ("class1_ip", "3项", 3),
        ("revenue.2021", "1.2亿", {"2021": 12000}),
        ("niche_years", "8年", 8),
    ],
)
def test_a_bare_answer_is_of_the_field_asked_for(field: str, said: str, value: Any) -> None:
    assert extract(said, DAY, last_field=field).profile.to_json() == {field.partition(".")[0]: value}


@pytest.mark.parametrize("said", ["有", "120", "是的", "3项", "8年"])
def test_a_bare_answer_to_nothing_is_nothing(said: str) -> None:
    assert extract(said, DAY).data == {}


SIGNS = (
    "我们司营收入研发费用占比资产负债率员工人发明专利软著项去年前2021.5%万亿元约超过不是没有如果想要求母公司竞争对手，。、？"
    "和小巨人专精特新第三批👍\u200b專利負債（）ＡＢ１２％不对清空"
)


def assert_sound(text: str, found: Extraction) -> None:
    for item in (*found.evidence, *found.ignored):
        assert text[item.start : item.end] == item.words and item.words
    assert found.to_json()["profile"] == found.profile.to_json()
    fields = {e.field.partition(".")[0] for e in found.evidence}
    assert set(found.data) <= fields


@given(st.text(alphabet=SIGNS, max_size=60))
def test_offsets_hold_and_any_text_is_read(text: str) -> None:
    assert_sound(text, extract(text, DAY))


@given(st.text(max_size=80))
def test_arbitrary_text_never_raises(text: str) -> None:
    assert_sound(text, extract(text, DAY))


@given(
    st.lists(
        st.sampled_from([case["say"] for case in (*SET["tuned"], *SET["held_out"])]), min_size=2, max_size=3
    ),
    st.sampled_from(["，", "。", "\n", "", "👍"]),
)
def test_utterances_joined_anyhow_are_read(says: list[str], between: str) -> None:
    text = between.join(says)
    assert_sound(text, extract(text, DAY))


@given(
    st.sampled_from(["营收{}万元", "员工{}人", "发明专利{}项", "资产负债率{}%", "市占率{}%", "研发费用{}万"]),
    st.integers(min_value=1, max_value=99),
)
def test_the_number_in_the_profile_is_the_number_in_the_text(sentence: str, number: int) -> None:
    found = flat(extract("我司" + sentence.format(number), DAY).profile.to_json())
    assert list(found.values()) == [number]


def test_offsets_are_those_of_the_original() -> None:
    text = "👍🏽我們的資產負債率是７２％，營收\u200b１.２億"
    found = extract(text, DAY)
    assert found.profile.to_json() == {"debt_ratio": 72, "revenue": {"2021": 12000}}
    assert [e.words for e in found.evidence] == ["資產負債率是７２％", "營收\u200b１.２億"]


def test_the_contract_object() -> None:
    assert extract("营收约9000余万元", DAY).to_json() == {
        "profile": {"revenue": {"2021": 9000}},
        "evidence": [
            {
                "field": "revenue.2021",
                "value": 9000,
                "words": "营收约9000余万元",
                "start": 0,
                "end": 10,
                "approximate": True,
                "assumed": ["year"],
            }
        ],
        "conflicts": [],
        "ignored": [],
    }


def test_evidence_always_says_whether_it_is_rough_and_what_was_assumed() -> None:
    read = extract("资产负债率62%，营收约9000万", date(2022, 6, 20)).to_json()
    marks = {item["field"]: (item["approximate"], item["assumed"]) for item in read["evidence"]}
    assert marks == {"debt_ratio": (False, []), "revenue.2021": (True, ["year"])}
