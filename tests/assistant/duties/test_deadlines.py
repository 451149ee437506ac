from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.duties.dates import in_chinese
from assistant.duties.deadline import Deadline, DeadlineList
from assistant.duties.deadlines import deadlines, national_file
from assistant.duties.errors import DutyFileError
from assistant.duties.schema import Who
from assistant.duties.states import State
from corpus.errors import UnknownRoundError
from corpus.library import load_library
from corpus.rounds import Round
from corpus.terms import Provenance, Track

LIBRARY = load_library()
WINDOWS = ("enterprise_upload", "province_recommend", "province_recommend_by", "province_mail_by")


def on(day: str, **more: object) -> DeadlineList:
    return deadlines(LIBRARY, as_of=date.fromisoformat(day), **more)  # type: ignore[arg-type]


def item(found: DeadlineList, identifier: str) -> Deadline:
    return next(entry for entry in found.items if entry.id == identifier)


def test_round_4_on_the_day_before_it_opens() -> None:
    upload = item(on("2022-06-20"), "round-4-enterprise-upload").to_json()
    assert (upload["from"], upload["to"], upload["state"], upload["days_left"], upload["who"]) == (
        "2022-06-21", "2022-06-28", "upcoming", 8, "enterprise",
    )  # fmt: skip
    assert upload["citation"]["clause_id"] == "notice-2022-133/3/4"
    assert "自2022年6月21日至6月28日期间上传" in upload["citation"]["quote"]
    assert "以当地通知为准" in upload["note"]


@pytest.mark.parametrize(
    ("day", "state"),
    [("2022-06-21", "open"), ("2022-06-28", "last_day"), ("2022-06-29", "closed")],
)
def test_round_4_as_days_go_by(day: str, state: str) -> None:
    assert item(on(day), "round-4-enterprise-upload").state == state


def test_the_province_mails_by_12_july() -> None:
    mail = item(on("2022-07-12"), "round-4-province-mail")
    assert (mail.who, mail.start, mail.to, mail.state) == (
        Who.PROVINCE,
        None,
        date(2022, 7, 12),
        State.LAST_DAY,
    )
    assert mail.citation.provenance is Provenance.VERBATIM
    assert mail.citation.applies


def _in_words(first: date | None, last: date) -> list[str]:
    """The ways a notice writes the ends of a window."""
    if first is None:
        return [in_chinese(last)]
    short = f"{last.month}月{last.day}日"
    return [f"{in_chinese(first)}至{short}"]


@pytest.mark.parametrize("row", LIBRARY.rounds(), ids=lambda row: f"round-{row.batch}")
@pytest.mark.parametrize("key", WINDOWS)
def test_every_date_of_a_row_stands_in_its_citation(row: Round, key: str) -> None:
    """The quote of a notice holds the row's dates; else the row's own whole line is cited."""
    value = getattr(row, key)
    found = on("2026-11-24", round=row.batch)
    duty = key.replace("_", "-").replace("-mail-by", "-mail")
    identifier = f"round-{row.batch}-{duty}"
    matching = [entry for entry in found.items if entry.id == identifier and entry.to is not None]
    if value is None:
        assert matching == []
        return
    (entry,) = matching
    first, last = value if isinstance(value, tuple) else (None, value)
    assert (entry.start, entry.to) == (first, last)
    if entry.citation.clause_id == row.id:
        assert entry.citation.quote == row.line(key)
        assert all(day.isoformat() in entry.citation.quote for day in (first, last) if day)
    else:
        assert any(words in entry.citation.quote for words in _in_words(first, last))


def test_round_6_has_no_enterprise_window() -> None:
    upload = item(on("2024-05-01"), "round-6-enterprise-upload")
    assert (upload.state, upload.start, upload.to, upload.days_left) == (State.UNDATED, None, None, None)
    assert "未收录" in upload.note
    assert "以当地通知为准" in upload.note


def test_round_7_has_no_provincial_date() -> None:
    recommend = item(on("2025-05-20"), "round-7-province-recommend")
    assert recommend.state is State.UNDATED
    assert "未收录" in recommend.note


def test_round_8_rests_on_its_row() -> None:
    upload = item(on("2026-05-01"), "round-8-enterprise-upload")
    assert upload.citation.clause_id == "rounds/8"
    assert upload.citation.quote == "  enterprise_upload: [2026-04-25, 2026-05-25]"
    assert upload.citation.provenance is Provenance.UNCHECKED
    assert (upload.state, upload.days_left) == (State.OPEN, 24)
    assert "未收录" in upload.note


@pytest.mark.parametrize(
    ("day", "batch"),
    [
        ("2022-06-15", 4),
        ("2023-02-19", 4),
        ("2023-02-20", 5),
        ("2024-04-18", 6),
        ("2025-05-14", 7),
        ("2026-11-24", 8),
    ],
)
def test_the_round_is_the_newest_announced_open_or_closed(day: str, batch: int) -> None:
    assert on(day).round == batch


