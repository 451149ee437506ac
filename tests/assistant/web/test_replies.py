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


def test_what_the_card_advises_and_asks_is_folded_behind_it(assistant: Assistant) -> None:
    facts = "做汽车轴承12年了，去年营收1.2亿，主营收入1.1亿，前年营收1.05亿，研发费用去年520万，前年480万。资产8000万，负债6500万。"
    answer = assistant.ask(AskRequest(question=f"我们在浙江，{facts}2023年认定的省专精特新，发明专利3件。能报下一批小巨人吗，还缺什么？", as_of="2026-12-01"))  # type: ignore[arg-type]
    reply = reply_of(assistant, answer, "zh")
    (place,) = [index for index, section in enumerate(reply.sections) if section.card]
    assert reply.sections[place].fold == "spelled"
    assert "资产负债率：<strong>不符合</strong>" in "".join(section.html for section in reply.sections[:place])
    assert "约需减少500万元负债总额" in reply.sections[place].html
    assert "主导产品在全国细分市场的占有率是多少" in reply.sections[place].html
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
