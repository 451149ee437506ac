"""How people say what a clause says, and how they say it wrongly."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.rules.profile import Profile
from assistant.verifying.claim import Standpoint
from assistant.verifying.verdict import Verified
from assistant.verifying.verifier import Verifier
from corpus.library import load_library

DAY = date(2026, 5, 10)
RIGHT = [
    ("资产负债率刚好75%也是可以的，超过75%才不合要求[1]。", "measures-2026-2/annex-2/2"),
    ("该领域干了不满3年（算到上年末）的公司，还够不上“小巨人”[1]。", "measures-2026-2/annex-2/1"),
    ("与主导产品相关的Ⅰ类知识产权如果只有3项，就达不到新办法对“小巨人”的数量要求[1]。", "measures-2026-2/annex-2/4"),
    ("产品属于国家淘汰类的企业，申报条件上就过不去[1]。", "measures-2026-2/ch-2/art-11"),
    ("净利润率9%的企业，在这个指标上得8分[1]。", "measures-2022-63/annex-2/2/2/7"),
    ("排名第四就够不着创新直通的科技奖励条件了，那里要的是前三[1]。", "measures-2022-63/annex-3/4/2/1"),
    ("第四批小巨人的线上填报窗口一共8天，2022年6月21日开、6月28日关[1]。", "notice-2022-133/3/4"),
    ("认定工作原则上放在每年第二季度，也就是4月到6月[1]。", "measures-2026-2/ch-1/“小巨人”企业认定"),
    ("建筑业看的是营业收入和资产总额，不看从业人员[1]。", "classification-2011-300/4/3"),
]
WRONG = [
    ("Ⅰ类知识产权有4项就行，和主导产品有没有关系都不打紧[1]。", "measures-2026-2/annex-2/4", "condition"),
    ("净利润率9%的企业，在这个指标上得10分[1]。", "measures-2022-63/annex-2/2/2/7", "number"),
    ("净利润率做到12%才能拿满那10分[1]。", "measures-2022-63/annex-2/2/2/7", "number"),
    ("第四批小巨人的线上填报窗口一共9天，2022年6月21日开、6月28日关[1]。", "notice-2022-133/3/4", "number"),
    ("产品属于国家限制类的，不影响企业申报[1]。", "measures-2026-2/ch-2/art-11", "polarity"),
    ("企业人数恰好1000人、营收恰好40000万元的，也属于工业的中小微型企业[1]。", "classification-2011-300/4/2", "comparison"),
    ("中小企业划成四种类型[1]。", "classification-2011-300/2", "number"),
]


def judged(text: str, clause_id: str, standing: Standpoint | None = None) -> Verified:
    return Verifier.of(load_library()).verify(text, [clause_id], standing or Standpoint(DAY))


@pytest.mark.parametrize(("text", "clause_id"), RIGHT)
def test_a_paraphrase_stands(text: str, clause_id: str) -> None:
    verdict = judged(text, clause_id)
    assert verdict.ok, [sentence.note for sentence in verdict.sentences]


@pytest.mark.parametrize(("text", "clause_id", "reason"), WRONG)
def test_a_wrong_paraphrase_is_stopped(text: str, clause_id: str, reason: str) -> None:
    reasons = {str(each) for sentence in judged(text, clause_id).sentences for each in sentence.reasons}
    assert reason in reasons


def test_the_enterprises_own_figure_needs_no_clause_but_is_never_the_rule() -> None:
    standing = Standpoint(DAY, profile=Profile.parse({"revenue": {"2025": 5300}}))
    clause_id = "measures-2026-2/annex-2/2"
    assert judged("去年营收5300万元，不低于5000万元[1]。", clause_id, standing).ok
    assert not judged("贵公司营收5300万元，规定的营收下限就是5300万元，所以刚好达标[1]。", clause_id, standing).ok
