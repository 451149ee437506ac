"""What is kept between requests: conversations, feedback and traces, by SQLAlchemy.

>>> from assistant.settings import Settings
>>> store = Store(Settings(database_url="sqlite://"))
>>> conversation = store.conversations.save(store.conversations.open())
>>> store.conversations.load(conversation.id) == conversation
True
"""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.errors import StorageError
from assistant.reach import Reach
from assistant.settings import Settings
from assistant.store.audit import AuditLog
from assistant.store.conversations import Conversation, Conversations
from assistant.store.database import Database
from assistant.store.feedback import Feedback, FeedbackBook
from assistant.store.records import Records, Removed
from assistant.store.seal_keys import SealKeys
from assistant.store.shares import Share, Shares
from assistant.store.traces import TraceBook

if TYPE_CHECKING:
    from assistant.store.curated import CuratedBook
    from assistant.store.figures import FigureBook
    from assistant.store.mails import Mails
    from assistant.store.people import People
    from assistant.store.queue import Queue
    from assistant.store.switches import Switches


class Store:
    """Conversations, feedback and traces of one installation. Nothing is opened before it is first used.

    Args:
        settings: where the database lies, and how many days a conversation and a trace are kept.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opening = threading.Lock()
        self._opened: Database | None = None
        self._failures = 0
        self._reach = Reach()

    @property
    def database(self) -> Database:
        """The database, opened and brought to the present schema; one that can't be opened now is tried again the next time.

        Raises:
            StorageError: it can't be opened now.
        """
        if self._opened is not None:
            return self._opened
        failures = self._failures
        with self._opening:
            if failures != self._failures:  # while this one waited for its turn; it would only wait as long again
                raise StorageError
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _open(self) -> Database:
        began = self._reach.begin()
        if began is None:
            raise StorageError
        try:
            opened = Database.open(self._settings)
        except StorageError:
            self._failures += 1
            self._reach.end(began, reached=self._settings.database.startswith("sqlite"))  # a file is there, if locked
            raise
        self._reach.end(began, reached=True)
        return opened

    @property
    def is_open(self) -> bool:
        """Whether the database is in use by this process."""
        return self._opened is not None

    @cached_property
    def conversations(self) -> Conversations:
        return Conversations(self.database, self._settings.conversation_days)

    @cached_property
    def feedback(self) -> FeedbackBook:
        return FeedbackBook(self.database, self._settings.days_of_feedback, with_traces=self._settings.days_of_traces > 0)

    @cached_property
    def shares(self) -> Shares:
        return Shares(self.database, self._settings.conversation_days, self.seal_keys)

    @cached_property
    def seal_keys(self) -> SealKeys:
        return SealKeys(self.database)

    @cached_property
    def traces(self) -> TraceBook:
        return TraceBook(self.database, self._settings.days_of_traces)

    @cached_property
    def people(self) -> People:
        from assistant.store.people import People

        return People(self.database)

    @cached_property
    def mails(self) -> Mails:
        from assistant.store.mails import Mails

        return Mails(self.database, self._settings.mail_days)

    @cached_property
    def queue(self) -> Queue:
        from assistant.store.queue import Queue

        return Queue(self.database, self._settings.days_of_traces, self._settings.mail_days)

    @cached_property
    def figures(self) -> FigureBook:
        from assistant.store.figures import FigureBook

        return FigureBook(self.database, self._settings.days_of_traces)

    @cached_property
    def curated(self) -> CuratedBook:
        from assistant.store.curated import CuratedBook

        return CuratedBook(self.database)

    @cached_property
    def switches(self) -> Switches:
        from assistant.store.switches import Switches

        return Switches(self.database, self.audit)

    @property
    def revision(self) -> int:
        """How often something was changed that holds for every answer."""
        from assistant.store.revision import revision

        return revision(self.database)

    @cached_property
    def audit(self) -> AuditLog:
        return AuditLog(self.database)

    @cached_property
    def records(self) -> Records:
        return Records(self.database, self._settings)

    def close(self) -> None:
        """Give the database's files back."""
        if self._opened is not None:
            self._opened.close()


__all__ = ["Conversation", "Conversations", "Feedback", "FeedbackBook", "Records", "Removed", "Share", "Shares", "Store", "TraceBook"]
