"""Heads put together of known words: what they name, and what they must not be taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rules.fields import catalogue
from assistant.sheets.grammar import composed, composed_of_several, parts_of
from assistant.sheets.headers import Frame, read_head
from assistant.sheets.names import HELPERS

KNOWN = {
    "name": ["被推荐企业", "拟推荐企业", "您所在企业的全称", "公司全名"],
    "province": ["注册地所在省", "省市", "所属省级行政区"],
    "industry": ["所属国民经济行业", "行业小类", "国标行业代码及名称", "从事行业"],
    "employees": ["年平均从业人数", "全部从业人员", "年末在岗职工", "人员规模"],
    "total_liabilities": ["总负债额", "负债（合计）"],
    "debt_ratio": ["负债占资产比例", "资产负债比率"],
    "in_abnormal_list": ["是否列异", "经营异常情况"],
    "in_dishonest_list": ["是否列入严重违法失信名单", "严重违法失信"],
    "major_incident_3y": ["近三年重大安全环保质量事故及偷漏税等违法行为", "三年内事故及违法"],
    "recognitions": ["所获称号", "梯度培育层级", "已认定类别"],
    "little_giant_holding_pct": ["被小巨人持股比例", "与小巨人持股关系"][:1],
    "niche_years": ["深耕年限", "从事主导产品年限", "主营年限", "干这个细分领域多少年了"],
    "revenue": ["年营业收入", "营业收入规模", "去年卖了多少钱"],
    "main_revenue": ["主营业收入"],
    "main_revenue_ratio": ["主营占营收比", "主营业务收入占营业总收入比重"],
    "main_revenue_growth": ["主营增速", "主营业务收入同比增长"],
    "main_revenue_growth_avg2": ["近两年主营收入平均增速", "两年平均主营增长率"],
    "revenue_cagr2": ["营收CAGR", "近两年营收复合增长率", "营业收入两年复合增长率"],
    "net_profit": ["税后净利润"],
    "net_profit_ratio": ["净利润占营收比重"],
    "rd_expense": ["R&D投入", "研发总投入", "搞研发花了多少"],
    "rd_expense_sum2": ["近两年研发投入总额", "近两年研发费用之和"],
    "rd_expense_mean2": ["近两年年均研发费用"],
    "rd_ratio": ["研发费用占销售收入比例", "R&D强度", "研发经费投入强度"],
    "rd_staff": ["科研人员数", "研发人数"],
    "rd_staff_ratio": ["研发人员占员工总数比例", "研发占员工比例"],
    "class1_ip": ["Ⅰ类知产", "1类知识产权"],
    "class1_ip_in_use": ["是否产业化应用", "知识产权是否应用并产生效益"],
    "class2_ip": ["二类知产"],
    "equity_financing_sum2": ["近两年获得股权融资总额"],
    "equity_financing_sum3": ["近三年累计股权融资"],
    "market_share": ["细分领域市占率", "全国细分市占率"],
    "market_rank": ["全国细分排名", "国内位次", "市占率排名"],
    "own_brand": ["自主商标", "注册商标情况"],
    "management_certified": ["ISO有没有", "通过何种管理体系认证"],
    "standards_drafting": ["是否参编标准", "参与国行标制定"],
    "digital_level": ["数字化转型水平", "数字化评测等级"],
    "rd_institution": ["研发机构层级", "创新载体"],
    "key_chain_role": ["产业链位置", "强链补链情况"],
    "product_field": ["重点产业领域", "领域归属"],
    "provincial_award_rank": ["省科技进步奖"],
    "score_innovation": ["创新能力（满分40）"],
    "development_score": ["发展评价结果"],
}
OTHERS = ["女职工人数", "女职工比例", "职工薪酬", "员工流失率", "大专以上人员占比", "管理人员数", "销售人员占比", "人均收入", "其他业务收入", "海外收入", "省内市场占有率", "全球市场占有率", "主导产品销售收入", "出口收入占比", "新产品收入占比", "主营业务成本", "主营业务毛利率", "利润总额", "营业利润", "净利润增长率", "营收增长率", "资产收益率", "固定资产", "流动负债", "有息负债", "负债与权益比", "团体标准制定", "企业标准制定", "专利申请量", "知识产权总数", "债权融资", "融资需求", "研发费用加计扣除额", "研发人员工资", "研发设备原值", "研发项目数", "研发费用占利润比重", "母公司营业收入", "集团研发费用", "行业均值", "申报类型", "推荐层次", "拟申报称号", "培育意向", "是否规上", "小巨人企业数量", "小巨人培育库", "单项冠军产品名称", "认定文号", "认定机关", "认证机构", "品牌价值", "失信被执行人", "综合排名", "国际排名", "行业协会", "专业化投入", "成长性分析", "质量等级", "产品类别", "增长率", "占比", "得分", "级别"]
WORDS = [head for heads in KNOWN.values() for head in heads]


@pytest.mark.parametrize(("key", "head"), [(key, head) for key, heads in KNOWN.items() for head in heads])
def test_a_head_in_other_words_is_known(key: str, head: str) -> None:
    header = read_head((head,), Frame(2026)).header
    assert header is not None and header.key == key


@pytest.mark.parametrize("head", OTHERS)
def test_a_head_that_is_near_a_field_is_none(head: str) -> None:
    assert read_head((head,), Frame(2026)).header is None


@given(st.sampled_from(WORDS), st.integers(min_value=0, max_value=20), st.sampled_from("女碳房海诉"))
def test_a_sign_that_no_word_has_makes_a_head_unknown(head: str, place: int, sign: str) -> None:
    assert composed(f"{head[:place]}{sign}{head[place:]}") is None


@given(st.text(alphabet="营业收入研发费用占比近两年主导产品平均负债率的总", max_size=45))
def test_any_words_come_to_one_field_or_none(text: str) -> None:
    made = composed(text)
    assert made is None or made.key in catalogue() or made.key in HELPERS


def test_a_head_may_ask_for_a_part_or_for_several() -> None:
    accident = composed("近三年有无安全事故")
    assert accident is not None and accident.part in parts_of("major_incident_3y")
    assert composed_of_several("省级以上科技奖（近三年）") == ("provincial_award_rank", "national_award_rank")
    assert composed_of_several("营业收入") == ()
