"""A person's answer goes first where it is asked for, is looked over before that, and steps back for facts, other days and changed clauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from assistant.desk.curating import changed_clauses, check_curated, looked_at
from assistant.models import Answer, AskRequest, Origin, Status
from assistant.planning.curated import CuratedSource
from assistant.service import Assistant
from assistant.store.curated import CuratedState, CuratedText
from assistant.topics.forms import Form, Matter, MatterKind
from corpus.terms import Tier

CLAUSE = "measures-2022-63/ch-3/有效期与复核"
TEXT = CuratedText(
    matter=Matter(MatterKind.TOPIC, "valid_period"),
    forms=(Form.HOW_MANY, Form.NAME),
    phrasings=("小巨人的有效期几年",),
    text="专精特新“小巨人”企业有效期为三年[1]，每次到期后由认定部门组织复核[1]。",
    sources=(CuratedSource(CLAUSE),),
    holds_from=date(2022, 6, 15),
    holds_to=date(2026, 3, 31),
)
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def own(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant with a store of its own, in which one answer is published."""
    settings = assistant.settings.model_copy(update={"data_dir": tmp_path_factory.mktemp("curated"), "index_dir": assistant.settings.index_path, "database_url": None})
    found = Assistant.open(settings)
    found.store.curated.add(replace(looked_at(found, TEXT), state=CuratedState.PUBLISHED))
    yield found
    found.store.close()


@pytest.fixture(scope="module")
def say(own: Assistant) -> Ask:
    def run(question: str, as_of: str = "2023-05-01", **fields: object) -> Answer:
        return own.ask(AskRequest(question=question, as_of=date.fromisoformat(as_of), **fields))

    return run


@pytest.mark.parametrize("question", ["小巨人的有效期几年", "有效期多久", "小巨人的有效期，几年？", "称号有效期几年", "申报要准备哪些材料，另外有效期几年？"])
def test_it_answers_first_and_says_who_wrote_it(say: Ask, question: str) -> None:
    answer = say(question)
    assert answer.label == "person" and "人工审定" in answer.answer
    assert "每次到期后由认定部门组织复核" in answer.answer
    assert CLAUSE in [citation.clause_id for citation in answer.citations]
    assert "".join(block["text"] for block in answer.blocks) == answer.answer
    if "材料" not in question:
        assert (answer.origin, answer.status) == (Origin.CURATED, Status.ANSWERED)


@pytest.mark.parametrize(
    ("question", "as_of"),
    [
        ("小巨人的有效期几年", "2022-06-14"),
        ("小巨人的有效期几年", "2026-04-01"),
        ("小巨人2022年8月15日公告的，有效期几年", "2023-05-01"),
        ("我们是第五批小巨人，2023年7月14日认定，有效期几年", "2023-07-20"),
        ("去年负债率72%，小巨人的有效期几年", "2023-05-01"),
        ("有效期是不是五年", "2023-05-01"),
        ("有效期内能不能打广告", "2023-05-01"),
        ("小巨人的资产负债率要求多少", "2023-05-01"),
        ("复核要交哪些材料", "2023-05-01"),
        ("How long is the Little Giant title valid?", "2023-05-01"),
    ],
)
def test_it_steps_back(say: Ask, question: str, as_of: str) -> None:
    answer = say(question, as_of)
    assert answer.origin is not Origin.CURATED and answer.label is None


def test_a_verdict_is_always_the_rules(say: Ask) -> None:
    answer = say("小巨人的有效期几年？我们去年负债率72%，能报吗？")
    assert answer.check is not None and answer.check["status"] == "fail"
    assert answer.label is None


def test_its_words_are_answered_whatever_they_are_read_as(own: Assistant) -> None:
    odd = replace(TEXT, phrasings=("那块牌子能挂到哪一年",), tiers=(Tier.LITTLE_GIANT,))
    check = check_curated(own, odd)
    assert check.may_be_published and "有效期为三年" in check.shown


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": "“小巨人”企业有效期为五年[1]。"}, None),
        ({"text": "我们保证贵公司一定能通过。"}, None),
        ({"text": "“小巨人”企业有效期为三年[2]。"}, "mark"),
        ({"sources": (), "text": "“小巨人”企业有效期为三年。"}, "no_clause"),
        ({"sources": (CuratedSource("measures-2022-63/no-such"),)}, "unknown_clause"),
        ({"sources": (CuratedSource(CLAUSE, "有效期为五年"),)}, "quote"),
        ({"sources": (CuratedSource("measures-2026-2/附则"),)}, "later_clause"),
        ({"holds_from": date(2020, 1, 1)}, "later_clause"),
        ({"holds_to": date(2022, 6, 1)}, "days"),
        ({"forms": ()}, "no_form"),
        ({"forms": (Form.VERDICT,)}, "no_form"),
        ({"phrasings": ()}, "no_phrasing"),
        ({"phrasings": ("去年负债率72%，小巨人的有效期几年",)}, "tells_facts"),
    ],
)
def test_what_does_not_stand_is_not_published(own: Assistant, change: dict[str, object], fault: str | None) -> None:
    check = check_curated(own, replace(TEXT, **change))
    assert not check.may_be_published
    assert [each.key for each in check.faults] == ([fault] if fault else [])
    assert check.sentences.stands is (fault is not None)


def test_a_changed_clause_takes_it_out_of_use(own: Assistant) -> None:
    kept = looked_at(own, TEXT)
    assert changed_clauses(own, kept) == ()
    stale = replace(kept, sources=(replace(kept.sources[0], hash="0" * 64),))
    assert changed_clauses(own, stale) == (CLAUSE,)
    assert not stale.answer.holds(date(2023, 5, 1), own.library())
    gone = replace(kept, sources=(CuratedSource("measures-2022-63/gone", hash="0" * 64),))
    assert not gone.answer.holds(date(2023, 5, 1), own.library())


def test_it_holds_for_its_sites_alone(own: Assistant) -> None:
    shelf = own.orders.now()
    other = replace(shelf, curated=(replace(shelf.curated[0], sites=("anhui",)),))
    assert other.shelf(own.sites.find()).answers == ()
    assert len(other.shelf(replace(own.sites.find(), name="anhui")).answers) == 1


def test_another_process_sees_it_at_once(own: Assistant) -> None:
    other = Assistant.open(own.settings)
    request = AskRequest(question="小巨人的有效期几年", as_of=date(2023, 5, 1))
    assert other.ask(request).origin is Origin.CURATED
    (text,) = own.store.curated.all()
    own.store.curated.save(replace(text, state=CuratedState.WITHDRAWN))
    assert other.ask(request).origin is not Origin.CURATED
    (text,) = own.store.curated.all()
    own.store.curated.save(replace(text, state=CuratedState.PUBLISHED))
    assert other.ask(request).origin is Origin.CURATED
    other.store.close()
