"""What holds digits and counts nothing: document numbers, standards, classes of industry, telephone and credit codes, addresses.

>>> [(code.kind.value, code.words) for code in find_codes("按63号文和ISO9001，电话13800138000，行业C3489")]
[('document', '63号文'), ('standard', 'ISO9001'), ('contact', '13800138000'), ('standard', 'C3489')]
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from assistant import bounded


class CodeKind(StrEnum):
    """What a code names."""

    DOCUMENT = "document"
    STANDARD = "standard"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Code:
    """A code at `start`..`end`."""

    kind: CodeKind
    words: str
    start: int
    end: int


_CODE: Final = bounded.compile(
    r"""
    (?P<document>
        (?:[\u4e00-\u9fff]{2,12})?[〔\[【(（]20\d\d[〕\]】)）]第?\d{1,4}号(?:文件?)?
      | (?<![\d.第])\d{1,4}号文件?
      | 附件?[一二三四五六七八九\d]{1,2}(?=[^\d万亿%年月个项]|$) | 第[一二三四五六七八九十\d]{1,3}[条章节款](?!件) )
  | (?P<contact>
        https?://[^\s，。；]{1,200} | (?<![A-Za-z0-9])(?:[A-Za-z0-9-]{1,30}\.){1,4}(?:cn|com|gov|org)(?:/[^\s，。；]{0,80})?
      | [A-Za-z0-9._-]{1,40}@[A-Za-z0-9.-]{1,40}
      | (?<!\d)1[3-9]\d{9}(?!\d) | (?<!\d)0\d{2,3}-\d{7,8}(?!\d) | (?<![A-Za-z0-9])9[1-9][0-9A-Z]{16}(?![A-Za-z0-9])
      | (?<!\d)12345(?!\d) | (?<!\d)\d{17}[\dX](?!\d) )
  | (?P<standard>
        (?<![A-Za-z])(?i:iso|iatf|gjb|gb/t|gb|ts|as|en|iec|ce|ul|ohsas)[ -]{0,2}(?:/t|/ts)?[ -]{0,2}\d{3,5}(?:[-:—]\d{2,4}){0,2}(?:[ ]?[、,，/和及][ ]?(?:9001|1400[01]|45001|27001|20000|50001|13485|22000|16949)(?![\d.]|[ ]?[万亿%元人项件]))*
      | (?<![A-Za-z])[A-T]\d{2,4}(?![\d.A-Za-z]|\s{0,2}[万亿%元人项件个]) )
    """,
    bounded.VERBOSE,
)


def find_codes(text: str) -> list[Code]:
    """The codes of a normalised text, in order."""
    return [
        Code(CodeKind(match.lastgroup or ""), match[0], match.start(), match.end()) for match in _CODE.finditer(text)
    ]
