"""Words: one tokenizer for clauses and questions, and the scores that bm25s itself gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import Library
from index.lexical import SYNONYM_WEIGHT, LexicalIndex, Lexicon, Tokenizer, fold
from index.units import clause_units


@pytest.fixture(scope="module")
def passages(library: Library) -> list[str]:
    return [unit.words for unit in clause_units(library)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, passages: list[str]) -> Path:
    folder = tmp_path_factory.mktemp("lexical")
    LexicalIndex.build(passages, Lexicon.load(), folder)
    return folder


@pytest.fixture(scope="module")
def index(folder: Path) -> LexicalIndex:
    return LexicalIndex.load(folder)


def test_terms_of_the_field_stay_whole_and_give_their_parts_too(index: LexicalIndex) -> None:
    words = index.tokenizer.words("专精特新企业的资产负债率")
    assert {"专精特新", "资产负债率", "负债率"} <= set(words)
    assert "的" not in words


@pytest.mark.parametrize(
    ("written", "meant"), [("Ⅰ类知识产权", "I类知识产权"), ("ＩＳＯ９００１", "iso9001"), ("１０％", "10%")]
)
def test_ways_of_writing_are_one(index: LexicalIndex, written: str, meant: str) -> None:
    assert index.tokenizer.words(written) == index.tokenizer.words(meant)


def test_what_people_say_finds_what_the_texts_say(index: LexicalIndex) -> None:
    weighted = index.tokenizer.weighted("我们公司改名了")
    assert weighted["更名"] == SYNONYM_WEIGHT and weighted["改名"] == 1.0


def test_a_word_said_outweighs_its_synonym(index: LexicalIndex) -> None:
    assert index.tokenizer.weighted("改名也就是更名")["更名"] == 1.0


def test_scores_are_those_of_bm25s(index: LexicalIndex, folder: Path) -> None:
    theirs = bm25s.BM25.load(folder / "bm25")
    for question in ("资产负债率", "省级中小企业主管部门", "第四批推荐汇总表"):
        words = index.tokenizer.words(question)
        synonyms = index.tokenizer.weighted(question).keys() - set(words)
        assert not synonyms, "the comparison needs a question without synonyms"
        np.testing.assert_allclose(index.scores(question), theirs.get_scores(words), rtol=1e-5)


def test_the_clause_with_the_words_comes_first(index: LexicalIndex, library: Library) -> None:
    best = clause_units(library)[int(index.scores("院士专家工作站和博士后工作站").argmax())]
    assert best.clause_id == "measures-2022-63/annex-3/4/1/2"


def test_unknown_words_score_nothing(index: LexicalIndex) -> None:
    assert not index.scores("quantum zebra ☃").any()


def test_saved_and_read_back_it_scores_the_same(index: LexicalIndex, passages: list[str], tmp_path: Path) -> None:
    built = LexicalIndex.build(passages, Lexicon.load(), tmp_path)
    np.testing.assert_array_equal(built.scores("有效期几年"), index.scores("有效期几年"))


def test_a_question_needs_neither_bm25s_nor_jiebas_dictionary(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from index.lexical import LexicalIndex;"
        "LexicalIndex.load(Path(sys.argv[1])).scores('有效期几年');"
        "import jieba; print('bm25s' in sys.modules, 'scipy' in sys.modules, jieba.dt.initialized)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "False"]
    assert done.stderr == ""


@given(st.text(max_size=200))
def test_any_text_is_cut_into_words_of_itself(text: str) -> None:
    tokenizer = _TOKENIZER
    for word in tokenizer.words(text):
        assert word and word in fold(text)


@given(st.text(alphabet="专精特新小巨人负债率什么时候上传材料？，。 ABC123", max_size=60))
def test_no_weight_is_zero_or_negative(text: str) -> None:
    assert all(weight > 0 for weight in _TOKENIZER.weighted(text).values())


def test_every_synonym_leads_to_words_of_the_corpus(index: LexicalIndex) -> None:
    known = set(index._vocabulary)
    lost = [
        (said, word)
        for said, meant in Lexicon.load().synonyms.items()
        for word in meant
        if not known & set(index.tokenizer.words(word))
    ]
    assert lost == []


_TOKENIZER = Tokenizer.build(["专精特新小巨人企业资产负债率", "申报材料上传期间"], Lexicon.load())
