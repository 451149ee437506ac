"""Where words that a model names stand in a message; what does not stand there word for word was not said.

>>> place_of("我司 负债率\\n62%，没有处罚", "负债率62%")
(3, 10)
>>> place_of("我司负债率62%", "负债率72%") is None
True
"""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 400
"""Characters of words that are looked for; a model that recites the whole message has named nothing."""


def place_of(message: str, words: str, since: int = 0) -> tuple[int, int] | None:
    """The first place of `words` at or behind `since`, white space left out of account; else the first of all.

    Returns:
        Start and end in code points of the message, None where the words do not stand there.
    """
    wanted = "".join(words.split())
    if not wanted or len(wanted) > _LONGEST:
        return None
    places = [place for place, char in enumerate(message) if not char.isspace()]
    bare = "".join(message[place] for place in places)
    first = next((number for number, place in enumerate(places) if place >= since), len(places))
    found = bare.find(wanted, first)
    if found < 0:
        found = bare.find(wanted)
    return None if found < 0 else (places[found], places[found + len(wanted) - 1] + 1)
