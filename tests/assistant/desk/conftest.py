"""A mail such as an enterprise writes."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.desk.drafting import take_in
from assistant.service import Assistant
from assistant.store.mails import Mail

TEXT = """您好，我是杭州甲乙精密科技有限公司的王小明，电话13800138000。
我们是省级专精特新（2021年认定），去年营收8600万元，研发费用430万元，资产总额5000万元，负债3600万元，员工120人，公众号粉丝2万。
想请教：
1. 我们这样能报第四批小巨人吗？
2. 网上申报什么时候截止？
3. 需要准备哪些材料？
另外我们的厂房是租的，有影响吗？谢谢！"""
DAY = date(2022, 6, 20)


@pytest.fixture(scope="session")
def mail(assistant: Assistant) -> Mail:
    """The mail, read and drafted."""
    return take_in(assistant, TEXT, DAY, "zhang")
