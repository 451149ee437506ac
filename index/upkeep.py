"""Order in an index folder: one builder at a time, nothing left over, and another folder where it can't be
written.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from index import store
from index.errors import IndexDamagedError, StoreError, texts
from index.files import GENERATIONS, POINTER, chroma_place, read_manifest
from index.manifest import MANIFEST, parse_manifest

Notify = Callable[[str], None]

_KEPT: Final = 2
_OURS: Final = re.compile(r"(?:building-)?\d{8}T\d{6}-[0-9a-f]{8}$")


def to_stderr(line: str) -> None:
    """Say `line` on stderr, where logs and progress go."""
    print(line, file=sys.stderr, flush=True)


@contextmanager
def builder_lock(root: Path, notify: Notify) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(root / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        notify(texts()("index_waiting"))
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def remove_leftovers(root: Path, notify: Notify) -> None:
    """Remove what killed builders left and all but the newest generations. Only the holder of the lock may."""
    for leftover in root.glob(f"{POINTER}.*"):
        leftover.unlink(missing_ok=True)
    try:
        located = read_manifest(root)
    except IndexDamagedError:
        located = None
    current = located[0].name if located else None
    ours = [path for path in (root / GENERATIONS).glob("*") if _OURS.match(path.name)]
    finished = sorted((path.name for path in ours if not path.name.startswith("building-")), reverse=True)
    kept = [current] if current else []
    kept += [name for name in finished if name != current][: _KEPT - len(kept)]
    for path in ours:
        if path.name not in kept:
            _remove(path, notify)


def _remove(folder: Path, notify: Notify) -> None:
    """Delete a generation, and its collection on a Chroma server."""
    try:
        manifest = parse_manifest((folder / MANIFEST).read_bytes())
        if manifest.chroma_url:
            store.remove(chroma_place(folder, manifest))
    except (IndexDamagedError, OSError):
        pass  # half-built: there is nothing to find the collection by
    except StoreError as error:
        notify(error.message)
    shutil.rmtree(folder, ignore_errors=True)


def fallback_folder() -> Path | None:
    """A folder of this user's own among the temporary ones; None where there can be none."""
    try:
        folder = Path(tempfile.gettempdir()) / f"zjtx-index-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return folder if stat.S_ISDIR(found.st_mode) and own and os.access(folder, os.W_OK) else None
