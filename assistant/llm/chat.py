"""A model behind an endpoint, through LangChain; the only module that imports it.

The endpoint is asked in the strongest way it takes (`ways`), read in the background so that a call always ends in time
(`background`), and what it wrote is freed of thoughts, fences and phrases (`thinking`, `json_text`).
"""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableSequence
from langsmith import tracing_context

from assistant import bounded
from assistant.errors import SettingError
from assistant.llm.background import CallDeadline, in_background
from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.faults import RefusedError, failure_of
from assistant.llm.json_text import JsonPieces, is_json, json_text
from assistant.llm.port import UNKNOWN_USAGE, Completion, ModelMessage, ModelRequest, Usage
from assistant.llm.prompts import load_prompt
from assistant.llm.thinking import Thinking, without_thoughts
from assistant.llm.ways import AskingWay, Shape, Ways, weaker, weaker_shape
from assistant.llm.wire import http_client
from assistant.settings import Settings

_OPENAI: Final = "openai"
_LONGEST_ANSWER: Final = 50_000
_ENDINGS: Final = ("finish_reason", "done_reason", "stop_reason", "stopReason")
_TOOL_CALL: Final = "<tool_call>"
_CUT: Final = frozenset({"length", "max_tokens", "content_filter", "safety"})
_TALKATIVE: Final = ("openai", "anthropic", "groq", "mistralai", "langsmith", "httpcore", "httpcore2")
"""Libraries that log what they send where the level is DEBUG; no log holds a question's words."""
_METHODS: Final = {Shape.JSON_SCHEMA: "json_schema", Shape.JSON_OBJECT: "json_mode"}
_MESSAGES: Final[Mapping[str, type[BaseMessage]]] = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}


@dataclass(frozen=True, slots=True)
class SaidSoFar:
    """What came of a model, in one piece or added up.

    Attributes:
        calls: the arguments of a tool that it called instead of answering.
        ending: why it stopped, in the endpoint's word; empty before the end.
    """

    text: str = ""
    calls: str = ""
    ending: str = ""
    usage: Usage = UNKNOWN_USAGE

    def __add__(self, other: SaidSoFar) -> SaidSoFar:
        usage = Usage(_later(self.usage.prompt, other.usage.prompt), _later(self.usage.completion, other.usage.completion))
        return SaidSoFar(self.text + other.text, self.calls + other.calls, other.ending or self.ending, usage)


