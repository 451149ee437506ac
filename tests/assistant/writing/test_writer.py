"""A wording stands only where it says what its block says; else the plan's own text is shown, and an answer always comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.errors import ModelError, ModelFault
from assistant.llm.port import Completion, ModelRequest
from assistant.planning.plan import Block, BlockType
from assistant.rendering.text import Rendered
from assistant.writing.asking import request_for, wordable, wordings
from assistant.writing.holding import Fault, fault_of
from assistant.writing.writer import Writer

FAIL = "资产负债率：**不符合**。3600/5000 = 72%，高于70%。[1]"
RENDERED = Rendered(
    ("### 能否符合\n\n", f"{FAIL}\n\n", "> 截至上年末，资产负债率不高于70%[1]\n\n", "- 还差2项Ⅰ类知识产权。[2]\n", "以上是按条文的计算，最终以主管部门认定为准。"),
    tuple(Block(type, "test") for type in (BlockType.HEADING, BlockType.CONDITION, BlockType.QUOTE, BlockType.STATEMENT, BlockType.CAVEAT)),
    (),
)
GOOD = {
    1: "负债率这一项**不符合**：3600/5000 = 72%，高于70%。[1]",
    2: "- 要再有2项Ⅰ类知识产权。[2]",
}


@dataclass
class Scripted:
    """A model that writes the given pieces, then perhaps fails."""

    pieces: list[str]
    fails: ModelError | None = None
    name: str = "scripted"
    asked: list[ModelRequest] = field(default_factory=list)

    def complete(self, request: ModelRequest) -> Completion:
        return Completion("".join(self.stream(request)))

    def stream(self, request: ModelRequest) -> Iterator[str]:
        self.asked.append(request)
        yield from self.pieces
        if self.fails is not None:
            raise self.fails


def said(texts: dict[int, str]) -> str:
    return json.dumps({"blocks": [{"n": number, "text": text} for number, text in texts.items()]}, ensure_ascii=False)


def written(pieces: list[str], fails: ModelError | None = None, reasons: tuple[str, ...] = ()) -> tuple[str, list[Fault | None], Writer]:
    writer = Writer(Scripted(pieces, fails), lambda text, block: reasons)
    worded = list(writer.write(RENDERED, ["我们行吗"], "zh"))
    assert [each.place for each in worded] == list(range(len(RENDERED.texts)))
    return "".join(each.text for each in worded), [each.fault for each in worded], writer


def test_right_wordings_stand_and_the_rest_is_as_planned() -> None:
    text, faults, writer = written([said(GOOD)])
    assert text == f"### 能否符合\n\n{GOOD[1]}\n\n> 截至上年末，资产负债率不高于70%[1]\n\n{GOOD[2]}\n{RENDERED.texts[4]}"
    assert faults == [None] * 5 and writer.fault == ""


def test_quotes_headings_and_what_cites_nothing_are_never_given_to_be_reworded() -> None:
    data = json.loads(request_for(RENDERED, ["我们行吗"], "zh").messages[1].content)
    assert [block.get("n") for block in data["blocks"]] == [None, 1, None, 2, None]
    assert wordable(RENDERED) == [1, 3]


@pytest.mark.parametrize(
    ("wording", "fault"),
    [
        ("负债率**符合**：3600/5000 = 72%，不高于75%。[1]", Fault.VERDICT),
        ("负债率**不符合**：3600/5000 = 72%，高于75%。[1]", Fault.FIGURES),
        ("负债率**不符合**：72%，高于70%。[1]", Fault.SUM),
        ("负债率**不符合**：3600/5000 = 72%，高于70%。", Fault.MARKS),
        ("负债率**不符合**：3600/5000 = 72%，高于70%。[1][2]", Fault.MARKS),
        ("负债率**不符合**：3600/5000 = 72%，高于70%，请在6月28日前改好。[1]", Fault.FIGURES),
        ("负债率**不符合**：3600/5000 = 72%，高于70%，电话12345。[1]", Fault.FIGURES),
        ("负债率**不符合**：3600/5000 = 72%，高于“70%”。[1]", Fault.QUOTE),
        ("负债率**不符合**：3600/5000 = 72%，低于70%。[1]", Fault.SENSE),
        ("负债率**不符合**：3600/5000 = 72%，高于70%，省级可以放宽。[1]", Fault.SENSE),
        ("负债率**不符合**：3600/5000 = 72%，不是高于70%。[1]", Fault.SENSE),
        ("小巨人的负债率**不符合**：3600/5000 = 72%，高于70%。[1]", Fault.SENSE),
        ("负债率不符合：3600/5000 = 72%，高于70%。[1]", Fault.VERDICT),
        ("<b>负债率</b>**不符合**：3600/5000 = 72%，高于70%。[1]", Fault.SHAPE),
        ("负债率**不符合**：3600/5000 = 72%，高于70%，见 https://example.com。[1]", Fault.SHAPE),
        ("- 负债率**不符合**：3600/5000 = 72%，高于70%。[1]", Fault.SHAPE),
        ("负债率**不符合**：\n\n3600/5000 = 72%，高于70%。[1]", Fault.SHAPE),
        ("", Fault.SHAPE),
        ("负债率**不符合**：3600/5000 = 72%，高于70%。[1]" + "请放心。" * 60, Fault.SHAPE),
    ],
)
def test_a_wrong_wording_is_replaced_by_the_plans_own(wording: str, fault: Fault) -> None:
    text, faults, _ = written([said({**GOOD, 1: wording})])
    assert faults[1] is fault
    assert FAIL in text and GOOD[2] in text


def test_a_sentence_that_does_not_stand_on_its_clause_is_replaced() -> None:
    text, faults, _ = written([said(GOOD)], reasons=("promise",))
    assert text == RENDERED.text and faults == [None, Fault.SENTENCE, None, Fault.SENTENCE, None]


@pytest.mark.parametrize("pieces", [[""], ["好的，"], ["[]"], ["{"], ['{"blocks": 3}'], ['{"blocks": [3, null, {"n": "1", "text": 2}]}'], ["<html>"], ["null"]])
def test_what_is_no_wording_leaves_the_plan(pieces: list[str]) -> None:
    assert written(pieces)[0] == RENDERED.text


@pytest.mark.parametrize("cut", range(0, 120, 7))
def test_a_stream_that_breaks_leaves_what_stood_and_the_plan_for_the_rest(cut: int) -> None:
    whole = said(GOOD)
    text, _, writer = written([whole[:cut]], ModelError(ModelFault.DOWN))
    assert writer.fault
    for own, worded in zip((FAIL, "- 还差2项Ⅰ类知识产权。[2]"), (GOOD[1], GOOD[2]), strict=True):
        assert (own in text) != (worded in text)


def test_an_endless_stream_is_left() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield '{"blocks": [{"n": 1, "text": "' + "好" * 1000

    with pytest.raises(ModelError):
        list(wordings(endless()))


@given(st.lists(st.integers(1, 40), max_size=8))
def test_however_the_text_is_cut_the_wordings_are_the_same(cuts: list[int]) -> None:
    whole, pieces = said(GOOD), []
    rest = whole
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    assert list(wordings(iter([*pieces, rest]))) == list(GOOD.items())


@given(st.integers(0, 99), st.integers(0, 99))
def test_no_other_number_gets_through(own: int, other: int) -> None:
    text = f"资产负债率：**不符合**。{own}%，高于70%。[1]"
    assert (fault_of(text, f"负债率**不符合**：{other}%，高于70%。[1]") is None) == (own == other)
