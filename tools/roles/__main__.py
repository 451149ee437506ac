"""Train the head that says what every number of a message is for (`python -m tools.roles`, about twenty minutes).

From the labelled messages in `tools/roles/labels/`. The limits under which it does not count are set by leaving out one
author after another; the files of whole authors that are never trained on give the figures of `figures.yaml`.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
import yaml

from assistant.reading.by_head.features import HeadInput, head_input, vocabularies
from assistant.reading.by_head.head import FOLDER, SUMS, WEIGHTS, Head, Limits, NumberJudged, head
from assistant.reading.by_head.mixing import mixed
from assistant.reading.reader import WordsReader
from assistant.reading.understood import Question
from assistant.rules.fields import catalogue
from corpus.library import load_library
from index.embedding import load_embedder
from tools.roles.labels import MarkedMessage, labels_of, read_labels
from tools.roles.net import Example, HeadNet, trained
from tools.roles.trial import Tally, profiles, tally

SEED: Final = 20261126
RARELY: Final = 2
"""A field told fewer times is not learned."""
SHARPNESS: Final = tuple(np.linspace(0.4, 1.2, 17).tolist())
KEEP: Final = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
OVER: Final = (0.5, 0.6, 0.7, 0.8)
TELL: Final = (0.5, 0.6, 0.65, 0.7, 0.8, 0.9)
STAND: Final = (0.4, 0.5, 0.6, 0.7)
SELDOM: Final = 60
"""A field told in fewer messages' numbers than these is known too little to doubt the words."""
A_WRONG_ONE: Final = 3.0
"""How many numbers read rightly one read wrongly outweighs."""

Prepared = tuple[MarkedMessage, Question, Example]


def main(argv: Sequence[str] | None = None) -> int:
    """Leave out one author after another for the limits, then train on all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tried", type=Path, help="keep what the left-out authors gave in a file, or take it from there")
    parser.add_argument("--limits-only", action="store_true", help="don't write the weights")
    parser.add_argument("--held-only", action="store_true", help="train nothing: print what the head as shipped gives on each author held out")
    options = parser.parse_args(argv)
    if options.held_only:
        print(yaml.safe_dump(_shipped_held_out(), allow_unicode=True, sort_keys=False))
        return 0
    torch.set_num_threads(1)
    prepared = list(prepare(read_labels()))
    tried = _tried(prepared, options.tried)
    sharpness = sharpened(prepared, tried)
    judged = [judged_by(each, sharpness) for each in tried]
    messages, questions = [message for message, _, _ in prepared], [question for _, question, _ in prepared]
    few = seldom(messages)
    limits = chosen(messages, questions, judged, few)
    both = read_by(messages, questions, judged, limits, few)
    figures: dict[str, Any] = {
        "seed": SEED,
        "encoder": load_embedder().name,
        "messages": dict(Counter(message.author for message in messages)),
        "limits": asdict(limits),
        "sharpness": sharpness,
        "left_out": {"words": compared(messages, questions), "mixed": compared(messages, both)},
    }
    print(yaml.safe_dump(figures, allow_unicode=True, sort_keys=False), flush=True)
    if not options.limits_only:
        net, fields = fitted(prepared)
        figures["held_out"] = held_out(lambda given: judged_by(scores(net, fields, given), sharpness), limits, few)
        write(net, fields, sharpness, few, figures)
    return 0


def prepare(messages: Sequence[MarkedMessage]) -> Iterator[Prepared]:
    """Each message as the words read it and as the head takes it."""
    from index.encoder.model import encoder

    words = WordsReader(None, {row.batch: row.year for row in load_library().rounds()})
    known = {name: {value: place for place, value in enumerate(values)} for name, values in vocabularies().items()}

    for message in messages:
        question = words.read_facts(message.text, message.day)
        given = head_input(message.text, message.day, question.mentions, encoder().query_pieces, known)
        yield message, question, Example(given, tuple(labels_of(message, question.mentions)))


def fitted(prepared: Sequence[Prepared]) -> tuple[HeadNet, tuple[str, ...]]:
    """A head trained on some messages, and the fields that it knows."""
    examples = [example for _, _, example in prepared]
    seen = Counter(label.field for example in examples for label in example.labels if label is not None and label.field)
    fields = tuple(sorted(field for field, count in seen.items() if count >= RARELY))
    return trained(examples, vocabularies(), fields, SEED), fields


Scores = tuple[np.ndarray, np.ndarray, np.ndarray, tuple[str, ...], HeadInput]
"""Of the numbers of one message: scores of roles, fields and years, the fields, and what was given."""


def _tried(prepared: Sequence[Prepared], kept: Path | None) -> list[Scores]:
    """The scores of every message by a head that has seen none of its author's."""
    if kept is not None and kept.exists():
        found: list[Scores] = pickle.loads(kept.read_bytes())
        if len(found) == len(prepared):
            return found
    by_id: dict[str, Scores] = {}
    for author in sorted({message.author for message, _, _ in prepared}):
        net, fields = fitted([each for each in prepared if each[0].author != author])
        for message, _, example in prepared:
            if message.author == author:
                by_id[message.id] = scores(net, fields, example.given)
        print(author, flush=True)
    found = [by_id[message.id] for message, _, _ in prepared]
    if kept is not None:
        kept.write_bytes(pickle.dumps(found))
    return found


