"""Conversations: what is carried from one turn to the next."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from assistant.errors import ConversationBusyError, UnknownConversationError
from assistant.masking import masked
from assistant.rules.profile import Profile
from assistant.store.database import Database
from assistant.store.tables import ConversationRow, FeedbackRow, SharedConversationRow, TraceRow
from assistant.topics.forms import AskedTopic
from corpus.terms import Tier, Track

_ID_BYTES = 24


@dataclass(frozen=True)
class Conversation:
    """What an answer may lean on from earlier turns; `as_of` is not among it.

    Attributes:
        id: can't be guessed; who has it may go on with the conversation.
        last_fields: paths of the profile last talked about.
        asked: the things asked last, the newest first.
        event: what happened and on which day, as last told.
        turns: answers given so far.
    """

    id: str
    profile: Profile = field(default_factory=Profile)
    tier: Tier | None = None
    round: int | None = None
    track: Track | None = None
    last_fields: tuple[str, ...] = ()
    asked: tuple[AskedTopic, ...] = ()
    event: tuple[str, str] | None = None
    turns: int = 0
    updated_at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Conversations:
    """Opens, loads and saves conversations; one not touched for `days` days is gone.

    Args:
        days: how long a conversation is kept after its last turn.
    """

    def __init__(self, database: Database, days: int) -> None:
        self._database = database
        self._kept = timedelta(days=days)

    def open(self) -> Conversation:
        """A new, empty conversation. Nothing is kept of it before its first turn is: an id alone leaves no trace."""
        return Conversation(id=secrets.token_urlsafe(_ID_BYTES))

    def load(self, conversation_id: str) -> Conversation:
        """The conversation as its last turn left it.

        Raises:
            UnknownConversationError: there is none, or it has run out.
        """
        with self._database.session() as session:
            row = session.get(ConversationRow, conversation_id)
            if row is None or row.updated_at < self._oldest():
                raise UnknownConversationError
            return Conversation(
                id=row.id,
                profile=Profile.parse(row.profile),
                tier=Tier(row.tier) if row.tier else None,
                round=row.round,
                track=Track(row.track) if row.track else None,
                last_fields=tuple((row.last_field or "").split()),
                asked=tuple(AskedTopic.of(entry) for entry in row.asked or ()),
                event=_event(row.event),
                turns=row.turns,
                updated_at=row.updated_at,
            )

    def save(self, conversation: Conversation) -> Conversation:
        """Keep one more turn; give the conversation as opened or loaded with its changes, `turns` untouched.

        Returns:
            the conversation with `turns` and `updated_at` as they now stand.

        Raises:
            ConversationBusyError: another turn was kept since it was loaded; nothing of this one is.
            UnknownConversationError: it was forgotten since.
        """
        # never back: what is said while the clock is wrong would run out once it is right again
        kept = replace(conversation, turns=conversation.turns + 1, updated_at=max(datetime.now(UTC), conversation.updated_at))
        mine = ConversationRow.id == conversation.id
        with self._database.session() as session:
            statement = update(ConversationRow).where(mine, ConversationRow.turns == conversation.turns)
            saved = session.scalar(statement.values(**_columns(kept)).returning(ConversationRow.id))
            if saved is None:
                self._begin(session, kept)
        return kept

    def forget(self, conversation_id: str) -> None:
        """Delete a conversation and all that was said in it, its answers' traces, feedback and link too; an unknown id is no error."""
        with self._database.session() as session:
            traces = select(TraceRow.id).where(TraceRow.conversation_id == conversation_id)
            session.execute(delete(FeedbackRow).where(FeedbackRow.trace_id.in_(traces)))
            session.execute(delete(TraceRow).where(TraceRow.conversation_id == conversation_id))
            session.execute(delete(SharedConversationRow).where(SharedConversationRow.conversation_id == conversation_id))
            session.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))

    def _begin(self, session: Session, kept: Conversation) -> None:
        """Keep the first turn; those that have run out are deleted on the way."""
        if session.get(ConversationRow, kept.id) is not None:
            raise ConversationBusyError
        if kept.turns > 1:
            raise UnknownConversationError
        session.execute(delete(ConversationRow).where(ConversationRow.updated_at < self._oldest()))
        session.add(ConversationRow(id=kept.id, **_columns(kept)))

    def _oldest(self) -> datetime:
        return datetime.now(UTC) - self._kept


def _event(stored: str | None) -> tuple[str, str] | None:
    kind, _, day = (stored or "").partition(" ")
    return (kind, day) if day else None


def _columns(conversation: Conversation) -> dict[str, object]:
    return {
        "profile": masked(conversation.profile.to_json()),
        "tier": conversation.tier,
        "round": conversation.round,
        "track": conversation.track,
        "last_field": " ".join(conversation.last_fields) or None,
        "asked": masked([asked.to_json() for asked in conversation.asked]),
        "event": " ".join(conversation.event) if conversation.event else None,
        "turns": conversation.turns,
        "updated_at": conversation.updated_at,
    }
