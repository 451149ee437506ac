"""What an index folder holds: nothing, something stale, something broken, or a fresh index."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from corpus.library import Library
from index.config import IndexConfig
from index.embedding import full_name
from index.errors import IndexDamagedError, ModelUnavailableError, texts
from index.files import Generation, open_generation, read_manifest
from index.manifest import Manifest
from index.units import corpus_fingerprint

_PROBE_SECONDS: Final = 300


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


def status(config: IndexConfig, library: Library) -> Status:
    """The state of the index in `config.path`, checksums included; nothing is changed."""
    return examine(config, library)[0]


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


def examine(config: IndexConfig, library: Library) -> tuple[Status, Generation | None]:
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
    """Whether the model here is the one that embedded the clauses; one that only loading tells is known by its name."""
    try:
        return full_name(manifest.wanted) in (None, manifest.model)
    except ModelUnavailableError:
        return True


def probe(folder: Path) -> None:
    """Open the generation in `folder`, its Chroma included, in a child process: a broken one may end the
    process.

    Raises:
        IndexDamagedError: it doesn't open, or Chroma holds something else than the clauses.
    """
    root = Path(__file__).resolve().parent.parent
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(root), os.environ.get("PYTHONPATH", "")))}
    try:
        child = subprocess.run(
            [sys.executable, "-m", "index.probe", str(folder)],
            capture_output=True,
            text=True,
            env=environment,
            timeout=_PROBE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise IndexDamagedError(folder.name, "crashed") from error
    if child.returncode:
        raise IndexDamagedError(child.stdout.strip() or folder.name, "crashed" if child.returncode < 0 else "changed")
