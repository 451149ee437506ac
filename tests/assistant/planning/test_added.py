"""Documents of a province answer: found, quoted and cited beside the national rule, or where that is silent."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.models import Answer, AskRequest, Status
from assistant.service import Assistant
from assistant.settings import Settings
from corpus.adding import add, prepare
from corpus.library import load_library

NOTICE = """某省工业和信息化厅文件
某工信企业〔2026〕32号
某省工业和信息化厅关于组织开展2026年度专精特新中小企业认定工作的通知
各市工业和信息化局：
一、申报条件
（一）在我省行政区域内工商注册，从事特定细分市场时间达到3年以上。
（二）上年度资产负债率不高于60%。
（三）上年度主营业务收入占营业收入比重不低于60%。
二、申报时间
（一）企业于2026年5月20日17时前登录优质中小企业梯度培育平台提交申请。
（二）各市工业和信息化局于2026年6月10日前将推荐文件报我厅中小企业处。
三、申报材料
（一）专精特新中小企业申请书一式三份。
（二）上年度审计报告复印件一份。
四、奖励政策
对首次认定的专精特新中小企业，省级财政给予一次性奖补20万元；对新认定的专精特新“小巨人”企业，给予一次性奖补100万元。
五、联系方式
联系人：省中小企业服务中心，电话：0000-1234567。
附件：1.专精特新中小企业申请书 2.推荐汇总表
某省工业和信息化厅
2026年3月15日
"""
RULES = """某省优质中小企业梯度培育管理实施细则
某工信规〔2026〕5号
第一章总则
第一条为规范我省优质中小企业梯度培育工作，制定本细则。
第二章动态管理
第二条企业名称发生变更的，应当在30日内通过培育平台报告。
第三条地方特色指标
各项指标得分如下表：
指标｜得分
属于省重点产业链企业｜5分
获得省级质量奖｜5分
参加省级创新创业大赛获奖｜5分
某省工业和信息化厅
2026年2月1日
"""
GIANTS = """某省工业和信息化厅关于做好第八批专精特新“小巨人”企业申报工作的通知
某工信企业〔2026〕40号

