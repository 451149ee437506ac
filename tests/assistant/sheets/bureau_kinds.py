"""Sheets as other bureaus, platforms and accountants lay them out, each with what a careful caseworker takes from it; as of 2025."""

from __future__ import annotations

from tests.assistant.sheets.kinds import SheetKind, kind
from tests.assistant.sheets.making import Made, text, xlsx

A, B, C, D = "宁波甲机电有限公司", "台州乙阀门有限公司", "温州丙电子有限公司", "嘉兴丁纺织有限公司"

LAYOUTS = (
    kind(
        "cards beside and below each other, each headed by its firm",
        xlsx(
            [
                ["后备企业名片", None, None, None, None],
                [A, None, None, B, None],
                ["2024营收", "1.86亿元", None, "2024营收", "6200万"],
                ["净利", "2314万", None, "净利", "-30万"],
                ["专利", "发明9、实用40", None, "专利", "发明1"],
                ["荣誉", "省专精特新2023.11", None, "荣誉", "高企"],
                [C, None, None, D, None],
                ["2024营收", "3702万元", None, "2024营收", "9300万"],
                ["净利", "46万", None, "净利", "亏5万"],
                ["专利", "41件", None, "专利", "发明2"],
                ["荣誉", "创新型（2024）", None, "荣誉", "无"],
            ],
            merges=("A1:E1", "A2:B2", "D2:E2", "A7:B7", "D7:E7"),
        ),
        {"name": A, "revenue": {"2024": 18600}, "net_profit": {"2024": 2314}, "class1_ip": 9, "class2_ip": 40, "recognitions": [{"tier": "specialized", "on": "2023-11"}]},
        {"name": C, "revenue": {"2024": 3702}, "net_profit": {"2024": 46}, "recognitions": [{"tier": "innovative", "on": "2024"}]},
        {"name": B, "revenue": {"2024": 6200}, "net_profit": {"2024": -30}, "class1_ip": 1, "valid_honours": ["high_tech_enterprise"]},
        {"name": D, "revenue": {"2024": 9300}, "net_profit": {"2024": -5}, "class1_ip": 2, "valid_honours": []},
        unread=1,
        left=1,
    ),
    kind(
        "a list printed in two strips",
        xlsx([["拟推荐企业一览（单位：万元）", *[None] * 6], ["序号", "企业名称", "营业收入", None, "序号", "企业名称", "营业收入"], [1, A, 8600, None, 3, C, 5100], [2, B, 6200, None, 4, D, 9300]], merges=("A1:G1",)),
        *({"name": name, "revenue": {"2024": revenue}} for name, revenue in ((A, 8600), (B, 6200), (C, 5100), (D, 9300))),
        left=1,
    ),
    kind(
        "one firm's self-check, its name above, what the rules ask beside what it has",
        xlsx(
            [
                [f"企业：{A}", None, None, None, None, None],
                ["条款", "内容", "标准", "我司实际", "是否符合", "经办"],
                ["（二）", "上年度营业收入", "5000万元以上", "12,436.58万元", "是", "刘工"],
                [None, "上年末资产负债率", "不超过75%", "48.9%（合并口径）", "是", "刘工"],
                ["（三）", "近两年研发费用合计", "不低于1200万元", "1,187.4万元，其中2024年621.8万元、2023年565.6万元", "差12.6万", "刘工"],
                ["（四）", "Ⅰ类知识产权", "4项以上", "6项，其中受让1项；均已应用", "是", None],
                ["其他", "单项冠军", "不推荐", "不是", "是", None],
            ]
        ),
        {
            "name": A, "revenue": {"2024": 12436.58}, "debt_ratio": 48.9, "rd_expense_sum2": 1187.4, "rd_expense": {"2023": 565.6, "2024": 621.8},
            "class1_ip": 6, "class1_ip_transferred_in": 1, "class1_ip_in_use": True, "manufacturing_champion": False,
        },
    ),
    kind(
        "firms as columns, with groups, units and what is asked for",
        xlsx(
            [
                ["类别", "指标", "单位", A, B, "复核要求"],
                ["经济", "2024年营业收入", "亿元", 1.593, "8900万", "0.5亿以上"],
                [None, "近2年主营平均增长率", "%", 2.57, -5.3, "≥5"],
                ["创新", "研发机构", "—", "省级企业技术中心", "市企业研究院", "有"],
                ["其他", "职工食堂", "—", "有", "无", None],
            ],
            merges=("A2:A3",),
        ),
        {"main_revenue_growth_avg2": 2.57, "revenue": {"2024": 15930}, "rd_institution": "province"},
        {"main_revenue_growth_avg2": -5.3, "revenue": {"2024": 8900}, "rd_institution": "city"},
        unread=2,
    ),
    kind(
        "firms over years as columns",
        xlsx([["指标", A, None, B, None], [None, "2023年", "2024年", "2023年", "2024年"], ["营业收入（万元）", 7500, 8600, 5800, 6200], ["研发投入占营收比例（%）", 5.3, 5.95, 4, 4.2]], merges=("A1:A2", "B1:C1", "D1:E1")),
        {"revenue": {"2023": 7500, "2024": 8600}, "rd_ratio": {"2023": 5.3, "2024": 5.95}},
        {"revenue": {"2023": 5800, "2024": 6200}, "rd_ratio": {"2023": 4, "2024": 4.2}},
    ),
    kind(
        "a line for each figure, years as columns",
        xlsx([["企业名称", "指标", "单位", "2023年", "2024年"], [A, "营业收入", "万元", 7500, 8600], [None, "净利润", "元", 5000000, 6200000], [B, "营业收入", "亿元", 0.58, 0.62], [None, "净利润", "万元", 210, -30]], merges=("A2:A3", "A4:A5")),
        {"name": A, "revenue": {"2023": 7500, "2024": 8600}, "net_profit": {"2023": 500, "2024": 620}},
        {"name": B, "revenue": {"2023": 5800, "2024": 6200}, "net_profit": {"2023": 210, "2024": -30}},
    ),
    kind(
        "a line for each figure with its year and unit",
        text([["企业名称", "指标名称", "年份", "指标值", "单位"], [A, "营业收入", "2024", "8600", "万元"], [A, "营业收入", "2023", "7500", "万元"], [A, "从业人员", "2024", "150", "人"], [B, "营业收入", "2024", "62000000", "元"], [B, "工业增加值", "2024", "900", "万元"]]),
        {"name": A, "employees": 150, "revenue": {"2023": 7500, "2024": 8600}},
        {"name": B, "revenue": {"2024": 6200}},
        unread=1,
    ),
    kind(
        "names of fields that fail are no figures",
        text([["企业名称", "2024年营业收入（万元）", "未达标指标", "差距"], [A, "8600", "研发费用占比", "0.5%"], [B, "6200", "资产负债率", "3%"]]),
        {"name": A, "revenue": {"2024": 8600}},
        {"name": B, "revenue": {"2024": 6200}},
        unread=4,
    ),
    kind(
        "a line for each answer",
        text([["企业名称", "填报项", "填报内容"], [A, "2024年营业收入（万元）", "8600"], [A, "已获称号", "省专精特新（2023）"], [B, "所属行业", "C3443"], [B, "食堂面积", "200"]]),
        {"name": A, "revenue": {"2024": 8600}, "recognitions": [{"tier": "specialized", "on": "2023"}]},
        {"name": B, "industry": "工业"},
        unread=1,
    ),
    kind(
        "labels above their values, line by line",
        xlsx([["企业名称", "所属行业", "从业人员（人）"], [A, "通用设备制造业", 150], ["2024年营业收入（万元）", "2023年营业收入（万元）", "资产负债率"], [8600, 7500, "45.2%"], ["获得称号", "研发机构", "自主品牌"], ["专精特新中小企业（2023年12月）", "省级", "是"]]),
        {"name": A, "industry": "工业", "employees": 150, "debt_ratio": 45.2, "recognitions": [{"tier": "specialized", "on": "2023-12"}], "revenue": {"2023": 7500, "2024": 8600}, "rd_institution": "province", "own_brand": True},
    ),
    kind(
        "heads three lines deep, merged both ways",
        xlsx(
            [
                ["序号", "企业名称", "经济指标", None, None, "创新指标", None, None],
                [None, None, "营业收入（万元）", None, "净利润（万元）", "知识产权（项）", None, "研发机构"],
                [None, None, "2023", "2024", "2024", "Ⅰ类", "Ⅱ类", None],
                [1, A, 7500, 8600, 620, 6, 21, "省级（省企业技术中心）"],
                [2, B, 5800, 6200, -30, "1（含实审1）", 9, "市级企业技术中心"],
            ],
            merges=("A1:A3", "B1:B3", "C1:E1", "F1:H1", "C2:D2", "F2:G2", "H2:H3"),
        ),
        {"name": A, "revenue": {"2023": 7500, "2024": 8600}, "net_profit": {"2024": 620}, "rd_institution": "province", "class1_ip": 6, "class2_ip": 21},
        {"name": B, "revenue": {"2023": 5800, "2024": 6200}, "net_profit": {"2024": -30}, "rd_institution": "city", "class2_ip": 9},
        unread=1,
    ),
    kind(
        "parts of a year beside the whole",
        xlsx([["企业名称", "营业收入", None, None], [None, "2024年1-6月", "2024年全年", "2025年1-2月"], [A, 4100, 8600, 1200]], merges=("A1:A2", "B1:D1")),
        {"name": A, "revenue": {"2024": 8600}},
        unread=2,
    ),
    kind(
        "a year a sheet, the unit in a title",
        xlsx(Made([["（单位：千元、人）", None], ["企业", "营业收入"], [A, 75000]], title="2023年度"), Made([["（单位：千元、人）", None], ["企业", "营业收入"], [A, 86000]], title="2024年度")),
        {"name": A, "revenue": {"2023": 7500, "2024": 8600}},
        left=2,
    ),
)

