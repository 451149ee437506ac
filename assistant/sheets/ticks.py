"""Boxes ticked in a form: ☑是 □否, ■国家级□省级, a lone ☑.

>>> ticked("■是□否"), ticked("☑ 国家级  ☐省级"), ticked("☑"), ticked("是"), ticked("是☑ 否□")
(['是'], ['国家级'], [''], None, ['是'])
"""

from __future__ import annotations

from assistant import bounded as re
from assistant.sheets.names import names

_BEHIND = re.compile(r"[\s;；,，、/|]{0,20}")


def ticked(text: str) -> list[str] | None:
    """The words whose boxes are ticked; None where the text has no box. A lone ticked box is an empty word.

    Boxes stand before their words, or behind them where the text begins with a word; an unticked box alone ticks nothing.
    """
    marks = names().ticked + names().unticked
    places = [place for place, sign in enumerate(text) if sign in marks]
    if not places:
        return None
    lead = text[: places[0]].strip()
    found: list[str] = []
    if lead and (len(places) == 1 or not text[places[-1] + 1 :].strip()):
        starts = [0, *(place + 1 for place in places)]
        for start, place in zip(starts, places, strict=False):
            if text[place] in names().ticked:
                found.append(_BEHIND.sub("", text[start:place]))
        return found
    ends = [*places[1:], len(text)]
    for place, end in zip(places, ends, strict=True):
        if text[place] in names().ticked:
            found.append(text[place + 1 : end].strip(" ;；,，、/|\n\t"))
    return found