一、时间安排
（一）企业于2026年5月10日前在线提交申报材料。
二、提交方式
通过优质中小企业梯度培育平台提交。
某省工业和信息化厅
2026年4月28日
"""
OLD = "某省关于2025年度认定工作的通知\n某工信企业〔2025〕9号\n\n一、奖补\n对首次认定的企业，给予一次性奖补10万元。\n"


def put(folder: Path, text: str, number: str, first: date, last: date | None = None, **more: str) -> None:
    file = folder / "in.txt"
    file.write_text(text, encoding="utf-8")
    add(prepare(file, number=number, in_force=(first, last), library=load_library(), **more), folder)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def ask(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Answer]:
    """Ask at the site of a province that has added four documents."""
    sites = tmp_path_factory.mktemp("sites")
    corpus = sites / "mou" / "corpus"
    corpus.mkdir(parents=True)
    put(corpus, NOTICE, "某工信企业〔2026〕32号", date(2026, 3, 15))
    put(corpus, RULES, "某工信规〔2026〕5号", date(2026, 2, 1))
    put(corpus, GIANTS, "某工信企业〔2026〕40号", date(2026, 4, 28))
    put(corpus, OLD, "某工信企业〔2025〕9号", date(2025, 3, 1), date(2025, 12, 31), issuer="某省")
    assistant = Assistant.open(Settings(data_dir=data_dir, sites_dir=sites, _env_file=None))

    def run(question: str, as_of: str = "2026-04-20", site: str | None = "mou") -> Answer:
        return assistant.ask(AskRequest(question=question, as_of=date.fromisoformat(as_of), site=site))

    return run


@pytest.mark.parametrize(
    ("question", "clause", "words"),
    [
        ("首次认定专精特新有什么奖补", "notice-2026-32/4", "20万元"),
        ("认定小巨人奖励多少钱", "notice-2026-32/4", "100万元"),
        ("专精特新中小企业什么时候截止", "notice-2026-32/2/1", "2026年5月20日17时前"),
        ("省级专精特新申报书要几份", "notice-2026-32/3/1", "一式三份"),
        ("咨询电话是多少", "notice-2026-32/5", "0000-1234567"),
        ("企业改名了多少天内报告", "measures-2026-5/ch-2/art-2", "30日内"),
        ("专精特新的资产负债率要求多少", "notice-2026-32/1/2", "不高于60%"),
        ("各市什么时候报推荐文件", "notice-2026-32/2/2", "2026年6月10日前"),
        ("地方特色指标怎么打分", "measures-2026-5/ch-2/art-3", "获得省级质量奖｜5分"),
        ("获得省级质量奖在地方特色指标里得几分", "measures-2026-5/ch-2/art-3", "获得省级质量奖｜5分"),
    ],
)
def test_what_the_province_says_is_quoted_and_cited(ask: Callable[..., Answer], question: str, clause: str, words: str) -> None:
    found = ask(question)
    assert found.status is Status.ANSWERED
    assert "本省规定" in found.answer
    assert words in found.answer
    (cited,) = [each for each in found.citations if each.clause_id == clause]
    assert words in cited.quote


def test_the_sentence_for_the_tier_asked_about_is_the_one_quoted(ask: Callable[..., Answer]) -> None:
    answer = ask("认定小巨人奖励多少钱").answer
    assert "20万元" not in answer


def test_where_the_province_speaks_nothing_is_called_open(ask: Callable[..., Answer]) -> None:
    answer = ask("专精特新中小企业什么时候截止").answer
    assert answer.startswith("本省规定")
    assert "以当地通知为准" not in answer
    assert "没有写" not in answer


def test_the_stricter_rule_comes_first_and_the_difference_is_said(ask: Callable[..., Answer]) -> None:
    found = ask("专精特新的资产负债率要求多少")
    assert found.answer.startswith("本省规定")
    assert "本省更严：本省不高于60%，国家不超过80%。" in found.answer
    documents = [each.number for each in found.citations]
    assert documents.index("某工信企业〔2026〕32号") < documents.index("工信部企业〔2026〕2号")


def test_a_rule_for_another_tier_is_not_compared_and_not_first(ask: Callable[..., Answer]) -> None:
    answer = ask("小巨人的资产负债率要求多少").answer
    assert "60%" not in answer
    assumed = ask("资产负债率要求多少").answer
    assert not assumed.startswith("本省规定")
    assert "更严" not in assumed


def test_the_signature_is_no_part_of_a_rule(ask: Callable[..., Answer]) -> None:
    assert "2026年2月1日" not in ask("地方特色指标怎么打分").answer


@pytest.mark.parametrize(
    "question",
    [
        "什么是主导产品",
        "小巨人的Ⅰ类知识产权要求几项",
        "上市企业能申报吗",
        "公示期多长",
        "税收优惠有哪些",
        "第四批小巨人什么时候上传",
        "今天天气怎么样",
        "创新型中小企业有哪些条件",
        "贷款贴息怎么申请",
        "可以找中介代办吗",
        "数字化水平怎么评",
        "集团内两家公司能同时报吗",
        "直接报专精特新可以吗，前面必须先有哪个",
        "省级科技奖励具体指哪些奖的几等奖",
    ],
)
def test_where_the_province_is_silent_it_is_not_quoted(ask: Callable[..., Answer], question: str) -> None:
    assert "本省规定" not in ask(question).answer


@pytest.mark.parametrize("question", ["首次认定专精特新有什么奖补", "专精特新中小企业什么时候截止", "某工信企业〔2026〕32号怎么说的"])
def test_before_it_is_published_and_without_its_site_a_document_says_nothing(ask: Callable[..., Answer], question: str) -> None:
    for found in (ask(question, "2026-01-20"), ask(question, site=None)):
        assert "某省" not in found.answer.replace("某工信", "")
        assert all("某省" not in each.document for each in found.citations)


def test_a_document_that_has_ended_says_nothing_any_more(ask: Callable[..., Answer]) -> None:
    assert "10万元" in ask("首次认定有什么奖补", "2025-06-01").answer
    assert "10万元" not in ask("首次认定有什么奖补").answer


# a number named


@pytest.mark.parametrize("question", ["某工信企业〔2026〕32号怎么说的", "某工信企业[2026]32号讲了什么", "请问某工信企业〔2026〕32号有哪些内容", "某工信企业〔2026〕32号"])
def test_a_number_named_leads_to_its_document(ask: Callable[..., Answer], question: str) -> None:
    found = ask(question)
    assert found.status is Status.ANSWERED
    assert {each.number for each in found.citations} == {"某工信企业〔2026〕32号"}
    assert "四、奖励政策" in [each.quote for each in found.citations]


@pytest.mark.parametrize(
    ("question", "clause"),
    [("某工信企业〔2026〕32号对负债率怎么规定", "notice-2026-32/1/2"), ("某工信企业〔2026〕32号里奖补多少", "notice-2026-32/4"), ("32号文规定什么时候提交申请", "notice-2026-32/2/1")],
)
def test_what_it_says_of_the_matter_asked_about_and_nothing_else(ask: Callable[..., Answer], question: str, clause: str) -> None:
    assert [each.clause_id for each in ask(question).citations] == [clause]


@pytest.mark.parametrize(
    "question",
    ["某工信企业〔2026〕2号怎么说的", "某工信企业〔2026〕33号怎么说的", "他省工信企业〔2026〕32号对负债率怎么规定", "某工信企业〔2024〕32号讲了什么", "按照某发改〔2026〕7号，奖补多少"],
)
def test_a_number_that_is_not_in_the_corpus_leads_to_no_other(ask: Callable[..., Answer], question: str) -> None:
    found = ask(question)
    assert (found.status, found.citations) == (Status.NOT_IN_CORPUS, [])
    assert "没有收录" in found.answer


def test_a_national_number_is_answered_as_before(ask: Callable[..., Answer]) -> None:
    found = ask("工信部企业〔2026〕2号对小巨人的资产负债率怎么规定")
    assert "75%" in found.answer
    assert any(each.number == "工信部企业〔2026〕2号" for each in found.citations)


# the province's own day


def test_the_earlier_local_day_comes_first_and_is_told_beside_the_national_one(ask: Callable[..., Answer]) -> None:
    answer = ask("第八批小巨人什么时候截止", "2026-05-01").answer
    assert answer.startswith("本省规定")
    assert "本省的期限2026年5月10日早于国家的期限2026年5月25日。" in answer
    assert "以当地通知为准" not in answer


@pytest.mark.parametrize(("day", "late"), [("5月9日", False), ("5月10日", False), ("5月11日", True), ("5月25日", True), ("2026年5月20日", True)])
def test_no_day_after_the_local_one_is_called_in_time(ask: Callable[..., Answer], day: str, late: bool) -> None:
    answer = ask(f"第八批小巨人{day}提交还来得及吗", "2026-05-01").answer
    assert ("按本省的期限不行" in answer) is late
    assert ("可以，" in answer) is not late


# the operator's own documents


def test_a_document_added_while_the_service_runs_answers_at_every_site(data_dir: Path, tmp_path: Path, assistant: Assistant) -> None:
    shutil.copytree(assistant.settings.index_path, tmp_path / "data" / "index")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    running = Assistant.open(Settings(data_dir=tmp_path / "data", corpus_dir=corpus, _env_file=None))
    request = AskRequest(question="首次认定专精特新有什么奖补", as_of=date(2026, 4, 20))
    assert running.ask(request).status is Status.NOT_IN_CORPUS
    put(corpus, NOTICE, "某工信企业〔2026〕32号", date(2026, 3, 15))
    found = running.ask(request)
    assert found.answer.startswith("《某省工业和信息化厅关于组织开展2026年度专精特新中小企业认定工作的通知》（某工信企业〔2026〕32号）规定：对首次认定的")
    assert [each.clause_id for each in found.citations] == ["notice-2026-32/4"]


def test_in_english_the_words_stay_as_they_are(ask: Callable[..., Answer]) -> None:
    answer = ask("What subsidy is there for a first recognition as specialized SME?").answer
    assert "The province's own rule" in answer
    assert "一次性奖补20万元" in answer


# the dates a site writes down itself


def test_a_sites_own_dates_stand_before_the_national_window(assistant: Assistant) -> None:
    request = AskRequest(question="第四批小巨人什么时候截止", site="example", as_of=date(2022, 6, 20))
    found = assistant.ask(request)
    assert found.answer.startswith("本省：示例省：在线提交第四批申请和第一批复核（示例），2022年6月25日前。")
    assert found.citations[0].clause_id == "example-notice/2/1"
    assert "以当地通知为准" not in found.answer


@pytest.mark.parametrize(("day", "late"), [("6月25日", False), ("6月26日", True), ("6月28日", True)])
def test_no_day_after_a_sites_own_date_is_called_in_time(assistant: Assistant, day: str, late: bool) -> None:
    answer = assistant.ask(AskRequest(question=f"第四批小巨人{day}提交还来得及吗", site="example", as_of=date(2022, 6, 20))).answer
    assert ("按本省的期限不行" in answer) is late
    assert ("可以，" in answer) is not late
