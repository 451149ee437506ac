"""Builds or searches an index in a process of its own, for the tests that kill or crowd it.

python builder.py build FOLDER DOCUMENT…      python builder.py search FOLDER QUESTION SECONDS
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from corpus.library import Library, load_library
from index.build import build
from index.config import IndexConfig
from index.retriever import Retriever


def small_library(*document_ids: str) -> Library:
    """A library of some documents of the corpus, without rounds."""
    corpus = load_library()
    return Library([corpus.document(document_id) for document_id in document_ids], (), "")


def main(command: str, folder: str, *rest: str) -> None:
    config = IndexConfig(Path(folder))
    if command == "build":
        print(build(config, small_library(*rest)).generation.folder.name)
        return
    question, seconds = rest
    until = time.monotonic() + float(seconds)
    library = small_library("notice-2023-23", "notice-2025-190")
    while time.monotonic() < until:
        print(Retriever.open(config, library).search(question, 1).hits[0].clause_id, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
