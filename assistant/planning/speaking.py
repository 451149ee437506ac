"""Which sentences of some documents speak of what is asked.

Search gives the clauses that come near; the learned model that says what a question is about says it of each sentence, too.
What is about the same matter speaks of it. Nothing is said beyond the sentences.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant import bounded
from assistant.planning.finding import Finder, is_sure
from assistant.planning.settled import Settled, Source
from assistant.reading.numbers.dates import find_dates, without_dates
from assistant.reading.numbers.quantities import find_quantities
from assistant.reading.understood import Part
from assistant.topics.all_topics import topics
from assistant.topics.forms import Form, Matter, MatterKind
from assistant.topics.topic import OF_ROUNDS
from corpus.clauses import Clause, ClauseKind
from corpus.files.layout import CELL
from corpus.headings import opening_of, without_numeral
from corpus.library import Document
from corpus.terms import Tier, Track

AGREES: Final = 0.3
"""Share of agreement from which a sentence speaks of the matter asked about."""
_SOME: Final = 0.1
"""Share that must come with a clause that search is sure of."""
_ONE_THING: Final = 0.85
"""Share from which a sentence is about one matter, whatever its phrases are about when they stand alone."""
_NEAR: Final = 8
_NEAR_IN_ENGLISH: Final = 40
"""Clauses looked at where the question shares no words with them."""
_MOST: Final = 3
_CLOSE: Final = 0.6
"""What another sentence must reach of the best one's agreement."""
_LONGEST: Final = 700
_PHRASE: Final = 6
_UNDER: Final = 0.9
"""What a heading's agreement counts for the sentences beneath it."""
_DAY_ALONE: Final = bounded.compile(r"\s*[\d〇○零一二三四五六七八九]{4}\s*年.{1,4}月.{1,4}日\s*")
_SENTENCE: Final = bounded.compile(r"[^。；\n]+[。；]?")
_TIERS: Final = {Tier.LITTLE_GIANT: ("小巨人",), Tier.INNOVATIVE: ("创新型中小企业",), Tier.SPECIALIZED: ("专精特新中小企业", "专精特新企业")}
_REVIEW: Final = "复核"
_SAYS_NO_RULE: Final = frozenset({ClauseKind.TITLE, ClauseKind.DOCUMENT})


@dataclass(frozen=True)
class Spoken:
    """Words of a clause that speak of the matter asked about.

    Attributes:
        says: the words of it that answer, verbatim; `quote` these with their neighbours, where they are only clear together.
        agreement: how surely, 0 to 1.
    """

    document: Document
    clause: Clause
    says: str
    quote: str
    agreement: float


def speaking(settled: Settled, part: Part, finder: Finder, documents: Sequence[Document]) -> list[Spoken]:
    """What these documents say of a part, in the order of their texts; empty where they are silent on it."""
    by_id = {document.id: document for document in documents}
    asked = asked_matters(part)
    if not by_id or not asked:
        return []
    near = _NEAR_IN_ENGLISH if settled.question.english else _NEAR
    hits = finder.search(part.words, settled.as_of, k=near, documents=tuple(by_id)).hits
    found: list[Spoken] = []
    for hit in hits:
        document = by_id[hit.unit.document_id]
        clause = settled.library.clause(hit.clause_id)
        if not _may_speak(document, clause) or not _of_track(settled, part, document, clause):
            continue
        best = _whole_list(settled, part, document, clause, asked, finder) if _heads_a_list(clause) else _best_sentence(settled, part, document, clause, asked, finder)
        if best is not None and (best.agreement >= AGREES or is_sure(hit) and best.agreement >= _SOME):
            found.append(best)
    return _joined(settled, part, found)


def speaking_part(settled: Settled, part: Part, document: Document, clause: Clause, finder: Finder) -> Spoken | None:
    """What one clause says of a part; None where it is about something else."""
    best = _best_sentence(settled, part, document, clause, asked_matters(part), finder)
    return best if best is not None and best.agreement >= AGREES else None


def asked_matters(part: Part) -> Mapping[Matter, float]:
    """What a part is about, with shares; of talk and the like, nothing."""
    shares = {matter: share for matter, share in part.rivals if matter.kind is not MatterKind.NONE}
    return shares or ({part.matter: part.share} if part.matter.kind is not MatterKind.NONE else {})


def tiers_of(text: str) -> frozenset[Tier]:
    """The tiers that a text names."""
    return frozenset(tier for tier, names in _TIERS.items() if any(name in text for name in names))


def fits_form(part: Part, words: str, settled: Settled) -> bool:
    """Whether words can answer at all how a part asks: a day to 何时, a number to 多少."""
    dates = find_dates(words, settled.as_of)
    if part.form is Form.WHEN:
        return bool(dates) or any(each.unit.value in ("years", "other") for each in find_quantities(words))
    if part.form in (Form.HOW_MANY, Form.POINTS):
        return bool(find_quantities(without_dates(words, dates)))
    return True


