"""The title block an official text opens with: title, number, dates; and what can be read from it.

>>> text = "示例局关于开展工作的\\n通知\\n示例〔2030〕7号\\n2030年1月5日\\n\\n一、甲\\n"
>>> found = read_title_block(text, "示例〔2030〕7号")
>>> found.title, found.issued.isoformat(), issuer_in(found.title), id_from("示例〔2030〕7号", found.title)
('示例局关于开展工作的通知', '2030-01-05', '示例局', 'notice-2030-7')
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.headings import opening_of
from corpus.numbering import parse_numeral

_DAY: Final = re.compile(r"(\d{4})(?:年(\d{1,2})月(\d{1,2})日|-(\d{2})-(\d{2}))$")
_CHINESE_DAY: Final = re.compile(r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$")
_DATED: Final = re.compile(r"(?:发布|印发|公布|施行|成文|发文)(?:日期|时间)|\d{4}年\d{1,2}月\d{1,2}日$")
_ISSUED: Final = re.compile(r"(?:发布|印发|公布|成文|发文)(?:日期|时间)|\d{4}年")
_ISSUER: Final = re.compile(r"([\u4e00-\u9fff、 ]{2,40}?)关于")
_NUMBER: Final = re.compile(r"〔(\d{4})〕(?:第)?(\d{1,5})号")
_KINDS: Final = re.compile(r"关于|(?:通知|办法|细则|意见|方案|公告|通告|规定|函|指引|指南|标准|决定|措施|政策|条例|批复|通报|问答|目录|名单|要求|清单|计划)(?:[（(][^（）()]{1,20}[）)])?$")
_LETTERHEAD: Final = re.compile(r"([\u4e00-\u9fff、（）]{3,40})文件$")
_OFFICE_NOTE: Final = re.compile(r"签发人|特急|加急|机密|秘密|内部资料|第?\d{1,6}号?$|[★☆]")
_SIGNATURE: Final = re.compile(r"[\u4e00-\u9fff、（）]{3,40}")
_LONGEST_TITLE: Final = 120


@dataclass(frozen=True)
class TitleBlock:
    """What a text says of itself; empty or None where it doesn't.

    Attributes:
        issuer: by the letterhead, else by the signature at the end.
    """

    title: str
    issued: date | None
    issuer: str | None = None


def read_title_block(text: str, number: str) -> TitleBlock:
    """Read title, date of issue and issuer: above the first clause, the number above or beneath the title, and at the end."""
    head = [_bare(line) for line in _head(text)]
    at = next((place for place, line in enumerate(head) if _bare(number) in line), None)
    above = _run(head if at is None else head[:at])
    below = "" if at is None else _run(head[at + 1 :])
    title = above if _KINDS.search(above) or not _KINDS.search(below) else below
    title = title or below
    signed, day = _signature(text)
    issued = next((_day(line) for line in head if _DATED.match(line) and _ISSUED.match(line)), None)
    letterhead = next((found[1] for line in head[: at or 0] if (found := _LETTERHEAD.match(line))), None)
    return TitleBlock(title if len(title) <= _LONGEST_TITLE else "", issued or day, letterhead or signed)


def _run(lines: Sequence[str]) -> str:
    """The lines of a title: the first ones that are no letterhead, date, salutation or sentence."""
    title: list[str] = []
    for line in lines:
        if not line or _DATED.match(line) or line.endswith(("：", ":", "。")):
            if title and line:
                break
        elif title or not (_LETTERHEAD.match(line) or _OFFICE_NOTE.match(line)):
            title.append(line)
    return "".join(title)


def _signature(text: str) -> tuple[str | None, date | None]:
    """Who signed, and when: a line with nothing but a day, beneath one with nothing but a name."""
    lines = [bare for line in text.split("\n") if (bare := _bare(line))]
    for above, line in itertools.pairwise(lines):
        if (day := _whole_day(line)) is not None and _SIGNATURE.fullmatch(above) and not _KINDS.search(above):
            return above, day
    return None, None


def _whole_day(line: str) -> date | None:
    if _DAY.match(line):
        return _day(line)
    match = _CHINESE_DAY.match(line)
    if match is None:
        return None
    try:
        year = int("".join(str(parse_numeral(digit)) for digit in match[1]))
        return date(year, parse_numeral(match[2]), parse_numeral(match[3]))
    except ValueError:
        return None


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
    of_block = [place for place, line in enumerate(head) if _belongs(_bare(line), _bare(title), _bare(number))]
    block = [line for line in lines[: of_block[-1] + 1] if line] if of_block else []
    if _bare(title) not in _bare("".join(block)):
        block, of_block = [title, number, dated], [-1]
    return "\n".join(block) + "\n\n" + "\n".join(lines[of_block[-1] + 1 :]).lstrip("\n")


def _head(text: str) -> list[str]:
    """The lines before the first clause."""
    lines = text.split("\n")
    return lines[: next((i for i, line in enumerate(lines) if opening_of(line) is not None), len(lines))]


def _belongs(line: str, title: str, number: str) -> bool:
    """A letterhead above belongs to the block, as it stands before the title or the number."""
    return len(line) > 1 and (line in title or title in line or number in line or bool(_DATED.match(line)))


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
