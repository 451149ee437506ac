"""Quotes of one clause that overlap become one."""

from __future__ import annotations

from datetime import date

from assistant.answering.draft import Draft
from assistant.answering.merging import _once, merge_citations, renumber
from assistant.answering.scene import Scene
from assistant.rules.profile import Profile
from assistant.rules.result import CheckResult
from assistant.understanding.extract import Extraction
from assistant.understanding.intent import Reading
from corpus.basis import Basis
from corpus.library import load_library
from corpus.terms import Tier, Track

AS_OF = date(2022, 6, 20)
LIBRARY = load_library()
BASIS = LIBRARY.basis(Tier.LITTLE_GIANT, Track.NEW, AS_OF)
CLAUSE = "measures-2022-63/annex-3/1"


def _no_check(_profile: Profile, _basis: Basis) -> CheckResult:
    raise AssertionError


SCENE = Scene(LIBRARY, BASIS, AS_OF, Reading(""), Profile(), Extraction(), _no_check)


def _draft(*quotes: str, clause: str = CLAUSE) -> Draft:
    draft = Draft()
    citations = [LIBRARY.cite(clause, quote, basis=BASIS, as_of=AS_OF) for quote in quotes]
    draft.say("说" + draft.mark(*citations))
    draft.quote(*citations)
    merge_citations(draft, SCENE)
    return draft


def test_a_quote_within_another_is_not_said_twice() -> None:
    draft = _draft("近2年主营业务收入平均增长率不低于5%", "近2年主营业务收入平均增长率不低于5%。")
    assert [citation.quote for citation in draft.citations] == ["近2年主营业务收入平均增长率不低于5%。"]
    assert draft.lines == ["说[1]", "> 近2年主营业务收入平均增长率不低于5%。[1]"]


def test_neighbours_become_one_verbatim_quote() -> None:
    draft = _draft("主营业务收入总额占营业收入总额比重不低于70%", "近2年主营业务收入平均增长率不低于5%")
    (citation,) = draft.citations
    assert citation.quote == "主营业务收入总额占营业收入总额比重不低于70%，近2年主营业务收入平均增长率不低于5%"
    assert citation.quote in LIBRARY.clause(CLAUSE).text


def test_quotes_apart_stay_apart() -> None:
    draft = _draft("坚持专业化发展道路", "近2年主营业务收入平均增长率不低于5%")
    assert len(draft.citations) == 2


def test_lines_of_a_round_are_not_joined() -> None:
    row = LIBRARY.round(8)
    draft = _draft(row.line("province_recommend"), row.line("province_mail_by"), clause=row.id)
    assert len(draft.citations) == 2
    assert not any(line.startswith(">") for line in draft.lines)


def test_marks_are_numbered_in_the_order_of_reading() -> None:
    draft = Draft()
    first = LIBRARY.cite("measures-2022-63/annex-3/2", basis=BASIS, as_of=AS_OF)
    second = LIBRARY.cite("measures-2022-63/annex-3/3", basis=BASIS, as_of=AS_OF)
    draft.mark(first)
    draft.say("先说" + draft.mark(second))
    draft.say("再说" + draft.mark(first))
    merge_citations(draft, SCENE)
    assert draft.lines == ["先说[1]", "再说[2]"]
    assert draft.citations == [second, first]


def test_a_mark_stands_once_in_a_row_of_marks() -> None:
    draft = Draft()
    part = LIBRARY.clause(CLAUSE).text[3:20]
    other = LIBRARY.cite("measures-2022-63/annex-3/3", basis=BASIS, as_of=AS_OF)
    quoted = [LIBRARY.cite(CLAUSE, words, basis=BASIS, as_of=AS_OF) for words in (LIBRARY.clause(CLAUSE).text, part)]
    draft.say("说" + draft.mark(quoted[0], other, quoted[1]))
    merge_citations(draft, SCENE)
    assert draft.lines == ["说[1][2]"]


def test_renumber_leaves_other_brackets_alone() -> None:
    assert renumber("见[1][2]，〔2022〕[x]", {"[1]": "[3]"}) == "见[3][2]，〔2022〕[x]"


def test_a_row_of_marks_goes_upwards() -> None:
    assert _once("满分100分。[5][2][4]出自[3]") == "满分100分。[2][4][5]出自[3]"
