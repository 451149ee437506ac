"""Who is spoken of as doing something."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Hit
from assistant.verifying.statement import Stated

ENTERPRISE: Final = "who.enterprise"
_ENTERPRISE: Final = bounded.compile(
    r"(?:申[请报]|参评|被推荐|各|有关|相关|拟|复核)?(?:企业|贵公司|公司|(?<!支撑)(?<!推荐)单位)(?=自|按|应|须|需|要|可|得|(?<!的企业)不|在|于|通过|登录|填|上传|传|提|直接|只|先|如实|将|每|年|必|也|就|把|向|亲|统|完|办|仍|还|无|各|对|自己|本身|收|负|报|寄|更新|申(?!请[书表])|说|来|到|往|重新|$)"
    r"|由(?:申请|申报|参评)?企业|企业自[己行主愿]|(?:企业|公司)的?(?=(?:网上|在线|线上)?(?:上传|填报|申报)(?:期|时间|窗口|截止|阶段))"
)


@lru_cache(maxsize=4096)
def doers(read: Stated) -> tuple[Hit, ...]:
    """Who is named, in order; an enterprise only where it does something."""
    found = [token for token in read.tokens if token.id.startswith("who.")]
    taken = {place for token in read.tokens if token.id.startswith(("who.", "thing.")) and token.id != "thing.willing" for place in range(token.start, token.end)}
    for match in _ENTERPRISE.finditer(read.text):
        if taken.isdisjoint(range(*match.span())):
            found.append(Hit(ENTERPRISE, match.start(), match.end(), match[0]))
    return tuple(sorted(found, key=lambda hit: hit.start))
