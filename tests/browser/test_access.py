"""axe finds nothing on any page of ours in any state; keyboard, 200 % zoom and a phone reach everything."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults
from tests.browser.conftest import Open, Server
from tests.browser.looks import LOOKS, look

FACTS = "我们资产负债率82%，去年营收8000万，研发费用200万，能报小巨人吗"

PATHS = ("check?round=4&as_of=2022-06-20", "check?lang=en", "clause?id=measures-2022-63/ch-3/有效期与复核", "docs", "nowhere", "embed/default")


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_the_chat_in_its_states(open_page: Open, width: int, dark: bool) -> None:
    visit = open_page(width=width, height=844, dark=dark)
    page = visit.page
    assert faults(page) == {}, "empty"
    page.route("**/chat/turn", lambda route: None)
    page.fill("#question", FACTS)
    page.press("#question", "Enter")
    page.locator(".waiting").wait_for()
    assert faults(page) == {}, "answering"
    page.get_by_role("button", name="停止").click()
    assert faults(page) == {}, "stopped"
    page.unroute("**/chat/turn")
    page.route("**/chat/turn", lambda route: route.abort("connectionrefused"))
    page.get_by_role("button", name="重试").click()
    page.locator(".reply.failed").wait_for()
    assert faults(page) == {}, "failed"
    page.unroute("**/chat/turn")
    page.get_by_role("button", name="重试").click()
    page.locator(".card").wait_for()
    for summary in page.locator(".reply summary").all():
        summary.click()
    assert faults(page) == {}, "answered, all unfolded"
    page.locator(".words .mark").first.click()
    page.locator(".source-text.whole mark").wait_for()
    assert faults(page) == {}, "clause open"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="对话记录").click()
    page.get_by_role("button", name="生成链接").click()
    page.get_by_text("链接显示到现在为止的对话").wait_for()
    assert faults(page) == {}, "list of conversations"
    link = page.locator(".sharing [name=link]").input_value()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="依据如何得出").click()
    whole = page.get_by_role("link", name="全部细节").get_attribute("href")
    assert faults(page) == {}, "how it was reached"
    for address in (link, whole):
        page.goto(address or "")
        assert faults(page) == {}, address
    assert [error for error in visit.errors if "ERR_CONNECTION_REFUSED" not in error] == []


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_the_other_pages(open_page: Open, server: Server, width: int, dark: bool) -> None:
    page = open_page(width=width, height=844, dark=dark).page
    for path in PATHS:
        page.goto(server.url + path)
        if path.startswith("check"):
            page.locator("[data-condition]").first.wait_for(state="attached")
        assert faults(page) == {}, path


def test_without_scripts_and_in_english(open_page: Open, server: Server) -> None:
    page = open_page(f"{server.url}?lang=en").page
    assert faults(page) == {}
    html = page.request.post(server.url, form={"question": FACTS}).text()
    page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html") if route.request.is_navigation_request() else route.continue_())
    page.goto(server.url)
    page.locator(".reply").first.wait_for()
    assert faults(page) == {}


def test_the_keyboard_reaches_everything_and_focus_never_falls(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    page.keyboard.type("第四批小巨人网上申报材料什么时候上传")
    page.keyboard.press("Enter")
    page.locator(".reply .words").first.wait_for()
    told = page.locator("[aria-live=polite]").filter(has_text="6月28日")
    expect(told).to_have_count(1)
    assert told.inner_text().endswith("。") and told.inner_text().count("。") == 1
    reached = set()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        focused = page.evaluate("document.activeElement === document.body ? 'body' : document.activeElement.textContent.trim() || document.activeElement.ariaLabel")
        reached.add(focused)
    assert {"复制", "自测", "新对话", "对话记录", "1"} <= reached
    mark = page.locator(".words .mark").first
    mark.focus()
    assert "三（四）" in (mark.get_attribute("aria-label") or "")
    assert "期间上传" in page.locator(f"#{mark.get_attribute('aria-describedby')}").inner_text()
    page.keyboard.press("Enter")
    page.locator(".source-text.whole mark").wait_for()
    page.locator("#question").focus()
    page.keyboard.type("小巨人有效期几年")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('.reply').length === 2 && !document.querySelector('[aria-busy=true]')")
    assert page.evaluate("document.activeElement.id") == "question"


def test_a_phone_keeps_two_thirds_for_reading_and_marks_large_enough(open_page: Open) -> None:
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True).page
    page.fill("#question", FACTS)
    page.press("#question", "Enter")
    page.locator(".card").wait_for()
    log = page.locator(".log").bounding_box()
    assert log is not None
    assert log["height"] >= 844 * 2 / 3 - 1
    boxes = [mark.bounding_box() for mark in page.locator(".words .mark").all() if mark.is_visible()]
    assert boxes
    assert all(box and min(box["width"], box["height"]) >= 24 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_back_closes_the_sheet_and_stays_on_the_page(open_page: Open) -> None:
    page = open_page(width=390, height=844, has_touch=True, is_mobile=True).page
    page.fill("#question", FACTS)
    page.press("#question", "Enter")
    page.locator(".card").wait_for()
    page.locator(".words .mark").first.tap()
    page.locator(".panel.sources.open").wait_for()
    page.go_back()
    page.locator(".panel.sources.open").wait_for(state="detached")
    assert page.locator(".turn").count() == 1


def test_at_twice_the_size_nothing_is_cut_or_covered(open_page: Open) -> None:
    page = open_page(width=640, height=430).page  # 1280 × 860 at 200 %
    page.fill("#question", FACTS)
    page.press("#question", "Enter")
    page.locator(".card").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    log = page.locator(".log").bounding_box()
    assert log is not None
    assert log["height"] >= 150
    for above, below in ((".top", ".log"), (".log", ".foot")):
        first, second = page.locator(above).bounding_box(), page.locator(below).bounding_box()
        assert first and second
        assert first["y"] + first["height"] <= second["y"] + 1


def test_large_type_and_the_systems_own_colours(open_page: Open) -> None:
    visit = open_page(width=390, height=844, forced_colors="active")
    page = visit.page
    page.get_by_role("button", name="大字显示").click()
    visit.ask(FACTS)
    page.locator(".card").wait_for()
    assert page.evaluate("getComputedStyle(document.querySelector('.words li')).fontSize") == "20px"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for shown in (".mark", ".send"):
        assert page.locator(shown).first.evaluate("each => getComputedStyle(each).borderTopWidth") == "1px"
    look(page, "forced-colours")
    assert faults(page) == {}
