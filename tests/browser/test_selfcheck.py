"""The self-check page in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server

expect.set_options(timeout=20_000)  # a file is read in a process of its own, which starts slowly on a busy machine


@pytest.fixture
def page(browser: Browser, server: Server) -> Page:
    page = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860}).new_page()
    page.goto(f"{server.url}check?round=4&as_of=2022-06-20")
    page.wait_for_selector("[data-condition]")
    return page


def _verdict(page: Page, condition: str, word: str) -> None:
    expect(page.locator(f"[data-condition={condition}] .word").first).to_have_text(word)


def test_the_verdict_follows_what_is_typed_and_stays_over_a_reload(page: Page) -> None:
    _verdict(page, "debt_ratio", "待补充")
    page.fill("[data-path=debt_ratio]", "72")
    _verdict(page, "debt_ratio", "不符合")
    expect(page.locator("#summary")).to_contain_text("1 项不符合")
    page.fill("[data-path=debt_ratio]", "７０")
    _verdict(page, "debt_ratio", "符合")
    page.reload()
    expect(page.locator("[data-path=debt_ratio]")).to_have_value("７０")
    _verdict(page, "debt_ratio", "符合")
    page.click("#clear")
    _verdict(page, "debt_ratio", "待补充")
    assert page.evaluate("localStorage.getItem('zjtx.selfcheck')") is None


def test_a_value_that_is_refused_is_marked_and_the_others_still_count(page: Page) -> None:
    page.fill("[data-path=debt_ratio]", "60")
    page.fill("[data-path=market_share]", "140")
    page.fill("[data-path=niche_years]", "很久")
    expect(page.locator("[data-field=market_share] .wrong")).to_contain_text("100")
    expect(page.locator("[data-field=niche_years] .wrong")).to_have_text("请填数字")
    _verdict(page, "debt_ratio", "符合")


def test_a_slider_tries_a_value_and_leaves_the_form_as_it_is(page: Page) -> None:
    page.fill("[data-path=debt_ratio]", "72")
    page.click("[data-try=debt_ratio]")
    page.keyboard.press("Home")
    expect(page.locator("#trial")).to_contain_text("资产负债率")
    _verdict(page, "debt_ratio", "不符合")
    expect(page.locator("[data-path=debt_ratio]")).to_have_value("72")
    page.click("[data-stop=debt_ratio]")
    expect(page.locator("#trial")).to_be_empty()


def test_a_slider_reaches_the_value_that_mends(page: Page, server: Server) -> None:
    page.goto(f"{server.url}check?as_of=2026-05-01")
    page.fill("[data-path='revenue.2025']", "1000")
    _verdict(page, "revenue", "不符合")
    page.click("[data-try='revenue.2025']")
    page.get_by_role("button", name="到5000万元：营业收入符合").click()
    expect(page.locator("[data-slide='revenue.2025']")).to_have_value("5000")
    expect(page.locator("#trial")).to_contain_text("营业收入")
    expect(page.locator("#trial .word").last).to_have_text("符合")
    expect(page.locator("[data-path='revenue.2025']")).to_have_value("1000")


def test_a_share_as_a_fraction_and_a_year_for_years_are_questioned(page: Page) -> None:
    page.fill("[data-path=main_revenue_ratio]", "0.95")
    wrong = page.locator("[data-field=main_revenue_ratio] .wrong")
    expect(wrong).to_contain_text("是95%吗？")
    wrong.get_by_role("button", name="改为95%").click()
    expect(page.locator("[data-path=main_revenue_ratio]")).to_have_value("95")
    expect(wrong).to_be_hidden()
    _verdict(page, "main_revenue_ratio", "符合")
    page.fill("[data-path=niche_years]", "2014")
    expect(page.locator("[data-field=niche_years] .wrong")).to_contain_text("2014像是开始的年份")


def test_a_file_is_read_and_written_and_its_text_never_becomes_markup(page: Page, tmp_path: Path) -> None:
    source = tmp_path / "我的企业.yaml"
    source.write_text("name: <img src=x onerror=alert(1)>\ndebt_ratio: 65\n", encoding="utf-8")
    page.set_input_files("#import-file", source)
    expect(page.locator("#told")).to_contain_text("已读入 2 项")
    expect(page.locator("[data-path=name]")).to_have_value("<img src=x onerror=alert(1)>")
    assert page.locator("main img").count() == 0
    page.click(".files summary")
    with page.expect_download() as exported:
        page.click("[data-export=yaml]")
    assert "debt_ratio: 65" in exported.value.path().read_text(encoding="utf-8")
    with page.expect_download() as report:
        page.click("[data-report=pdf]")
    assert report.value.path().read_bytes().startswith(b"%PDF-")


def test_a_sum_from_a_file_has_no_box_is_shown_used_and_can_be_left_out(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}check?round=8&as_of=2026-05-01")
    _verdict(page, "rd_sum2", "待补充")
    source = tmp_path / "a.yaml"
    source.write_text("rd_expense_sum2: 1310\nlocal_feature_score: 9\n", encoding="utf-8")
    page.set_input_files("#import-file", source)
    _verdict(page, "rd_sum2", "符合")
    expect(page.locator("#told")).to_contain_text("其中 1 项本表不问")
    expect(page.locator("#whole")).to_contain_text("近两年研发费用合计 1310万元")
    page.reload()
    _verdict(page, "rd_sum2", "符合")
    page.click("#whole button")
    _verdict(page, "rd_sum2", "待补充")
    expect(page.locator("#whole")).to_be_empty()


def test_own_points_that_are_missing_are_named_without_a_box_to_go_to(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}check?tier=innovative&as_of=2026-05-01")
    source = tmp_path / "a.yaml"
    source.write_text("score_total: 65\n", encoding="utf-8")
    page.set_input_files("#import-file", source)
    missing = page.locator("[data-condition=evaluation] .missing")
    expect(missing).to_contain_text("成长性自评得分")
    expect(missing.locator("button", has_text="自评得分")).to_have_count(0)
    expect(page.locator("#result")).to_contain_text("65 分，满分 100 分")


def test_a_clause_opens_and_stays_open_while_typing(page: Page) -> None:
    clause = page.locator("[data-condition=debt_ratio] details")
    clause.locator("summary").click()
    expect(clause.locator("blockquote")).to_contain_text("资产负债率不高于70%")
    page.fill("[data-path=niche_years]", "5")
    _verdict(page, "niche_years", "符合")
    expect(clause.locator("blockquote")).to_be_visible()
    with page.expect_popup() as opened:
        clause.locator("a").click()
    expect(opened.value.locator("blockquote")).to_contain_text("资产负债率不高于70%")


def test_numbers_are_typed_with_their_unit_and_yuan_are_questioned(page: Page) -> None:
    page.fill("[data-path='revenue.2021']", "1.1亿")
    page.fill("[data-path=debt_ratio]", "72%")
    _verdict(page, "debt_ratio", "不符合")
    expect(page.locator("[data-condition=sme]")).not_to_contain_text("2021年营业收入")
    page.fill("[data-path='revenue.2021']", "120000000")
    expect(page.locator("[data-field='revenue.2021'] .wrong")).to_contain_text("像是按元填的")
    with page.expect_download() as exported:
        page.click(".files summary")
        page.fill("[data-path='revenue.2021']", "1.1亿")
        page.click("[data-export=yaml]")
    assert "11000\n" in exported.value.path().read_text(encoding="utf-8")


def test_what_failed_says_what_would_mend_it_and_one_way_of_several_is_not_alarmed_at(page: Page) -> None:
    page.fill("[data-path=debt_ratio]", "72")
    expect(page.locator("[data-condition=debt_ratio] .mending")).to_contain_text("超出2个百分点")
    assert page.locator("[data-condition]").first.get_attribute("data-condition") == "debt_ratio"
    page.fill("[data-path=national_award_rank]", "0")
    expect(page.locator(".routes .ways .word.fail").first).to_have_text("不符合")


def test_a_comma_that_groups_no_thousands_is_no_number(page: Page) -> None:
    page.fill("[data-path=debt_ratio]", "69,5")
    expect(page.locator("[data-field=debt_ratio] .wrong")).to_have_text("请填数字")
    _verdict(page, "debt_ratio", "待补充")
    for year, expense in (("2021", "1，200.5"), ("2020", "1,200")):
        page.fill(f"[data-path='revenue.{year}']", "12,000")
        page.fill(f"[data-path='rd_expense.{year}']", expense)
    expect(page.locator("[data-condition=rd_intensity]").first).to_contain_text("1200.5/12000")


def test_the_date_of_a_title_is_typed_as_people_write_it(page: Page) -> None:
    page.check("[data-path=recognitions][value=specialized]")
    page.fill("[data-on=specialized]", "2021年5月")
    _verdict(page, "rung", "符合")
    page.fill("[data-on=specialized]", "去年")
    expect(page.locator("[data-field=recognitions] .wrong")).to_contain_text("应填日期")


def test_what_failed_and_what_is_open_stand_before_the_score(page: Page, server: Server) -> None:
    page.goto(f"{server.url}check?tier=specialized&as_of=2022-08-20")
    page.fill("[data-path=niche_years]", "1")
    _verdict(page, "niche_years", "不符合")
    page.fill("[data-path='rd_expense.2021']", "600")
    _verdict(page, "rd_expense", "符合")
    shown = page.locator("#result").inner_text()
    assert shown.index("从事特定细分市场时间") < shown.index("满分 100 分") < shown.index("符合的条件")


def test_a_line_of_the_rounds_stands_under_its_words(page: Page) -> None:
    row = page.locator("[data-condition=manufacturing_champion] details")
    row.locator("summary").click()
    expect(row).to_contain_text("不予推荐：制造业单项冠军")
    expect(row.locator("blockquote")).to_contain_text("excluded: [manufacturing_champion")


def test_a_file_of_another_enterprise_takes_the_place_of_what_was_filled_in(page: Page, tmp_path: Path) -> None:
    page.fill("[data-path=name]", "甲公司")
    page.fill("[data-path=niche_years]", "5")
    source = tmp_path / "other.yaml"
    source.write_text("name: 乙公司\ndebt_ratio: 65\n", encoding="utf-8")
    page.set_input_files("#import-file", source)
    expect(page.locator("#told")).to_contain_text("企业名称不同")
    expect(page.locator("[data-path=niche_years]")).to_have_value("")


def test_going_back_shows_the_choice_of_the_page(page: Page) -> None:
    page.select_option("#choice [name=tier]", "specialized")
    page.wait_for_url("**tier=specialized**")
    page.wait_for_selector(".score")
    page.go_back()
    page.wait_for_selector("[data-condition=key_chain_role]")
    expect(page.locator("#choice [name=tier]")).to_have_value("little_giant")


@pytest.mark.parametrize("tier", ["innovative", "specialized", "little_giant"])
@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_shows_the_page_without_scrolling_sideways(
    browser: Browser, server: Server, tier: str, dark: bool
) -> None:
    errors: list[str] = []
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark" if dark else "light", locale="zh-CN"
    )
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"{server.url}check?tier={tier}&as_of=2022-12-01")
    page.wait_for_selector("[data-condition]")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert (page.locator(".score").count() > 0) is (tier != "little_giant")
    assert not errors
    context.close()


def test_what_the_chat_knows_comes_along_and_changes_go_back(browser: Browser, server: Server) -> None:
    page = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860}).new_page()
    page.goto(server.url)
    page.fill("#question", "我们资产负债率82%，第六批能报小巨人吗")
    page.press("#question", "Enter")
    page.locator(".card").wait_for()
    page.get_by_role("link", name="带到自测").first.click()
    expect(page.locator("[data-path=debt_ratio]")).to_have_value("82")
    expect(page.locator("[name=round]")).to_have_value("6")
    page.fill("[data-path=debt_ratio]", "65")
    page.fill("[data-path=employees]", "120")
    _verdict(page, "debt_ratio", "符合")
    page.get_by_role("link", name="问答", exact=True).click()
    expect(page.locator(".fact")).to_have_count(2)
    expect(page.locator(".panel.profile")).to_contain_text("65%")
    expect(page.locator(".card-told")).to_contain_text("修改前的判定")
    page.get_by_role("button", name="按补充后的情况再答一遍").click()
    expect(page.locator(".reply")).to_have_count(2)
    expect(page.locator(".reply").last).to_contain_text("65%，不高于70%")
    expect(page.locator(".panel.profile")).to_contain_text("65%")
    page.goto(f"{server.url}check")
    page.click("#clear")


def test_a_phone_shows_one_group_at_a_time_with_progress(browser: Browser, server: Server) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{server.url}check")
    page.wait_for_selector("[data-condition]")
    expect(page.locator("fieldset:visible")).to_have_count(1)
    expect(page.locator(".steps p")).to_contain_text("第 1 组")
    page.fill("[data-path=employees]", "120")
    page.get_by_role("button", name="下一组").click()
    expect(page.locator(".steps p")).to_contain_text("第 2 组")
    expect(page.locator("[data-path=employees]")).to_be_hidden()
    page.get_by_role("button", name="上一组").click()
    expect(page.locator("[data-path=employees]")).to_have_value("120")
    page.evaluate("localStorage.clear()")


def test_clearing_the_form_can_be_undone(page: Page) -> None:
    page.fill("[data-path=debt_ratio]", "72")
    _verdict(page, "debt_ratio", "不符合")
    page.click("#clear")
    expect(page.locator("[data-path=debt_ratio]")).to_have_value("")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("[data-path=debt_ratio]")).to_have_value("72")
    _verdict(page, "debt_ratio", "不符合")
