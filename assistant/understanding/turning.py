"""How a message goes on with a conversation: it turns to another tier, batch or version, or it only tells facts.

>>> only_turns("那创新型呢"), only_turns("按旧标准呢"), only_turns("第五批呢"), only_turns("研发要求呢")
(True, True, True, False)
>>> asks_something("负债率是60%"), asks_something("负债率60%行吗")
(False, True)
"""

from __future__ import annotations

import re

from assistant.understanding.patterns import patterns

_BATCH = re.compile(r"第?[一二三四五六七八九十\d]{1,3}批|20\d\d年(?:度)?")
_LITTLE_WORDS = re.compile(
    r"那么?|如果|换成|换做|改成|按照?|照|对于|对|我们|我|是|作为|的话|要是|申请|申报|报|企业|中小企业|呢|吗|么|的|在|里|又|也|"
    r"怎么样|怎样|如何|什么情况|一样|要求|标准|条件|\b(?:what|how|about|and|for|the|a|an|under|if)\b|\W"
)


def asks_something(text: str) -> bool:
    """Whether a normalised message asks anything, or only tells."""
    return bool(patterns().question_words.search(text))


def only_turns(text: str) -> bool:
    """Whether a normalised message names another tier, track, batch, version or role, and nothing else."""
    words = patterns()
    named = (*words.tiers.values(), *words.standards.values(), words.review, words.province, _BATCH)
    rest = text
    for pattern in named:
        rest = pattern.sub(" ", rest)
    return rest != text and not _LITTLE_WORDS.sub("", rest)
