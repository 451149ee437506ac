"""Where what was dictated without any mark begins anew: 去年卖了五千六百万|前年五千一百万|研发两百二十万|省专精特新前年拿的|小巨人差啥.

A figure ends what was begun where a time, a name, a title or a question follows right behind it; a title ends with when
it was given, where such a list goes on behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant import bounded
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.names import Name
from assistant.reading.numbers.batches import BatchMention
from assistant.reading.numbers.dates import DateMention
from assistant.reading.numbers.quantities import Quantity, Unit
from assistant.reading.numbers.ranks import Rank

_CLOSING: Final = frozenset({Unit.MONEY, Unit.PERCENT, Unit.SCORE, Unit.YEARS})
_COUNTS: Final = frozenset({Unit.ITEMS, Unit.PEOPLE})
_NAMED_BEHIND: Final = frozenset({"equity_financing"})
"""拿了2500万创投: what an amount is of may follow it."""
_BEGINNING: Final = (Name, DateMention, BatchMention, Hit)
"""With what something new begins; a hit is a title or a turn to a question."""
_MARK: Final = bounded.compile(r"[，,。；;！!？?\n]")
_PARTICLES: Final = bounded.compile(r"(?:左右|上下|了|吧|啊|呢|哈|嘛|呀){0,3}")
_FILLERS: Final = bounded.compile(r"(?:嗯|那个|那|然后|还有|另外|再|对了|就是|大概|我们|目前|现在|而|呃|这个){0,3}")
_WE_ARE: Final = bounded.compile(r"(?:那|我们|我司|我公司|公司|我|咱们?|厂里|是){0,3}")
_GIVEN: Final = bounded.compile(r"(?:上|到|下来|下|过|出来){0,2}[的了]")
_GIVING: Final = 6
_MOVING: Final = 4
"""Characters between two numbers of one name: 从五百涨到六百二."""
_LITTLE: Final = " 的是我们也就在”\""
_ASKED: Final = bounded.compile(r"吗(?=[\u4e00-\u9fff])")
_THE_REST: Final = bounded.compile(r"(?<=[\u4e00-\u9fff])(?:剩下|剩余|其余)(?:的|那)?(?=[一二两三四五六七八九十\d]{1,4}[个项件])")
Found = tuple[int, int, object]
"""Where something stands, and what it is."""


def run_ons(text: str, found: Sequence[Found]) -> Iterator[int]:
    """The places at which something begins without a mark before it.

    Args:
        found: the quantities, times and names of the text, in order.
    """
    titles = [(hit.start + hit.words.startswith("的"), hit.end, hit) for hit in lexicon("titles:titles").find(text) if hit.id != "none"]
    asking = [(hit.start, hit.end, hit) for hit in lexicon("asking", "turns_to_ask").find(text)]
    things = sorted([*found, *titles, *asking], key=lambda thing: thing[:2])
    behind_figures = frozenset(_behind_figures(text, things))
    yield from behind_figures
    yield from _behind_titles(text, things, in_a_list=bool(behind_figures))
    yield from (start for start, _, _ in asking if behind_figures)
    yield from (match.end() for match in _ASKED.finditer(text))
    yield from (match.start() for match in _THE_REST.finditer(text))


def _behind_figures(text: str, things: Sequence[Found]) -> Iterator[int]:
    named = dated = told = counted = False
    for place, (_, end, value) in enumerate(things):
        start, _, following = things[place + 1] if place + 1 < len(things) else (0, 0, None)
        if isinstance(value, Name):
            named, counted = not counted, False
        dated = dated or isinstance(value, DateMention)
        if _MARK.search(text, end, max(start, end)):
            named = dated = told = counted = False
        elif isinstance(value, Rank):
            if isinstance(following, _BEGINNING) and (cut := _next_to(text, end, start, following)) is not None:
                yield cut
            named = dated = False
        elif isinstance(value, Quantity):
            ends = told or named or dated if isinstance(following, Hit | BatchMention) else _closes(value.unit, things[place + 1 : place + 3], named=named, dated=dated)
            if ends and isinstance(following, _BEGINNING) and (cut := _next_to(text, end, start, following)) is not None:
                yield cut
            counted = value.unit in _COUNTS and not named
            told, named, dated = True, named and isinstance(following, Quantity) and start - end <= _MOVING, False


def _closes(unit: Unit, coming: Sequence[Found], *, named: bool, dated: bool) -> bool:
    """Whether a number ends what was begun before it; a share or a count without a name of its own waits for one: 三个发明."""
    following = coming[0][2] if coming else None
    if unit in _COUNTS and isinstance(following, DateMention):
        return len(coming) > 1 and isinstance(coming[1][2], Name) and coming[0][1] == coming[1][0]
    if unit in _COUNTS:
        return named or isinstance(following, Name) and following.takes(unit) is None and following.why is None
    if unit is Unit.MONEY and isinstance(following, Name) and following.amount in _NAMED_BEHIND:
        return any(isinstance(value, Quantity) for _, _, value in coming[1:])
    return unit in _CLOSING if unit not in (Unit.PERCENT, Unit.BARE) else named or dated


def _behind_titles(text: str, things: Sequence[Found], *, in_a_list: bool) -> Iterator[int]:
    """省级专精特新前年评上的|小巨人够不够: a title with when it was given, and the next thing right behind."""
    for (_, end, title), (start, dated, when), (next_start, _, following) in zip(things, things[1:], things[2:], strict=False):
        if not isinstance(title, Hit) or not isinstance(when, DateMention) or text[end:start].strip(_LITTLE):
            continue
        given = next((hit for hit in lexicon("titles", "awarding").find(text[dated : dated + _GIVING]) if hit.start == 0), None)
        behind = _GIVEN.match(text, dated + given.end) if given else None
        if behind and (isinstance(following, Hit) or in_a_list) and _next_to(text, behind.end(), next_start) is not None:
            yield behind.end()


def _next_to(text: str, end: int, start: int, following: object = None) -> int | None:
    """The place behind 左右, 了, 吧 at `end`, where nothing but fillers stands from there to `start`."""
    particles = _PARTICLES.match(text, end)
    place = particles.end() if particles else end
    fillers = _WE_ARE if isinstance(following, BatchMention) else _FILLERS
    return place if place <= start and fillers.fullmatch(text, place, start) else None