def test_after_the_newest_known_round_has_closed_this_is_said() -> None:
    assert "已收录至第八批，后续通知未收录。" in on("2026-11-24").notes
    assert "已收录至第八批，后续通知未收录。" in on("2026-05-26").notes
    assert on("2026-05-25").notes == ()
    assert on("2026-11-24", round=4).notes == ("已收录至第八批，后续通知未收录。",)


def test_on_an_earlier_day_no_later_round_is_named() -> None:
    assert on("2022-07-01").notes == ("已收录至第四批，后续通知未收录。",)


def test_unknown_and_unannounced_rounds_are_errors_of_the_field() -> None:
    for number, day in ((3, "2026-11-24"), (9, "2026-11-24"), (5, "2022-06-20")):
        with pytest.raises(UnknownRoundError) as caught:
            on(day, round=number)
        assert caught.value.field == "round"


def test_a_review_has_the_same_windows_under_the_batches_held() -> None:
    new, review = on("2025-05-20"), on("2025-05-20", track=Track.REVIEW)
    assert [(a.start, a.to, a.state) for a in new.items] == [(b.start, b.to, b.state) for b in review.items]
    assert "第七批" in item(new, "round-7-enterprise-upload").name
    held = item(review, "round-7-enterprise-upload").name
    assert "第四批、第一批" in held
    assert "复核" in held


@pytest.mark.parametrize(
    ("day", "due", "clause"),
    [
        ("2022-06-20", date(2023, 4, 30), "measures-2022-63/ch-3/年度信息更新"),
        ("2023-04-30", date(2023, 4, 30), "measures-2022-63/ch-3/年度信息更新"),
        ("2023-05-01", date(2024, 4, 30), "measures-2022-63/ch-3/年度信息更新"),
        ("2026-03-31", date(2026, 4, 30), "measures-2022-63/ch-3/年度信息更新"),
        ("2026-04-01", date(2026, 5, 31), "measures-2026-2/ch-3/art-17"),
        ("2026-11-24", date(2027, 5, 31), "measures-2026-2/ch-3/art-17"),
    ],
)
def test_the_yearly_update(day: str, due: date, clause: str) -> None:
    (update,) = [entry for entry in on(day).items if entry.id == "annual-update"]
    assert (update.to, update.citation.clause_id, update.citation.applies) == (due, clause, True)


def test_from_april_2026_innovative_ones_are_told_to_ask_the_province() -> None:
    assert "创新型中小企业以省级通知为准" in item(on("2026-04-01"), "annual-update").note
    assert "省级通知" not in item(on("2026-03-31"), "annual-update").note


def test_where_two_versions_differ_the_other_stands_beside() -> None:
    before, after = item(on("2026-02-01"), "annual-update"), item(on("2026-04-01"), "annual-update")
    assert [citation.clause_id for citation in before.beside] == ["measures-2026-2/ch-3/art-17"]
    assert [citation.clause_id for citation in after.beside] == ["measures-2022-63/ch-3/年度信息更新"]
    assert not any(citation.applies for citation in (*before.beside, *after.beside))


@given(st.dates(date(2022, 1, 1), date(2026, 1, 16)), st.sampled_from(Track))
def test_before_17_january_2026_nobody_is_told_of_the_new_text(day: date, track: Track) -> None:
    found = deadlines(LIBRARY, as_of=day, track=track)
    told = repr(found.to_json())
    assert "2026-2" not in told
    assert "2026年" not in told
    assert "新办法" not in told


@given(st.dates(date(2022, 1, 1), date(2030, 12, 31)), st.sampled_from(Track))
def test_nothing_published_later_is_cited(day: date, track: Track) -> None:
    found = deadlines(LIBRARY, as_of=day, track=track)
    for entry in found.items:
        for citation in (entry.citation, *entry.beside):
            assert LIBRARY.published(citation.clause_id) <= day
            assert citation.quote in LIBRARY.clause(citation.clause_id).text


@given(st.dates(date(2026, 4, 1), date(2040, 12, 31)))
def test_30_april_is_no_date_any_more(day: date) -> None:
    assert all((entry.to.month, entry.to.day) != (4, 30) for entry in deadlines(LIBRARY, as_of=day).items if entry.to)


@given(st.dates(date(2022, 6, 1), date(2030, 12, 31)), st.sampled_from(Track))
def test_every_enterprise_deadline_points_to_the_local_notice(day: date, track: Track) -> None:
    for entry in deadlines(LIBRARY, as_of=day, track=track).items:
        if entry.who is Who.ENTERPRISE:
            assert "以当地通知为准" in entry.note


@pytest.mark.parametrize("day", ["2022-06-20", "2026-11-24"])
def test_ids_are_unique_and_numbers_in_notes_are_grounded(day: str) -> None:
    found = on(day)
    ids = [entry.id for entry in found.items]
    assert len(ids) == len(set(ids))
    for entry in found.items:
        grounds = "".join(
            f"{citation.quote}{citation.number}{citation.label}" for citation in (entry.citation, *entry.beside)
        )
        for number in re.findall(r"\d+", entry.note):
            assert number in grounds + "2026年4月1日", (entry.id, number)


