"""An award outside the years that a clause looks at does not count, and the clause is quoted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("question", "as_of", "clause"),
    [
        ("创客中国2020年的50强能用吗", "2023-11-11", "measures-2022-63/annex-4/16"),
        ("我们2020年进了创客中国50强，创新直通算吗", "2022-06-20", "measures-2022-63/annex-4/16"),
        ("2020年拿过国家科技进步奖，排第二，小巨人创新直通算不算", "2024-05-05", "measures-2022-63/annex-3/4/2/1"),
        ("我们2018年得的省科技进步一等奖，专精特新能免打分吗", "2024-05-05", "measures-2022-63/annex-2/1/4/1"),
        ("2019年的国家自然科学奖，创新型可以直通吗", "2024-09-01", "measures-2022-63/annex-1/1/1"),
        ("2021年获得国家科技进步二等奖排第一，知识产权那项能免吗", "2026-05-10", "measures-2026-2/annex-2/4"),
    ],
)
def test_too_old(ask: Ask, question: str, as_of: str, clause: str) -> None:
    answer = ask(question, as_of=as_of)
    assert "的不算" in answer.answer.split("\n", 1)[0]
    assert answer.citations[0].clause_id == clause
    assert "**符合**" not in answer.answer


@pytest.mark.parametrize(
    ("question", "as_of"),
    [
        ("公司2022年进了创客中国50强，小巨人创新直通可以吗", "2024-06-06"),
        ("我们2021年国家科技进步奖排名第二，小巨人创新直通行吗", "2024-05-05"),
    ],
)
def test_inside_the_years(ask: Ask, question: str, as_of: str) -> None:
    answer = ask(question, as_of=as_of)
    assert "不算" not in answer.answer
    assert "**符合**" in answer.answer
