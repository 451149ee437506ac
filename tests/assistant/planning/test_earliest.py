"""From which year on one could apply is computed where time decides it, and what else asks for a day is answered as before."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.service import Assistant
from tests.assistant.talking import last_answer

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("turns", "year"),
    [
        (("小巨人要求从事细分市场几年", "我们2024年3月开始做的", "那我们最早什么时候能报"), 2028),
        (("小巨人要求从事特定细分市场几年", "我们2023年5月才开始做这个", "那最早哪年能报"), 2027),
        (("公司2024年6月成立，成立以来就做传感器，能报小巨人吗", "什么时候才满足年限"), 2028),
        (("我们2023年5月才开始做这个产品，最早哪一年能报小巨人",), 2027),
        (("我们2024年9月才开始做这个细分产品，专精特新年限够吗", "那得等到哪年"), 2028),
        (("我们做这个产品两年了，小巨人年限够吗", "什么时候够3年"), 2027),
        (("去年营收4900万，能报小巨人吗", "那最早哪年可以报"), 2027),
        (("最早哪年能报小巨人呢，我们2024年10月才做这个产品",), 2028),
        (("负债率去年底78%，小巨人过吗", "最快什么时候能报"), 2027),
    ],
)
def test_the_first_year_is_computed(turns: tuple[str, ...], year: int, assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY).answer
    first = answer.split("\n")[0]
    assert first.startswith("最早") and f"{year}年" in first, answer


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        (("第八批小巨人最早哪天可以报",), "2026年4月25日"),
        (("小巨人什么时候报",), "2026年4月25日"),
        (("创客中国的名单最早认哪一年",), "2021"),
        (("我们2018年就做这个产品了，小巨人年限够吗", "什么时候能报"), "2026年4月25日"),
        (("我们只有3项发明专利，小巨人知识产权够吗", "最早什么时候够"), "3项，低于4项"),
    ],
)
def test_else_it_is_answered_as_before(turns: tuple[str, ...], says: str, assistant: Assistant) -> None:
    answer = last_answer(assistant, turns, DAY).answer
    assert says in answer and not answer.startswith("最早"), answer
