"""Hides whose a text is: telephone and identity numbers, credit codes, mail addresses. Every place stays what it is.

>>> mask("请回电138-0013-8000或0571-88888888，张工 zhang@abc.com，代码91330100MA2B00XX0T")
'请回电***-****-****或****-********，张工 *****@***.***，代码******************'
>>> mask("2021年营收12000万元，第四批，工信部企业〔2022〕63号")
'2021年营收12000万元，第四批，工信部企业〔2022〕63号'
"""

from __future__ import annotations

from typing import Any, Final

from assistant import bounded

HIDDEN: Final = "*"

_BEFORE, _BEHIND = r"(?<![\dA-Za-z])", r"(?![\dA-Za-z])"
_PRIVATE: Final = bounded.compile(
    rf"""
    [A-Za-z\d._+-]{{1,64}}[@＠][A-Za-z\d-]{{1,63}}(?:\.[A-Za-z\d-]{{1,63}}){{1,4}}
  | {_BEFORE}[\dA-Za-z]{{2}}\d{{6}}[\dA-Za-z]{{10}}{_BEHIND}
  | {_BEFORE}\d{{17}}[Xx]{_BEHIND}
  | (?<![\d.A-Za-z])\d{{15,}}(?!\d)
  | (?<![\d.])[1１][3-9３-９]\d{{9}}(?!\d|\.\d|[ ]?[万亿元%])
  | (?<![\d.])[1１][3-9３-９]\d[ \-－—]\d{{4}}[ \-－—]\d{{4}}(?!\d)
  | (?<!\d)[(（]?[0０]\d{{2,3}}[)）]?[ \-－—]?\d{{7,8}}(?!\d)
    """,
    bounded.VERBOSE,
)
_CHARACTER: Final = bounded.compile(r"\w")
_FEWEST_DIGITS: Final = 6
"""Of anything private but a mail address; most texts have fewer, and the pattern is slow."""


def mask(text: str) -> str:
    """`text` with each letter and digit of what is private replaced by `*`."""
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS and "@" not in text and "＠" not in text:
        return text
    return _PRIVATE.sub(lambda match: _CHARACTER.sub(HIDDEN, match[0]), text)


def masked(value: Any) -> Any:
    """JSON with all its texts masked; names of fields are ours and stay."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: masked(held) for key, held in value.items()}
    if isinstance(value, list):
        return [masked(held) for held in value]
    return value
