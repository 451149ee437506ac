from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from assistant.rules.evaluate import check
from assistant.rules.logic import Status
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.sheets.checking import Check, CheckedTable, check_entries, check_table
from assistant.sheets.errors import TableError
from assistant.sheets.reading import read_table
from assistant.sheets.workbook import write_results
from corpus.library import load_library
from corpus.terms import Tier, Track

HEAD = "企业名称,2021年营业收入（万元）,资产负债率（%）,2021年研发费用占比\n"


def check_as(tier: Tier) -> Check:
    def run(profile: Profile) -> CheckResult:
        return check(profile, tier, None, Track.NEW, date(2022, 6, 20), load_library(), advice=False)

    return run


def table(text: str, tier: Tier = Tier.LITTLE_GIANT) -> CheckedTable:
    return check_table((HEAD + text).encode(), "a.csv", check_as(tier), year=2022)


def cells(content: bytes, sheet: int = 0) -> list[list[object]]:
    book = load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]


def test_a_table_of_heads_only_is_refused() -> None:
    with pytest.raises(TableError, match="只有表头"):
        table("")


def test_a_cell_not_understood_is_unknown_and_the_enterprise_is_checked() -> None:
    found = table("甲,9000,72,6\n乙,很多,60,6\n丙,9000,60,6\n")
    assert [row.status for row in found.rows] == [Status.FAIL, Status.UNKNOWN, Status.UNKNOWN]
    assert (found.count(Status.FAIL), found.count(None), found.count(Status.PASS)) == (1, 0, 0)
    head, first, second, third, *_ = cells(write_results(found))
    assert first[:3] == ["第2行", "甲", "不符合"]
    assert "资产负债率" in str(first[head.index("不符合的条件")])
    assert second[:3] == ["第3行", "乙", "待补充"]
    assert second[head.index("未读格数")] == 1
    assert "2021年营业收入" in str(second[head.index("待补充的信息")])
    unread = cells(write_results(found), sheet=2)
    assert ["第3行B列", "乙", "2021年营业收入（万元）", "很多"] in [row[:4] for row in unread]
    assert third[head.index("资产负债率")] == "符合"
    assert third[head.index("不符合的条件")] in ("", None)


def test_scores_are_shown_as_a_range_until_they_are_settled() -> None:
    found = table("甲,9000,72,6\n", Tier.INNOVATIVE)
    head, first, *_ = cells(write_results(found))
    points = found.rows[0].points
    assert points is not None
    assert first[head.index("得分")] is None
    assert (first[head.index("得分下限")], first[head.index("得分上限")]) == (points.low, points.high)
    assert points.low < points.high


def test_a_score_of_the_enterprises_own_is_called_so() -> None:
    content = "企业名称,自评总分\n甲,65\n".encode()
    found = check_table(content, "a.csv", check_as(Tier.SPECIALIZED), year=2022)
    head, first, *_ = cells(write_results(found))
    assert (first[head.index("得分")], first[head.index("得分说明")]) == (65, "自评")


def test_the_second_sheet_quotes_the_clauses() -> None:
    rows = cells(write_results(table("甲,9000,72,6\n")), sheet=1)
    assert ["资产负债率", "不高于70%", "截至上年末，企业资产负债率不高于70%"] in [row[:3] for row in rows]
    assert {row[4] for row in rows[1:]} <= {"原文", "文字经整理", "未核对原文"}


def test_text_that_looks_like_a_formula_stays_text() -> None:
    names = ("=1+1", "+86", "-9", "@SUM(A1)", '"=HYPERLINK(""http://x"")"')
    book = load_workbook(io.BytesIO(write_results(table("".join(f"{name},9000,60,6\n" for name in names)))))
    for row in book.worksheets[0].iter_rows(min_row=2, max_row=1 + len(names)):
        assert row[1].data_type == "s"
        assert row[1].quotePrefix


def test_the_table_ends_with_who_decides_and_with_its_own_warnings() -> None:
    content = (HEAD.replace("企业名称", "企业名称,备注") + "甲,好,9000,60,6\n").encode()
    found = check_table(content, "a.csv", check_as(Tier.LITTLE_GIANT), year=2022)
    text = str(cells(write_results(found)))
    assert "以主管部门认定为准" in text
    assert "备注" in text


def test_hundreds_of_rows_are_done() -> None:
    found = table("".join(f"企业{i},{i},{i % 100},6\n" for i in range(300)))
    assert len(found.rows) == 300
    assert len(cells(write_results(found))) > 300
    assert found.rows[299].place == "第301行"


def test_what_failed_is_told_with_its_sum_and_rows_can_be_filtered() -> None:
    content = write_results(table("甲,9000,72,6\n"))
    head, first, *_ = cells(content)
    assert "资产负债率：72%，高于70%" in str(first[head.index("不符合的原因")])
    assert str(load_workbook(io.BytesIO(content)).worksheets[0].auto_filter.ref).endswith("2")  # the notes stay below


def test_a_row_with_too_many_cells_keeps_its_name() -> None:
    found = table("甲,9,000,72,6\n")
    assert found.rows[0].status is None
    assert found.rows[0].name == "甲"
    assert "各列可能错位" in found.rows[0].error


def test_a_line_of_the_rounds_has_its_words_beside_it() -> None:
    read = read_table((HEAD + "甲,9000,72,6\n").encode(), "a.csv", year=2022)
    found = check_entries(read, "a.csv", check_as(Tier.LITTLE_GIANT), tell_row=lambda quote: f"意思：{len(quote)}")
    content = write_results(found)
    rows = {row[0]: row for row in cells(content, sheet=1)}
    assert str(rows["不是制造业单项冠军"][5]).startswith("意思：")
    assert not rows["资产负债率"][5]
