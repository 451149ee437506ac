"""Hides telephone, identity and card numbers, credit codes and mail addresses; also any number that a label calls one.

>>> hide_numbers("请回电138-0013-8000或0571-88888888，zhang@abc.com，税号 9133 0100 MA2B")
'请回电***-****-****或****-********，*****@***.***，税号 **** **** ****'
>>> hide_numbers("f00594162316c512746089d6")  # digits of a key of ours, and no telephone
'f00594162316c512746089d6'
>>> hide_numbers("2021年营收12000万元，第四批，工信部企业〔2022〕63号")
'2021年营收12000万元，第四批，工信部企业〔2022〕63号'
"""

from __future__ import annotations

from typing import Final

from assistant import bounded

HIDDEN: Final = "*"

_BEFORE, _BEHIND = r"(?<![\dA-Za-z])", r"(?![\dA-Za-z])"
_PRIVATE: Final = bounded.compile(
    rf"""
    [A-Za-z\d._+-]{{1,64}}[@＠][A-Za-z\d-]{{1,63}}(?:\.[A-Za-z\d-]{{1,63}}){{1,4}}
  | {_BEFORE}[\dA-Za-z]{{2}}[ -]?\d{{6}}[ -]?[\dA-Za-z]{{9}}[ -]?[\dA-Za-z]{_BEHIND}
  | {_BEFORE}\d{{17}}[Xx]{_BEHIND}
  | {_BEFORE}\d{{6}}[ -]\d{{8}}[ -]\d{{3}}[\dXx]{_BEHIND}
  | {_BEFORE}\d{{4}}(?:[ -]\d{{4}}){{3}}(?:[ -]\d{{1,4}})?{_BEHIND}
  | (?<![\d.A-Za-z])\d{{15,}}(?!\d)
  | (?<![\d.a-f])(?:[+＋]?86[ \-－—]?)?[1１][3-9３-９]\d{{9}}(?![\da-f]|\.\d|[ ]?[万亿元%])
  | (?<![\d.])(?:[+＋]?86[ \-－—]?)?[1１][3-9３-９]\d[ \-－—.]\d{{4}}[ \-－—.]\d{{4}}(?!\d)
  | (?<![\da-f])[(（]?[0０]\d{{2,3}}[)）]?[ \-－—]?\d{{7,8}}(?![\da-f])
    """,
    bounded.VERBOSE,
)
_LABELLED: Final = bounded.compile(
    r"(?:身份证|信用代码|税号|护照|电话|手机|座机|传真|微信|联系方式|[Qq]{2}|[Pp]hone|[Mm]obile|[Tt]el)"
    r"(?:号码|号)?[ 　]*(?:[:：是为]|is)?[ 　]*"
    r"([A-Za-z\d][A-Za-z\d \-－—_]{4,29}[A-Za-z\d])(?![A-Za-z\d])"
)
_CHARACTER: Final = bounded.compile(r"\w")
_FEWEST_DIGITS: Final = 6
"""Of anything private but a mail address; most texts have fewer, and the pattern is slow."""


def hide_numbers(text: str) -> str:
    """`text` with each letter and digit of a private number or address replaced by `*`."""
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS and "@" not in text and "＠" not in text:
        return text
    return _LABELLED.sub(_label_kept, _PRIVATE.sub(lambda match: hidden(match[0]), text))


def hidden(words: str) -> str:
    """As many `*` as there are letters and digits; what stands between them stays."""
    return _CHARACTER.sub(HIDDEN, words)


def _label_kept(match: bounded.Match) -> str:
    number = match[1]
    if not any(map(str.isdigit, number)):
        return match[0]
    return match[0][: match.start(1) - match.start()] + hidden(number)
