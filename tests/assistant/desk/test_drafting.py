"""A mail becomes a draft for each thing asked; what an agent puts right goes before what the mail says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.desk.drafting import corrected, split_mails, take_in
from assistant.errors import RequestError
from assistant.service import Assistant
from assistant.store.mails import Mail
from corpus.errors import ZjtxError
from tests.assistant.desk.conftest import DAY


def _value(mail: Mail, path: str) -> object:
    return next(fact["value"] for fact in mail.reading["facts"] if fact["path"] == path)


def test_each_thing_asked_has_a_draft_with_its_clauses(mail: Mail) -> None:
    assert [draft.question for draft in mail.drafts[:2]] == ["我们这样能报第四批小巨人吗", "网上申报什么时候截止"]
    verdict, papers = mail.drafts[0], next(draft for draft in mail.drafts if "材料" in draft.question)
    assert "3600/5000 = 72%，高于70%。[1]" in verdict.text
    assert verdict.sources[0].clause_id == "measures-2022-63/annex-3/2"
    assert "申请书" in papers.text and papers.sources
    assert any(draft.about["status"] == "not_in_corpus" for draft in mail.drafts)
    for draft in mail.drafts:
        assert "**" not in draft.text and "#" not in draft.text
        for mark in range(1, len(draft.sources) + 1):
            assert f"[{mark}]" in draft.text
        assert draft.text == draft.written and draft.edited_by is None


def test_every_question_stands_over_the_draft_that_answers_it_without_its_own_number(assistant: Assistant) -> None:
    text = (
        "我们2023年通过宁波市专精特新中小企业认定，2025年营业收入1.26亿元，资产负债率57%。有几个问题请教：\n1、我们今年能报小巨人吗？"
        "（2）营收够不够？\n三是市场占有率要求多少？我们没有第三方证明，自己写行不行？\n4.网上填报最晚到哪天？5.要不要交审计报告？"
    )
    mail = take_in(assistant, text, date(2026, 5, 6), "zhang")
    assert mail.reading["not_used"] == []
    drafts = mail.drafts
    verdict = next(draft for draft in drafts if "能否符合" in draft.text)
    assert all(words in verdict.question for words in ("我们今年能报小巨人吗", "营收够不够", "网上填报最晚到哪天"))
    assert "2026年4月25日至5月25日" in verdict.text
    over = "；".join(draft.question for draft in drafts)
    assert "市场占有率要求多少" in over and "自己写行不行" in over and "要不要交审计报告" in over
    assert not any(mark in over for mark in ("1、", "（2）", "三是", "4.", "5.", "\n", "请教"))


def test_facts_stand_on_words_of_the_mail_and_whose_it_is_is_hidden(mail: Mail) -> None:
    assert mail.enterprise == "杭州甲乙精密科技有限公司"
    assert _value(mail, "revenue.2021") == 8600
    for fact in mail.reading["facts"]:
        assert fact["words"] in mail.text
    assert "13800138000" not in mail.text and "王小明" not in mail.text


def test_what_was_put_right_decides(assistant: Assistant, mail: Mail) -> None:
    right = corrected(assistant, mail, {"total_liabilities": 3000, "revenue.2021": 4600, "employees": None})
    assert "3000/5000 = 60%" in right.drafts[0].text and "72%" not in right.drafts[0].text
    assert right.reading["profile"]["revenue"] == {"2021": 4600}
    assert "employees" not in right.reading["profile"]
    assert _value(right, "total_liabilities") == 3000
    assert [fact["path"] for fact in right.reading["facts"] if fact["corrected"]] == ["employees", "total_liabilities", "revenue.2021"] or {fact["path"] for fact in right.reading["facts"] if fact["corrected"]} == {"employees", "total_liabilities", "revenue.2021"}
    again = corrected(assistant, right, {"debt_ratio": 80})
    assert again.corrections == {"total_liabilities": 3000, "revenue.2021": 4600, "employees": None, "debt_ratio": 80}


def test_a_value_that_cannot_be_is_refused(assistant: Assistant, mail: Mail) -> None:
    with pytest.raises(ZjtxError) as raised:
        corrected(assistant, mail, {"revenue.2021": -1})
    assert raised.value.field is not None and raised.value.field.startswith("revenue")


def test_what_an_agent_wrote_stays_when_facts_are_put_right(assistant: Assistant, mail: Mail) -> None:
    mine = replace(mail.drafts[0], text="请看附件。", edited_by="zhang")
    right = corrected(assistant, replace(mail, drafts=(mine, *mail.drafts[1:])), {"total_liabilities": 3000})
    assert (right.drafts[0].text, right.drafts[0].edited_by) == ("请看附件。", "zhang")
    assert "60%" in right.drafts[0].written


def test_several_mails_are_parted_by_a_line() -> None:
    assert split_mails("甲\n\n=====\n乙\n＝＝＝＝\n \n") == ["甲", "乙"]
    assert split_mails("a = b\n==\nc") == ["a = b\n==\nc"]
    assert split_mails(" \n") == []


@pytest.mark.parametrize("text", ["", "字" * 2001, "a\x00"])
def test_what_is_no_mail_is_refused(assistant: Assistant, text: str) -> None:
    with pytest.raises(RequestError):
        take_in(assistant, text, DAY, "zhang")
