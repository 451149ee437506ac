from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.sites import BUILT_IN
from assistant.web.app import create_app
from tests.assistant.web.problem import assert_problem

PROFILE: dict[str, Any] = {
    "name": "=某某精密<b>有限公司",
    "industry": "工业",
    "employees": 300,
    "debt_ratio": 72.5,
    "own_brand": True,
    "well_known": False,
    "revenue": {"2025": 9000.5, "2024": 8000, "2019": 100},
    "rd_institution": "province",
    "product_field": [],
    "valid_honours": ["high_tech_enterprise"],
    "recognitions": [{"tier": "specialized", "on": "2024-09"}, {"tier": "little_giant", "on": "2021", "round": 3}],
    "rd_expense_sum2": 1310.5,
    "revenue_cagr2": -2,
    "score_total": 62,
}
DAY = {"as_of": "2026-06-01"}


@pytest.fixture(scope="module")
def page(assistant: Assistant, settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(assistant, settings)) as client:
        yield client


def _paths(html: str) -> set[str]:
    return set(re.findall(r'data-field="([^"]+)"', html))


def test_the_form_asks_only_what_the_tier_and_track_need(page: TestClient) -> None:
    giant = _paths(page.get("/check", params={"tier": "little_giant", **DAY}).text)
    innovative = _paths(page.get("/check", params={"tier": "innovative", **DAY}).text)
    assert {"market_share", "debt_ratio", "revenue.2025", "manufacturing_champion"} <= giant
    assert "valid_honours" in innovative - giant
    assert not {"market_share", "manufacturing_champion"} & innovative
    review = _paths(page.get("/check", params={"track": "review", **DAY}).text)
    assert "manufacturing_champion" not in review


@pytest.mark.parametrize("tier", ["innovative", "specialized", "little_giant"])
def test_no_box_asks_for_what_is_told_as_a_whole(page: TestClient, tier: str) -> None:
    html = page.get("/check", params={"tier": tier, **DAY}).text
    data = json.loads(re.search(r'<script type="application/json" id="data">(.+?)</script>', html)[1])  # type: ignore[index]
    whole = {key for key, field in data["fields"].items() if not field["form"]}
    assert {"rd_expense_sum2", "equity_financing_sum3", "revenue_cagr2", "score_total"} <= whole
    assert not whole & _paths(html)


def test_the_years_asked_for_follow_the_round(page: TestClient) -> None:
    fourth = page.get("/check", params={"round": "4", **DAY}).text
    assert "revenue.2021" in _paths(fourth)
    assert "工信部企业〔2022〕63号" in fourth


def test_groups_and_units_are_those_of_the_application_form(page: TestClient) -> None:
    html = page.get("/check", params=DAY).text
    assert re.findall(r"<legend>(.+?)</legend>", html) == [
        "基本信息",
        "专业化",
        "精细化",
        "特色化",
        "创新能力",
        "产业链与产品",
    ]
    assert re.search(r'id="f-debt_ratio-unit" class="unit">%<', html)
    assert "<legend>Basics</legend>" in page.get("/check", params={"lang": "en", **DAY}).text


@pytest.mark.parametrize(("lang", "clear"), [("zh", "清空全部"), ("en", "Clear everything")])
def test_every_button_says_what_it_does(page: TestClient, lang: str, clear: str) -> None:
    html = page.get("/check", params={"lang": lang, **DAY}).text
    assert re.search(r'id="clear"[^>]*>([^<]*)<', html)[1] == clear  # type: ignore[index]
    assert "object at 0x" not in html and "built-in" not in html


def test_the_page_runs_no_inline_script_and_asks_no_other_host(page: TestClient) -> None:
    response = page.get("/check")
    policy = response.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert not re.search(r'\son\w+="|\sstyle="|<style|https?://', response.text)
    for address in re.findall(r'(?:src|href)="(ui/[^"]+)"', response.text):
        assert page.get(f"/{address}").status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"as_of": "gestern"}, 422),
        ({"tier": "<script>"}, 422),
        ({"round": "99"}, None),
        ({"round": "8", "as_of": "2022-06-20"}, None),
    ],
)
def test_a_choice_that_cannot_be_used_gives_the_default_form_and_says_why(
    page: TestClient, query: dict[str, str], status: int | None
) -> None:
    response = page.get("/check", params=query)
    assert 400 <= response.status_code < 500
    assert status in (None, response.status_code)
    assert 'role="alert"' in response.text
    assert "<script>" not in response.text
    assert "debt_ratio" in _paths(response.text)


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_what_is_exported_is_imported_again(page: TestClient, kind: str) -> None:
    exported = page.post("/check/export", json={"profile": PROFILE, "kind": kind, "tier": "innovative", **DAY})
    assert exported.status_code == 200
    assert f'filename="profile.{kind}"' in exported.headers["content-disposition"]
    imported = page.post(f"/check/import?name=profile.{kind}&year=2026", content=exported.content)
    assert imported.json()["profile"] == PROFILE


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", "\U0001f600"])
def test_characters_that_a_file_cannot_hold_break_no_export(page: TestClient, kind: str, character: str) -> None:
    """Such a name is left out, kept or refused with a word; the file can be read again, and no other value is lost."""
    body = {"profile": {"name": f"江南{character}轴承", "employees": 80}, "kind": kind, **DAY}
    exported = page.post("/check/export", json=body)
    if exported.status_code == 422:
        assert_problem(exported, 422, exported.json().get("field"))
        return
    assert exported.status_code == 200
    imported = page.post(f"/check/import?name=profile.{kind}&year=2026", content=exported.content)
    assert imported.status_code == 200 and imported.json()["profile"]["employees"] == 80
    assert "".join(imported.json()["profile"]["name"].replace(character, "").split()) == "江南轴承"


