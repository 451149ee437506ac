from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.web.sealed import Sealer

SEALER = Sealer(b"a" * 32)


@given(st.text())
def test_what_was_sealed_opens_again(text: str) -> None:
    assert SEALER.opened(SEALER.sealed(text)) == text


@given(st.text())
def test_what_was_not_sealed_does_not(text: str) -> None:
    assert SEALER.opened(text) is None


@given(st.text(min_size=1), st.data())
def test_one_changed_sign_is_enough(text: str, data: st.DataObject) -> None:
    sealed = SEALER.sealed(text)
    place = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.sampled_from("0aZ_-.é").filter(lambda sign: sign != sealed[place]))
    assert SEALER.opened(sealed[:place] + other + sealed[place + 1 :]) is None


def test_another_key_opens_nothing() -> None:
    assert Sealer(b"b" * 32).opened(SEALER.sealed("问答")) is None
