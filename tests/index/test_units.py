"""What is searched: every clause once, tables with their item, in words that people use."""

from __future__ import annotations

import pytest

from corpus.clauses import ClauseKind
from corpus.library import Library
from index.units import Unit, asked_for, clause_units, corpus_fingerprint, tier_named_in


@pytest.fixture(scope="module")
def units(library: Library) -> dict[str, Unit]:
    return {unit.clause_id: unit for unit in clause_units(library)}


def test_every_clause_but_the_options_is_a_unit_once(library: Library) -> None:
    found = [unit.clause_id for unit in clause_units(library)]
    wanted = {clause.id for clause in library.clauses if clause.kind is not ClauseKind.OPTION}
    assert len(found) == len(set(found)) and set(found) == wanted


def test_a_table_stays_with_its_item(units: dict[str, Unit]) -> None:
    unit = units["measures-2022-63/annex-2/2/4/12"]
    for option in ("上年度研发人员占比", "A.20%以上（5分）", "D.5%以下（0分）"):
        assert option in unit.words and option in unit.text


def test_a_clause_is_embedded_under_its_chain_of_headings(units: dict[str, Unit]) -> None:
    heading, _, body = units["measures-2022-63/annex-3/4/1/2"].words.partition("\n")
    for part in (
        "优质中小企业梯度培育管理暂行办法",
        "工信部企业〔2022〕63号",
        "附件3 专精特新“小巨人”企业认定标准",
        "四 创新能力指标",
    ):
        assert part in heading
    assert body.startswith("2.自建或与高等院校")


def test_the_text_is_the_clause_verbatim(library: Library, units: dict[str, Unit]) -> None:
    for unit in units.values():
        assert unit.text == library.clause(unit.clause_id).text


def test_a_long_parent_is_searched_by_its_own_words_and_the_headings_beneath(units: dict[str, Unit]) -> None:
    words = units["measures-2022-63/annex-3"].words
    assert "需同时满足专、精、特、新、链、品六个方面指标" in words and "产业链配套指标" in words
    assert "院士专家工作站" not in words


def test_a_round_is_searched_in_readable_words_and_shown_as_its_lines(units: dict[str, Unit]) -> None:
    unit = units["rounds/8"]
    assert "2026年4月25日至2026年5月25日" in unit.words and "enterprise_upload" not in unit.words
    assert "enterprise_upload: [2026-04-25, 2026-05-25]" in unit.text
    assert unit.published == "2026-04-25" and unit.provenance == "unchecked"
    assert "起止日期未收录" in units["rounds/6"].words


@pytest.mark.parametrize(
    ("clause_id", "tier"),
    [
        ("measures-2022-63/annex-1/2/1/1", "innovative"),
        ("measures-2022-63/annex-2/1/3", "specialized"),
        ("measures-2022-63/annex-3/2", "little_giant"),
        ("measures-2026-2/annex-1/1", "specialized"),
        ("measures-2026-2/annex-2/1", "little_giant"),
        ("measures-2022-63/annex-4/3", ""),
        ("measures-2022-63/ch-3/有效期与复核", ""),
        ("notice-2022-133/3/4", "little_giant"),
        ("classification-2011-300/4/2", ""),
    ],
)
def test_the_tier_is_what_the_headings_name_not_the_sentences(
    units: dict[str, Unit], clause_id: str, tier: str
) -> None:
    assert units[clause_id].tier == tier


def test_a_heading_that_names_all_tiers_names_none() -> None:
    assert tier_named_in("优质中小企业梯度培育管理暂行办法") == ""


def test_only_bare_headings_are_marked(units: dict[str, Unit]) -> None:
    bare = {clause_id for clause_id, unit in units.items() if unit.heading_only}
    assert {"measures-2022-63/ch-1", "notice-2022-133/3", "notice-2022-133/3/1"} <= bare
    assert not bare & {"measures-2022-63/annex-3", "measures-2022-63/annex-2/1/4", "notice-2022-133/附件"}
    assert not any(
        units[clause_id].asked for clause_id in bare - {"measures-2022-63/annex-1", "measures-2022-63/annex-2"}
    )


def test_ways_of_asking_lead_to_clauses_that_exist(library: Library) -> None:
    known = {clause.id for clause in library.clauses if clause.kind is not ClauseKind.OPTION}
    assert set(asked_for()) <= known


def test_the_fingerprint_follows_the_texts(library: Library) -> None:
    fewer = Library(
        library.documents()[1:],
        library.rounds(),
        "\n".join(line for row in library.rounds() for line in row.lines),
    )
    assert corpus_fingerprint(library) == corpus_fingerprint(library) != corpus_fingerprint(fewer)


def test_only_what_is_embedded_decides_whether_a_vector_is_kept(units: dict[str, Unit]) -> None:
    from dataclasses import replace

    unit = units["measures-2022-63/annex-3/2"]
    assert replace(unit, provenance="unchecked").words_hash == unit.words_hash
    assert replace(unit, words=unit.words + "。").words_hash != unit.words_hash
