"""The round a message names: the one applied to, or the batch of the title one holds.

>>> find_batch("第四批小巨人什么时候上传")
Batch(number=4, held=False, year=None)
>>> find_batch("When did the fourth batch close?"), find_batch("the 4th batch").number
(Batch(number=4, held=False, year=None), 4)
>>> find_batch("我们是第五批小巨人，要复核吗").held, find_batch("第一批小巨人复核什么时候").held
(True, True)
>>> find_batch("2022年认定的小巨人什么时候复核"), find_batch("2025年小巨人什么时候申报").held
(Batch(number=None, held=True, year=2022), False)
>>> find_coming("明年小巨人什么时候报", date(2026, 11, 24))
Batch(number=None, held=False, year=2027)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant import bounded as re
from assistant.reading.numbers.dates import When, find_dates
from assistant.understanding.patterns import patterns
from corpus.numbering import parse_numeral

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBER = re.compile(
    r"第?([一二三四五六七八九十\d]{1,3})批(?!次的企业)|\b(?:batch|round)\s*(\d{1,2})\b"
    rf"|\b(\d{{1,2}}(?=st|nd|rd|th)|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)?\s+(?:batch|round)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(20[12]\d)年?(?:度)?的?(?:这批|那批|那一批|这一批|国家级?)?(?:专精特新)?[“\"']?"
    r"(?:小巨人|申报|申请|认定|复核|推荐|批次|通知|那批|这批)"
)
_GIVEN = r"(?:国家级?)?(?:专精特新)?(?:中小企业)?[“\"']?小巨人"
_TITLE_YEAR = re.compile(
    r"(20[12]\d)年?度?(?:\d{1,2}月份?)?(?:\d{1,2}[日号])?"
    rf"(?:(?:公示|公告|批准|通过|认定)+的{_GIVEN}"
    rf"|(?:就|才|已经?)?(?:被|获)?(?:评上|评定|获评|评为|入选|获得|拿到|拿了|拿下|当选|被认定|获认定)(?:为|了|成为|成)?的?{_GIVEN})"
)
_SPAN = 18


@dataclass(frozen=True)
class Batch:
    """A round named in a message.

    Attributes:
        number: 第几批; None where only the year is named.
        held: whether it is the batch of the title one holds, or has reviewed, not the one applied to.
        year: of the round, or in which the title was given, where the message names that.
    """

    number: int | None
    held: bool
    year: int | None = None


def find_batch(text: str) -> Batch | None:
    """The first round that `text` applies to, else the first batch it says is held, else None."""
    found = [_read(text, match) for match in _NUMBER.finditer(text)]
    numbered = [batch for batch in found if batch is not None]
    if numbered:
        applied = [batch for batch in numbered if not batch.held]
        return applied[0] if applied else numbered[0]
    given = _TITLE_YEAR.search(text)
    if given:  # of a title only its review is a round's matter
        return Batch(None, True, int(given[1])) if patterns().review.search(text) else None
    year = _YEAR.search(text)
    return Batch(None, False, int(year[1])) if year else None


def batches_applied(text: str) -> tuple[int, ...]:
    """The numbers of all rounds that `text` applies to: 第四批和第五批的上传时间."""
    found = (_read(text, match) for match in _NUMBER.finditer(text))
    return tuple(dict.fromkeys(batch.number for batch in found if batch and batch.number and not batch.held))


def find_coming(text: str, as_of: date) -> Batch | None:
    """The round of a year that has not begun: 明年."""
    coming = (mention.year for mention in find_dates(text, as_of) if mention.when is When.FUTURE)
    year = next((year for year in coming if year and year > as_of.year), None)
    return Batch(None, False, year) if year else None


def _read(text: str, match: re.Match) -> Batch | None:
    words = (match[1] or match[2] or match[3]).lower()
    try:
        number = _ORDINALS.index(words) + 1 if words in _ORDINALS else parse_numeral(words)
    except ValueError:
        return None
    if not 1 <= number <= 99:
        return None
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + _SPAN]
    return Batch(number, _is_held(before, after) or _is_reviewed(text, before, after))


def _is_reviewed(text: str, before: str, after: str) -> bool:
    """“今年复核第五批”, and “第五批小巨人，啥时候交复核”: a batch named by its title alone, in a message about review."""
    words = patterns()
    if words.review_before.search(before):
        return True
    named_alone = words.title_only.match(re.split(r"[，。；？！,;?!、 ]", after)[0])
    return bool(named_alone and not words.applied_before.search(before) and words.review.search(text))


def _is_held(before: str, after: str) -> bool:
    words = patterns()
    clause_after = re.split(r"[，。；？！,;?!、]|和|及", after)[0]
    if words.review.search(clause_after):
        return True
    if words.held_before.search(before) or words.held_after.search(after):
        return True
    return bool(words.ourselves_before.search(before)) and bool(words.title_only.match(clause_after))
