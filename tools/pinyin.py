"""Count the words that pinyin is read as (`python -m tools.pinyin`, half a minute; the same file each time).

From the Chinese messages in `assistant/topics/messages/`, cut by jieba with the words of the field, and from the word
lists and the names of the topics. `--measure` writes nothing: it counts without every tenth message, types those in
pinyin, spaced by syllable and joined by word, and says which share of their characters is read right.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import jieba
import regex
import yaml
from pypinyin import lazy_pinyin

from assistant.reading.learned.input_method import EDGE, NUMBER, WORDS, InputMethod
from assistant.reading.lexicon import WORDS as LISTS
from assistant.reading.normalise import normalise
from assistant.spelling import spelled_out
from assistant.topics.all_topics import topics
from index.lexical import Lexicon
from tools.messages import read_messages

SETTINGS = LISTS.parent / "pinyin.yaml"
LEFT_OUT = 10
"""One message in so many is left out when measuring."""
SAID = 2
"""A longer word that is said less often is left to its characters."""
FOLLOWED = 6
"""A word that follows another less often is not noted as its follower."""
_PIECES = regex.compile(r"(?P<han>\p{Han}+)|(?P<number>\d[\d.,]*)|(?P<sign>\S)")
_HAN = regex.compile(r"\p{Han}+")


class Counts:
    """Words with their pinyin, and pairs of words, as often as they are said."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.words: Counter[tuple[str, str]] = Counter()
        self.chars: Counter[tuple[str, str]] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.marks: Counter[str] = Counter()
        for message in messages:
            self._add(message)

    def _add(self, message: str) -> None:
        last = EDGE
        for piece in [*_PIECES.finditer(message), None]:
            words = list(_cut(piece[0])) if piece and piece["han"] else [(NUMBER if piece and piece["number"] else EDGE, "")]
            for word, pinyin in words:
                self.pairs[last, word] += 1
                last = word
                if pinyin:
                    self.words[word, pinyin] += 1
                    self.chars.update(zip(word, pinyin.split(), strict=True))
                else:
                    self.marks[word] += 1

    def lines(self) -> Iterator[str]:
        """Those of the file: what is said often enough, one more of all words listed, a character for every syllable."""
        kept = {said: count for said, count in self.words.items() if count >= SAID or len(said[0]) == 1}
        kept |= {said: 1 + self.words[said] for said in _listed() if said not in kept}
        for said, count in self.chars.items():
            kept.setdefault(said, max(count // 3, 1))
        syllables = {pinyin for _, pinyin in kept}
        kept |= {(char, syllable): 0 for syllable, char in _chars().items() if syllable not in syllables}
        followers = defaultdict(list)
        known = {word for word, _ in kept} | {EDGE, NUMBER}
        for (word, follower), count in sorted(self.pairs.items(), key=lambda pair: (-pair[1], pair[0])):
            if count >= FOLLOWED and word in known and follower in known:
                followers[word].append(f"{follower}:{count}")
        marks = {(mark, ""): count for mark, count in self.marks.items()}
        for (word, pinyin), count in sorted((marks | kept).items(), key=lambda said: (-said[1], said[0])):
            yield f"{word}\t{pinyin}\t{count}\t{' '.join(followers.pop(word, ()))}"


@cache
def _cutter() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.ERROR)
    cutter = jieba.Tokenizer()
    for word in (*Lexicon.load().words, *_abbreviations().values()):
        if _HAN.fullmatch(word):
            cutter.add_word(word)
    return cutter


@cache
def _abbreviations() -> dict[str, str]:
    return dict(yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))["abbreviations"])


def _pinyin(words: str) -> str:
    return " ".join(lazy_pinyin(words, v_to_u=False)).replace("ü", "v")


def _cut(words: str) -> Iterator[tuple[str, str]]:
    """The words of a run of Chinese characters, each with its pinyin there."""
    syllables, place = _pinyin(words).split(), 0
    for word in _cutter().cut(words):
        yield word, " ".join(syllables[place : place + len(word)])
        place += len(word)


@cache
def _listed() -> frozenset[tuple[str, str]]:
    """The words of the word lists and of the topics' names."""
    texts = [topics()[each].name.zh for each in topics()]
    for path in sorted(LISTS.glob("*.yaml")):
        texts += [words for said in _strings(yaml.safe_load(path.read_text(encoding="utf-8"))) for words in spelled_out(said)]
    return frozenset(said for run in {run for text in texts for run in _HAN.findall(text)} for said in _cut(run))


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for part in data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        yield from _strings(part)


@cache
def _chars() -> dict[str, str]:
    """For every syllable the character that jieba's dictionary knows as the most frequent one."""
    lines = (line.split(" ") for line in Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines())
    chars = sorted((-int(count), char) for char, count, *_ in lines if len(char) == 1 and _HAN.fullmatch(char))
    found: dict[str, str] = {}
    for _, char in chars:
        found.setdefault(_pinyin(char), char)
    wanted = {syllable for line in yaml.safe_load(SETTINGS.read_text(encoding="utf-8"))["syllables"] for syllable in line.split()}
    return {syllable: found[syllable] for syllable in sorted(wanted & found.keys())}


def measured(method: InputMethod, messages: Sequence[str], joined: bool) -> float:
    """The share of the Chinese characters of `messages` that are read right when typed in pinyin."""
    right = total = 0
    for message in messages:
        last = EDGE
        pieces = list(_PIECES.finditer(message))
        for place, piece in enumerate(pieces):
            if piece["han"]:
                behind = NUMBER if place + 1 < len(pieces) and pieces[place + 1]["number"] else EDGE
                words = [said.replace(" ", "") for _, said in _cut(piece[0])] if joined else _pinyin(piece[0]).split()
                breaks = frozenset(sum(map(len, words[:count])) for count in range(1, len(words)))
                read = "".join(char for *_, char in method.words("".join(words), breaks, last, behind))
                right += sum(a == b for a, b in zip(read, piece[0], strict=False))
                total += len(piece[0])
            last = NUMBER if piece["number"] else EDGE
    return right / total


def main(argv: Sequence[str] | None = None) -> int:
    """Write the words, or measure how well they are found again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="write nothing; count without every tenth message and read those")
    measure = parser.parse_args(argv).measure
    messages = [normalise(message.words).text for message in read_messages() if _HAN.search(message.words)]
    if not measure:
        WORDS.write_text("\n".join(Counts(messages).lines()) + "\n", encoding="utf-8")
        return 0
    method = InputMethod(Counts(said for place, said in enumerate(messages) if place % LEFT_OUT).lines(), _abbreviations())
    for joined in (False, True):
        print(f"{'joined by word' if joined else 'spaced by syllable'}: {measured(method, messages[::LEFT_OUT], joined):.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
