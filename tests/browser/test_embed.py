"""The chat in somebody else's page, on another origin, in a real browser: allowed, refused, wrong key, over quota, down."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from tests.assistant.sites.folder import write_site
from tests.browser.conftest import Server
from tests.browser.embedding import KEY, TRUSTED, Guest, Host, hosting

QUESTION = "第四批小巨人网上申报材料什么时候上传"
TAKEN_UP = 15
Visit = Callable[..., Guest]


@pytest.fixture(scope="module")
def host(server: Server) -> Iterator[Host]:
    with hosting() as running:
        _site(server, running)
        _answer(server, QUESTION)  # the first question loads the models
        yield running


@pytest.fixture
def visit(browser: Browser, host: Host) -> Iterator[Visit]:
    """Opens the host's page; the widget that stands on it was put there by `host.puts`."""
    guests: list[Guest] = []

    def open_page(**options: Any) -> Guest:
        guests.append(Guest.of(browser, host.url, **options))
        return guests[-1]

    yield open_page
    for guest in guests:
        guest.leave()


def _site(server: Server, host: Host, **fields: Any) -> None:
    """Write the site and wait until the running service has taken it up."""
    said = {"allowed_origins": [host.url], "site_key": KEY, "phone": "0571-12345678", **fields}
    write_site(server.data_dir / "sites", "embedded", **said)
    end = time.monotonic() + TAKEN_UP
    while time.monotonic() < end:
        told = _told(server)
        if all(told.get(name, "") == said.get(name, default) for name, default in (("enabled", True), ("phone", None), ("message", None))):
            return
        time.sleep(0.2)
    raise AssertionError("the site was not taken up")


def _told(server: Server) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"{server.url}api/v1/sites/embedded") as answer:
            found: dict[str, Any] = json.load(answer)
            return found
    except urllib.error.HTTPError:
        return {}


def _post(server: Server, path: str, **body: str) -> Any:
    request = urllib.request.Request(f"{server.url}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read().splitlines()[-1])


def _answer(server: Server, question: str) -> dict[str, Any]:
    found: dict[str, Any] = _post(server, "api/v1/ask", question=question, site="embedded")
    return found


def _shown(server: Server, question: str) -> list[str]:
    """The chat page's text of an answer, a section each."""
    sections = _post(server, "chat/turn", turn="1", question=question, site="embedded")["reply"]["sections"]
    return ["".join(html.fromstring(f"<div>{section['html']}</div>").itertext()) for section in sections]


def test_it_answers_on_a_page_that_is_listed_under_a_strict_policy(visit: Visit, host: Host, server: Server) -> None:
    host.policy = TRUSTED
    host.puts(server.url, site="embedded", key=KEY)
    guest = visit()
    host.policy = ""
    assert guest.opener.bounding_box() == {"x": 1280 - 16 - 56, "y": 800 - 16 - 56, "width": 56, "height": 56}
    guest.open()
    box = guest.panel.bounding_box()
    assert box is not None and (box["width"], box["height"]) == (380, 600)
    expect(guest.panel.locator(".welcome")).to_contain_text(NOTICE)
    guest.ask(QUESTION)
    assert "6月21日至6月28日" in guest.words
    guest.panel.locator(".mark").first.click()
    source = guest.panel.locator(".source")
    expect(source).to_contain_text("自2022年6月21日至6月28日期间上传")
    assert guest.focused() == "source"
    guest.page.keyboard.press("Escape")
    expect(source).to_be_hidden()
    assert guest.focused().startswith("mark")
    assert guest.errors == []


def test_the_hosts_styles_do_not_reach_it_nor_its_own_the_host(visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY)
    guest = visit()
    guest.open()
    look = guest.panel.locator(".send").evaluate("each => ({...getComputedStyle(each)})")
    assert look["letterSpacing"] == "normal" and look["textTransform"] == "none" and look["width"] == "40px"
    outer = guest.page.locator("[data-zjtx]").evaluate("each => ({...getComputedStyle(each)})")
    assert (outer["opacity"], outer["visibility"], outer["filter"], outer["zoom"]) == ("1", "visible", "none", "1")
    assert guest.page.locator("main button").first.evaluate("each => getComputedStyle(each).width") == "400px"
    assert guest.page.evaluate("Object.keys(window).filter(each => /zjtx/i.test(each))") == []


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ({"key": "pk_wrong_0123456789"}, "key", "密钥不对"),
        ({"site": "nowhere", "key": KEY}, "key", "站点名称或密钥不对"),
        ({"key": "pk_wrong_0123456789", "lang": "en"}, "key", "name or key of this website is wrong"),
    ],
)
def test_a_wrong_name_or_key_is_told(said: dict[str, str], kind: str, words: str, visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, **{"site": "embedded", **said})
    guest = visit()
    guest.open()
    expect(guest.panel.locator(f".failed[data-kind={kind}]")).to_contain_text(words)