def _may_speak(document: Document, clause: Clause) -> bool:
    """Titles and the list of annexes state no rule; the lead does only where it is all there is."""
    listed = any(each.kind is ClauseKind.LIST and each.title == "附件" and each.start <= clause.start < each.end for each in document.root.children)
    alone = all(each.kind in (ClauseKind.TITLE, ClauseKind.LEAD) for each in document.root.children)
    return clause.kind not in _SAYS_NO_RULE and not listed and (clause.kind is not ClauseKind.LEAD or alone)


def _best_sentence(settled: Settled, part: Part, document: Document, clause: Clause, asked: Mapping[Matter, float], finder: Finder) -> Spoken | None:
    """The sentence of the clause's own words that speaks of it most, and its neighbours that do, too."""
    body = _body(document, clause)
    sentences = [each for each in sentences_of(body) if _of_tier(settled, document, clause, each)]
    if not sentences:
        return None
    agreements = _agreements(sentences, asked, finder)
    if _is_table(body):
        return _table(settled, part, document, clause, body, asked, finder)
    heading = [not fits_form(part, each, settled) or _is_heading(body, each) for each in sentences]
    answering = [0.0 if idle else agreement for idle, agreement in zip(heading, agreements, strict=True)]
    if _is_heading(body, sentences[0]) and len(sentences) > 1:
        answering = [max(each, _UNDER * agreements[0]) if not idle else 0.0 for idle, each in zip(heading, answering, strict=True)]
    best = max(answering)
    if best <= 0:
        return None
    chosen = [sentence for sentence, agreement in zip(sentences, answering, strict=True) if agreement >= max(_CLOSE * best, min(AGREES, best))]
    first, last = body.index(chosen[0]), body.index(chosen[-1]) + len(chosen[-1])
    joined = body[first:last]
    whole = joined if len(joined) <= _LONGEST and all(each in chosen for each in sentences_of(joined)) else sentences[answering.index(best)]
    return Spoken(document, clause, without_numeral(whole), whole, best)


def _table(settled: Settled, part: Part, document: Document, clause: Clause, body: str, asked: Mapping[Matter, float], finder: Finder) -> Spoken | None:
    """A table is quoted whole; it speaks of what its lead says, or of what the one row says that is asked for."""
    row = _row_asked_for(part, body)
    before = body.split(CELL, 1)[0].rpartition("\n")[0]
    lines = [before.replace("\n", " ") or body.split("\n", 1)[0], *([row] if row is not None else [])]
    if not _of_tier(settled, document, clause, before):
        return None
    agreement = max(_agreements(lines, asked, finder))
    return Spoken(document, clause, without_numeral(row or _lead_of(body)), body, agreement) if agreement > 0 else None


def _body(document: Document, clause: Clause) -> str:
    """The clause's own words, without the signature that a text ends with."""
    lines = clause.own_text.split("\n")
    while len(lines) > 1 and (lines[-1].replace(" ", "") == document.meta.issuer or _DAY_ALONE.fullmatch(lines[-1]) or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)


def _is_heading(body: str, sentence: str) -> bool:
    """Whether it is only the line that heads the clause: 四、奖励政策."""
    return "\n" in body and body.startswith(sentence) and not sentence.endswith(("。", "；")) and opening_of(sentence) is not None


def _lead_of(table: str) -> str:
    """The line that introduces a table, else its first row."""
    lines = [line for line in table.split("\n") if line.strip()]
    before = [line for line in lines[: next(place for place, line in enumerate(lines) if CELL in line)] if not _is_heading(table, line)]
    return before[-1] if before else lines[0]


def _row_asked_for(part: Part, table: str) -> str | None:
    """The one row that holds most of the words asked with, where a number is asked for and one row stands out."""
    if part.form not in (Form.HOW_MANY, Form.POINTS):
        return None
    pairs = {part.plain[place : place + 2] for place in range(len(part.plain) - 1)}
    rows = [line for line in table.split("\n") if CELL in line][1:]
    held = sorted(((sum(pair in row for pair in pairs), row) for row in rows), reverse=True)
    return held[0][1] if held and held[0][0] > 1 and (len(held) == 1 or held[0][0] > held[1][0]) else None


def sentences_of(text: str) -> list[str]:
    """Sentences and lines, as they stand."""
    return [sentence for match in _SENTENCE.finditer(text) if (sentence := match[0].strip())]