class ChatModel:
    """A chat model that answers in bounded time, or says why it does not.

    Args:
        chat: LangChain's model.
        name: the model's name.
        first, whole: seconds to the first words and to the last.
        openai: the endpoint is of OpenAI's style, whose options are named here.
    """

    def __init__(self, chat: BaseChatModel, name: str, first: float, whole: float, *, openai: bool) -> None:
        self.name = name
        self._chat = chat
        self._first = first
        self._whole = whole
        self._openai = openai
        self.ways = Ways()
        self._thinks_unasked = False

    def complete(self, request: ModelRequest) -> Completion:
        """The whole text; where a schema is asked for, JSON that fits it.

        Raises:
            ModelError: there is none, in time and in shape.
        """
        way, deadline = self.ways.best(bool(request.schema)), self._deadline()
        while True:
            try:
                completion = self.complete_by(way, request, deadline)
            except ModelError as error:
                way = self._next(way, error)
            else:
                self.ways.worked(way)
                return completion

    def complete_by(self, way: AskingWay, request: ModelRequest, deadline: CallDeadline | None = None) -> Completion:
        """As `complete`, in this way and no other."""
        said, thoughts = SaidSoFar(), Thinking(inside=self._thinks_unasked)
        deadline = deadline or self._deadline()
        for part in self._parts(request, way, deadline):
            said += part
            deadline.begun |= bool(thoughts.take(part.text) or part.calls)
            if len(said.text) > _LONGEST_ANSWER:
                raise ModelError(ModelFault.MALFORMED, "endless")
        _refuse_cut(said)
        text = without_thoughts(said.text)
        if request.schema:
            return Completion(json_text(text or said.calls, request.schema), said.usage)
        if not text or text.startswith(_TOOL_CALL):
            raise ModelError(ModelFault.MALFORMED, "no text")
        return Completion(text, said.usage)

    def stream(self, request: ModelRequest) -> Iterator[str]:
        """The text piece by piece. JSON comes from its first bracket on; whether it fits its schema shows at its end.

        Raises:
            ModelError: before the first piece or between two, or after the last where the whole turns out to be none.
        """
        way, deadline, shown = self.ways.best(bool(request.schema)), self._deadline(), False
        while True:
            try:
                for piece in self._pieces(request, way, deadline):
                    shown = True
                    yield piece
            except ModelError as error:
                if shown:
                    raise
                way = self._next(way, error)
            else:
                self.ways.worked(way)
                return

    def _pieces(self, request: ModelRequest, way: AskingWay, deadline: CallDeadline) -> Iterator[str]:
        said, shown = SaidSoFar(), ""
        thoughts, value = Thinking(inside=self._thinks_unasked), JsonPieces() if request.schema else None
        for part in self._parts(request, way, deadline):
            said += part
            piece = thoughts.take(part.text)
            piece = value.take(piece) if value else piece
            shown += piece
            if Thinking.ends_late(shown):
                self._thinks_unasked = True
                raise ModelError(ModelFault.MALFORMED, "thoughts without a beginning", passing=True)
            if len(said.text) > _LONGEST_ANSWER:
                raise ModelError(ModelFault.MALFORMED, "endless")
            if piece:
                deadline.begun = True
                yield piece
        _refuse_cut(said)
        if request.schema:
            whole = json_text(without_thoughts(said.text) or said.calls, request.schema)
            if shown and not is_json(shown, whole):
                raise ModelError(ModelFault.MALFORMED, "not what was shown")
        else:
            whole = thoughts.rest()
        if not shown and not whole or shown.startswith(_TOOL_CALL):
            raise ModelError(ModelFault.MALFORMED, "no text")
        if not shown:
            yield whole

    def _parts(self, request: ModelRequest, way: AskingWay, deadline: CallDeadline) -> Iterator[SaidSoFar]:
        """What comes of the endpoint; whatever goes wrong with it is a `ModelError`, without what the endpoint said."""
        asked, messages, nothing = self._asked(way, request), _messages(request, way), True
        try:
            for part in in_background(lambda: _said(asked, messages, stream=way.stream), deadline):
                nothing = False
                yield part
        except Exception as error:  # noqa: BLE001  (every provider's library has exceptions of its own)
            failure = failure_of(error)
            if way.stream and nothing and failure.fault is ModelFault.MALFORMED:
                failure = RefusedError(failure.detail, "stream")
            raise failure from None

    def _asked(self, way: AskingWay, request: ModelRequest) -> Runnable[Any, Any]:
        """The model, told what this way sends."""
        left_out = {"stream_usage": way.usage, "temperature": way.temperature, "max_tokens": way.limit}
        known = type(self._chat).model_fields
        chat = self._chat.model_copy(update={name: None for name, sent in left_out.items() if not sent and name in known})
        if way.shape not in _METHODS:
            return chat
        schema = {"title": request.prompt, **request.schema}
        if self._openai:
            strict = _is_closed(request.schema)
            schema = {"name": request.prompt, "schema": dict(request.schema), "strict": strict}
        try:
            structured = chat.with_structured_output(schema, method=_METHODS[way.shape])
        except (NotImplementedError, ValueError, TypeError) as error:
            raise RefusedError(type(error).__name__, "response_format") from None
        if not isinstance(structured, RunnableSequence):
            raise RefusedError(type(structured).__name__, "response_format")
        return structured.first

    def _next(self, way: AskingWay, error: ModelError) -> AskingWay:
        """The way to try after one failed; raises the error where another way would not help."""
        other = None
        if isinstance(error, RefusedError):
            other = weaker(way, error.said)
        elif error.fault is ModelFault.MALFORMED and not self.ways.proven(way):
            other = weaker_shape(way)
        if other is None:
            raise ModelError(error.fault, error.detail, passing=error.passing, retry_after=error.retry_after) from None
        return other

    def _deadline(self) -> CallDeadline:
        left = bounded.left()
        return CallDeadline.after(self._first, self._whole if left is None else min(left, self._whole))


