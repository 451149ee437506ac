"""The manifest of a built index: what it was built from, and the sizes and checksums that tell damage."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from index.errors import IndexDamagedError

FORMAT: Final = 1
CHROMA: Final = "chroma"
"""Folder of Chroma's own files."""
MANIFEST: Final = "manifest.json"
_APPLICATION: Final = "zjtx-index"


@dataclass(frozen=True)
class Manifest:
    """What a generation was built from.

    Attributes:
        wanted: the model the configuration named.
        model: the model (with its version) that embedded the clauses; None where none could be loaded.
        corpus: fingerprint of the texts and of the domain's words (`units.corpus_fingerprint`).
        files: size and checksum by path.
        chroma_files: sizes by path; Chroma itself may rewrite its files in place, so they have no checksum.
        chroma_url, collection: where a server holds the collection.
    """

    wanted: str
    model: str | None
    corpus: str
    units: int
    built: str
    files: dict[str, tuple[int, str]]
    chroma_files: dict[str, int]
    chroma_url: str | None
    collection: str
    format: int = FORMAT
    application: str = _APPLICATION


def measured(folder: Path) -> tuple[dict[str, tuple[int, str]], dict[str, int]]:
    """Sizes and checksums of the files in a built folder, and the sizes of Chroma's; all are flushed to disk."""
    files: dict[str, tuple[int, str]] = {}
    chroma_files: dict[str, int] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name == MANIFEST:
            continue
        flush(path)
        if name.startswith(f"{CHROMA}/"):
            chroma_files[name] = path.stat().st_size
        else:
            content = path.read_bytes()
            files[name] = (len(content), sha256(content).hexdigest())
    return files, chroma_files


def write_manifest(folder: Path, manifest: Manifest) -> None:
    path = folder / MANIFEST
    path.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    flush(path)


def parse_manifest(content: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        IndexDamagedError: it is not one of this format.
    """
    try:
        row = json.loads(content)
        files = {name: (size, checksum) for name, (size, checksum) in row["files"].items()}
        manifest = Manifest(**{**row, "files": files})
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise IndexDamagedError(MANIFEST, "foreign") from error
    if manifest.application != _APPLICATION or manifest.format != FORMAT:
        raise IndexDamagedError(MANIFEST, "foreign")
    return manifest


def damages(folder: Path, manifest: Manifest) -> Iterator[IndexDamagedError]:
    """What is wrong with the generation's files."""
    for name, (size, checksum) in manifest.files.items():
        try:
            content = read_bytes(folder / name)
        except IndexDamagedError as damage:
            yield damage
            continue
        if len(content) < size:
            yield IndexDamagedError(name, "truncated")
        elif sha256(content).hexdigest() != checksum:
            yield IndexDamagedError(name, "changed")
    for name, size in manifest.chroma_files.items():
        try:
            if (folder / name).stat().st_size < size:
                yield IndexDamagedError(name, "truncated")
        except OSError:
            yield IndexDamagedError(name, "missing")


def read_bytes(path: Path) -> bytes:
    """A file of the index.

    Raises:
        IndexDamagedError: it is missing or can't be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise IndexDamagedError(path.name, "missing") from error
    except OSError as error:
        raise IndexDamagedError(path.name, "unreadable") from error


def flush(path: Path) -> None:
    """Push a file or folder to disk, so that a power cut can't bring the pointer before what it points to."""
    if os.name == "nt":  # neither folders nor read-only handles can be flushed there
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
