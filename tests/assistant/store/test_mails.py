"""Mails are kept masked, found again, changed by one at a time, and gone after their days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.errors import MailChangedError, UnknownMailError
from assistant.store import Store
from assistant.store.mails import Draft, Mail, MailState, Source, new_mail

SOURCE = Source("measures-2022-63/annex-3/2", "办法", "63号", "附件3 二", "不高于70%")


def _mail(text: str = "能报吗？电话13800138000", **fields: object) -> Mail:
    draft = Draft(1, "能报吗", "请联系13800138000[1]。", "不符合[1]。", (SOURCE,), {"status": "answered", "round": 4})
    return replace(new_mail(text, date(2022, 6, 20), "zhang"), drafts=(draft,), **fields)


def test_a_mail_comes_back_as_it_was_but_masked(store: Store) -> None:
    mail = _mail(enterprise="甲乙公司", corrections={"revenue.2021": 9000, "employees": None})
    store.mails.add(mail)
    found = store.mails.load(mail.id)
    assert found.text == "能报吗？电话***********"
    assert found.drafts[0].text == "请联系***********[1]。"
    assert replace(found, text=mail.text, drafts=mail.drafts) == mail


def test_of_two_changes_at_once_the_later_is_refused(store: Store) -> None:
    mail = _mail()
    store.mails.add(mail)
    first = store.mails.save(replace(store.mails.load(mail.id), state=MailState.WAITING))
    assert first.version == 1
    with pytest.raises(MailChangedError):
        store.mails.save(replace(mail, state=MailState.DONE))
    assert store.mails.load(mail.id).state is MailState.WAITING


def test_mails_are_found_by_enterprise_and_by_question(store: Store) -> None:
    ours, theirs = _mail(enterprise="甲乙公司"), _mail("什么时候截止", enterprise="丙丁_100%公司")
    store.mails.add(ours)
    store.mails.add(replace(theirs, state=MailState.DONE, drafts=(replace(theirs.drafts[0], question="截止日期"),)))
    assert [each.id for each in store.mails.find("甲乙")] == [ours.id]
    assert [each.id for each in store.mails.find("截止日")] == [theirs.id]
    assert [each.id for each in store.mails.find("_100%")] == [theirs.id]
    assert store.mails.find("%_%") == ()
    assert [each.id for each in store.mails.find(state=MailState.DONE)] == [theirs.id]
    assert {each.id for each in store.mails.find()} == {ours.id, theirs.id}


def test_a_mail_runs_out_and_is_purged_and_forgotten(store: Store) -> None:
    old, fresh = _mail(), _mail()
    store.mails.add(replace(old, updated_at=datetime.now(UTC) - timedelta(days=181)))
    store.mails.add(fresh)
    with pytest.raises(UnknownMailError):
        store.mails.load(old.id)
    assert store.records.purge().mails == 1
    assert {record["kind"] for record in store.records.export()} == {"desk_mails", "desk_drafts"}
    assert store.records.forget(fresh.id).mails == 1
    assert list(store.records.export()) == []
