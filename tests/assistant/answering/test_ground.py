"""The last check: what has no ground does not leave, what has may."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answering.draft import Draft
from assistant.answering.ground import slips
from corpus.library import load_library
from corpus.terms import Tier, Track

AS_OF = date(2022, 6, 20)
LIBRARY = load_library()
BASIS = LIBRARY.basis(Tier.LITTLE_GIANT, Track.NEW, AS_OF)


def _slips(line: str, *quotes: tuple[str, str | None], said: str = "") -> list[str]:
    draft = Draft()
    marks = [draft.mark(LIBRARY.cite(clause, text, basis=BASIS, as_of=AS_OF)) for clause, text in quotes]
    draft.say(line + "".join(marks))
    return [slip.words for slip in slips(draft, library=LIBRARY, basis=BASIS, as_of=AS_OF, said=said)]


DEBT = ("measures-2022-63/annex-3/2", "截至上年末，企业资产负债率不高于70%。")
UPLOAD = ("notice-2022-133/3/4", "自2022年6月21日至6月28日期间上传")


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("不高于70%。", DEBT),
        ("在2022年6月21日至6月28日上传，还有8天。", UPLOAD),
        ("依据工信部企业〔2022〕63号，2022年8月1日起施行。", DEBT),
        ("按第四批把握。", DEBT),
        ("3500 ÷ 5000 = 70%", DEBT),
        ("到期日：2023-07-14 + 3年 − 1天 = 2026年7月13日。", DEBT),
        ("到期月：2022-08 + 3年 = 2025年8月。", DEBT),
        ("最晚：2023-11-30 + 3个月 = 2024年2月29日。", DEBT),
    ],
)
def test_grounded_lines_pass(line: str, quote: tuple[str, str]) -> None:
    assert _slips(line, quote, said="负债3500万，资产5000万；2023年7月14日、2022年8月认定，2023年11月30日更名，2022-08-01") == []


@pytest.mark.parametrize(
    ("line", "slip"),
    [
        ("不高于75%。", "75%"),
        ("在6月30日截止。", "6月30日"),
        ("还有9天。", "9"),
        ("依据工信部企业〔2026〕2号。", "依据工信部企业〔2026〕2号"),
        ("奖补300万元。", "300万元"),
        ("有效期五年。", "五年"),
        ("第九批开始了。", "第九批"),
        ("3600 ÷ 5000 = 70%", "3600"),
        ("到期日：2022-06-20 + 3年 − 1天 = 2025年6月20日。", "2025年6月20日"),
    ],
)
def test_what_has_no_ground_is_found(line: str, slip: str) -> None:
    assert slip in _slips(line, DEBT, UPLOAD)


def test_the_users_own_numbers_may_be_said_back() -> None:
    assert _slips("您说的是72%。", DEBT, said="我们负债率72%") == []


def test_a_wrong_sum_grounds_nothing() -> None:
    assert "71%" in _slips("3500 ÷ 5000 = 71%", DEBT, said="负债3500万，资产5000万")


def test_a_date_sum_grounds_its_result() -> None:
    assert _slips("2023-03-31 + 3个月 = 2023年6月30日", DEBT, said="2023年3月31日更名，3个月") == []