def open_chat(settings: Settings) -> ChatModel:
    """The model that the settings name.

    Raises:
        SettingError: no such provider, its package is not installed, or it does not take what is set.
    """
    name, provider = settings.llm_model or "", settings.llm_provider
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    options: dict[str, Any] = {
        "temperature": settings.llm_temperature,
        "max_tokens": settings.llm_max_output_tokens,
        "timeout": settings.llm_seconds,
        "max_retries": 0,
    }
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    if provider == _OPENAI:
        # Set whole, so that nothing of it is taken from variables that are meant for another host.
        options |= {"api_key": key or "-", "openai_proxy": None, "use_responses_api": False}
        options |= {"stream_usage": True, "http_async_client": http_client(settings.llm_seconds)}
    elif key:
        options["api_key"] = key
    try:
        chat = init_chat_model(name, model_provider=provider, **options)
    except ImportError:
        raise SettingError("llm_package", "ZJTX_LLM_PROVIDER", provider=provider) from None
    except Exception as error:  # noqa: BLE001  (as above; from None: what the library says may hold the key)
        raise SettingError("llm_provider", "ZJTX_LLM_PROVIDER", provider=provider, kind=type(error).__name__) from None
    for library in _TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    return ChatModel(chat, name, settings.llm_first_seconds, settings.llm_seconds, openai=provider == _OPENAI)


async def _said(asked: Runnable[Any, Any], messages: list[BaseMessage], *, stream: bool) -> AsyncIterator[SaidSoFar]:
    # What a person wrote goes to the endpoint that was set and nowhere else, whatever LANGSMITH_TRACING says.
    with tracing_context(enabled=False):
        if stream:
            async for message in asked.astream(messages):
                yield _part(message)
        else:
            yield _part(await asked.ainvoke(messages))


def _part(message: AIMessage) -> SaidSoFar:
    if isinstance(message, AIMessageChunk):
        calls = "".join(call["args"] or "" for call in message.tool_call_chunks)
    else:
        calls = "".join(json.dumps(call["args"], ensure_ascii=False) for call in message.tool_calls)
    ending = next((str(found) for key in _ENDINGS if (found := message.response_metadata.get(key))), "")
    counted = message.usage_metadata
    usage = Usage(counted["input_tokens"], counted["output_tokens"]) if counted else UNKNOWN_USAGE
    return SaidSoFar(str(message.text), calls, ending, usage)


def _messages(request: ModelRequest, way: AskingWay) -> list[BaseMessage]:
    messages = list(request.messages)
    if way.shape in (Shape.JSON_OBJECT, Shape.IN_WORDS):
        wanted = f"{load_prompt('shape').text}\n{json.dumps(request.schema, ensure_ascii=False)}"
        if messages and messages[0].role == "system":
            messages[0] = replace(messages[0], content=f"{messages[0].content}\n\n{wanted}")
        else:
            messages.insert(0, ModelMessage("system", wanted))
    return [_MESSAGES[message.role](message.content) for message in messages]


def _refuse_cut(said: SaidSoFar) -> None:
    """A text that stopped before its end is none, however whole it looks."""
    if said.ending.lower() in _CUT:
        raise ModelError(ModelFault.MALFORMED, said.ending.lower())
    if not said.ending:
        raise ModelError(ModelFault.DOWN, "cut off", passing=True)


def _is_closed(schema: Any) -> bool:
    """Whether every object of a schema names all it may hold and needs it: what endpoints ask of a strict schema."""
    if isinstance(schema, list):
        return all(_is_closed(each) for each in schema)
    if not isinstance(schema, Mapping):
        return True
    properties = schema.get("properties")
    closed = schema.get("additionalProperties") is False and set(schema.get("required", ())) == set(properties or ())
    return (closed or schema.get("type") != "object") and all(_is_closed(each) for each in schema.values())


def _later(first: int | None, second: int | None) -> int | None:
    return first if second is None else second
