from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assistant.duties.materials as module
from assistant.duties.errors import DutyFileError
from assistant.duties.materials import Material, MaterialList, materials
from assistant.duties.schema import MaterialFile, Who, load_file
from corpus.errors import UnknownRoundError
from corpus.library import load_library
from corpus.terms import Tier, Track

LIBRARY = load_library()
FILE = load_file(Path(module.__file__).with_name("materials.yaml"), MaterialFile)


def asked(day: str, **more: object) -> MaterialList:
    return materials(LIBRARY, as_of=date.fromisoformat(day), **more)  # type: ignore[arg-type]


def named(found: MaterialList, words: str) -> Material:
    (item,) = [item for item in found.items if words in item.name]
    return item


def test_round_4_new_for_the_enterprise() -> None:
    found = asked("2022-06-20")
    assert (found.track, found.role, found.round, found.known) == (Track.NEW, Who.ENTERPRISE, 4, True)
    online = named(found, "申请书（在线填写）")
    assert (online.form, online.annex, online.by) == ("online", "附件1", date(2022, 6, 28))
    assert "6月28日" in online.citation.quote
    evidence = named(found, "佐证材料")
    assert (evidence.form, evidence.by) == ("online", date(2022, 6, 28))
    paper = named(found, "纸质件")
    assert (paper.copies, paper.form, paper.annex, paper.by, paper.stamped) == (
        2,
        "paper",
        "附件1",
        None,
        None,
    )


def test_round_4_review_for_the_enterprise() -> None:
    found = asked("2022-06-20", track=Track.REVIEW)
    application = named(found, "复核申请书")
    assert (application.annex, application.by) == ("附件2", date(2022, 6, 28))
    assert "由省级中小企业主管部门提出" in named(found, "复核佐证材料").note
    assert all(item.annex != "附件1" for item in found.items)


def test_round_4_for_the_province_is_one_parcel_in_two_copies() -> None:
    found = asked("2022-06-20", role=Who.PROVINCE)
    mailed = [item for item in found.items if item.form == "paper"]
    assert [item.annex for item in mailed] == [None, "附件1", "附件3", "附件4"]
    assert {item.copies for item in mailed} == {2}
    assert {item.by for item in mailed} == {date(2022, 7, 12)}
    assert {item.how for item in mailed} == {"邮政特快专递（EMS）"}
    assert {item.citation.clause_id for item in mailed} == {"notice-2022-133/3/5"}
    assert [item.stamped for item in mailed] == [True, None, None, None]


def test_evidence_stays_with_the_province() -> None:
    (evidence,) = [i for i in asked("2022-06-20", role=Who.PROVINCE).items if i.name == "佐证材料"]
    assert (evidence.form, evidence.copies, evidence.to) == ("retained", None, None)
    assert "佐证材料无需报送，妥善保管，留存备查" in evidence.citation.quote


@pytest.mark.parametrize(("track", "annexes"), [(Track.NEW, [None, "附件1", "附件3"]), (Track.REVIEW, [None, "附件4"])])
def test_the_parcel_by_track(track: Track, annexes: list[str | None]) -> None:
    found = asked("2022-06-20", role=Who.PROVINCE, track=track)
    assert [item.annex for item in found.items if item.form == "paper"] == annexes


def test_round_6_for_the_province_is_one_copy_stamped_by_the_enterprise() -> None:
    found = asked("2024-05-01", role=Who.PROVINCE)
    mailed = [item for item in found.items if item.form == "paper"]
    assert [item.annex for item in mailed] == [None, "附件1", "附件2", "附件3", "附件4"]
    assert {item.copies for item in mailed} == {1}
    assert {item.to for item in mailed} == {"工业和信息化部中小企业局创业创新处"}
    assert [item.stamped_by for item in mailed] == [Who.PROVINCE, Who.ENTERPRISE, Who.ENTERPRISE, None, None]
    assert {item.by for item in mailed} == {date(2024, 6, 15)}


@pytest.mark.parametrize(
    ("day", "more"),
    [
        ("2023-03-20", {}),
        ("2023-03-20", {"role": Who.PROVINCE}),
        ("2024-05-01", {}),
        ("2025-05-20", {}),
        ("2025-05-20", {"track": Track.REVIEW}),
        ("2026-05-01", {}),
        ("2026-05-01", {"role": Who.PROVINCE}),
        ("2022-06-20", {"tier": Tier.INNOVATIVE}),
        ("2026-11-24", {"tier": Tier.SPECIALIZED}),
        ("2022-01-01", {}),
    ],
)
def test_what_no_notice_names_is_not_known(day: str, more: dict[str, object]) -> None:
    found = asked(day, **more)
    assert found.items == ()
    assert found.to_json()["known"] is False
    assert found.note


