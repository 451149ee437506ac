from __future__ import annotations

import pytest

from assistant.web.rounds_in_words import in_words
from corpus.library import load_library

LIBRARY = load_library()


def test_a_window_is_told_as_a_sentence() -> None:
    line = LIBRARY.round(4).line("enterprise_upload")
    assert in_words(line, LIBRARY) == ("企业网上上传：2022年6月21日至2022年6月28日",)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("row", LIBRARY.rounds(), ids=lambda row: row.id)
def test_every_row_can_be_told(row: object, lang: str) -> None:
    clause = LIBRARY.clause(row.id)  # type: ignore[attr-defined]
    sentences = in_words(clause.text, LIBRARY, lang)
    assert len(sentences) > 6
    assert all(sentence and "{" not in sentence for sentence in sentences)


def test_a_row_is_never_called_the_original() -> None:
    assert in_words("  source: verbatim", LIBRARY) == ("文字来源：文字经整理",)
