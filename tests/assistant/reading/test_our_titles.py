"""A title of ours by its full name is no other programme; another programme beside it still is one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer, Status

TITLES = ("创新型中小企业", "专精特新中小企业", "专精特新“小巨人”企业")
OURS = ("{}怎么申请？", "怎么申请{}", "请问{}怎么申报，要交材料吗？", "{}怎么认定", "我想申请{}，流程是什么？")
OTHERS = ("{}能申报绿色工厂吗", "{}可以申请隐形冠军吗", "{}申报高新技术企业要什么条件", "有了{}还要不要办科技型中小企业入库", "科技型中小企业评价多少分算过", "科技小巨人怎么申请")


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("words", OURS)
def test_how_to_apply_for_a_title_of_ours_is_answered(ask: Callable[..., Answer], words: str, title: str) -> None:
    answer = ask(words.format(title))
    assert answer.status is Status.ANSWERED
    assert answer.parts[0]["topic"] == "process" and answer.citations


@pytest.mark.parametrize("words", OTHERS)
def test_another_programme_is_not_taken_for_ours(ask: Callable[..., Answer], words: str) -> None:
    answer = ask(words.format(TITLES[1]))
    assert answer.status is Status.NOT_IN_CORPUS
    assert answer.parts[0]["topic"] == "other_programme"