WORDS = (
    kind(
        "a survey with its questions numbered",
        text([["序号", "提交时间", "1.企业名称[填空]*", "2.贵公司2024年营业收入（万元）", "3. 是否高新技术企业[单选题]", "4、获得过哪些称号？[多选题]", "5.研发机构级别[单选]"], ["1", "2025/3/1 10:00", A, "8600", "是", "A.创新型中小企业┋B.专精特新中小企业", "B.省级"], ["2", "2025/3/1 10:05", B, "0.62亿", "否", "D.以上都没有", "E.没有"]]),
        {"name": A, "revenue": {"2024": 8600}, "rd_institution": "province", "valid_honours": ["high_tech_enterprise"], "recognitions": [{"tier": "innovative"}, {"tier": "specialized"}]},
        {"name": B, "revenue": {"2024": 6200}, "rd_institution": "none", "recognitions": []},
    ),
    kind(
        "facts in remarks, and cells that refer elsewhere",
        text([["企业名称", "2024年营收（万元）", "备注"], [A, "8600", "省级企业技术中心；2023年获评省专精特新"], [B, "见附件", "客户是小巨人，已跟进"], [C, "同上", "—"], [D, "9000", "2024年营收9500万元"]]),
        {"name": A, "revenue": {"2024": 8600}, "rd_institution": "province", "recognitions": [{"tier": "specialized", "on": "2023"}]},
        {"name": B},
        {"name": C},
        {"name": D, "revenue": {"2024": 9000}},
        unread=2,
    ),
    kind(
        "days, batches and terms of titles",
        text([["企业名称", "专精特新中小企业", "“小巨人”企业", "高新技术企业", "创新型中小企业"], [A, "2022年12月（第三批）", "2023年7月14日（第五批）", "2023-2026", "2022.6"], [B, "√", "—", "GR202433001234", "无"], [C, "2021年（2024年复核通过）", "", "已过期", ""]]),
        {"name": A, "recognitions": [{"tier": "specialized", "on": "2022-12"}, {"tier": "little_giant", "on": "2023-07-14", "round": 5}, {"tier": "innovative", "on": "2022-06"}], "valid_honours": ["high_tech_enterprise"]},
        {"name": B, "recognitions": [{"tier": "specialized"}], "valid_honours": ["high_tech_enterprise"]},
        {"name": C, "recognitions": [{"tier": "specialized", "on": "2021"}]},
        unread=1,
    ),
    kind(
        "one thing told more of than is asked",
        text([["企业名称", "研发费用", "职工人数，其中研发", "营业收入", "Ⅱ类知识产权", "从事细分市场时间"], [A, "1375万（占7.4%）", "86人，其中研发27人", "8600万元，同比增长12%", "11项，另有商标2件", "11年（2014年至今）"], [B, "220万（其中设备60万）", "62", "2023年5800万；2024年6200万", "9", "11年（2004年至今）"]]),
        {"name": A, "employees": 86, "rd_staff_ratio": 31.395349, "revenue": {"2024": 8600}, "rd_expense": {"2024": 1375}, "rd_ratio": {"2024": 7.4}, "class2_ip": 11, "niche_years": 11},
        {"name": B, "revenue": {"2023": 5800, "2024": 6200}, "class2_ip": 9},
        unread=3,
    ),
    kind(
        "a condition asked for in parts",
        text([["企业名称", "近三年有无安全事故", "近三年有无违法违规", "近三年国家级、省级科技奖励", "经营异常 / 严重失信"], [A, "无", "无", "无", "均无"], [B, "无", "", "", "有"], [C, "2024年有一起轻伤", "有", "", ""]]),
        {"name": A, "major_incident_3y": False, "national_award_rank": 0, "provincial_award_rank": 0, "in_abnormal_list": False, "in_dishonest_list": False},
        {"name": B},
        {"name": C, "major_incident_3y": True},
        unread=3,
    ),
    kind(
        "two fields a cell, in a form",
        xlsx([["采集表", None], ["企业名称", A], ["2024年末资产总额 / 负债总额（万元）", "5949.06 / 1823.69"], ["Ⅰ类 / Ⅱ类知识产权", "5/25"], ["注册地", "浙江省宁波市鄞州区"], ["联系人", "张三"]], merges=("A1:B1",)),
        {"name": A, "province": "浙江省", "total_assets": 5949.06, "total_liabilities": 1823.69, "class1_ip": 5, "class2_ip": 25},
        left=2,
    ),
    kind(
        "heads in other words than the form's",
        text([["被推荐企业", "营业总收入", "主营占营收比重", "研发经费投入强度", "科研人员占员工总数比例", "近两年营收复合增长率", "全国细分市占率", "全国细分市场名次", "是否列入严重违法失信名单", "女职工人数", "团体标准制定数"], [A, "8600", "96.3%", "5.95%", "22%", "8.12%", "12%", "3", "否", "40", "2"]]),
        {"name": A, "revenue": {"2024": 8600}, "main_revenue_ratio": 96.3, "rd_ratio": {"2024": 5.95}, "rd_staff_ratio": 22, "revenue_cagr2": 8.12, "market_share": 12, "market_rank": 3, "in_dishonest_list": False},
        unread=2,
    ),
    kind(
        "money written in full",
        text([["企业名称", "营业收入", "资产总额", "净利润"], [A, "￥8,600.00万元", "人民币1.2亿元", "620.5万"], [B, "6200.00 万元", "RMB 9,300万", "（30万元）"]]),
        {"name": A, "revenue": {"2024": 8600}, "total_assets": 12000, "net_profit": {"2024": 620.5}},
        {"name": B, "revenue": {"2024": 6200}, "total_assets": 9300, "net_profit": {"2024": -30}},
    ),
)

