"""Building the index: only what changed is embedded, aside, tried out in a child process, made current at once.

`ensure` is what commands call: a missing, stale or broken index is rebuilt before the first answer. One builder works
at a time; the others wait and find its index. A builder that is killed leaves the old index as it was.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from corpus.library import Library
from index import store
from index.config import IndexConfig
from index.embedding import BUNDLED_MODEL, Embedder, Vectors, load_embedder
from index.errors import IndexDamagedError, IndexUnavailableError, ModelUnavailableError, StoreError, texts
from index.files import (
    CHROMA,
    GENERATIONS,
    MANIFEST,
    POINTER,
    Generation,
    Manifest,
    chroma_place,
    document_key,
    load_generation,
    measured,
    open_generation,
    parse_manifest,
    point,
    question_key,
    read_manifest,
    saved_vectors,
    write_manifest,
    write_units,
)
from index.lexical import Lexicon, LexicalIndex
from index.units import clause_units, corpus_fingerprint

Notify = Callable[[str], None]

_BATCH: Final = 16
_KEPT: Final = 2

_Known = dict[str, Vectors]
_Step = TypeVar("_Step")
_PROBE_SECONDS: Final = 300
_OURS: Final = re.compile(r"(?:building-)?\d{8}T\d{6}-[0-9a-f]{8}$")


class State(StrEnum):
    """What an index folder holds."""

    MISSING = "missing"
    STALE = "stale"
    DAMAGED = "damaged"
    FRESH = "fresh"


@dataclass(frozen=True)
class Status:
    """The state of an index folder.

    Attributes:
        model: what embedded the clauses; None for an index by words alone, or none.
        reason: what is damaged, in Chinese; empty otherwise.
        built: ISO time, UTC.
    """

    state: State
    path: Path
    units: int = 0
    model: str | None = None
    built: str | None = None
    chroma_url: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class BuildReport:
    """What `build` did.

    Attributes:
        embedded: vectors computed; all others were taken over.
        seconds: of the whole build; `embedding_seconds`: of the model's work alone.
        built: False where the index was already fresh.
    """

    generation: Generation
    embedded: int
    seconds: float
    embedding_seconds: float
    built: bool


def status(config: IndexConfig, library: Library) -> Status:
    """The state of the index in `config.path`, checksums included; nothing is changed."""
    return _examine(config, library)[0]


def verify(config: IndexConfig, library: Library) -> tuple[str, ...]:
    """Everything that is wrong with the index, in Chinese; empty where it is sound and fresh.

    Beyond the checksums, a child process opens Chroma and compares it with the clauses, row by row.
    """
    found = status(config, library)
    if found.state is State.MISSING:
        return (texts()("verify_missing", path=config.path),)
    if found.state is State.DAMAGED:
        return (found.reason,)
    problems = []
    if found.state is State.STALE:
        problems.append(texts()("verify_stale"))
    located = read_manifest(config.path)
    if located is not None:
        try:
            probe(located[0])
        except IndexDamagedError as damage:
            problems.append(damage.message)
    return tuple(problems)


def ensure(config: IndexConfig, library: Library, notify: Notify | None = None) -> Generation:
    """The fresh index of `library`, built first where it is missing, stale or broken.

    Where `config.path` can't be written and holds no fresh index, a temporary folder serves instead.

    Args:
        notify: takes what a person should know, one line each; stderr by default.

    Raises:
        IndexUnavailableError: it can be built nowhere.
    """
    notify = notify or to_stderr
    try:
        return build(config, library, notify=notify).generation
    except (OSError, StoreError) as error:
        reason = _reason(error)
    fallback = _fallback_folder()
    if fallback is None:
        raise IndexUnavailableError(config.path, reason)
    notify(texts()("index_elsewhere", path=config.path, fallback=fallback))
    try:
        return build(config.at(fallback), library, notify=notify).generation
    except (OSError, StoreError) as error:
        raise IndexUnavailableError(config.path, _reason(error)) from error


def build(
    config: IndexConfig, library: Library, *, force: bool = False, notify: Notify | None = None
) -> BuildReport:
    """Bring the index in `config.path` up to date; does nothing where it is fresh.

    Args:
        force: build even where it is fresh; vectors are computed anew.

    Raises:
        OSError: the folder can't be written.
        StoreError: Chroma can't be written or reached.
        IndexDamagedError: what was built does not open; the old index stays current.
    """
    notify = notify or to_stderr
    started = time.perf_counter()
    found, generation = _examine(config, library)
    if generation is not None and found.state is State.FRESH and not force:
        return BuildReport(generation, 0, time.perf_counter() - started, 0.0, built=False)
    config.path.mkdir(parents=True, exist_ok=True)
    with _lock(config.path, notify):
        found, generation = _examine(config, library)
        if generation is not None and found.state is State.FRESH and not force:
            return BuildReport(generation, 0, time.perf_counter() - started, 0.0, built=False)
        _remove_leftovers(config.path, notify)
        known = {} if force else _known_vectors(config)
        generation, embedded, embedding_seconds = _build(config, library, known, found, notify)
        _remove_leftovers(config.path, notify)
    return BuildReport(generation, embedded, time.perf_counter() - started, embedding_seconds, built=True)


def probe(folder: Path) -> None:
    """Open the generation in `folder`, its Chroma included, in a child process: a broken one may end the process.

    Raises:
        IndexDamagedError: it doesn't open, or Chroma holds something else than the clauses.
    """
    root = Path(__file__).resolve().parent.parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(root), os.environ.get("PYTHONPATH", "")))}
    child = subprocess.run(
        [sys.executable, "-m", "index.probe", str(folder)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=_PROBE_SECONDS,
        check=False,
    )
    if child.returncode:
        raise IndexDamagedError(child.stdout.strip() or folder.name, "crashed" if child.returncode < 0 else "changed")


def to_stderr(line: str) -> None:
    """Say `line` on stderr, where logs and progress go."""
    print(line, file=sys.stderr, flush=True)


def _examine(config: IndexConfig, library: Library) -> tuple[Status, Generation | None]:
    """The folder's state, and the index itself where it opens, stale or not."""
    try:
        generation = _open(config.path)
    except IndexDamagedError as damage:
        return Status(State.DAMAGED, config.path, reason=damage.message), None
    if generation is None:
        return Status(State.MISSING, config.path), None
    manifest = generation.manifest
    fresh = (
        manifest.corpus == corpus_fingerprint(library)
        and manifest.wanted == config.model
        and manifest.chroma_url == config.chroma_url
        and _model_matches(manifest)
    )
    state = State.FRESH if fresh else State.STALE
    found = Status(state, config.path, manifest.units, manifest.model, manifest.built, manifest.chroma_url)
    return found, generation


