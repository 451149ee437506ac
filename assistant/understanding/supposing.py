"""What a message asks about without saying that it is the enterprise's: 负债率69.96%算不算不高于70%, 被列入异常名录能报吗.

It never enters a profile; a rule may be held against it for the one answer.

>>> from datetime import date
>>> text = "资产负债率70%可以吗"
>>> supposed(extract(text, date(2022, 6, 20)), text, date(2022, 6, 20)).profile.to_json()
{'debt_ratio': 70}
>>> text = "被列入经营异常名录还能报吗"
>>> supposed(extract(text, date(2022, 6, 20)), text, date(2022, 6, 20)).profile.to_json()
{'in_abnormal_list': True}
"""

from __future__ import annotations

from datetime import date

from assistant import bounded as re
from assistant.understanding.extract import Extraction, Ignored, Reason, extract
from assistant.understanding.patterns import patterns

_REASONS = frozenset({Reason.ASKED, Reason.SUPPOSED, Reason.REQUIRED})
_LIMITS = re.compile("不高于|不低于|不超过|不少于|高于|低于|超过|大于|小于|至少|最多|最少|以上|以下|以内|达到")
_LIMIT_BEHIND = re.compile("^(元|的)?(以上|以下|以内|之间|左右的?要求)")
_JUDGED_BEHIND = re.compile("^(够|行不行|行吗|可以|能不能|能报|达标|过关|符合|合格|算不算|算达到|算中小|是中小|属于中小|能?[得拿给](几|多少)分|(是|算)?(几|多少)分)")
_CASES = frozenset(
    {"in_abnormal_list", "in_dishonest_list", "restricted_product", "major_incident_3y", "manufacturing_champion",
     "same_group_similar_product"}
)  # fmt: skip
"""Facts that stand against an enterprise: asked about, they are supposed to be so."""
_DENIED = re.compile("^(没|未|不|无)")
_CASE_JUDGED = re.compile("^(的?(企业|公司|单位))?(了|过)?(，|,)?(还|也|仍|就)?(能|可以|可不可以|行不行|行吗|是不是不能|不能)")
_OWN = "我们"


def supposed(stated: Extraction, text: str, as_of: date) -> Extraction:
    """The values asked about in `text`, read as if they were facts; empty where it asks what the limit is.

    Args:
        stated: what was read of `text`; beside facts of its own only what a verdict is asked on is supposed.
    """
    asked = [ignored for ignored in stated.ignored if _is_case(ignored, text) or _is_value(ignored, text)]
    if stated.evidence:
        told = {evidence.field.split(".")[0] for evidence in stated.evidence}
        asked = [ignored for ignored in asked if _JUDGED_BEHIND.search(text[ignored.end :]) and ignored.field not in told]
    words = [ignored.words for ignored in asked]
    return extract(f"{_OWN}{'，'.join(words)}", as_of) if words else Extraction()


def _is_case(ignored: Ignored, text: str) -> bool:
    if ignored.reason not in _REASONS or ignored.field not in _CASES or _DENIED.search(ignored.words):
        return False
    return bool(_CASE_JUDGED.search(text[ignored.end :]))


def _is_value(ignored: Ignored, text: str) -> bool:
    if ignored.reason not in _REASONS or ignored.field is None or not re.search(r"\d", ignored.words):
        return False
    if _LIMITS.search(ignored.words) or _LIMIT_BEHIND.search(text[ignored.end :]):
        return False
    if _JUDGED_BEHIND.search(text[ignored.end :]):
        return True
    return not any(pattern.search(text[: ignored.start][-8:]) for pattern in patterns().tiers.values())


__all__ = ["supposed"]
