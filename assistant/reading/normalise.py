"""One way of writing for many: 繁体, full width, slips and pinyin become the plain terms of the field.

What is read is the normalised text; what is shown to a person is the original, so every place in the one knows its
place in the other. Slips and pinyin are data (`normalise.yaml`).

>>> said = normalise("我們是小具人，資產負債率７２％")
>>> said.text
'我们是小巨人，资产负债率72%'
>>> said.span(7, 15)
(7, 15)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant import bounded as re
from assistant.reading.pinyin import from_pinyin
from corpus.yamlfile import load_yaml

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "（），：；！？"}
_SPACES: dict[int, str] = dict.fromkeys([0xA0, 0x3000, *range(0x2000, 0x200B)], " ")
_BREAKS: dict[int, str] = dict.fromkeys([0x0D, 0x2028, 0x2029], "\n")
_TONES: dict[int, int] = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
_ONE_TO_ONE: dict[int, int | str] = {**_FULL_WIDTH, **_SPACES, **_BREAKS, **_TONES, ord("￥"): "¥"}
_LATIN = re.compile("[A-Za-z]")
_BANK_NUMERAL = re.compile("[壹贰叁肆伍陆柒捌玖拾][壹贰叁肆伍陆柒捌玖拾佰仟零万亿]+")
_PLAIN_NUMERALS: dict[int, int | str] = dict(zip(map(ord, "壹贰叁肆伍陆柒捌玖拾佰仟"), "一二三四五六七八九十百千", strict=True))
_RUNS = re.compile(r" {4,}|\t{17,}|\n{3,}")
"""White space that says no more than a shorter run of it; long runs would make patterns slow."""
_WIDE_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text as it was written and as it is read.

    `starts[i]` and `ends[i]` say which code points of `original` the i-th one of `text` stands for; both are empty
    where the two run in step.
    """

    original: str
    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in `original`, `end` exclusive."""
        if not self.starts or start >= end:
            return (start, end) if not self.starts else (self._point(start), self._point(start))
        return self.starts[start], self.ends[end - 1]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Where `original[start:end]` stands in `text`, the other way round of `span`."""
        if not self.starts:
            return start, end
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def words(self, start: int, end: int) -> str:
        """The original words behind `text[start:end]`."""
        first, last = self.span(start, end)
        return self.original[first:last]

    def _point(self, index: int) -> int:
        return self.starts[index] if index < len(self.starts) else len(self.original)


def normalise(text: str) -> Normalised:
    """Read `text` as the field writes it, keeping every place of the original.

    Simplified characters for traditional ones, half width for full-width letters, digits and signs (Chinese
    punctuation stays), the plain numerals for those of bank notes (壹亿贰仟万), invisible characters left out,
    messages in pinyin in Chinese (`pinyin.py`), slips and pinyin of the key terms put right.
    """
    plain = _WIDE_THOUSANDS.sub(",", text).translate(_ONE_TO_ONE)
    pieces = _Pieces(plain)
    if _INVISIBLE.search(plain):
        pieces.replace(_INVISIBLE.finditer(plain), lambda match: "")
    pieces.replace(_RUNS.finditer(pieces.text), _shorter)
    pieces.simplify()
    pieces.replace(_BANK_NUMERAL.finditer(pieces.text), lambda match: match[0].translate(_PLAIN_NUMERALS))
    if _LATIN.search(pieces.text):
        pieces.exchange([(typed.start, typed.end, typed.words) for typed in from_pinyin(pieces.text)])
    for corrections in _corrections():
        if not corrections.latin or _LATIN.search(pieces.text):
            pieces.replace(corrections.pattern.finditer(pieces.text), corrections.right)
    return Normalised(text, pieces.text, pieces.starts, pieces.ends)


def _shorter(run: re.Match) -> str:
    return {" ": "   ", "\t": "\t" * 16, "\n": "\n\n"}[run[0][0]]


