"""One built index as files: what is written, what is read, and how damage is noticed.

    <index folder>/
      current                 name of the generation that serves, and the checksum of its manifest
      lock                    held by the one builder
      generations/<name>/
        manifest.json         model, contents and checksums of the files below
        units.json            the clauses
        vectors.npy           their vectors, in the same order; absent in an index by words alone
        asked.npy             the vectors of how people ask for them (`Unit.asked`, clause after clause)
        tokenizer.json, bm25/ see index.lexical
        chroma/               the same in Chroma, unless a server holds it

The pointer vouches for the manifest and the manifest for every other file, so nothing can be cut short,
exchanged or brought in from elsewhere without being noticed when the index is opened.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from index.embedding import Vectors
from index.errors import IndexDamagedError
from index.lexical import LexicalIndex
from index.manifest import CHROMA, MANIFEST, Manifest, damages, flush, parse_manifest, read_bytes
from index.store import Place
from index.units import Unit

POINTER: Final = "current"
GENERATIONS: Final = "generations"
_UNITS: Final = "units.json"
_VECTORS: Final = "vectors.npy"
_ASKED: Final = "asked.npy"


@dataclass(frozen=True)
class Generation:
    """An opened index, whole in memory; its folder may be deleted without harm."""

    folder: Path
    manifest: Manifest
    units: tuple[Unit, ...]
    vectors: Vectors | None
    asked: Vectors | None
    lexical: LexicalIndex

    @property
    def place(self) -> Place:
        """Where Chroma holds it."""
        return chroma_place(self.folder, self.manifest)


def chroma_place(folder: Path, manifest: Manifest) -> Place:
    return Place(folder / CHROMA, manifest.chroma_url, manifest.collection)


def write_units(folder: Path, units: Sequence[Unit], vectors: Vectors | None, asked: Vectors | None) -> None:
    """Write clauses and vectors into a folder that is being built."""
    (folder / _UNITS).write_text(json.dumps([asdict(unit) for unit in units], ensure_ascii=False), encoding="utf-8")
    if vectors is not None:
        np.save(folder / _VECTORS, vectors)
    if asked is not None:
        np.save(folder / _ASKED, asked)


def point(root: Path, name: str) -> None:
    """Make generation `name` current, by one atomic rename."""
    checksum = sha256((root / GENERATIONS / name / MANIFEST).read_bytes()).hexdigest()
    fresh = root / f"{POINTER}.{name}"
    fresh.write_text(f"{name} {checksum}\n", encoding="ascii")
    flush(fresh)
    fresh.replace(root / POINTER)
    flush(root)


def current_folder(root: Path) -> tuple[Path, str] | None:
    """The folder that the pointer names, and its manifest's checksum; None where there is no pointer.

    Raises:
        IndexDamagedError: the pointer is not one of ours.
    """
    try:
        parts = (root / POINTER).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise IndexDamagedError(POINTER, "unreadable") from error
    if len(parts) != 2 or len(parts[1]) != 64 or Path(parts[0]).name != parts[0]:
        raise IndexDamagedError(POINTER, "truncated")
    return root / GENERATIONS / parts[0], parts[1]


def read_manifest(root: Path) -> tuple[Path, Manifest] | None:
    """The current generation's folder and manifest, the manifest's checksum checked; None where there is no
    index.

    Raises:
        IndexDamagedError: it is missing, was changed, or is of another format.
    """
    current = current_folder(root)
    if current is None:
        return None
    folder, checksum = current
    content = read_bytes(folder / MANIFEST)
    if sha256(content).hexdigest() != checksum:
        raise IndexDamagedError(MANIFEST, "changed")
    return folder, parse_manifest(content)


def open_generation(root: Path) -> Generation | None:
    """Read the current index whole, every checksum checked; None where there is none.

    Raises:
        IndexDamagedError: a file is missing, truncated, changed or foreign.
    """
    found = read_manifest(root)
    if found is None:
        return None
    folder, manifest = found
    return load_generation(folder, manifest)


def load_generation(folder: Path, manifest: Manifest) -> Generation:
    """Read the generation in `folder`.

    Raises:
        IndexDamagedError: a file is missing, truncated, changed or foreign.
    """
    for damage in damages(folder, manifest):
        raise damage
    try:
        units = _units(folder)
        vectors, asked = (np.load(folder / name) if name in manifest.files else None for name in (_VECTORS, _ASKED))
        return Generation(folder, manifest, units, vectors, asked, LexicalIndex.load(folder))
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamagedError(folder.name, "unreadable") from error


def saved_vectors(folder: Path) -> tuple[str, dict[str, Vectors]] | None:
    """The model and the vectors of a generation, by what was embedded, even where its other files are
    damaged.

    Keys are those of `document_key` and `question_key`.
    """
    try:
        manifest = parse_manifest(read_bytes(folder / MANIFEST))
        wanted: tuple[str, ...] = (_UNITS, _VECTORS, _ASKED)
        needed = {name: manifest.files[name] for name in wanted if name in manifest.files}
        if manifest.model is None or any(damages(folder, replace(manifest, files=needed, chroma_files={}))):
            return None
        units, vectors, asked = _units(folder), np.load(folder / _VECTORS), np.load(folder / _ASKED)
    except (IndexDamagedError, OSError, ValueError, TypeError, KeyError):
        return None
    known = {document_key(unit): vector for unit, vector in zip(units, vectors, strict=True)}
    phrases = [phrase for unit in units for phrase in unit.asked]
    known.update({question_key(phrase): vector for phrase, vector in zip(phrases, asked, strict=True)})
    return manifest.model, known


def document_key(unit: Unit) -> str:
    return f"document:{unit.words_hash}"


def question_key(phrase: str) -> str:
    return f"question:{phrase}"


def _units(folder: Path) -> tuple[Unit, ...]:
    rows = json.loads(read_bytes(folder / _UNITS))
    return tuple(Unit(**{**row, "asked": tuple(row["asked"])}) for row in rows)
