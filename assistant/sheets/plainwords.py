"""Words without what people write differently."""

from __future__ import annotations

import unicodedata

from assistant import bounded as re

_NOISE = re.compile(r"[\s“”\"'‘’《》「」\-—_:：*＊、，,。.?？!！…]+")


def plain(text: str) -> str:
    """A name without what people write differently: width, case, spaces, quotation marks, punctuation.

    >>> plain("“创客中国” 全国企业组名次")
    '创客中国全国企业组名次'
    """
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()
