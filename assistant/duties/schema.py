"""The shape of `deadlines.yaml` and `materials.yaml`, the package's and a site's; it is what loads them.

Every row names its ground: `clause` with a verbatim `quote` (none: the whole clause), or, in a site's own
file, `text`: the words of a local document, shown as 本地文件.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from assistant.duties.errors import DutyFileError
from assistant.duties.texts import has_text, text
from corpus.errors import YamlError
from corpus.terms import Provenance, Tier, Track
from corpus.yamlfile import load_yaml


class Who(StrEnum):
    """Who has to do it."""

    ENTERPRISE = "enterprise"
    PROVINCE = "province"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(_Model):
    """The words a row rests on."""

    clause: str | None = Field(None, description="条款编号，如 notice-2022-133/3/4")
    quote: str | None = Field(None, description="条款中的原文，逐字照录；不写则为整条")
    text: str | None = Field(None, min_length=1, description="本地文件的原文（只用于省或单位自己的文件）")
    document: str = Field("", description="本地文件的名称")
    number: str = Field("", description="本地文件的文号")
    label: str = Field("", description="本地文件中的位置，如 第三条")
    provenance: Provenance = Field(Provenance.UNCHECKED, description="原文可信程度：verbatim、restated、unchecked")

    @model_validator(mode="after")
    def _one_ground(self) -> Self:
        if (self.clause is None) == (self.text is None) or (self.text is not None and self.quote is not None):
            raise ValueError("source")
        if self.text is not None and not self.document:
            raise ValueError("source")
        return self


class Names(_Model):
    """A name for each track; `{batch}` and `{held}` stand for the round and the batches it reviews."""

    new: str
    review: str

    def of(self, track: Track) -> str:
        return self.new if track is Track.NEW else self.review


class NotedSource(_Model):
    """Words to rest on, and what is to be said of them."""

    source: Source
    note: str = ""


class RoundDuty(_Model):
    """A duty that every round has, dated by a key of its row in `batches.yaml`.

    Attributes:
        sources: by round, the notice's words that hold the dates; any other round cites its row's own line.
        undated: by round, what the duty rests on where no text holds its date.
    """

    id: str
    who: Who
    name: Names
    window: Literal[
        "enterprise_upload",
        "province_recommend",
        "province_recommend_by",
        "province_mail_by",
    ]
    sources: dict[int, Source] = {}
    undated: dict[int, NotedSource] = {}
    note: str = ""


def _month_and_day(value: object) -> object:
    if isinstance(value, str) and (match := re.fullmatch(r"(\d{2})-(\d{2})", value)):
        month, day = int(match[1]), int(match[2])
        date(2023, month, day)  # not on 29 February: it must exist every year
        return (month, day)
    raise ValueError("month-day")


class Standing(_Model):
    """A duty without a round: every year by a day, or a span from an event.

    Attributes:
        from_, until: the days asked about on which this text decides.
        period: the span in words, for a duty counted from an event.
        effective: the first day a yearly duty can fall due, where that is later than `from_`.
        beside: the other version's words, shown once they are published.
    """

    id: str
    who: Who
    name: str
    tiers: tuple[Tier, ...]
    yearly: Annotated[tuple[int, int], BeforeValidator(_month_and_day)] | None = None
    months: int | None = Field(None, ge=1)
    years: int | None = Field(None, ge=1)
    period: str = ""
    from_: date = Field(alias="from")
    until: date | None = None
    effective: date | None = None
    source: Source
    beside: tuple[NotedSource, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        if sum(rule is not None for rule in (self.yearly, self.months, self.years)) != 1:
            raise ValueError("yearly, months, years: exactly one")
        if (self.yearly is None) != bool(self.period):
            raise ValueError("period: with months or years")
        return self


class Dated(_Model):
    """A duty with its own dates: a site's local deadline for a round."""

    id: str
    who: Who
    name: str
    round: int | None = None
    tracks: tuple[Track, ...] = (Track.NEW, Track.REVIEW)
    tiers: tuple[Tier, ...] = (Tier.LITTLE_GIANT,)
    from_: date | None = Field(None, alias="from")
    to: date
    source: Source
    note: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_ is not None and self.from_ > self.to:
            raise ValueError("window")
        return self