RULED = (
    kind(
        "codes with their legend on another sheet",
        xlsx(
            Made([["填报说明"], ["1. 一企一行。"], ["2. 行业代码：01工业，02软件和信息技术服务业。"], ["3. 研发机构代码：1国家级，2省级，3市级，9未建立。"], ["4. “是否”类：1是，2否。"]], title="说明"),
            Made([["企业名称", "行业代码", "研发机构代码", "是否列入经营异常名录", "发明专利"], [A, "01", 3, 2, 2], [B, "02", 9, 1, 1], [C, "07", 5, 2, 9]], title="数据"),
        ),
        {"name": A, "industry": "工业", "rd_institution": "city", "in_abnormal_list": False, "class1_ip": 2},
        {"name": B, "industry": "软件和信息技术服务业", "rd_institution": "none", "in_abnormal_list": True, "class1_ip": 1},
        {"name": C, "in_abnormal_list": False, "class1_ip": 9},
        unread=2,
        left=1,
    ),
    kind(
        "codes with their legend beneath the heads",
        text([["企业名称", "是否严重失信", "产业领域", "发明专利"], ["必填", "0否1是", "1六基 2十大 3战新", "项"], [A, "0", "1,3", "2件（另有4件受理中）"], [B, "1", "2", "3"]]),
        {"name": A, "in_dishonest_list": False, "product_field": ["six_bases", "strategic_emerging"], "class1_ip": 2},
        {"name": B, "in_dishonest_list": True, "product_field": ["ten_fields"], "class1_ip": 3},
        left=1,
    ),
    kind(
        "what was reported beside what was found",
        xlsx(
            [["企业名称", "2024年营业收入（万元）", None, "职工人数", None], [None, "填报", "核定", "填报", "核定"], [A, 9022.53, 8300.53, 130, "属实"], [B, 7389, "待核", 76, None], [C, 4226, "√", 40, "调减3"]],
            merges=("A1:A2", "B1:C1", "D1:E1"),
        ),
        {"name": A, "employees": 130, "revenue": {"2024": 8300.53}},
        {"name": B, "employees": 76},
        {"name": C, "revenue": {"2024": 4226}},
        unread=2,
    ),
    kind(
        "choices as columns to tick",
        xlsx(
            [["企业名称", "行业", None, "称号", None, "研发机构", None, None], [None, "工业", "软件信息", "创新型", "小巨人", "省级", "市级", "没有"], [A, "●", None, "2023", "第五批", "√", "√", None], [B, None, "√", "✓", None, None, None, "●"], [C, "√", "√", None, None, None, "？", None]],
            merges=("A1:A2", "B1:C1", "D1:E1", "F1:H1"),
        ),
        {"name": A, "industry": "工业", "recognitions": [{"tier": "innovative", "on": "2023"}, {"tier": "little_giant", "round": 5}], "rd_institution": "province"},
        {"name": B, "industry": "软件和信息技术服务业", "recognitions": [{"tier": "innovative"}], "rd_institution": "none"},
        {"name": C},
        unread=2,
    ),
    kind(
        "two lists on a page, the second by short names",
        xlsx([["表一 经营（万元）", None, None], ["编号", "企业", "2024营收"], ["A", A, 8600], ["B", B, 6200], [None] * 3, ["表二 创新", None, None, None], ["编号", "简称", "Ⅰ类", "市占率"], ["B", "乙阀门", 3, "12%"], ["A", "甲机电", 6, "省内第一"]]),
        {"name": A, "revenue": {"2024": 8600}, "class1_ip": 6},
        {"name": B, "revenue": {"2024": 6200}, "class1_ip": 3, "market_share": 12},
        unread=1,
        left=2,
    ),
    kind(
        "a year a sheet, names in full on one of them only",
        xlsx(Made([["单位名称", "营业收入"], ["宁波甲机电", 7500], ["台州乙阀门", 5800]], title="2023年"), Made([["单位名称", "营业收入"], [A, 8600], [B, 6200]], title="2024年")),
        {"name": "宁波甲机电", "revenue": {"2023": 7500, "2024": 8600}},
        {"name": "台州乙阀门", "revenue": {"2023": 5800, "2024": 6200}},
    ),
    kind(
        "a line for each figure, parts of a year among them",
        text([["单位名称", "指标名称", "所属期", "数值", "计量单位"], [A, "营业收入", "2024年", "86000", "千元"], [A, "营业收入", "2025年1-3月", "20000", "千元"], [A, "有效发明专利", "截至2025年3月", "3", "件"], [A, "经营异常名录", "现状", "未列入", "—"], [B, "期末用工人数", "2024年末", "88", "人"], [B, "研发费用", "2024年度", "2600000", "元"]]),
        {"name": A, "in_abnormal_list": False, "revenue": {"2024": 8600}, "class1_ip": 3},
        {"name": B, "employees": 88, "rd_expense": {"2024": 260}},
        unread=1,
    ),
    kind(
        "an accountant's extract",
        xlsx([["财务数据摘录表", None, None, None], [f"被审计单位：{A}", None, None, None], ["会计期间：2024年度", None, None, "货币单位：人民币元"], ["利润表项目", "附注", "本期金额", "上期金额"], ["一、营业收入", None, 86000000, 75000000], ["其中：主营业务收入", "注1", 80000000, 70000000], ["四、净利润（净亏损以括号列示）", None, "(353,399.39)", 1000000], ["资产负债表项目", "附注", "期末余额", "年初余额"], ["资产总计", None, 117053100, 108859383], ["负债合计", None, 84793300, 78857769]], merges=("A1:D1",)),
        {"name": A, "total_assets": 11705.31, "total_liabilities": 8479.33, "revenue": {"2023": 7500, "2024": 8600}, "main_revenue": {"2023": 7000, "2024": 8000}, "net_profit": {"2023": 100, "2024": -35.339939}},
        left=2,
    ),
    kind(
        "points of the parts with what was deducted for",
        xlsx([["企业名称", "总分", "创新能力", None, "成长性", "专业化", "有无直通条件"], [None, None, "得分", "扣分原因", "得分", "得分", None], [A, "80分", 25, "研发占比2.6%", "30/30", 25, "高企，在有效期内"], [B, 70, 25, None, 15, "25→20", "无"]], merges=("A1:A2", "B1:B2", "C1:D1", "G1:G2")),
        {"name": A, "valid_honours": ["high_tech_enterprise"], "score_total": 80, "score_innovation": 25, "score_growth": 30, "score_specialisation": 25},
        {"name": B, "score_total": 70, "score_innovation": 25, "score_growth": 15},
        unread=3,
    ),
    kind(
        "words of a visit beside each other",
        text([["会员单位", "经营情况", "研发与知识产权", "资质荣誉"], [A, "2024年营收4648万元，2023年4532万元；员工51人；今年目标5000万", "发明专利1件（其中受让1件）", "省级专精特新（2023.12）；ISO9001；县长质量奖"], [B, "营收：2636万；负债：777万", "没有专利，没有研发机构", "控股股东为第三批小巨人，本公司暂无称号"]]),
        {"name": A, "employees": 51, "recognitions": [{"tier": "specialized", "on": "2023-12"}], "revenue": {"2023": 4532, "2024": 4648}, "management_certified": True, "class1_ip": 1, "class1_ip_transferred_in": 1},
        {"name": B, "total_liabilities": 777, "revenue": {"2024": 2636}, "rd_institution": "none", "class1_ip": 0},
        unread=1,
    ),
    kind(
        "labels of a form that go on with the one above",
        xlsx([["类别", "指标", A, B], ["创新", "Ⅰ类知识产权", 3, "1项"], [None, "其中自主研发", 2, 0], [None, "省级以上科技奖（近三年）", "无", "2018年省科技进步三等奖，排1"], ["信用", "未列入经营异常、严重失信名单", "是", "√"], ["财务", "2023年营业收入（万元）", "9865（含税11147）", "5800"], [None, "从业人员", "151（含劳务派遣12）", "约40人"]], merges=("A2:A4", "A6:A7")),
        {"employees": 151, "in_abnormal_list": False, "in_dishonest_list": False, "revenue": {"2023": 9865}, "class1_ip": 3, "class1_ip_self_developed": 2, "national_award_rank": 0, "provincial_award_rank": 0},
        {"employees": 40, "in_abnormal_list": False, "in_dishonest_list": False, "revenue": {"2023": 5800}, "class1_ip": 1, "class1_ip_self_developed": 0},
        unread=1,
    ),
)

