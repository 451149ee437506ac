from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citation import HOLDING_CLAUSE, Citation
from corpus.errors import CorpusError, UnknownClauseError
from corpus.library import load_library
from corpus.terms import Provenance, Tier, Track
from tests.strategies import days

LIBRARY = load_library()
LITTLE_GIANT, SPECIALIZED, INNOVATIVE = Tier.LITTLE_GIANT, Tier.SPECIALIZED, Tier.INNOVATIVE


def applies(
    clause_id: str, day: str, tier: Tier = LITTLE_GIANT, track: Track = Track.NEW, round: int | None = None
) -> bool:
    as_of = date.fromisoformat(day)
    return LIBRARY.applies(clause_id, LIBRARY.basis(tier, track, as_of, round), as_of)


def cite(clause_id: str, quote: str | None = None, day: str = "2026-11-24") -> Citation:
    as_of = date.fromisoformat(day)
    return LIBRARY.cite(clause_id, quote, basis=LIBRARY.basis(LITTLE_GIANT, Track.NEW, as_of), as_of=as_of)


@pytest.mark.parametrize(
    ("clause_id", "day", "expected"),
    [
        # the deciding standard with its annexes and general conditions
        ("measures-2022-63/annex-3/2", "2022-06-20", True),
        ("measures-2022-63/annex-4/13", "2022-06-20", True),
        ("measures-2022-63/ch-1/art-3", "2022-06-20", True),
        ("measures-2022-63/annex-3/2", "2026-05-01", False),
        ("measures-2026-2/annex-2/2", "2026-05-01", True),
        ("measures-2026-2/ch-2/art-11", "2026-05-01", True),
        ("measures-2026-2/annex-2/2", "2026-02-01", False),
        # the notice and the row of the round concerned, and no other
        ("notice-2022-133/3/4", "2022-06-20", True),
        ("notice-2022-133/3/4", "2023-03-20", False),
        ("notice-2023-23/材料上传", "2023-03-20", True),
        ("rounds/8", "2026-05-01", True),
        ("rounds/8", "2026-11-24", True),  # none is open: the newest announced one is concerned
        ("rounds/7", "2026-05-01", False),
        ("notice-2025-190/材料上传", "2026-05-01", False),
        # what 控股 means stands beside every row
        (HOLDING_CLAUSE, "2026-05-01", True),
        # 划型标准
        ("classification-2011-300/4/2", "2022-06-20", True),
        ("classification-2011-300/4/2", "2026-05-01", True),
        # articles 16, 17 and 附则 of 2026, from 2026-04-01
        ("measures-2026-2/ch-3/art-16", "2026-03-31", False),
        ("measures-2026-2/ch-3/art-16", "2026-04-01", True),
        ("measures-2026-2/ch-3/art-17", "2026-04-01", True),
        ("measures-2026-2/附则/施行与衔接", "2026-04-01", True),
        # management rules that stay with the text of 2022
        ("measures-2022-63/ch-3/重大变化报告", "2026-11-24", True),
        ("measures-2022-63/ch-3/违法违规与数据造假", "2026-11-24", True),
        ("measures-2022-63/ch-3/实名举报", "2026-11-24", True),
        ("measures-2022-63/ch-3/年度信息更新", "2026-03-31", True),
        ("measures-2022-63/ch-3/年度信息更新", "2026-04-01", False),
        ("measures-2022-63/ch-3/有效期与复核", "2026-04-01", False),
        ("measures-2022-63/annex-1/2/1", "2026-11-24", True),
    ],
)
def test_what_applies_to_a_new_application_for_little_giant(clause_id: str, day: str, expected: bool) -> None:
    assert applies(clause_id, day) is expected


def test_the_standard_of_2022_applies_to_the_reviews_of_2026() -> None:
    assert applies("measures-2022-63/annex-3/2", "2026-05-01", track=Track.REVIEW)
    assert not applies("measures-2026-2/annex-2/2", "2026-05-01", track=Track.REVIEW)
    assert applies("measures-2026-2/ch-3/art-16", "2026-05-01", track=Track.REVIEW)
    assert not applies("measures-2022-63/ch-3/有效期与复核", "2026-05-01", track=Track.REVIEW)


