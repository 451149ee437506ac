"""One built index as files: what is written, what is read, and how damage is noticed.

    <index folder>/
      current                 name of the generation that serves, and the checksum of its manifest
      lock                    held by the one builder
      generations/<name>/
        manifest.json         model, contents and checksums of the files below
        units.json            the clauses
        vectors.npy           their vectors, in the same order; absent in an index by words alone
        asked.npy             the vectors of how people ask for them (`Unit.asked`, clause after clause)
        outside.json, .npy    how people ask for what no clause answers, by matter, and the vectors of it
        tokenizer.json, bm25/ see index.lexical
        chroma/               the same in Chroma, unless a server holds it

The pointer vouches for the manifest and the manifest for every other file, so nothing can be cut short,
exchanged or brought in from elsewhere without being noticed when the index is opened.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np

from index.embedding import Vectors
from index.errors import IndexDamagedError
from index.lexical import LexicalIndex
from index.store import Place
from index.units import Unit

FORMAT: Final = 1
CHROMA: Final = "chroma"
MANIFEST: Final = "manifest.json"
POINTER: Final = "current"
GENERATIONS: Final = "generations"
_UNITS: Final = "units.json"
_VECTORS: Final = "vectors.npy"
_ASKED: Final = "asked.npy"
_OUTSIDE: Final = "outside.json"
_OUTSIDE_VECTORS: Final = "outside.npy"
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


@dataclass(frozen=True)
class Generation:
    """An opened index, whole in memory; its folder may be deleted without harm.

    Attributes:
        outside: pairs of matter and phrase, see `units.asked_outside`; `outside_vectors`: a row each.
    """

    folder: Path
    manifest: Manifest
    units: tuple[Unit, ...]
    vectors: Vectors | None
    asked: Vectors | None
    lexical: LexicalIndex
    outside: tuple[tuple[str, str], ...] = ()
    outside_vectors: Vectors | None = None

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


def write_outside(folder: Path, outside: Sequence[tuple[str, str]], vectors: Vectors | None) -> None:
    """Write what no clause answers into a folder that is being built."""
    (folder / _OUTSIDE).write_text(json.dumps(outside, ensure_ascii=False), encoding="utf-8")
    if vectors is not None:
        np.save(folder / _OUTSIDE_VECTORS, vectors)


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


def flush(path: Path) -> None:
    """Push a file or folder to disk, so that a power cut can't bring the pointer before what it points to."""
    if os.name == "nt":  # neither folders nor read-only handles can be flushed there
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
    content = _read(folder / MANIFEST)
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
        names = (_VECTORS, _ASKED, _OUTSIDE_VECTORS)
        vectors, asked, away = (np.load(folder / name) if name in manifest.files else None for name in names)
        outside = _outside(folder) if _OUTSIDE in manifest.files else ()
        return Generation(folder, manifest, units, vectors, asked, LexicalIndex.load(folder), outside, away)
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamagedError(folder.name, "unreadable") from error


def saved_vectors(folder: Path) -> tuple[str, dict[str, Vectors]] | None:
    """The model and the vectors of a generation, by what was embedded, even where its other files are
    damaged.

    Keys are those of `document_key` and `question_key`.
    """
    try:
        manifest = parse_manifest(_read(folder / MANIFEST))
        wanted: tuple[str, ...] = (_UNITS, _VECTORS, _ASKED, _OUTSIDE, _OUTSIDE_VECTORS)
        needed = {name: manifest.files[name] for name in wanted if name in manifest.files}
        if manifest.model is None or any(damages(folder, replace(manifest, files=needed, chroma_files={}))):
            return None
        units, vectors, asked = _units(folder), np.load(folder / _VECTORS), np.load(folder / _ASKED)
        outside = _outside(folder) if _OUTSIDE_VECTORS in needed else ()
        away = np.load(folder / _OUTSIDE_VECTORS) if outside else ()
    except (IndexDamagedError, OSError, ValueError, TypeError, KeyError):
        return None
    known = {document_key(unit): vector for unit, vector in zip(units, vectors, strict=True)}
    phrases = [phrase for unit in units for phrase in unit.asked]
    known.update({question_key(phrase): vector for phrase, vector in zip(phrases, asked, strict=True)})
    known.update({question_key(phrase): vector for (_, phrase), vector in zip(outside, away, strict=True)})
    return manifest.model, known


def document_key(unit: Unit) -> str:
    return f"document:{unit.words_hash}"


def question_key(phrase: str) -> str:
    return f"question:{phrase}"


def _units(folder: Path) -> tuple[Unit, ...]:
    rows = json.loads(_read(folder / _UNITS))
    return tuple(Unit(**{**row, "asked": tuple(row["asked"])}) for row in rows)


def _outside(folder: Path) -> tuple[tuple[str, str], ...]:
    return tuple((matter, phrase) for matter, phrase in json.loads(_read(folder / _OUTSIDE)))


def damages(folder: Path, manifest: Manifest) -> Iterator[IndexDamagedError]:
    """What is wrong with the generation's files."""
    for name, (size, checksum) in manifest.files.items():
        try:
            content = _read(folder / name)
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


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise IndexDamagedError(path.name, "missing") from error
    except OSError as error:
        raise IndexDamagedError(path.name, "unreadable") from error