class DeadlineFile(_Model):
    """A `deadlines.yaml`."""

    rounds: tuple[RoundDuty, ...] = ()
    standing: tuple[Standing, ...] = ()
    dated: tuple[Dated, ...] = ()


class MaterialRow(_Model):
    """One paper. `by` is a day, or a key of the round's row; None where the text doesn't say."""

    id: str
    name: str
    tracks: tuple[Track, ...] = (Track.NEW, Track.REVIEW)
    copies: int | None = Field(None, ge=0)
    form: Literal["paper", "online", "both", "retained"] | None = None
    stamped: bool | None = None
    stamped_by: Who | None = None
    annex: str | None = None
    to: str | None = None
    how: str | None = None
    by: Literal["enterprise_upload", "province_recommend_by", "province_mail_by"] | date | None = None
    note: str = ""
    sources: tuple[Source, ...] = ()


class MaterialSet(_Model):
    """The papers of one role in one round (None: any); `sources` ground the rows without their own."""

    tier: Tier = Tier.LITTLE_GIANT
    round: int | None = None
    role: Who
    sources: tuple[Source, ...] = ()
    items: tuple[MaterialRow, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _grounded(self) -> Self:
        if not all(self.sources_of(row) for row in self.items):
            raise ValueError("ungrounded")
        return self

    def sources_of(self, row: MaterialRow) -> tuple[Source, ...]:
        return row.sources or self.sources


class Related(_Model):
    """What the texts do say about papers where they hold no list."""

    tier: Tier = Tier.LITTLE_GIANT
    round: int | None = None
    role: Who
    tracks: tuple[Track, ...] = (Track.NEW, Track.REVIEW)
    sources: tuple[Source, ...] = Field(min_length=1)


class MaterialFile(_Model):
    """A `materials.yaml`."""

    lists: tuple[MaterialSet, ...] = ()
    related: tuple[Related, ...] = ()


_File = TypeVar("_File", DeadlineFile, MaterialFile)


def load_file(path: Path, model: type[_File]) -> _File:
    """Read and check one file; an unchanged file is read once.

    Raises:
        DutyFileError: unreadable, a row that does not fit, or the same id twice; `field` names the place.
    """
    return cast(_File, _load(path, path.stat().st_mtime_ns, model))


@lru_cache(maxsize=16)
def _load(path: Path, _modified: int, model: type[DeadlineFile | MaterialFile]) -> DeadlineFile | MaterialFile:
    try:
        content = model.model_validate(load_yaml(path) or {})
    except YamlError as error:
        raise DutyFileError(error.message, error.field) from error
    except UnicodeDecodeError as error:
        raise DutyFileError(text("file_encoding", name=path.name), path.name) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        allowed = "、".join(re.findall(r"'([^']*)'", str(first.get("ctx", {}).get("expected", ""))))
        raise DutyFileError(_reason(path.name, field, first["type"], first["msg"], allowed), field) from error
    _check_ids(content, path.name)
    return content


def _reason(name: str, field: str, kind: str, message: str, allowed: str) -> str:
    special = {
        "Value error, source": "file_source",
        "Value error, window": "file_window",
        "Value error, month-day": "file_day",
        "Value error, ungrounded": "file_ungrounded",
    }
    if key := special.get(message):
        return text(key, name=name, field=field)
    reason = f"reason_{kind}"
    return text(
        "file_invalid",
        name=name,
        field=field,
        reason=text(reason, allowed=allowed) if has_text(reason) else message,
    )


def _check_ids(content: DeadlineFile | MaterialFile, name: str) -> None:
    groups: list[tuple[str, list[str]]]
    if isinstance(content, DeadlineFile):
        groups = [
            ("rounds", [duty.id for duty in content.rounds]),
            ("standing", [f"{duty.id} {duty.from_}" for duty in content.standing]),
            ("dated", [duty.id for duty in content.dated]),
        ]
    else:
        groups = [(f"lists.{i}", [row.id for row in entry.items]) for i, entry in enumerate(content.lists)]
    for field, ids in groups:
        for identifier in ids:
            if ids.count(identifier) > 1:
                raise DutyFileError(
                    text(
                        "file_duplicate",
                        name=name,
                        field=field,
                        id=identifier.split()[0],
                    ),
                    field,
                )
