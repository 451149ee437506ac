"""A letter answers everything in order, its marks counted through and each with its source."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from docx import Document

from assistant.desk.letter import letter_docx, letter_of
from assistant.service import Assistant
from assistant.store.mails import Mail


def test_the_letter_holds_every_draft_and_its_sources(assistant: Assistant, mail: Mail) -> None:
    letter = letter_of(mail)
    assert letter.text.startswith("您好！\n来信收悉，按2022年6月20日")
    for number, word in enumerate("一二三四", start=1):
        assert letter.parts[number - 1].heading.startswith(f"{word}、")
    used = {int(mark) for part in letter.parts for mark in re.findall(r"\[(\d+)\]", part.text)}
    assert used == set(range(1, len(letter.sources) + 1))
    assert letter.sources[0].startswith("[1] 《优质中小企业梯度培育管理暂行办法》（工信部企业〔2022〕63号）附件3")
    for source in letter.sources:
        quote = source.partition("：“")[2][:-1]
        assert any(quote == " ".join(held.quote.split()) for draft in mail.drafts for held in draft.sources)


def test_an_empty_draft_is_left_out(mail: Mail) -> None:
    without = replace(mail, drafts=(replace(mail.drafts[0], text=" "), *mail.drafts[1:]))
    assert len(letter_of(without).parts) == len(mail.drafts) - 1


def test_the_word_file_says_the_same(mail: Mail) -> None:
    odd = replace(mail, drafts=(replace(mail.drafts[0], text=f"{mail.drafts[0].text}\x0b<b>=1+1"), *mail.drafts[1:]))
    document = Document(io.BytesIO(letter_docx(odd)))
    said = "".join("".join(paragraph.text.split()) for paragraph in document.paragraphs)
    assert said == "".join(letter_of(odd).text.replace("\x0b", "").split())
    assert document.core_properties.author == ""
