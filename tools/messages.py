"""The messages that models are trained on, those that never are, and what the topics say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np
import yaml

from assistant.reading.normalise import normalise
from assistant.topics.all_topics import topics

MESSAGES = Path(__file__).parents[1] / "assistant" / "topics" / "messages"
OF_OTHERS = Path(__file__).with_name("held_messages")
"""Messages of whole authors, a file each, who know the labels and none of the messages; never trained on."""
SEED = 20261125
HELD_OUT = 5
"""One in so many is held out."""
OF_A_CLAUSE = 0.5
"""What a sentence of a topic weighs beside a message."""
OF_OUTSIDE = 2.0
"""What a message on a matter outside weighs: there are few of them, and a clause that answers something else misleads."""
OFFERED = 4
"""How often the question by which a topic is offered is learned."""
OUTSIDE = "outside/"
AROUND = Path(__file__).with_name("around.yaml")
IN_OTHER_WORDS = 2
"""One in so many messages is learned with something in front of it or behind it, too."""


@dataclass(frozen=True)
class LabelledMessage:
    """One line of the files: what it is about (one or two labels), how it asks, its words."""

    matters: tuple[str, ...]
    forms: tuple[str, ...]
    words: str


def read_messages(folder: Path = MESSAGES, files: str = "*.tsv") -> list[LabelledMessage]:
    """All messages, file by file.

    Raises:
        ValueError: a line that has not three columns.
    """
    found = []
    for path in sorted(folder.glob(files)):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            columns = line.split("\t")
            if len(columns) != 3:
                raise ValueError(f"{path.name}:{number}")
            found.append(LabelledMessage(tuple(columns[0].split(",")), tuple(columns[1].split(",")), columns[2]))
    return found


def held_out(messages: Sequence[LabelledMessage]) -> tuple[list[int], list[int]]:
    """Which messages are trained on, and which are not; further messages move none of those that are there."""
    held = [place for place, message in enumerate(messages) if _drawn(message, "held").randint(HELD_OUT) == 0]
    return sorted(set(range(len(messages))) - set(held)), held


def _drawn(message: LabelledMessage, purpose: str) -> np.random.RandomState:
    """Chance that hangs on a message's words and what is drawn for."""
    return np.random.RandomState([SEED, crc32(f"{purpose} {message.words}".encode())])


def statements() -> list[tuple[str, str]]:
    """The sentences of all topics, each with its matter, and often the question by which a topic is offered."""
    catalogue = topics()
    asked = [(f"topic/{name}", text) for name in catalogue for text in (catalogue[name].ask.zh, catalogue[name].ask.en)]
    said: list[tuple[str, str]] = []
    for name in catalogue:
        for point in catalogue[name].points:
            said += [(f"topic/{name}", text) for text in (point.say, *(answer.say for answer in point.answers))]
    return [(label, normalise(text).text) for label, text in (*dict.fromkeys(said), *asked * OFFERED)]


def surrounded(messages: Sequence[LabelledMessage]) -> dict[int, LabelledMessage]:
    """Messages with a scope, a greeting or a story around them, by the place of the one they are made of."""
    words = yaml.safe_load(AROUND.read_text(encoding="utf-8"))
    found = {}
    for place, message in enumerate(messages):
        drawn = _drawn(message, "around")
        around = words["zh" if _is_chinese(normalise(message.words).text) else "en"]
        before, behind = drawn.choice(around["before"]), drawn.choice(["", "", *around["behind"]])
        if drawn.randint(IN_OTHER_WORDS) == 0 and message.matters != ("none",):
            found[place] = replace(message, words=f"{before}{message.words}{behind}")
    return found


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)
