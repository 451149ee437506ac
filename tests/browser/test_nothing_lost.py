"""Whatever happens to the page, the network or the server: the question, the draft and the ticks are still there."""

from __future__ import annotations

import os
import signal

from playwright.sync_api import Page, Route

from tests.browser.conftest import Open, Server, free_port, serving

QUESTION = "第四批小巨人网上申报材料什么时候上传"
PAPERS = "第四批小巨人新申报企业要交哪些材料"


def _hold(page: Page) -> list[Route]:
    """The next question is sent and not answered, until it is let go on."""
    held: list[Route] = []
    page.route("**/chat/turn", lambda route: route.continue_() if held else held.append(route))
    return held


def _type_and_send(page: Page, question: str) -> None:
    page.fill("#question", question)
    page.press("#question", "Enter")


def _questions(page: Page) -> list[str]:
    return page.locator(".asked p").all_inner_texts()


def test_long_questions_are_asked_and_too_long_ones_stay_in_the_box(open_page: Open) -> None:
    visit = open_page()
    visit.ask("我们公司情况如下。" + "我们做轴承。" * 180 + "小巨人有效期几年？")
    assert "三年" in visit.answer or "3年" in visit.answer
    too_long = "问" * 2_400
    _type_and_send(visit.page, too_long)
    assert visit.page.input_value("#question") == too_long
    assert "2400" in visit.page.locator("#question-help").inner_text()