def test_every_quote_of_the_file_is_verbatim() -> None:
    """Also those of rounds and days that no other test asks about."""
    content = national_file()
    sources = [source for duty in content.rounds for source in duty.sources.values()]
    sources += [noted.source for duty in content.rounds for noted in duty.undated.values()]
    sources += [duty.source for duty in content.standing]
    sources += [noted.source for duty in content.standing for noted in duty.beside]
    for source in sources:
        assert source.clause is not None
        assert source.quote is not None
        assert source.quote in LIBRARY.clause(source.clause).text


def test_the_versions_of_a_standing_duty_follow_on_each_other() -> None:
    content = national_file()
    for identifier in {duty.id for duty in content.standing}:
        versions = sorted((d for d in content.standing if d.id == identifier), key=lambda duty: duty.from_)
        assert versions[-1].until is None
        for earlier, later in pairwise(versions):
            assert earlier.until is not None
            assert earlier.until + timedelta(days=1) == later.from_


LOCAL = """
dated:
  - id: city-close
    name: 市级主管部门收齐第四批申报材料
    who: enterprise
    round: 4
    tracks: [new]
    from: 2022-06-21
    to: 2022-06-24
    source:
      text: 各企业应于2022年6月24日前完成线上填报。
      document: 示例省转发通知
      number: 示例〔2022〕1号
      label: 第二条
"""


def _site(folder: Path, text: str) -> Path:
    site = folder / "example"
    site.mkdir()
    (site / "deadlines.yaml").write_text(text, encoding="utf-8")
    return site


def test_a_site_adds_its_own_deadlines(tmp_path: Path) -> None:
    site = _site(tmp_path, LOCAL)
    found = on("2022-06-20", site=site)
    local = found.items[0]
    assert (local.id, local.local, local.to) == ("example-city-close", True, date(2022, 6, 24))
    assert (local.citation.quote, local.citation.clause_id) == (
        "各企业应于2022年6月24日前完成线上填报。", "local/example/city-close",
    )  # fmt: skip
    assert local.citation.provenance is Provenance.UNCHECKED
    assert found.items[1].id == "round-4-enterprise-upload"
    assert all(entry.id != local.id for entry in on("2022-06-20", site=site, track=Track.REVIEW).items)
    assert all(entry.id != local.id for entry in on("2023-06-20", site=site).items)


def test_a_site_without_the_file_changes_nothing(tmp_path: Path) -> None:
    assert on("2022-06-20", site=tmp_path) == on("2022-06-20")


@pytest.mark.parametrize(
    ("change", "words", "field"),
    [
        (("to: 2022-06-24", "to: 2022-06-31"), "日期须写成", "dated.0.to"),
        (("to: 2022-06-24", "to: 2022-06-01"), "晚于", "dated.0"),
        (("    who: enterprise\n", ""), "缺少这一项", "dated.0.who"),
        (("who: enterprise", "who: city"), "可写：enterprise、province", "dated.0.who"),
        (("round: 4", "rounds: 4"), "没有这一项", "dated.0.rounds"),
        (
            ("text: 各企业", "clause: notice-2022-133/3/4\n      text: 各企业"),
            "二者只写一个",
            "dated.0.source",
        ),
        (("      document: 示例省转发通知\n", ""), "依据", "dated.0.source"),
        (("round: 4", "round: 4\n    round: 5"), "写了两次", "dated.0.round"),
    ],
)
def test_a_broken_site_file_is_refused_in_clear_words(
    tmp_path: Path, change: tuple[str, str], words: str, field: str
) -> None:
    assert change[0] in LOCAL
    site = _site(tmp_path, LOCAL.replace(*change, 1))
    with pytest.raises(DutyFileError, match=words) as caught:
        on("2022-06-20", site=site)
    assert caught.value.field == field


def test_a_site_may_cite_the_corpus_but_only_verbatim(tmp_path: Path) -> None:
    cited = (
        LOCAL.split("    source:")[0] + "    source: {clause: notice-2022-133/3/4, quote: 自2022年6月21日至6月24日}\n"
    )
    with pytest.raises(DutyFileError, match="逐字照录"):
        on("2022-06-20", site=_site(tmp_path, cited))


def test_a_clause_that_does_not_exist_is_told_with_its_file(tmp_path: Path) -> None:
    cited = LOCAL.split("    source:")[0] + "    source: {clause: notice-2022-133/9}\n"
    with pytest.raises(DutyFileError, match=r"deadlines\.yaml.*notice-2022-133/9 不存在"):
        on("2022-06-20", site=_site(tmp_path, cited))


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    site = _site(tmp_path, LOCAL + LOCAL.split("dated:\n")[1])
    with pytest.raises(DutyFileError, match="city-close"):
        on("2022-06-20", site=site)


def test_what_is_counted_from_an_event_says_so() -> None:
    found = on("2026-11-24")
    assert item(found, "change-report").period == "自发生变化之日起3个月内"
    assert item(found, "validity").to_json()["period"] == "自认定或公告之日起三年"
    assert item(found, "annual-update").to_json()["period"] is None
