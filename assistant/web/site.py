"""Who runs the service and how it greets people: `sites/<name>/site.yaml`.

The operator's own folder (`ZJTX_SITES_DIR`) goes before the ones that come with the program.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.models import Kind
from assistant.settings import Settings
from assistant.sites import BUILT_IN, DEFAULT, find_site
from corpus.errors import ZjtxError
from corpus.messages import Messages
from corpus.yamlfile import load_yaml

FILE = "site.yaml"
TEXTS = Path(__file__).with_name("texts.yaml")


class SiteError(ZjtxError):
    """The site's file does not fit."""


class Text(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str


class Example(Text):
    """A question offered on the empty page."""

    kind: Kind


class Site(BaseModel):
    """What an operator says of itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    operator: Text
    title: Text
    welcome: Text
    where_to_ask: Text
    examples: tuple[Example, ...]


def load_site(settings: Settings) -> Site:
    """What the site that `ZJTX_SITE` names says of itself; the default one's words where it says nothing.

    Raises:
        UnknownSiteError: no such site; `field` is `site`.
        SiteError: a file that does not fit; `field` is `site`.
    """
    found = find_site(None, settings).folder
    folders = (found, settings.sites_path / DEFAULT, BUILT_IN / DEFAULT)
    path = next(path for folder in folders if folder and (path := folder / FILE).is_file())
    try:
        return Site.model_validate(load_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        message = Messages.of(TEXTS)("site_invalid", name=path.parent.name, where=where, reason=first["msg"])
        raise SiteError(message, "site") from error