def _open(root: Path) -> Generation | None:
    """The current index; looked for once more where a builder exchanged it meanwhile."""
    try:
        return open_generation(root)
    except IndexDamagedError:
        return open_generation(root)


def _model_matches(manifest: Manifest) -> bool:
    """Whether the bundled model here is the one that embedded the clauses; another model is known by its name."""
    if manifest.wanted != BUNDLED_MODEL:
        return True
    try:
        return load_embedder(BUNDLED_MODEL).name == manifest.model
    except ModelUnavailableError:
        return True


@contextmanager
def _lock(root: Path, notify: Notify) -> Iterator[None]:
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


def _known_vectors(config: IndexConfig) -> dict[str, _Known]:
    """Vectors that need not be computed again, by model: of the generations kept here, whole or not, and of a
    Chroma server."""
    known: dict[str, _Known] = {}
    for folder in sorted((config.path / GENERATIONS).glob("*")):
        if (saved := saved_vectors(folder)) is not None:
            known.setdefault(saved[0], {}).update(saved[1])
    if config.chroma_url:
        for model, vectors in store.read_vectors(config.chroma_url).items():
            known.setdefault(model, {}).update({f"document:{key}": vector for key, vector in vectors.items()})
    return known


def _build(
    config: IndexConfig, library: Library, known: dict[str, _Known], found: Status, notify: Notify
) -> tuple[Generation, int, float]:
    """A new generation, made current; how many vectors were computed, and in how many seconds."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    aside = config.path / GENERATIONS / f"building-{name}"
    aside.mkdir(parents=True)
    try:
        units = clause_units(library)
        phrases = [phrase for unit in units for phrase in unit.asked]
        vectors, asked, embedded, seconds = None, None, 0, 0.0
        embedder = _embedder(config, notify)
        if embedder is not None:
            work = _Embedding(embedder, known.get(embedder.name, {}))
            work.plan([(document_key(unit), unit.words) for unit in units], [(question_key(p), p) for p in phrases])
            state = texts()(f"state_{found.state}")
            notify(texts()("index_building", state=state, changed=work.left, total=work.total))
            embedded, seconds = work.run()
            vectors = work.matrix([document_key(unit) for unit in units])
            asked = work.matrix([question_key(phrase) for phrase in phrases])
        write_units(aside, units, vectors, asked)
        LexicalIndex.build(["\n".join((unit.words, *unit.asked)) for unit in units], Lexicon.load(), aside)
        collection = f"zjtx-{name}" if config.chroma_url else store.COLLECTION
        if vectors is not None and embedder is not None:
            store.write(store.Place(aside / CHROMA, config.chroma_url, collection), embedder.name, units, vectors)
        files, chroma_files = measured(aside)
        manifest = Manifest(
            wanted=config.model,
            model=embedder.name if embedder else None,
            corpus=corpus_fingerprint(library),
            units=len(units),
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            files=files,
            chroma_files=chroma_files,
            chroma_url=config.chroma_url,
            collection=collection,
        )
        write_manifest(aside, manifest)
        probe(aside)
        final = aside.with_name(name)
        aside.rename(final)
        point(config.path, name)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return load_generation(final, manifest), embedded, seconds


def _embedder(config: IndexConfig, notify: Notify) -> Embedder | None:
    try:
        return load_embedder(config.model)
    except ModelUnavailableError as error:
        notify(error.message)
        notify(texts()("lexical_only"))
        return None


class _Embedding:
    """The vectors of a build: those that are known, and those still to be computed."""

    def __init__(self, embedder: Embedder, known: _Known) -> None:
        self._embedder = embedder
        self._vectors = dict(known)
        self._total = 0
        self._documents: dict[str, str] = {}
        self._questions: dict[str, str] = {}

    def plan(self, documents: Sequence[tuple[str, str]], questions: Sequence[tuple[str, str]]) -> None:
        """Note what has to be computed, once each."""
        self._total = len({key for key, _ in (*documents, *questions)})
        self._documents = {key: text for key, text in documents if key not in self._vectors}
        self._questions = {key: text for key, text in questions if key not in self._vectors}

    @property
    def total(self) -> int:
        """Vectors that the index needs, those that are known included."""
        return self._total

    @property
    def left(self) -> int:
        """Vectors still to be computed."""
        return len(self._documents) + len(self._questions)

    def run(self) -> tuple[int, float]:
        """Compute what is left, with a progress bar on stderr; how many, and in how many seconds."""
        started = time.perf_counter()
        steps = [
            (embed, batch)
            for embed, texts_ in (
                (self._embedder.embed_documents, self._documents),
                (self._embedder.embed_queries, self._questions),
            )
            for batch in _batches(texts_)
        ]
        for embed, batch in _with_progress(steps):
            self._vectors.update(zip(batch, embed(list(batch.values())), strict=True))
        return self.left, time.perf_counter() - started

    def matrix(self, keys: Sequence[str]) -> Vectors:
        """The vectors of `keys`, a row each."""
        if not keys:
            return np.zeros((0, self._embedder.dimension), dtype=np.float32)
        return np.stack([self._vectors[key] for key in keys]).astype(np.float32)


def _batches(texts_: dict[str, str]) -> Iterator[dict[str, str]]:
    keys = list(texts_)
    for start in range(0, len(keys), _BATCH):
        yield {key: texts_[key] for key in keys[start : start + _BATCH]}


def _with_progress(steps: Sequence[_Step]) -> Iterable[_Step]:
    """The steps, with a progress bar on stderr while they are worked through."""
    if not steps:
        return ()
    from rich.console import Console
    from rich.progress import track

    return track(steps, description=texts()("building_progress"), console=Console(stderr=True))


def _remove_leftovers(root: Path, notify: Notify) -> None:
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


def _fallback_folder() -> Path | None:
    """A folder of this user's own among the temporary ones; None where there can be none."""
    folder = Path(tempfile.gettempdir()) / f"zjtx-index-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return folder if stat.S_ISDIR(found.st_mode) and own and os.access(folder, os.W_OK) else None


def _reason(error: OSError | StoreError) -> str:
    return error.message if isinstance(error, StoreError) else (error.strerror or str(error))