def test_a_page_that_is_not_listed_is_refused(visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY)
    own, host.url = host.url, host.url.replace("localhost", "host.localhost")
    guest = visit()
    host.url = own
    guest.open()
    expect(guest.panel.locator(".failed[data-kind=refused]")).to_contain_text("还没有获准")


def test_a_quota_used_up_is_told_with_whom_to_ask_and_the_question_is_kept(visit: Visit, host: Host, server: Server) -> None:
    _site(server, host, quota={"per_session": 1}, phone="0571-1")
    host.puts(server.url, site="embedded", key=KEY)
    guest = visit()
    guest.open()
    guest.ask(QUESTION)
    guest.ask("小巨人有效期几年")
    failure = guest.panel.locator(".failed[data-kind=limit]")
    expect(failure).to_contain_text("今天的提问次数已用完")
    expect(failure).to_contain_text("0571-1")
    expect(guest.panel.locator(".asked p").last).to_contain_text("小巨人有效期几年")
    _site(server, host)
    failure.get_by_role("button", name="重试").click()
    guest.panel.locator(".reply:not(.failed)").nth(1).wait_for()
    assert guest.focused() == "textarea"


def test_a_closed_site_says_why_and_comes_back(visit: Visit, host: Host, server: Server) -> None:
    _site(server, host, enabled=False, message={"zh": "系统升级，周一恢复。", "en": "Back on Monday."})
    host.puts(server.url, site="embedded", key=KEY)
    guest = visit()
    guest.open()
    failure = guest.panel.locator(".failed[data-kind=paused]")
    expect(failure).to_contain_text("系统升级，周一恢复。")
    _site(server, host)
    failure.get_by_role("button").click()
    guest.panel.locator(".welcome").wait_for()


def test_an_assistant_that_is_down_is_told_and_the_question_can_be_sent_again(visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY)
    guest = visit()
    guest.open()
    guest.page.route(f"{server.url}**", lambda route: route.abort("connectionrefused"))
    guest.ask(QUESTION)
    expect(guest.panel.locator(".failed[data-kind=down]")).to_contain_text("问题已保留")
    guest.page.reload()
    guest.page.unroute(f"{server.url}**")
    guest.page.reload()
    guest.panel.get_by_role("button", name="重试").click()
    guest.panel.locator(".reply:not(.failed)").wait_for()
    assert "6月28日" in guest.words


def test_the_conversation_and_the_draft_go_along_through_the_hosts_pages(visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY)
    guest = visit()
    guest.open()
    guest.ask("我司资产负债率72%，第四批小巨人这一条符合吗")
    guest.input.fill("那71%呢")
    guest.page.reload()
    expect(guest.panel).to_be_visible()
    assert guest.input.input_value() == "那71%呢"
    assert "不符合" in guest.words
    guest.input.press("Enter")
    guest.panel.locator(".reply:not(.failed)").nth(1).wait_for()
    assert "71" in guest.words and "不符合" in guest.words
    guest.panel.get_by_role("button", name="清空，重新开始").click()
    expect(guest.panel.locator(".turn")).to_have_count(0)


def test_keys_and_focus(visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY)
    guest = visit()
    guest.page.evaluate("document.addEventListener('keydown', event => (window.heard = (window.heard ?? '') + event.key))")
    guest.opener.focus()
    guest.page.keyboard.press("Enter")
    guest.panel.locator(".welcome").wait_for()
    assert guest.focused() == "textarea"
    guest.page.keyboard.type("a")
    assert guest.page.evaluate("window.heard") == "Enter"
    guest.page.keyboard.press("Escape")
    expect(guest.panel).to_be_hidden()
    assert guest.focused() == "opener"


def test_on_a_phone_it_is_the_whole_screen_and_tab_goes_round(visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY)
    host.hostile = False
    guest = visit(width=390, height=780, has_touch=True, is_mobile=True)
    host.hostile = True
    guest.open()
    assert guest.panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 780}
    assert guest.panel.get_attribute("aria-modal") == "true"
    seen = []
    for _ in range(14):
        guest.page.keyboard.press("Tab")
        seen.append(guest.focused())
    assert "" not in seen and seen.count("icon-button") >= 3


