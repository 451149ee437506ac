"""Who a round does not recommend."""

from __future__ import annotations

from collections.abc import Callable

from assistant.models import Answer
from corpus.citation import HOLDING_CLAUSE

Ask = Callable[..., Answer]


def test_what_a_round_does_not_name_comes_first_where_it_is_asked(ask: Ask) -> None:
    answer = ask("我们是单项冠军还能报小巨人吗", "2024-05-01")
    assert answer.answer.startswith("第六批的现有文本没有写明制造业单项冠军企业")


def test_the_list_comes_first_where_the_list_is_asked(ask: Ask) -> None:
    answer = ask("第六批哪些企业不予推荐", "2024-05-01")
    assert answer.answer.startswith("第六批不予推荐")


def test_the_meaning_of_control_is_quoted_only_where_it_is_spoken_of(ask: Ask) -> None:
    holding = ask("母公司是小巨人，持股60%，子公司能报吗", "2023-03-20")
    quotes = [c.quote for c in holding.citations if c.clause_id == HOLDING_CLAUSE]
    assert len(quotes) == 1
    assert "超过50%" in quotes[0]
    assert "单项冠军" not in quotes[0]
    champion = ask("我们是单项冠军还能报小巨人吗", "2026-05-10")
    assert HOLDING_CLAUSE not in {c.clause_id for c in champion.citations}
