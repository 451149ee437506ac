"""Who runs the service and how it greets people: `sites/<name>/site.yaml`.

The operator's own folder (`ZJTX_SITES_DIR`) goes before the ones that come with the program.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.models import Kind
from assistant.settings import Settings
from corpus.errors import ZjtxError
from corpus.messages import Messages
from corpus.yamlfile import load_yaml

DEFAULT = "default"
BUILT_IN = Path(__file__).with_name("sites")
TEXTS = Path(__file__).with_name("texts.yaml")


class SiteError(ZjtxError):
    """The site's file is missing or does not fit."""


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
    """The site that `ZJTX_SITE` names, or the default one.

    Raises:
        SiteError: no such site, or a file that does not fit; `field` is `site`.
    """
    name = settings.site or DEFAULT
    texts = Messages.of(TEXTS)
    for folder in (settings.sites_path, BUILT_IN):
        path = folder / name / "site.yaml"
        if Path(name).name == name and path.is_file():
            try:
                return Site.model_validate(load_yaml(path))
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"]))
                raise SiteError(texts("site_invalid", name=name, where=where, reason=first["msg"]), "site") from error
    if name != DEFAULT and (settings.sites_path / name).is_dir():
        return load_site(settings.model_copy(update={"site": None}))
    raise SiteError(texts("site_unknown", name=name), "site")
