"""Errors of the assistant that belong to no package below it.

BadInputError
├── RequestError            a request that can't be used as it stands (HTTP 422, or the status given)
├── AddressError            the web server can't listen where it was told to
├── OverBudgetError        a text that could not be read in the time a request may take
├── SettingError            a setting (`ZJTX_…`) that does not fit
├── DeskUserError           a name or password that can't be used for the desk
├── SignInRefusedError      what came back from the identity provider does not hold (HTTP 401)
├── UnknownSiteError        no such site (HTTP 404)
├── NewSiteError            a new site whose name does not fit or is taken
├── SiteKeyError            a key that names no site, or another one than the request does (HTTP 403)
├── OriginError             a page of an origin that the site does not list (HTTP 403)
├── UnknownTroubleError      no such row in the desk's queue (HTTP 404)
├── UnknownCuratedError      no reviewed answer under that id (HTTP 404)
├── UnknownMailError         no such mail at the desk, or it is no longer kept (HTTP 404)
├── UnknownTraceError        no trace under that id, or it is no longer kept (HTTP 404)
└── UnknownConversationError no such conversation, or it has run out (HTTP 404)
ZjtxError
├── SiteError               a site.yaml that does not fit
├── ProviderError           the identity provider can't be reached, or is not as it has to be (HTTP 502)
├── SiteClosedError         a site whose folder does not fit and never did (HTTP 503)
├── SwitchedOffError        the chat, or one site, is switched off at the desk (HTTP 503)
├── SitePausedError         a site that its operator has closed for now (HTTP 503)
├── LaterError              what may be asked again later; it says when
│   ├── BusyError           too many are being answered at the same time (HTTP 503)
│   └── OverLimitError      asked too often (HTTP 429)
├── SlowRequestError        a request whose body did not arrive in time (HTTP 408)
├── CuratedChangedError     a reviewed answer that somebody else changed in between (HTTP 409)
├── MailChangedError        a mail that somebody else changed in between (HTTP 409)
├── ConversationBusyError   two turns of one conversation at the same time (HTTP 409)
└── StorageError            conversations and feedback can't be kept or read (HTTP 503)
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import BadInputError, ZjtxError
from corpus.messages import Messages


def texts() -> Messages:
    """The sentences for people that these errors say."""
    return Messages.of(Path(__file__).with_name("errors.yaml"))


class RequestError(BadInputError):
    """A request that is not JSON, too large, empty, over-long, binary, or that does not fit its model.

    Args:
        key: of the sentence in `errors.yaml`.
        field: path of the part at fault.
        status: HTTP status where 422 is not the right one.
        values: what the sentence speaks of.
    """

    def __init__(self, key: str, field: str | None, *, status: int = 422, **values: object) -> None:
        super().__init__(texts()(key, "zh", **values), field)
        self.key = key
        self.http_status = status


class AddressError(BadInputError):
    """The web server can't listen at the host and port that were set."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(texts()("address", host=host, port=port, reason=reason), "port")


class OverBudgetError(BadInputError):
    """A text that could not be read in the time that one request may take; see `assistant.bounded`."""

    def __init__(self) -> None:
        super().__init__(texts()("over_budget"), "text")


class SettingError(BadInputError):
    """A setting that does not fit; its value is not said, it may be a key.

    Args:
        key: of the sentence in `errors.yaml`.
        name: of the setting, `ZJTX_…`.
        values: what the sentence speaks of.
    """

    def __init__(self, key: str, name: str, **values: object) -> None:
        super().__init__(texts()(key, "zh", name=name, **values), name)
        self.key = key


class DeskUserError(BadInputError):
    """A name or a password that can't be used for the desk.

    Args:
        key: of the sentence in `errors.yaml`.
        field: name or password.
        values: what the sentence speaks of.
    """

    def __init__(self, key: str, field: str, **values: object) -> None:
        super().__init__(texts()(key, "zh", **values), field)
        self.key = key


class SignInRefusedError(BadInputError):
    """What came back from the identity provider does not hold: nobody is signed in.

    Args:
        reason: a word for the log, of ours or the protocol's.
    """

    http_status = 401

    def __init__(self, reason: str) -> None:
        super().__init__(texts()("oidc_refused"), "code")
        self.reason = reason[:64]


class ProviderError(ZjtxError):
    """The identity provider can't be reached (`oidc_unreachable`), or is not as it has to be (`oidc_unfit`)."""

    http_status = 502

    def __init__(self, key: str) -> None:
        super().__init__(texts()(key))


class UnknownSiteError(BadInputError):
    """No site of that name."""

    http_status = 404

    def __init__(self, name: str) -> None:
        super().__init__(texts()("unknown_site", name=name[:64]), "site")


class NewSiteError(BadInputError):
    """A new site whose name does not fit (`site_name`) or is taken (`site_exists`)."""

    def __init__(self, key: str, field: str, **values: object) -> None:
        super().__init__(texts()(key, "zh", **values), field)


