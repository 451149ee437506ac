from __future__ import annotations

from assistant.models import AskRequest
from assistant.service import Assistant
from assistant.web.replies import reply_of, sections_of


def test_the_answer_comes_first_and_quotes_are_folded(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="Ⅰ类知识产权包括哪些", as_of="2026-05-01"))  # type: ignore[arg-type]
    sections = list(sections_of(answer))
    assert sections[0].fold is None
    assert [section.fold for section in sections].count("quotes") == 1
    assert "other" in [section.fold for section in sections]
    assert sum(section.count for section in sections) == len(answer.blocks)


def test_what_the_card_asks_is_folded_behind_it_and_what_was_not_used_stands_apart(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="去年营收1.2亿，其中轴承1.1亿，能报小巨人吗", as_of="2026-12-01"))  # type: ignore[arg-type]
    reply = reply_of(assistant, answer, "zh")
    (place,) = [index for index, section in enumerate(reply.sections) if section.card]
    assert reply.sections[place].fold == "spelled"
    assert "营业收入：<strong>符合</strong>" in "".join(section.html for section in reply.sections[:place])
    assert "请先告诉我这几项" in reply.sections[place].html
    (unused,) = [section for section in reply.sections if section.unused]
    assert "没有用到“1.1亿”" in unused.html
    plain = list(sections_of(reply.answer, "c0-"))
    assert all(section.fold != "spelled" for section in plain), "a page without scripts has no card"


def test_a_text_that_is_no_plans_stays_in_one_piece(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="小巨人有效期几年"))
    reviewed = answer.model_copy(update={"answer": "三年。[1]"})
    (only,) = sections_of(reviewed, "c0-")
    assert '<a class="mark" href="#c0-1">1</a>' in only.html


def test_a_reply_holds_the_answer_and_the_standard(assistant: Assistant) -> None:
    answer = assistant.ask(AskRequest(question="小巨人的资产负债率要求多少", as_of="2026-05-01"))  # type: ignore[arg-type]
    reply = reply_of(assistant, answer, "zh")
    assert reply.answer == answer
    assert reply.standard is not None
    assert reply.standard.number == "工信部企业〔2026〕2号"
