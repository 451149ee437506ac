"""Messages that ask nothing of the programme: greetings, thanks, doubt, orders; by their whole or by their first words."""

from __future__ import annotations

from typing import Final

from assistant import bounded
from assistant.reading.lexicon import lexicon
from assistant.reading.understood import Conduct

_MARKS: Final = bounded.compile(r"[\s，,。.！!？?～~…、；;：:“”\"'（）()]+")
_WHOLE_LIMIT: Final = 30
"""Characters up to which a message may be a greeting, thanks or the like."""
_DOUBT_LIMIT: Final = 60
"""Characters up to which a message that opens in doubt is about what was answered."""
_ANYWHERE: Final = (Conduct.ORDERS, Conduct.ABUSE, Conduct.TOLD_BACK)
_WHOLE: Final = (Conduct.HELLO, Conduct.THANKS, Conduct.BYE, Conduct.WHO, Conduct.DOUBT, Conduct.SHORTER)


def whole_conduct(text: str) -> Conduct | None:
    """What a normalised message is where it asks nothing, by its whole or by an order in it."""
    for conduct in _ANYWHERE:
        if lexicon("conduct:anywhere", conduct.value).has(text):
            return conduct
    bare = _MARKS.sub(" ", text).strip().lower()
    if len(bare) > _WHOLE_LIMIT:
        return None
    for whole in (bare, bare.replace(" ", "")):
        if (found := next((conduct for conduct in _WHOLE if _is(conduct, whole)), None)) is not None:
            return found
    said = [next((conduct for conduct in _WHOLE if _is(conduct, piece)), None) for piece in bare.split(" ") if not _is_filler(piece)]
    return next((conduct for conduct in _WHOLE if conduct in said), None) if None not in said else None


def thanks(text: str) -> bool:
    """Whether small talk thanks: 哎呀解决大问题了谢谢啊."""
    return lexicon("conduct", "thanking").has(text.lower())


def opens_in_doubt(text: str) -> bool:
    """你说的不对吧，我同事说是6月15日."""
    first = _MARKS.split(text.strip(), maxsplit=1)[0].lower()
    return len(text) <= _DOUBT_LIMIT and _is(Conduct.DOUBT, first)


def _is_filler(words: str) -> bool:
    """放心了, 好的好的: nothing is said by it."""
    return "".join(hit.words for hit in lexicon("conduct", "filler").find(words)) == words


def _is(conduct: Conduct, words: str) -> bool:
    return any(hit.start == 0 and hit.end == len(words) for hit in lexicon("conduct:whole", conduct.value).find(words))
