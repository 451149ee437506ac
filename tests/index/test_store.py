"""Chroma for real, in a folder and as a server."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.config import Settings

from corpus.library import Library
from index import store
from index.build import build
from index.config import IndexConfig
from index.embedding import Vectors
from index.errors import IndexUnavailableError, StoreError
from index.files import GENERATIONS
from index.retriever import Retriever
from index.status import verify
from index.store import Place
from index.units import Unit


@pytest.fixture(scope="module")
def rows(retriever: Retriever) -> tuple[tuple[Unit, ...], Vectors]:
    generation = retriever.generation
    assert generation.vectors is not None
    return generation.units, generation.vectors


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, rows: tuple[tuple[Unit, ...], Vectors]) -> Place:
    place = Place(tmp_path_factory.mktemp("chroma"))
    store.write(place, "a-model", *rows)
    return place


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of its own on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).with_name("chroma")
    path = tmp_path_factory.mktemp("server")
    process = subprocess.Popen(
        [str(command), "run", "--path", str(path), "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()


def test_vectors_texts_and_metadata_are_held(place: Place, rows: tuple[tuple[Unit, ...], Vectors]) -> None:
    assert store.differences(place, *rows) == []
    client = chromadb.PersistentClient(str(place.folder), settings=Settings(anonymized_telemetry=False))
    row = client.get_collection(store.COLLECTION, embedding_function=None).get("measures-2022-63/annex-3/2")
    client.close()
    assert row["documents"] is not None and row["documents"][0].startswith("二、精细化指标")
    assert row["metadatas"] is not None
    assert row["metadatas"][0]["number"] == "工信部企业〔2022〕63号"
    assert row["metadatas"][0]["published_day"] == 20220601


def test_every_kind_of_difference_is_found(place: Place, rows: tuple[tuple[Unit, ...], Vectors]) -> None:
    units, vectors = rows
    other_text = (replace(units[0], text="别的"), *units[1:])
    assert store.differences(place, other_text, vectors) == [units[0].clause_id]
    other_label = (replace(units[1], label="别的"), *units[2:])
    assert store.differences(place, (units[0], *other_label), vectors) == [units[1].clause_id]
    moved = vectors.copy()
    moved[2] = -moved[2]
    assert store.differences(place, units, moved) == [units[2].clause_id]
    assert store.differences(place, units[1:], vectors[1:]) == [units[0].clause_id]
    missing = replace(units[0], clause_id="no/such")
    assert store.differences(place, (*units, missing), np.vstack([vectors, vectors[:1]])) == ["no/such"]


def test_the_nearest_are_those_of_the_exact_search(place: Place, rows: tuple[tuple[Unit, ...], Vectors]) -> None:
    units, vectors = rows
    found = store.nearest(place, vectors[7], 5, (), "2026-12-31")
    exact = vectors @ vectors[7]
    best = [units[position].clause_id for position in np.argsort(-exact)[:5]]
    assert set(found) == set(best)
    assert found[units[7].clause_id] == pytest.approx(1.0, abs=1e-4)


def test_date_and_documents_limit_what_is_near(place: Place, rows: tuple[tuple[Unit, ...], Vectors]) -> None:
    vector = rows[1][0]
    dated = store.nearest(place, vector, 300, (), "2022-06-14")
    assert {clause_id.split("/")[0] for clause_id in dated} == {"measures-2022-63", "classification-2011-300"}
    both = store.nearest(place, vector, 300, ("notice-2022-133", "measures-2026-2"), "2022-06-15")
    assert {clause_id.split("/")[0] for clause_id in both} == {"notice-2022-133"}


def test_writing_again_replaces(tmp_path: Path, rows: tuple[tuple[Unit, ...], Vectors]) -> None:
    units, vectors = rows
    place = Place(tmp_path)
    store.write(place, "a-model", units, vectors)
    store.write(place, "a-model", units[:3], vectors[:3])
    assert store.differences(place, units[:3], vectors[:3]) == []


def test_what_is_no_database_is_our_error(tmp_path: Path, rows: tuple[tuple[Unit, ...], Vectors]) -> None:
    (tmp_path / "chroma.sqlite3").write_bytes(b"not a database" * 400)
    with pytest.raises(StoreError) as caught:
        store.differences(Place(tmp_path), *rows)
    assert caught.value.exit_code == 3


def test_a_server_holds_the_index_and_spares_the_next_host_the_embedding(
    server: str, tmp_path: Path, small_library: Library, small_template: Path
) -> None:
    shutil.copytree(small_template, tmp_path / "first")
    first = IndexConfig(tmp_path / "first", chroma_url=server)
    report = build(first, small_library, notify=lambda line: None)
    assert report.built and not (report.generation.folder / "chroma").exists()
    assert verify(first, small_library) == ()

    second = IndexConfig(tmp_path / "second", chroma_url=server)
    shared = build(second, small_library, notify=lambda line: None)
    asked = {phrase for unit in shared.generation.units for phrase in unit.asked}
    assert shared.embedded == len(asked), "the clauses' vectors come from the server"

    far = Retriever.open(replace(second, exact_up_to=0), small_library, lambda line: None)
    near = Retriever.open(second, small_library, lambda line: None)
    for question in ("审计报告", "什么时候上传"):
        assert [hit.clause_id for hit in far.search(question, 3).hits] == [
            hit.clause_id for hit in near.search(question, 3).hits
        ]


def test_a_collection_lost_on_the_server_is_found_by_verify_and_old_ones_are_removed(
    server: str, tmp_path: Path, small_library: Library, small_template: Path
) -> None:
    shutil.copytree(small_template, tmp_path / "index")
    config = IndexConfig(tmp_path / "index", chroma_url=server)
    for _ in range(3):
        build(config, small_library, force=True, notify=lambda line: None)
    kept = {path.name for path in (config.path / GENERATIONS).iterdir()}
    parts = server.rsplit(":", 1)
    client = chromadb.HttpClient("127.0.0.1", int(parts[1]), settings=Settings(anonymized_telemetry=False))
    held = {collection.name.removeprefix("zjtx-") for collection in client.list_collections()}
    generation = build(config, small_library, notify=lambda line: None).generation
    assert kept <= held and len(kept) == 2
    client.delete_collection(generation.manifest.collection)
    assert verify(config, small_library)


def test_a_server_that_is_away_stops_a_build_with_its_address(tmp_path: Path, small_library: Library) -> None:
    away = "http://127.0.0.1:9"
    with pytest.raises(IndexUnavailableError, match=r"127\.0\.0\.1:9"):
        build(IndexConfig(tmp_path / "index", chroma_url=away), small_library, notify=lambda line: None)