def scores(net: HeadNet, fields: tuple[str, ...], given: HeadInput) -> Scores:
    """What a head says of one message."""
    if not given.spans:
        return np.zeros((0, 1)), np.zeros((0, 1)), np.zeros((0, 1)), fields, given
    with torch.no_grad():
        roles, by_field, years = net([given])
    return roles.numpy(), by_field.numpy(), years.numpy(), fields, given


def judged_by(tried: Scores, sharpness: float) -> list[NumberJudged]:
    """Scores as shares."""
    from assistant.reading.by_head.head import judged

    roles, fields, years, names, given = tried
    return judged(given, names, roles * sharpness, fields * sharpness, years[:, : len(given.times) + 1] * sharpness)


def sharpened(prepared: Sequence[Prepared], tried: Sequence[Scores]) -> float:
    """By which factor the scores say best how often a role is right (Platt 1999, with one parameter)."""
    return float(min(SHARPNESS, key=lambda factor: -sum(_likelihoods(prepared, tried, factor))))


def _likelihoods(prepared: Sequence[Prepared], tried: Sequence[Scores], factor: float) -> Iterator[float]:
    for (_, _, example), (roles, *_) in zip(prepared, tried, strict=True):
        for scored, label in zip(roles * factor, example.labels, strict=True):
            if label is not None:
                raised = np.exp(scored - scored.max())
                yield float(np.log(raised[list(label.roles)].sum() / raised.sum() + 1e-9))


def seldom(messages: Sequence[MarkedMessage]) -> frozenset[str]:
    """The fields of the profile that are told too seldom."""
    counts = Counter(mark.field for message in messages for mark in message.marks)
    return frozenset(field for field in catalogue() if counts[field] < SELDOM)


def chosen(messages: Sequence[MarkedMessage], questions: Sequence[Question], judged: Sequence[Sequence[NumberJudged]], few: frozenset[str]) -> Limits:
    """The limits under which most is read, one number read wrongly weighing as several read rightly; one after the other."""
    limits = Limits(keep=0.15, over=0.6, tell=0.6, stand=0.5)
    for name, values in (("keep", KEEP), ("tell", TELL), ("stand", STAND), ("over", OVER)):
        tries = [replace(limits, **{name: value}) for value in values]
        limits = max(tries, key=lambda each: worth(tally(messages, read_by(messages, questions, judged, each, few))))
    return limits


def read_by(messages: Sequence[MarkedMessage], questions: Sequence[Question], judged: Sequence[Sequence[NumberJudged]], limits: Limits, few: frozenset[str]) -> list[Question]:
    """Messages read by the words and the head."""
    return [mixed(message.text, question, each, limits, few) for message, question, each in zip(messages, questions, judged, strict=True)]


def worth(counted: Tally) -> float:
    """What a reading is worth."""
    return counted.right - A_WRONG_ONE * counted.wrong


def held_out(judge: Callable[[HeadInput], Sequence[NumberJudged]], limits: Limits, few: frozenset[str]) -> dict[str, Any]:
    """The figures on the messages of each author that is never trained on."""
    prepared = list(prepare(read_labels(held=True)))
    found: dict[str, Any] = {}
    for author in dict.fromkeys(message.author for message, _, _ in prepared):
        own = [each for each in prepared if each[0].author == author]
        messages, questions = [message for message, _, _ in own], [question for _, question, _ in own]
        judged = [judge(example.given) for _, _, example in own]
        found[author] = {"words": compared(messages, questions), "mixed": compared(messages, read_by(messages, questions, judged, limits, few))}
    return found


def _shipped_held_out() -> dict[str, Any]:
    shipped = head()
    assert shipped is not None, "the head's file is missing: python -m tools.roles"
    return held_out(shipped.judge, shipped.limits, shipped.seldom)


def compared(messages: Sequence[MarkedMessage], questions: Sequence[Question]) -> dict[str, Any]:
    """The figures of one way of reading."""
    return {"numbers": tally(messages, questions).to_json(), "profiles": profiles(messages, questions)}


def write(net: HeadNet, fields: Sequence[str], sharpness: float, few: frozenset[str], figures: dict[str, Any], folder: Path = FOLDER) -> None:
    """The weights in half precision, their checksum and their figures."""
    described = {"encoder": figures["encoder"], "vocabularies": vocabularies(), "fields": list(fields), "sharpness": sharpness, "seldom": sorted(few), "limits": figures["limits"]}
    stored = {name: value.numpy().astype(np.float16) for name, value in net.state_dict().items()}
    stored["described"] = np.frombuffer(json.dumps(described, ensure_ascii=False).encode(), np.uint8)
    content = BytesIO()
    np.savez_compressed(content, **stored)
    (folder / WEIGHTS).write_bytes(content.getvalue())
    (folder / SUMS).write_text(f"{sha256(content.getvalue()).hexdigest()}  {WEIGHTS}\n", encoding="ascii")
    (folder / "figures.yaml").write_text(yaml.safe_dump(figures, allow_unicode=True, sort_keys=False), encoding="utf-8")
    Head(stored)


if __name__ == "__main__":
    raise SystemExit(main())
