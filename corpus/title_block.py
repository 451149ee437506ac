"""The title block an official text opens with: title, number, dates; and what can be read from it.

>>> text = "示例局关于开展工作的\\n通知\\n示例〔2030〕7号\\n2030年1月5日\\n\\n一、甲\\n"
>>> found = read_title_block(text, "示例〔2030〕7号")
>>> found.title, found.issued.isoformat(), issuer_in(found.title), id_from("示例〔2030〕7号", found.title)
('示例局关于开展工作的通知', '2030-01-05', '示例局', 'notice-2030-7')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.headings import opening_of

_DAY: Final = re.compile(r"(\d{4})(?:年(\d{1,2})月(\d{1,2})日|-(\d{2})-(\d{2}))$")
_DATED: Final = re.compile(r"(发布|印发|公布|施行|成文)日期|\d{4}年\d{1,2}月\d{1,2}日$")
_ISSUED: Final = re.compile(r"(发布|印发|公布|成文)日期|\d{4}年")
_ISSUER: Final = re.compile(r"([\u4e00-\u9fff、 ]{2,40}?)关于")
_NUMBER: Final = re.compile(r"〔(\d{4})〕(?:第)?(\d{1,5})号")
_LONGEST_TITLE: Final = 120


@dataclass(frozen=True)
class TitleBlock:
    """What the head of a text says of itself; empty or None where it doesn't."""

    title: str
    issued: date | None


def read_title_block(text: str, number: str) -> TitleBlock:
    """Read title and date of issue before the first clause; the title ends where the number stands."""
    title: list[str] = []
    issued, in_title = None, True
    for line in _head(text):
        bare = _bare(line)
        if bare == _bare(number) or _DATED.match(bare):
            in_title = False
            if _ISSUED.match(bare) and issued is None:
                issued = _day(bare)
        elif in_title and bare and not bare.endswith(("：", ":", "。")):
            title.append(bare)
        elif title:
            in_title = False
    joined = "".join(title)
    return TitleBlock(joined if len(joined) <= _LONGEST_TITLE else "", issued)


def issuer_in(title: str) -> str | None:
    """Who issued it, where the title says so: 工业和信息化部办公厅关于…."""
    match = _ISSUER.match(title)
    return match[1].strip() if match else None


def id_from(number: str, title: str) -> str | None:
    """A document id from a number such as 工信厅企业函〔2022〕133号."""
    match = _NUMBER.search(number)
    if match is None:
        return None
    kind = "notice" if title.endswith("通知") else "measures" if title.endswith(("办法", "细则")) else "document"
    return f"{kind}-{match[1]}-{int(match[2])}"


def set_apart(text: str, title: str, number: str, dated: str) -> str:
    """The text, opening with its title block and an empty line.

    What the text gives of the block is kept as it stands; without a title, the block is put before.

    Args:
        dated: the line that gives the date of issue, for a block that has to be written.
    """
    lines = text.split("\n")
    head = _head(text)
    of_block = [i for i, line in enumerate(head) if _belongs(_bare(line), _bare(title), _bare(number))]
    block = [line for line in lines[: of_block[-1] + 1] if line] if of_block else []
    if _bare(title) not in _bare("".join(block)):
        block, of_block = [title, number, dated], [-1]
    return "\n".join(block) + "\n\n" + "\n".join(lines[of_block[-1] + 1 :]).lstrip("\n")


def _head(text: str) -> list[str]:
    """The lines before the first clause."""
    lines = text.split("\n")
    return lines[: next((i for i, line in enumerate(lines) if opening_of(line) is not None), len(lines))]


def _belongs(line: str, title: str, number: str) -> bool:
    return len(line) > 1 and (line in title or title in line or line == number or bool(_DATED.match(line)))


def _day(line: str) -> date | None:
    match = _DAY.search(line)
    if match is None:
        return None
    year, *rest = (int(part) for part in match.groups() if part)
    try:
        return date(year, *rest)
    except ValueError:
        return None


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)
