from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from assistant.errors import ConversationBusyError, UnknownConversationError
from assistant.rules.profile import Profile
from assistant.settings import Settings
from assistant.store import Conversation, Store
from assistant.store.tables import ConversationRow
from assistant.topics.forms import AskedTopic, Form
from corpus.terms import Tier, Track
from tests.assistant.store.talks import begun


def _age(store: Store, conversation_id: str, days: float) -> None:
    """Make the conversation's last turn lie `days` back."""
    then = datetime.now(UTC) - timedelta(days=days)
    with store.database.session() as session:
        session.execute(update(ConversationRow).where(ConversationRow.id == conversation_id).values(updated_at=then))


def _kept(store: Store) -> set[str]:
    with store.database.session() as session:
        return set(session.scalars(select(ConversationRow.id)))


def test_a_new_conversation_is_empty_and_kept_with_its_first_turn(store: Store) -> None:
    opened = store.conversations.open()
    assert (opened.profile, opened.turns, opened.tier) == (Profile(), 0, None)
    assert _kept(store) == set()
    with pytest.raises(UnknownConversationError):
        store.conversations.load(opened.id)
    saved = store.conversations.save(opened)
    assert store.conversations.load(opened.id) == saved == replace(opened, turns=1, updated_at=saved.updated_at)
    with pytest.raises(ConversationBusyError):
        store.conversations.save(opened)


def test_what_a_turn_leaves_is_there_after_a_restart(store: Store, settings: Settings) -> None:
    opened = begun(store)
    profile = Profile.parse(
        {"revenue": {"2021": 9000.5}, "debt_ratio": 69.96, "recognitions": [{"tier": "specialized"}]}
    )
    turn = replace(
        opened,
        profile=profile,
        tier=Tier.SPECIALIZED,
        round=4,
        track=Track.REVIEW,
        asked=(AskedTopic("deadline", (Form.WHEN,), frozenset({"企业"})),),
        last_fields=("debt_ratio",),
    )
    saved = store.conversations.save(turn)
    store.close()
    again = Store(settings)
    assert again.conversations.load(opened.id) == saved
    assert saved == replace(turn, turns=2, updated_at=saved.updated_at)


money = st.decimals(0, 1_000_000, places=2, allow_nan=False)


@given(st.dictionaries(st.integers(2015, 2027).map(str), money, min_size=1), st.integers(0, 10_000))
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_amounts_come_back_exactly(store: Store, revenue: dict[str, object], employees: int) -> None:
    profile = Profile.parse({"revenue": revenue, "employees": employees})
    opened = begun(store)
    store.conversations.save(replace(opened, profile=profile))
    assert store.conversations.load(opened.id).profile == profile


def test_ids_are_long_and_never_alike(store: Store) -> None:
    ids = {begun(store).id for _ in range(50)}
    assert len(ids) == 50
    assert min(map(len, ids)) >= 32


@pytest.mark.parametrize("unknown", ["", "new", "1", "' OR 1=1 --", "x" * 5000])
def test_an_id_never_given_out_is_unknown(store: Store, unknown: str) -> None:
    begun(store)
    with pytest.raises(UnknownConversationError) as raised:
        store.conversations.load(unknown)
    assert raised.value.field == "conversation_id"


def test_a_conversation_runs_out_after_its_days_and_is_deleted_by_the_next(store: Store) -> None:
    old, fresh = begun(store), begun(store)
    _age(store, old.id, 30.1)
    _age(store, fresh.id, 29.9)
    with pytest.raises(UnknownConversationError):
        store.conversations.load(old.id)
    assert store.conversations.load(fresh.id).id == fresh.id
    newest = begun(store)
    assert _kept(store) == {fresh.id, newest.id}


def test_a_turn_keeps_a_conversation_from_running_out(store: Store) -> None:
    opened = begun(store)
    _age(store, opened.id, 29)
    before = store.conversations.load(opened.id)
    assert store.conversations.save(before).updated_at > before.updated_at


def test_of_two_turns_at_once_the_later_one_is_refused_and_changes_nothing(store: Store) -> None:
    opened = begun(store)
    mine = replace(store.conversations.load(opened.id), tier=Tier.INNOVATIVE)
    theirs = replace(store.conversations.load(opened.id), tier=Tier.SPECIALIZED)
    saved = store.conversations.save(mine)
    with pytest.raises(ConversationBusyError):
        store.conversations.save(theirs)
    assert store.conversations.load(opened.id) == saved


def test_a_forgotten_conversation_is_gone(store: Store) -> None:
    opened = begun(store)
    store.conversations.forget(opened.id)
    store.conversations.forget(opened.id)
    with pytest.raises(UnknownConversationError):
        store.conversations.load(opened.id)
    with pytest.raises(UnknownConversationError):
        store.conversations.save(opened)


@pytest.mark.parametrize("in_memory", [False, True])
def test_many_threads_keep_their_own_conversations(settings: Settings, in_memory: bool) -> None:
    store = Store(settings.model_copy(update={"database_url": "sqlite://"} if in_memory else {}))

    def talk(number: int) -> Conversation:
        conversation = begun(store)
        for _ in range(5):
            conversation = store.conversations.save(replace(conversation, round=number))
        return conversation

    with ThreadPoolExecutor(8) as threads:
        talks = list(threads.map(talk, range(24)))
    assert [store.conversations.load(talk.id) for talk in talks] == talks
    assert [talk.turns for talk in talks] == [6] * 24
    store.close()