class _Pieces:
    """A text under repair that remembers where each sign came from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: tuple[int, ...] = ()
        self.ends: tuple[int, ...] = ()

    def simplify(self) -> None:
        if any("\u3400" <= char <= "\u9fff" and not _in_gb2312(char) for char in self.text):
            self.text = _simplified(self.text)

    def replace(self, matches: Iterable[re.Match], right: Callable[[re.Match], str]) -> None:
        self.exchange([(m.start(), m.end(), new) for m in matches if (new := right(m)) != m[0]])

    def exchange(self, changes: Sequence[tuple[int, int, str]]) -> None:
        """Put something else in places given in order: start, end and what stands there now."""
        if not changes:
            return
        starts = self.starts or tuple(range(len(self.text)))
        ends = self.ends or tuple(range(1, len(self.text) + 1))
        text: list[str] = []
        new_starts: list[int] = []
        new_ends: list[int] = []
        done = 0
        for start, end, new in changes:
            text += (self.text[done:start], new)
            new_starts += (*starts[done:start], *([starts[start]] * len(new)))
            new_ends += (*ends[done:start], *([ends[end - 1]] * len(new)))
            done = end
        self.text = "".join((*text, self.text[done:]))
        self.starts = (*new_starts, *starts[done:])
        self.ends = (*new_ends, *ends[done:])


@lru_cache(maxsize=8192)
def _in_gb2312(char: str) -> bool:
    """GB 2312 holds simplified characters only, so what it lacks may be a traditional one."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _converter() -> object:
    from opencc import OpenCC

    return OpenCC("t2s")


def _simplified(text: str) -> str:
    convert = _converter().convert  # type: ignore[attr-defined]
    whole: str = convert(text)
    if len(whole) == len(text):
        return whole
    single = (convert(char) for char in text)
    return "".join(new if len(new) == 1 else char for char, new in zip(text, single, strict=True))


@dataclass(frozen=True, slots=True)
class _Corrections:
    """Slips as one pattern; the number of the group that matched names the right term."""

    pattern: re.Pattern
    terms: tuple[str | None, ...]
    latin: bool

    @staticmethod
    def of(wrong: list[tuple[str, str, str | None]], *, latin: bool) -> _Corrections:
        """From (the slip, its pattern, the right term); longer slips go first."""
        ordered = sorted(wrong, key=lambda item: -len(item[0]))
        pattern = re.compile("|".join(f"({expression})" for _, expression, _ in ordered))
        return _Corrections(pattern, (None, *(term for _, _, term in ordered)), latin)

    def right(self, match: re.Match) -> str:
        return self.terms[match.lastindex or 0] or match[0]


@lru_cache(maxsize=1)
def _corrections() -> tuple[_Corrections, _Corrections]:
    data = load_yaml(Path(__file__).with_name("normalise.yaml"))
    han: list[tuple[str, str, str | None]] = [(word, re.escape(word), None) for word in data["keep"]]
    latin: list[tuple[str, str, str | None]] = []
    for term, signs in data["sounds_like"].items():
        han.append((term, r"\s*".join(f"[{alike}]" for alike in signs), term))
    for term, slips in data["slips"].items():
        han += [(slip, _unattached(slip), term) for slip in slips]
    for term, spellings in data["pinyin"].items():
        latin += [(spelling, _pinyin(spelling), term) for spelling in spellings]
    for term, spelling in data["units"].items():
        latin.append((spelling, rf"(?<=\d)\s?(?i:{spelling})(?![A-Za-z])", term))
    return _Corrections.of(latin, latin=True), _Corrections.of(han, latin=False)


def _unattached(slip: str) -> str:
    before = r"(?<![A-Za-z0-9])" if slip[0].isascii() else ""
    return before + re.escape(slip)


def _pinyin(spelling: str) -> str:
    """Standing alone: not inside a word, and not part of an address such as zjtx.miit.gov.cn."""
    syllables = r"[\s'’-]?".join(spelling.split())
    return rf"(?<![A-Za-z0-9./@_-])(?i:{syllables})(?![A-Za-z0-9/@_-]|\.[A-Za-z])"
