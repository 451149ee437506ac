"""Lines that go on in the next one: a break behind a comma, or in the middle of a sentence, parts nothing.

Lists, forms and tables stay as they are: a line that begins with the number of a point or with a label stands alone.

>>> unwrapped("营收1.2亿，\\n哦不对，\\n是1.3亿\\n1、发明3项，\\n2、员工50人")
'营收1.2亿， 哦不对， 是1.3亿\\n1、发明3项，\\n2、员工50人'
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from assistant import bounded

_GOES_ON: Final = bounded.compile(r"(?:[，,、]|和|与|及|或|并且|而且|但是|不过|因为|由于|如果|其中|为|被|把|从)[ ]{0,3}$")
"""The end of a line that has no end yet."""
_ITEM: Final = bounded.compile(
    r"[ ]{0,3}(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、．]|\d{1,2}\.(?!\d)|[①-⑳\-*•·●◆○▪—]|[^，,。；;：:\n]{1,14}[：:]|$)"
)
_TAIL: Final = 8
_CELLS: Final = bounded.compile(r"[\t|]")


def unwrapped(text: str) -> str:
    """The text with a space, in the same place, for each break inside a sentence."""
    lines = text.split("\n")
    joined = [lines[0]]
    for before, line in pairwise(lines):
        plain = not _CELLS.search(before) and not _CELLS.search(line) and not _ITEM.match(line)
        joined += [" " if plain and _GOES_ON.search(before, max(0, len(before) - _TAIL)) else "\n", line]
    return "".join(joined)
