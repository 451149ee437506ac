"""What the chat page sends and gets: a turn in, its states out; the profile of a conversation."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.errors import UnknownConversationError
from assistant.models import NEW, Answer, AskRequest, Lang
from assistant.requests import parse_as
from assistant.rules.profile import Profile
from assistant.settings import Settings
from assistant.trace.brief import in_brief
from assistant.web.problems import problem_of
from assistant.web.replies import Reply, reply_of
from assistant.web.said import sealed_words
from assistant.web.streaming import Begun
from corpus.errors import ZjtxError

if TYPE_CHECKING:
    from assistant.service import Assistant

log = logging.getLogger(__name__)


class Turn(BaseModel):
    """A question as a page sends it.

    Attributes:
        turn: the page's own number for it, given back with every state.
        language: of the page, for what stands around the answer.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    turn: str = Field(max_length=64)
    question: str
    conversation_id: str | None = None
    profile: dict[str, Any] | None = None
    tier: str | None = None
    round: int | None = None
    track: str | None = None
    forget: tuple[str, ...] | None = None
    as_of: str | None = None
    site: str | None = None
    language: Lang = "zh"


class TurnState(BaseModel):
    """How far a turn has got.

    Attributes:
        text: the next piece of the answer, Markdown.
        message, problem: why it failed: for people, and as problem documents name it.
    """

    turn: str
    state: Literal["working", "text", "done", "failed"]
    text: str | None = None
    reply: Reply | None = None
    message: str | None = None
    problem: str | None = None


class ProfileChange(BaseModel):
    """The whole profile that a conversation is to go on with."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    conversation_id: str = Field(max_length=64)
    profile: dict[str, Any]


class Turns:
    """Runs the chat page's calls on the assistant. Knows nothing of HTTP, nor of Gradio.

    Args:
        answered: told of every answer, so that it is counted with those of the interface.
        admit: lets a question through in the name of its site, or raises.
    """

    def __init__(
        self,
        assistant: Assistant,
        settings: Settings,
        answered: Callable[[Answer], None] = lambda answer: None,
        admit: Callable[[AskRequest], AskRequest] = lambda asked: asked,
    ) -> None:
        self._admit = admit
        self._assistant = assistant
        self._answered = answered
        self._settings = settings

    def ask(self, turn: Turn) -> Iterator[TurnState]:
        """Answer one turn.

        Yields:
            its states: working, pieces of the text where they come before the whole, then done or failed.
        """
        yield TurnState(turn=turn.turn, state="working")
        try:
            yield from self._answer(turn)
        except ZjtxError as error:
            yield TurnState(turn=turn.turn, state="failed", message=error.message, problem=problem_of(error).type)
        except Exception:
            log.exception("a question could not be answered")
            yield TurnState(turn=turn.turn, state="failed")

    def reply(self, turn: Turn) -> Reply:
        """The answer to one turn as a whole.

        Raises:
            ZjtxError: it can't be answered.
        """
        for state in self._answer(turn):
            if state.reply is not None:
                return state.reply
        raise AssertionError("an answer ends with its reply")

    def set_profile(self, change: ProfileChange) -> dict[str, Any]:
        """Give a conversation another profile; an entry taken out, or all of it put back.

        Returns:
            the profile as it then is.

        Raises:
            UnknownConversationError: there is no such conversation.
            ProfileError: it does not fit.
        """
        profile = Profile.parse(change.profile)
        conversations = self._assistant.store.conversations
        kept = conversations.load(change.conversation_id)
        conversations.save(replace(kept, profile=profile))
        return profile.to_json()

    def trace(self, trace_id: str, lang: Lang = "zh") -> list[str]:
        """How an answer came about, in brief.

        Raises:
            UnknownTraceError: it is no longer kept.
        """
        return in_brief(self._assistant.trace(trace_id), lang)

    def _answer(self, turn: Turn) -> Iterator[TurnState]:
        request = self._request(turn)
        try:
            begun, restarted = Begun(lambda heard: self._assistant.ask(request, heard)), False
        except UnknownConversationError:
            anew = request.model_copy(update={"conversation_id": NEW})
            begun, restarted = Begun(lambda heard: self._assistant.ask(anew, heard)), True
        for said in begun.pieces():
            if isinstance(said, Answer):
                self._answered(said)
                reply = reply_of(self._assistant, said, turn.language, turn.site)
                seal = self._assistant.store.shares.seal(sealed_words(turn.question, said.answer, said.as_of, said.label, said.citations))
                yield TurnState(turn=turn.turn, state="done", reply=reply.model_copy(update={"restarted": restarted, "seal": seal}))
            else:
                yield TurnState(turn=turn.turn, state="text", text=said)

    def _request(self, turn: Turn) -> AskRequest:
        fields = {
            "question": turn.question,
            "profile": turn.profile,
            "conversation_id": turn.conversation_id or NEW,
            "tier": turn.tier,
            "round": turn.round,
            "track": turn.track,
            "forget": turn.forget,
            "as_of": turn.as_of,
            "site": turn.site,
            "lang": "en" if turn.language == "en" else None,
        }
        return self._admit(parse_as(AskRequest, fields, self._settings))


__all__ = ["ProfileChange", "Turn", "TurnState", "Turns"]
