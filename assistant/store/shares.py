"""Conversations shared by a link: as they were then, masked, to be read by whoever has the link, until its end.

>>> from assistant.settings import Settings
>>> from assistant.store import Store
>>> store = Store(Settings(database_url="sqlite://"))
>>> share = store.shares.make(store.conversations.save(store.conversations.open()).id, [{"question": "有效期几年"}], lang="zh", days=7)
>>> store.shares.load(share.id).turns
[{'question': '有效期几年'}]
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select

from assistant.errors import StorageError, UnknownConversationError, UnknownShareError
from assistant.masking import masked
from assistant.models import Lang
from assistant.store.database import Database
from assistant.store.seal_keys import Sealed, SealKeys
from assistant.store.tables import ConversationRow, SharedConversationRow

_ID_BYTES: Final = 24


@dataclass(frozen=True)
class Share:
    """A shared conversation.

    Attributes:
        id: can't be guessed; the link is made of it.
        turns: what was said, as JSON.
        site: in whose name it was answered.
        until: from then on nobody reads it.
    """

    id: str
    turns: list[Any]
    lang: Lang
    site: str | None
    until: datetime


class Shares:
    """Makes, hands out and ends the links; there is one for a conversation at most.

    Args:
        days: the most that a link may last, since the conversation itself is kept no longer.
        keys: for the seal of an answer.
    """

    def __init__(self, database: Database, days: int, keys: SealKeys) -> None:
        self._database, self._days, self._keys = database, days, keys

    def make(self, conversation_id: str, turns: list[Any], *, lang: Lang, days: int, site: str | None = None) -> Share:
        """Share a conversation as it now is; where it is shared already, its link shows this from now on.

        Raises:
            UnknownConversationError: there is no such conversation.
            StorageError: it can't be kept.
        """
        now = datetime.now(UTC)
        with self._database.session() as session:
            session.execute(delete(SharedConversationRow).where(SharedConversationRow.until <= now))
            if session.get(ConversationRow, conversation_id) is None:
                raise UnknownConversationError
            row = session.scalar(select(SharedConversationRow).where(SharedConversationRow.conversation_id == conversation_id))
            if row is None:
                row = SharedConversationRow(id=secrets.token_urlsafe(_ID_BYTES), conversation_id=conversation_id, made_at=now)
                session.add(row)
            row.turns, row.lang, row.site = masked(turns), lang, site
            row.until = now + timedelta(days=min(days, self._days))
            return _share(row)

    def load(self, id: str) -> Share:
        """What a link shows.

        Raises:
            UnknownShareError: there is none, it has ended or was ended.
            StorageError: it can't be read.
        """
        with self._database.session() as session:
            row = session.get(SharedConversationRow, id)
            if row is None or row.until <= datetime.now(UTC):
                raise UnknownShareError
            return _share(row)

    def end(self, conversation_id: str) -> None:
        """End the link of a conversation; it is no error where there is none."""
        with self._database.session() as session:
            session.execute(delete(SharedConversationRow).where(SharedConversationRow.conversation_id == conversation_id))

    def seal(self, text: str) -> str:
        """What only this service can put to `text`; "" where the key can't be kept."""
        try:
            return hmac.new(self._keys.key(Sealed.ANSWERS), text.encode(), hashlib.sha256).hexdigest()
        except StorageError:
            return ""

    def is_sealed(self, text: str, seal: str) -> bool:
        """Whether `seal` was put to this very text."""
        return seal.isascii() and hmac.compare_digest(seal, hmac.new(self._keys.key(Sealed.ANSWERS), text.encode(), hashlib.sha256).hexdigest())


def _share(row: SharedConversationRow) -> Share:
    return Share(row.id, row.turns, "en" if row.lang == "en" else "zh", row.site, row.until)


__all__ = ["Share", "Shares"]
