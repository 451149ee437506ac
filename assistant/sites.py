"""A province's or host's own folder: its rules, documents, deadlines, materials and words.

`<sites>/<name>/` may hold `site.yaml`, `standards/*.yaml`, `deadlines.yaml`, `materials.yaml`, and a `corpus/` folder of
the corpus's own shape. The operator's sites (`ZJTX_SITES_DIR`) go before those that come with the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import SiteError, UnknownSiteError
from assistant.models import Kind
from assistant.settings import Settings
from corpus.yamlfile import load_yaml

BUILT_IN = Path(__file__).parent / "web" / "sites"
DEFAULT = "default"
FILE = "site.yaml"


class Text(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str


class Example(Text):
    """A question offered on the empty page."""

    kind: Kind


class SiteWords(BaseModel):
    """What `site.yaml` says: who runs the service, how it greets people and whom it sends them to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    operator: Text
    title: Text
    welcome: Text
    where_to_ask: Text
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Site:
    """Where a site's files lie.

    Attributes:
        name, folder: None for the plain service.
        file: its `site.yaml`, else the operator's default one; None where only the program's own is left.
    """

    name: str | None = None
    folder: Path | None = None
    file: Path | None = None

    @property
    def corpus(self) -> Path | None:
        """Its own documents, if it has any."""
        path = self.folder / "corpus" if self.folder else None
        return path if path and (path / "provenance.yaml").is_file() else None

    @property
    def where_to_ask(self) -> str | None:
        """Whom this site sends people to; None where it does not say."""
        if self.file is None:
            return None
        found: str | None = (load_yaml(self.file).get("where_to_ask") or {}).get("zh")
        return found

    @property
    def words(self) -> SiteWords:
        """What its pages say of it.

        Raises:
            SiteError: `site.yaml` does not fit; `field` is `site`.
        """
        file = self.file or BUILT_IN / DEFAULT / FILE
        try:
            return SiteWords.model_validate(load_yaml(file))
        except ValidationError as error:
            first = error.errors()[0]
            raise SiteError(file.parent.name, ".".join(map(str, first["loc"])), first["msg"]) from error


def find_site(name: str | None, settings: Settings) -> Site:
    """The site called `name`, or the operator's default one.

    Raises:
        UnknownSiteError: there is no such folder; `field` is `site`.
    """
    name, default = name or settings.site, settings.sites_path / DEFAULT
    if name is None or name == DEFAULT:
        return Site(file=_file_in(default))
    for base in (settings.sites_path, BUILT_IN):
        if re.fullmatch(r"[\w-]{1,64}", name) and (base / name).is_dir():
            return Site(name, base / name, _file_in(base / name) or _file_in(default))
    raise UnknownSiteError(name)


def _file_in(folder: Path) -> Path | None:
    path = folder / FILE
    return path if path.is_file() else None
