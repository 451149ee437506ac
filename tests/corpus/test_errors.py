from __future__ import annotations

import pytest

import corpus.errors as errors
from corpus.errors import BadInputError, CorpusError, ZjtxError


def _all() -> list[type[ZjtxError]]:
    return [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ZjtxError)]


@pytest.mark.parametrize("kind", _all(), ids=lambda kind: kind.__name__)
def test_every_error_carries_words_field_and_codes(kind: type[ZjtxError]) -> None:
    error = kind("请检查。", "revenue.2021")
    assert (str(error), error.message, error.field) == ("请检查。", "请检查。", "revenue.2021")
    if issubclass(kind, BadInputError):
        assert error.exit_code == 2
        assert 400 <= error.http_status < 500
    if issubclass(kind, CorpusError):
        assert error.exit_code == 3


@pytest.mark.parametrize("kind", _all(), ids=lambda kind: kind.__name__)
def test_the_docstring_shows_every_error(kind: type[ZjtxError]) -> None:
    assert kind.__name__ in (errors.__doc__ or "")
