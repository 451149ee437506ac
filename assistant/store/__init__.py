"""What is kept between requests: conversations, feedback and traces, by SQLAlchemy.

>>> from assistant.settings import Settings
>>> store = Store(Settings(database_url="sqlite://"))
>>> conversation = store.conversations.open()
>>> store.conversations.load(conversation.id) == conversation
True
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.store.audit import AuditLog
from assistant.store.conversations import Conversation, Conversations
from assistant.store.database import Database
from assistant.store.feedback import Feedback, FeedbackBook
from assistant.store.records import Records, Removed
from assistant.store.shares import Share, Shares
from assistant.store.traces import TraceBook

if TYPE_CHECKING:
    from assistant.store.mails import Mails
    from assistant.store.people import People


class Store:
    """Conversations, feedback and traces of one installation. Nothing is opened before it is first used.

    Args:
        settings: where the database lies, and how many days a conversation and a trace are kept.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def database(self) -> Database:
        """The database, opened and brought to the present schema."""
        return Database.open(self._settings)

    @property
    def is_open(self) -> bool:
        """Whether the database is in use by this process."""
        return "database" in self.__dict__

    @cached_property
    def conversations(self) -> Conversations:
        return Conversations(self.database, self._settings.conversation_days)

    @cached_property
    def feedback(self) -> FeedbackBook:
        return FeedbackBook(self.database, self._settings.days_of_feedback, with_traces=self._settings.days_of_traces > 0)

    @cached_property
    def shares(self) -> Shares:
        return Shares(self.database, self._settings.conversation_days)

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
    def audit(self) -> AuditLog:
        return AuditLog(self.database)

    @cached_property
    def records(self) -> Records:
        return Records(self.database, self._settings)

    def close(self) -> None:
        """Give the database's files back."""
        if self.is_open:
            self.database.close()


__all__ = ["Conversation", "Conversations", "Feedback", "FeedbackBook", "Records", "Removed", "Share", "Shares", "Store", "TraceBook"]
