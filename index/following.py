"""A process that searches goes on to the next index once a builder, here or elsewhere, has published it.

What the pointer names is taken up whole, sound and of the same documents, or not at all: what was opened before stays.
"""

from __future__ import annotations

from corpus.library import Library
from index.errors import IndexUnfitError
from index.files import current_folder
from index.retriever import Retriever
from index.status import State, examine


def newer(retriever: Retriever, library: Library) -> Retriever | None:
    """The retriever of the index that the pointer names now; None where that is the one in use.

    Args:
        library: the documents in use.

    Raises:
        IndexDamagedError: the pointer is not one of ours.
        IndexUnfitError: what it names is not whole, or of other documents.
    """
    root = retriever.generation.folder.parent.parent
    current = current_folder(root)
    if current is None or current[0] == retriever.generation.folder:
        return None
    found, generation = examine(retriever.config.at(root), library)
    if generation is None or found.state is not State.FRESH:
        raise IndexUnfitError(current[0], found.state, found.reason)
    return Retriever.on(generation, retriever.config)