MORE = (
    kind(
        "a title a row, with its batch and day beside it",
        xlsx([["企业名称", "认定情况", None, None], [None, "称号", "批次", "认定时间"], [A, "专精特新“小巨人”企业", "第五批", "2023年7月"], [A, "省级专精特新中小企业", None, "2022年12月"], [B, "创新型中小企业", None, "2024年6月"]], merges=("A1:A2", "B1:D1")),
        {"name": A, "recognitions": [{"tier": "little_giant", "on": "2023-07", "round": 5}, {"tier": "specialized", "on": "2022-12"}]},
        {"name": B, "recognitions": [{"tier": "innovative", "on": "2024-06"}]},
    ),
    kind(
        "sheets called by their firms",
        xlsx(Made([["项目", "2023年", "2024年"], ["营业收入（万元）", 7500, 8600]], title=A), Made([["项目", "2023年", "2024年"], ["营业收入（万元）", 5800, 6200]], title=B)),
        {"name": A, "revenue": {"2023": 7500, "2024": 8600}},
        {"name": B, "revenue": {"2023": 5800, "2024": 6200}},
    ),
    kind(
        "sheets called by short names that nothing else tells",
        xlsx(Made([["项目", "2023年", "2024年"], ["营业收入（万元）", 7500, 8600]], title="甲机电"), Made([["项目", "2023年", "2024年"], ["营业收入（万元）", 5800, 6200]], title="乙阀门")),
        {"revenue": {"2023": 7500, "2024": 8600}},
        {"revenue": {"2023": 5800, "2024": 6200}},
    ),
    kind(
        "years beneath a label of their own",
        xlsx([["企业名称", A, B], ["营业收入(万元)", None, None], ["  2023年", 7500, 5800], ["  2024年", 8600, 6200], ["职工人数", 150, 88]]),
        {"name": A, "employees": 150, "revenue": {"2023": 7500, "2024": 8600}},
        {"name": B, "employees": 88, "revenue": {"2023": 5800, "2024": 6200}},
    ),
    kind(
        "a visit's form in words",
        xlsx([["走访企业登记表", None, None, None], ["企业名称", A, "走访日期", "2025-03-01"], ["企业规模", "职工150人，其中研发33人", "主营产品", "液压阀"], ["经营情况", "2024年营收8600万元，同比增长14%，资产负债率45.2%", None, None], ["创新情况", "发明专利6项，省级企业技术中心，参与制定国家标准1项", None, None], ["存在困难", "招工难，需贷款500万元", None, None]], merges=("A1:D1", "B4:D4", "B5:D5", "B6:D6")),
        {"name": A, "employees": 150, "debt_ratio": 45.2, "rd_staff_ratio": 22, "revenue": {"2024": 8600}, "rd_institution": "province", "class1_ip": 6, "standards_drafting": True},
        unread=1,
        left=1,
    ),
    kind(
        "ranges to tick and several questions in one",
        text([["企业名称", "营业收入区间", "有无不良信用记录（经营异常、严重失信）", "有无重大安全环保质量事故和偷漏税"], [A, "5000万-1亿", "无", "无"], [B, "2000万元以下", "有", "有"]]),
        {"name": A, "in_abnormal_list": False, "in_dishonest_list": False, "major_incident_3y": False},
        {"name": B, "major_incident_3y": True},
        unread=1,
    ),
    kind(
        "what is wished, planned, disputed or of others is no figure",
        text(
            [
                ["企业名称", "研发机构", "备注", "从业人员", "称号", "意见"],
                [A, "拟建省级技术中心", "建议补充研发费用500万元的凭证", "150人，研发占22%", "曾获省专精特新，已过期", "研发费用要求提高到500万元以上"],
                [B, "省级", "母公司营收3亿元", "88", "无", ""],
            ]
        ),
        {"name": A, "employees": 150, "rd_staff_ratio": 22},
        {"name": B, "employees": 88, "recognitions": [], "rd_institution": "province"},
        unread=3,
    ),
    kind(
        "survey questions with Q and a number",
        text([["Q1_企业名称", "Q2_2024年营业收入（万元）", "Q3_是否拥有自主品牌", "Q4[专精特新中小企业]"], [A, "8600", "1", "1"], [B, "6200", "2", "0"]]),
        {"name": A, "own_brand": True, "recognitions": [{"tier": "specialized"}], "revenue": {"2024": 8600}},
        {"name": B, "revenue": {"2024": 6200}},
        unread=1,
    ),
)

