"""Lists of honours: 荣誉资质：1.高新技术企业 2.省专精特新, 高新技术企业、省级专精特新."""

from __future__ import annotations

from assistant import bounded as re
from assistant.understanding.extraction.clauses import COUNTED, sentences
from assistant.understanding.extraction.moods import moods
from assistant.understanding.extraction.reading import Reading
from assistant.understanding.extraction.title_words import words

_NUMBERED = re.compile(r"(?:^|[\s；;])(?:\d{1,2}[.、．)）]|[①-⑨])")


def honour_lists(reading: Reading) -> list[tuple[int, int]]:
    """Where the text lists what the enterprise holds: behind a label, or titles beside other honours and nothing else.

    Without a label the text has to state figures, or number the list. Titles of the programme alone (创新型中小企业、专精特新、小巨人) are its tiers and no list of honours.
    """
    found: list[tuple[int, int]] = []
    told = bool(_NUMBERED.search(reading.text) or any(q.unit in COUNTED for q in reading.quantities))
    for each in sentences(reading.clauses):
        start, end = each[0].start, each[-1].end
        if moods()["question_end"].search(reading.text[start : end + 1]):
            continue
        label = words()["label"].match(reading.text, start, end)
        if label:
            found.append((label.end(), end))
            continue
        if not told:
            continue
        found += [(c.start, c.end) for c in each if c.mood is None and _holds_honours_only(reading, c.start, c.end)]
        if _holds_honours_only(reading, start, end):
            found.append((start, end))
    return found


def _holds_honours_only(reading: Reading, start: int, end: int) -> bool:
    rest, other = words()["honours"].subn("", reading.blanked[start:end])
    rest, titles = words().titles.subn("", rest)
    return bool(other and titles) and bool(words()["list_rest"].fullmatch(re.sub(r"\s", "", rest)))
