"""The clauses' vectors, texts and metadata in Chroma: embedded in a folder, or on a Chroma server by URL.

Chroma is the index's database: it carries vectors from one build to the next on a server, answers nearest-
neighbour questions once there are too many clauses for exact search, and can be opened by other tools. A
question to a small corpus never imports it (`index.files` keeps the same vectors as a plain array).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import numpy as np

from index.embedding import Vectors
from index.errors import StoreError
from index.units import Unit

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

COLLECTION: Final = "clauses"
_SHARED_PREFIX: Final = "zjtx-"
_MODEL: Final = "model"
_BATCH: Final = 500
_METADATA: Final = ("clause_id", "document_id", "published", "document", "number", "label", "provenance")


@dataclass(frozen=True)
class Place:
    """Where a collection lives.

    Attributes:
        folder: of the embedded database; unused where `url` is given.
        url: of a Chroma server, such as `http://127.0.0.1:8000`.
        collection: its name there.
    """

    folder: Path
    url: str | None = None
    collection: str = COLLECTION

    def __str__(self) -> str:
        return self.url or str(self.folder)


def write(place: Place, model: str, units: Sequence[Unit], vectors: Vectors) -> None:
    """Make the collection anew from `units` and the vectors that `model` gave them.

    Raises:
        StoreError: the folder can't be written, or the server can't be reached.
    """
    with _client(place) as client:
        if any(collection.name == place.collection for collection in client.list_collections()):
            client.delete_collection(place.collection)
        collection = client.create_collection(
            place.collection,
            metadata={_MODEL: model},
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
        )
        for start in range(0, len(units), _BATCH):
            batch = units[start : start + _BATCH]
            collection.add(
                ids=[unit.clause_id for unit in batch],
                embeddings=vectors[start : start + _BATCH],
                documents=[unit.text for unit in batch],
                metadatas=[_metadata(unit) for unit in batch],
            )


def read_vectors(url: str) -> dict[str, dict[str, Vectors]]:
    """The vectors that the collections on a Chroma server hold, by model and by the hash of what was
    embedded.

    Raises:
        StoreError: the server can't be reached.
    """
    found: dict[str, dict[str, Vectors]] = {}
    with _client(Place(Path(), url)) as client:
        for listed in client.list_collections():
            if not listed.name.startswith(_SHARED_PREFIX):
                continue
            collection = client.get_collection(listed.name, embedding_function=None)
            rows = collection.get(include=["embeddings", "metadatas"])
            hashes = [str(row["words_hash"]) for row in rows["metadatas"] or []]
            vectors = np.asarray(rows["embeddings"], dtype=np.float32)
            model = str((collection.metadata or {}).get(_MODEL, ""))
            found.setdefault(model, {}).update(zip(hashes, vectors, strict=True))
    return found


def differences(place: Place, units: Sequence[Unit], vectors: Vectors) -> list[str]:
    """Clause ids whose text, metadata or vector in Chroma is not that of `units` and `vectors`; missing and
    extra ones too.

    Raises:
        StoreError: Chroma can't be opened or reached.
    """
    with _collection(place) as collection:
        if collection is None:
            return [unit.clause_id for unit in units]
        rows = collection.get(include=["embeddings", "metadatas", "documents"])
        found = {
            clause_id: (document, metadata, np.asarray(embedding, dtype=np.float32))
            for clause_id, document, metadata, embedding in zip(
                rows["ids"],
                rows["documents"] or [],
                rows["metadatas"] or [],
                _rows(rows["embeddings"]),
                strict=True,
            )
        }
    wrong = [clause_id for clause_id in found if clause_id not in {unit.clause_id for unit in units}]
    for unit, vector in zip(units, vectors, strict=True):
        document, metadata, embedding = found.get(unit.clause_id, (None, None, None))
        same = document == unit.text and metadata == _metadata(unit)
        if not same or embedding is None or not np.allclose(embedding, vector, atol=1e-6):
            wrong.append(unit.clause_id)
    return wrong


def nearest(place: Place, vector: Vectors, count: int, documents: Sequence[str], until: str) -> dict[str, float]:
    """The `count` clauses nearest to `vector`, with their cosine similarity.

    Args:
        documents: ids of the documents to search; all where empty.
        until: ISO date; only what was published by then.

    Raises:
        StoreError: Chroma can't be opened or reached.
    """
    with _collection(place) as collection:
        if collection is None:
            raise StoreError(str(place), place.collection)
        where: dict[str, Any] = {"published_day": {"$lte": _day_number(until)}}
        if documents:
            where = {"$and": [where, {"document_id": {"$in": list(documents)}}]}
        rows = collection.query(query_embeddings=[vector.tolist()], n_results=count, where=where, include=["distances"])
    distances = (rows["distances"] or [[]])[0]
    return {clause_id: 1.0 - float(distance) for clause_id, distance in zip(rows["ids"][0], distances, strict=True)}


def remove(place: Place) -> None:
    """Delete the collection from its server; a folder is deleted as a folder.

    Raises:
        StoreError: Chroma can't be opened or reached.
    """
    with _client(place) as client:
        if any(collection.name == place.collection for collection in client.list_collections()):
            client.delete_collection(place.collection)


def _metadata(unit: Unit) -> dict[str, Any]:
    row = asdict(unit)
    return {
        **{key: str(row[key]) for key in _METADATA},
        "published_day": _day_number(unit.published),
        "words_hash": unit.words_hash,
    }


def _day_number(day: str) -> int:
    """2022-06-15 as 20220615: Chroma compares numbers only."""
    return int(day.replace("-", ""))


def _rows(embeddings: Any) -> Sequence[Any]:
    return () if embeddings is None else tuple(embeddings)


@contextmanager
def _collection(place: Place) -> Iterator[Collection | None]:
    with _client(place) as client:
        names = {collection.name for collection in client.list_collections()}
        known = place.collection in names
        yield client.get_collection(place.collection, embedding_function=None) if known else None


@contextmanager
def _client(place: Place) -> Iterator[ClientAPI]:
    """A client that is closed again, so that no process holds a database open; its errors leave as
    StoreError.
    """
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    try:
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        client = (
            _server(place.url, quiet) if place.url else chromadb.PersistentClient(str(place.folder), settings=quiet)
        )
    except Exception as error:  # anything from ValueError to sqlite's and httpx's own
        raise StoreError(str(place), _reason(error)) from error
    try:
        yield client
    except StoreError:
        raise
    except Exception as error:
        raise StoreError(str(place), _reason(error)) from error
    finally:
        client.close()  # type: ignore[attr-defined]


def _server(url: str, settings: Any) -> ClientAPI:
    import chromadb

    parts = urlsplit(url)
    secure = parts.scheme == "https"
    return chromadb.HttpClient(
        host=parts.hostname or "", port=parts.port or (443 if secure else 80), ssl=secure, settings=settings
    )


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