def test_validity_of_innovative_stays_with_2022_the_yearly_update_does_not() -> None:
    assert applies("measures-2022-63/ch-3/有效期与复核", "2026-05-01", INNOVATIVE)
    assert not applies("measures-2022-63/ch-3/年度信息更新", "2026-05-01", INNOVATIVE)
    assert applies("measures-2026-2/ch-3/art-17", "2026-05-01", INNOVATIVE)


def test_applies_is_not_in_force() -> None:
    before = cite("measures-2022-63/annex-3/2", day="2022-06-20")
    assert (before.in_force, before.applies) == (False, True)
    after = cite("measures-2022-63/annex-3/2", day="2026-11-24")
    assert (after.in_force, after.applies) == (True, False)


@pytest.mark.parametrize(
    ("clause_id", "day", "expected"),
    [
        ("measures-2022-63/annex-3/2", "2022-07-31", False),
        ("measures-2022-63/annex-3/2", "2022-08-01", True),
        ("measures-2026-2/annex-2/2", "2026-03-31", False),
        ("measures-2026-2/annex-2/2", "2026-04-01", True),
        ("rounds/8", "2026-04-25", True),
    ],
)
def test_in_force_is_literal_by_date(clause_id: str, day: str, expected: bool) -> None:
    assert cite(clause_id, day=day).in_force is expected


def test_a_citation_carries_what_a_reader_needs() -> None:
    found = cite("measures-2022-63/annex-3/2", "截至上年末，企业资产负债率不高于70%。", "2022-06-20")
    assert found == Citation(
        clause_id="measures-2022-63/annex-3/2",
        document="优质中小企业梯度培育管理暂行办法",
        number="工信部企业〔2022〕63号",
        label="附件3 二",
        quote="截至上年末，企业资产负债率不高于70%。",
        provenance=Provenance.VERBATIM,
        in_force=False,
        applies=True,
    )


@pytest.mark.parametrize("quote", ["企业资产负债率不高于75%", "", "资产负债率 不高于70%"])
def test_a_quote_that_is_not_verbatim_is_refused(quote: str) -> None:
    with pytest.raises(CorpusError):
        cite("measures-2022-63/annex-3/2", quote)


def test_a_quote_from_another_clause_is_refused() -> None:
    with pytest.raises(CorpusError):
        cite("measures-2022-63/annex-3/1", "企业资产负债率不高于70%")


def test_a_round_is_quoted_by_whole_lines() -> None:
    row = LIBRARY.round(8)
    line = row.line("enterprise_upload")
    assert cite("rounds/8", line).quote == "  enterprise_upload: [2026-04-25, 2026-05-25]"
    both = f"{line}\n{row.line('province_recommend')}"
    assert cite("rounds/8", both).quote == both
    for part in ("enterprise_upload: [2026-04-25, 2026-05-25]", line[:-4], line + "\n"):
        with pytest.raises(CorpusError):
            cite("rounds/8", part)


def test_an_unknown_clause_is_an_error_of_its_own() -> None:
    with pytest.raises(UnknownClauseError) as caught:
        cite("measures-2022-63/annex-9")
    assert (caught.value.exit_code, caught.value.http_status) == (2, 404)


@given(st.sampled_from(LIBRARY.clauses), days(), st.data())
def test_every_span_of_every_clause_can_be_quoted(clause, day: date, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    text = clause.text
    if clause.id.startswith("rounds/"):
        quote = data.draw(st.sampled_from(text.split("\n")))
    else:
        start = data.draw(st.integers(0, len(text) - 1))
        quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    basis = LIBRARY.basis(LITTLE_GIANT, Track.NEW, day)
    found = LIBRARY.cite(clause.id, quote, basis=basis, as_of=day)
    assert found.quote == quote
    whole = LIBRARY.cite(clause.id, basis=basis, as_of=day)
    assert Provenance.weakest([found.provenance, whole.provenance]) is whole.provenance
