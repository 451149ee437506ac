"""Generators of the domain: numbering, clause trees with their ids, days around the rounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hypothesis import strategies as st

from corpus.numbering import to_chinese

NUMERAL_STYLES = ("chinese", "half", "full", "circle", "ideographic")

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def write_numeral(number: int, style: str) -> str:
    """`number` as a text may write it: 十二, 12, １２, 一二 with ○ or 〇 for nought."""
    if style == "half":
        return str(number)
    if style == "full":
        return str(number).translate(_FULL_WIDTH)
    if style in ("circle", "ideographic"):
        zero = "○" if style == "circle" else "〇"
        return "".join(zero if digit == "0" else to_chinese(int(digit)) for digit in str(number))
    return to_chinese(number)


@st.composite
def numerals(draw: st.DrawFn, low: int = 0, high: int = 999) -> tuple[int, str]:
    """A number and one way of writing it."""
    number = draw(st.integers(low, high))
    return number, write_numeral(number, draw(st.sampled_from(NUMERAL_STYLES)))


def words() -> st.SearchStrategy[str]:
    """A few Chinese words that open no clause; cross-references among them."""
    return st.lists(
        st.sampled_from(
            [
                "企业应当如实填报",
                "附件4“部分指标”",
                "按照本办法",
                "第三条规定",
                "研发费用1.5亿元",
                "不低于3%",
                "（含复核）",
                "A类",
                "、",
            ]
        ),
        min_size=1,
        max_size=4,
    ).map(lambda parts: "本" + "".join(parts) + "。")


@dataclass
class TreeDraft:
    """A text being written, with the ids its clauses must get, in order."""

    lines: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


@st.composite
def clause_trees(draw: st.DrawFn, document_id: str = "d") -> TreeDraft:
    """A well-formed official text: title block, lead, chapters with articles, annexes with tables."""
    tree = TreeDraft()
    tree.lines += ["示例管理办法", "示例〔2030〕1号", "", "各有关单位："]
    tree.ids += [f"{document_id}/title", f"{document_id}/lead"]
    article = 0
    style = draw(st.sampled_from(NUMERAL_STYLES))
    for chapter in range(1, draw(st.integers(0, 3)) + 1):
        tree.lines.append(f"第{write_numeral(chapter, style)}章 总则")
        tree.ids.append(f"{document_id}/ch-{chapter}")
        for _ in range(draw(st.integers(1, 2))):
            article += 1
            tree.lines.append(f"第{write_numeral(article, style)}条{draw(st.sampled_from(' 　'))}{draw(words())}")
            tree.ids.append(f"{document_id}/ch-{chapter}/art-{article}")
            if draw(st.booleans()):
                tree.lines.append(draw(words()))
    for annex in range(1, draw(st.integers(1, 2)) + 1):
        tree.lines += ["", f"附件{write_numeral(annex, draw(st.sampled_from(['half', 'full'])))} 标准"]
        tree.ids.append(f"{document_id}/annex-{annex}")
        _sections(draw, tree, f"{document_id}/annex-{annex}")
    return tree


def _sections(draw: st.DrawFn, tree: TreeDraft, parent: str) -> None:
    for section in range(1, draw(st.integers(0, 2)) + 1):
        tree.lines.append(f"{to_chinese(section)}、{draw(words())}")
        tree.ids.append(f"{parent}/{section}")
        brackets = draw(st.sampled_from(["（）", "()"]))
        for item in range(1, draw(st.integers(0, 2)) + 1):
            tree.lines.append(f"{brackets[0]}{to_chinese(item)}{brackets[1]}{draw(words())}")
            tree.ids.append(f"{parent}/{section}/{item}")
            for point in range(1, draw(st.integers(0, 2)) + 1):
                dot = draw(st.sampled_from([".", "．", "、"]))
                number = write_numeral(point, draw(st.sampled_from(["half", "full"])))
                tree.lines.append(f"{number}{dot}{draw(words())}")
                tree.ids.append(f"{parent}/{section}/{item}/{point}")
                for letter in "ABC"[: draw(st.integers(0, 3))]:
                    tree.lines.append(f"{letter}.{draw(words())}")
                    tree.ids.append(f"{parent}/{section}/{item}/{point}/{letter.lower()}")


def days() -> st.SearchStrategy[date]:
    """Days from before the first round to some years after the last."""
    return st.dates(date(2022, 1, 1), date(2030, 12, 31))