def test_where_there_is_no_list_the_related_words_are_given() -> None:
    assert [c.clause_id for c in asked("2025-05-20").related] == [
        "notice-2025-190/1/2", "notice-2025-190/1/5", "notice-2025-190/财务数据",
    ]  # fmt: skip
    assert asked("2022-06-20").related == ()


def test_an_unknown_round_names_the_field() -> None:
    with pytest.raises(UnknownRoundError) as caught:
        asked("2022-06-20", round=5)
    assert caught.value.field == "round"


@given(
    st.dates(date(2022, 6, 15), date(2027, 12, 31)),
    st.sampled_from([None, *Track]),
    st.sampled_from(Who),
    st.sampled_from(Tier),
)
def test_every_row_stands_on_verbatim_words_already_published(
    day: date, track: Track | None, role: Who, tier: Tier
) -> None:
    found = materials(LIBRARY, as_of=day, track=track, role=role, tier=tier)
    for citation in (*found.related, *(c for item in found.items for c in item.citations)):
        assert LIBRARY.published(citation.clause_id) <= day
        assert citation.quote in LIBRARY.clause(citation.clause_id).text
        assert "〔前文未收录〕" not in citation.quote


def test_the_copies_and_dates_of_a_row_stand_in_its_quotes() -> None:
    words = {1: "各一份", 2: "一式两份"}
    for batch, role in ((4, Who.ENTERPRISE), (4, Who.PROVINCE), (6, Who.PROVINCE)):
        for track in Track:
            for item in asked("2026-11-24", round=batch, role=role, track=track).items:
                quotes = "".join(citation.quote for citation in item.citations)
                if item.copies:
                    assert words[item.copies] in quotes
                if item.by:
                    assert f"{item.by.month}月{item.by.day}日" in quotes
                if item.annex:
                    assert item.annex in quotes + item.name
                if item.how:
                    assert item.how in quotes
                if item.stamped:
                    assert "公章" in quotes


def test_every_quote_of_the_file_is_verbatim() -> None:
    sources = [source for entry in FILE.lists for row in entry.items for source in entry.sources_of(row)]
    sources += [source for entry in FILE.related for source in entry.sources]
    for source in sources:
        assert source.clause is not None
        assert source.quote is not None
        assert source.quote in LIBRARY.clause(source.clause).text


def test_annexes_are_those_of_the_notices_own_list() -> None:
    for item in asked("2022-06-20", role=Who.PROVINCE).items:
        if item.annex and item.form == "paper":
            listed = LIBRARY.clause(f"notice-2022-133/附件/{item.annex.removeprefix('附件')}")
            assert item.name.removesuffix("纸质件") in listed.text


LOCAL = """
lists:
  - round: 8
    role: enterprise
    sources:
      - {text: 企业另报承诺书一份。, document: 示例省通知, number: 示例〔2026〕2号, label: 第三条}
    items:
      - {id: pledge, name: 承诺书, copies: 1, form: paper, to: 示例市, by: 2026-05-20}
"""


def test_a_site_adds_its_own_papers(tmp_path: Path) -> None:
    (tmp_path / "materials.yaml").write_text(LOCAL, encoding="utf-8")
    found = asked("2026-05-01", site=tmp_path)
    (pledge,) = found.items
    assert (pledge.local, pledge.copies, pledge.by) == (True, 1, date(2026, 5, 20))
    assert pledge.citation.document == "示例省通知"
    assert found.known
    assert "本地" in found.note
    assert asked("2025-05-20", site=tmp_path).known is False


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("copies: 1", "copies: 两份"), "须为整数"),
        (("form: paper", "form: fax"), "不是可用的取值"),
        (("    sources:\n", "    x:\n"), "没有这一项"),
        (("copies: 1", "copies: -1"), "copies"),
    ],
)
def test_a_broken_site_file_is_refused(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    (tmp_path / "materials.yaml").write_text(LOCAL.replace(*change), encoding="utf-8")
    with pytest.raises(DutyFileError, match=words):
        asked("2026-05-01", site=tmp_path)


def test_a_paper_without_ground_is_refused(tmp_path: Path) -> None:
    text = "lists:\n  - {role: enterprise, items: [{id: a, name: 甲}]}\n"
    (tmp_path / "materials.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DutyFileError, match="依据"):
        asked("2026-05-01", site=tmp_path)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "materials.yaml").write_bytes(LOCAL.encode("gb18030"))
    with pytest.raises(DutyFileError, match="UTF-8"):
        asked("2026-05-01", site=tmp_path)
