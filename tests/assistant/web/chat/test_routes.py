"""The chat page as it comes from the server: its first screen, the same without scripts, and the calls of its script."""

from __future__ import annotations

import json
import re

import pytest
from fastapi.testclient import TestClient
from lxml import html as markup

from assistant.settings import Settings
from tests.assistant.web.problem import assert_problem

QUESTION = "第四批小巨人网上申报材料什么时候上传"


def _config(text: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(markup.fromstring(text).get_element_by_id("config").text)
    return found


def _fields(text: str) -> dict[str, str]:
    form = markup.fromstring(text).get_element_by_id("composer")
    return {field.get("name"): field.get("value", "") for field in form.iter("input")}


def test_the_first_screen_is_in_the_page_itself(page: TestClient) -> None:
    response = page.get("/")
    assert response.status_code == 200
    for words in ("专精特新申报助手", "以正式文件和主管部门答复为准", "能报小巨人吗", 'id="question"'):
        assert words in response.text
    assert len(re.findall(r"<script src=|<link rel=\"stylesheet\"", response.text)) == 2


def test_what_is_kept_is_said_before_the_first_question(page: TestClient) -> None:
    assert "对话保存 30 天后删除" in page.get("/").text
    assert "deleted after 30 days" in page.get("/?lang=en").text
    page.get("/?lang=zh")


def test_no_script_or_style_stands_in_the_page(page: TestClient) -> None:
    response = page.get("/")
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert re.findall(r"\son[a-z]+=|\sstyle=|<style|javascript:", response.text) == []
    inline = [each for each in markup.fromstring(response.text).iter("script") if each.text]
    assert [each.get("type") for each in inline] == ["application/json"]


def test_head_of_the_page_is_answered(page: TestClient) -> None:
    response = page.head("/")
    assert (response.status_code, response.content) == (200, b"")


def test_the_page_is_compressed(page: TestClient) -> None:
    assert page.get("/", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_language_colours_and_size_are_drawn_by_the_server(page: TestClient) -> None:
    page.cookies.clear()
    response = page.get("/?lang=en")
    assert '<html lang="en"' in response.text
    assert "Ask whether you qualify" in response.text
    assert "zjtx_language=en" in response.headers["set-cookie"]
    page.cookies.update({"zjtx_language": "en", "zjtx_theme": "dark", "zjtx_large": "true"})
    assert '<html lang="en" data-theme="dark" data-large="true"' in page.get("/").text
    page.cookies.clear()
    page.cookies.update({"zjtx_theme": '"><script>'})
    assert "data-theme" not in page.get("/").text
    page.cookies.clear()


def test_a_question_in_the_address_is_for_the_box_and_the_script(page: TestClient) -> None:
    text = page.get("/", params={"q": "</script><b>小巨人", "as_of": "2022-06-20"}).text
    assert _config(text)["ask"] == "</script><b>小巨人"
    assert _config(text)["as_of"] == "2022-06-20"
    assert markup.fromstring(text).get_element_by_id("question").text == "</script><b>小巨人"


@pytest.mark.parametrize("query", [{"as_of": "gestern"}, {"site": "nowhere"}, {"q": "a", "lang": "xx"}])
def test_an_address_that_does_not_fit_gives_the_page_with_a_word(page: TestClient, query: dict[str, str]) -> None:
    response = page.get("/", params=query)
    assert response.status_code == 200
    assert 'role="alert"' in response.text


def test_without_scripts_the_form_asks_and_keeps_the_conversation(page: TestClient) -> None:
    first = page.post("/", data={"question": "我们资产负债率72%"})
    assert first.status_code == 200
    fields = _fields(first.text)
    second = page.post("/", data={**fields, "question": "小巨人这一条过得去吗"}).text
    tree = markup.fromstring(second)
    assert [each.text for each in tree.xpath("//div[@class='asked']/p")] == ["我们资产负债率72%", "小巨人这一条过得去吗"]
    assert "72%，不高于75%" in second
    targets = {link.get("href")[1:] for link in tree.xpath("//a[@class='mark']")}
    assert targets
    assert targets <= {each.get("id") for each in tree.xpath("//ol[@class='listed']/li")}


def test_without_scripts_an_example_is_asked(page: TestClient) -> None:
    assert "6月21日至6月28日" in page.post("/", data={"question": "", "ask": QUESTION}).text


def test_without_scripts_what_cannot_be_answered_stays_in_the_box(page: TestClient, settings: Settings) -> None:
    question = "问" * (settings.max_question_chars + 1)
    text = page.post("/", data={"question": question}).text
    assert 'class="reply failed"' in text
    assert markup.fromstring(text).get_element_by_id("question").text == question


def test_turns_that_are_not_ours_are_not_shown(page: TestClient) -> None:
    forged = "0" * 64 + ".eJyLVtJRUNKB0LEA"
    text = page.post("/", data={"question": "你好", "earlier": forged, "conversation": "nobody"}).text
    assert text.count('class="turn"') == 1


def test_a_posted_answer_is_given_to_the_script(page: TestClient) -> None:
    posted = _config(page.post("/", data={"question": QUESTION}).text)["posted"]
    assert isinstance(posted, dict)
    assert posted["question"] == QUESTION


def test_a_turn_is_answered_in_states(page: TestClient) -> None:
    response = page.post("/chat/turn", json={"turn": "1", "question": QUESTION})
    states = [json.loads(line) for line in response.text.splitlines()]
    assert states[0] == {"turn": "1", "state": "working"}
    assert states[-1]["state"] == "done"
    answer = page.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert states[-1]["reply"]["answer"]["answer"] == answer["answer"]
    assert states[-1]["reply"]["answer"]["citations"] == answer["citations"]


def test_what_is_no_turn_is_a_problem(page: TestClient) -> None:
    assert_problem(page.post("/chat/turn", json={"turn": "1"}), 422, "question")
    assert_problem(page.post("/chat/turn", content=b"{"), 415, "content-type")


def test_an_entry_is_taken_out_and_put_back(page: TestClient) -> None:
    asked = page.post("/api/v1/ask", json={"question": "我们资产负债率62%，从业120人", "conversation_id": "new"}).json()
    mine, told = asked["conversation_id"], asked["profile"]
    rest = page.post("/chat/profile", json={"conversation_id": mine, "profile": {"employees": 120}}).json()
    assert rest == {"employees": 120}
    again = page.post("/api/v1/ask", json={"question": "什么时候截止", "conversation_id": mine}).json()
    assert again["profile"] == {"employees": 120}
    assert page.post("/chat/profile", json={"conversation_id": mine, "profile": told}).json() == told
    assert_problem(page.post("/chat/profile", json={"conversation_id": "nobody", "profile": {}}), 404, "conversation_id")
    assert_problem(page.post("/chat/profile", json={"conversation_id": mine, "profile": {"employees": -1}}), 422, "employees")


def test_the_steps_of_an_answer_are_told_in_words(page: TestClient) -> None:
    answer = page.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert len(page.get(f"/chat/trace/{answer['trace_id']}").json()) > 2
    assert page.get("/chat/trace/none").status_code == 404


def test_site_and_day_of_the_address_go_along_to_the_other_pages(page: TestClient) -> None:
    html = page.get("/", params={"site": "example", "as_of": "2022-06-20"}).text
    for address in ("check?lang=zh&amp;site=example&amp;as_of=2022-06-20", "?lang=en&amp;site=example&amp;as_of=2022-06-20", "./?site=example&amp;as_of=2022-06-20"):
        assert f'href="{address}"' in html
    assert 'href="./?site=example" data-back' in page.get("/check", params={"site": "example"}).text
