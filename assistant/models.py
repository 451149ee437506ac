"""The objects at the border: requests in, answers out. Their JSON is the project's contract."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from corpus.basis import Basis
from corpus.citation import Citation
from corpus.terms import Provenance, Tier, Track


class Kind(StrEnum):
    """What a question is about."""

    ELIGIBILITY = "eligibility"
    DEADLINE = "deadline"
    MATERIALS = "materials"
    PROCESS = "process"
    DEFINITION = "definition"
    POLICY = "policy"
    SMALLTALK = "smalltalk"
    OUT_OF_SCOPE = "out_of_scope"


class Status(StrEnum):
    """How an answer ended."""

    ANSWERED = "answered"
    NEEDS_INPUT = "needs_input"
    REFUSED = "refused"
    NOT_IN_CORPUS = "not_in_corpus"
    ERROR = "error"


class Origin(StrEnum):
    """Where the words of an answer come from."""

    RULES = "rules"
    RETRIEVAL = "retrieval"
    CURATED = "curated"
    LLM = "llm"


Lang = Literal["zh", "en"]

NEW: Final = "new"
"""The `conversation_id` that opens a conversation."""


def _day(value: object) -> date:
    """A date, or its ISO form; nothing else that pydantic would read as one, such as a timestamp."""
    if type(value) is date:
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("iso_day", "a date of the form YYYY-MM-DD is wanted")


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]


_TIER: Final = "层次：innovative 创新型、specialized 专精特新、little_giant 小巨人；默认小巨人"
_TRACK: Final = "new 新申报、review 复核；默认新申报"
_ROUND: Final = "批次，例如 4 表示第四批"
_PROFILE: Final = "企业情况：金额以万元计，比例以百分数计；不知道的不填"


class Request(BaseModel):
    """What every request may carry."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    as_of: Day | None = Field(None, description="按哪一天回答；默认今天（北京时间）")
    site: str | None = Field(None, description="省或单位的名称")
    lang: Lang | None = Field(None, description="zh 或 en；默认随提问的语言")


class AskRequest(Request):
    """One question."""

    question: str = Field(description="问题")
    profile: dict[str, Any] | None = Field(None, description=_PROFILE)
    tier: Tier | None = Field(None, description=_TIER)
    round: int | None = Field(None, description=_ROUND, strict=True)
    track: Track | None = Field(None, description=_TRACK)
    conversation_id: str | None = Field(None, description="new 表示新对话")
    forget: tuple[str, ...] | None = Field(None, description="读这条消息之前先忘掉的：round、tier、track、profile 或 profile.字段")
    trace: bool = Field(False, strict=True, description="同时给出读出的每一处（mentions）和各步说明")


class CheckRequest(Request):
    """A rule check of one enterprise."""

    profile: dict[str, Any] = Field(description=_PROFILE)
    tier: Tier | None = Field(None, description=_TIER)
    round: int | None = Field(None, description=_ROUND, strict=True)
    track: Track | None = Field(None, description=_TRACK)


class SearchRequest(Request):
    """Ranked clauses, no answer."""

    query: str = Field(description="要查找的内容")
    k: int = Field(5, ge=1, le=50, description="列出几条", strict=True)


class ExtractRequest(Request):
    """The profile fields in a free text."""

    text: str = Field(description="一段描述企业情况的话")


class VerifyRequest(Request):
    """A text whose sentences are held against the clauses it cites."""

    text: str = Field(description="要核对的文字，句末以 [1] 标注依据")
    citations: tuple[str, ...] = Field(description="条款编号；[k] 指其中第 k 个", max_length=500)
    question: str | None = Field(None, description="这段文字回答的问题；企业自己的话由此读出")
    profile: dict[str, Any] | None = Field(None, description="企业情况")
    tier: Tier | None = None
    round: int | None = Field(None, description="批次", strict=True)
    track: Track | None = None


