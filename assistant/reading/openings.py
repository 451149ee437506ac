"""What opens a message and says nothing of what follows: 客服您好：, 问：, Q：, 标题： (`words/openings.yaml`).

>>> openings("问：老师您好：公司1200人")
[(0, 2), (2, 7)]
"""

from __future__ import annotations

from typing import Final

from assistant import bounded
from assistant.reading.lexicon import lexicon

_WITH_COLON: Final = bounded.compile(r"(?:^|(?<=[\n，。！!；;：:、.)）]))[ \t]{0,3}(?P<words>[^，。！!；;：:\n]{1,12})[：:][ \t]{0,3}")


def openings(text: str) -> list[tuple[int, int]]:
    """Where words stand that open a message or a line with a colon, the colon with them."""
    return [match.span("words")[:1] + match.span()[1:] for match in _WITH_COLON.finditer(text) if _is_opening(match["words"].strip())]


def _is_opening(words: str) -> bool:
    return any(hit.start == 0 and hit.end == len(words) for hit in lexicon("openings").find(words))
