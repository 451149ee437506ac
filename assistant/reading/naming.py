"""What an enterprise is called and where it sits, where the text says it of the enterprise itself."""

from __future__ import annotations

from typing import Final

from assistant import bounded
from assistant.reading.facts import Fact
from assistant.reading.lexicon import lexicon
from assistant.reading.question import Role
from assistant.reading.speech import Speech

_COMPANY: Final = bounded.compile(r"[\u4e00-\u9fa5A-Za-z0-9（）()]{2,28}?(?:股份有限公司|有限责任公司|集团有限公司|有限公司)")

_SHORTEST: Final = 4
_LONGEST: Final = 28
"""Characters of a name."""


def read_naming(speech: Speech) -> list[Fact]:
    """The name and the province of the enterprise."""
    return [*_name(speech), *_province(speech)]


def _name(speech: Speech) -> list[Fact]:
    for match in _COMPANY.finditer(speech.scan.text):
        clause = speech.scan.clause_at(match.start())
        start = match.start() + _ours_before(match[0])
        leads = [hit for hit in lexicon("standing", "name_before").find(speech.scan.text[start : match.end()]) if hit.start == 0]
        if leads:
            start += leads[0].end
        before = speech.scan.text[clause.start : start]
        led = bool(leads) or any(hit.end == len(before) for hit in lexicon("standing", "name_before").find(before))
        if (led or not before) and speech.role(match.end() - 1) is Role.FACT and match.end() - start > 4 and not _is_a_kind(speech.scan.text[start : match.end()]):
            return [Fact.told("name", speech.scan.text[start : match.end()], start, match.end())]
    return _labelled(speech)


def _is_a_kind(name: str) -> bool:
    """一人有限公司能报吗 names none."""
    return any(hit.start == 0 and hit.end == len(name) for hit in lexicon("standing", "kinds_of_company").find(name))


def _ours_before(words: str) -> int:
    """我公司（成都捷安电子科技有限公司）: how much stands before the name in its brackets."""
    opening = words.replace("(", "（").find("（") + 1
    return opening if opening and any(hit.end == opening - 1 for hit in lexicon("who", "ours").find(words[:opening])) else 0


def _labelled(speech: Speech) -> list[Fact]:
    """企业名称：宁波海曙精工, in a form."""
    for hit in lexicon("standing", "name_label").find(speech.scan.text):
        clause = speech.scan.clause_at(hit.start)
        name = speech.scan.text[hit.end : clause.end]
        start = hit.end + len(name) - len(name.lstrip(" ：:"))
        end = hit.end + len(name.rstrip())
        if hit.start == clause.start and name[:1] in ("：", ":", " ") and _SHORTEST <= end - start <= _LONGEST and not clause.asks:
            return [Fact.told("name", speech.scan.text[start:end], start, end)]
    return []


def _province(speech: Speech) -> list[Fact]:
    for hit in lexicon("standing", "provinces").find(speech.scan.text):
        clause = speech.scan.clause_at(hit.start)
        before, behind = speech.before(clause, hit.start), speech.behind(clause, hit.end)
        titled = any(each.start <= 1 for each in lexicon("titles:titles").find(behind))
        elsewhere = not titled and any(each.start <= 2 for each in lexicon("standing", "elsewhere_behind").find(behind))
        if speech.role(hit.start) is not Role.FACT or elsewhere:
            continue
        seated = any(each.end == len(before) for each in lexicon("standing", "seated").find(before))
        firm = any(each.start == 0 for each in lexicon("standing", "firm_behind").find(behind)) and (not before or speech.subjects.speaks_of_ours(clause))
        here = not before and any(each.start == 0 and each.end == len(behind) for each in lexicon("standing", "here_behind").find(behind))
        if (seated or firm or here) and not clause.asks:
            return [Fact.told("province", hit.words, hit.start, hit.end)]
    return []
