"""Values that a message asks about without saying that they are the enterprise's: 负债率69.96%算不算不高于70%.

They never enter a profile; a rule may be held against them for the one answer.

>>> from datetime import date
>>> text = "资产负债率70%可以吗"
>>> supposed(extract(text, date(2022, 6, 20)), text, date(2022, 6, 20)).profile.to_json()
{'debt_ratio': 70}
"""

from __future__ import annotations

import re
from datetime import date

from assistant.understanding.extract import Extraction, Ignored, Reason, extract
from assistant.understanding.patterns import patterns

_REASONS = frozenset({Reason.ASKED, Reason.SUPPOSED, Reason.REQUIRED})
_LIMITS = re.compile("不高于|不低于|不超过|不少于|高于|低于|超过|大于|小于|至少|最多|最少|以上|以下|以内|达到")
_LIMIT_BEHIND = re.compile("^(元|的)?(以上|以下|以内|之间|左右的?要求)")
_JUDGED_BEHIND = re.compile("^(够|行不行|行吗|可以|能不能|能报|达标|过关|符合|合格|算不算|算达到)")
_OWN = "我们"


def supposed(stated: Extraction, text: str, as_of: date) -> Extraction:
    """The values asked about in `text`, read as if they were facts; empty where it asks what the limit is.

    Args:
        stated: what was read of `text`; a message that states facts of its own supposes nothing.
    """
    if stated.evidence:
        return Extraction()
    words = [ignored.words for ignored in stated.ignored if _is_value(ignored, text)]
    return extract(f"{_OWN}{'，'.join(words)}", as_of) if words else Extraction()


def _is_value(ignored: Ignored, text: str) -> bool:
    if ignored.reason not in _REASONS or ignored.field is None or not re.search(r"\d", ignored.words):
        return False
    if _LIMITS.search(ignored.words) or _LIMIT_BEHIND.search(text[ignored.end :]):
        return False
    if _JUDGED_BEHIND.search(text[ignored.end :]):
        return True
    return not any(pattern.search(text[: ignored.start][-8:]) for pattern in patterns().tiers.values())


__all__ = ["supposed"]
