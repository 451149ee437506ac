"""Application forms as Word documents, as enterprises send them in, each with what it says as of 2025."""

from __future__ import annotations

from tests.assistant.sheets.kinds import SheetKind, kind
from tests.assistant.sheets.making import File
from tests.corpus.files.making import p, r, tbl, tc, whole_word


def form(*blocks: str) -> File:
    return File("申请书.docx", whole_word("".join(blocks)))


def row(*cells: tuple[str, int]) -> list[str]:
    return [tc(words, span=span) for words, span in cells]


def old_box(ticked: bool) -> str:
    state = "<w:checked/>" if ticked else '<w:default w:val="0"/>'
    box = f"<w:ffData><w:checkBox>{state}</w:checkBox></w:ffData>"
    return f'<w:r><w:fldChar w:fldCharType="begin">{box}</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def control(ticked: bool) -> str:
    return f"<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>{r('☒' if ticked else '☐')}</w:sdtContent></w:sdt>"


WHOLE = form(
    p("附件1"),
    p("第七批专精特新“小巨人”企业申请书"),
    p("企业名称（盖章）：甲公司"),
    p("推荐单位：某省工业和信息化厅"),
    p("填 报 说 明"),
    p("1.申请书填写应实事求是，不得虚报。"),
    p("2.金额单位为万元。"),
    tbl(
        row(("一、企业基本情况", 12)),
        row(("企业名称", 3), ("甲公司", 9)),
        row(("统一社会信用代码", 3), ("91330100MA2XXXXX1X", 3), ("注册时间", 3), ("2010年3月15日", 3)),
        row(("所属行业", 3), ("制造业 34通用设备制造业", 9)),
        row(("企业规模", 3), ("□中型 ☑小型 □微型", 3), ("从业人员（人）", 3), ("186", 3)),
        row(("是否被列入经营异常名录", 6), ("□是 ☑否", 6)),
        row(("近三年是否发生过安全（含网络安全、数据安全）、质量、环境污染等事故以及偷漏税等违法违规行为", 6), ("□是 ☑否", 6)),
        row(("已获专精特新中小企业认定时间", 6), ("2023年12月", 6)),
        row(("二、经济效益和经营情况", 12)),
        row(("年度", 3), ("2022年", 3), ("2023年", 3), ("2024年", 3)),
        row(("全职员工数量（人）", 3), ("150", 3), ("170", 3), ("186", 3)),
        row(("其中：研发人员数量（人）", 3), ("35", 3), ("42", 3), ("50", 3)),
        row(("营业收入（万元）", 3), ("6532.15", 3), ("7,845.20", 3), ("9012.66", 3)),
        row(("主营业务收入占营业收入的比重（%）", 3), ("94.9", 3), ("95.6", 3), ("97.6", 3)),
        row(("资产总额（万元）", 3), ("8000", 3), ("9000", 3), ("10500", 3)),
        row(("研发费用总额（万元）", 3), ("350", 3), ("420", 3), ("520", 3)),
        row(("近2年是否获得新增股权融资", 6), ("☑是，1500万元 □否", 6)),
        row(("三、专业化程度", 12)),
        row(("主导产品名称", 3), ("精密减速器", 3), ("从事特定细分市场时间", 3), ("14年", 3)),
        row(("主导产品在全国细分市场占有率（%）及排名", 6), ("15.6%，第3名", 6)),
        row(("四、创新能力", 12)),
        row(("与主导产品有关的Ⅰ类知识产权数量（项）", 6), ("8", 3), ("其中：自主研发", 2), ("7", 1)),
        row(("研发机构建设情况", 3), ("□国家级 ☑省级 □市级 名称：某省企业技术中心", 9)),
        row(("近三年获得国家级科技奖励情况", 6), ("无", 6)),
        row(("近五年获得省级科技奖励情况", 6), ("二等奖，排名第2", 6)),
        row(("自主品牌", 3), ("☑有（注册商标2件） □无", 9)),
        row(("管理体系认证", 3), ("☑有（正在办理） □无", 9)),
        row(("本企业对所提交材料的真实性负责。法定代表人（签名）：       （单位公章）", 12)),
    ),
)

ALL: tuple[SheetKind, ...] = (
    kind(
        "a whole application form",
        WHOLE,
        {
            "name": "甲公司", "industry": "工业", "employees": 186, "total_assets": 10500, "in_abnormal_list": False, "major_incident_3y": False,
            "recognitions": [{"tier": "specialized", "on": "2023-12"}], "niche_years": 14, "revenue": {"2022": 6532.15, "2023": 7845.2, "2024": 9012.66},
            "rd_expense": {"2022": 350, "2023": 420, "2024": 520}, "main_revenue_ratio": 97.6, "rd_staff_ratio": 26.88172, "rd_institution": "province",
            "class1_ip": 8, "class1_ip_self_developed": 7, "market_share": 15.6, "market_rank": 3, "own_brand": True, "national_award_rank": 0, "equity_financing_sum2": 1500,
        },
        unread=2,
        left=11,
    ),
    kind(
        "boxes that Word itself ticks",
        form(tbl(["企业名称", "甲"], ["自主品牌", tc(p(old_box(True), "是 ", old_box(False), "否"))], ["管理体系认证", tc(p(control(False), "有 ", control(True), "无"))])),
        {"name": "甲", "own_brand": True, "management_certified": False},
    ),
    kind(
        "a box of a font that nobody knows",
        form(tbl(["企业名称", "甲"], ["自主品牌", tc(p('<w:r><w:sym w:font="某厂符号" w:char="F0B3"/></w:r>', "是 □否"))])),
        {"name": "甲"},
        unread=1,
    ),
    kind("labels and values in lines", form(p("企业情况表"), p("企业名称：甲"), p("从业人员：118人"), p("资产负债率：45%")), {"name": "甲", "employees": 118, "debt_ratio": 45}, left=1),
    kind(
        "several tables of one enterprise, each with its unit",
        form(p("表一"), tbl(["企业名称", "甲"], ["所属行业", "C34"]), p("单位：元"), tbl(["项目", "2023年", "2024年"], ["营业收入", "45000000", "62000000"]), p("单位：万元"), tbl(["项目", "2024年"], ["研发费用", "300"])),
        {"name": "甲", "industry": "工业", "revenue": {"2023": 4500, "2024": 6200}, "rd_expense": {"2024": 300}},
        left=3,
    ),
    kind("a list of enterprises", form(p("推荐汇总表"), tbl(["序号", "企业名称", "2024年营业收入（万元）"], ["1", "甲", "6200"], ["2", "乙", "4500"], ["合计", "", "10700"])), {"name": "甲", "revenue": {"2024": 6200}}, {"name": "乙", "revenue": {"2024": 4500}}, left=2),
    kind("a table in a cell", form(tbl(["企业名称", "甲"], ["经营情况", tc(tbl(["年度", "2023年", "2024年"], ["营业收入", "4500", "6200"]) + "<w:p/>")])), {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}}, left=1),
    kind("a form in a frame", form(tbl([tc(p("申请书") + tbl(["企业名称", "甲"], ["从业人员", "118人"]) + "<w:p/>")])), {"name": "甲", "employees": 118}, left=1),
    kind("a tracked change in a cell", form(tbl(["企业名称", "甲"], ["从业人员", tc(p("<w:del><w:r><w:delText>18</w:delText></w:r></w:del>", f"<w:ins>{r('118')}</w:ins>", "人"))])), {"name": "甲", "employees": 118}),
)
