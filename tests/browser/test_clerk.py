"""A finance clerk's ten minutes, on a screen and on a phone: can we apply, what is missing, what would mend it, what to send by when."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Server
from tests.browser.looks import LOOKS, look

DAY = "2026-05-06"
FACTS = "我们是省级专精特新（2024年认定），做精密轴承8年，去年营收8600万元，研发费用430万元，资产总额5000万元，负债3900万元，员工120人，今年能报小巨人吗"


def _press(page: Page, phone: bool, name: str, role: str = "button") -> None:
    found = page.get_by_role(role, name=name, exact=True).last  # type: ignore[arg-type]
    found.tap() if phone else found.click()


def _answered(page: Page, count: int) -> None:
    expect(page.locator(".reply")).to_have_count(count, timeout=60_000)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_a_clerk_finds_out_in_ten_minutes(open_page: Open, server: Server, width: int, dark: bool) -> None:
    phone = width < 1000
    options = {"has_touch": True, "is_mobile": True} if phone else {}
    visit = open_page(f"{server.url}?as_of={DAY}", width=width, height=844, dark=dark, permissions=["clipboard-read", "clipboard-write"], **options)
    page = visit.page
    look(page, "clerk-1-empty")

    visit.ask(FACTS)
    card = page.locator(".card")
    expect(card.locator(".card-head .verdict")).to_have_text("不符合")
    expect(card.locator(".card-failed")).to_contain_text("3900/5000 = 78%，高于75%")
    expect(card.locator(".card-failed")).to_contain_text("约需减少150万元负债总额")
    expect(page.locator(".timeline, .words").filter(has_text="还有19天").first).to_be_visible()
    chips = page.locator(".chips select")
    assert [chip.evaluate("each => each.selectedOptions[0].text") for chip in chips.all()] == ["小巨人", "新申报", "第八批"]
    look(page, "clerk-2-verdict")

    missing = card.locator(".card-missing")
    before = int(re.sub(r"\D", "", missing.inner_text()))
    expect(card.locator(".fact-question")).to_have_text("2023年营业收入总额是多少万元？")
    card.locator("[name=value]").fill("7000")
    _press(page, phone, "确定")
    expect(missing).to_contain_text(f"还差 {before - 1} 项")
    _press(page, phone, "不清楚，下一项")
    expect(missing).to_contain_text(f"还差 {before - 1} 项")
    look(page, "clerk-3-missing")

    if phone:
        page.locator(".chip").tap()
        look(page, "clerk-4-enterprise")
        page.keyboard.press("Escape")
    with page.expect_navigation():
        _press(page, phone, "带到自测", "link")
    expect(page.locator("[data-path=total_liabilities]")).to_have_value("3900")
    expect(page.locator("#summary")).to_contain_text("1 项不符合")
    if phone:
        for _ in range(2):
            _press(page, phone, "下一组")
    page.locator("[data-try=total_liabilities]").click()
    page.get_by_role("button", name="到3750万元：资产负债率符合").click()
    expect(page.locator("#trial")).to_contain_text("3750/5000 = 75%")
    look(page, "clerk-5-self-check")
    page.fill("[data-path=total_liabilities]", "3700")
    expect(page.locator("[data-condition=debt_ratio] .word").first).to_have_text("符合")
    with page.expect_download() as report:
        page.locator("[data-report=docx]").click()
    assert report.value.path().read_bytes().startswith(b"PK")

    with page.expect_navigation():
        _press(page, phone, "问答", "link")
    expect(page.locator(".card-told")).to_contain_text("修改前的判定")
    _press(page, phone, "按补充后的情况再答一遍")
    _answered(page, 2)
    expect(page.locator(".reply").last).to_contain_text("3700/5000 = 74%，不高于75%")
    look(page, "clerk-6-again")

    visit.ask("什么时候截止，要交哪些材料")
    expect(page.locator(".reply").last).to_contain_text("2026年4月25日至5月25日")
    expect(page.locator(".reply").last).to_contain_text("进行中（还有19天）")
    look(page, "clerk-7-dates")
    _press(page, phone, "复制")
    page.get_by_text("已复制").wait_for()
    assert "5月25日" in page.evaluate("navigator.clipboard.readText()")

    page.reload()
    assert page.locator(".asked p").first.inner_text() == FACTS
    _answered(page, 3)
    assert visit.errors == []
    assert visit.outside == []
