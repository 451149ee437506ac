"""Nobody is let in but who was added, with the right password, and only for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from assistant.errors import DeskUserError
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.people import FAILURES, IDLE, LONGEST, DeskRole
from assistant.store.tables import DeskSessionRow, DeskUserRow

WORD = "correct horse battery"


def _signed_in(store: Store, name: str = "zhang", role: DeskRole = DeskRole.AGENT) -> str:
    store.people.add(name, role, WORD)
    session = store.people.sign_in(name, WORD)
    assert session is not None
    return session.token


def test_there_is_nobody_until_somebody_is_added(store: Store) -> None:
    assert store.people.all() == ()
    for name in ("admin", "", "' OR 1=1 --", "x" * 300):
        assert store.people.sign_in(name, "admin") is None


@pytest.mark.sqlite
def test_a_session_is_known_by_its_token_alone(store: Store, settings: Settings) -> None:
    token = _signed_in(store)
    found = store.people.session_of(token)
    assert found is not None and (found.person.name, found.person.role) == ("zhang", DeskRole.AGENT)
    assert store.people.session_of(token[:-1]) is None
    store.close()
    content = b"".join(path.read_bytes() for path in settings.data_dir.iterdir())
    assert token.encode() not in content
    assert WORD.encode() not in content
    assert b"$argon2id$" in content


@pytest.mark.parametrize(("column", "ago"), [("seen_at", IDLE), ("created_at", LONGEST)])
def test_a_session_ends(store: Store, column: str, ago: timedelta) -> None:
    token = _signed_in(store)
    for seconds, open_ in ((-60, True), (60, False)):
        then = datetime.now(UTC) - ago - timedelta(seconds=seconds)
        with store.database.session() as session:
            session.execute(update(DeskSessionRow).values(**{column: then}))
        assert (store.people.session_of(token) is not None) == open_


def test_signing_out_and_disabling_end_sessions(store: Store) -> None:
    first = _signed_in(store)
    again = store.people.sign_in("zhang", WORD)
    assert again is not None
    store.people.sign_out(first)
    assert store.people.session_of(first) is None
    assert store.people.session_of(again.token) is not None
    store.people.disable("zhang")
    assert store.people.session_of(again.token) is None
    assert store.people.sign_in("zhang", WORD) is None
    store.people.disable("zhang", disabled=False)
    assert store.people.sign_in("zhang", WORD) is not None


def test_wrong_passwords_lock_for_a_while(store: Store) -> None:
    store.people.add("zhang", DeskRole.AGENT, WORD)
    for _ in range(FAILURES - 1):
        assert store.people.sign_in("zhang", "wrong") is None
    assert store.people.sign_in("zhang", WORD) is not None, "a right one in between starts the count anew"
    for _ in range(FAILURES):
        store.people.sign_in("zhang", "wrong")
    assert store.people.all()[0].locked
    assert store.people.sign_in("zhang", WORD) is None
    with store.database.session() as session:
        session.execute(update(DeskUserRow).values(locked_until=datetime.now(UTC) - timedelta(seconds=1)))
    assert store.people.sign_in("zhang", WORD) is not None


@pytest.mark.parametrize(
    ("name", "password", "field"),
    [("zhang", "short", "password"), ("zhang", "zhang-zhang-zhang", "password"), ("zhang", "aaaaaaaaaaaaaaa", "password"), ("zhang", "x" * 300, "password"), ("a b", WORD, "name"), ("", WORD, "name")],
)
def test_what_is_too_easy_is_refused(store: Store, name: str, password: str, field: str) -> None:
    with pytest.raises(DeskUserError) as raised:
        store.people.add(name, DeskRole.ADMIN, password)
    assert raised.value.field == field
    assert store.people.all() == ()


def test_a_name_is_given_once(store: Store) -> None:
    store.people.add("zhang", DeskRole.AGENT, WORD)
    with pytest.raises(DeskUserError):
        store.people.add("zhang", DeskRole.ADMIN, WORD)
    with pytest.raises(DeskUserError):
        store.people.disable("wang")


def test_each_role_may_what_the_ones_before_may() -> None:
    may = {(one, other): one.may(other) for one in DeskRole for other in DeskRole}
    order = list(DeskRole)
    assert may == {(one, other): order.index(one) >= order.index(other) for one in order for other in order}


def test_who_was_signed_in_elsewhere_gets_in_by_the_list_or_by_a_role(store: Store) -> None:
    assert store.people.admit("zhang", "id 1") is None
    store.people.add("zhang", DeskRole.AGENT, None)
    session = store.people.admit("zhang", "id 1")
    assert session is not None and store.people.session_of(session.token) is not None
    assert store.people.sign_in("zhang", "") is None
    assert store.people.admit("zhang", "id 2") is None, "the name is another's"
    raised = store.people.admit("zhang", "id 1", DeskRole.ADMIN)
    assert raised is not None and raised.person.role is DeskRole.ADMIN
    made = store.people.admit("wang", "id 3", DeskRole.SUPERVISOR)
    assert made is not None and store.people.admit("' OR 1=1 --", "id 4", DeskRole.ADMIN) is None
    store.people.disable("wang")
    assert store.people.session_of(made.token) is None and store.people.admit("wang", "id 3", DeskRole.SUPERVISOR) is None
    store.people.add("li", DeskRole.AGENT, WORD)
    assert store.people.admit("li", "id 5", DeskRole.ADMIN) is None
    assert {each.name: each.role for each in store.people.all()}["li"] is DeskRole.AGENT