class SiteError(ZjtxError):
    """A `site.yaml` that does not fit, at the path `where`."""

    exit_code = 2

    def __init__(self, name: str, where: str, reason: str) -> None:
        super().__init__(texts()("site_invalid", name=name, where=where, reason=reason), "site")

    @classmethod
    def of(cls, name: str, where: str, kind: str, detail: str = "") -> SiteError:
        """The error in words: `kind` is pydantic's or our own name for what does not fit."""
        key = kind if kind.startswith("site_") else f"site_{kind}"
        return cls(name, where, texts()(key if key in texts() else "site_value", detail=detail))


class SiteClosedError(ZjtxError):
    """A site whose folder does not fit, and of which no sound copy is left; the log and `/readyz` say why."""

    http_status = 503

    def __init__(self, name: str) -> None:
        super().__init__(texts()("site_closed", name=name), "site")


class SitePausedError(ZjtxError):
    """A site that its operator has closed for now.

    Args:
        message: the operator's own words, where there are any.
    """

    http_status = 503

    def __init__(self, message: str | None = None, lang: str = "zh") -> None:
        super().__init__(message or texts()("site_paused", lang), "site")


class SwitchedOffError(ZjtxError):
    """The chat, or one site, is switched off at the desk.

    Args:
        where: who is to be asked instead.
    """

    http_status = 503

    def __init__(self, where: str, lang: str = "zh") -> None:
        super().__init__(texts()("switched_off", lang, where=where), "site")


class SiteKeyError(BadInputError):
    """A key that names no site (`key` is `site_key_unknown`), or another one than the request (`site_key_other`)."""

    http_status = 403

    def __init__(self, key: str) -> None:
        super().__init__(texts()(key), "X-Site-Key")


class OriginError(BadInputError):
    """A page of an origin that the site does not list."""

    http_status = 403

    def __init__(self, origin: str) -> None:
        super().__init__(texts()("origin", origin=origin[:200]), "Origin")


class LaterError(ZjtxError):
    """What may be asked again later.

    Attributes:
        retry_after: in how many seconds.
    """

    retry_after: int


class BusyError(LaterError):
    """Too many are being answered at the same time; nothing of this request was done."""

    http_status = 503
    retry_after = 5

    def __init__(self) -> None:
        super().__init__(texts()("busy", seconds=self.retry_after))


class OverLimitError(LaterError):
    """Asked too often.

    Attributes:
        limit: the name of the limit.
        daily: whether it counts a day, else a minute.
    """

    http_status = 429

    def __init__(self, limit: str, retry_after: int, lang: str = "zh", *, daily: bool = False) -> None:
        super().__init__(texts()("over_limit_day" if daily else "over_limit", lang, minutes=-(-retry_after // 60)))
        self.limit = limit
        self.daily = daily
        self.retry_after = retry_after


class UnknownConversationError(BadInputError):
    """No conversation under that id, or it has run out."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__(texts()("unknown_conversation"), "conversation_id")


class UnknownShareError(BadInputError):
    """No shared conversation under that id, or its link has ended."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__(texts()("unknown_share"), "id")


class NotOursError(BadInputError):
    """A turn that this service did not answer so."""

    def __init__(self) -> None:
        super().__init__(texts()("not_ours"), "turns")


class UnknownTraceError(BadInputError):
    """No trace under that id, or it is no longer kept."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__(texts()("unknown_trace"), "id")


class UnknownTroubleError(BadInputError):
    """No such row in the desk's queue, or its answer is no longer kept."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__(texts()("unknown_trouble"), "id")


class UnknownCuratedError(BadInputError):
    """No reviewed answer under that id."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__(texts()("unknown_curated"), "id")


class UnknownMailError(BadInputError):
    """No mail, or no draft of it, under that id, or it is no longer kept."""

    http_status = 404

    def __init__(self) -> None:
        super().__init__(texts()("unknown_mail"), "id")


class CuratedChangedError(ZjtxError):
    """A reviewed answer was changed by somebody else since it was shown."""

    http_status = 409

    def __init__(self) -> None:
        super().__init__(texts()("curated_changed"), "version")


class MailChangedError(ZjtxError):
    """Somebody else changed the mail in between; nothing of this change was kept."""

    http_status = 409

    def __init__(self) -> None:
        super().__init__(texts()("mail_changed"), "version")


class ConversationBusyError(ZjtxError):
    """Another turn of the same conversation was answered in between; nothing of this one was kept."""

    http_status = 409

    def __init__(self) -> None:
        super().__init__(texts()("conversation_busy"), "conversation_id")


class SlowRequestError(ZjtxError):
    """The body of a request did not arrive in its time."""

    http_status = 408

    def __init__(self) -> None:
        super().__init__(texts()("slow_request"), "body")


class StorageError(ZjtxError):
    """The database of conversations and feedback refused, or can't be reached."""

    http_status = 503

    def __init__(self) -> None:
        super().__init__(texts()("storage"))