BESIDE = (
    kind(
        "a sum of last year and the year before, and another two years that make no field",
        text([["企业名称", "前年、去年研发合计（万元）", "去年和前年研发投入占比", "大前年、去年营业收入（万元）", "前年研发费用（万元）"], [A, 700, "7.2%", 9000, 330]]),
        {"name": A, "rd_expense": {"2023": 330}, "rd_expense_sum2": 700},
        unread=2,
    ),
    kind(
        "a share beside what it is a share of",
        text([["企业名称", "自主品牌", "净利润（万元）", "员工/研发占比", "资产总额/负债占比"], [A, "有", 500, "150人/22%", "9000/45%"]]),
        {"name": A, "employees": 150, "own_brand": True, "net_profit": {"2024": 500}, "rd_staff_ratio": 22, "total_assets": 9000, "debt_ratio": 45},
    ),
    kind(
        "a share of research beside the revenue",
        text([["企业名称", "自主品牌", "净利润（万元）", "营业收入/研发占比"], [A, "有", 500, "8600/7.5%"]]),
        {"name": A, "own_brand": True, "revenue": {"2024": 8600}, "net_profit": {"2024": 500}, "rd_ratio": {"2024": 7.5}},
    ),
    kind(
        "a unit of money for each row",
        text([["企业名称", "本行金额单位", "营业收入", "研发费用", "员工"], [A, "亿元", 0.86, 0.05, 150], [B, "万元", 6200, 300, 88], ["丙电子有限公司", "收入为美元，其余万元", 700, "40万元", 20], ["丁机电有限公司", "元", 62000000, 3000000, 66]]),
        {"name": A, "employees": 150, "revenue": {"2024": 8600}, "rd_expense": {"2024": 500}},
        {"name": B, "employees": 88, "revenue": {"2024": 6200}, "rd_expense": {"2024": 300}},
        {"name": "丙电子有限公司", "employees": 20, "rd_expense": {"2024": 40}},
        {"name": "丁机电有限公司", "employees": 66, "revenue": {"2024": 6200}, "rd_expense": {"2024": 300}},
        unread=1,
    ),
    kind(
        "a unit for each row against that of a head",
        text([["企业名称", "金额单位", "营业收入（万元）", "研发费用"], [A, "亿元", 0.86, 0.05], [B, "万元", 6200, 300]]),
        {"name": A, "rd_expense": {"2024": 500}},
        {"name": B, "revenue": {"2024": 6200}, "rd_expense": {"2024": 300}},
        unread=1,
    ),
    kind(
        "two lists beside each other, each with its unit, the names beneath a word that tells nothing",
        xlsx(
            [["规上（万元）", None, None, None, "规下（金额为元）", None, None], ["名称", "去年收入", "研发", None, "名称", "去年收入", "研发"], [A, None, 300, None, B, 62000000, 3000000], ["丙电子有限公司", 8600, 320, None, "丁机电有限公司", "510万元", 200000]],
            merges=("A1:C1", "E1:G1"),
        ),
        {"name": A, "rd_expense": {"2024": 300}},
        {"name": "丙电子有限公司", "revenue": {"2024": 8600}, "rd_expense": {"2024": 320}},
        {"name": B, "revenue": {"2024": 6200}, "rd_expense": {"2024": 300}},
        {"name": "丁机电有限公司", "revenue": {"2024": 510}, "rd_expense": {"2024": 20}},
        left=2,
    ),
    kind(
        "an honour that has run out, and a field whose name holds an industry's",
        text([["企业名称", "荣誉", "所属领域"], [A, "高企，2022年12月，已到期未重认", "工业“六基”——核心基础零部件"], [B, "高新技术企业", ""]]),
        {"name": A, "product_field": ["six_bases"]},
        {"name": B, "valid_honours": ["high_tech_enterprise"]},
        unread=1,
    ),
    kind(
        "short years behind amounts, and a line that says how to fill them in",
        text([["企业名称", "从业人数", "营业收入23", "营业收入24", "研发费用24", "是否异常名录", "专精特新认定时间"], ["", "人", "元", "元", "元", "1是0否", "年月"], [A, "150", "75000000", "8600.5万元", "5000000", "0", "2023.6"]]),
        {"name": A, "employees": 150, "in_abnormal_list": False, "recognitions": [{"tier": "specialized", "on": "2023-06"}], "revenue": {"2023": 7500, "2024": 8600.5}, "rd_expense": {"2024": 500}},
    ),
    kind(
        "which year this period is of, told beneath the heads",
        text([["企业名称", "营业收入本期", "营业收入上期"], ["审计期间：2024年度（本期）、2023年度（上期）", "", ""], [A, "8600", "7500"]]),
        {"name": A, "revenue": {"2023": 7500, "2024": 8600}},
        left=1,
    ),
    kind(
        "levels to tick, two of them ticked, and a prize that was only proposed",
        xlsx(
            [["企业名称", "数字化自测", None, None, None, "省质量奖", "产品有自己的商标牌子吗", "职工平均人数"], [None, "一级", "二级", "三级", "四级", None, None, None], [A, None, "☑", None, None, "省长质量奖提名", "有", 150], [B, "√", None, "√", None, "无", "无", 88]],
            merges=("A1:A2", "B1:E1", "F1:F2", "G1:G2", "H1:H2"),
        ),
        {"name": A, "employees": 150, "own_brand": True, "digital_level": 2},
        {"name": B, "employees": 88, "own_brand": False, "provincial_quality_award": False},
        unread=3,
    ),
)

ALL: tuple[SheetKind, ...] = (*LAYOUTS, *WORDS, *RULED, *MORE, *BESIDE)
