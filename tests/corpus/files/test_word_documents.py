"""DOCX files with the parts that Word, WPS and LibreOffice write: every word in, in its place, or the paragraph named."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import DocumentImportError
from corpus.files.importing import read_document
from tests.corpus.files.making import archive, numbered, numbering, p, part, r, tbl, tc, word


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def box(words: str) -> str:
    shape = f"<wps:txbx><w:txbxContent>{p(words)}</w:txbxContent></wps:txbx>"
    data = f'<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">{shape}</a:graphicData>'
    fallback = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p(words)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    drawing = f"<w:drawing><wp:inline><a:graphic>{data}</a:graphic></wp:inline></w:drawing>"
    return f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{drawing}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"


NOTES = part("footnotes", f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r("含研发人员")}</w:p></w:footnote>')
HEADS = numbering(("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
STYLES = part("styles", '<w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>')
FRAME = tbl([tc(p("某省通知") + p("一、条件") + p("二、时间"))])

READ: dict[str, tuple[bytes, str]] = {
    "tracked insertion": (word(p("截止时间为", f"<w:ins>{r('2026年5月20日')}</w:ins>", "。")), "截止时间为2026年5月20日。"),
    "tracked move": (word(p("一、", f"<w:moveTo>{r('甲')}</w:moveTo>")), "一、甲"),
    "whole paragraph inserted": (word(f"<w:ins>{p('一、甲')}</w:ins>"), "一、甲"),
    "smart tag": (word(p("截止日期为", f"<w:smartTag w:element='chsdate'>{r('5月')}<w:smartTag>{r('20日')}</w:smartTag></w:smartTag>", "。")), "截止日期为5月20日。"),
    "content control in a line": (word(p("不低于", f"<w:sdt><w:sdtContent>{r('5000万元')}</w:sdtContent></w:sdt>")), "不低于5000万元"),
    "content control round paragraphs": (word(f"<w:sdt><w:sdtPr/><w:sdtContent>{p('一、甲')}{p('二、乙')}</w:sdtContent></w:sdt>"), "一、甲\n二、乙"),
    "content control round a row": (word(f"<w:tbl><w:sdt><w:sdtContent><w:tr>{tc('甲')}{tc('乙')}</w:tr></w:sdtContent></w:sdt></w:tbl>"), "甲｜乙"),
    "content control round a cell": (word(f"<w:tbl><w:tr>{tc('甲')}<w:sdt><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt></w:tr></w:tbl>"), "甲｜乙"),
    "custom XML": (word(f"<w:customXml>{p('一、甲')}</w:customXml>"), "一、甲"),
    "simple field": (word(p("于", f"<w:fldSimple w:instr='DATE'>{r('2026年3月1日')}</w:fldSimple>", "前")), "于2026年3月1日前"),
    "complex field": (
        word(p("于", field("begin"), "<w:r><w:instrText>REF day</w:instrText></w:r>", field("separate"), r("3月1日"), field("end"), "前")),
        "于3月1日前",
    ),
    "hyperlink": (word(p("登录", f"<w:hyperlink>{r('https://zjtx.miit.gov.cn')}</w:hyperlink>", "填报")), "登录https://zjtx.miit.gov.cn填报"),
    "text box": (word(p("一、甲", box("咨询电话见网站"))), "一、甲\n咨询电话见网站"),
    "old text box": (word(p("甲", f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('框中的话')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")), "甲\n框中的话"),
    "word art": (word(p("甲", '<w:r><w:pict><v:shape><v:textpath string="试行"/></v:shape></w:pict></w:r>')), "甲试行"),
    "symbol": (word(p("占比", '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "50%")), "占比≥50%"),
    "ticked box": (word(p('<w:r><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>', "是")), "☑是"),
    "footnote": (word(p("职工总数", '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>', "不少于20人"), footnotes=NOTES), "职工总数（注1）不少于20人\n（注1）含研发人员"),
    "soft line break": (word(p("一、甲", "<w:r><w:br/></w:r>", "二、乙")), "一、甲\n二、乙"),
    "tab": (word(p("甲", "<w:r><w:tab/></w:r>", "乙")), "甲 乙"),
    "hyphen that does not break": (word(p("ISO", "<w:r><w:noBreakHyphen/></w:r>", "9001")), "ISO-9001"),
    "soft hyphen": (word(p("inno", "<w:r><w:softHyphen/></w:r>", "vation")), "innovation"),
    "formula": (word(p("占比=", "<m:oMath><m:f><m:num><m:r><m:t>研发费用</m:t></m:r></m:num><m:den><m:r><m:t>营业收入</m:t></m:r></m:den></m:f></m:oMath>")), "占比=研发费用/营业收入"),
    "ruby": (word(p("<w:r><w:ruby><w:rt>" + r("zhuān") + "</w:rt><w:rubyBase>" + r("专") + "</w:rubyBase></w:ruby></w:r>", "精特新")), "专精特新"),
    "automatic numbers": (
        word(numbered("条件") + numbered("营收", 1) + numbered("研发", 1) + numbered("占比", 2) + numbered("时间"), numbering=HEADS),
        "一、条件\n（一）营收\n（二）研发\n1.占比\n二、时间",
    ),
    "automatic articles": (word(numbered("为规范申报。") + numbered("企业自愿。"), numbering=numbering(("chineseCounting", "第%1条"))), "第一条 为规范申报。\n第二条 企业自愿。"),
    "numbers by a style": (word(p("甲", properties='<w:pStyle w:val="B"/>') + p("乙", properties='<w:pStyle w:val="A"/>'), numbering=HEADS, styles=STYLES), "一、甲\n二、乙"),
    "circled numbers": (word(numbered("甲") + numbered("乙"), numbering=numbering(("decimalEnclosedCircleChinese", "%1"))), "①甲\n②乙"),
    "bullets": (word(numbered("甲"), numbering=numbering(("bullet", "\uf0b7"))), "甲"),
    "empty cells before a value": (word(tbl(["指标", "一档", "二档", "三档"], ["研发占比", "", "", "3%以上"])), "指标｜一档｜二档｜三档\n研发占比｜｜｜3%以上"),
    "cell over two columns": (word(tbl([tc("营业收入", span=2), "合计"], ["上年", "本年", "两年"])), "营业收入｜｜合计\n上年｜本年｜两年"),
    "cell over two rows": (word(tbl([tc("创新", merge="restart"), "研发"], [tc("", merge="continue"), "专利"])), "创新｜研发\n｜专利"),
    "row that begins later": (word(f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("一档")}</w:tr><w:tr>{tc("占比")}{tc("3%")}</w:tr></w:tbl>'), "｜一档\n占比｜3%"),
    "whole text in a frame": (word(FRAME), "某省通知\n一、条件\n二、时间"),
    "table in a table": (word(tbl(["甲", tc(tbl(["一档", "二档"], ["3%", "5%"]) + "<w:p/>")])), "甲\n一档｜二档\n3%｜5%"),
    "clauses in a cell": (word(tbl(["条件", tc(p("（一）营收。") + p("（二）研发。"))], ["时间", "5月"])), "条件\n（一）营收。\n（二）研发。\n时间｜5月"),
    "paragraphs in a cell": (word(tbl(["甲", tc(p("上") + p("下"))])), "甲｜上 下"),
    "end of a paragraph deleted": (word(p("营业收入", properties="<w:rPr><w:del/></w:rPr>") + p("不低于5000万元")), "营业收入不低于5000万元"),
    "run within a run of tags": (word(p(f"<w:bdo>{r('甲')}</w:bdo>", f"<w:dir>{r('乙')}</w:dir>")), "甲乙"),
    "old form's boxes": (
        word(p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>', field("end"), "是")),
        "☑是",
    ),
    "figures above the line": (word(p("10", r("4", '<w:vertAlign w:val="superscript"/>'), "元，H", r("2", '<w:vertAlign w:val="subscript"/>'), "O")), "10⁴元，H2O"),
    "hidden switched off": (word(p(r("甲", '<w:vanish w:val="0"/>'))), "甲"),
}


@pytest.mark.parametrize("name", READ)
def test_every_word_comes_in(tmp_path: Path, name: str) -> None:
    data, expected = READ[name]
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    found = read_document(path)
    assert found.text.strip() == expected
    assert found.differences == ()


LEFT_OUT: dict[str, tuple[bytes, str, str]] = {
    "deleted words": (word(p("截止", "<w:del><w:r><w:delText>4月</w:delText></w:r></w:del>", f"<w:ins>{r('5月')}</w:ins>")), "截止5月", "修订中已删除：4月"),
    "moved away": (word(p("甲", f"<w:moveFrom>{r('乙')}</w:moveFrom>")), "甲", "修订中已删除：乙"),
    "deleted row": (word(f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{tc('旧')}{tc('行')}</w:tr><w:tr>{tc('新')}{tc('行')}</w:tr></w:tbl>"), "新｜行", "修订中已删除：旧行"),
    "hidden words": (word(p("甲", r("暗", "<w:vanish/>"))), "甲", "隐藏文字：暗"),
    "struck words": (word(p("截止", r("4月", "<w:strike/>"), r("3月", "<w:dstrike/>"), r("5月", '<w:strike w:val="0"/>'), r("20日"))), "截止5月20日", "划去的文字：4月"),
    "page head": (word(p("甲"), header1=part("hdr", p("某省工业和信息化厅文件"))), "甲", "页眉：某省工业和信息化厅文件"),
    "page foot": (word(p("甲"), footer1=part("ftr", p("第1页"))), "甲", "页脚：第1页"),
    "comment": (word(p("甲"), comments=part("comments", f"<w:comment>{p('请核实')}</w:comment>")), "甲", "批注：请核实"),
    "code of a nested field": (word(p("甲", field("begin"), r("旧码"), field("separate"), r("乙"), field("end"))), "甲乙", "域代码：旧码"),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_left_out_is_listed(tmp_path: Path, name: str) -> None:
    data, expected, dropped = LEFT_OUT[name]
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    found = read_document(path)
    assert found.text.strip() == expected
    assert dropped in found.dropped
    assert found.differences == ()


def drawing(uri: str) -> str:
    return f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{uri}"/></a:graphic></wp:inline></w:drawing></w:r>'


REFUSED: dict[str, tuple[bytes, str]] = {
    "unknown symbol": (word(p("甲") + p("乙", '<w:r><w:sym w:font="某厂符号" w:char="F0B3"/></w:r>')), "第2段有无法识别的符号"),
    "smart art": (word(p("甲") + p(drawing("diagram"))), "第2段是图示或图表"),
    "chart": (word(p(drawing("chart"))), "第1段是图示或图表"),
    "embedded sheet": (word(p("甲", "<w:r><w:object><o:OLEObject/></w:object></w:r>")), "第1段嵌入了其他文件"),
    "another file within": (word(p("甲") + "<w:altChunk/>"), "第1段之后嵌入了另一个文件"),
    "note that is lost": (word(p("甲", '<w:r><w:footnoteReference w:id="9"/></w:r>')), "第1段的脚注或尾注找不到内容"),
    "numbers of another world": (word(numbered("甲"), numbering=numbering(("hebrew1", "%1、"))), "第1段（“甲”）的自动编号样式"),
    "document type": (archive({"word/document.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a/>'}), "文档类型声明"),
    "OFD": (archive({"OFD.xml": b"<a/>"}), "OFD"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    data, words = REFUSED[name]
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(DocumentImportError, match=words):
        read_document(path)


def test_a_picture_is_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word(p("甲") + p("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>")))
    assert read_document(path).remarks == ("第2段有图片，图中如有文字不会读取，请核对。",)


def test_words_in_an_element_that_nobody_knows_are_told(tmp_path: Path) -> None:
    """The second path through the file finds what the reader passes by."""
    path = tmp_path / "a.docx"
    path.write_bytes(word(p("甲") + "<w:p><w:newPr><w:t>5月20日</w:t></w:newPr></w:p>"))
    assert read_document(path).differences == ("第2段的“5月20日”没有读入。",)
