"""Where the sites lie, and which of their files is whose.

`<sites>/<name>/` may hold `site.yaml`, `standards/*.yaml`, `deadlines.yaml`, `materials.yaml`, and a `corpus/` folder of
the corpus's own shape. The operator's sites (`ZJTX_SITES_DIR`) go before those that come with the program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from assistant.errors import UnknownSiteError
from assistant.settings import Settings
from assistant.sites.file import SiteFile, SiteWords, read_site_file
from corpus.errors import ZjtxError

BUILT_IN: Final = Path(__file__).parents[1] / "web" / "sites"
DEFAULT: Final = "default"
FILE: Final = "site.yaml"
_NAME: Final = re.compile(r"[\w-]{1,64}")


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
        """Whom this site sends people to; None where it does not say.

        Raises:
            SiteError: `site.yaml` does not fit; `field` is `site`.
        """
        return None if self.file is None else read_site_file(self.file).where_to_ask.zh

    @property
    def says(self) -> SiteFile:
        """All that its `site.yaml` says, or the file that stands in its place.

        Raises:
            SiteError: `site.yaml` does not fit; `field` is `site`.
        """
        return read_site_file(self.file or BUILT_IN / DEFAULT / FILE)

    @property
    def words(self) -> SiteWords:
        """What its pages say of it.

        Raises:
            SiteError: `site.yaml` does not fit; `field` is `site`.
        """
        return self.says.words

    @property
    def speaks_for_itself(self) -> bool:
        """Whether `site.yaml` is its own: a key or a quota is never another site's."""
        return self.file is not None and (self.folder is None or self.file.parent == self.folder)


@dataclass(frozen=True)
class SiteFault:
    """A site whose folder does not fit as it stands.

    Attributes:
        serving: whether an earlier, sound state of it is in use; else the site is closed.
    """

    site: str
    problem: ZjtxError
    serving: bool = False


class SiteFolders:
    """The sites as their folders stand now."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def find(self, name: str | None = None) -> Site:
        """The site called `name`, or the operator's default one.

        Raises:
            UnknownSiteError: there is no such folder; `field` is `site`.
        """
        name = name or self._settings.site
        if name is None or name == DEFAULT:
            return Site(file=self._default_file())
        folder = self.folder(name)
        return Site(name, folder, _file_in(folder) or self._default_file())

    def folder(self, name: str) -> Path:
        """The folder of a site.

        Raises:
            UnknownSiteError: there is none.
        """
        if _NAME.fullmatch(name):
            for base in self._bases:
                if (base / name).is_dir():
                    return base / name
        raise UnknownSiteError(name)

    def names(self) -> tuple[str, ...]:
        """Every site, the default one first where the operator wrote one."""
        found = {path.name for base in self._bases if base.is_dir() for path in base.iterdir() if path.is_dir()}
        named = sorted(name for name in found if _NAME.fullmatch(name) and name != DEFAULT)
        return (DEFAULT, *named) if self._default_file() else tuple(named)

    def faults(self) -> tuple[SiteFault, ...]:
        """The sites that can't be used as they stand."""
        return ()

    @property
    def _bases(self) -> tuple[Path, ...]:
        return self._settings.sites_path, BUILT_IN

    def _default_file(self) -> Path | None:
        return _file_in(self._settings.sites_path / DEFAULT)


def find_site(name: str | None, settings: Settings) -> Site:
    """The site called `name`, or the operator's default one, as its folder stands now.

    Raises:
        UnknownSiteError: there is no such folder; `field` is `site`.
    """
    return SiteFolders(settings).find(name)


def _file_in(folder: Path) -> Path | None:
    path = folder / FILE
    return path if path.is_file() else None
