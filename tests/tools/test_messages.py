"""The messages that matters and forms are learned from: labels that exist, enough of each, nothing said twice."""

from __future__ import annotations

from collections import Counter, defaultdict

from assistant.topics.all_topics import topics
from assistant.topics.forms import Form
from tools.messages import OF_OTHERS, LabelledMessage, held_out, read_messages, surrounded

TOPIC = "topic/"
LEAST = 60
"""Messages of a topic."""
MOST_SHARED = 0.7
"""Of the character 3-grams that two messages of one label have together."""


def test_labels_exist_and_every_topic_has_enough_messages() -> None:
    messages = read_messages()
    counted = Counter(label for message in messages for label in message.matters)
    assert len(messages) >= 8000
    assert {label for label in counted if label.startswith(TOPIC)} == {f"{TOPIC}{name}" for name in topics()}
    assert {label: count for label, count in counted.items() if label.startswith(TOPIC) and count < LEAST} == {}
    assert {form for message in messages for form in message.forms} == {form.value for form in Form}


def test_no_two_messages_of_a_label_say_the_same() -> None:
    assert alike([message("第三条怎么写"), message("第三条怎么写的")])
    assert not alike([message("第三条怎么写"), message("第十条的原文")])
    assert alike(read_messages()) == []


def test_messages_of_authors_apart_have_known_labels_and_none_is_trained_on() -> None:
    known = {label for message in read_messages() for label in message.matters}
    apart = read_messages(OF_OTHERS)
    assert len(apart) >= 400
    assert {label for message in apart for label in message.matters} <= known
    assert {form for message in apart for form in message.forms} <= {form.value for form in Form}
    assert [pair for pair in alike([*read_messages(), *apart]) if pair[1] in {message.words for message in apart}] == []


def alike(messages: list[LabelledMessage]) -> list[tuple[str, str]]:
    """Pairs of one label that share more than `MOST_SHARED`."""
    by_label: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    found = []
    for each in messages:
        grams = _grams(each.words)
        for label in each.matters:
            found += [(words, each.words) for words, known in by_label[label] if len(grams & known) > MOST_SHARED * len(grams | known)]
            by_label[label].append((each.words, grams))
    return found


def message(words: str) -> LabelledMessage:
    return LabelledMessage((f"{TOPIC}clause_words",), ("list",), words)


def _grams(words: str) -> frozenset[str]:
    joined = "".join(words.lower().split())
    return frozenset(joined[start : start + 3] for start in range(len(joined) - 2)) or frozenset({joined})


def test_what_is_held_out_stays_so_when_messages_are_added() -> None:
    messages = read_messages()
    trained, held = held_out(messages)
    assert sorted([*trained, *held]) == list(range(len(messages)))
    assert 0.18 < len(held) / len(messages) < 0.22
    fewer = messages[::2]
    assert [fewer[place] for place in held_out(fewer)[1]] == [messages[place] for place in held if place % 2 == 0]


def test_what_stands_around_a_message_hangs_on_it_alone() -> None:
    messages = read_messages()[:400]
    around = surrounded(messages)
    assert 100 < len(around) < 300
    assert all(messages[place].words in changed.words and changed.matters == messages[place].matters for place, changed in around.items())
    assert {place: changed.words for place, changed in surrounded(messages[:200]).items()} == {place: changed.words for place, changed in around.items() if place < 200}
