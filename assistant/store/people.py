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

    def add(self, name: str, role: DeskRole, password: str) -> Person:
        """Add somebody.

        Raises:
            DeskUserError: the name is taken or no name, the password too short or too easy.
        """
        if not _NAME.fullmatch(name):
            raise DeskUserError("desk_user_name", "name")
        _refuse_easy(name, password)
        row = DeskUserRow(name=name, role=role, password=_hashed(password), disabled=False, failures=0, created_at=datetime.now(UTC))
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
        """Keep somebody out, his open sessions included, or let him in again.

        Raises:
            DeskUserError: there is nobody of that name.
        """
        with self._database.session() as session:
            row = session.get(DeskUserRow, name)
            if row is None:
                raise DeskUserError("desk_user_unknown", "name", name=name)
            row.disabled, row.failures, row.locked_until = disabled, 0, None
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
        token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        with self._database.session() as session:
            session.execute(delete(DeskSessionRow).where(DeskSessionRow.seen_at < now - IDLE))
            session.execute(update(DeskUserRow).where(DeskUserRow.name == name).values(failures=0, locked_until=None))
            session.add(DeskSessionRow(key=_key(token), user=name, csrf=csrf, created_at=now, seen_at=now))
            row = session.get_one(DeskUserRow, name)
            return DeskSession(token, csrf, _person(row))

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
