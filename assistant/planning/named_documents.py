"""A document named by its number leads to that document, or to the word that it is not in the corpus; never to another."""

from __future__ import annotations

from typing import Final

from assistant import bounded
from assistant.models import Kind, Origin, Status
from assistant.planning.added import say_spoken
from assistant.planning.finding import Finder
from assistant.planning.naming import in_both, number_of
from assistant.planning.plan import BlockType, Marks, Plan
from assistant.planning.settled import Settled
from assistant.planning.speaking import speaking
from assistant.reading.understood import Part
from corpus.clauses import ClauseKind
from corpus.library import Document

_FULL: Final = bounded.compile(r"[〔\[【(（](20\d\d)[〕\]】)）]第?0{0,3}(\d{1,4})号")
_SHORT: Final = bounded.compile(r"0{0,3}(\d{1,4})号文件?")
_BEFORE: Final = bounded.compile(r".*[是为按照据的和与及问查看请在了依给]")
"""Words run together with a number that are none of its sign: 通知的文号是…."""
_DESCRIBES: Final = ("办法", "细则", "通知", "标准", "规定", "文件", "方案", "沿用", "适用")
"""Ends of words before a number that say what the document is: 新办法〔2026〕2号."""
_MOST_HEADINGS: Final = 12


def plan_named(own: Plan, settled: Settled, part: Part, finder: Finder) -> bool:
    """Answer a part that names an added document by its number, or one that is not at hand; False where it names none such."""
    named = [_trimmed(words) for words in part.places if _FULL.search(words) or _SHORT.fullmatch(words)]
    known = {document.id: document for words in named for document in _known(settled, words)}
    if not named or not known and any(_is_mentioned(settled, words) for words in named):
        return False
    own.kind = Kind.POLICY
    if not known:
        own.status = Status.NOT_IN_CORPUS
        for words in named:
            own.say(BlockType.SILENCE, "document_not_at_hand", document=words, where=settled.where)
        return True
    added = [document for document in known.values() if document.added]
    if len(added) != len(known):
        return False
    for document in added:
        _say(own, settled, part, document, finder)
    return True


def _trimmed(words: str) -> str:
    """The number with its sign, without the words run together with it."""
    full = _FULL.search(words)
    if full is None:
        return words
    sign = words[: full.start()]
    before = _BEFORE.match(sign)
    sign = sign[before.end() :] if before is not None else sign
    return words[full.start() :] if sign.endswith(_DESCRIBES) else sign + words[full.start() :]


def _is_mentioned(settled: Settled, words: str) -> bool:
    """Whether a text at hand, or a round announced, names that number: then it may be asked about as such."""
    full = _FULL.search(words)
    number = f"{words[: full.start()]}〔{full[1]}〕{full[2]}号" if full is not None else words
    texts = (*(document.text for document in settled.library.documents(settled.as_of)), *(row.number for row in settled.library.rounds(settled.as_of)))
    return full is not None and any(number in text for text in texts)


def _known(settled: Settled, words: str) -> list[Document]:
    """The documents that a number can mean: with its issuer's own sign, or by its year and number, or by the number alone."""
    documents = settled.library.documents(settled.as_of)
    full = _FULL.search(words)
    if full is None:
        short = _SHORT.fullmatch(words)
        return [each for each in documents if short is not None and (own := _FULL.search(each.meta.number)) and own[2] == short[1]]
    same = [each for each in documents if (own := _FULL.search(each.meta.number)) and own.groups() == full.groups()]
    sign = words[: full.start()]
    return [each for each in same if not sign or sign.endswith(_sign(each)) or _sign(each).endswith(sign)]


def _sign(document: Document) -> str:
    """What stands before the year: 某工信企业."""
    number = document.meta.number
    found = _FULL.search(number)
    return number[: found.start()] if found is not None else number


def _say(own: Plan, settled: Settled, part: Part, document: Document, finder: Finder) -> None:
    """What the document says of the matter asked about, else what it is about, by its headings."""
    own.origin, own.status = Origin.RETRIEVAL, Status.ANSWERED
    found = speaking(settled, part, finder, [document])
    for each in found:
        say_spoken(own, settled, each, settled.cite_clause(each.clause.id, each.quote))
    if found:
        return
    heads = [clause for clause in document.root.children if clause.kind not in (ClauseKind.TITLE, ClauseKind.LEAD)] or list(document.root.children[1:])
    title = settled.library.clause(f"{document.id}/title")
    names = {"title": in_both(document.meta.title), "number": number_of(document.meta.number)}
    own.say(BlockType.STATEMENT, "document_holds", **names, marks=Marks.of(settled.cite_clause(title.id, title.text)))
    for clause in heads[:_MOST_HEADINGS]:
        own.quote(settled.cite_clause(clause.id, clause.own_text.split("\n", 1)[0]))
