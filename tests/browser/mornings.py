"""Five mails such as a helpdesk gets in a morning, with what a right answer says and cites and what it must not say.

Each was held against the clauses by hand; the day is 2022-06-20, when the fourth batch was announced and its window not yet open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DAY: Final = "2022-06-20"


@dataclass(frozen=True)
class MorningMail:
    """A mail and its answer.

    Attributes:
        says: words that the copied mail holds; `not_says`: words that it must not hold.
    """

    text: str
    says: tuple[str, ...]
    not_says: tuple[str, ...] = ()


MAILS: Final = (
    MorningMail(
        "您好！我是苏州恒锐精密传动有限公司的工作人员。我公司2021年被认定为江苏省专精特新中小企业，从事精密减速器6年，属于工业企业，员工186人。"
        "2021年营业收入9200万元，主营业务收入8900万元，研发费用610万元；2021年末资产总额11000万元，负债总额8030万元。\n请问：\n"
        "1、以我们的负债情况，能申报第四批小巨人吗？\n2、企业最晚什么时候要在网上提交？谢谢。",
        ("一、以我们的负债情况，能申报第四批小巨人吗", "（第四批）不符合", "8030/11000 = 73%，高于70%", "610/9200 = 6.63%，不低于6%", "2022年6月21日至6月28日", "附件3 二：“截至上年末，企业资产负债率不高于70%”"),
        ("资产负债率：符合",),
    ),
    MorningMail(
        "老师好，我们准备第一次申报第四批专精特新“小巨人”，想确认一下要交哪些纸质材料，一式几份？",
        ("一式两份", "申请书纸质件", "附件1", "佐证材料无需报送，妥善保管，留存备查"),
        ("复核申请书纸质件：",),
    ),
    MorningMail(
        "你好，我们是2019年第一批国家级小巨人企业，有效期快到了。请问今年要不要复核，什么时间上传复核材料？复核不通过会怎样？",
        ("第一批今年（2022年）轮到复核，随第四批进行", "2022年6月21日至6月28日", "将予以撤销"),
    ),
    MorningMail(
        "请问贵单位：小巨人对研发人员占比是怎么要求的？I类知识产权包括哪些？实用新型算不算？",
        ("只对上年度营业收入总额在5000万元以下的企业有要求，研发人员占企业职工总数比重50%以上", "发明专利（含国防专利）", "实用新型专利属于Ⅱ类知识产权"),
    ),
    MorningMail(
        "您好，请问评上小巨人之后国家奖励多少钱？申报要收费吗？联系电话是多少？",
        ("没有写明奖补、补贴的金额", "相关申请均不收取任何费用", "没有写明联系人、电话"),
        ("万元",),
    ),
)
