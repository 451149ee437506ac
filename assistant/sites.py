"""A province's or host's own folder: its rules, documents, deadlines, materials and words.

`<sites>/<name>/` may hold `site.yaml`, `standards/*.yaml`, `deadlines.yaml`, `materials.yaml`, and a `corpus/` folder of
the corpus's own shape. The operator's sites (`ZJTX_SITES_DIR`) go before those that come with the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import UnknownSiteError
from assistant.settings import Settings
from corpus.yamlfile import load_yaml

BUILT_IN = Path(__file__).parent / "web" / "sites"
DEFAULT = "default"
FILE = "site.yaml"


@dataclass(frozen=True)
class Site:
    """Where a site's files lie; `folder` is None for the plain service.

    Attributes:
        words: its `site.yaml`, where there is one.
    """

    name: str | None = None
    folder: Path | None = None
    words: Path | None = None

    @property
    def where_to_ask(self) -> str | None:
        """Whom this site sends people to; None where it does not say."""
        if self.words is None:
            return None
        found: str | None = (load_yaml(self.words).get("where_to_ask") or {}).get("zh")
        return found

    @property
    def corpus(self) -> Path | None:
        """Its own documents, if it has any."""
        path = self.folder / "corpus" if self.folder else None
        return path if path and (path / "provenance.yaml").is_file() else None


def find_site(name: str | None, settings: Settings) -> Site:
    """The site called `name`, or the operator's default one.

    Raises:
        UnknownSiteError: there is no such folder; `field` is `site`.
    """
    name = name or settings.site
    if name is None or name == DEFAULT:
        return Site(words=_words(settings.sites_path / DEFAULT))
    for base in (settings.sites_path, BUILT_IN):
        if re.fullmatch(r"[\w-]{1,64}", name) and (base / name).is_dir():
            return Site(name, base / name, _words(base / name))
    raise UnknownSiteError(name)


def _words(folder: Path) -> Path | None:
    path = folder / FILE
    return path if path.is_file() else None
