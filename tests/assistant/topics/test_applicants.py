"""Whatever kind of enterprises may be asked about, the general conditions have an answer for it."""

from __future__ import annotations

from assistant.reading.lexicon import WORDS
from assistant.spelling import spelled_out
from assistant.topics.all_topics import topics
from assistant.topics.forms import Form
from assistant.topics.topic import answer_among
from corpus.yamlfile import load_yaml


def test_every_kind_of_enterprise_is_answered_by_every_version() -> None:
    topic = topics()["general"]
    kinds = {spelling for word in load_yaml(WORDS / "applicants.yaml")["kinds"] for spelling in spelled_out(word)}
    wrong = [
        (kind, point.document_id)
        for kind in sorted(kinds)
        for point in topic.points
        if (answer := answer_among(point.answers, Form.YES_NO, topic.objects_in(kind))) is None or not topic.objects_in(kind).intersection(answer.about)
    ]
    assert not wrong
