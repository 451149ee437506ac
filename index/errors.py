"""Errors of the index. Nothing of Chroma, torch or sentence-transformers leaves this package un-mapped.

corpus.errors.ZjtxError
└── SearchIndexError            base of the tree below (exit 1, HTTP 500)
    ├── ModelUnavailableError   the embedding model can't be loaded; search goes on by words
    │   └── EncoderDamagedError a file of the bundled one is missing or is not the one that was shipped
    ├── IndexDamagedError       a file of the index is missing, truncated, tampered or foreign
    ├── IndexUnfitError         what a builder has published can't be taken up; what is in use stays
    ├── StoreError              Chroma, embedded or by URL, refused or can't be reached (exit 3, HTTP 503)
    └── IndexUnavailableError   no index, and none can be built anywhere (exit 3, HTTP 503)
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import ZjtxError
from corpus.messages import Messages


def texts() -> Messages:
    """The sentences for people that this package says."""
    return Messages.of(Path(__file__).with_name("messages.yaml"))


class SearchIndexError(ZjtxError):
    """Base of the errors that building, opening and searching the index raise."""


class ModelUnavailableError(SearchIndexError):
    """The embedding model is not installed here or can't be loaded without a network."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(texts()("model_unavailable", model=model, reason=reason), field="model")


class EncoderDamagedError(ModelUnavailableError):
    """A file of the bundled encoder is missing or is not the one that was shipped."""

    def __init__(self, name: str) -> None:
        SearchIndexError.__init__(self, texts()("encoder_damaged", name=name), field="model")
        self.name = name


class IndexDamagedError(SearchIndexError):
    """A file of the index is missing, shorter than it was, changed, or not of this project."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(texts()("index_damaged", name=name, reason=texts()(f"reason_{reason}")))
        self.reason = reason


class IndexUnfitError(SearchIndexError):
    """An index that was published can't be taken up by a process that has another one open.

    Args:
        state: `stale` where it is of other documents, else what `index.status.State` says.
        reason: what is damaged, in Chinese.
    """

    def __init__(self, folder: Path, state: str, reason: str) -> None:
        super().__init__(texts()("index_unfit", name=folder.name, reason=reason or texts()(f"state_{state}")))


class StoreError(SearchIndexError):
    """Chroma failed: the folder can't be written, or the server can't be reached."""

    exit_code = 3
    http_status = 503

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(texts()("store_failed", where=where, reason=reason), field="chroma_url")


class IndexUnavailableError(SearchIndexError):
    """There is no usable index, and it can't be built: the command ends with exit code 3."""

    exit_code = 3
    http_status = 503

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(texts()("index_unavailable", path=path, reason=reason), field="index_dir")