@pytest.mark.parametrize("start", ["=HYPERLINK(\"http://x\",\"y\")", "+86", "-9", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_export_holds_a_formula(page: TestClient, start: str) -> None:
    profile = {"name": start, "province": start, "employees": 80}
    book = load_workbook(io.BytesIO(page.post("/check/export", json={"profile": profile, "kind": "xlsx", **DAY}).content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert sum(cell.value == start for cell in cells) == 2
    assert all(cell.data_type != "f" for cell in cells)


def test_a_csv_with_chinese_heads_is_imported(page: TestClient) -> None:
    content = "企业名称,2025年营业收入（元）,资产负债率\n某公司,90000000,62%\n".encode("gb18030")
    imported = page.post("/check/import?name=表.csv&year=2026", content=content)
    assert imported.json()["profile"] == {"name": "某公司", "revenue": {"2025": 9000}, "debt_ratio": 62}


def test_a_file_that_cannot_be_read_is_said_to_be_so(page: TestClient) -> None:
    assert_problem(page.post("/check/import?name=a.xlsx&year=2026", content=b"no workbook"), 422, "file")
    assert_problem(page.post("/check/import?name=a.yaml&year=2026", content=b"a" * (2 * 1024 * 1024 + 1)), 413, "file")
    assert_problem(page.post("/check/import?name=a.yaml&year=x", content=b"name: a"), 422, "year")


def test_what_if_names_the_conditions_that_change(page: TestClient) -> None:
    body = {"profile": {"debt_ratio": 72}, "changes": ["debt_ratio=60"], "round": 4, **DAY}
    answer = page.post("/check/what-if", json=body).json()
    assert [(each["id"], each["before"], each["after"]) for each in answer["changes"]] == [
        ("debt_ratio", "fail", "pass")
    ]
    assert (answer["before"], answer["check"]["status"]) == ("fail", "unknown")
    assert_problem(page.post("/check/what-if", json={**body, "changes": ["nothing=1"]}), 422, "nothing")


def test_the_report_is_a_word_or_pdf_file_with_the_verdict(page: TestClient) -> None:
    from docx import Document

    body = {"profile": PROFILE, "round": 4, **DAY}
    word = page.post("/check/report", json={**body, "kind": "docx"})
    document = Document(io.BytesIO(word.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("不符合" in text for text in [*cells, *(paragraph.text for paragraph in document.paragraphs)])
    pdf = page.post("/check/report", json={**body, "kind": "pdf"})
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["content-type"] == "application/pdf"
    assert_problem(page.post("/check/report", json={**body, "kind": "exe"}), 422, "kind")


def test_a_clause_can_be_read_on_a_page(page: TestClient) -> None:
    response = page.get("/clause", params={"id": "measures-2022-63/annex-3/2"})
    assert "资产负债率不高于70%" in response.text
    assert page.get("/clause", params={"id": "rounds/8"}).status_code == 200
    assert_problem(page.get("/clause", params={"id": "no/such"}), 404, "id")


def test_a_sites_own_clause_can_be_read_and_its_page_bears_its_name(page: TestClient, settings: Settings) -> None:
    answer = page.get("/clause", params={"id": "example-features/2/1", "site": "example"})
    assert answer.status_code == 200 and "战略性新兴产业" in answer.text
    assert page.get("/clause", params={"id": "example-features/2/1"}).status_code == 404
    own = settings.sites_path / "jiangnan"
    own.mkdir(parents=True, exist_ok=True)
    words = (BUILT_IN / "example" / "site.yaml").read_text(encoding="utf-8")
    (own / "site.yaml").write_text(words.replace("zh: 专精特新申报助手", "zh: 江南申报助手"), encoding="utf-8")
    assert "<title>自测 · 江南申报助手</title>" in page.get("/check", params={"site": "jiangnan", **DAY}).text


def test_the_chat_leads_to_the_form(page: TestClient) -> None:
    assert 'href="check?lang=zh"' in page.get("/").text


def test_the_values_that_mend_are_told(page: TestClient) -> None:
    body = {"profile": {"debt_ratio": 82}, "as_of": "2026-05-01", "path": "debt_ratio"}
    assert page.post("/check/mending", json=body).json() == [{"value": 75.0, "names": ["资产负债率"]}]
    assert_problem(page.post("/check/mending", json={**body, "path": "debts"}), 422, "debts")
