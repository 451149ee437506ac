"""Whether a sentence states something that needs a mark."""

from __future__ import annotations

from typing import Final

from assistant import bounded
from assistant.verifying.patterns import pattern
from assistant.verifying.sentences import Sentence
from assistant.verifying.statement import Stated

_HEADING: Final = bounded.compile(r"^(?:#{1,6}\s|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\*\*[^*]+\*\*$)")
_ANNOUNCES: Final = bounded.compile(
    r"[一二三四五六七八九十几两\d]\s?(?:件事|点(?!五|\d)|种情[况形]|个例子|个问题|个方面|个要点|处|条(?:要点|提醒)|项(?:说明|提醒|内容|要点)|类情|步走|句话)|如下$|(?:这样|怎么)(?:分|算|看|办|走|报|定)$|(?:以下|下面|下列)(?:几|逐|分|为)|由谁|是谁|怎么|如何|哪些|哪几|什么|多少|何时|几时|何处|哪里|举.{0,3}例|归谁|谁来|属不属于|算不算|是不是|能不能|^(?:先|再|另|接着|最后|下面)(?:来)?(?:说|看|讲|谈)[^，。]{2,14}$|^您问(?:到|的是)?[^，。]{2,16}$"
)
_ENDS_OPEN: Final = bounded.compile(r"[：:]$")
_HELLO: Final = bounded.compile(r"^(?:您好|你好|大家好)[，,！!。 ]*(?=.{3})")
_ASKS: Final = bounded.compile(r"[？?]$")
_SAYS: Final = bounded.compile(r"不|须|应|可以|能|得|要|由|是|为|有|达|超|低|高|免|收|自|将|会|按")
_SHORT: Final = 16
_TITLE: Final = bounded.compile("^[\u4e00-\u9fff“”]{2,7}(?:和|与|及|、)[\u4e00-\u9fff“”]{2,7}$")
"""有效期和更新, 材料与份数: two names and nothing said of them."""


def states_something(sentence: Sentence) -> bool:
    """A greeting, a heading, a question or a referral states nothing.

    >>> from assistant.verifying.sentences import split
    >>> [states_something(each) for each in split("您好！\\n一、申报条件\\n资产负债率不高于70%。")]
    [False, False, True]
    """
    text = sentence.plain.strip()
    words = _HELLO.sub("", text).strip(" 。！!；;，,*#")
    if not words or _ASKS.search(text):
        return False
    read = Stated.of(words)
    figures = [each for each in read.figures if each.unit not in ("batch", "annex", "article", "document", "year")]
    if _ANNOUNCES.search(words) and len(words) <= 2 * _SHORT and not any(each.limit or each.is_date for each in figures):
        return False
    if _HEADING.match(text) and not [each for each in figures if each.unit != "items"] and len(words) <= 2 * _SHORT:
        return False
    if figures:
        return not _ENDS_OPEN.search(text) or len(read.clauses) > 2
    if _TITLE.match(words) and not bounded.search("不|须|应|可以|能|要|由|是|为|将|得", words):
        return False
    if pattern("risky", "greeting").search(words) and (len(words) <= _SHORT or not _says(read, words)):
        return False
    if _ENDS_OPEN.search(text) or pattern("risky", "referral").search(words) and not read.of_kind("tier"):
        return False
    return bool(len(words) > 4 and (read.of_kind("act") or read.of_kind("thing") or read.tokens and _SAYS.search(words) or len(words) > _SHORT))


def _says(read: Stated, words: str) -> bool:
    return bool(read.of_kind("act") or read.of_kind("thing")) and bool(_SAYS.search(words))