@pytest.mark.parametrize(("accent", "on"), [("#1b4b8c", "rgb(255, 255, 255)"), ("#ffe14d", "rgb(0, 0, 0)"), ("#fff", "rgb(0, 0, 0)")])
def test_the_hosts_accent_is_taken_and_stays_readable(accent: str, on: str, visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY, accent=accent, position="left")
    guest = visit()
    assert guest.opener.evaluate("each => getComputedStyle(each).color") == on
    box = guest.opener.bounding_box()
    assert box is not None and box["x"] == 16
    guest.open()
    for scheme, ground in (("light", "rgb(241, 244, 248)"), ("dark", "rgb(35, 43, 55)")):
        guest.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        ink = guest.panel.locator("a.full").evaluate("each => getComputedStyle(each).color")
        assert _contrast(ink, ground) >= 4.5, scheme


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_a_question_of_the_hosts_is_asked_once(visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY, mode="inline", question=QUESTION)
    guest = visit()
    guest.panel.locator(".reply:not(.failed)").wait_for()
    assert guest.page.locator("#place [data-zjtx=inline]").count() == 1
    guest.page.reload()
    guest.panel.locator(".reply:not(.failed)").wait_for()
    expect(guest.panel.locator(".turn")).to_have_count(1)


def test_it_speaks_english_and_tells_the_page_what_happens(visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY, lang="en")
    guest = visit()
    guest.page.evaluate(
        "for (const name of ['open', 'answer', 'close']) document.addEventListener(`zjtx:${name}`, () => (window.told = [...(window.told ?? []), name]))"
    )
    guest.open()
    expect(guest.panel.locator("h1")).to_have_text("Little Giant Application Assistant")
    guest.ask("What is the debt ratio limit?")
    assert "75%" in guest.words and "[" not in guest.words
    guest.page.keyboard.press("Escape")
    assert guest.page.evaluate("window.told") == ["open", "answer", "close"]


def test_an_answer_is_rated_and_copied(visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY)
    guest = visit(permissions=["clipboard-read", "clipboard-write"])
    guest.open()
    guest.ask(QUESTION)
    useful = guest.panel.get_by_role("button", name="有用")
    useful.click()
    expect(guest.panel.locator(".under [role=status]")).to_have_text("已记下，谢谢")
    expect(useful).to_have_attribute("aria-pressed", "true")
    guest.page.reload()
    expect(guest.panel.get_by_role("button", name="有用")).to_have_attribute("aria-pressed", "true")
    guest.panel.get_by_role("button", name="复制").click()
    expect(guest.panel.locator(".under [role=status]")).to_have_text("已复制")
    copied = guest.page.evaluate("navigator.clipboard.readText()")
    assert "6月28日" in copied and "[1] " in copied and "**" not in copied and "\n>" not in copied


def test_the_page_for_an_iframe_answers_where_it_may_be_framed_only(visit: Visit, host: Host, server: Server) -> None:
    host.hostile = False
    host.frames(server.url, "embedded")
    guest = visit()
    frame = guest.page.frame_locator("iframe")
    expect(frame.locator(".welcome")).to_contain_text(NOTICE)
    frame.locator("textarea").fill(QUESTION)
    frame.locator("textarea").press("Enter")
    expect(frame.locator(".words").first).to_contain_text("6月28日", timeout=60_000)
    own, host.url = host.url, host.url.replace("localhost", "host.localhost")
    refused = visit()
    host.url, host.hostile = own, True
    refused.page.wait_for_timeout(500)
    assert any("frame-ancestors" in error for error in refused.errors)
    expect(refused.page.frame_locator("iframe").locator("textarea")).to_have_count(0)


NOTICE = "对话只保存一段时间，号码和人名会先隐去"
"""What is kept is told before the first question."""
QUESTIONS = (
    "2022年和2026年小巨人标准有什么不同", "小巨人有效期几年，复核怎么办，要交什么材料", "第四批小巨人新申报企业要交哪些纸质材料",
    "我司营收8000万，研发400万，员工120人，成立10年，浙江省专精特新，能报吗", "今天天气怎么样", "Ⅰ类知识产权包括哪些",
)  # fmt: skip


def test_words_are_those_of_the_chat_page_and_sources_those_of_the_interface(visit: Visit, host: Host, server: Server) -> None:
    host.puts(server.url, site="embedded", key=KEY)
    guest = visit()
    guest.open()
    for question in QUESTIONS:
        guest.panel.get_by_role("button", name="清空，重新开始").click()
        guest.ask(question)
        answer = _answer(server, question)
        assert re.sub(r"\s", "", guest.words) == re.sub(r"\s", "", "".join(_shown(server, question)))
        shown = set(guest.panel.locator(".reply").last.locator(".words .mark").all_text_contents())
        assert shown == {str(citation["mark"]) for citation in answer["citations"] if f"[{citation['mark']}]" in answer["answer"]}
