"""An agent's morning by forms: from the pasted mail to the letter, and what a supervisor has to do with it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from docx import Document
from fastapi import FastAPI

from assistant.store import Store
from assistant.store.mails import MailState
from tests.assistant.desk.conftest import TEXT
from tests.assistant.web.desk.conftest import Browser

Enter = Callable[[str | None], Browser]
HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&{{7*7}}</textarea><b>'


@pytest.fixture
def mail(enter: Enter) -> str:
    return enter("agent").paste(TEXT)


@pytest.fixture
def with_release(desk_app: FastAPI) -> Iterator[None]:
    """A desk whose answers a supervisor has to release."""
    service = desk_app.state.service
    desk_app.state.service = replace(service, settings=service.settings.model_copy(update={"desk_release": True}))
    yield
    desk_app.state.service = service


def test_a_mail_is_read_and_drafted(enter: Enter, mail: str) -> None:
    shown = enter("agent").get(f"/desk/mails/{mail}").text
    for words in ("杭州甲乙精密科技有限公司", "“资产总额5000万元”", "3600/5000 = 72%", "核对通过", "附件3", "网上申报什么时候截止", "现有文件中没有"):
        assert words in shown
    assert "13800138000" not in shown and "王小明" not in shown


def test_what_only_goes_into_a_sum_is_shown_by_the_sum(enter: Enter, desk_store: Store) -> None:
    agent = enter("agent")
    mail = agent.paste("我们员工200人，其中研发人员32人；2021年末净资产3000万元，负债总额7000万元。研发人员占比够吗？负债率多少？")
    shown = agent.get(f"/desk/mails/{mail}")
    assert shown.status_code == 200
    assert all(words in shown.text for words in ("研发人员占比", "32/200", "资产总额", "3000+7000"))
    agent.post(f"/desk/mails/{mail}/facts", **{"fact:employees": "160", "version": agent.version(mail)})
    assert "32/200" not in agent.get(f"/desk/mails/{mail}").text
    assert "rd_staff_ratio" not in desk_store.mails.load(mail).reading["profile"]


def test_facts_put_right_decide(enter: Enter, mail: str, desk_store: Store) -> None:
    agent = enter("agent")
    fields = {"fact:total_liabilities": "3000", "fact:employees": "", "add_path": "market_share", "add_value": "12%", "version": agent.version(mail)}
    assert agent.post(f"/desk/mails/{mail}/facts", **fields).status_code == 303
    kept = desk_store.mails.load(mail)
    assert kept.corrections == {"total_liabilities": 3000, "employees": None, "market_share": 12}
    assert "3000/5000 = 60%" in kept.drafts[0].text
    assert "已更正" in agent.get(f"/desk/mails/{mail}").text
    assert agent.post(f"/desk/mails/{mail}/facts", **{"fact:revenue.2021": "many"}).status_code == 422


def test_a_draft_is_checked_as_it_is_typed_and_saved(enter: Enter, mail: str, desk_store: Store) -> None:
    agent = enter("agent")
    draft = desk_store.mails.load(mail).drafts[0]
    wrong = draft.text.replace("高于70%", "高于75%")
    told = agent.post(f"/desk/mails/{mail}/drafts/1/check", text=wrong).text
    assert 'class="stopped" title=' in told and "75%" in told
    assert desk_store.mails.load(mail).drafts[0].text == draft.text
    assert "核对通过" in agent.post(f"/desk/mails/{mail}/drafts/1/check", text=draft.text).text
    assert agent.post(f"/desk/mails/{mail}/drafts/1", text=wrong, version=agent.version(mail)).status_code == 303
    kept = desk_store.mails.load(mail)
    assert (kept.drafts[0].text, kept.drafts[0].edited_by) == (wrong, "agent")
    answer = agent.get(f"/desk/mails/{mail}/letter")
    assert answer.status_code == 409 and "没有通过核对" in answer.text


def test_what_another_changed_is_not_overwritten(enter: Enter, mail: str, desk_store: Store) -> None:
    agent, other = enter("agent"), enter("supervisor")
    version = agent.version(mail)
    assert other.post(f"/desk/mails/{mail}/drafts/2", text="请看附件。", version=version).status_code == 303
    late = agent.post(f"/desk/mails/{mail}/drafts/1", text="晚了一步。", version=version)
    assert late.status_code == 409 and "刚被别人改过" in late.text
    assert desk_store.mails.load(mail).drafts[1].text == "请看附件。"


def test_the_letter_is_copied_or_taken_as_a_file(enter: Enter, mail: str, desk_store: Store) -> None:
    agent = enter("agent")
    shown = agent.get(f"/desk/mails/{mail}/letter").text
    assert "来信收悉，按2022年6月20日" in shown and "[1] 《优质中小企业梯度培育管理暂行办法》" in shown
    file = agent.get(f"/desk/mails/{mail}/letter.docx")
    assert "attachment" in file.headers["content-disposition"]
    assert any("72%" in paragraph.text for paragraph in Document(io.BytesIO(file.content)).paragraphs)
    assert agent.post(f"/desk/mails/{mail}/done", version=agent.version(mail)).headers["location"] == "/desk"
    assert desk_store.mails.load(mail).state is MailState.DONE
    assert f"/mails/{mail}" not in agent.get("/desk").text
    assert f"/mails/{mail}" in agent.get("/desk/history?q=甲乙精密").text
    assert f"/mails/{mail}" not in agent.get("/desk/history?q=没有这样的信").text


def test_a_row_of_the_rounds_table_is_sent_in_words(enter: Enter) -> None:
    agent = enter("agent")
    mail = agent.paste("第八批小巨人网上申报到哪天截止？", "2026-05-06")
    for path in (f"/desk/mails/{mail}", f"/desk/mails/{mail}/letter"):
        shown = agent.get(path).text
        assert "企业网上上传：2026年4月25日至2026年5月25日" in shown
        assert "enterprise_upload" not in shown


@pytest.mark.usefixtures("with_release")
def test_a_supervisor_releases(enter: Enter, mail: str, desk_store: Store) -> None:
    agent, supervisor = enter("agent"), enter("supervisor")
    assert agent.get(f"/desk/mails/{mail}/letter").status_code == 409
    agent.post(f"/desk/mails/{mail}/done", version=agent.version(mail))
    assert desk_store.mails.load(mail).state is MailState.WAITING
    assert agent.post(f"/desk/mails/{mail}/release", version=agent.version(mail)).status_code == 403
    assert supervisor.post(f"/desk/mails/{mail}/release", version=supervisor.version(mail)).status_code == 303
    assert agent.get(f"/desk/mails/{mail}/letter").status_code == 200
    agent.post(f"/desk/mails/{mail}/drafts/1", text="我们保证贵公司一定能通过。", version=agent.version(mail))
    assert agent.get(f"/desk/mails/{mail}/letter").status_code == 409, "a release is over with the next change"
    assert supervisor.post(f"/desk/mails/{mail}/release", version=supervisor.version(mail)).status_code == 422
    assert f"{mail}-" not in agent.get("/desk/queue?trouble=overruled").text
    supervisor.post(f"/desk/mails/{mail}/release", version=supervisor.version(mail), reason="已电话说明")
    overruled = agent.get("/desk/queue?trouble=overruled").text
    assert overruled.count(f"desk/queue/{mail}-") == 1 and "未通过核对仍放行" in overruled
    assert agent.get(f"/desk/mails/{mail}/letter").status_code == 200
    releases = [(entry.who, entry.about, entry.reason) for entry in desk_store.audit.newest() if entry.what == "release"]
    assert releases[:2] == [("supervisor", mail, "已电话说明"), ("supervisor", mail, "")]


def test_a_clause_is_added_under_the_next_mark(enter: Enter, mail: str, desk_store: Store) -> None:
    agent = enter("agent")
    before = desk_store.mails.load(mail).drafts[0].sources
    assert agent.post(f"/desk/mails/{mail}/drafts/1/sources", clause="measures-2022-63/annex-3/5", version=agent.version(mail)).status_code == 303
    after = desk_store.mails.load(mail).drafts[0].sources
    assert after[:-1] == before and after[-1].clause_id == "measures-2022-63/annex-3/5"
    for clause in ("no/such", "", "measures-2026-2/ch-1", "measures-2022-63"):
        assert agent.post(f"/desk/mails/{mail}/drafts/1/sources", clause=clause).status_code == 404


def test_several_mails_at_once(enter: Enter, desk_store: Store) -> None:
    first = enter("agent").paste("第四批什么时候截止\n====\n小巨人有效期几年")
    texts = [mail.text for mail in desk_store.mails.find(count=2)]
    assert desk_store.mails.load(first).text == "第四批什么时候截止"
    assert set(texts) == {"第四批什么时候截止", "小巨人有效期几年"}


@pytest.mark.parametrize("text", ["", "\n====\n", "字" * 2001, "\n====\n".join("问" for _ in range(21))])
def test_what_is_no_mail_is_refused(enter: Enter, text: str) -> None:
    assert enter("agent").post("/desk/mails", text=text).status_code == 422


def test_nothing_hostile_becomes_markup(enter: Enter, desk_store: Store) -> None:
    agent = enter("agent")
    mail = agent.paste(f"我们是{HOSTILE}公司，第四批什么时候截止？{HOSTILE}")
    agent.post(f"/desk/mails/{mail}/drafts/1", text=HOSTILE, version=agent.version(mail))
    pages = [agent.get(path).text for path in (f"/desk/mails/{mail}", f"/desk/history?q={HOSTILE}")]
    pages.append(agent.post(f"/desk/mails/{mail}/drafts/1/check", text=HOSTILE).text)
    pages.append(agent.post(f"/desk/mails/{mail}/drafts/1/sources", clause=HOSTILE).text)
    for page in pages:
        assert "<script>alert" not in page and "<img src=x" not in page and "<b>" not in page
