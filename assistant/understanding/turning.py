"""How a message goes on with a conversation: it turns to another tier, batch or version, or it only tells facts.

>>> only_turns("那创新型呢"), only_turns("按旧标准呢"), only_turns("第五批呢"), only_turns("研发要求呢")
(True, True, True, False)
>>> asks_something("负债率是60%"), asks_something("负债率60%行吗")
(False, True)
"""

from __future__ import annotations

from assistant import bounded as re
from assistant.understanding.patterns import patterns

_OF_A_RULE = re.compile("复核|材料|文件|附件|申请书|申请表|证明|要求|需要填|要填|应填|通知|办法|标准|规定")
_BATCH = re.compile(r"第?[一二三四五六七八九十\d]{1,3}批|20\d\d年(?:度)?")
_LITTLE_WORDS = re.compile(
    r"那么?|如果|换成|换做|改成|按照?|照|对于|对|我们|我|是|作为|的话|要是|申请|申报|报|企业|中小企业|呢|吗|么|的|在|里|又|也|"
    r"怎么样|怎样|如何|什么情况|一样|要求|标准|条件|\b(?:what|how|about|and|for|the|a|an|under|if)\b|\W"
)


_TOLD = re.compile(
    r"(?:填|说|讲|提供|告诉|记|输入|交代)(?:住|下|过|了|你|您|好)+(?:的)?(?:哪些|哪几项|什么|些什么|啥)"
    r"|(?:我|我们|刚才|之前|前面)(?:填|说|讲|提供|告诉|记|输入|交代)(?:的)?(?:哪些|哪几项|什么|些什么|啥)"
    r"|(?:看看|看一下|显示|列出|列一下|回顾|核对)(?:一下)?(?:我们?|我司|企业)(?:的)?(?:企业|公司)?(?:填的|说的)?(?:档案|情况|信息|资料|数据)"
    r"|what (?:have i|did i) (?:told|tell|said|say|given|give)",
    re.IGNORECASE,
)
_REST = re.compile(r"还(?:差|缺|少|需要?补充?|要补充?)(?:了|些|一些)?(?:什么|哪些|啥|哪几项)|what(?: else)? is (?:still )?missing", re.IGNORECASE)


def asks_back(text: str) -> bool:
    """Whether a normalised message asks what was told of the enterprise so far.

    >>> asks_back("我现在填了哪些信息"), asks_back("申报要填哪些信息")
    (True, False)
    """
    return bool(_TOLD.search(text)) and not _OF_A_RULE.search(text)


def asks_the_rest(text: str) -> bool:
    """Whether a normalised message asks what of the enterprise is still to be told.

    >>> asks_the_rest("还差什么？"), asks_the_rest("还差什么材料")
    (True, False)
    """
    return bool(_REST.search(text)) and not _OF_A_RULE.search(text)


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
