"""Whatever is done to a table that says the same (columns shuffled, turned, notes and titles added, heads split and
merged), the same profile comes of it, or the cell is named: never a value in another year or field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.sheets import Entry, read_table
from tests.assistant.sheets.making import File, Made, text, xlsx
from tests.corpus.files.making import p, tbl, tc, whole_word

NAMES = ("甲公司", "乙有限公司", "=丙", "丁科技", "戊（集团）")
YEARS = (2022, 2023, 2024)


@dataclass(frozen=True)
class Fact:
    """One value with the head it may stand under and the cells it may be written as."""

    path: str
    heads: tuple[str, ...]
    cells: tuple[Any, ...]
    value: Any


def amount(key: str, name: str, year: int, number: int) -> Fact:
    heads = (f"{year}年{name}（万元）", f"{name}{year}年", f"{name}（{year}年度，万元）", f"{key}.{year}")
    return Fact(f"{key}.{year}", heads, (number, f"{number:,}", f"{number}万元"), number)


@st.composite
def enterprises(draw: st.DrawFn) -> list[Fact]:
    """Some facts of one enterprise, no two of one path."""
    numbers = st.integers(2, 99_999)
    pool = [
        *(amount("revenue", "营业收入", year, draw(numbers)) for year in YEARS),
        *(amount("rd_expense", "研发费用", year, draw(numbers)) for year in YEARS),
        amount("net_profit", "净利润", 2024, draw(numbers)),
    ]
    share = draw(st.integers(2, 99))
    pool.append(Fact("debt_ratio", ("资产负债率", "资产负债率（%）", "负债率"), (share, f"{share}%", f"{share}％"), share))
    staff = draw(st.integers(1, 9999))
    pool.append(Fact("employees", ("从业人员", "职工总数（人）", "员工人数"), (staff, f"{staff}人", f"{staff:,}"), staff))
    brand = draw(st.booleans())
    pool.append(Fact("own_brand", ("自主品牌", "是否拥有自主品牌"), ("是", "有", "☑", "■是□否") if brand else ("否", "无", "□是■否"), brand))
    pool.append(Fact("industry", ("所属行业", "行业"), ("C34", "制造业", "通用设备制造业", "工业"), "工业"))
    return draw(st.lists(st.sampled_from(pool), min_size=3, max_size=len(pool), unique_by=lambda fact: fact.path))


def same(entry: Entry, name: str, facts: list[Fact]) -> None:
    """Each fact is there, if only as a limit, or its cell is named; nothing else is."""
    assert entry.error is None and entry.profile is not None
    found = {path: value for key, item in entry.profile.to_json().items() for path, value in _paths(key, item)}
    assert found.pop("name") == name
    wanted = {fact.path: fact.value for fact in facts}
    assert {path: value for path, value in found.items() if wanted.get(path) != value} == {}
    lost = set(wanted) - set(found) - set(entry.facts)
    assert len(lost) <= len(entry.unread)


def _paths(key: str, value: Any) -> list[tuple[str, Any]]:
    return [(f"{key}.{year}", item) for year, item in value.items()] if isinstance(value, dict) else [(key, value)]


def complete(entry: Entry, name: str, facts: list[Fact]) -> None:
    """Each fact is there, and nothing is unread."""
    same(entry, name, facts)
    assert entry.unread == ()


@given(st.data(), enterprises(), st.sampled_from(NAMES))
@settings(max_examples=40, deadline=None)
def test_rows_shuffled_with_titles_notes_and_columns_nobody_asks_for(data: st.DataObject, facts: list[Fact], name: str) -> None:
    columns: list[tuple[str, Any]] = [(data.draw(st.sampled_from(fact.heads)), data.draw(st.sampled_from(fact.cells))) for fact in facts]
    columns += [("企业名称", name), *data.draw(st.lists(st.sampled_from([("联系人", "张三"), ("备注", "无"), ("序号", 1)]), unique=True))]
    order = data.draw(st.permutations(columns))
    rows: list[list[Any]] = [[head for head, _ in order], [cell for _, cell in order]]
    if data.draw(st.booleans()):
        rows.insert(0, ["申报企业汇总表", *([""] * (len(order) - 1))])
    rows += data.draw(st.lists(st.sampled_from([["填表人：李四"], ["说明：以上数据均经审计，如实填报。"], ["合计"]]), max_size=3))
    (entry,) = _read(data, rows).entries
    complete(entry, name, facts)


@given(st.data(), enterprises(), st.sampled_from(NAMES))
@settings(max_examples=40, deadline=None)
def test_turned_round_a_form_says_the_same(data: st.DataObject, facts: list[Fact], name: str) -> None:
    lines = [["企业名称", name], *([data.draw(st.sampled_from(fact.heads)), data.draw(st.sampled_from(fact.cells))] for fact in facts)]
    lines = [lines[0], *data.draw(st.permutations(lines[1:]))]
    if data.draw(st.booleans()):
        lines.insert(0, ["项目", "填写内容"])
    if data.draw(st.booleans()):
        pairs = [lines[place] + (lines[place + 1] if place + 1 < len(lines) else []) for place in range(0, len(lines), 2)]
        lines = pairs if lines[0][0] != "项目" else lines
    (entry,) = _read(data, lines).entries
    complete(entry, name, facts)


@given(st.data(), enterprises(), st.sampled_from(NAMES))
@settings(max_examples=12, deadline=None)
def test_a_form_as_a_word_document_says_the_same(data: st.DataObject, facts: list[Fact], name: str) -> None:
    lines = [("企业名称", name), *((data.draw(st.sampled_from(fact.heads)), str(data.draw(st.sampled_from(fact.cells)))) for fact in facts)]
    rows = [[tc(escape(label), span=data.draw(st.integers(1, 3))), tc(escape(value), span=data.draw(st.integers(1, 3)))] for label, value in lines]
    for place in sorted(data.draw(st.sets(st.integers(1, len(rows)), max_size=2)), reverse=True):
        rows.insert(place, [tc("二、经营情况", span=4)])
    form = whole_word(p("申请书") + tbl(*rows) + p("填表人：李四"))
    (entry,) = read_table(form, "申请书.docx", year=2025).entries
    complete(entry, name, facts)


@given(st.data(), enterprises(), enterprises(), st.booleans())
@settings(max_examples=12, deadline=None)
def test_two_lists_one_below_the_other_with_heads_of_their_own(data: st.DataObject, first: list[Fact], second: list[Fact], titled: bool) -> None:
    rows: list[list[Any]] = []
    for number, (name, facts) in enumerate((("甲公司", first), ("乙公司", second))):
        columns = data.draw(st.permutations([(fact.heads[0], fact.cells[0]) for fact in facts] + [("从前的打算", "扩产")]))
        rows += [[f"{'一二'[number]}、名单"]] if titled else []
        rows += [["序号", "企业名称", *(head for head, _ in columns)], [1, name, *(cell for _, cell in columns)]]
    entries = _read(data, rows).entries
    assert [entry.name for entry in entries] == ["甲公司", "乙公司"]
    for entry, facts in zip(entries, (first, second), strict=True):
        same(entry, entry.name, facts)
        assert [cell.words for cell in entry.unread] == ["扩产"]


@given(st.data(), st.integers(2, 99_999), st.integers(2, 99_999), st.integers(2, 99_999), st.booleans())
@settings(max_examples=20, deadline=None)
def test_heads_over_years_merged_or_written_once_or_turned(data: st.DataObject, first: int, second: int, third: int, oldest_first: bool) -> None:
    years = YEARS if oldest_first else YEARS[::-1]
    values = dict(zip(YEARS, (first, second, third), strict=True))
    words = data.draw(st.sampled_from([lambda year: f"{year}年", lambda year: f"{year}年度", lambda year: year, lambda year: f"{year}年（万元）"]))
    row = ["甲", *(values[year] for year in years), "45%"]
    top, below = ["企业名称", "营业收入", None, None, "资产负债率"], [None, *(words(year) for year in years), None]
    facts = [amount("revenue", "营业收入", year, value) for year, value in values.items()]
    facts.append(Fact("debt_ratio", (), (), 45))
    files = [
        xlsx([top, below, row], merges=data.draw(st.sampled_from([("B1:D1",), ("A1:A2", "B1:D1", "E1:E2")]))),
        text([[cell or "" for cell in line] for line in (top, below, row)]),
        xlsx([["企业名称", "甲"], ["项目", *(words(year) for year in years)], ["营业收入", *row[1:4]], ["资产负债率", *("45%" if year == 2024 else None for year in years)]]),
    ]
    file = data.draw(st.sampled_from(files))
    (entry,) = read_table(file.content, file.name, year=2025).entries
    complete(entry, "甲", facts)


@given(st.data(), enterprises(), st.lists(st.sampled_from(["约", "左右", "以上", "？", "待核实", "见附件", "省内", "预计", "（母公司）", "同比增长"]), min_size=1, max_size=3))
@settings(max_examples=40, deadline=None)
def test_words_at_a_number_never_make_it_another_number(data: st.DataObject, facts: list[Fact], words: list[str]) -> None:
    numeric = [fact for fact in facts if not isinstance(fact.value, bool | str)]
    cells = {fact.path: data.draw(st.sampled_from([f"{fact.value}{word}" for word in words] + [f"{word}{fact.value}" for word in words])) for fact in numeric}
    rows = [["企业名称", *(fact.heads[0] for fact in numeric)], ["甲", *cells.values()]]
    if not numeric:
        return
    (entry,) = _read(data, rows).entries
    same(entry, "甲", numeric)


@given(st.lists(st.lists(st.one_of(st.none(), st.text(max_size=12), st.integers(-10, 10**6), st.sampled_from(["企业名称", "营业收入", "2024年", "合计", "项目", "万元", "是", "资产负债率"])), max_size=6), min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_no_table_breaks_the_reader(rows: list[list[Any]]) -> None:
    from assistant.sheets import TableError

    plain = [[None if isinstance(cell, str) and not cell.isprintable() else cell for cell in row] for row in rows]
    file = xlsx(Made(plain, title="表"))
    try:
        table = read_table(file.content, file.name, year=2025)
    except TableError as error:
        assert error.message
        return
    for entry in table.entries:
        assert entry.profile is not None or entry.error


def _read(data: st.DataObject, rows: list[list[Any]]) -> Any:
    as_text = data.draw(st.booleans())
    file: File = text([[cell if cell is not None else "" for cell in row] for row in rows]) if as_text else xlsx(Made(rows, title="表"))
    return read_table(file.content, file.name, year=2025)
