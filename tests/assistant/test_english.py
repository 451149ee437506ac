"""English answers: English but for quotes and the names that quotes give, with the figures of the Chinese ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.grounding.english import missing
from assistant.grounding.figures import Figures, figures_of
from assistant.grounding.grounds import fall_back
from assistant.models import Answer
from assistant.pipeline import Context
from assistant.planning.plan import Words
from assistant.rules.display import yuan
from assistant.rules.standards import BUILT_IN
from assistant.rules.texts import in_english, text, with_unit, worded
from corpus.yamlfile import load_yaml

Ask = Callable[..., Answer]
RULES = Path(__file__).parents[2] / "assistant" / "rules"
HAN = re.compile("[\u4e00-\u9fff]")
SAID = frozenset({"name", "requirement", "improve", "label", "remark_on_fail", "text", "warning"})
MESSAGES = [
    ("我们去年营收8000万元，资产负债率65%，研发费用500万元，能报小巨人吗", "2025-03-01"),
    ("营业收入4500万元，近两年研发费用合计1000万元，资产负债率80%，能申报小巨人吗", "2026-06-01"),
    ("资产负债率72%符合小巨人吗", "2022-06-20"),
    ("我们是软件企业，从业人员50人，营业收入3000万元，能评创新型中小企业吗", "2024-05-01"),
    ("2021年研发费用352万元，2020年研发费用300万元，2021年营业收入11000万元，2020年营业收入9800万元，能报小巨人吗", "2022-06-20"),
    ("申报专精特新中小企业，资产负债率55%得几分", "2024-05-01"),
    ("净利润率8%，研发人员占比12%，一共能得几分，专精特新中小企业", "2024-05-01"),
    ("小巨人要什么条件", "2022-06-20"),
    ("专精特新中小企业要什么条件", "2024-05-01"),
    ("创新型中小企业要什么条件", "2024-05-01"),
    ("小巨人的条件2026年版", "2026-06-01"),
    ("我们营收6000万元，研发占比2.5%，报小巨人还差什么", "2025-03-01"),
    ("我们营收900万元，研发费用90万元，报专精特新中小企业还差什么", "2024-05-01"),
    ("第四批小巨人网上申报材料什么时候上传", "2022-06-20"),
    ("获得国家级科技奖励第二名，能走直通吗", "2022-06-20"),
    ("我们是制造业单项冠军，能报小巨人吗", "2022-06-20"),
    ("市场占有率怎么证明", "2022-06-20"),
    ("小巨人有效期几年", "2022-06-20"),
    ("2023年认定的小巨人什么时候复核", "2026-03-01"),
    ("被列入经营异常名录能报吗", "2024-05-01"),
    ("谁来认定小巨人", "2024-05-01"),
    ("小巨人补贴多少钱", "2022-06-20"),
    ("研发费用加计扣除怎么算", "2022-06-20"),
    ("今天天气怎么样", "2022-06-20"),
    ("帮我写一首诗", "2022-06-20"),
    ("你好", "2022-06-20"),
    ("Can we apply as a little giant with a debt ratio of 72%?", "2022-06-20"),
]


def own_words(answer: str) -> str:
    """An answer without what it quotes."""
    lines = [line for line in answer.splitlines() if not line.startswith(">")]
    return re.sub("“[^”]*”", "", "\n".join(lines))


@pytest.mark.parametrize(("question", "day"), MESSAGES)
def test_only_quotes_are_chinese_and_the_figures_are_the_same(ask: Ask, question: str, day: str) -> None:
    chinese, english = ask(question, day, lang="zh"), ask(question, day, lang="en")
    assert HAN.findall(own_words(english.answer)) == []
    assert missing(own_words(english.answer), chinese.answer, Figures()) == []
    assert (english.status, english.missing, english.check) == (chinese.status, chinese.missing, chinese.check)
    assert [block["type"] for block in english.blocks] == [block["type"] for block in chinese.blocks]


def test_amounts_are_counted_as_english_counts_them() -> None:
    found = {amount: yuan(Decimal(amount)) for amount in ("5000", "352", "11000", "98", "0.5", "-300")}
    assert found == {"5000": "50 million", "352": "3.52 million", "11000": "110 million", "98": "980,000", "0.5": "5,000", "-300": "-3 million"}
    with in_english():
        assert with_unit(Decimal(352), "万元") == "3.52 million yuan"
        assert [with_unit(Decimal(count), "项") for count in (1, 2)] == ["1 item", "2 items"]
        assert text("at_most.above", threshold=with_unit(Decimal(75), "%")) == "above 75%"
    assert with_unit(Decimal(352), "万元") == "352万元"


def test_a_figure_without_ground_falls_back_to_chinese(take: Callable[..., Context]) -> None:
    context = take("资产负债率72%符合小巨人吗", "plan", lang="en")
    assert context.settled is not None
    assert fall_back(context.plan, context.settled) == []
    place, block = next((place, each) for place, each in enumerate(context.plan.blocks) if "explain" in each.values)
    explain = block.values["explain"]
    assert isinstance(explain, Words)
    context.plan.blocks[place] = replace(block, values={**block.values, "explain": Words(explain.zh, explain.en.replace("70%", "77%"))})
    assert [slip.words for slip in fall_back(context.plan, context.settled)] == ["77%"]
    assert context.plan.blocks[place].values["explain"] == Words(explain.zh, explain.zh)


def test_an_english_figure_needs_its_unit() -> None:
    own = figures_of("不低于5000万元，3项，70%，2022年6月28日")
    assert missing("50 million yuan, 3 items, 70%, 28 June 2022, article 11", "", own) == []
    assert missing("5,000 yuan, 4 items, 71%, 27 June 2022", "", own) == ["27 June 2022", "5,000", "4", "71%"]


def test_every_message_of_the_rules_is_in_both_languages() -> None:
    messages: dict[str, dict[str, str]] = load_yaml(RULES / "messages.yaml")
    assert [key for key, entry in messages.items() if set(entry) != {"zh", "en"} or HAN.search(entry["en"])] == []


def _words_of(node: Any) -> Iterator[str]:
    for key, value in node.items() if isinstance(node, dict) else ():
        if key in SAID and isinstance(value, str):
            yield value
        yield from _words_of(value)
    for value in node if isinstance(node, list) else ():
        yield from _words_of(value)


def test_every_name_and_requirement_of_the_standards_has_english() -> None:
    words = {each for path in sorted(BUILT_IN.glob("*.yaml")) for each in _words_of(load_yaml(path))}
    with in_english():
        assert [each for each in sorted(words) if HAN.search(worded(each))] == []
    assert len(words) > 150
