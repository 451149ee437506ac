"""What the verifier stops and what it lets pass, a kind of change at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.models import VerifyRequest
from assistant.rules.standards import load_standards
from assistant.verifying.standing import standing_of
from assistant.verifying.verdict import JudgedSentence, Reason
from assistant.verifying.verifier import Verifier
from corpus.library import load_library

GIANT, SPECIAL = "measures-2022-63/annex-3", "measures-2022-63/annex-2"
CHAPTER, NEW = "measures-2022-63/ch-3", "measures-2026-2"
NOTICE = "notice-2022-133/3"


def judge(text: str, *citations: str, as_of: str = "2022-06-20", **more: Any) -> tuple[JudgedSentence, ...]:
    request = VerifyRequest.model_validate({"text": text, "citations": citations, "as_of": as_of, **more})
    library = load_library()
    standing = standing_of(request, date.fromisoformat(as_of), library, load_standards())
    return Verifier.of(library).verify(request.text, request.citations, standing).sentences


@pytest.mark.parametrize(
    ("clause", "right", "changed", "reason"),
    [
        (f"{GIANT}/2", "小巨人的资产负债率不高于70%", "小巨人的资产负债率不高于75%", "number"),
        (f"{GIANT}/1", "主营业务收入占营业收入的比重不低于70%", "主营业务收入占营业收入的比重不低于5%", "number"),
        (f"{SPECIAL}/1/2", "研发费用总额不低于100万元，且占营业收入比重不低于3%", "研发费用总额不低于3%", "condition"),
        ("measures-2022-63/annex-1/2/1/2", "研发费用占比在2%-3%的，得10分", "研发费用占比在2%-3%的，得15分", "number"),
        (f"{NOTICE}/4", "企业在2022年6月21日至6月28日上传材料", "企业在2022年6月21日至6月30日上传材料", "date"),
        ("notice-2023-23/材料上传", "省里要在2023年5月10日前择优推荐", "省里要在2023年4月10日前择优推荐", "date"),
        (f"{CHAPTER}/重大变化报告", "更名等重大变化应在3个月内报告", "更名等重大变化应在3个工作日内报告", "unit"),
        ("notice-2025-190/本年度要求", "本年度暂不接收营业收入低于5000万元的企业申请", "本年度暂不接收营业收入低于5000亿元的企业申请", "unit"),
        (f"{NOTICE}/5", "要「按照宁缺勿滥的原则，严格把关」", "要「按照宁少勿滥的原则，严格把关」", "quote"),
        (f"{GIANT}/2", "资产负债率高于70%的，不符合", "小巨人的资产负债率要高于70%", "polarity"),
        (f"{NOTICE}/4", "佐证材料不必报送，留存备查", "佐证材料也需要报送", "polarity"),
        (f"{CHAPTER}/违法违规与数据造假", "数据造假的，三年内不得再次申报", "数据造假的，三年内仍可再次申报", "polarity"),
        (f"{NOTICE}/1/3", "持股比例超过50%的，不予推荐", "持股比例达到50%以上的，不予推荐", "comparison"),
        (f"{SPECIAL}/1/4", "评价得分60分以上即满足这一条", "评价得分必须超过60分，正好60分不行", "comparison"),
        ("measures-2022-63/ch-1/职责分工", "小巨人由工信部认定", "小巨人由省级中小企业主管部门认定", "role"),
        ("measures-2022-63/ch-1/职责分工", "小巨人由工信部认定", "小巨人的认定要先经国家统计局核实", "role"),
        ("classification-2011-300/3", "零售业适用这个规定", "零售业不适用这个规定", "polarity"),
        ("classification-2011-300/3", "交通运输业不含铁路运输业", "铁路运输业也算交通运输业", "condition"),
        ("measures-2022-63/annex-4/13", "所称“以下”包括本数，“超过”不包括本数", "所称“以下”不包括本数", "polarity"),
        (f"{NOTICE}/5", "省里在7月12日前把汇总表寄到工信部", "申报企业在7月12日前把汇总表寄到工信部", "role"),
        (f"{NOTICE}/1/1", "第四批小巨人由省级专精特新中小企业自愿申请", "第四批小巨人由创新型中小企业自愿申请", "tier"),
        ("notice-2023-23/title", "通知的文号是工信厅企业函〔2023〕23号", "通知的文号是工信厅企业函〔2022〕133号", "version"),
        (f"{GIANT}/4/1/1", "营业收入1亿元以上的企业，近2年研发费用占比均不低于3%", "近2年研发费用占营业收入比重均不低于3%", "condition"),
        (f"{GIANT}/4/1/1", "营业收入5000万元至1亿元的企业，研发费用占比均不低于6%", "营业收入1亿元以上的企业，研发费用占比均不低于6%", "condition"),
        (f"{SPECIAL}/1/2", "研发费用不低于100万元，同时占营业收入3%以上", "研发费用不低于100万元，或者占营业收入3%以上", "condition"),
        (f"{SPECIAL}/1", "四项条件要同时满足", "四项条件满足任意三项即可", "condition"),
        (f"{NOTICE}/1/3", "同一集团内生产相似主导产品的企业，不予推荐", "同一集团内的企业，一律不予推荐", "condition"),
        (f"{GIANT}/4/1/3", "拥有2项以上与主导产品相关的Ⅰ类知识产权", "拥有2项以上与主导产品相关的Ⅱ类知识产权", "condition"),
        (f"{NOTICE}/1/1", "申请不收取任何费用", "企业如实填报，就保证入选第四批小巨人", "promise"),
        (f"{NOTICE}/1/3", "存在控股关系的，不予推荐", "可以先把股份转给亲属代持再申报", "advice"),
        (f"{NOTICE}/4", "网址是zjtx.miit.gov.cn", "网址是zjtx.miit.com", "contact"),
        (f"{NOTICE}/4", "企业在线填写", "企业可拨打010-68205300询问", "contact"),
        ("measures-2022-63/ch-4/政策与服务", "主管部门在融资、人才方面提供支持", "认定后可获得中央财政一次性奖励", "unsupported"),
        ("measures-2022-63/annex-4/3", "植物新品种属于Ⅰ类知识产权", "实用新型专利属于Ⅰ类知识产权", "unsupported"),
        ("classification-2011-300/4/2", "从业人员300人及以上且营业收入2000万元及以上的为中型企业", "从业人员20人及以上且营业收入2000万元及以上的为中型企业", "number"),
    ],
)  # fmt: skip
def test_a_change_is_stopped_by_its_reason(clause: str, right: str, changed: str, reason: str) -> None:
    (ok,) = judge(f"{right}[1]。", clause, as_of="2025-06-20")
    assert ok.ok, ok.note
    (stopped,) = judge(f"{changed}[1]。", clause, as_of="2025-06-20")
    assert Reason(reason) in stopped.reasons and stopped.note


def test_a_statement_needs_a_mark_and_a_greeting_none() -> None:
    greeting, bare, marked = judge("您好！资产负债率不高于70%。资产负债率不高于70%[1]。", f"{GIANT}/2")
    assert (greeting.ok, bare.reasons, marked.ok) == (True, (Reason.CITATION,), True)


@pytest.mark.parametrize(("mark", "citations"), [(2, (f"{GIANT}/2",)), (0, (f"{GIANT}/2",)), (1, ("measures-2022-63/annex-9",)), (1, ())])
def test_a_mark_of_nothing_is_stopped(mark: int, citations: tuple[str, ...]) -> None:
    (stopped,) = judge(f"资产负债率不高于70%[{mark}]。", *citations)
    assert stopped.reasons == (Reason.CITATION,)


def test_each_stretch_stands_on_its_own_mark() -> None:
    cited = (f"{NEW}/annex-2/2", f"{GIANT}/2")
    (right,) = judge("新标准是不超过75%[1]，2022年标准是不高于70%[2]。", *cited, as_of="2026-05-10")
    (crossed,) = judge("新标准是不超过70%[1]，2022年标准是不高于75%[2]。", *cited, as_of="2026-05-10")
    assert right.ok and Reason.NUMBER in crossed.reasons


def test_a_text_not_yet_published_is_stopped() -> None:
    (stopped,) = judge("资产负债率不超过75%[1]。", f"{NEW}/annex-2/2", as_of="2024-05-06")
    assert Reason.VERSION in stopped.reasons


def test_a_text_that_does_not_decide_is_not_what_applies_now() -> None:
    (stopped,) = judge("目前小巨人的资产负债率不高于70%[1]。", f"{GIANT}/2", as_of="2026-08-10", tier="little_giant", track="new")
    (plain,) = judge("2022年标准里，小巨人的资产负债率不高于70%[1]。", f"{GIANT}/2", as_of="2026-08-10", tier="little_giant", track="new")
    assert stopped.reasons == (Reason.VERSION,) and plain.ok


class TestOfTheEnterprise:
    PROFILE = {"total_liabilities": 3600, "total_assets": 5000}

    def judge(self, text: str) -> JudgedSentence:
        return judge(text, f"{GIANT}/2", profile=self.PROFILE, tier="little_giant", track="new", as_of="2023-09-01")[0]

    def test_its_own_figures_and_a_sum_that_comes_out_stand(self) -> None:
        assert self.judge("贵公司资产负债率为3600/5000 = 72%，高于70%，不符合[1]。").ok

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("贵公司资产负债率为3600/5000 = 68%，符合[1]。", Reason.NUMBER),
            ("贵公司资产负债率为3600/5000 = 72%，符合小巨人的要求[1]。", Reason.UNSUPPORTED),
            ("贵公司资产负债率为3600/5000 = 72%，低于70%，不符合[1]。", Reason.UNSUPPORTED),
            ("小巨人的资产负债率不高于72%[1]。", Reason.NUMBER),
        ],
    )
    def test_a_wrong_sum_verdict_or_law_is_stopped(self, text: str, reason: Reason) -> None:
        assert reason in self.judge(text).reasons


def test_a_row_of_the_rounds_can_be_cited() -> None:
    (right,) = judge("第八批企业上传到2026年5月25日截止[1]。", "rounds/8", as_of="2026-05-10")
    (wrong,) = judge("第八批企业上传到2026年6月30日截止[1]。", "rounds/8", as_of="2026-05-10")
    assert right.ok and {Reason.DATE, Reason.ROLE} & set(wrong.reasons)


def test_notes_come_in_the_language_asked_for() -> None:
    request = VerifyRequest.model_validate({"text": "负债率不高于75%[1]。", "citations": [f"{GIANT}/2"]})
    library = load_library()
    verifier, standing = Verifier.of(library), standing_of(request, date(2022, 6, 20), library, load_standards())
    assert "75%" in verifier.verify(request.text, request.citations, standing, "en").sentences[0].note
    (english,) = verifier.verify("The debt ratio is at most 70%[1].", request.citations, standing).sentences
    assert english.reasons == (Reason.UNSUPPORTED,)


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("2022年办法的负债率是不高于70%，2026年办法是不超过75%[1][2]。", True),
        ("2022年办法的负债率是不超过75%，2026年办法是不高于70%[1][2]。", False),
    ],
)
def test_of_two_versions_each_has_its_own_figure(text: str, ok: bool) -> None:
    assert [each.ok for each in judge(text, f"{GIANT}/2", f"{NEW}/annex-2/2", as_of="2026-05-10")] == [ok]


@pytest.mark.parametrize(
    ("text", "ok"),
    [
        ("今天是6月20日，企业上传到6月28日为止，还有8天[1]。", True),
        ("今天是6月20日，企业上传到6月28日为止，还有9天[1]。", False),
    ],
)
def test_days_left_are_counted_from_the_day_asked_about(text: str, ok: bool) -> None:
    assert [each.ok for each in judge(text, f"{NOTICE}/4")] == [ok]


@pytest.mark.parametrize(
    ("clause", "right", "changed"),
    [
        (f"{NEW}/ch-3/art-16", "称号每次到期前由认定部门组织复核", "称号每次到期后由认定部门组织复核"),
        (f"{NEW}/annex-1/2", "近两年新增股权投资总额2000万元以上，按合格机构投资者的实缴额计", "近两年新增股权投资总额2000万元以上，认缴额也计入"),
    ],
)
def test_before_is_not_after_and_pledged_is_not_paid(clause: str, right: str, changed: str) -> None:
    (ok,), (stopped,) = (judge(f"{text}[1]。", clause, as_of="2026-05-10") for text in (right, changed))
    assert ok.ok, ok.note
    assert Reason.CONDITION in stopped.reasons


@pytest.mark.parametrize(("revenue", "ok"), [(6200, True), (4300, False)])
def test_what_is_concluded_of_a_figure_is_held_against_the_clause(revenue: int, ok: bool) -> None:
    more = {"profile": {"revenue": {"2024": revenue}}, "tier": "little_giant", "round": 7}
    judged = judge(f"贵公司营业收入{revenue}万元，这一关过了[1]。", "notice-2025-190/本年度要求", as_of="2025-05-20", **more)
    assert judged[0].ok is ok, judged[0].note
