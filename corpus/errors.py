"""Errors of the corpus, and the base that every error of this project shares.

ZjtxError
├── BadInputError            what the person sent can't be used (exit 2, HTTP 422)
│   ├── YamlError            a YAML or JSON text that the one loader refuses
│   ├── UnknownDocumentError no such document (HTTP 404)
│   ├── UnknownClauseError   no such clause (HTTP 404)
│   ├── UnknownRoundError    a round without a row, or not announced on that day
│   └── DocumentImportError  a file that can't become a document of the corpus
└── CorpusError              the corpus itself is unsound (exit 3, HTTP 500)
"""

from __future__ import annotations


class ZjtxError(Exception):
    """Base of all typed errors.

    Args:
        message: one sentence for a person, in Chinese, that says what to do.
        field: path of the input at fault, such as `revenue.2021`.
    """

    exit_code = 1
    http_status = 500

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class BadInputError(ZjtxError):
    """Something the person sent can't be used."""

    exit_code = 2
    http_status = 422


class YamlError(BadInputError):
    """A YAML or JSON text that `corpus.yamlfile` refuses."""


class UnknownDocumentError(BadInputError):
    """No document of that id in the corpus."""

    http_status = 404


class UnknownClauseError(BadInputError):
    """No clause of that id in the corpus."""

    http_status = 404


class UnknownRoundError(BadInputError):
    """A round that has no row, or was announced after the day asked about."""


class DocumentImportError(BadInputError):
    """A file that can't be read as an official document."""


class CorpusError(ZjtxError):
    """The corpus itself is unsound: a span or a reference that points nowhere."""

    exit_code = 3
