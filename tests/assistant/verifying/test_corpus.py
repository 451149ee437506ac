"""Over every clause of the corpus: its own sentences stand, and no number in them can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import bounded
from assistant.verifying.claim import Standpoint
from assistant.verifying.figures import find_figures
from assistant.verifying.verifier import Verifier
from corpus.clauses import ClauseKind
from corpus.library import load_library

DAY = Standpoint(date(2026, 5, 10))
NUMBERS = bounded.compile(r"(?<![〔\d.])\d+(?![\d〕.、．])")
ORDINAL = bounded.compile(r"^(?:\d+[.．、]|附件\d+|[A-F][.．])")


@cache
def sentences() -> tuple[tuple[str, str], ...]:
    return tuple(_sentences())


def _sentences() -> Iterator[tuple[str, str]]:
    for clause in load_library().clauses:
        if clause.document_id == "rounds" or clause.kind is ClauseKind.TITLE:
            continue
        for line in clause.own_text.split("\n"):
            yield from ((clause.id, each.strip()) for each in line.split("。") if len(each.strip()) > 5)


def is_ok(text: str, clause_id: str) -> bool:
    return Verifier.of(load_library()).verify(text, [clause_id], DAY).ok


@pytest.mark.parametrize("document", [document.id for document in load_library().documents()])
def test_every_sentence_of_every_clause_stands_with_its_mark(document: str) -> None:
    of_it = [(clause_id, words) for clause_id, words in sentences() if clause_id.startswith(f"{document}/")]
    assert of_it
    assert [words for clause_id, words in of_it if not is_ok(f"{words}[1]。", clause_id)] == []


@given(st.data())
def test_no_number_of_a_clause_can_be_changed(data: st.DataObject) -> None:
    with_numbers = [(clause_id, words) for clause_id, words in sentences() if find_figures(ORDINAL.sub("", words)) and NUMBERS.search(ORDINAL.sub("", words))]
    clause_id, words = data.draw(st.sampled_from(with_numbers))
    head = ORDINAL.match(words)
    found = [match for match in NUMBERS.finditer(words) if head is None or match.start() >= head.end()]
    match = data.draw(st.sampled_from(found))
    other = data.draw(st.integers(2, 99_999).filter(lambda number: str(number) not in words and f"{number}" != match[0]))
    changed = f"{words[: match.start()]}{other}{words[match.end() :]}"
    unlike = not _is_only_a_name(words, match.start())
    assert not unlike or not is_ok(f"{changed}[1]。", clause_id), changed


def _is_only_a_name(words: str, place: int) -> bool:
    """G20, ISO9001, 2035年远景目标, the 2 of a formula: numbers that no requirement rests on."""
    around = words[max(0, place - 4) : place + 8]
    return bool(bounded.search(r"G20|ISO|/2|×100|2035|2021年以来|开展20\d\d年", around))
