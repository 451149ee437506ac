"""Gradio's own chat page: an example is asked, the answer comes with its sources, and no other host is asked."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server

ASKED = "Ⅰ类知识产权包括哪些"


def test_an_example_is_answered_with_its_sources(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN")
    page = context.new_page()
    outside: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((server.url, "data:", "blob:")) else outside.append(request.url))
    page.goto(f"{server.url}gradio/")
    page.get_by_role("button", name=ASKED).click(timeout=60_000)
    answer = page.get_by_test_id("bot").last
    expect(answer).to_contain_text("发明专利", timeout=60_000)
    expect(answer).to_contain_text("依据", timeout=60_000)
    expect(answer).to_contain_text("工信部企业〔2022〕63号")
    expect(answer).to_contain_text("以正式文件和主管部门答复为准")
    assert outside == []
    context.close()
