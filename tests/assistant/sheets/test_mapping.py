from __future__ import annotations

import pytest

from assistant.sheets import TableError, read_table
from assistant.sheets.mapping import Mapping, mapping_of
from assistant.sheets.preview import preview
from corpus.errors import YamlError
from tests.assistant.sheets.making import Made, text, xlsx

TABLE = "企业名称,去年进账几何（元）,研发占比,备注,利润总额\n甲,62000000,0.063,无,5\n"

GUESSED = "企业名称,资产负债率,研发费用（万元）,搞研发的人占比,高企,实用新型等\n甲,45%,300,15.2%,是,22\n"


def test_what_an_operator_settles_of_a_column_holds() -> None:
    said = "columns:\n  - {head: 去年进账几何（元）, field: revenue, year: 2023}\n  - {head: 研发占比, field: rd_ratio, numbers: fraction}\n  - {head: 利润总额, field: net_profit, unit: 亿元}\n"
    (entry,) = read_table(text(TABLE).content, "a.csv", year=2025, mapping=Mapping.parse(said, "m.yaml")).entries
    assert entry.profile is not None
    assert entry.profile.to_json() == {"name": "甲", "revenue": {"2023": 6200}, "rd_ratio": {"2024": 6.3}, "net_profit": {"2024": 50000}}


def test_a_column_may_be_left_out_and_sheets_chosen() -> None:
    file = xlsx(Made([["企业名称", "营业收入"], ["甲", 1]], title="旧"), Made([["企业名称", "营业收入", "从业人员"], ["乙", 2, 3]], title="新"))
    mapping = Mapping.parse("sheets: [新]\ncolumns:\n  - {head: 从业人员, field: null}\n", "m.yaml")
    (entry,) = read_table(file.content, file.name, year=2025, mapping=mapping).entries
    assert entry.profile is not None
    assert entry.profile.to_json() == {"name": "乙", "revenue": {"2024": 2}}
    assert entry.unread == ()


@pytest.mark.parametrize("made", [text(TABLE), text("企业名称,营业收入,\n,2023年,2024年\n甲,4500,6200\n"), text("项目,2024年,2023年\n营业收入,6200,4500\n资产负债率,45%,\n"), text(GUESSED)])
def test_a_mapping_saved_and_used_again_changes_nothing(made: object) -> None:
    content = made.content  # type: ignore[attr-defined]
    first = read_table(content, "a.csv", year=2025)
    again = read_table(content, "a.csv", year=2025, mapping=Mapping.parse(mapping_of(first.heads), "m.yaml"))
    assert [entry.profile for entry in again.entries] == [entry.profile for entry in first.entries]


@pytest.mark.parametrize(
    ("said", "word"),
    [("columns: [{head: a, field: turnover}]", "turnover"), ("columns: [{head: a, field: revenue, unit: 斤}]", "斤"), ("cols: []", "cols"), ("columns: [{field: revenue}]", "head"), ("- a", "m.yaml")],
)
def test_a_mapping_that_says_what_is_not_there_is_refused_by_name(said: str, word: str) -> None:
    with pytest.raises((TableError, YamlError)) as caught:
        Mapping.parse(said, "m.yaml")
    assert word in caught.value.message


def test_a_preview_shows_what_was_read_as_what_before_any_verdict() -> None:
    shown = preview(read_table(text(TABLE + "合计,1,,,\n").content, "a.csv", year=2025))
    assert "读到 1 家企业" in shown
    assert "C列  研发占比 → 2024年研发费用占比（%），没有写年份，按上年度  例：0.063（没有读懂）" in shown
    assert "D列  备注 → 不用（规则不问）" in shown
    assert "B列  去年进账几何（元） → “去年进账几何（元）”不认得是哪一项" in shown
    assert "第3行没有当作企业（合计）" in shown
    assert "甲 第2行C列：研发占比填的是“0.063”，是0.063%还是6.3%？请写明百分号。" in shown


def test_a_guess_is_shown_as_one_until_the_operator_confirms_it() -> None:
    content = text(GUESSED).content
    first = read_table(content, "a.csv", year=2025)
    assert "D列  搞研发的人占比 → 研发人员占比（%）（推测，请确认）  例：15.2% → 15.2%" in preview(first)
    assert any("搞研发的人占比" in warning and "推测" in warning for warning in first.warnings)
    confirmed = read_table(content, "a.csv", year=2025, mapping=Mapping.parse(mapping_of(first.heads), "m.yaml"))
    assert "推测" not in preview(confirmed) + "".join(confirmed.warnings)
    refused = read_table(content, "a.csv", year=2025, mapping=Mapping.parse("columns: [{head: 搞研发的人占比, field: null}]", "m.yaml"))
    assert [entry.profile.rd_staff_ratio for entry in refused.entries if entry.profile] == [None]
