"""Of titles only those named are known: who tells one says nothing of others, who lost one may hold another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.models import Answer

Ask = Callable[..., Answer]
DAY = "2026-11-26"


def _verdict(answer: Answer, condition: str) -> str:
    return next(item["status"] for item in (answer.check or {})["conditions"] if item["id"] == condition)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("我们是省级专精特新，能报小巨人吗", "pass"),
        ("我们没有专精特新称号，能报小巨人吗", "fail"),
        ("我们的省级专精特新过期了，能报小巨人吗", "fail"),
        ("我们还不是小巨人，能报小巨人吗", "unknown"),
        ("我们去年没评上小巨人，今年能报小巨人吗", "unknown"),
        ("我们是创新型中小企业，能报小巨人吗", "unknown"),
        ("我们是专精特新，能报专精特新吗", "unknown"),
        ("我们不是创新型中小企业，能报专精特新吗", "unknown"),
        ("我们不是创新型也不是科技型中小企业，能报专精特新吗", "fail"),
        ("我们是科技型中小企业，能报专精特新吗", "pass"),
    ],
)
def test_a_title_decides_only_what_it_settles(ask: Ask, said: str, status: str) -> None:
    assert _verdict(ask(said, DAY), "rung") == status


def test_a_list_that_is_sent_is_whole(ask: Ask) -> None:
    told = ask("能报专精特新吗", DAY, profile={"recognitions": [{"tier": "specialized"}]})
    assert _verdict(told, "rung") == "fail"


def test_a_denial_is_kept_and_taken_back(ask: Ask) -> None:
    first = ask("我们没有专精特新称号", DAY, conversation_id="new")
    then = ask("能报小巨人吗", DAY, conversation_id=first.conversation_id)
    assert _verdict(then, "rung") == "fail"
    last = ask("说错了，我们是省级专精特新，能报小巨人吗", DAY, conversation_id=first.conversation_id)
    assert _verdict(last, "rung") == "pass"


@pytest.mark.parametrize(
    "said",
    [
        "营收1800万，能报专精特新还是小巨人",
        "能报小巨人还是专精特新，我们去年营收3500万",
        "研发人员12人，全厂90人，专精特新够吗",
        "研发300万得几分（专精特新）",
    ],
)
def test_what_is_asked_about_is_not_held(ask: Ask, said: str) -> None:
    assert not (ask(said, DAY).profile or {}).get("recognitions")


def test_each_of_several_tiers_has_its_verdict(ask: Ask) -> None:
    answer = ask("营收6000万，负债率78%，专精特新和小巨人分别行不行", DAY).answer
    assert "申报专精特新“小巨人”企业**不符合**" in answer
    assert "申报专精特新中小企业：**待补充**" in answer
    assert "78%，高于75%" in answer and "78%，不高于80%" in answer


def test_asked_which_every_tier_is_judged(ask: Ask) -> None:
    answer = ask("去年营收4300万，研发占3.1%，能报哪个", DAY).answer
    assert all(tier in answer for tier in ("申报专精特新“小巨人”企业**不符合**", "申报专精特新中小企业：", "申报创新型中小企业："))


@pytest.mark.parametrize(
    ("said", "period"),
    [
        ("2022年5月拿的小巨人，2025年复核通过，什么时候到期", "2025-05 + 3年 = 2028年5月"),
        ("小巨人2023年11月30日认定，还有几天到期", "还有3天"),
        ("2023年7月拿的省级专精特新，什么时候到期", "已经过了这一日"),
        ("第四批小巨人，2025年复核通过了，下次复核哪年", "2025 + 3年 = 2028年"),
        ("第一批小巨人，2022、2025都复核过，下回啥时候", "2025 + 3年 = 2028年"),
    ],
)
def test_a_passed_review_runs_the_title_on(ask: Ask, said: str, period: str) -> None:
    assert period in ask(said, DAY).answer


def test_a_failed_review_ends_the_title(ask: Ask) -> None:
    answer = ask("我们是第三批小巨人，2024年复核没过，还能再报吗", DAY)
    assert answer.context["track"] == "new"
    assert (answer.profile or {})["titles_denied"] == ["little_giant"] and not (answer.profile or {})["recognitions"]
    assert "可以提出复核申请" not in answer.answer


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("去年营收5200万，如果今年掉到4600万，明年还能报小巨人吗", "4600万元，低于5000万元"),
        ("去年营收5200万，要是明年只有4600万，还能报小巨人吗", "4600万元，低于5000万元"),
    ],
)
def test_what_is_supposed_of_a_year_ahead_is_judged(ask: Ask, said: str, line: str) -> None:
    answer = ask(said, DAY)
    assert line in answer.answer and "假设" in answer.answer
    assert (answer.profile or {})["revenue"] == {"2025": 5200}


@pytest.mark.parametrize("said", ["发明专利5个，如果卖掉2个呢", "有两个发明专利，如果再买两个呢"])
def test_what_is_sold_or_bought_is_no_count(ask: Ask, said: str) -> None:
    answer = ask(said, DAY)
    assert (answer.profile or {})["class1_ip"] in (5, 2)
    assert answer.not_used


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ("按2022年标准，专精特新第11项，研发260万占营收6.5%，得几分", "rd_expense", {"2025": 260}),
        ("按2022年的标准负债率58%得几分", "debt_ratio", 58),
        ("软件企业280个人，营业收入1.2亿，是中型还是大型", "revenue", {"2025": 12000}),
        ("去年营收5200万（不是，是4200万），小巨人营收行不行", "revenue", {"2025": 4200}),
        ("资产5000万，欠债3800万，小巨人负债率过得去不", "total_liabilities", 3800),
        ("制造业1500人、营收4个亿呢", "employees", 1500),
        ("营收去年6000前年5500，增长率够吗", "revenue", {"2025": 6000, "2024": 5500}),
        ("我们是餐饮的，320个人", "industry", "餐饮业"),
        ("我们做注塑的，去年营收4300万", "industry", "工业"),
        ("创新型自评：实用新型三年前授权的1个，研发占比2.4%", "rd_ratio", {"2025": 2.4}),
        ("We are a software company with 120 people and 60 million revenue. Medium or small?", "revenue", {"2025": 6000}),
    ],
)
def test_plain_words_lose_no_figure(ask: Ask, said: str, field: str, value: object) -> None:
    assert (ask(said, DAY).profile or {}).get(field) == value


@pytest.mark.parametrize("said", ["为什么主营占比从70提到90了", "专精特新发展评价60分是谁给打的", "造假被取消了几年不能再报", "偷税被查了还能报吗", "一人有限公司能报吗"])
def test_what_is_asked_in_general_tells_nothing(ask: Ask, said: str) -> None:
    assert not ask(said, DAY).profile


@pytest.mark.parametrize(
    ("said", "titles"),
    [
        ("小巨人证是23年7月的，哪天到期", [{"tier": "little_giant", "on": "2023-07"}]),
        ("我们创新型的证24年6月发的，啥时候过期", [{"tier": "innovative", "on": "2024-06"}]),
        ("主营占比89.6%，过小巨人没", None),
        ("过了专精特新没有", None),
        ("第九批小巨人几月几号开始", None),
        ("更名是8月20日的事，到现在没报，专精特新会被取消吗", None),
        ("一家公司母公司是小巨人，持股50%，可以推荐吗", None),
        ("某企业控股股东是小巨人，持股45%，能报吗", None),
    ],
)
def test_a_title_is_read_as_it_is_said(ask: Ask, said: str, titles: list[dict[str, str]] | None) -> None:
    profile = ask(said, DAY).profile or {}
    assert profile.get("recognitions") == titles and "titles_denied" not in profile


def test_what_is_of_a_province_is_the_title_that_a_province_gives(ask: Ask) -> None:
    answer = ask("收入刚好1500万，负债率80%，省级行吗", DAY)
    assert answer.context["tier"] == "specialized" and "不符合" not in answer.answer
    assert "1项以上" in ask("报省级要几个专利", DAY).answer


@pytest.mark.parametrize("said", ["高新技术企业怎么认定", "高新技术企业认定需要研发占比多少", "请问高新技术企业证书对申请创新型有什么用"])
def test_an_honour_asked_about_is_not_held(ask: Ask, said: str) -> None:
    answer = ask(said, DAY)
    assert "valid_honours" not in (answer.profile or {}) and "还在办理" not in answer.answer


def test_the_year_before_that_is_the_year_before_the_last_named(ask: Ask) -> None:
    answer = ask("去年营收6000万，前年5500万，再往前一年5400万，增长率够吗", DAY)
    assert (answer.profile or {})["revenue"] == {"2025": 6000, "2024": 5500, "2023": 5400}


@pytest.mark.parametrize(
    ("said", "held", "denied"),
    [
        ("我们是省级专精特新还没评上小巨人能报吗", ["specialized"], ["little_giant"]),
        ("我们是创新型还没评上省级专精特新", ["innovative"], ["specialized"]),
        ("我司是专精特新中小企业，没拿到过小巨人", ["specialized"], ["little_giant"]),
        ("小巨人我们还没评上", [], ["little_giant"]),
        ("创新型没评上，专精特新也没有", [], ["innovative", "specialized"]),
    ],
)
def test_a_denial_between_two_titles_is_of_the_second(ask: Ask, said: str, held: list[str], denied: list[str]) -> None:
    profile = ask(said, DAY).profile or {}
    assert [title["tier"] for title in profile.get("recognitions", [])] == held
    assert sorted(profile.get("titles_denied", [])) == sorted(denied)


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ("报省级的负债率最高多少", "不超过80%"),
        ("省级的研发要多少", "不低于100万元"),
        ("去年营收1600万，省级的营收够吗", "不低于1500万元"),
        ("省级负债率过不过，我们78%", "78%，不高于80%"),
        ("小巨人的负债率最高多少，我们有省级研发机构", "不超过75%"),
    ],
)
def test_a_province_level_figure_is_that_of_the_provincial_title(ask: Ask, said: str, limit: str) -> None:
    assert limit in ask(said, DAY).answer


@pytest.mark.parametrize("said", ["省级研发费是看两年合计还是每一年", "看近三年融资合计还是一年"])
def test_a_length_of_time_is_no_amount(ask: Ask, said: str) -> None:
    assert not ask(said, DAY).profile
