"""Official documents as they are laid out: on letterheads, with annexes in the file, with loose numbering, on web pages, in PDFs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.adding import NewDocument, prepare
from corpus.files.checking import differing_signs
from corpus.files.importing import ImportedText, read_document
from corpus.files.layout import lay_out, squeezed, tidy
from tests.corpus.files.making import p, page, pdf, tbl, tc, word

NUMBER = "某工信企业〔2026〕32号"
TITLE = "某省工业和信息化厅关于开展2026年专精特新企业认定工作的通知"
BODY = "一、条件\n（一）营业收入不低于5000万元。\n（二）研发费用占比不低于3%。\n二、时间\n5月20日前上传。"


def prepared(folder: Path, data: bytes, name: str = "a.txt", number: str = NUMBER) -> NewDocument:
    path = folder / name
    path.write_bytes(data)
    return prepare(path, number=number, in_force=(date(2026, 3, 1), None))


def ids(document: NewDocument) -> list[str]:
    return [clause.id.partition("/")[2] for clause in document.root.walk()][1:]


HEADS = {
    "number beneath the title": f"{TITLE}\n{NUMBER}\n\n各市：\n{BODY}",
    "number above the title": f"{NUMBER}\n{TITLE}\n各市：\n{BODY}",
    "letterhead": f"某省工业和信息化厅文件\n{NUMBER}\n{TITLE}\n各市：\n{BODY}",
    "letterhead with notes": f"000012\n特急\n某省工业和信息化厅文件\n{NUMBER}　　　签发人：张三\n{TITLE}\n各市：\n{BODY}",
    "title in two lines": f"某省工业和信息化厅文件\n\n{NUMBER}\n\n某省工业和信息化厅关于开展2026年\n专精特新企业认定工作的通知\n\n各市：\n{BODY}",
    "spaces in the letterhead": f"某 省 工 业 和 信 息 化 厅 文 件\n{NUMBER}\n{TITLE}\n各市：\n{BODY}",
    "number in a bracket": f"{TITLE}\n（{NUMBER}）\n各市：\n{BODY}",
    "dates beneath": f"{TITLE}\n{NUMBER}\n发布时间：2026-03-01\n\n{BODY}",
}


@pytest.mark.parametrize("head", HEADS)
def test_the_head_is_read(tmp_path: Path, head: str) -> None:
    found = prepared(tmp_path, HEADS[head].encode())
    assert (found.meta.title, found.meta.issuer, found.id) == (TITLE, "某省工业和信息化厅", "notice-2026-32")
    assert [each for each in ids(found) if each not in ("title", "lead")] == ["1", "1/1", "1/2", "2"]
    assert found.sound


@pytest.mark.parametrize("day", ["2026年3月15日", "二〇二六年三月十五日", "2026 年 3 月 15 日"])
def test_day_and_issuer_are_read_from_the_signature(tmp_path: Path, day: str) -> None:
    found = prepared(tmp_path, f"专精特新中小企业认定实施细则\n{NUMBER}\n\n{BODY}\n\n某省工业和信息化厅\n{day}\n".encode())
    assert (found.meta.issued, found.meta.issuer) == (date(2026, 3, 15), "某省工业和信息化厅")


LAYOUTS: dict[str, tuple[str, list[str]]] = {
    "space before the mark": ("一 、条件\n（ 一 ）营收。\n（ 二 ）研发。\n二 、时间\n", ["1", "1/1", "1/2", "2"]),
    "full stop as mark": ("一．条件\n二．时间\n", ["1", "2"]),
    "point as mark": ("一.条件\n二.时间\n", ["1", "2"]),
    "comma as mark": ("一,条件\n二，时间\n三,其他\n", ["1", "2", "3"]),
    "half-width brackets": ("一、条件\n(一)营收。\n(二)研发。\n", ["1", "1/1", "1/2"]),
    "articles without space": ("第一条为规范申报，制定本细则。\n第二条企业自愿申报。\n第一条规定的企业除外。\n第三条本细则自发布之日起施行。\n", ["art-1", "art-2", "art-3"]),
    "articles in chapters": ("第一章总则\n第一条为规范申报。\n第二章认定\n第二条企业自愿。\n", ["ch-1", "ch-1/art-1", "ch-2", "ch-2/art-2"]),
    "annex list in one line": ("一、条件\n附件：1.申请书 2.推荐汇总表 3.承诺书\n", ["1", "附件", "附件/1", "附件/2", "附件/3"]),
    "annex list that begins in the line": ("一、条件\n附件：1.申请书\n2.推荐汇总表\n", ["1", "附件", "附件/1", "附件/2"]),
    "annex list with spaces": ("一、条件\n附 件：1．申请书\n　　　　2．推荐汇总表\n", ["1", "附件", "附件/1", "附件/2"]),
    "annex with spaces": ("一、条件\n附 件 1\n一、指标\n附 件 2\n一、说明\n", ["1", "annex-1", "annex-1/1", "annex-2", "annex-2/1"]),
    "annex with a colon": ("一、条件\n附件1：指标\n一、研发\n附件2：说明\n一、口径\n", ["1", "annex-1", "annex-1/1", "annex-2", "annex-2/1"]),
    "annexes named, then in the file": ("一、条件\n附件1：指标\n附件2：说明\n附件1\n指标\n一、研发\n附件2\n说明\n", ["1", "annex-1", "annex-1/1", "annex-2"]),
    "one paragraph": ("因系统维护，申报截止时间延长至2026年5月30日。\n", []),
    "table of conditions": ("一、条件\n序号｜条件｜要求\n1｜营收｜5000万元以上\n2｜占比｜3%以上\n二、时间\n", ["1", "2"]),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_ordinary_layouts_become_clauses(tmp_path: Path, layout: str) -> None:
    text, expected = LAYOUTS[layout]
    found = prepared(tmp_path, f"{TITLE}\n{NUMBER}\n\n{text}".encode())
    assert [each for each in ids(found) if each not in ("title", "lead")] == expected
    assert found.sound, [issue.message for issue in found.issues]
    assert squeezed(found.text) == squeezed(f"{TITLE}{NUMBER}{text}")


def test_a_whole_notice_in_a_frame(tmp_path: Path) -> None:
    inner = "".join(p(line) for line in HEADS["letterhead"].split("\n"))
    found = prepared(tmp_path, word(tbl([tc(inner)])), "a.docx")
    assert found.meta.title == TITLE
    assert [each for each in ids(found) if each not in ("title", "lead")] == ["1", "1/1", "1/2", "2"]


PARAGRAPHS = "".join(f"<p>　　{line}</p>" for line in f"{TITLE}\n{NUMBER}\n{BODY}".split("\n"))
WAY = "<div class='path'><a href='/'>首页</a> &gt; <a href='/zc'>政策文件</a></div>"
TAIL = "<div>【<a href='javascript:print()'>打印</a>】【<a href='#'>关闭窗口</a>】</div><p>上一篇：<a href='1.html'>关于做好年度更新的通知</a></p><p>下一篇：没有了</p>"
SHARE = "<div>分享到：<a>微信</a> <a>微博</a></div>"
FOOT = "<div>版权所有：某省工业和信息化厅</div><div>地址：某市某路1号</div>"
PAGES: dict[str, str] = {
    "way and tail": WAY + PARAGRAPHS + TAIL,
    "a day above the way": "<div>今天是2026年3月20日 星期五</div>" + WAY + PARAGRAPHS + TAIL,
    "shared": PARAGRAPHS + SHARE + FOOT,
    "tools beneath the title": PARAGRAPHS.replace("</p>", "</p><div>字体：<a>大</a> <a>中</a> <a>小</a> 打印</div>", 1) + TAIL,
    "all in one form": f"<form id='aspnetForm'><input type='hidden' value='x'>{WAY}{PARAGRAPHS}{TAIL}</form>",
    "all in layout tables": f"<table><tr><td><table><tr><td>{WAY}</td></tr><tr><td>{PARAGRAPHS}</td></tr></table></td></tr></table>{TAIL}",
    "hidden box": f"<div style='display:none'>登录后查看</div>{PARAGRAPHS}",
    "navigation tags": f"<nav><a href='/'>首页</a></nav>{PARAGRAPHS}<footer>网站标识码 3700000000</footer>",
    "spans as Word saves them": PARAGRAPHS.replace("营业收入", "<span lang=EN-US>营业</span><o:p></o:p><b>收入</b>"),
    "breaks in place of paragraphs": "<div>" + "<br/>".join(f"{TITLE}\n{NUMBER}\n{BODY}".split("\n")) + "</div>",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_its_document_and_lists_the_rest(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page(PAGES[name]))
    found = read_document(path)
    assert squeezed(found.text) == squeezed(f"{TITLE}{NUMBER}{BODY}")
    assert found.differences == ()
    assert bool(found.dropped) == any(mark in PAGES[name] for mark in ("上一篇", "分享到", "display:none", "<nav>", "首页"))


def test_links_to_files_and_numbered_lists_are_words_of_the_document(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page("<p>一、材料</p><ol><li>申请书</li><li>承诺书</li></ol><p><a href='1.docx'>附件1：申请书</a></p>"))
    found = read_document(path)
    assert found.text == "一、材料\n1.申请书\n2.承诺书\n附件1：申请书\n"
    assert found.dropped == ()


def test_cells_that_reach_down_keep_the_places_of_a_page(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=3>创新</td><td>研发</td><td></td><td>5分</td></tr><tr><td>专利</td><td colspan=2 rowspan=2>3项</td></tr><tr><td>标准</td></tr><tr><td>其他</td><td></td><td></td><td>1分</td></tr>"
    path = tmp_path / "a.html"
    path.write_bytes(page(f"<p>一、指标</p><table>{rows}</table>"))
    found = read_document(path)
    assert found.text == "一、指标\n创新｜研发｜｜5分\n｜专利｜3项｜\n｜标准｜｜\n其他｜｜｜1分\n"
    assert found.differences == ()


def test_figures_above_the_line_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page("<p>一、占地10<sup>4</sup>m<sup>2</sup></p>"))
    found = read_document(path)
    assert (found.text, found.differences) == ("一、占地10⁴m²\n", ())


def test_struck_words_of_a_page_are_dropped_and_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page("<p>一、截止<del>4月</del><s>3月</s><ins>5月</ins>20日</p>"))
    found = read_document(path)
    assert (found.text, found.dropped, found.differences) == ("一、截止5月20日\n", ("划去的文字：4月", "划去的文字：3月"), ())


def test_a_page_says_where_it_was_saved_from(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<!-- saved from url=(0031)https://gxt.example.gov.cn/1.html -->" + page(PARAGRAPHS))
    assert read_document(path).address == "https://gxt.example.gov.cn/1.html"


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://gxt.example.gov.cn/1.html\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/related; boundary="xx"\r\n\r\n--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    path = tmp_path / "a.mht"
    path.write_bytes(head.encode() + page(PARAGRAPHS) + b"\r\n--xx--\r\n")
    found = read_document(path)
    assert (found.format, found.address) == ("mhtml", "https://gxt.example.gov.cn/1.html")
    assert squeezed(found.text) == squeezed(f"{TITLE}{NUMBER}{BODY}")


def _lines(text: str) -> str:
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


def test_the_head_of_every_page_is_dropped_and_listed(tmp_path: Path) -> None:
    long = "\n".join(f"（{n}）企业应当如实填报申报材料，存在数据造假等情形的，直接取消认定，三年内不得再次申报，并按规定处理。" for n in "一二三四五六七八九十")
    made = pdf(_lines(f"{TITLE}\n{NUMBER}\n一、要求\n{long}"), "@page{size:A5;@top-center{content:'某省工业和信息化厅文件'}@bottom-center{content:'— ' counter(page) ' —'}}")
    path = tmp_path / "a.pdf"
    path.write_bytes(made)
    found = read_document(path)
    assert squeezed(found.text) == squeezed(f"{TITLE}{NUMBER}一、要求{long}")
    assert any("某省工业和信息化厅文件" in words for words in found.dropped)
    assert found.differences == ()


def test_an_english_word_broken_by_a_hyphen_is_whole_again(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(_lines("一、要求\n企业应当登录 Enterprise Manage-<br>ment Platform 如实填报全部材料。"), "@page{size:A4}"))
    assert "Management Platform" in read_document(path).text


ROWS = (
    "<tr><td>指标</td><td>一档</td><td>二档</td><td>三档</td></tr><tr><td>研发占比</td><td></td><td></td><td>3%以上</td></tr>"
    "<tr><td rowspan=2>创新</td><td>研发</td><td></td><td>5分</td></tr><tr><td>专利</td><td colspan=2>5项以上且已产生经济效益，以企业填报的数据为准</td></tr>"
)
READ_ROWS = "指标｜一档｜二档｜三档\n研发占比｜｜｜3%以上\n创新｜研发｜｜5分\n｜专利｜5项以上且已产生经济效益，以企业填报的数据为准｜\n"


def table_in(folder: Path, style: str, rows: str = ROWS) -> ImportedText:
    path = folder / "a.pdf"
    path.write_bytes(pdf(f"<p>一、指标如下表，各项均按上年度数据计算。</p><table>{rows}</table><p>二、时间</p><p>5月20日前上传。</p>", style))
    return read_document(path)


@pytest.mark.parametrize("style", ["td{border:1px solid black}", "table{border-collapse:collapse} td{border:1px solid black;width:80px}"])
def test_a_table_of_a_pdf_keeps_the_place_of_empty_cells(tmp_path: Path, style: str) -> None:
    found = table_in(tmp_path, style)
    assert found.text == f"一、指标如下表，各项均按上年度数据计算。\n{READ_ROWS}二、时间\n5月20日前上传。\n"
    assert found.differences == ()
    assert found.remarks == ("第1页的表格按画出的格线逐格读取，空单元格占着位置，请核对。",)


def test_a_table_of_a_pdf_without_lines_between_its_columns_is_pointed_out(tmp_path: Path) -> None:
    (remark,) = table_in(tmp_path, "table{border-collapse:collapse} tr{border-bottom:1px solid black}", ROWS.replace(" rowspan=2", "") * 2).remarks
    assert remark.startswith("第1页画有表格；PDF 不记录空单元格")


def test_rows_alike_but_for_their_numbers_are_no_heads_of_pages(tmp_path: Path) -> None:
    pages = "".join(f"<div style='page-break-after:always'><p>附件{n}</p><p>一、第{n}类指标如下，各项均按上年度数据计算。</p><p>二、其余指标见第{n}表。</p></div>" for n in range(1, 4))
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(pages, "@page{@bottom-center{content:'第 ' counter(page) ' 页'}}"))
    found = read_document(path)
    assert [each for each in ("附件1", "附件2", "附件3", "第3表") if each not in found.text] == []
    assert len(found.dropped) == 1


def test_two_readings_that_differ_are_told_sign_by_sign() -> None:
    """A font that maps a figure to another sign: two readers of PDF need not agree, and a person has to look."""
    assert differing_signs("不高于70%", "不高于75%", "第1页") == ["第1页：另一种读法多出“5”。", "第1页：另一种读法没有“0”。"]
    assert differing_signs("⼯业", "工 业", "第1页") == []


@given(st.text(alphabet="第一二条章规定附件：:1234.．、申请书 　\n甲乙（）", max_size=80))
def test_laying_out_touches_no_word(text: str) -> None:
    once = lay_out(tidy(text))
    assert squeezed(once) == squeezed(text)
    assert lay_out(once) == once
