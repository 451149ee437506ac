from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import CorpusError, UnknownRoundError
from corpus.library import CORPUS_DIR, load_library
from corpus.rounds import Exclusion, load_rounds
from corpus.terms import Provenance

LIBRARY = load_library()


def test_the_rows_as_they_stand() -> None:
    rows = {row.batch: row for row in LIBRARY.rounds()}
    assert list(rows) == [4, 5, 6, 7, 8]
    assert rows[4].enterprise_upload == (date(2022, 6, 21), date(2022, 6, 28))
    assert rows[6].enterprise_upload is None
    assert rows[7].review_of == (4, 1)
    assert rows[8].source is Provenance.UNCHECKED
    assert Exclusion.MANUFACTURING_CHAMPION not in rows[6].excluded
    assert rows[8].name == "第八批"


def test_every_row_is_a_clause_of_the_file_as_it_stands() -> None:
    text = (CORPUS_DIR / "batches.yaml").read_text(encoding="utf-8")
    joined = "".join(
        LIBRARY.clause(row.id).source[c.start : c.end] for row in LIBRARY.rounds() for c in [LIBRARY.clause(row.id)]
    )
    assert text.endswith(joined)
    for row in LIBRARY.rounds():
        clause = LIBRARY.clause(row.id)
        assert clause.text.startswith(f"- batch: {row.batch}\n")
        assert all(line in clause.text for line in row.lines)


def test_every_clause_a_row_names_exists() -> None:
    for row in LIBRARY.rounds():
        for clause_id in row.clauses:
            assert LIBRARY.clause(clause_id).text
        assert (LIBRARY.notice_of(row) is None) == (row.batch == 8)


def test_a_line_is_whole_with_its_comment() -> None:
    line = LIBRARY.round(6).line("province_recommend")
    assert line == "  province_recommend: [2024-05-20, 2024-06-15]   # the enterprises' own window is not at hand"
    assert LIBRARY.round(5).line("province_recommend_by") == "  province_recommend_by: 2023-05-10"
    with pytest.raises(KeyError):
        LIBRARY.round(6).line("enterprise_upload")


def test_a_note_is_found_by_its_words() -> None:
    row = LIBRARY.round(7)
    assert row.note_line(row.notes[0]) == "    - 本年度暂不接收营业收入低于5000万元企业的申请和复核"


def test_a_round_not_announced_yet_is_not_named() -> None:
    assert [row.batch for row in LIBRARY.rounds(date(2023, 2, 19))] == [4]
    with pytest.raises(UnknownRoundError, match="尚未发布"):
        LIBRARY.round(5, date(2023, 2, 19))
    assert LIBRARY.round(5, date(2023, 2, 20)).batch == 5


ROW = """- batch: 9
  review_of: [6]
  year: 2027
  number: 示例〔2027〕1号
  announced: 2027-04-01
  standard: measures-2026-2
  review_standard: measures-2026-2
  source: unchecked
"""


def test_a_further_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "batches.yaml"
    path.write_text("# 说明\n" + ROW, encoding="utf-8")
    text, (row,) = load_rounds(path)
    assert (row.batch, row.lines[0]) == (9, "- batch: 9")
    assert text.startswith("# 说明")


@pytest.mark.parametrize(
    "text",
    [
        ROW.replace("year: 2027", "year: 二〇二七"),
        ROW.replace("announced: 2027-04-01", "announced: 2027-04-31"),
        ROW.replace("source: unchecked", "source: sure"),
        ROW.replace("  year: 2027\n", ""),
        ROW.replace("year:", "years:"),
        ROW.replace("- batch: 9\n  review_of: [6]", "- review_of: [6]\n  batch: 9"),
        ROW + ROW,
        "- 九\n",
    ],
)
def test_a_broken_row_is_a_corpus_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "batches.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_rounds(path)
    assert caught.value.field is not None
    assert caught.value.field.startswith("rounds")
