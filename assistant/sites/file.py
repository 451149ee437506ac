"""`site.yaml`: who runs the service, how it greets people, who may embed it and how much it may be asked."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from assistant.errors import SiteError
from assistant.models import Kind
from corpus.errors import YamlError
from corpus.yamlfile import load_yaml

_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_HOST: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]")
_PHONE: Final = re.compile(r"[0-9()（）+\-— ,，、/转]{3,60}")
_ACCENT: Final = "#1b4b8c"
_PLACE: Final = re.compile(r"\{(\w*)\}")
_PLACES: Final = frozenset({"question", "answer", "sources", "date", "basis", "label", "where_to_ask", "operator"})
_NEEDED: Final = frozenset({"answer", "sources"})


def _origin(value: str) -> str:
    """An origin as browsers send it: scheme, host, and a port that is not the scheme's own."""
    try:
        parts = urlsplit(value)
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:  # no such port
        raise PydanticCustomError("site_origin", "not an origin") from None
    own_port = {"https": ":443", "http": ":80"}.get(parts.scheme, port)
    if port == own_port or not _HOST.fullmatch(parts.hostname or "") or value != f"{parts.scheme}://{parts.hostname}{port}":
        raise PydanticCustomError("site_origin", "not an origin")
    return value


def _fits(pattern: re.Pattern[str], kind: Literal["site_key", "site_colour", "site_phone"]) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise PydanticCustomError(kind, "does not fit")
        return value

    return AfterValidator(check)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Part):
    """A text in both languages."""

    zh: str = Field(min_length=1, max_length=1000)
    en: str = Field(min_length=1, max_length=2000)

    def in_language(self, lang: str) -> str:
        """The text in `en`, else in Chinese."""
        return self.en if lang == "en" else self.zh


class Example(Text):
    """A question offered on the empty page."""

    kind: Kind


def _letter(value: Text) -> Text:
    """A text to be filled in: nothing but the known places, among them the answer and what it stands on."""
    for text in (value.zh, value.en):
        found = set(_PLACE.findall(text))
        if not _NEEDED <= found <= _PLACES:
            raise PydanticCustomError("site_places", "not the known places")
    return value


Letter = Annotated[Text, AfterValidator(_letter)]
"""A text with {question}, {answer}, {sources}, {date}, {basis}, {label}, {where_to_ask} and {operator} to be filled in."""


class Copies(_Part):
    """How an answer is copied: with its clauses, or as a mail; None is the way of the house."""

    with_clauses: Letter | None = None
    mail: Letter | None = None


class Quota(_Part):
    """How many requests a site may make; None is no limit.

    Attributes:
        per_day: of the whole site, until midnight in Shanghai.
        per_minute: of the whole site.
        per_session: of one visitor, in a day.
    """

    per_day: int | None = Field(None, ge=1)
    per_session: int | None = Field(None, ge=1)
    per_minute: int | None = Field(None, ge=1)


class Theme(_Part):
    """How the embedded chat looks where its page does not say."""

    accent: Annotated[str, _fits(_COLOUR, "site_colour")] = _ACCENT
    position: Literal["right", "left"] = "right"


class SiteWords(_Part):
    """What `site.yaml` says to people: who runs the service, how it greets them and whom it sends them to."""

    operator: Text
    title: Text
    welcome: Text
    where_to_ask: Text
    phone: Annotated[str, _fits(_PHONE, "site_phone")] | None = None
    examples: tuple[Example, ...] = Field(max_length=12)
    copies: Copies = Copies()


class SiteFile(SiteWords):
    """All that `site.yaml` says.

    Attributes:
        allowed_origins: pages of these origins may embed the chat, such as `https://www.example.gov.cn`.
        site_key: names the site to the interface; public, it works from those origins only.
        enabled: False closes the site; `message` is then what people read.
    """

    allowed_origins: tuple[Annotated[str, AfterValidator(_origin)], ...] = Field((), max_length=100)
    site_key: Annotated[str, _fits(_KEY, "site_key")] | None = None
    quota: Quota = Quota()
    enabled: bool = True
    message: Text | None = None
    theme: Theme = Theme()

    @model_validator(mode="after")
    def _origins_have_a_key(self) -> Self:
        if self.allowed_origins and self.site_key is None:
            raise PydanticCustomError("site_key_missing", "origins without a key")
        return self

    @property
    def words(self) -> SiteWords:
        """The part that pages show."""
        return SiteWords(**{name: getattr(self, name) for name in SiteWords.model_fields})


def read_site_file(path: Path) -> SiteFile:
    """What a `site.yaml` says; read again when it changes.

    Raises:
        SiteError: it does not fit, or can't be read; `field` is `site`.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise SiteError(path.parent.name, path.name, str(error.strerror)) from error
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=256)
def _read(path: Path, _modified: int, _size: int) -> SiteFile:
    name = path.parent.name
    try:
        return SiteFile.model_validate(load_yaml(path))
    except YamlError as error:
        raise SiteError(name, error.field or path.name, error.message) from error
    except OSError as error:
        raise SiteError(name, path.name, str(error.strerror)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or path.name
        raise SiteError.of(name, where, first["type"], _limits(first.get("ctx", {}))) from error


def _limits(context: dict[str, Any]) -> str:
    return "、".join(f"{key} {value}" for key, value in context.items() if isinstance(value, (int, str)))
