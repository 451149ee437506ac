"""Building the index: only what changed is embedded, aside, tried out in a child process, made current at
once.

`ensure` is what commands call: a missing, stale or broken index is rebuilt before the first answer. One
builder works at a time; the others wait and find its index. A builder that is killed leaves the old index as
it was.
"""

from __future__ import annotations

import secrets
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.errors import ZjtxError
from corpus.library import Library
from index import store
from index.config import IndexConfig
from index.embedding import Embedder, load_embedder
from index.errors import IndexDamagedError, IndexUnavailableError, ModelUnavailableError, StoreError, texts
from index.files import (
    GENERATIONS,
    Generation,
    document_key,
    load_generation,
    point,
    question_key,
    write_units,
)
from index.lexical import LexicalIndex, Lexicon
from index.manifest import CHROMA, Manifest, measured, write_manifest
from index.status import State, Status, examine, probe
from index.units import clause_units, corpus_fingerprint
from index.upkeep import Notify, builder_lock, fallback_folder, remove_leftovers, to_stderr
from index.work import EmbeddingWork, Known, known_vectors


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


def ensure(config: IndexConfig, library: Library, notify: Notify | None = None) -> Generation:
    """The fresh index of `library`, built first where it is missing, stale or broken.

    Where `config.path` can't be written and holds no fresh index, a temporary folder serves instead.

    Args:
        notify: takes what a person should know, one line each; stderr by default.

    Raises:
        IndexUnavailableError: it can be built nowhere.
    """
    notify = notify or to_stderr
    known: dict[str, Known] = {}
    try:
        return build(config, library, notify=notify, known=known).generation
    except IndexUnavailableError:
        fallback = fallback_folder()
        if fallback is None or config.path.is_relative_to(fallback):
            raise
    elsewhere = fallback / config.path.name  # a site's index has a name of its own
    notify(texts()("index_elsewhere", path=config.path, fallback=elsewhere))
    return build(config.at(elsewhere), library, notify=notify, known=known).generation


def build(
    config: IndexConfig, library: Library, *, force: bool = False, notify: Notify | None = None, known: dict[str, Known] | None = None
) -> BuildReport:
    """Bring the index in `config.path` up to date; does nothing where it is fresh.

    Args:
        force: build even where it is fresh; vectors are computed anew.
        known: vectors by model that need not be computed; those that are computed are added, whatever becomes of the build.

    Raises:
        IndexUnavailableError: the folder can't be written, Chroma failed, or what was built doesn't open; an
            older index stays current.
    """
    notify = notify or to_stderr
    started = time.perf_counter()
    found, generation = examine(config, library)
    if generation is None or found.state is not State.FRESH or force:
        try:
            return _build_alone(config, library, force, notify, started, {} if known is None else known)
        except (OSError, StoreError, IndexDamagedError) as error:
            reason = error.message if isinstance(error, ZjtxError) else (error.strerror or str(error))
            raise IndexUnavailableError(config.path, reason) from error
    return BuildReport(generation, 0, time.perf_counter() - started, 0.0, built=False)


def _build_alone(
    config: IndexConfig, library: Library, force: bool, notify: Notify, started: float, known: dict[str, Known]
) -> BuildReport:
    """Build under the lock, unless another builder has just done so."""
    config.path.mkdir(parents=True, exist_ok=True)
    with builder_lock(config.path, notify):
        found, generation = examine(config, library)
        if generation is not None and found.state is State.FRESH and not force:
            return BuildReport(generation, 0, time.perf_counter() - started, 0.0, built=False)
        remove_leftovers(config.path, notify)
        for model, vectors in ({} if force else known_vectors(config)).items():
            known.setdefault(model, {}).update(vectors)
        generation, embedded, seconds = _build(config, library, known, found, notify)
        remove_leftovers(config.path, notify)
    return BuildReport(generation, embedded, time.perf_counter() - started, seconds, built=True)


def _build(
    config: IndexConfig, library: Library, known: dict[str, Known], found: Status, notify: Notify
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
            work = EmbeddingWork(embedder, known.setdefault(embedder.name, {}))
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
