"""Every word that a trace may need is there, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

import assistant.trace
from assistant.models import Kind, Origin, Status
from assistant.planning.plan import BlockType
from assistant.planning.settled import Source
from assistant.reading.question import Role, Unused
from assistant.topics.forms import Form
from assistant.trace.in_words import runs_of
from assistant.trace.notes import note
from assistant.trace.trace import CandidateStanding, MessagePiece, TracedMention
from corpus.yamlfile import load_yaml

TEXTS = load_yaml(Path(assistant.trace.__file__).with_name("notes.yaml"))
ENUMERATIONS = (("role", Role), ("reason", Unused), ("source", Source), ("standing", CandidateStanding), ("status", Status), ("kind", Kind), ("origin", Origin), ("block", BlockType), ("form", Form))


@pytest.mark.parametrize(("prefix", "values"), ENUMERATIONS, ids=[prefix for prefix, _ in ENUMERATIONS])
def test_every_value_has_words_in_both_languages(prefix: str, values: type) -> None:
    for value in values:
        entry = TEXTS[f"{prefix}_{value}"]
        assert entry["zh"] and entry["en"]
        assert note(f"{prefix}_{value}", "en") == entry["en"]


def test_no_words_are_left_over() -> None:
    known = {f"{prefix}_{value}" for prefix, values in ENUMERATIONS for value in values}
    of_enumerations = {key for key in TEXTS if key.partition("_")[0] in {prefix for prefix, _ in ENUMERATIONS}}
    assert of_enumerations == known


def test_a_mention_inside_another_is_set_apart_and_gaps_are_said() -> None:
    piece = MessagePiece(words="第四批小巨人", start=3, end=9)
    title = TracedMention(words="第四批小巨人", start=3, end=9, kind="title", role=Role.TITLE)
    batch = TracedMention(words="第四批", start=3, end=6, kind="batch", role=Role.ASKED)
    runs = runs_of([piece], [title, batch], 12)
    assert [(run.words, run.role, run.kept) for run in runs] == [("", None, False), ("第四批", Role.ASKED, True), ("小巨人", Role.TITLE, True), ("", None, False)]


def test_two_mentions_side_by_side_stay_two() -> None:
    piece = MessagePiece(words="32", start=0, end=2)
    mentions = [TracedMention(words=word, start=place, end=place + 1, kind="items", role=Role.FACT) for place, word in enumerate("32")]
    assert [run.words for run in runs_of([piece], mentions, 2)] == ["3", "2"]
