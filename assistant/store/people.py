"""People at the desk: who they are, what they may, and their sessions. No one is there until an operator adds him.

>>> from assistant.settings import Settings
>>> from assistant.store import Store
>>> people = Store(Settings(database_url="sqlite://")).people
>>> _ = people.add("zhang", DeskRole.AGENT, "a long pass phrase")
>>> people.sign_in("zhang", "wrong") is None, people.sign_in("zhang", "a long pass phrase").person.role.value
(True, 'agent')
"""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assistant.errors import DeskUserError
from assistant.store.database import Database
from assistant.store.tables import DeskSessionRow, DeskUserRow

SHORTEST_PASSWORD: Final = 12
FAILURES: Final = 5
"""Wrong passwords in a row after which an account is locked."""
LOCKED: Final = timedelta(minutes=15)
IDLE: Final = timedelta(hours=2)
LONGEST: Final = timedelta(hours=12)
"""A session ends when nobody used it for `IDLE`, and at the latest after `LONGEST`."""
_LONGEST_PASSWORD: Final = 256
_NAME: Final = re.compile(r"[\w.@-]{1,64}")
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NO_PASSWORD: Final = ""
"""Fits no password."""
_AT_ONCE: Final = threading.BoundedSemaphore(2)
"""A password costs memory: two at a time, whoever knocks."""


class DeskRole(StrEnum):
    """What somebody may; each may all that the ones before may."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"

    def may(self, needed: DeskRole) -> bool:
        """Whether this role is enough for what asks for `needed`."""
        order = list(DeskRole)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True)
class Person:
    """Somebody who may sign in, unless disabled."""

    name: str
    role: DeskRole
    disabled: bool
    created_at: datetime
    locked: bool = False


@dataclass(frozen=True)
class DeskSession:
    """A person signed in.

    Attributes:
        token: known to the browser only; its hash is what is kept.
        csrf: what every form of the session has to bring along.
    """

    token: str
    csrf: str
    person: Person


class People:
    """Adds and disables people, and lets them in."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, role: DeskRole, password: str | None) -> Person:
        """Add somebody.

        Args:
            password: None for somebody who signs in by the identity provider only.

        Raises:
            DeskUserError: the name is taken or no name, the password too short or too easy.
        """
        if not _NAME.fullmatch(name):
            raise DeskUserError("desk_user_name", "name")
        if password is not None:
            _refuse_easy(name, password)
        row = _new_row(name, role, _NO_PASSWORD if password is None else _hashed(password))
        with self._database.session() as session:
            if session.get(DeskUserRow, name) is not None:
                raise DeskUserError("desk_user_taken", "name", name=name)
            session.add(row)
            session.flush()
            return _person(row)

    def all(self) -> tuple[Person, ...]:
        with self._database.session() as session:
            return tuple(_person(row) for row in session.scalars(select(DeskUserRow).order_by(DeskUserRow.name)))

    def disable(self, name: str, *, disabled: bool = True) -> None:
        """Keep somebody out, his open sessions included, or let him in again; either way his name waits for a subject anew.

        Raises:
            DeskUserError: there is nobody of that name.
        """
        with self._database.session() as session:
            row = session.get(DeskUserRow, name)
            if row is None:
                raise DeskUserError("desk_user_unknown", "name", name=name)
            row.disabled, row.failures, row.locked_until, row.subject = disabled, 0, None, None
            session.execute(delete(DeskSessionRow).where(DeskSessionRow.user == name))

    def sign_in(self, name: str, password: str) -> DeskSession | None:
        """Open a session; None where name or password is wrong, or the account is disabled or locked. Each takes as long."""
        now = datetime.now(UTC)
        with self._database.session() as session:
            row = session.get(DeskUserRow, name) if _NAME.fullmatch(name) else None
            kept = row.password if row is not None else _nobodys()
            barred = row is None or row.disabled or (row.locked_until is not None and row.locked_until > now)
        if not _fits(kept, password) or barred:
            self._failed(name, now)
            return None
        with self._database.session() as session:
            session.execute(update(DeskUserRow).where(DeskUserRow.name == name).values(failures=0, locked_until=None))
            return _opened(session, session.get_one(DeskUserRow, name), now)

    def admit(self, name: str, subject: str, role: DeskRole | None = None) -> DeskSession | None:
        """Open a session for somebody whom the identity provider has signed in.

        Args:
            subject: who the provider says it is; a name belongs to the first subject that comes with it.
            role: what the provider lets him do; without one, only who was added gets in, in the role he was given.

        Returns:
            None where there is nobody of that name, he is disabled, or the name belongs to another subject, or, with a
            role of the provider's, to somebody with a password.
        """
        if not _NAME.fullmatch(name):
            return None
        with self._database.session() as session:
            row = session.get(DeskUserRow, name)
            if row is None and role is not None:
                row = _new_row(name, role, _NO_PASSWORD)
                session.add(row)
            if row is None or row.disabled or row.subject not in (None, _key(subject)):
                return None
            if role is not None:
                if row.password != _NO_PASSWORD:
                    return None
                row.role = role
            row.subject = _key(subject)
            return _opened(session, row, datetime.now(UTC))

    def session_of(self, token: str) -> DeskSession | None:
        """The session of a browser's token, where it has not ended; it goes on from now."""
        now = datetime.now(UTC)
        with self._database.session() as session:
            row = session.get(DeskSessionRow, _key(token))
            user = session.get(DeskUserRow, row.user) if row is not None else None
            if row is None or user is None or user.disabled:
                return None
            if row.seen_at < now - IDLE or row.created_at < now - LONGEST:
                session.delete(row)
                return None
            row.seen_at = now
            return DeskSession(token, row.csrf, _person(user))

    def sign_out(self, token: str) -> None:
        with self._database.session() as session:
            session.execute(delete(DeskSessionRow).where(DeskSessionRow.key == _key(token)))

    def _failed(self, name: str, now: datetime) -> None:
        with self._database.session() as session:
            row = session.get(DeskUserRow, name)
            if row is None or (row.locked_until is not None and row.locked_until > now):
                return
            row.failures += 1
            if row.failures >= FAILURES:
                row.failures, row.locked_until = 0, now + LOCKED


def _new_row(name: str, role: DeskRole, password: str) -> DeskUserRow:
    return DeskUserRow(name=name, role=role, password=password, disabled=False, failures=0, created_at=datetime.now(UTC))


def _opened(session: Session, row: DeskUserRow, now: datetime) -> DeskSession:
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    session.execute(delete(DeskSessionRow).where(DeskSessionRow.seen_at < now - IDLE))
    session.add(DeskSessionRow(key=_key(token), user=row.name, csrf=csrf, created_at=now, seen_at=now))
    return DeskSession(token, csrf, _person(row))


def _person(row: DeskUserRow) -> Person:
    locked = row.locked_until is not None and row.locked_until > datetime.now(UTC)
    return Person(row.name, DeskRole(row.role), row.disabled, row.created_at, locked)


def _refuse_easy(name: str, password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise DeskUserError("desk_password_length", "password", least=SHORTEST_PASSWORD)
    if name.lower() in password.lower() or len(set(password)) < 5:
        raise DeskUserError("desk_password_easy", "password")


def _key(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _hashed(password: str) -> str:
    with _AT_ONCE:
        return _HASHER.hash(password)


def _fits(kept: str, password: str) -> bool:
    if len(password) > _LONGEST_PASSWORD:
        return False
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """What the password of somebody unknown is held against, so that the time tells nothing."""
    return _hashed(secrets.token_urlsafe(32))
