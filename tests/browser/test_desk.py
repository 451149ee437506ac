"""An agent's and a supervisor's morning: from signing in to a copied mail, from what went wrong to what is mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from assistant.settings import Settings
from assistant.store import Store
from assistant.store.people import DeskRole
from tests.assistant.desk.conftest import TEXT
from tests.browser.axe import faults
from tests.browser.conftest import Server
from tests.browser.looks import LOOKS, look
from tests.browser.mornings import DAY, MAILS

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
    expect.set_options(timeout=20_000)
    yield context
    expect.set_options(timeout=5_000)
    context.close()


def _follow(page: Page, control: Locator) -> None:
    """Press a control that leads to another page, and be there: what is sent to a page on its way may wait for ever."""
    with page.expect_navigation():
        control.click()


def _press(page: Page, *keys: str) -> None:
    """Press keys of the desk, once the page listens."""
    expect(page.locator("html[data-keys=on]")).to_be_attached()
    page.locator("body").press(keys[0])
    for key in keys[1:]:
        page.keyboard.press(key)


def _enter(desk: BrowserContext, server: Server, name: str) -> tuple[Page, list[str]]:
    """Somebody signed in, and what goes wrong on his pages."""
    desk.clear_cookies()
    page = desk.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(server.url) else wrong.append(request.url))
    page.goto(f"{server.url}desk")
    look(page, "desk-sign-in")
    assert faults(page) == {}
    page.get_by_label("名称").fill(name)
    page.get_by_label("密码").fill(WORD)
    _follow(page, page.get_by_role("button", name="登录"))
    return page, wrong


def test_an_agents_morning(desk: BrowserContext, server: Server) -> None:
    page, wrong = _enter(desk, server, "agent")
    look(page, "desk-empty")

    page.get_by_label("来信内容").fill(f"{TEXT}\n====\n第四批复核的企业什么时候上传材料？")
    page.get_by_label("按哪一天答复").fill("2022-06-20")
    page.get_by_role("button", name="读信并起草").click()
    expect(page.locator(".draft")).to_have_count(5)
    expect(page.locator(".queue [data-item]").first).to_contain_text("杭州甲乙精密科技有限公司")
    look(page, "desk-mail")

    liabilities = page.get_by_label("负债总额")
    expect(liabilities).to_have_value("3600")
    liabilities.fill("3000")
    _follow(page, page.get_by_role("button", name="更正并重新起草"))
    first = page.locator(".draft").first
    expect(first.locator("textarea")).to_contain_text("3000/5000 = 60%")
    expect(page.locator(".fact.corrected")).to_have_count(1)

    _press(page, "j", "j")
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
    look(page, "desk-stopped")
    assert faults(page) == {}
    text.fill(f"感谢来信。\n{stood}")
    expect(first.locator(".stands")).to_be_visible()
    first.get_by_role("button", name="保存").click()
    expect(page.locator(".draft").first).to_contain_text("agent改过")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    look(page, "desk-saved")

    _follow(page, page.get_by_role("link", name="复制为邮件"))
    expect(page.locator("html[data-keys=on]")).to_be_attached()
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("您好！") and "60%" in copied and "感谢来信。" in copied
    look(page, "desk-letter")
    assert faults(page) == {}
    _follow(page, page.get_by_role("link", name="返回坐席台"))
    page.get_by_role("button", name="答复完毕").click()
    expect(page.locator(".queue [data-item]")).to_have_count(1)
    page.get_by_role("link", name="历史").click()
    page.get_by_role("searchbox").fill("甲乙精密")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".listing [data-item]")).to_have_count(1)
    look(page, "desk-history")
    assert faults(page) == {}
    _follow(page, page.get_by_role("button", name="退出"))
    assert wrong == []
    page.close()


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_five_mails_from_paste_to_copied(desk: BrowserContext, server: Server, width: int, dark: bool) -> None:
    page, wrong = _enter(desk, server, "agent")
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if dark else "light")
    look(page, "agent-1-empty")
    waiting = page.locator(".queue [data-item]").count()
    page.get_by_role("textbox", name="来信内容").fill("\n====\n".join(mail.text for mail in MAILS))
    page.get_by_label("按哪一天答复").fill(DAY)
    page.get_by_role("button", name="读信并起草").click()
    for number, mail in enumerate(MAILS):
        page.locator(".queue [data-item]", has_text=mail.text[:12]).click()
        expect(page.locator(".mail-text")).to_have_text(mail.text)
        expect(page.locator(".verdict .stands").first).to_be_visible()
        if number == 0:
            look(page, "agent-2-mail")
            assert faults(page) == {}
        assert page.locator(".verdict .stopped-note").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        _follow(page, page.get_by_role("link", name="复制为邮件"))
        expect(page.locator("html[data-keys=on]")).to_be_attached()
        page.get_by_role("button", name="复制").click()
        expect(page.get_by_role("button", name="已复制")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if number == 0:
            look(page, "agent-3-letter")
        assert [words for words in mail.says if words not in copied] == [], copied
        assert [words for words in mail.not_says if words in copied] == [], copied
        _follow(page, page.get_by_role("link", name="返回坐席台"))
        _press(page, "r", "Enter")
        expect(page.locator(".pane.paste")).to_be_visible()
    expect(page.locator(".queue [data-item]")).to_have_count(waiting)
    _follow(page, page.get_by_role("button", name="退出"))
    assert wrong == []
    page.close()


def _ask(page: Page, server: Server, question: str) -> dict[str, Any]:
    answer = page.request.post(f"{server.url}api/v1/ask", data={"question": question, "as_of": "2023-05-01"})
    return {"status": answer.status, **answer.json()}


def test_a_supervisors_morning(desk: BrowserContext, server: Server) -> None:
    question = "小巨人的有效期是几年"
    page, wrong = _enter(desk, server, "supervisor")
    trace = _ask(page, server, question)["trace_id"]
    page.request.post(f"{server.url}api/v1/feedback", data={"trace_id": trace, "question": question, "liked": False, "reason": "没说到期以后怎么办"})
    _ask(page, server, "小巨人给多少奖金")

    page.get_by_role("link", name="待处理").click()
    page.get_by_label("各种原因").select_option("disliked")
    _follow(page, page.get_by_role("button", name="筛选"))
    _press(page, "j", "Enter")
    expect(page.locator(".row-pane")).to_contain_text("没说到期以后怎么办")
    _follow(page, page.get_by_role("button", name="我来处理"))
    expect(page.locator(".row-pane h2")).to_contain_text("supervisor接手")
    look(page, "desk-queue")
    assert faults(page) == {}

    _press(page, "e", "Enter")
    expect(page.get_by_label("事项")).to_have_value("topic/valid_period")
    text = page.get_by_role("textbox", name="答复，句末用")
    text.fill("“小巨人”企业有效期为五年[1]，到期后由认定部门组织复核[1]。")
    page.get_by_role("textbox", name="依据，一行一条").fill("measures-2022-63/ch-3/有效期与复核")
    page.get_by_label("适用自").fill("2022-06-15")
    page.get_by_label("适用至").fill("2026-03-31")
    _follow(page, page.get_by_role("button", name="保存并核对"))
    expect(page.locator("mark.stopped")).to_contain_text("五年")
    expect(page.get_by_role("button", name="发布")).to_have_count(0)
    look(page, "desk-curated-stopped")
    page.get_by_role("textbox", name="答复，句末用").fill("“小巨人”企业有效期为三年[1]，每次到期后由认定部门组织复核[1]，复核通过的，有效期延长三年[1]。")
    _follow(page, page.get_by_role("button", name="保存并核对"))
    expect(page.locator(".stands")).to_be_visible()
    look(page, "desk-curated-stands")
    assert faults(page) == {}
    _press(page, "r", "Enter")
    expect(page.locator(".listing .state.curated-published")).to_be_visible()
    look(page, "desk-curated")
    answer = _ask(page, server, question)
    assert (answer["origin"], answer["label"]) == ("curated", "person") and "复核通过的，有效期延长三年" in answer["answer"]
    chat = desk.new_page()
    chat.goto(f"{server.url}?q={question}&as_of=2023-05-01")
    expect(chat.locator(".reply").first).to_contain_text("人工审定", timeout=20_000)
    look(chat, "desk-chat-curated")

    page.get_by_role("link", name="查条款").click()
    page.get_by_label("要查的内容").fill("有效期多久")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".found li").first).to_contain_text("语义")
    look(page, "desk-search")
    page.get_by_role("link", name="两个版本对照").click()
    expect(page.locator(".versions mark").first).to_be_visible()
    look(page, "desk-versions")

    page.get_by_role("link", name="开关").click()
    page.get_by_label("理由：全部在线问答").fill("系统升级")
    page.get_by_role("button", name="关闭").first.click()
    expect(page.locator(".switches")).to_contain_text("已关闭")
    look(page, "desk-switches")
    try:
        assert _ask(page, server, question)["status"] == 503
        chat.goto(server.url)
        expect(chat.get_by_role("alert").first).to_contain_text("工作人员暂时关闭了这里的在线问答")
        look(chat, "desk-chat-off")
    finally:
        page.get_by_label("理由：全部在线问答").fill("升级完成")
        page.get_by_role("button", name="恢复").first.click()
    assert _ask(page, server, question)["origin"] == "curated"
    chat.close()

    page.get_by_role("link", name="运行情况").click()
    for plot in page.locator(".plots img").all():
        expect(plot).to_have_js_property("complete", True)
        assert plot.evaluate("image => image.naturalWidth") > 0
    expect(page.locator(".figures .all")).to_contain_text("合计")
    assert faults(page) == {}
    look(page, "desk-figures")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("link", name="Figures")).to_be_visible()
    page.wait_for_load_state("networkidle")
    look(page, "desk-figures-en")
    page.get_by_role("link", name="Reviewed answers").click()
    page.locator(".listing [data-item]").first.click()
    look(page, "desk-curated-en")
    page.get_by_role("button", name="Withdraw").click()
    assert _ask(page, server, question)["origin"] == "rules"
    page.get_by_role("link", name="中文").click()
    _follow(page, page.get_by_role("button", name="退出"))
    assert wrong == []
    page.close()
