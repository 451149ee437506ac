"""Of whom a text speaks: the enterprise itself, or another one."""

from __future__ import annotations

from dataclasses import dataclass

from assistant import bounded as re
from assistant.understanding.extraction.clauses import SEPARATOR
from assistant.understanding.extraction.facts import Reason
from assistant.understanding.extraction.moods import moods

_OWN_BEFORE = re.compile(r"(?:我们?|我司|我公司|本公司|公司|咱们?|的|那个?|有个?)++$")


@dataclass(frozen=True, slots=True)
class Owner:
    """From `start` on the text speaks of the enterprise (no reason) or of another one.

    `lasting`: it is what the next clauses speak of even where its own holds no number.
    """

    start: int
    reason: Reason | None
    lasting: bool = False


def owners(text: str) -> tuple[Owner, ...]:
    """The places from which on a normalised text speaks of somebody, in order."""
    words = moods()
    own = list(words["ours"].finditer(text))
    named = [
        match
        for match in words["others"].finditer(text)
        if not words["not_subject_behind"].search(text, max(0, match.start() - 16), match.start())
        and not any(mine.start() <= match.start() < mine.end() for mine in own)
    ]
    ours = [
        Owner(mine.start(), None)
        for mine in own
        if not any(match.start() < mine.start() < match.end() for match in named)
        and not _is_object(text, mine.start(), named)
    ]
    others = [Owner(match.start(), Reason.OTHER_ENTERPRISE, _is_described(text, match)) for match in named]
    labels = list(words["labels"].finditer(text))
    introduced = words["introduced"].search(text)
    others += [Owner(match.start(), Reason.OTHER_ENTERPRISE) for match in ([introduced] if introduced else [])]
    if len({match[0].strip() for match in labels}) > 1:
        reason = Reason.OTHER_ENTERPRISE if ours else Reason.SEVERAL_ENTERPRISES
        others += [Owner(match.start(), reason) for match in labels]
    return tuple(sorted((*ours, *others), key=lambda owner: (owner.start, owner.reason is None)))


def _is_object(text: str, position: int, named: list[re.Match]) -> bool:
    """控股股东持有我们60%股权 speaks of the 股东 all along."""
    if not moods()["object_before"].search(text, 0, position):
        return False
    start = max((match.end() for match in SEPARATOR.finditer(text, 0, position)), default=0)
    return any(start <= match.start() < position for match in named)


def _is_described(text: str, match: re.Match) -> bool:
    """母公司是上市公司，去年营收12亿: the subject goes on.

    Clients and suppliers are often named in passing (大客户是华为，去年营收8000万); what is said of their titles goes on.
    """
    before = _OWN_BEFORE.sub("", text[: match.start()])
    if before and not SEPARATOR.match(before[-1]):
        return False
    if not moods()["partners"].search(match[0]):
        return True
    end = SEPARATOR.search(text, match.end())
    said = text[match.end() : end.start() if end else len(text)]
    return bool(moods()["described"].search(said)) and not moods()["of_many"].search(said)
