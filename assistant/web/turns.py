"""What the chat page sends and gets: a turn in, its states out, and all that the page shows beside the answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import UnknownConversationError
from assistant.models import Answer, AskRequest, CitationOut, Lang
from assistant.requests import parse_as
from assistant.rules.fields import catalogue
from assistant.rules.profile import Profile
from assistant.settings import Settings
from assistant.sites import find_site
from assistant.store.feedback import Feedback, FeedbackBook
from assistant.web.beside import papers, windows
from assistant.web.markup import to_html
from assistant.web.rounds_in_words import in_words
from assistant.web.texts import TEXTS, texts
from corpus.errors import ZjtxError
from corpus.library import Library
from corpus.rounds import ROUNDS_ID
from corpus.yamlfile import load_yaml

if TYPE_CHECKING:
    from assistant.service import Assistant

log = logging.getLogger(__name__)


class Turn(BaseModel):
    """A question as the page sends it.

    Attributes:
        turn: the page's own number for it, given back with every state.
        language: of the page, for what stands around the answer.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    turn: str = Field(max_length=64)
    question: str
    conversation_id: str | None = None
    profile: dict[str, Any] | None = None
    language: Lang = "zh"


class PageCitation(CitationOut):
    """A citation with a round's row told in words."""

    words: tuple[str, ...] = ()


class Reply(BaseModel):
    """An answer made ready for the page.

    Attributes:
        html: the answer's Markdown as safe HTML.
        standard: title and number of the standard that decides.
    """

    answer: Answer
    html: str
    citations: list[PageCitation]
    standard: dict[str, str] | None = None
    deadlines: list[dict[str, Any]] = Field(default_factory=list)
    materials: list[dict[str, Any]] = Field(default_factory=list)
    restarted: bool = False


class State(BaseModel):
    """How far a turn has got."""

    turn: str
    state: Literal["working", "done", "failed"]
    reply: Reply | None = None
    message: str | None = None


class Turns:
    """Runs the chat page's calls on the assistant. Knows nothing of Gradio.

    Args:
        answered: told of every answer, so that it is counted with those of the interface.
        self_check: whether the service has a self-check page to lead to.
    """

    def __init__(
        self,
        assistant: Assistant,
        settings: Settings,
        feedback: FeedbackBook,
        answered: Callable[[Answer], None] = lambda answer: None,
        *,
        self_check: bool = False,
    ) -> None:
        self._self_check = self_check
        self._assistant = assistant
        self._answered = answered
        self._settings = settings
        self._feedback = feedback
        self._words = find_site(None, settings).words

    @property
    def title(self) -> str:
        """The page's title."""
        return texts()("page_title", title=self._words.title.zh, operator=self._words.operator.zh)

    def config(self) -> dict[str, Any]:
        """What the page needs before the first question: its texts, the site, the profile's fields, limits."""
        fields = {key: info.model_dump(mode="json") for key, info in catalogue().items()}
        return {
            "texts": load_yaml(TEXTS),
            "site": self._words.model_dump(mode="json"),
            "fields": fields,
            "max_chars": self._settings.max_question_chars,
            "self_check": self._self_check,
        }

    def ask(self, data: object) -> Iterator[dict[str, Any]]:
        """Answer one turn.

        Yields:
            its states as JSON objects: working, then done or failed.
        """
        try:
            turn = Turn.model_validate(data)
        except ValidationError as error:
            log.warning("a turn that does not fit: %s", error.errors()[0]["loc"])
            number = data.get("turn") if isinstance(data, dict) else None
            yield _state(State(turn=str(number)[:64], state="failed"))
            return
        yield _state(State(turn=turn.turn, state="working"))
        try:
            reply = self._reply(turn)
        except ZjtxError as error:
            yield _state(State(turn=turn.turn, state="failed", message=error.message))
        except Exception:
            log.exception("a question could not be answered")
            yield _state(State(turn=turn.turn, state="failed"))
        else:
            yield _state(State(turn=turn.turn, state="done", reply=reply))

    def feedback(self, data: object) -> bool:
        """Keep a reader's word on an answer; False where it does not fit."""
        try:
            word = _Feedback.model_validate(data)
        except ValidationError:
            return False
        self._feedback.record(Feedback(word.trace_id, word.question, word.liked, word.reason))
        return True

    def remove(self, data: object) -> dict[str, Any] | None:
        """Take one entry, such as `revenue.2021`, out of the profile of a conversation.

        Returns:
            the profile as it then is; None where there is no such conversation or entry.
        """
        conversations = self._assistant.store.conversations
        try:
            wanted = _Removal.model_validate(data)
            kept = conversations.load(wanted.conversation_id)
            profile = Profile.parse(_without(kept.profile.to_json(), wanted.path))
            conversations.save(replace(kept, profile=profile))
        except (ValidationError, KeyError, ZjtxError):
            return None
        return profile.to_json()

    def trace(self, trace_id: object) -> list[str] | None:
        """How an answer came about, one sentence a step; None where it is no longer kept."""
        try:
            return [str(step) for step in self._assistant.trace(str(trace_id)).steps]
        except ZjtxError:
            return None

    def _reply(self, turn: Turn) -> Reply:
        request = parse_as(
            AskRequest,
            {
                "question": turn.question,
                "profile": turn.profile,
                "conversation_id": turn.conversation_id or "new",
                "lang": "en" if turn.language == "en" else None,
            },
            self._settings,
        )
        try:
            return self._ready(self._assistant.ask(request), turn.language)
        except UnknownConversationError:
            answer = self._assistant.ask(request.model_copy(update={"conversation_id": "new"}))
            return self._ready(answer, turn.language).model_copy(update={"restarted": True})

    def _ready(self, answer: Answer, language: Lang) -> Reply:
        self._answered(answer)
        library = self._assistant.library()
        return Reply(
            answer=answer,
            html=to_html(answer.answer, {citation.mark for citation in answer.citations}),
            citations=[_page_citation(citation, library, language) for citation in answer.citations],
            standard=_standard(answer, library),
            deadlines=windows(self._assistant, answer),
            materials=papers(self._assistant, answer),
        )


class _Feedback(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    trace_id: str = Field(max_length=64)
    question: str = Field(max_length=4000)
    liked: bool
    reason: str = Field("", max_length=2000)


class _Removal(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    conversation_id: str = Field(max_length=64)
    path: str = Field(max_length=64)


def _without(profile: dict[str, Any], path: str) -> dict[str, Any]:
    """Raises KeyError where there is no such entry."""
    key, _, year = path.partition(".")
    rest = {name: value for name, value in profile.items() if name != key}
    if not year:
        del profile[key]
        return rest
    if not isinstance(profile[key], dict):
        raise KeyError(path)
    years = dict(profile[key])
    del years[year]
    return {**rest, key: years} if years else rest


def _page_citation(citation: CitationOut, library: Library, language: Lang) -> PageCitation:
    row = citation.clause_id.startswith(f"{ROUNDS_ID}/")
    words = in_words(citation.quote, library, language) if row else ()
    return PageCitation(**citation.model_dump(), words=words)


def _standard(answer: Answer, library: Library) -> dict[str, str] | None:
    if answer.basis is None:
        return None
    meta = library.document(answer.basis.standard).meta
    return {"title": meta.title, "number": meta.number}


def _state(state: State) -> dict[str, Any]:
    return state.model_dump(mode="json")


__all__ = ["Reply", "State", "Turn", "Turns"]