def _agreements(sentences: Sequence[str], asked: Mapping[Matter, float], finder: Finder) -> list[float]:
    """How far each sentence is about what is asked; of one that says several things, each phrase."""
    phrases = {sentence: [each for each in sentence.split("，") if len(each) >= _PHRASE] for sentence in sentences}
    flat = [*sentences, *(phrase for sentence in sentences for phrase in phrases[sentence])]
    shares = dict(zip(flat, finder.matters(flat), strict=True))

    def agreement(words: str) -> float:
        return sum(share * shares[words].get(matter, 0.0) for matter, share in asked.items())

    return [
        agreement(sentence) if max(shares[sentence].values(), default=0.0) >= _ONE_THING else max(agreement(each) for each in (sentence, *phrases[sentence]))
        for sentence in sentences
    ]


def _of_tier(settled: Settled, document: Document, clause: Clause, sentence: str) -> bool:
    """Whether a sentence is said for the tier asked about; a tier only assumed excludes none."""
    return settled.sources.get("tier") is Source.DEFAULT or speaks_for(settled.basis.tier, document, clause, sentence)


def speaks_for(tier: Tier, document: Document, clause: Clause, words: str) -> bool:
    """Whether words are said for a tier: by themselves, by the headings above them, or by the document's title."""
    chain = " ".join(clause.chain)
    tiers = tiers_of(words) or tiers_of(f"{chain} {clause.title}") or tiers_of(document.meta.title)
    return not tiers or tier in tiers


def _heads_a_list(clause: Clause) -> bool:
    """Whether the clause itself is only a heading, and what it says lies beneath it."""
    return bool(clause.children) and "\n" not in clause.own_text


def _whole_list(settled: Settled, part: Part, document: Document, clause: Clause, asked: Mapping[Matter, float], finder: Finder) -> Spoken | None:
    """All that lies under a heading, where a list is asked for and the heading speaks of it."""
    listed = clause.kind in (ClauseKind.SECTION, ClauseKind.ITEM, ClauseKind.ARTICLE)
    if part.form is not Form.LIST or not listed or len(clause.text) > _LONGEST or not _of_tier(settled, document, clause, clause.own_text):
        return None
    (agreement,) = _agreements([clause.own_text], asked, finder)
    return Spoken(document, clause, without_numeral(clause.own_text), clause.text, agreement) if agreement >= AGREES else None


def is_of_rounds(part: Part) -> bool:
    """Whether dates or papers are asked about, which each round has of its own."""
    topic = topics().get(part.matter.id or "") if part.matter.kind is MatterKind.TOPIC else None
    return topic is not None and topic.recipe in OF_ROUNDS


def _of_track(settled: Settled, part: Part, document: Document, clause: Clause) -> bool:
    """Dates and papers of a review are those that say so; those of applications for the first time do not serve."""
    if not is_of_rounds(part) or settled.basis.track is not Track.REVIEW:
        return True
    return any(_REVIEW in words for words in (clause.own_text, *clause.chain, document.meta.title))


def _is_table(body: str) -> bool:
    return sum(CELL in line for line in body.split("\n")) > 1


def _joined(settled: Settled, part: Part, found: Collection[Spoken]) -> list[Spoken]:
    """The best ones in their texts' order; where several parts of one clause are asked for together, the clause whole."""
    best = max((each.agreement for each in found), default=0.0)
    kept = [each for each in found if each.agreement >= _CLOSE * best]
    kept = [each for each in kept if not any(_holds(other.clause, each.clause) and other.clause is not each.clause and each.quote in other.quote for other in kept)]
    kept = sorted(sorted(kept, key=lambda each: -each.agreement)[:_MOST], key=lambda each: (each.document.id, each.clause.start))
    parent = _parent(kept[0]) if part.form is Form.LIST and len(kept) > 1 else None
    if parent is not None and len(parent.text) <= _LONGEST and all(_holds(parent, each.clause) for each in kept) and parent.kind is not ClauseKind.DOCUMENT:
        return [Spoken(kept[0].document, parent, without_numeral(parent.own_text.split("\n", 1)[0]), parent.text, best)]
    return kept


def _parent(spoken: Spoken) -> Clause | None:
    return next((each for each in spoken.document.root.walk() if spoken.clause in each.children), None)


def _holds(outer: Clause, inner: Clause) -> bool:
    return outer.document_id == inner.document_id and outer.start <= inner.start and inner.end <= outer.end


def documents_in_use(settled: Settled) -> Iterator[Document]:
    """The added documents that count on the day asked about, and for the round that is named."""
    named = settled.round if settled.sources.get("round") in (Source.QUESTION, Source.REQUEST) else None
    for document in settled.library.documents(settled.as_of):
        end = document.meta.in_force[1]
        of_round = named is None or document.meta.issued.year == named.year
        if document.added and (end is None or settled.as_of <= end) and of_round and all(each.by != settled.basis.standard for each in document.meta.superseded):
            yield document
