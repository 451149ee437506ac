"""A standard as a readable table."""

from __future__ import annotations

from datetime import date

from assistant.rules.show import show
from corpus.library import load_library
from corpus.terms import Tier, Track

LIBRARY = load_library()


def test_a_standard_shows_every_requirement_with_its_clause() -> None:
    table = show(Tier.LITTLE_GIANT, 4, Track.NEW, date(2022, 6, 20), LIBRARY)
    line = next(line for line in table.splitlines() if line.startswith("资产负债率"))
    assert line.split() == ["资产负债率", "不高于70%", "附件3", "二"]
    assert "第四批" in table and "工信部企业〔2022〕63号" in table and "2026" not in table
    assert "“创客中国”全国50强企业组" in table


def test_a_scored_standard_shows_its_points() -> None:
    table = show(Tier.INNOVATIVE, None, Track.NEW, date(2022, 7, 1), LIBRARY)
    assert "A.55%以下（10分）" in table and "满分100分" in table


def test_a_review_shows_what_the_round_waives() -> None:
    table = show(Tier.LITTLE_GIANT, 7, Track.REVIEW, date(2025, 6, 1), LIBRARY)
    assert "不作要求" in table and "不低于5000万元" in table
