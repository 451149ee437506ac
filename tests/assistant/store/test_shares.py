"""A shared conversation is read by its link until its end, and by nobody after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from assistant.errors import UnknownConversationError, UnknownShareError
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.tables import SharedConversationRow
from tests.assistant.store.talks import begun

TURNS = [{"question": "我的电话13800138000，有效期几年", "answer": "三年。"}]


def test_what_is_shared_is_masked_and_comes_back(store: Store, settings: Settings) -> None:
    share = store.shares.make(begun(store).id, TURNS, lang="en", days=7, site="zhejiang")
    found = store.shares.load(share.id)
    assert found.turns == [{"question": "我的电话***********，有效期几年", "answer": "三年。"}]
    assert (found.lang, found.site) == ("en", "zhejiang")
    assert timedelta(days=6) < found.until - datetime.now(UTC) <= timedelta(days=7)
    store.close()
    assert b"13800138000" not in b"".join(path.read_bytes() for path in settings.data_dir.glob("zjtx.sqlite3*"))


def test_a_conversation_has_one_link_which_shows_what_was_shared_last(store: Store) -> None:
    conversation = begun(store).id
    first = store.shares.make(conversation, TURNS, lang="zh", days=1)
    again = store.shares.make(conversation, [*TURNS, {"question": "谁发证"}], lang="zh", days=7)
    assert again.id == first.id
    assert len(store.shares.load(first.id).turns) == 2


def test_no_link_outlasts_the_conversation(store: Store, settings: Settings) -> None:
    share = store.shares.make(begun(store).id, TURNS, lang="zh", days=9999)
    assert share.until - datetime.now(UTC) <= timedelta(days=settings.conversation_days)


def test_only_a_conversation_that_there_is_can_be_shared(store: Store) -> None:
    with pytest.raises(UnknownConversationError):
        store.shares.make("nobody", TURNS, lang="zh", days=1)


def test_an_ended_link_shows_nothing(store: Store) -> None:
    conversation = begun(store).id
    share = store.shares.make(conversation, TURNS, lang="zh", days=1)
    store.shares.end(conversation)
    store.shares.end(conversation)
    with pytest.raises(UnknownShareError):
        store.shares.load(share.id)


@pytest.mark.parametrize("purge", [True, False])
def test_a_link_ends_by_itself(store: Store, purge: bool) -> None:
    share = store.shares.make(begun(store).id, TURNS, lang="zh", days=1)
    with store.database.session() as session:
        session.execute(update(SharedConversationRow).values(until=datetime.now(UTC) - timedelta(seconds=1)))
    if purge:
        assert store.records.purge().shares == 1
    with pytest.raises(UnknownShareError):
        store.shares.load(share.id)


def test_who_forgets_a_conversation_ends_its_link(store: Store) -> None:
    for forget in (store.records.forget, store.conversations.forget):
        conversation = begun(store).id
        share = store.shares.make(conversation, TURNS, lang="zh", days=1)
        assert "shared_conversations" in {record["kind"] for record in store.records.export(conversation)}
        forget(conversation)
        with pytest.raises(UnknownShareError):
            store.shares.load(share.id)


def test_a_seal_holds_for_its_text_alone_and_in_every_process(store: Store, settings: Settings) -> None:
    seal = store.shares.seal("三年。")
    assert store.shares.is_sealed("三年。", seal)
    for text, other in (("五年。", seal), ("三年。", ""), ("三年。", "é" * 64), ("三年。", seal[:-1] + "x")):
        assert not store.shares.is_sealed(text, other)
    second = Store(settings)
    assert second.shares.is_sealed("三年。", seal)
    second.close()
