"""Sheets of the kinds that people send in, each with what it says: profiles as of 2025, cells that stay open, lines left out.

`UNREAD` counts the filled cells that must be named, `LEFT` the lines that are of no enterprise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tests.assistant.sheets.making import File, Made, text, xlsx

Profile = dict[str, Any]


@dataclass(frozen=True)
class SheetKind:
    """A sheet with what should come of it."""

    id: str
    file: File
    profiles: tuple[Profile, ...]
    unread: int = 0
    left: int = 0


def kind(id: str, file: File, *profiles: Profile, unread: int = 0, left: int = 0) -> SheetKind:
    return SheetKind(id, file, profiles, unread, left)


A3 = {"revenue": {"2022": 3000, "2023": 4500, "2024": 6200}}
YEARS_UNDER = [["企业名称", "营业收入", None, None, "资产负债率"], [None, "2022年", "2023年", "2024年", None]]

HEADS = (
    kind("two rows of heads, merged", xlsx([*YEARS_UNDER, ["甲", 3000, 4500, 6200, "45%"]], merges=("A1:A2", "B1:D1", "E1:E2")), {"name": "甲", **A3, "debt_ratio": 45}),
    kind("two rows of heads, only the years merged over", xlsx([*YEARS_UNDER, ["甲", 3000, 4500, 6200, "45%"]], merges=("B1:D1",)), {"name": "甲", **A3, "debt_ratio": 45}),
    kind("two rows of heads in a text file", text([[c or "" for c in row] for row in [*YEARS_UNDER, ["甲", 3000, 4500, 6200, "45%"]]]), {"name": "甲", **A3, "debt_ratio": 45}),
    kind("years as numbers beneath", xlsx([["企业名称", "营业收入", None], [None, 2023, 2024], ["甲", 4500, 6200]], merges=("B1:C1",)), {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}}),
    kind(
        "years as days beneath",
        xlsx([["企业名称", "营业收入", None], [None, datetime(2023, 12, 31), datetime(2024, 12, 31)], ["甲", 4500, 6200]], merges=("B1:C1",)),
        {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}},
    ),
    kind(
        "years above fields",
        xlsx([["企业名称", "2024年", None, "2023年", None], [None, "营业收入", "研发费用", "营业收入", "研发费用"], ["甲", 6200, 300, 4500, 200]], merges=("A1:A2", "B1:C1", "D1:E1")),
        {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}, "rd_expense": {"2023": 200, "2024": 300}},
    ),
    kind(
        "years above fields in a text file",
        text([["企业名称", "2024年", "", "2023年", ""], ["", "营业收入", "研发费用", "营业收入", "研发费用"], ["甲", 6200, 300, 4500, 200]]),
        {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}, "rd_expense": {"2023": 200, "2024": 300}},
    ),
    kind(
        "three rows of heads with units",
        xlsx([["基本情况", None, "财务情况", None], ["企业名称", "从业人员", "营业收入", None], [None, "人", "2023年（元）", "2024年（元）"], ["甲", 200, 45000000, 62000000]], merges=("A1:B1", "C1:D1", "A2:A3", "C2:D2")),
        {"name": "甲", "employees": 200, "revenue": {"2023": 4500, "2024": 6200}},
    ),
    kind("a part of a head beneath", xlsx([["企业名称", "研发费用", None], [None, "总额", "占比"], ["甲", 300, "4.8%"]], merges=("B1:C1",)), {"name": "甲", "rd_expense": {"2024": 300}, "rd_ratio": {"2024": 4.8}}),
    kind("a row of units beneath the heads", text("企业名称,营业收入,资产负债率\n,元,%\n甲,62000000,45\n"), {"name": "甲", "revenue": {"2024": 6200}, "debt_ratio": 45}),
    kind("the unit in a title", text("2025年申报企业汇总表（单位：元）,,\n企业名称,营业收入,资产总额\n甲,62000000,50000000\n"), {"name": "甲", "revenue": {"2024": 6200}, "total_assets": 5000}, left=1),
    kind("the unit in a note at the end", text("企业名称,营业收入\n甲,62000000\n注：金额单位为元,\n"), {"name": "甲", "revenue": {"2024": 6200}}, left=1),
    kind("the unit in a cell", text("企业名称,营业收入\n甲,6200万元\n乙,0.62亿元\n丙,62000000元\n"), *({"name": n, "revenue": {"2024": 6200}} for n in "甲乙丙")),
    kind("numbered heads", text("序号,*企业名称,1.营业收入（万元）,（2）资产负债率\n1,甲,6200,45%\n"), {"name": "甲", "revenue": {"2024": 6200}, "debt_ratio": 45}),
    kind("short years", text("企业名称,24年营收,23年营收\n甲,6200,4500\n"), {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}}),
    kind("heads that go by last year", text("企业名称,上年度营业收入,前年营业收入,上年末资产总额\n甲,6200,4500,5000\n"), {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}, "total_assets": 5000}),
    kind("parts of a year", text("企业名称,2024年营业收入,2025年1-3月营业收入\n甲,6200,1800\n"), {"name": "甲", "revenue": {"2024": 6200}}, unread=1),
    kind("a half year", text("企业名称,2025年上半年,\n,营业收入,研发费用\n甲,3100,150\n"), {"name": "甲"}, unread=2),
    kind("several years in one", text("企业名称,近三年营业收入,2024年营业收入\n甲,13700,6200\n"), {"name": "甲", "revenue": {"2024": 6200}}, unread=1),
    kind("of the parent beside one's own", xlsx([["企业名称", "本企业", None, "母公司", None], [None, "营业收入", "资产总额", "营业收入", "资产总额"], ["甲", 6200, 5000, 90000, 80000]], merges=("A1:A2", "B1:C1", "D1:E1")), {"name": "甲", "revenue": {"2024": 6200}, "total_assets": 5000}, unread=2),
    kind("a plan beside what is", text("企业名称,2024年营业收入,2025年营业收入（预计）\n甲,6200,8000\n"), {"name": "甲", "revenue": {"2024": 6200}}, unread=1),
    kind("another year's of what is asked of last year", text("企业名称,2024年资产总额,2023年资产总额\n甲,5000,4000\n"), {"name": "甲", "total_assets": 5000}),
    kind("a share in a region", text("企业名称,市场占有率（省内）,市场占有率\n甲,35%,12%\n"), {"name": "甲", "market_share": 12}, unread=1),
    kind("an amount under a share and a share under an amount", text("企业名称,研发费用（%）,研发费用占比（万元）\n甲,4.8,300\n"), {"name": "甲"}, unread=2),
    kind("a head that denies", text("企业名称,未列入经营异常名录,近三年无重大事故或违法违规\n甲,是,是\n"), {"name": "甲", "in_abnormal_list": False, "major_incident_3y": False}),
    kind("is it so", text("企业名称,是否列入经营异常名录,有无自主品牌,是否取得管理体系认证\n甲,否,有,是\n"), {"name": "甲", "in_abnormal_list": False, "own_brand": True, "management_certified": True}),
    kind("a title of another year", text("2023年度企业财务情况\n企业名称,营业收入,资产总额\n甲,6200,5000\n"), {"name": "甲"}, left=1, unread=2),
    kind("parts of a count", text("企业名称,发明专利,实用新型专利,软件著作权\n甲,5,10,8\n"), {"name": "甲", "class1_ip": 5, "class2_ip": 18}),
    kind("staff of which some do research", text("企业名称,职工总数（人）,其中：研发人员（人）\n甲,200,56\n"), {"name": "甲", "employees": 200, "rd_staff_ratio": 28}),
)

CELLS = (
    kind(
        "said roughly",
        text("企业名称,市场占有率,研发人员占比,资产负债率,从业人员,细分市场年限\n甲,约12%,40%左右,40.00%（合并）,210余人,10年以上\n"),
        {"name": "甲", "market_share": 12, "rd_staff_ratio": 40, "debt_ratio": 40, "employees": 210, "niche_years": 10},
    ),
    kind("full width", text("企业名称,营业收入（万元）,资产负债率\n甲,６，２００,４５％\n"), {"name": "甲", "revenue": {"2024": 6200}, "debt_ratio": 45}),
    kind("fractions in plain cells", xlsx([["企业名称", "市场占有率", "研发费用占比", "研发人员占比", "资产负债率"], ["甲", 0.12, 0.063, 0.22, 0.65]]), {"name": "甲"}, unread=4),
    kind("percent cells", xlsx([["企业名称", "市场占有率", "资产负债率"], ["甲", 0.12, 0.65]], percent=("B2:C2",)), {"name": "甲", "market_share": 12, "debt_ratio": 65}),
    kind("a year for a number of years", text("企业名称,从事特定细分市场时间（年）\n甲,2012\n乙,12\n"), {"name": "甲"}, {"name": "乙", "niche_years": 12}, unread=1),
    kind("a day for a number of years", xlsx([["企业名称", "从事特定细分市场时间（年）"], ["甲", date(2012, 5, 1)]]), {"name": "甲"}, unread=1),
    kind("none of an amount", text("企业名称,主营业务收入,Ⅰ类知识产权,新增股权融资\n甲,无,无,无\n"), {"name": "甲", "class1_ip": 0, "equity_financing": {"2024": 0}}, unread=1),
    kind("not known", text("企业名称,营业收入,自主品牌,行业\n甲,/,—,不详\n"), {"name": "甲"}),
    kind("boxes", text("企业名称,自主品牌,管理体系认证,是否列入经营异常名录,荣誉\n甲,☑,■是□否,□是 ☑否,☑高新技术企业 □知识产权示范企业\n"), {"name": "甲", "own_brand": True, "management_certified": True, "in_abnormal_list": False, "valid_honours": ["high_tech_enterprise"]}),
    kind("things that are had", text("企业名称,管理体系认证,自主品牌,研发机构,核心业务信息系统支撑\n甲,ISO9001,已注册,省企业技术中心,ERP、MES\n"), {"name": "甲", "management_certified": True, "own_brand": True, "rd_institution": "province", "digital_core_process": True}),
    kind("had, and of no level", text("企业名称,研发机构\n甲,有\n"), {"name": "甲"}, unread=1),
    kind("being applied for", text("企业名称,管理体系认证,自主品牌\n甲,正在办理,商标申请中\n"), {"name": "甲"}, unread=2),
    kind("industries", text("企业名称,所属行业\n甲,C34\n乙,通用设备制造业\n丙,软件\n丁,3411\n戊,I65\n己,金融业\n"), *({"name": n, "industry": "工业"} for n in "甲乙"), {"name": "丙", "industry": "软件和信息技术服务业"}, {"name": "丁", "industry": "工业"}, {"name": "戊", "industry": "软件和信息技术服务业"}, {"name": "己"}, unread=1),
    kind("of which transferred in", text("企业名称,Ⅰ类知识产权\n甲,6（其中受让2项）\n"), {"name": "甲", "class1_ip": 6, "class1_ip_transferred_in": 2}),
    kind("kinds of rights in one cell", text("企业名称,知识产权情况,Ⅰ类知识产权\n甲,,发明专利3项，实用新型10项\n"), {"name": "甲", "class1_ip": 3, "class2_ip": 10}),
    kind("titles", text("企业名称,已获称号\n甲,2023年认定省级专精特新中小企业\n乙,创新型中小企业（2022年）；专精特新中小企业 2023-05\n"), {"name": "甲", "recognitions": [{"tier": "specialized", "on": "2023"}]}, {"name": "乙", "recognitions": [{"tier": "innovative", "on": "2022"}, {"tier": "specialized", "on": "2023-05"}]}),
    kind("titles asked for one by one", text("企业名称,是否高企,是否省级专精特新中小企业\n甲,是,☑是 □否\n乙,否,是\n"), {"name": "甲", "valid_honours": ["high_tech_enterprise"], "recognitions": [{"tier": "specialized"}]}, {"name": "乙", "recognitions": [{"tier": "specialized"}]}),
    kind("a title of a province", text("企业名称,已获称号\n甲,江苏省专精特新中小企业（2023年）\n乙,某市未来之星\n"), {"name": "甲", "recognitions": [{"tier": "specialized", "on": "2023"}]}, {"name": "乙"}, unread=1),
    kind("two numbers in one cell", text("企业名称,营业收入\n甲,6200/4500\n"), {"name": "甲"}, unread=1),
    kind("another unit", text("企业名称,营业收入,从业人员\n甲,200人,6200万元\n"), {"name": "甲"}, unread=2),
    kind("yuan without a unit", xlsx([["企业名称", "营业收入"], ["甲", 86543210]]), {"name": "甲"}, unread=1),
    kind("spelled out", text("企业名称,从业人员,营业收入\n甲,二百一十人,九千万元\n"), {"name": "甲", "employees": 210, "revenue": {"2024": 9000}}),
    kind("a formula never computed", xlsx([["企业名称", "营业收入", "从业人员"], ["甲", "=A1*2", 20]]), {"name": "甲", "employees": 20}, unread=1),
    kind("a name like a formula", text("企业名称,从业人员\n=1+1,20\n+甲,30\n"), {"name": "=1+1", "employees": 20}, {"name": "+甲", "employees": 30}),
)

LAYOUTS = (
    kind("years across", text("项目,2024年,2023年,2022年\n营业收入（万元）,6200,4500,3000\n研发费用,300,200,100\n资产负债率,45%,50%,52%\n"), {**A3, "rd_expense": {"2022": 100, "2023": 200, "2024": 300}, "debt_ratio": 45}),
    kind("years across, the oldest first, in a workbook", xlsx([["财务指标", 2022, 2023, 2024], ["营业收入", 3000, 4500, 6200], ["从业人员", None, None, 200]]), {**A3, "employees": 200}),
    kind("years down", text("年度,营业收入,研发费用\n2024,6200,300\n2023,4500,200\n"), {"revenue": {"2023": 4500, "2024": 6200}, "rd_expense": {"2023": 200, "2024": 300}}),
    kind("a row for each year of each enterprise", text("企业名称,年度,营业收入,从业人员\n甲,2024,6200,200\n甲,2023,4500,180\n乙,2024年,1,3\n乙,2023年,2,4\n"), {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}, "employees": 200}, {"name": "乙", "revenue": {"2023": 2, "2024": 1}, "employees": 3}),
    kind("a row for each year, the name merged over them", xlsx([["企业名称", "年份", "营业收入"], ["甲", 2024, 6200], [None, 2023, 4500], ["乙", 2024, 1]], merges=("A2:A3",)), {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}}, {"name": "乙", "revenue": {"2024": 1}}),
    kind("enterprises across", text("指标,甲公司,乙公司\n营业收入,6200,1\n自主品牌,是,否\n"), {"revenue": {"2024": 6200}, "own_brand": True}, {"revenue": {"2024": 1}, "own_brand": False}),
    kind("enterprises across with a row of names", xlsx([["企业名称", "甲", "乙"], ["营业收入", 6200, 1], ["资产负债率", "45%", "50%"]]), {"name": "甲", "revenue": {"2024": 6200}, "debt_ratio": 45}, {"name": "乙", "revenue": {"2024": 1}, "debt_ratio": 50}),
    kind("pairs of labels and values", text("企业名称,甲,所属行业,工业\n从业人员,200,研发人员,56\n联系人,张三,资产负债率,45%\n"), {"name": "甲", "industry": "工业", "employees": 200, "rd_staff_ratio": 28, "debt_ratio": 45}),
    kind(
        "an application form",
        xlsx(
            [
                ["专精特新“小巨人”企业申请书", None, None, None],
                ["企业名称", "甲", None, None],
                ["所属行业", "C34", "从业人员", 200],
                ["一、经济效益和经营情况", None, None, None],
                ["指标", "2022年", "2023年", "2024年"],
                ["营业收入（万元）", 3000, 4500, 6200],
                ["其中：主营业务收入（万元）", 2900, 4400, 6000],
                ["研发费用（万元）", 100, 200, 300],
                ["资产负债率", None, None, "45%"],
                ["二、专业化", None, None, None],
                ["从事特定细分市场时间（年）", 8, None, None],
                ["主导产品细分市场占有率", "12%", None, None],
                ["填表人：李四", None, "填表日期：2025年6月1日", None],
            ],
            merges=("A1:D1", "B2:D2", "A4:D4", "A10:D10", "B11:D11", "B12:D12"),
        ),
        {
            "name": "甲", "industry": "工业", "employees": 200, **A3, "main_revenue": {"2022": 2900, "2023": 4400, "2024": 6000},
            "rd_expense": {"2022": 100, "2023": 200, "2024": 300}, "debt_ratio": 45, "niche_years": 8, "market_share": 12,
        },
        left=4,
    ),
    kind("an application form with a table of years inside", xlsx([["企业名称", "甲", "所属行业", "工业"], ["年度", "营业收入", "净利润", "研发费用"], ["2024年", 6200, 600, 300], ["2023年", 4500, 400, 200], ["资产负债率", "45%", "自主品牌", "是"]]), {"name": "甲", "industry": "工业", "revenue": {"2023": 4500, "2024": 6200}, "net_profit": {"2023": 400, "2024": 600}, "rd_expense": {"2023": 200, "2024": 300}, "debt_ratio": 45, "own_brand": True}),
    kind("a label over lines of years", xlsx([["企业名称", "甲", None], ["营业收入", "2024年", 6200], [None, "2023年", 4500], [None, "2022年", 3000], ["研发费用", "2024年", 300], [None, "2023年", 200]], merges=("A2:A4", "A5:A6")), {"name": "甲", **A3, "rd_expense": {"2023": 200, "2024": 300}}),
    kind("years over values in a form", xlsx([["企业名称", "甲", None, None], ["营业收入", "2022年", "2023年", "2024年"], [None, 3000, 4500, 6200]], merges=("B1:D1", "A2:A3")), {"name": "甲", **A3}),
    kind("year and value side by side", text("企业名称,甲,,,\n营业收入,2024年,6200,2023年,4500\n"), {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}}),
    kind("what is required beside what is", text("指标,要求,企业填写\n资产负债率,不高于70%,45%\n市场占有率,10%以上,约12%\n"), {"debt_ratio": 45, "market_share": 12}),
    kind("a column of units", text("指标,单位,2024年,2023年\n营业收入,元,62000000,45000000\n资产总额,万元,5000,4000\n从业人员,人,200,190\n"), {"revenue": {"2023": 4500, "2024": 6200}, "total_assets": 5000, "employees": 200}),
    kind("a report", text("利润表,,\n会计期间：2024年度,,单位：元\n项目,本期金额,上期金额\n一、营业收入,62000000,45000000\n四、净利润,6000000,4000000\n"), {"revenue": {"2023": 4500, "2024": 6200}, "net_profit": {"2023": 400, "2024": 600}}, left=2),
    kind("a report that does not say its year", text("项目,本期金额,上期金额\n营业收入,6200,4500\n净利润,600,400\n"), {}, unread=4),
    kind("two values that nothing tells apart", text("企业名称,甲,\n营业收入,6200,4500\n从业人员,200,\n"), {"name": "甲", "employees": 200}, unread=2),
    kind("a label under other words", text("企业名称,甲\n上级主管部门,某局\n资产负债率,45%\n自主品牌,是\n"), {"name": "甲", "debt_ratio": 45, "own_brand": True}, unread=1),
)

LINES = (
    kind("totals and notes", text("企业名称,营业收入（万元）,从业人员\n甲,6200,200\n乙,4500,100\n合 计,10700,300\n填表人：张三,,\n说明：以上为审计数。,,\n"), {"name": "甲", "revenue": {"2024": 6200}, "employees": 200}, {"name": "乙", "revenue": {"2024": 4500}, "employees": 100}, left=3),
    kind("a total without a word", text("企业名称,营业收入,从业人员\n甲,6200,200\n乙,4500,100\n,10700,300\n"), {"name": "甲", "revenue": {"2024": 6200}, "employees": 200}, {"name": "乙", "revenue": {"2024": 4500}, "employees": 100}, left=1),
    kind("heads repeated on each page", text("企业名称,营业收入\n甲,6200\n企业名称,营业收入\n乙,4500\n"), {"name": "甲", "revenue": {"2024": 6200}}, {"name": "乙", "revenue": {"2024": 4500}}, left=1),
    kind("an example first", text("企业名称,营业收入\n示例：某某公司,5000\n甲,6200\n"), {"name": "甲", "revenue": {"2024": 6200}}, left=1),
    kind("numbers of lines prepared", text("序号,企业名称,营业收入\n1,甲,6200\n2,,\n3,,\n"), {"name": "甲", "revenue": {"2024": 6200}}, left=2),
    kind("a title and a line of who reports", text("某市专精特新申报企业汇总表,,\n填报单位：某市工信局,,填报日期：2025年6月1日\n企业名称,营业收入,从业人员\n甲,6200,200\n"), {"name": "甲", "revenue": {"2024": 6200}, "employees": 200}, left=2),
    kind("hidden rows", xlsx([["企业名称", "营业收入"], ["甲", 6200], ["乙", 4500]], hidden_rows=(3,)), {"name": "甲", "revenue": {"2024": 6200}}, {"name": "乙", "revenue": {"2024": 4500}}),
    kind("a province merged over its enterprises", xlsx([["省份", "企业名称", "营业收入"], ["浙江省", "甲", 6200], [None, "乙", 4500]], merges=("A2:A3",)), {"province": "浙江省", "name": "甲", "revenue": {"2024": 6200}}, {"province": "浙江省", "name": "乙", "revenue": {"2024": 4500}}),
    kind("a number merged over two enterprises", xlsx([["企业名称", "营业收入", "从业人员"], ["甲", 6200, 200], ["乙", None, 100]], merges=("B2:B3",)), {"name": "甲", "employees": 200}, {"name": "乙", "employees": 100}, unread=1),
    kind("a number merged over two years", xlsx([["企业名称", "2023年营业收入", "2024年营业收入"], ["甲", 10700, None]], merges=("B2:C2",)), {"name": "甲"}, unread=1),
    kind("a column without a head", xlsx([["企业名称", None, "营业收入"], ["甲", 4500, 6200]]), {"name": "甲", "revenue": {"2024": 6200}}, unread=1),
    kind("blank rows between", xlsx([["企业名称", "营业收入"], [], ["甲", 6200], [], [], ["乙", 4500]]), {"name": "甲", "revenue": {"2024": 6200}}, {"name": "乙", "revenue": {"2024": 4500}}),
)

OTHERS = (
    kind("a head that nobody knows in a numbered list", text("序号,企业名称,行业门类及去向,资产总额\n1,甲,x,5000\n2,乙,y,4000\n序号,企业名称,行业门类及去向,资产总额\n3,丙,z,3000\n"), {"name": "甲", "total_assets": 5000}, {"name": "乙", "total_assets": 4000}, {"name": "丙", "total_assets": 3000}, unread=3, left=1),
    kind("free words beside names", text("序号,企业,简介,其他\n1,甲,一家好企业,无\n2,乙,另一家,无\n"), {"name": "甲"}, {"name": "乙"}, unread=4),
    kind(
        "two lists on one sheet",
        xlsx([["一、拟新申报企业"], ["序号", "企业名称", "营业收入", "资产负债率"], [1, "甲", 6200, "45%"], [None, "小计", 6200], ["二、拟复核企业"], ["序号", "企业名称", "研发费用", "资产总额", "营业收入"], [1, "乙", 300, 5000, 4500], [2, "丙", 200, 4000, 3000]], merges=("A1:E1", "A5:E5")),
        {"name": "甲", "revenue": {"2024": 6200}, "debt_ratio": 45},
        {"name": "乙", "revenue": {"2024": 4500}, "rd_expense": {"2024": 300}, "total_assets": 5000},
        {"name": "丙", "revenue": {"2024": 3000}, "rd_expense": {"2024": 200}, "total_assets": 4000},
        left=3,
    ),
    kind(
        "three rows of heads, some reaching down",
        xlsx(
            [["企业名称", "知识产权（项）", None, None, None, "研发"], [None, "Ⅰ类", None, "Ⅱ类", None, "研发机构"], [None, "小计", "其中：受让取得", "实用新型", "外观设计", None], ["甲", 4, 1, 18, 2, "省级"]],
            merges=("A1:A3", "B1:E1", "B2:C2", "D2:E2", "F2:F3"),
        ),
        {"name": "甲", "class1_ip": 4, "class1_ip_transferred_in": 1, "class2_ip": 20, "rd_institution": "province"},
    ),
    kind("a part whose whole is not understood", text("企业名称,Ⅰ类知识产权,发明专利\n甲,5+1（集成电路布图）,5\n乙,6,5\n"), {"name": "甲"}, {"name": "乙", "class1_ip": 6}, unread=2),
    kind("rights not yet granted", text("企业名称,Ⅰ类知识产权\n甲,2（含实审1）\n"), {"name": "甲"}, unread=1),
    kind("of which, in the next column", text("企业名称,与主导产品相关的Ⅰ类知识产权,其中自主研发\n甲,8,7\n"), {"name": "甲", "class1_ip": 8, "class1_ip_self_developed": 7}),
    kind("a survey's questions and answers", text("1、贵企业全称是？,2、2024年营业收入是多少（万元）？,3、2023年营业收入（万元）,10、是否被列入经营异常名录？,11、研发机构级别,13、已有资质（可多选）\n甲,6200,4500,B.否,A.国家级,A.创新型中小企业┋B.省级专精特新\n"), {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}, "in_abnormal_list": False, "rd_institution": "national", "recognitions": [{"tier": "innovative"}, {"tier": "specialized"}]}),
    kind("ends of years in rows of years", text("企业名称,年度,年末资产总额（万元）,年末人数\n甲,2024,5000,200\n甲,2023,4000,190\n"), {"name": "甲", "total_assets": 5000, "employees": 200}),
    kind("last year with its number", text("指标,甲,乙\n上年营业收入（2024）,6200,4500\n"), {"revenue": {"2024": 6200}}, {"revenue": {"2024": 4500}}),
    kind("a section and a division in one cell", text("企业名称,所属行业\n甲,制造业/通用设备制造业\n乙,制造业/软件和信息技术服务业\n"), {"name": "甲", "industry": "工业"}, {"name": "乙"}, unread=1),
    kind("a sheet of codes beside", xlsx(Made([["企业名称", "营业收入"], ["甲", 6200]], title="汇总"), Made([["代码", "行业名称"], ["C33", "金属制品业"], ["C35", "专用设备制造业"]], title="代码表")), {"name": "甲", "revenue": {"2024": 6200}}, left=1),
    kind("how many they are, and a remark", text("企业名称,营业收入,市场占有率\n甲,6200,12%\n总计11家,,\n*市场占有率以省协会数据为准,,\n（以上为初审通过企业）,,\n本页小计,6200,\n"), {"name": "甲", "revenue": {"2024": 6200}, "market_share": 12}, left=4),
    kind("days of titles", text("企业名称,小巨人认定时间,省级认定年份\n甲,2023年7月,2021\n乙,第五批,/\n"), {"name": "甲", "recognitions": [{"tier": "little_giant", "on": "2023-07"}, {"tier": "specialized", "on": "2021"}]}, {"name": "乙", "recognitions": [{"tier": "little_giant", "round": 5}]}),
    kind(
        "titles as people write them",
        text("企业名称,已获称号\n甲,浙江省专精特新中小企业（2022年12月）、高新技术企业\n乙,国家级小巨人2023年7月；单项冠军\n丙,拟申报省级专精特新\n丁,市级专精特新\n戊,省级小巨人、高企\n己,知识产权优势企业（2019年）\n"),
        {"name": "甲", "recognitions": [{"tier": "specialized", "on": "2022-12"}], "valid_honours": ["high_tech_enterprise"]},
        {"name": "乙", "recognitions": [{"tier": "little_giant", "on": "2023-07"}], "manufacturing_champion": True},
        *({"name": name} for name in "丙丁戊己"),
        unread=4,
    ),
    kind(
        "batches, terms and days of titles",
        text("企业名称,小巨人批次,专精特新（省）有效期,创新型中小企业公告时间,是否高新技术企业\n甲,五,2023.7.1-2026.6.30,20220611,GR202433001234\n乙,第五批（2023年）,2026.12到期,/,2019年\n"),
        {"name": "甲", "recognitions": [{"tier": "little_giant", "round": 5}, {"tier": "specialized", "on": "2023-07-01"}, {"tier": "innovative", "on": "2022-06-11"}], "valid_honours": ["high_tech_enterprise"]},
        {"name": "乙", "recognitions": [{"tier": "little_giant", "on": "2023", "round": 5}]},
        unread=2,
    ),
    kind(
        "cards one below the other",
        text("走访记录（1）\n企业名称,甲\n去年营收,5600万元\n研发占比,5.6%\n全国排名,第4\n\n走访记录（2）\n企业名称,乙\n去年营收,1.8亿元\n研发占比,.06\n全国排名,第2\n"),
        {"name": "甲", "revenue": {"2024": 5600}, "rd_ratio": {"2024": 5.6}, "market_rank": 4},
        {"name": "乙", "revenue": {"2024": 18000}, "market_rank": 2},
        unread=1,
        left=2,
    ),
    kind(
        "one form that names a partner as well",
        text("企业名称,甲\n去年营收,5600万元\n研发占比,5.6%\n全国排名,第4\n合作单位情况\n企业名称,乙\n联系人,王\n"),
        {"name": "甲", "revenue": {"2024": 5600}, "rd_ratio": {"2024": 5.6}, "market_rank": 4},
        left=2,
    ),
    kind(
        "a note says how shares are written",
        text("注：本表比例均按小数填写\n企业名称,资产负债率,市场占有率\n甲,0.377,24.5\n"),
        {"name": "甲", "debt_ratio": 37.7, "market_share": 24.5},
        left=1,
    ),
    kind("a note on decimal places", text("注：比例保留小数点后两位\n企业名称,资产负债率\n甲,0.37\n"), {"name": "甲"}, unread=1, left=1),
    kind("rights of several kinds in one cell", text("企业名称,实用新型/外观/软著,有效发明专利\n甲,12/3/1,2\n"), {"name": "甲", "class1_ip": 2, "class2_ip": 16}),
    kind(
        "years by row, employees of the last year's end",
        xlsx([["企业名称", "年度", "营收/万元", "员工（2024年底）"], ["甲", 2023, 4500, 70], [None, 2024, 6200, None]], merges=("A2:A3", "D2:D3")),
        {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}, "employees": 70},
    ),
    kind(
        "a unit in the title over the labels",
        xlsx([["企业名称", "甲", None, None], ["指标（元）", "2022年", "2023年", "2024年"], ["营业收入", 30000000, 45000000, 62000000], ["研发费用占比", "6.1%", "6.2%", "6.3%"]]),
        {"name": "甲", **A3, "rd_ratio": {"2022": 6.1, "2023": 6.2, "2024": 6.3}},
    ),
    kind(
        "an unknown label beside a known one",
        xlsx([["企业名称", "甲", None, None], ["厂区绿化", "□是 ☑否", "是否列入经营异常名录", "□是 ☑否"], ["全国细分市场占有率", "18%", "国内排名", "第2"]]),
        {"name": "甲", "in_abnormal_list": False, "market_share": 18, "market_rank": 2},
        unread=1,
    ),
    kind(
        "heads in people's own words",
        text("企业名称,研发投入占营收,搞研发的人占比,主营业务增速（%）,用工人数,截至2024年底贵公司有多少名员工？\n甲,4.48,15.2%,↓5.1%,88,88\n乙,0.063,20％,12.3,90,90\n"),
        {"name": "甲", "rd_ratio": {"2024": 4.48}, "rd_staff_ratio": 15.2, "main_revenue_growth": {"2024": -5.1}, "employees": 88},
        {"name": "乙", "rd_staff_ratio": 20, "main_revenue_growth": {"2024": 12.3}, "employees": 90},
        unread=1,
    ),
    kind(
        "heads near a field that name another thing",
        text("企业名称,资产负债率,研发费用（万元）,女职工人数,研发费用预算,营业外收入,大专以上人数,制定企业标准数,院士工作站,总资产周转率,营收增长率（%）\n甲,45%,300,50,600,35,120,4,有,1.2,12\n"),
        {"name": "甲", "debt_ratio": 45, "rd_expense": {"2024": 300}},
        unread=8,
    ),
    kind(
        "cells that say of what they speak",
        text("企业名称,资产负债率,研发费用（万元）,专利,简介\n甲,45%,300,发明5项，实用新型16项,\"2024年营业收入8600万元，2023年7900万元；员工162人。\"\n乙,45%,300,几项,预计2026年营业收入过亿元，员工90人\n"),
        {"name": "甲", "debt_ratio": 45, "rd_expense": {"2024": 300}, "class1_ip": 5, "class2_ip": 16, "revenue": {"2023": 7900, "2024": 8600}, "employees": 162},
        {"name": "乙", "debt_ratio": 45, "rd_expense": {"2024": 300}},
        unread=2,
    ),
    kind(
        "what a cell says by itself gives way to the cell that is asked for it",
        text("企业名称,员工人数,简介\n甲,160,员工162人\n"),
        {"name": "甲", "employees": 160},
    ),
    kind(
        "two questions in one head",
        text("企业名称,资产负债率,研发费用（万元）,是否被列入异常名录或失信名单,在中国境内注册、具有独立法人资格\n甲,45%,300,否,是\n乙,45%,300,是,否\n"),
        {"name": "甲", "debt_ratio": 45, "rd_expense": {"2024": 300}, "registered_in_china": True, "independent_legal_person": True, "in_abnormal_list": False, "in_dishonest_list": False},
        {"name": "乙", "debt_ratio": 45, "rd_expense": {"2024": 300}},
        unread=2,
    ),
    kind("heads that are a title's bare name", text("企业名称,资产负债率,研发费用（万元）,高企,省专精特新\n甲,45%,300,是,是，2023年\n乙,45%,300,GR202433001234,申报中\n"), {"name": "甲", "debt_ratio": 45, "rd_expense": {"2024": 300}, "recognitions": [{"tier": "specialized", "on": "2023"}], "valid_honours": ["high_tech_enterprise"]}, {"name": "乙", "debt_ratio": 45, "rd_expense": {"2024": 300}, "valid_honours": ["high_tech_enterprise"]}, unread=1),
    kind(
        "cells that speak of another firm, another year or what is applied for",
        text("企业名称,资产负债率,研发费用（万元）,母公司情况,2022年情况,申报类型,经营地\n甲,45%,300,员工200人,营收8600万元,专精特新中小企业,省专精特新产业园\n"),
        {"name": "甲", "debt_ratio": 45, "rd_expense": {"2024": 300}},
        unread=4,
    ),
    kind("a title had, and since when", text("企业名称,有没有省级专精特新,创新型认定\n甲,有（2024年）,2023.6\n乙,有，2023年,未\n丙,正在申报,已认定\n丁,没有,/\n"), {"name": "甲", "recognitions": [{"tier": "specialized", "on": "2024"}, {"tier": "innovative", "on": "2023-06"}]}, {"name": "乙", "recognitions": [{"tier": "specialized", "on": "2023"}]}, {"name": "丙", "recognitions": [{"tier": "innovative"}]}, {"name": "丁"}, unread=1),
    kind(
        "a column for each answer",
        xlsx(
            Made(
                [
                    ["企业名称", "经营异常名录（市场监管）", None, "近三年重大事故或违法违规", None, "单项冠军"],
                    [None, "在列", "不在", "有", "无", "是/否"],
                    ["甲", None, "√", None, "✔", "否"],
                    ["乙", "√", None, "√", None, "是"],
                    ["丙", "√", "√", None, None, None],
                    ["丁", None, "已移出", None, None, None],
                ],
                merges=("A1:A2", "B1:C1", "D1:E1"),
            )
        ),
        {"name": "甲", "in_abnormal_list": False, "major_incident_3y": False, "manufacturing_champion": False},
        {"name": "乙", "in_abnormal_list": True, "major_incident_3y": True, "manufacturing_champion": True},
        {"name": "丙"},
        {"name": "丁"},
        unread=3,
    ),
    kind(
        "points of the parts beneath one head",
        xlsx(
            Made(
                [
                    ["企业名称", "创新型自评（分）", None, None, None, None, "发展评价（分）", None],
                    [None, "创新能力（满40）", "成长性（满30）", "专业化（满30）", "总分（满100）", "名次", "2024年", "2025年"],
                    ["甲", 20, 30, 15, 65, 3, 55.4, 44.7],
                    ["乙", 20, 20, 15, 60, 1, "未参评", 57.8],
                ],
                merges=("A1:A2", "B1:F1", "G1:H1"),
            )
        ),
        {"name": "甲", "score_total": 65, "score_innovation": 20, "score_growth": 30, "score_specialisation": 15, "development_score": {"2024": 55.4, "2025": 44.7}},
        {"name": "乙", "score_innovation": 20, "score_growth": 20, "score_specialisation": 15, "development_score": {"2025": 57.8}},
        unread=4,
    ),
    kind("the points of a survey are none of ours", text("公司全称,资产负债率,自主品牌,总分\n甲,45%,是,0\n"), {"name": "甲", "debt_ratio": 45, "own_brand": True}),
    kind("parts of a count, two of them in one column", text("企业名称,实用新型、外观（授权满2年）,软件著作权\n甲,13,8\n乙,5,/\n"), {"name": "甲", "class2_ip": 21}, {"name": "乙", "class2_ip": 5}),
    kind("not yet, and no longer", text("企业名称,核心业务信息系统支撑,管理体系认证\n甲,ERP上线中,过期，正换证\n乙,ERP,ISO9001\n"), {"name": "甲"}, {"name": "乙", "digital_core_process": True, "management_certified": True}, unread=2),
    kind(
        "years counted from a letter, codes, hints and a sample beneath the heads",
        text("企业名称,营业收入T-1,营业收入T-2,主营占比\nQYMC,YYSR_1,YYSR_2,ZYZB\n必填，与营业执照一致,\"万元，T=2025\",万元,%\n示例科技有限公司,8000,7000,95%\n甲,6200,4500,90%\n"),
        {"name": "甲", "revenue": {"2024": 6200, "2023": 4500}, "main_revenue_ratio": 90},
        left=3,
    ),
    kind("years counted from a letter that is not told", text("企业名称,营业收入T-1,资产负债率\n甲,6200,45%\n"), {"name": "甲", "debt_ratio": 45}, unread=1),
    kind("lines counted beneath #", text("#,公司,归属地,去年营业额（万元）\n1,甲,福建省泉州市,6200\n"), {"name": "甲", "province": "福建省", "revenue": {"2024": 6200}}),
    kind(
        "an enterprise and a year a line, beneath a head that is not known",
        text("客户名称,会计年度,营业收入,净利润\n宁波甲一公司,2023,4500,300\n宁波甲一公司,2024,6200,400\n台州乙二公司,2023,100,1\n台州乙二公司,2024,200,2\n"),
        {"name": "宁波甲一公司", "revenue": {"2023": 4500, "2024": 6200}, "net_profit": {"2023": 300, "2024": 400}},
        {"name": "台州乙二公司", "revenue": {"2023": 100, "2024": 200}, "net_profit": {"2023": 1, "2024": 2}},
    ),
    kind("a share that goes on with the head to its left", xlsx(Made([["企业名称", "研发费用（万元）", None, "占营收比重（%）", None], [None, 2024, 2023, 2024, 2023], ["甲", 300, 200, 7.5, 6.2]], merges=("A1:A2", "B1:C1", "D1:E1"))), {"name": "甲", "rd_expense": {"2023": 200, "2024": 300}, "rd_ratio": {"2023": 6.2, "2024": 7.5}}),
    kind("heads that are questions", text("1、贵公司全称,4、贵公司现有员工多少人？,8、贵公司有发明专利多少项？,9、贵公司女员工多少人？\n甲,194,3,80\n"), {"name": "甲", "employees": 194, "class1_ip": 3}, unread=1),
    kind("titles with a word in brackets", text("企业名称,专精特新（省）,小巨人（国家）,小巨人（拟申报）,自主品牌\n甲,2024.12,第五批,是,是\n"), {"name": "甲", "own_brand": True, "recognitions": [{"tier": "specialized", "on": "2024-12"}, {"tier": "little_giant", "round": 5}]}, unread=1),
    kind("parts of a count joined by a sign", text("企业名称,发明专利,实用新型+软著\n甲,5,7\n"), {"name": "甲", "class1_ip": 5, "class2_ip": 7}),
    kind("firms beneath a name's head are a list, whatever else is told", text("日期,企业,接待人,企业情况\n3月3日,宁波甲一公司,黄主任,2024年营收9860万元\n3月4日,台州乙二公司,李工,老板不在。\n"), {"name": "宁波甲一公司", "revenue": {"2024": 9860}}, {"name": "台州乙二公司"}, unread=1),
    kind("several boxes ticked", text("企业名称,管理体系认证,研发机构,自主品牌\n甲,☑ISO9001 ☑ISO14001 □其他,☑国家级 ☑省级,☑是 ☑否\n"), {"name": "甲", "management_certified": True}, unread=2),
    kind("wan in a column of yuan", text("企业名称,营业收入（元）,资产总额（元）\n甲,6200,50000000\n"), {"name": "甲", "total_assets": 5000}, unread=1),
    kind("two fields in one column", text("企业名称,资产总额/负债总额（万元）,营业收入\n甲,8200/3900,6200\n乙,8200,4500\n"), {"name": "甲", "total_assets": 8200, "total_liabilities": 3900, "revenue": {"2024": 6200}}, {"name": "乙", "revenue": {"2024": 4500}}, unread=1),
    kind("whether, in the middle of a head", text("企业名称,Ⅰ类知识产权是否已应用并产生经济效益\n甲,是\n"), {"name": "甲", "class1_ip_in_use": True}),
    kind("since when, for how long", text("企业名称,从事特定细分市场时间\n甲,2009年起\n"), {"name": "甲"}, unread=1),
    kind(
        "labels beneath a column of notes",
        xlsx([["企业名称", "甲", None, None, None, None], ["指标", None, "2022年", "2023年", "2024年", "备注"], ["营业收入", None, 3000, 4500, 6200, "经审计"], ["Ⅰ类知识产权", None, 2, "Ⅱ类知识产权", None, 17]]),
        {"name": "甲", **A3, "class1_ip": 2, "class2_ip": 17},
    ),
)

SHEETS = (
    kind("a cover before the data", xlsx(Made([["专精特新申报企业汇总"], ["填报说明：请如实填写"]], title="封面"), Made([["企业名称", "营业收入"], ["甲", 6200]], title="数据")), {"name": "甲", "revenue": {"2024": 6200}}, left=1),
    kind("lists of choices on a hidden sheet", xlsx(Made([["企业名称", "自主品牌"], ["甲", "是"]], title="数据"), Made([["企业名称", "自主品牌"], ["某", "否"]], title="字典", hidden=True)), {"name": "甲", "own_brand": True}, left=1),
    kind("parts of one enterprise on several sheets", xlsx(Made([["企业名称", "甲"], ["所属行业", "工业"], ["从业人员", 200]], title="基本信息"), Made([["项目", "2024年", "2023年"], ["营业收入", 6200, 4500], ["研发费用", 300, 200]], title="财务")), {"name": "甲", "industry": "工业", "employees": 200, "revenue": {"2023": 4500, "2024": 6200}, "rd_expense": {"2023": 200, "2024": 300}}),
    kind("parts of many enterprises on several sheets", xlsx(Made([["企业名称", "从业人员"], ["甲", 200], ["乙", 100]], title="基本"), Made([["企业名称", "营业收入"], ["乙", 4500], ["甲", 6200]], title="财务")), {"name": "甲", "employees": 200, "revenue": {"2024": 6200}}, {"name": "乙", "employees": 100, "revenue": {"2024": 4500}}),
    kind("a sheet a city", xlsx(Made([["企业名称", "营业收入"], ["甲", 6200]], title="杭州"), Made([["企业名称", "营业收入"], ["乙", 4500]], title="宁波")), {"name": "甲", "revenue": {"2024": 6200}}, {"name": "乙", "revenue": {"2024": 4500}}),
    kind("a sheet a year", xlsx(Made([["企业名称", "营业收入", "从业人员"], ["甲", 6200, 200]], title="2024年"), Made([["企业名称", "营业收入", "从业人员"], ["甲", 4500, 190]], title="2023年")), {"name": "甲", "revenue": {"2023": 4500, "2024": 6200}, "employees": 200}),
    kind("two sheets that contradict each other", xlsx(Made([["企业名称", "营业收入", "从业人员"], ["甲", 6200, 200]], title="初稿"), Made([["企业名称", "营业收入", "从业人员"], ["甲", 6300, 200]], title="终稿")), {"name": "甲", "employees": 200}, unread=2),
    kind("columns that contradict each other", text("企业名称,营业收入,2024年营收\n甲,6200,6300\n乙,4500,4500\n"), {"name": "甲"}, {"name": "乙", "revenue": {"2024": 4500}}, unread=2),
    kind(
        "a balance sheet and an income statement",
        xlsx(
            Made([["资产负债表"], ["编制单位：甲公司", "2024年12月31日", "单位：元"], ["项目", "期末余额", "年初余额"], ["资产总计", 125000000, 118000000], ["负债合计", 58000000, 60000000]], title="资产负债表"),
            Made([["利润表"], ["编制单位：甲公司", "2024年度", "单位：元"], ["项目", "本年金额", "上年金额"], ["一、营业收入", 98000000, 91000000], ["研发费用", 4900000, 4300000]], title="利润表"),
        ),
        {"name": "甲公司", "total_assets": 12500, "total_liabilities": 5800, "revenue": {"2023": 9100, "2024": 9800}, "rd_expense": {"2023": 430, "2024": 490}},
        left=2,
    ),
    kind("labels and values in one cell", xlsx([["企业情况调查表", None], ["企业名称：甲", "所属行业：通用设备制造业"], ["从业人员：118人", "研发人员：31人"], ["有无重大安全事故：无", None]]), {"name": "甲", "industry": "工业", "employees": 118, "rd_staff_ratio": 26.271186}, left=1, unread=1),
    kind("tabs in GBK", text([["企业名称", "营业收入"], ["甲", 6200]], encoding="gb18030", delimiter="\t"), {"name": "甲", "revenue": {"2024": 6200}}),
)

ALL = (*HEADS, *CELLS, *LAYOUTS, *LINES, *OTHERS, *SHEETS)