class MaterialsRequest(Request):
    """Which checklist is wanted."""

    track: Track | None = Field(None, description=_TRACK)
    role: Literal["enterprise", "province"] | None = Field(None, description="谁来交：enterprise 企业、province 省级主管部门")
    tier: Tier | None = Field(None, description=_TIER)
    round: int | None = Field(None, description=_ROUND)


class DeadlinesRequest(Request):
    """Which dated duties are wanted."""

    track: Track | None = Field(None, description=_TRACK)
    round: int | None = Field(None, description=_ROUND)


class BasisOut(BaseModel):
    """`basis` of an answer."""

    tier: Tier
    track: Track
    round: int | None
    standard: str
    in_force_from: date | None
    in_force_to: date | None

    @classmethod
    def of(cls, basis: Basis) -> BasisOut:
        return cls(
            tier=basis.tier,
            track=basis.track,
            round=basis.round,
            standard=basis.standard,
            in_force_from=basis.in_force_from,
            in_force_to=basis.in_force_to,
        )


class CitationOut(BaseModel):
    """A quoted clause under its mark."""

    mark: int
    clause_id: str
    document: str
    number: str
    label: str
    quote: str
    provenance: Provenance
    in_force: bool
    applies: bool

    @classmethod
    def of(cls, mark: int, citation: Citation) -> CitationOut:
        return cls(mark=mark, **vars(citation))


class Answer(BaseModel):
    """One answer, complete by itself.

    Attributes:
        answer: Markdown with marks such as [1].
        check: the check object where rules gave a verdict on stated facts.
        profile: the whole profile used.
        trace_id: under which the steps' trace is kept.
    """

    answer: str
    kind: Kind
    status: Status
    origin: Origin
    as_of: date
    basis: BasisOut | None
    citations: list[CitationOut]
    check: dict[str, Any] | None = None
    profile: dict[str, Any] = Field(default_factory=dict)
    follow_ups: list[str] = Field(default_factory=list)
    missing: list[str] = Field(default_factory=list)
    warnings: list[str] = Field(default_factory=list)
    conversation_id: str | None = None
    trace_id: str
    elapsed_ms: float
    context: dict[str, Any] = Field(default_factory=dict)
    parts: list[dict[str, Any]] = Field(default_factory=list)
    blocks: list[dict[str, Any]] = Field(default_factory=list)
    not_used: list[dict[str, Any]] = Field(default_factory=list)
    choices: list[dict[str, str]] = Field(default_factory=list)
    other_check: dict[str, Any] | None = None
    label: str | None = None
    mentions: list[dict[str, Any]] | None = None
    trace: list[str] | None = None


class SearchHit(BaseModel):
    """One ranked clause."""

    rank: int
    score: float
    clause_id: str
    document: str
    number: str
    label: str
    text: str
    provenance: Provenance
    in_force: bool
    applies: bool

    @classmethod
    def of(cls, rank: int, score: float, citation: Citation) -> SearchHit:
        """The hit at `rank`, its clause quoted whole; `score` is 0 to 1."""
        return cls(
            rank=rank,
            score=score,
            clause_id=citation.clause_id,
            document=citation.document,
            number=citation.number,
            label=citation.label,
            text=citation.quote,
            provenance=citation.provenance,
            in_force=citation.in_force,
            applies=citation.applies,
        )


class SearchResult(BaseModel):
    """What `search` returns."""

    query: str
    results: list[SearchHit]


class CalendarRequest(DeadlinesRequest):
    """Which dated duties are wanted in a calendar."""

    id: str | None = Field(None, description="只要这一项")


class ClauseRequest(Request):
    """From which standpoint a clause is looked at: `applies` and `in_force` depend on it."""

    tier: Tier | None = None
    track: Track | None = None
    round: int | None = Field(None, description="批次")


class FeedbackRequest(BaseModel):
    """A reader's word on an answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    trace_id: str = Field(min_length=1, max_length=64, description="回答的 trace_id")
    question: str = Field(description="问题")
    liked: bool = Field(strict=True, description="有用为 true，没用为 false")
    reason: str = Field("", max_length=2000, description="为什么")