def test_a_reload_while_pending_keeps_the_question_to_be_sent_again(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    _hold(page)
    _type_and_send(page, QUESTION)
    page.locator(".waiting").wait_for()
    page.reload()
    assert _questions(page) == [QUESTION]
    page.get_by_role("button", name="重试").click()
    page.locator(".reply .words").first.wait_for()
    assert "6月28日" in visit.answer


def test_sending_while_busy_keeps_what_is_typed(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    held = _hold(page)
    _type_and_send(page, QUESTION)
    page.locator(".waiting").wait_for()
    _type_and_send(page, "小巨人有效期几年")
    assert page.locator(".turn").count() == 1
    assert page.input_value("#question") == "小巨人有效期几年"
    held[0].continue_()
    page.locator(".reply .words").first.wait_for()
    page.press("#question", "Enter")
    page.wait_for_function("() => document.querySelectorAll('.reply').length === 2")


def test_an_answer_no_longer_wanted_is_stopped(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    _hold(page)
    _type_and_send(page, QUESTION)
    page.get_by_role("button", name="停止").click()
    page.get_by_text("已停止，问题已保留").wait_for()
    page.get_by_role("button", name="修改后再问").click()
    assert page.input_value("#question") == QUESTION
    assert page.locator(".turn").count() == 0


def test_a_draft_is_there_after_leaving_and_after_closing(open_page: Open, server: Server) -> None:
    visit = open_page()
    page = visit.page
    page.type("#question", "我们去年营收")
    page.get_by_role("link", name="自测", exact=True).click()
    page.wait_for_url("**/check?lang=zh")
    page.go_back()
    page.wait_for_function("() => document.querySelector('#question').value === '我们去年营收'")
    reopened = page.context.new_page()
    page.close()
    reopened.goto(server.url)
    assert reopened.input_value("#question") == "我们去年营收"


def test_a_closed_window_is_reopened_where_it_was_left(open_page: Open, server: Server) -> None:
    visit = open_page()
    visit.ask("我们资产负债率72%，能报小巨人吗")
    reopened = visit.page.context.new_page()
    visit.page.close()
    reopened.goto(server.url)
    assert _questions(reopened) == ["我们资产负债率72%，能报小巨人吗"]
    assert reopened.locator(".fact").inner_text().split() == ["资产负债率", "72%"]
    _type_and_send(reopened, "那专精特新中小企业呢")
    reopened.wait_for_function("() => document.querySelectorAll('.reply').length === 2")
    assert "72%，不高于80%" in reopened.locator(".reply").last.inner_text()


def test_two_windows_on_one_conversation_find_each_others_turns(open_page: Open, server: Server) -> None:
    visit = open_page()
    visit.ask(QUESTION)
    other = visit.page.context.new_page()
    other.goto(server.url)
    assert _questions(other) == [QUESTION]
    _type_and_send(other, "小巨人有效期几年")
    other.wait_for_function("() => document.querySelectorAll('.reply').length === 2")
    visit.page.wait_for_function("() => document.querySelectorAll('.reply').length === 2")
    visit.ask("复核怎么办理")
    assert _questions(visit.page) == [QUESTION, "小巨人有效期几年", "复核怎么办理"]
    other.get_by_role("link", name="新对话").click()
    _type_and_send(other, PAPERS)
    other.locator(".reply").wait_for()
    assert _questions(visit.page) == [QUESTION, "小巨人有效期几年", "复核怎么办理"]


def test_ticks_stay_over_a_reload(open_page: Open) -> None:
    visit = open_page()
    visit.ask(PAPERS)
    visit.page.locator(".checklist input").nth(1).check()
    visit.page.reload()
    visit.page.locator(".checklist").wait_for()
    assert visit.page.locator(".checklist input").nth(1).is_checked()
    assert not visit.page.locator(".checklist input").first.is_checked()


def test_a_new_conversation_can_be_undone_and_found_again(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    visit.ask(QUESTION)
    page.get_by_role("link", name="新对话").click()
    assert page.locator(".example").count() == 4
    page.get_by_role("button", name="撤销").click()
    assert _questions(page) == [QUESTION]
    page.get_by_role("link", name="新对话").click()
    page.get_by_role("button", name="对话记录").click()
    page.locator(".list-open").click()
    assert _questions(page) == [QUESTION]


def test_conversations_are_named_searched_and_deleted(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    for question in (QUESTION, "小巨人有效期几年"):
        visit.ask(question)
        page.get_by_role("link", name="新对话").click()
    page.get_by_role("button", name="对话记录").click()
    items = page.locator(".list-open")
    assert items.count() == 2
    page.get_by_role("button", name=f"改名：{QUESTION}").click()
    page.keyboard.type("上传日期")
    page.keyboard.press("Enter")
    page.fill(".list [name=words]", "6月28日")
    assert items.all_inner_texts()[0].startswith("上传日期")
    assert items.count() == 1
    page.get_by_role("button", name="删除：上传日期").click()
    assert items.count() == 0
    page.locator(".list").get_by_role("button", name="撤销").click()
    page.fill(".list [name=words]", "")
    assert items.count() == 2
    page.locator(".list").get_by_role("button", name="关闭").click()
    assert page.locator(".list").is_hidden()


def test_a_question_in_the_address_is_asked_once(open_page: Open, server: Server) -> None:
    visit = open_page(f"{server.url}?q={QUESTION}&as_of=2022-06-22")
    page = visit.page
    page.locator(".reply .words").first.wait_for()
    assert "进行中" in visit.answer
    assert "q=" not in page.url
    page.reload()
    assert _questions(page) == [QUESTION]


def test_an_offline_reader_keeps_the_page_and_gets_the_answer_later(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    visit.ask(QUESTION)
    page.context.set_offline(True)
    page.locator(".words .mark").first.click()
    page.locator(".panel.sources mark").wait_for()
    _type_and_send(page, "小巨人有效期几年")
    page.locator(".reply.failed").wait_for()
    assert "问题已保留" in visit.answer
    page.context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    page.wait_for_function("() => document.querySelectorAll('.reply:not(.failed)').length === 2")


def test_a_server_that_restarts_idle_or_asked_loses_nothing(open_page: Open, server: Server) -> None:
    port = free_port()
    with serving(server.data_dir, port=port) as first:
        visit = open_page(first.url)
        visit.ask("我们资产负债率72%，能报小巨人吗")
    with serving(server.data_dir, port=port) as second:
        visit.ask("那专精特新中小企业呢")
        assert "72%，不高于80%" in visit.answer
        os.kill(second.process.pid, signal.SIGSTOP)
        _type_and_send(visit.page, "那小巨人呢")
        visit.page.locator(".waiting").wait_for()
        os.kill(second.process.pid, signal.SIGKILL)
        visit.page.locator(".reply.failed").wait_for()
        assert "问题已保留" in visit.answer
    with serving(server.data_dir, port=port):
        visit.page.get_by_role("button", name="重试").click()
        visit.page.wait_for_function("() => document.querySelectorAll('.reply:not(.failed)').length === 3", timeout=60_000)
        assert "72%，不高于75%" in visit.answer


def test_a_duplicated_tab_goes_on_from_the_same_place(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    visit.ask("我们资产负债率72%，能报小巨人吗")
    with page.expect_popup() as opened:
        page.evaluate("window.open(location.href)")  # takes what the tab keeps along, as a duplicated one does
    copy = opened.value
    copy.locator(".reply").first.wait_for()
    assert _questions(copy) == ["我们资产负债率72%，能报小巨人吗"]
    _type_and_send(copy, "那专精特新中小企业呢")
    copy.wait_for_function("() => document.querySelectorAll('.reply').length === 2")
    assert "72%，不高于80%" in copy.locator(".reply").last.inner_text()
    page.wait_for_function("() => document.querySelectorAll('.reply').length === 2")


def test_without_scripts_one_asks_and_goes_on(open_page: Open) -> None:
    visit = open_page(java_script_enabled=False)
    page = visit.page
    page.fill("#question", "我们资产负债率72%")
    page.click("button.send")
    page.fill("#question", "能报小巨人吗")
    page.click("button.send")
    assert page.locator(".turn").count() == 2
    assert "72%，不高于75%" in page.locator(".reply").last.inner_text()
    mark = page.locator(".reply").last.locator("a.mark").first
    assert page.locator(f"[id='{mark.get_attribute('href')[1:]}']").count() == 1  # type: ignore[index]
    assert page.get_by_role("button", name="大字显示").count() == 0


def test_a_private_link_is_made_by_choice_read_by_others_and_ended(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    visit.ask(QUESTION)
    page.get_by_role("button", name="对话记录").click()
    page.get_by_role("button", name="生成链接").click()
    page.get_by_text("链接显示到现在为止的对话").wait_for()
    link = page.locator(".sharing [name=link]").input_value()
    other = open_page(java_script_enabled=False).page
    other.goto(link)
    assert "6月21日至6月28日" in other.locator(".words").inner_text()
    page.reload()
    page.get_by_role("button", name="对话记录").click()
    assert page.locator(".sharing [name=link]").input_value() == link
    page.get_by_role("button", name="停止分享").click()
    page.get_by_text("原来的链接打不开了").wait_for()
    other.reload()
    assert "已停止分享" in other.locator("main").inner_text()
