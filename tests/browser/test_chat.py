"""The chat in a real browser: ask, read, open the clause, on any width, by keyboard, without other hosts."""

from __future__ import annotations

import json
import sqlite3

import pytest
from playwright.sync_api import Route, expect

from tests.assistant.sites.folder import write_site
from tests.browser.conftest import Open, Server, free_port, serving
from tests.browser.proxy import stripping_proxy

QUESTION = "第四批小巨人网上申报材料什么时候上传"
CONTRAST = """(element) => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [r, g, b] = rgb(colour).map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let ground = element;
  while (ground && rgb(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  const [a, b] = [light(getComputedStyle(element).color), light(getComputedStyle(ground).backgroundColor)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
TEXTS = ".operator strong, .operator span, .hint, .tools .quiet, .asked p, .reply-head span, .words > p, .basis, .pill, .under-row .quiet, .mark, .badge, .source-title, .source-number, .source-label, .source-text .clause, .source-text mark, .panel-empty, .help"


def test_the_empty_page_offers_four_questions_and_the_hint(open_page: Open) -> None:
    visit = open_page()
    assert visit.page.locator(".example").count() == 4
    assert "以正式文件和主管部门答复为准" in visit.page.locator(".hint").first.inner_text()
    assert visit.page.locator("footer").count() == 0
    assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"


def test_an_example_is_asked_and_answered_with_its_dates(open_page: Open) -> None:
    visit = open_page()
    visit.page.locator(".example").nth(1).click()
    visit.page.wait_for_selector(".reply", timeout=120_000)
    assert "2026年4月25日至5月25日" in visit.answer
    assert "已于2026年5月25日截止" in visit.answer
    assert visit.errors == []


def test_a_mark_opens_its_clause_in_the_document_with_the_quote_marked(open_page: Open) -> None:
    visit = open_page()
    visit.ask(QUESTION)
    visit.page.locator(".words .mark").first.click()
    whole = visit.page.locator(".source-text.whole")
    whole.wait_for()
    mark = whole.locator("mark")
    assert "自2022年6月21日至6月28日期间上传" in mark.inner_text()
    head = visit.page.locator(".source-head").inner_text()
    assert "工信厅企业函〔2022〕133号" in head
    assert "文字经整理" in head
    assert whole.locator(".clause").count() > 10
    seen = mark.evaluate(
        "m => { const a = m.getBoundingClientRect(), b = m.closest('.source-text').getBoundingClientRect();"
        " return a.top >= b.top - 1 && a.top < b.bottom; }"
    )
    assert seen
    visit.page.get_by_role("button", name="下一条").click()
    visit.page.wait_for_function("() => document.querySelector('.source-label').textContent.includes('三（五）')")
    visit.page.get_by_role("button", name="上一条").click()
    visit.page.wait_for_function("() => document.querySelector('.source-label').textContent.includes('三（四）')")


def test_hover_and_focus_show_what_a_mark_stands_on(open_page: Open) -> None:
    visit = open_page()
    visit.ask(QUESTION)
    card = visit.page.locator(".preview")
    visit.page.locator(".words .mark").first.hover()
    assert "期间上传" in card.inner_text()
    visit.page.mouse.move(1, 1)
    assert card.is_hidden()
    visit.page.locator("#question").focus()
    for _ in range(30):
        visit.page.keyboard.press("Shift+Tab")
        if visit.page.evaluate("document.activeElement.classList.contains('mark')"):
            break
    assert card.is_visible()
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".source-text.whole mark")


def test_no_request_leaves_the_host(open_page: Open) -> None:
    visit = open_page()
    visit.ask(QUESTION)
    visit.page.locator(".words .mark").first.click()
    visit.page.wait_for_selector(".source-text.whole")
    assert visit.outside == []


def test_enter_while_an_input_method_composes_never_sends(open_page: Open) -> None:
    visit = open_page()
    visit.page.fill("#question", "小巨人")
    key = "event => Object.assign(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, ...event}))"
    for event in ({"isComposing": True}, {"keyCode": 229, "which": 229}):
        visit.page.evaluate(f"event => document.querySelector('#question').dispatchEvent(({key})(event))", event)
    visit.page.evaluate(
        "() => { const box = document.querySelector('#question'); box.dispatchEvent(new CompositionEvent('compositionstart'));"
        " box.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true})); }"
    )
    assert visit.page.locator(".turn").count() == 0
    visit.page.evaluate("document.querySelector('#question').dispatchEvent(new CompositionEvent('compositionend'))")
    visit.page.press("#question", "Shift+Enter")
    assert visit.page.input_value("#question") == "小巨人\n"
    assert visit.page.locator(".turn").count() == 0
    visit.page.press("#question", "Enter")
    visit.page.wait_for_selector(".turn")


def test_markup_and_oddities_are_shown_as_text(open_page: Open) -> None:
    visit = open_page()
    asked = ["<img src=x onerror=alert(1)>小巨人要求", "<script>alert(1)</script>", "😀😀😀", "'; DROP TABLE feedback; --", "？？？？"]
    for question in asked:
        visit.ask(question)
    assert visit.page.locator(".asked p").all_inner_texts() == asked
    assert visit.page.locator(".log img, .log script").count() == 0
    assert visit.page.locator(".reply.failed").count() == 0
    assert visit.errors == []


def test_too_long_a_question_is_not_sent_and_says_why(open_page: Open) -> None:
    visit = open_page()
    visit.page.fill("#question", "问" * 10_000)
    visit.page.press("#question", "Enter")
    assert visit.page.locator(".turn").count() == 0
    assert "10000" in visit.page.locator("#question-help").inner_text()


def test_a_conversation_keeps_the_enterprise_and_lets_it_be_corrected(open_page: Open) -> None:
    visit = open_page()
    visit.ask("我们资产负债率72%，小巨人这一条过得去吗")
    assert "72%，不高于75%" in visit.answer
    assert "资产负债率不高于70%" not in visit.answer
    visit.page.get_by_text("另一版本怎么规定").click()
    assert "资产负债率不高于70%" in visit.answer, "the standard before is named where it differs"
    fact = visit.page.locator(".fact")
    assert fact.inner_text().split() == ["资产负债率", "72%"]
    visit.page.get_by_role("button", name="修改资产负债率").click()
    visit.page.fill(".fact [name=value]", "62")
    visit.page.get_by_role("button", name="保存").click()
    visit.page.wait_for_function("() => document.querySelectorAll('.reply').length === 2", timeout=60_000)
    assert fact.inner_text().split() == ["资产负债率", "62%"]
    visit.page.reload()
    visit.page.wait_for_selector(".reply")
    assert visit.page.locator(".turn").count() == 2
    assert fact.inner_text().split() == ["资产负债率", "62%"]
    visit.page.get_by_role("button", name="删去资产负债率").click()
    visit.page.wait_for_function("() => document.querySelectorAll('.fact').length === 0")
    visit.ask("那专精特新中小企业呢")
    assert fact.count() == 0


def test_clearing_the_enterprise_can_be_undone(open_page: Open) -> None:
    visit = open_page()
    visit.ask("我们资产负债率72%，能报小巨人吗")
    visit.page.get_by_role("button", name="全部清空").click()
    visit.page.get_by_role("button", name="撤销").wait_for()
    assert visit.page.locator(".fact").count() == 0
    visit.page.get_by_role("button", name="撤销").click()
    visit.page.locator(".fact").wait_for()
    visit.page.get_by_role("button", name="全部清空").click()
    visit.page.wait_for_function("() => document.querySelectorAll('.fact').length === 0")
    visit.ask("那专精特新中小企业呢")
    assert visit.page.locator(".fact").count() == 0


def test_a_missing_fact_is_told_by_one_tap(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    visit.ask("我们资产负债率72%，能报小巨人吗")
    card = page.locator(".card")
    left = int("".join(sign for sign in card.locator(".card-missing").inner_text() if sign.isdigit()))
    assert "有哪些称号" in card.locator(".fact-question").inner_text(), "what decides most comes first"
    card.get_by_role("button", name="不清楚，下一项").click()
    asked = card.locator(".fact-question").inner_text()
    assert "营业收入" in asked
    card.locator("[name=value]").fill("0.8亿")
    card.get_by_role("button", name="确定").click()
    page.wait_for_function("words => document.querySelector('.fact-question').textContent !== words", arg=asked)
    assert f"还差 {left} 项" not in card.locator(".card-missing").inner_text()
    assert "8000 万元" in page.locator(".panel.profile").inner_text()
    card.get_by_role("button", name="不清楚，下一项").click()
    assert page.locator(".fact").count() == 2
    assert page.evaluate("document.activeElement.closest('.ask-one') !== null")
    page.reload()
    page.locator(".card-told").wait_for()
    assert page.locator(".fact").count() == 2
    visit.ask("那专精特新中小企业呢")
    assert page.locator(".fact").count() == 2


def test_a_fact_that_looks_like_another_is_questioned_before_it_is_kept(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    visit.ask("我们资产负债率72%，能报小巨人吗")
    card = page.locator(".card")

    def doubted(asked: str, typed: str, question: str) -> None:
        while asked not in card.locator(".fact-question").inner_text():
            card.get_by_role("button", name="不清楚，下一项").click()
        before = page.locator(".fact").count()
        card.locator("[name=value]").fill(typed)
        card.get_by_role("button", name="确定").click()
        assert question in card.locator(".wrong").inner_text()
        assert page.locator(".fact").count() == before

    doubted("占有率是多少", "0.95", "是95%吗？")
    card.get_by_role("button", name="95%", exact=True).click()
    page.wait_for_function("() => document.querySelectorAll('.fact').length === 2")
    assert "95%" in page.locator(".panel.profile").inner_text()
    page.wait_for_function("() => !document.querySelector('.fact-question').textContent.includes('占有率')")
    doubted("从事特定细分市场有几年", "2014", "像是开始的年份")


def test_what_decides_can_be_changed_and_taken_off(open_page: Open) -> None:
    visit = open_page()
    page = visit.page
    visit.ask("我们资产负债率72%，第六批能报小巨人吗")
    assert page.locator(".chips select[name=round]").input_value() == "6"
    assert "72%，高于70%" in visit.answer
    page.get_by_role("button", name="去掉：第六批").click()
    page.wait_for_function("() => document.querySelectorAll('.reply').length === 2 && !document.querySelector('[aria-busy=true]')")
    assert page.locator(".chips select[name=round]").input_value() == ""
    assert "72%，不高于75%" in visit.answer
    page.select_option(".chips select[name=tier]", "specialized")
    page.wait_for_function("() => document.querySelectorAll('.reply').length === 3 && !document.querySelector('[aria-busy=true]')")
    assert page.locator(".chips select[name=tier]").input_value() == "specialized"
    assert "不高于80%" in visit.answer


def test_verdicts_have_words_beside_their_signs(open_page: Open) -> None:
    visit = open_page()
    visit.ask("我们资产负债率82%，能报小巨人吗")
    assert visit.page.locator(".card-head .verdict").inner_text() == "不符合"
    failed = visit.page.locator(".card-failed").inner_text()
    assert "82%，高于75%" in failed
    assert "超出7个百分点" in failed
    assert "请补充" not in failed
    visit.page.locator(".check summary").first.click()
    first = visit.page.locator(".conditions li").first
    assert first.locator(".verdict").inner_text() == "不符合"
    assert "82%" in first.inner_text()
    words = set(visit.page.locator(".conditions .verdict").all_inner_texts())
    assert words <= {"符合", "不符合", "待补充"}


def test_a_marked_row_is_told_in_words_with_its_line_beneath(open_page: Open) -> None:
    visit = open_page()
    visit.ask("第八批小巨人什么时候截止")
    assert visit.page.locator(".words blockquote").count() == 0
    visit.page.locator(".words .mark").first.click()
    visit.page.wait_for_selector(".source-text .row-words")
    assert "企业网上上传：2026年4月25日至2026年5月25日" in visit.page.locator(".row-words").inner_text()
    assert "enterprise_upload" in visit.page.locator(".source-text .row-line").inner_text()
    assert "未核对原文" in visit.page.locator(".source-head").inner_text()


def test_the_page_in_english_answers_of_the_batch_asked_about(open_page: Open) -> None:
    visit = open_page()
    visit.page.get_by_role("link", name="English").click()
    visit.page.locator(".example").nth(1).click()
    visit.page.wait_for_selector(".reply .words", timeout=120_000)
    assert "25 April 2026 to 25 May 2026" in visit.answer
    assert visit.page.get_by_role("button", name="Copy", exact=True).is_visible()


def test_papers_can_be_ticked_and_taken_away(open_page: Open) -> None:
    visit = open_page()
    visit.ask("第四批小巨人新申报企业要交哪些材料")
    boxes = visit.page.locator(".checklist input")
    assert boxes.count() >= 2
    boxes.first.check()
    assert f"1 / {boxes.count()}" in visit.page.locator(".checklist .progress").inner_text()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="下载清单").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.count("☑") == 1
    assert text.count("☐") == boxes.count() - 1


def test_feedback_and_its_reason_are_stored(open_page: Open, server: Server) -> None:
    visit = open_page()
    question = "小巨人有效期几年"
    visit.ask(question)
    visit.page.get_by_role("button", name="没用").click()
    visit.page.fill("[name=reason]", "没说怎么算<b>")
    visit.page.get_by_role("button", name="提交").click()
    visit.page.get_by_text("已记下，谢谢").wait_for()
    visit.page.get_by_role("button", name="有用", exact=True).click()
    visit.page.wait_for_function("() => document.querySelector('.under .quiet[aria-pressed=true]')?.textContent === '有用'")
    with sqlite3.connect(server.data_dir / "zjtx.sqlite3") as store:
        rows = store.execute("SELECT liked, reason FROM feedback WHERE question = ?", (question,)).fetchall()
    assert rows == [(1, "")], "one word an answer: the last"


def test_how_an_answer_was_reached_is_told_in_words(open_page: Open) -> None:
    visit = open_page()
    visit.ask(QUESTION)
    visit.page.get_by_role("button", name="依据如何得出").click()
    visit.page.locator(".trace li").first.wait_for()
    told = visit.page.locator(".trace").inner_text()
    assert "问的是申报时间" in told and "逐字核对过" in told


def test_a_phone_reads_in_one_column_with_the_clause_as_a_sheet(open_page: Open) -> None:
    visit = open_page(width=390, height=844, has_touch=True, is_mobile=True)
    visit.ask("我们资产负债率72%，能报小巨人吗")
    page = visit.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator("#question").bounding_box()
    assert box and box["y"] + box["height"] <= 844
    assert page.locator(".panel.sources").is_hidden()
    mark = page.locator(".words .mark").first
    mark.tap()
    page.locator(".panel.sources.open mark").wait_for()
    assert page.evaluate("document.activeElement.hasAttribute('data-close')")
    page.keyboard.press("Escape")
    assert page.locator(".panel.sources").is_hidden()
    assert mark.evaluate("element => element === document.activeElement")
    page.locator(".chip").tap()
    assert page.locator(".panel.profile .fact").is_visible()


def test_dark_large_type_and_language_are_kept(open_page: Open) -> None:
    visit = open_page(dark=True)
    page = visit.page
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(17, 21, 27)"
    page.get_by_role("button", name="深色显示").click()
    assert page.evaluate(ground) == "rgb(246, 247, 249)"
    page.get_by_role("button", name="大字显示").click()
    assert page.evaluate("getComputedStyle(document.querySelector('.welcome p')).fontSize") == "20px"
    page.get_by_role("link", name="English").click()
    assert page.get_by_text("You could ask").is_visible()
    page.reload()
    page.wait_for_selector("#question")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("document.documentElement.dataset.large") == "true"
    assert page.evaluate(ground) == "rgb(246, 247, 249)"


@pytest.mark.parametrize("dark", [False, True])
def test_texts_stand_out_from_their_ground(open_page: Open, dark: bool) -> None:
    visit = open_page(dark=dark)
    visit.ask(QUESTION)
    visit.page.wait_for_selector(".source-text mark")
    texts = visit.page.locator(TEXTS)
    poor = {
        texts.nth(i).get_attribute("class"): ratio
        for i in range(texts.count())
        if texts.nth(i).is_visible() and (ratio := texts.nth(i).evaluate(CONTRAST)) < 4.5
    }
    assert poor == {}


def test_a_lost_connection_keeps_the_question(open_page: Open) -> None:
    visit = open_page()
    visit.page.context.set_offline(True)
    visit.page.fill("#question", QUESTION)
    visit.page.press("#question", "Enter")
    visit.page.wait_for_selector(".reply.failed", timeout=60_000)
    assert "问题已保留" in visit.answer
    visit.page.context.set_offline(False)
    visit.page.get_by_role("button", name="重试").click()
    visit.page.wait_for_selector(".reply .words", timeout=120_000)
    assert "6月28日" in visit.answer


def test_it_works_below_a_path_behind_a_proxy(open_page: Open, server: Server) -> None:
    port = free_port()
    with serving(server.data_dir, root_path="/zjtx") as behind:
        upstream = int(behind.url.rsplit(":", 1)[1].strip("/"))
        with stripping_proxy(port, upstream, "/zjtx") as strays:
            visit = open_page(f"http://127.0.0.1:{port}/zjtx/")
            visit.ask(QUESTION)
            visit.page.locator(".words .mark").first.click()
            visit.page.wait_for_selector(".source-text.whole mark")
            assert visit.outside == []
            assert strays == []


def test_two_readers_are_answered_side_by_side(open_page: Open) -> None:
    first, second = open_page(), open_page()
    for visit in (first, second):
        visit.page.fill("#question", QUESTION)
        visit.page.press("#question", "Enter")
    for visit in (first, second):
        visit.page.wait_for_selector(".reply .words", timeout=120_000)
        assert visit.page.locator(".turn").count() == 1
        assert "6月28日" in visit.answer


def test_an_answer_is_copied_as_words_with_clauses_and_as_a_mail(open_page: Open) -> None:
    visit = open_page(permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    visit.ask(QUESTION)
    copied = {}
    for name in ("复制", "复制（含条文）", "复制为邮件"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_text("已复制").wait_for()
        copied[name] = page.evaluate("navigator.clipboard.readText()")
        page.evaluate("document.querySelector('.said').textContent = ''")
    rich = page.evaluate(
        "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then((blob) => blob.text())"
    )
    assert "<p>" in rich
    for text in copied.values():
        assert "6月21日至6月28日" in text
        assert "**" not in text
        assert "以正式文件和主管部门答复为准" in text
    assert "期间上传" not in copied["复制"].split("依据")[1]
    assert "期间上传" in copied["复制（含条文）"].split("依据：")[1]
    mail = copied["复制为邮件"]
    assert mail.startswith("您好！")
    assert mail.endswith("中小企业服务平台")
    for said in (QUESTION, "工信厅企业函〔2022〕133号", "请咨询所在地中小企业主管部门"):
        assert said in mail


def test_a_conversation_is_taken_away_as_a_file(open_page: Open) -> None:
    visit = open_page()
    visit.ask(QUESTION)
    visit.page.get_by_role("button", name="对话记录").click()
    for kind, first in (("Word", b"PK"), ("PDF", b"%PDF-"), ("Markdown", b"#")):
        with visit.page.expect_download() as download:
            visit.page.get_by_role("button", name=kind, exact=True).click()
        content = download.value.path().read_bytes()
        assert content.removeprefix(b"\xef\xbb\xbf").startswith(first)
        assert len(content) > 500


def test_on_paper_the_clauses_stand_under_the_answer(open_page: Open) -> None:
    visit = open_page()
    visit.ask(QUESTION)
    visit.page.emulate_media(media="print")
    assert visit.page.locator(".printed").is_visible()
    assert visit.page.locator(".composer").is_hidden()


def test_a_site_has_its_own_way_to_copy_a_mail(open_page: Open, server: Server) -> None:
    mail = {"zh": "{operator}答{question}：\n\n{answer}\n\n{sources}{basis}", "en": "{answer} {sources}"}
    write_site(server.data_dir / "sites", "letters", copies={"mail": mail})
    visit = open_page(permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    for _ in range(40):
        page.goto(f"{server.url}?site=letters")
        if page.locator(".top [role=alert]").count() == 0:
            break
        page.wait_for_timeout(300)
    visit.ask(QUESTION)
    page.get_by_role("button", name="复制为邮件").click()
    page.get_by_text("已复制").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"中小企业服务平台答{QUESTION}：\n\n")
    assert "6月21日至6月28日" in copied
    assert copied.endswith("，适用《优质中小企业梯度培育管理暂行办法》（工信部企业〔2022〕63号）")


def test_a_long_answer_begins_with_what_it_holds(open_page: Open, server: Server) -> None:
    visit = open_page(f"{server.url}?as_of=2026-05-06")
    page = visit.page
    visit.ask("我们是第五批小巨人，今年是不是要复核？复核要交什么材料？不复核会怎么样？专利要几项？资产负债率不能超过多少？")
    contents = page.locator(".contents button")
    heads = page.locator(".reply h3")
    assert contents.count() >= 3
    assert contents.all_inner_texts() == heads.all_inner_texts()
    contents.last.click()
    expect(heads.last).to_be_focused()
    expect(heads.last).to_be_in_viewport()


def test_likely_readings_are_offered_and_asked_by_a_tap(open_page: Open) -> None:
    visit = open_page()
    page = visit.page

    def doubtful(route: Route) -> None:
        answer = route.fetch()
        *states, last = answer.text().splitlines()
        done = json.loads(last)
        done["reply"]["answer"]["choices"] = [{"text": "有效期", "question": "小巨人有效期几年"}, {"text": "复核", "question": "小巨人怎么复核"}]
        route.fulfill(response=answer, body="\n".join([*states, json.dumps(done), ""]))

    page.route("**/chat/turn", doubtful)
    visit.ask("小巨人几年")
    offered = page.get_by_role("group", name="您问的是哪一个？")
    assert offered.get_by_role("button").all_inner_texts() == ["有效期", "复核"]
    page.unroute("**/chat/turn")
    offered.get_by_role("button", name="复核").click()
    expect(page.locator(".reply")).to_have_count(2)
    assert page.locator(".asked p").last.inner_text() == "小巨人怎么复核"
