"""What the assistant wrote stands; what an agent changes is stopped where the clause or the verdict says otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.desk.checking import check_draft
from assistant.service import Assistant
from assistant.store.mails import Mail


def test_every_draft_stands_as_it_was_written(assistant: Assistant, mail: Mail) -> None:
    for draft in mail.drafts:
        verdict = check_draft(assistant, mail, draft)
        assert verdict.stands
        assert "".join(run.text for run in verdict.runs) == draft.text


@pytest.mark.parametrize(
    ("before", "behind"),
    [("高于70%", "高于75%"), ("3600/5000 = 72%", "3600/5000 = 62%"), ("资产负债率：不符合", "资产负债率：符合")],
)
def test_a_changed_sentence_is_stopped_with_a_reason(assistant: Assistant, mail: Mail, before: str, behind: str) -> None:
    draft = mail.drafts[0]
    assert before in draft.text
    verdict = check_draft(assistant, mail, replace(draft, text=draft.text.replace(before, behind)))
    assert not verdict.stands
    (stopped,) = verdict.stopped
    assert behind in stopped.text and stopped.note
    assert "".join(run.text for run in verdict.runs) == draft.text.replace(before, behind)


@pytest.mark.parametrize("added", ["我们保证贵公司一定能通过。", "研发费用占比不低于4%即可。", "请联系李工，微信lig66。"])
def test_an_added_sentence_without_a_ground_is_stopped(assistant: Assistant, mail: Mail, added: str) -> None:
    draft = mail.drafts[0]
    verdict = check_draft(assistant, mail, replace(draft, text=f"{draft.text}\n{added}"))
    assert [run.text for run in verdict.stopped] == [added]


def test_politeness_needs_no_ground(assistant: Assistant, mail: Mail) -> None:
    draft = mail.drafts[0]
    assert check_draft(assistant, mail, replace(draft, text=f"感谢您的来信。\n{draft.text}")).stands


def test_a_sentence_of_old_facts_no_longer_stands(assistant: Assistant, mail: Mail) -> None:
    from assistant.desk.drafting import corrected

    mine = replace(mail.drafts[0], edited_by="zhang")
    right = corrected(assistant, replace(mail, drafts=(mine, *mail.drafts[1:])), {"total_liabilities": 3000})
    assert right.drafts[0].text == mail.drafts[0].text
    stopped = check_draft(assistant, right, right.drafts[0]).stopped
    assert any("72%" in run.text and "已经不是现在的结论" in run.note for run in stopped)
    mine = replace(right.drafts[0], text="贵公司负债3600万元，占5000万元的72%，高于70%[1]。")
    (told,) = check_draft(assistant, right, mine).stopped
    assert "已更正的负债总额" in told.note
