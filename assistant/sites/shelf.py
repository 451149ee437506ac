"""The operator's sites as they last stood sound: looked over at start and whenever a file changes, without a restart.

A sound folder is copied under `<data>/sites-in-use/` and served from there, so that what is read at one time never
changes under a question, and a slip made on the live folder closes nothing: the copy before it stays in use, over a
restart too.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import uuid4

from assistant.clock import today
from assistant.errors import SiteClosedError, SiteError
from assistant.logging import get_logger
from assistant.settings import Settings
from assistant.sites.check import lint_site
from assistant.sites.file import read_site_file
from assistant.sites.folders import BUILT_IN, DEFAULT, FILE, SiteFault, SiteFolders
from corpus.errors import ZjtxError
from corpus.library import load_library

LOOK_SECONDS: Final = 2.0
"""How soon a change is taken up."""
_KEPT_COPIES: Final = 2
"""The one in use, and the one before it, which a question may still be reading."""


@dataclass
class _Kept:
    """What is known of one folder."""

    seen: tuple[tuple[str, int, int], ...] = ()
    copy: Path | None = None
    fault: ZjtxError | None = None
    copies: list[Path] = field(default_factory=list)


class SiteShelf(SiteFolders):
    """The sites in use; `look` takes up what has changed. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._live, self._shelf = settings.sites_path, settings.data_dir / "sites-in-use"
        self._kept: dict[str, _Kept] = {}
        self._lock = threading.Lock()
        self.look()

    def folder(self, name: str) -> Path:
        """The sound copy of a site's folder.

        Raises:
            UnknownSiteError: there is no such site, or it was not looked over yet.
            SiteClosedError: it was never sound.
        """
        kept = self._kept.get(name)
        if kept is None:
            return super().folder(name)
        if kept.copy is None:
            raise SiteClosedError(name)
        return kept.copy

    def names(self) -> tuple[str, ...]:
        """Every site, those that are closed too."""
        own = sorted(name for name in self._kept if name != DEFAULT)
        built_in = (path.name for path in sorted(_folders(BUILT_IN)) if path.name not in {*own, DEFAULT})
        return (*((DEFAULT,) if DEFAULT in self._kept else ()), *own, *built_in)

    def faults(self) -> tuple[SiteFault, ...]:
        """The sites whose folders do not fit as they stand."""
        kept = sorted(self._kept.items())
        return tuple(SiteFault(name, one.fault, one.copy is not None) for name, one in kept if one.fault)

    def look(self) -> None:
        """Take up every change; a site that does not fit keeps its last sound copy, and the log says so."""
        with self._lock:
            folders = {path.name: path for path in _folders(self._live)}
            self._kept = {name: one for name, one in self._kept.items() if name in folders}
            for name, folder in sorted(folders.items()):
                kept = self._kept.get(name) or _Kept(copies=self._copies_of(name))
                if (seen := _seen(folder)) != kept.seen:
                    self._take(name, folder, kept)
                    kept.seen = seen
                self._kept = {**self._kept, name: kept}

    def watch(self) -> None:
        """Look every `LOOK_SECONDS` from now on, in a thread of its own."""
        threading.Thread(target=self._watch, name="sites", daemon=True).start()

    def _watch(self) -> None:
        pause = threading.Event()
        while not pause.wait(LOOK_SECONDS):
            try:
                self.look()
            except OSError as error:
                get_logger(__name__).error("sites_not_readable", reason=str(error))

    @property
    def _bases(self) -> tuple[Path, ...]:
        """Of the operator's folders, only copies that were looked over are served."""
        return (BUILT_IN,)

    def _default_file(self) -> Path | None:
        kept = self._kept.get(DEFAULT)
        if kept is None:
            return None
        if kept.copy is None:
            raise SiteClosedError(DEFAULT)
        file = kept.copy / FILE
        return file if file.is_file() else None

    def _take(self, name: str, folder: Path, kept: _Kept) -> None:
        aside = self._shelf / f".{uuid4().hex}"
        try:
            copy = Path(shutil.copytree(folder, aside / name))
            kept.fault = self._fault_of(copy)
            if kept.fault is None:
                self._put(aside, name, kept)
                get_logger(__name__).info("site_taken_up", site=name)
        except (OSError, shutil.Error) as error:  # a file may go while it is copied
            kept.fault = SiteError(name, folder.name, str(error))
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        if kept.copy is None and kept.copies:
            kept.copy = kept.copies[-1]
        if kept.fault is not None:
            get_logger(__name__).error(
                "site_does_not_fit", site=name, problem=str(kept.fault), last_sound_copy_in_use=kept.copy is not None
            )

    def _fault_of(self, copy: Path) -> ZjtxError | None:
        try:
            problems = lint_site(copy, load_library(), today()).problems
        except ZjtxError as error:
            return error
        return problems[0] if problems else self._key_taken(copy)

    def _key_taken(self, copy: Path) -> ZjtxError | None:
        """A key names one site only."""
        key = read_site_file(copy / FILE).site_key if (copy / FILE).is_file() else None
        for name, kept in self._kept.items():
            other = kept.copy / FILE if kept.copy else None
            if key and name != copy.name and other and other.is_file() and read_site_file(other).site_key == key:
                return SiteError.of(copy.name, "site_key", "site_key_taken", name)
        return None

    def _put(self, aside: Path, name: str, kept: _Kept) -> None:
        place = self._shelf / _content(aside / name)
        try:
            aside.rename(place)
        except OSError:  # the same content is there already, this process's or another's
            if not place.is_dir():
                raise
        place.touch()
        kept.copy = place / name
        kept.copies = [*(copy for copy in kept.copies if copy != kept.copy), kept.copy]
        while len(kept.copies) > _KEPT_COPIES:
            shutil.rmtree(kept.copies.pop(0).parent, ignore_errors=True)

    def _copies_of(self, name: str) -> list[Path]:
        """Sound copies that an earlier run left, the newest last."""
        found = [path for path in self._shelf.glob(f"*/{name}") if not path.parent.name.startswith(".")]
        return sorted(found, key=lambda path: path.parent.stat().st_mtime_ns)


def _folders(base: Path) -> Iterator[Path]:
    if base.is_dir():
        yield from (path for path in base.iterdir() if path.is_dir() and not path.name.startswith("."))


def _seen(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Changes when any file of the folder does."""
    found = []
    for path in sorted(folder.rglob("*")):
        try:
            if path.is_file():
                stat = path.stat()
                found.append((str(path.relative_to(folder)), stat.st_mtime_ns, stat.st_size))
        except FileNotFoundError:  # an editor's own file, gone again
            continue
    return (("", 0, 0), *found)


def _content(folder: Path) -> str:
    digest = hashlib.blake2b(folder.name.encode(), digest_size=12)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"\0{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
