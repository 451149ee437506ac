"""Awards and the years that a message names with them."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.reading.numbers.dates import years_ago
from assistant.understanding.awarded import Award, awarded
from assistant.understanding.extract import extract

AS_OF = date(2024, 5, 5)


@pytest.mark.parametrize(
    ("text", "kind", "year"),
    [
        ("我们2020年进了创客中国50强，创新直通算吗", Award.MAKER_CHINA, 2020),
        ("五年前拿的国家科技进步奖还能用吗", Award.SCIENCE_AWARD, 2019),
        ("2018年得的省科技进步一等奖，能免打分吗", Award.SCIENCE_AWARD, 2018),
        ("公司得过国家技术发明奖，2017年的，行不行", Award.SCIENCE_AWARD, 2017),
        ("我们2019年成立，2022年拿了省科技二等奖", Award.SCIENCE_AWARD, 2022),
    ],
)
def test_an_award_with_its_year(text: str, kind: Award, year: int) -> None:
    assert [(won.kind, won.year) for won in awarded(text, AS_OF)] == [(kind, year)]


@pytest.mark.parametrize("text", ["2021年营收8000万，得过国家科技进步奖", "我们得过国家科技进步奖", "创客中国50强能用吗"])
def test_a_year_of_something_else_is_none_of_the_award(text: str) -> None:
    assert awarded(text, AS_OF) == ()


def test_years_ago() -> None:
    assert [mention.year for mention in years_ago("10年前成立，三年前获奖，近3年前景好", AS_OF)] == [2014, 2021]


@pytest.mark.parametrize(
    "text", ["我们2020年进了创客中国全国第30名", "三年前进的创客中国500强", "我们2018年获国家科技进步奖，排名第一"]
)
def test_an_award_out_of_its_years_is_no_rank(text: str) -> None:
    profile = extract(text, date(2022, 6, 20)).profile.to_json()
    assert not {"maker_china_rank", "national_award_rank"}.intersection(profile)
