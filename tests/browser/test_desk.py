"""An agent's morning at 1280 px: from signing in to a copied mail, by keyboard where that is quicker."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.settings import Settings
from assistant.store import Store
from assistant.store.people import DeskRole
from tests.assistant.desk.conftest import TEXT
from tests.browser.conftest import Server

WORD = "correct horse battery"


@pytest.fixture(scope="module")
def desk(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A browser at the desk's server, where an agent and a supervisor may sign in."""
    store = Store(Settings(data_dir=server.data_dir, database_url=None, _env_file=None))
    known = {person.name for person in store.people.all()}
    for role in (DeskRole.AGENT, DeskRole.SUPERVISOR):
        if role.value not in known:
            store.people.add(role.value, role, WORD)
    store.close()
    context = browser.new_context(viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"])
    yield context
    context.close()


def _look(page: Page, name: str) -> None:
    """A picture for whoever wants to look, where `ZJTX_SCREENSHOTS` names a folder."""
    if folder := os.environ.get("ZJTX_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"desk-{name}.png")


def test_an_agents_morning(desk: BrowserContext, server: Server) -> None:
    page = desk.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(server.url) else wrong.append(request.url))

    page.goto(f"{server.url}desk")
    _look(page, "sign-in")
    page.get_by_label("名称").fill("agent")
    page.get_by_label("密码").fill(WORD)
    page.get_by_role("button", name="登录").click()
    _look(page, "empty")

    page.get_by_label("来信内容").fill(f"{TEXT}\n====\n第四批复核的企业什么时候上传材料？")
    page.get_by_label("按哪一天答复").fill("2022-06-20")
    page.get_by_role("button", name="读信并起草").click()
    expect(page.locator(".draft")).to_have_count(5)
    expect(page.locator(".queue [data-item]").first).to_contain_text("杭州甲乙精密科技有限公司")
    _look(page, "mail")

    liabilities = page.get_by_label("负债总额")
    expect(liabilities).to_have_value("3600")
    liabilities.fill("3000")
    page.get_by_role("button", name="更正并重新起草").click()
    first = page.locator(".draft").first
    expect(first.locator("textarea")).to_contain_text("3000/5000 = 60%")
    expect(page.locator(".fact.corrected")).to_have_count(1)

    page.locator("body").press("j")
    page.keyboard.press("j")
    expect(page.locator(".draft").nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("e")
    text = first.locator("textarea")
    expect(text).to_be_focused()
    stood = text.input_value()
    text.fill(stood.replace("不高于70%", "不高于75%").replace("低于6%", "低于9%"))
    stopped = first.locator("mark.stopped")
    expect(stopped.first).to_be_visible()
    expect(first.locator(".reasons")).not_to_be_empty()
    _look(page, "stopped")
    text.fill(f"感谢来信。\n{stood}")
    expect(first.locator(".stands")).to_be_visible()
    first.get_by_role("button", name="保存").click()
    expect(page.locator(".draft").first).to_contain_text("agent改过")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    _look(page, "saved")

    page.get_by_role("link", name="复制为邮件").click()
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("您好！") and "60%" in copied and "感谢来信。" in copied
    _look(page, "letter")
    page.get_by_role("link", name="返回坐席台").click()
    page.get_by_role("button", name="答复完毕").click()
    expect(page.locator(".queue [data-item]")).to_have_count(1)
    page.get_by_role("link", name="历史").click()
    page.get_by_role("searchbox").fill("甲乙精密")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".listing [data-item]")).to_have_count(1)
    _look(page, "history")
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    assert wrong == []
    page.close()
