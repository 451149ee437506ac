"""Changes of a message: those that keep what it says, and those that must alter it. None of them looks at the reader.

A change gives the message changed, or None where it does not apply. What they put in stands in `metamorphic.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from opencc import OpenCC

from corpus.yamlfile import load_yaml

DATA: Final = load_yaml(Path(__file__).with_name("metamorphic.yaml"))
TRADITIONAL: Final = OpenCC("s2t")
Profile = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Case:
    """A message, the day it is read from, and the profile that is known to be right."""

    id: str
    say: str
    as_of: str
    profile: Profile
    whole: str
    failed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Altered:
    """A message changed so that some of its profile is another: the new values by path, None for gone."""

    say: str
    values: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = True
    """Whether all else stays as it was; what is said in the clause of a title may go with it."""


def cases() -> list[Case]:
    """The messages known right."""
    return [Case(**{**each, "failed": tuple(each.get("failed", ()))}) for each in DATA["cases"]]


# what keeps the meaning

_WIDE: Final = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code) not in "\"'<>|-"}
_AMOUNT: Final = re.compile(r"(?<![\d.,，~/\-—至到比零])(?P<number>\d{1,9}(?:\.\d{1,4})?)(?P<unit>万元|亿元|万|亿)(?![\d元多余来几零个左上出以半/~—至到\-])")
_BARE: Final = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.%％万亿元年月日号批项件个名人分家倍点级条岁天])")
_BRACKETS: Final = re.compile(r"[（(“「《\[][^）)”」》\]]*[）)”」》\]]")
_TABLE: Final = re.compile(r"[\t|\n]")
_FIGURED: Final = re.compile(r"[\d%一二三四五六七八九十两]")
_GRID: Final = re.compile(r"[\t|,]")
_LEANS: Final = re.compile(r"^(?:占|另|还|也|都|但|不过|而|却|只|所以|因此|再|又|并|且|后|继续|比|\d+[、.．]|[（(①-⑨])|其中|分别|同比|同期|这|那|它|该|上述|前者|后者|其余|不对|说错|更正|刚才|应该是|如果|要是|假如|其他|第二年|客户|供应商|对手|同行|公司[甲乙AB]|[甲乙AB]公司|有家|一家|分之")
"""What leans on another sentence, or holds for the next one, too."""
_NAMED: Final = re.compile(r"营收|收入|销售|研发|负债|资产|员工|职工|人员|专利|占有率|市占|主营|利润|专精特新|小巨人|软著|融资|增长|得分|评分|资质|认证|细分")
_YEAR: Final = re.compile(r"(?:19|20)?\d\d年|去年|前年|上年|今年|近[两三23]年|年末|年底")
_SENTENCE: Final = re.compile(r"[^。！？!?；;]+[。！？!?；;]?")
_SENTENCE_END: Final = re.compile(r"[。！？!?；;：:（(“「]")
_OTHERS: Final = re.compile(r"[母子]公司|集团|客户|供应商|对手|同行|对方|隔壁")
_ASKS: Final = re.compile(r"吗|么|不能|能不能|是否|如果|怎么|能报|能申|行不行|[？?]")
_PLACED: Final = re.compile(r"我们|我司|我公司|本公司|公司|我厂|企业")


def _pick(case: Case, choices: str) -> Any:
    """One of a list of the data file, always the same for the same message."""
    listed = DATA["words"][choices]
    return listed[crc32(case.id.encode()) % len(listed)]


def greeting(case: Case) -> str | None:
    return _pick(case, "greetings") + _joint(case) + case.say  # type: ignore[no-any-return]


def thanks(case: Case) -> str | None:
    return f"{case.say}{_stop(case)}{_pick(case, 'thanks')}"


def prefix(case: Case) -> str | None:
    return _behind(_pick(case, "prefixes"), case)


def _behind(words: str, case: Case) -> str | None:
    """The message behind some words; not a table, nor what begins with a number of its own."""
    return None if _is_table(case) or case.say[0] in "0123456789一二三四五六七八九十（(①" else f"{words}{case.say}"


def story(case: Case) -> str | None:
    return "".join((_pick(case, "stories")["before"], _joint(case), case.say, _stop(case), _pick(case, "stories")["behind"]))


def _is_table(case: Case) -> bool:
    """Whether lines of cells stand in it; nobody goes on in the line of one."""
    return "\n" in case.say and _GRID.search(case.say) is not None


def _joint(case: Case) -> str:
    return "\n" if _is_table(case) else ""


def _stop(case: Case) -> str:
    """What ends the message before something follows it."""
    return "\n" if _is_table(case) else "" if case.say[-1] in "。！？!?~～" else "。"


def wide(case: Case) -> str | None:
    changed = case.say.translate(_WIDE)
    return changed if changed != case.say else None


def traditional(case: Case) -> str | None:
    changed: str = TRADITIONAL.convert(case.say)
    return changed if changed != case.say and len(changed) == len(case.say) else None


def lines(case: Case) -> str | None:
    """A break behind each comma and full stop outside brackets."""
    if _TABLE.search(case.say):
        return None
    inside = {place for bracket in _BRACKETS.finditer(case.say) for place in range(*bracket.span())}
    changed = "".join(f"{sign}\n" if sign in "，。；" and place not in inside else sign for place, sign in enumerate(case.say)).rstrip("\n")
    return changed if changed != case.say else None


def spaces(case: Case) -> str | None:
    """A space before each unit: 8600 万元."""
    changed = re.sub(r"(?<=\d)(?=万元|亿元|%|％|万(?!\d)|亿(?!\d))", " ", case.say)
    return changed if changed != case.say and not _TABLE.search(case.say) else None


def firm(case: Case) -> str | None:
    """我司 for 我们公司, and the other way round."""
    for one, other in (("我司", "我们公司"), ("我们公司", "我司"), ("我公司", "我司"), ("本公司", "我公司")):
        if one in case.say:
            return case.say.replace(one, other)
    return None


def order(case: Case) -> str | None:
    """Sentences that lean on no other, the other way round."""
    sentences = [each.strip() for each in _SENTENCE.findall(case.say) if each.strip()]
    if len(sentences) < 2 or _TABLE.search(case.say) or _BRACKETS.search(case.say):
        return None
    figured = [each for each in sentences if _FIGURED.search(each)]
    first = [next(clause for clause in _CLAUSE.findall(each) if _FIGURED.search(clause)) for each in figured]
    if any(_LEANS.search(each) for each in sentences) or not first or not all(map(_NAMED.search, first)):
        return None
    if any(map(_YEAR.search, sentences)) and not all(map(_YEAR.search, figured)):
        return None
    return "".join(each if each[-1] in "。！？!?" else f"{each.rstrip('；;')}。" for each in reversed(sentences))


def facts_order(case: Case) -> str | None:
    """Clauses that each name a figure of their own, the other way round; a question behind them stays behind."""
    clauses = case.say.rstrip("。").split("，")
    asked = [clauses.pop()] if _ASKS.search(clauses[-1]) else []
    if len(clauses) < 2 or _TABLE.search(case.say) or _SENTENCE_END.search(case.say[:-1]) or _OTHERS.search(case.say):
        return None
    if any(_LEANS.search(each) or _YEAR.search(each) or not _NAMED.search(each) or not _FIGURED.search(each) for each in clauses):
        return None
    return "，".join([*reversed(clauses), *asked])


def _in_unit(case: Case, source: str, target: str, factor: Decimal) -> str | None:
    """All amounts of one unit in another one; none where a bare number may lean on the unit of another."""
    if _BARE.search(_BRACKETS.sub("", re.sub(r"\d{4}年?", "", case.say))) or _TABLE.search(case.say):
        return None
    changed = _AMOUNT.sub(lambda each: _plain(Decimal(each["number"]) * factor) + target if each["unit"].startswith(source) else each[0], case.say)
    return changed if changed != case.say else None


def in_yuan(case: Case) -> str | None:
    return _in_unit(case, "万", "元", Decimal(10000))


def in_yi(case: Case) -> str | None:
    return _in_unit(case, "万", "亿元", Decimal("0.0001"))


def in_wan(case: Case) -> str | None:
    return _in_unit(case, "亿", "万元", Decimal(10000))


KEEPING: Final[Mapping[str, Callable[[Case], str | None]]] = {
    each.__name__: each for each in (greeting, thanks, prefix, story, wide, traditional, lines, spaces, firm, order, facts_order, in_yuan, in_yi, in_wan)
} | {kind: partial(_behind, words) for kind, words in DATA["words"]["always"].items()}

# what alters it

_NUMBER: Final = re.compile(r"(?<![\d.,A-Za-z第])(?P<number>\d+(?:\.\d+)?)\s?(?P<unit>万元|万|亿元|亿|元|[%％]|个点|项|件|个|人|名|分)?(?![\d.,]\d)")
_FACTORS: Final = {"万": Decimal(1), "亿": Decimal(10000), "元": Decimal("0.0001")}
_TITLES: Final = {"specialized": r"(?:“?专精特新”?(?!.{0,3}小巨人)(?:中小)?企业?)", "little_giant": r"(?:“?小巨人”?企业?)", "innovative": r"(?:创新型(?:中小)?企业?)", "tech_sme": r"(?:科技型(?:中小)?企业?)"}
_CLAUSE: Final = re.compile(r"[^，,。；;！!？?\n]+")
_HELD: Final = re.compile(
    r"(?P<as>(?:已经?|都|早就|也)?(?:被|获)?认定为?(?!的))|(?:已经?|都|早就|也)?(?P<got>获得|获评|评上|取得|拿到|通过|入选|入库|拿下)了?|(?:已经?|都|现在|目前|本来就|也)*(?P<is>是)(?!不是)"
)


def digit(case: Case) -> Iterator[Altered]:
    """One digit of a number that only one field has, and that stands once."""
    told = dict(_numbers(case.profile))
    found = [(each, _value(each)) for each in _NUMBER.finditer(case.say)]
    computed = {path for path, known in told.items() if known not in {value for _, value in found}}
    for each, value in found:
        paths = [path for path, known in told.items() if known == value]
        alone = sum(other == value for _, other in found) == 1
        if paths == ["employees"] and "rd_staff_ratio" in computed:
            continue  # the share of the staff changes with the staff
        if len(paths) != 1 or not alone or value == 100 or paths[0] == "niche_years":
            continue
        number = each["number"]
        turned = number[:-1] + str(int(number[-1]) + (1 if number[-1] != "9" else -1))
        changed = case.say[: each.start("number")] + turned + case.say[each.end("number") :]
        yield Altered(changed, {paths[0]: value * Decimal(turned) / Decimal(number) if Decimal(number) else Decimal(turned)})


def title(case: Case) -> Iterator[Altered]:
    """A title told behind a message that tells none is held."""
    return _with_title(case, "told")


def title_first(case: Case) -> Iterator[Altered]:
    """The same told in front of it."""
    for altered in _with_title(case, "told"):
        told = altered.say[len(case.say) :].lstrip("。")
        yield Altered(f"{told.strip()}{_joint(case)}{case.say}", altered.values)


def title_denied(case: Case) -> Iterator[Altered]:
    """The same with 未 or 没有 before what gives it: nothing is held."""
    return _with_title(case, "denied")


def title_of_parent(case: Case) -> Iterator[Altered]:
    """The same of the parent company: nothing is held."""
    return _with_title(case, "parent")


def _with_title(case: Case, how: str) -> Iterator[Altered]:
    if "recognitions" in case.profile or re.search("专精特新|小巨人|创新型|科技型", case.say):
        return
    sentence = _pick(case, "titles")
    held = {key: str(int(case.as_of[:4]) - 1) if value == "last" else value for key, value in sentence["recognition"].items()} if how == "told" else None
    yield Altered(f"{case.say}{_stop(case)}{sentence[how]}", {"recognitions": [held] if held else None})


def denied(case: Case) -> Iterator[Altered]:
    """未 or 没有 before what gave a title: it is not held."""
    for start, clause, place in _title_clause(case):
        held = [each for each in _HELD.finditer(clause) if not each["is"] or each.end() <= place]
        if len(held) != 1 or clause[: held[0].start()].endswith(("不", "没", "未", "就", "还")):
            continue
        only = held[0]
        new = f"未{'被' if only['as'].endswith('为') else ''}{only['as'].lstrip('已经都早就也被获')}" if only["as"] else f"没有{only['got']}" if only["got"] else "还不是"
        changed = clause[: only.start()] + new + clause[only.end() :]
        yield Altered(case.say[:start] + changed + case.say[start + len(clause) :], {"recognitions": None}, whole=False)


def parent(case: Case) -> Iterator[Altered]:
    """A title of the parent company is none of ours."""
    for start, clause, place in _title_clause(case):
        if re.match(r"[并且而也但还（(①②\d\s]|不过|【", clause) or "自己" in clause or "\n" in case.say:
            continue
        ours = [each for each in _PLACED.finditer(clause[:place]) if each.start() == 0]
        changed = f"我们母公司{clause[ours[0].end() :]}" if ours else f"母公司{clause}"
        yield Altered(case.say[:start] + changed + case.say[start + len(clause) :], {"recognitions": None}, whole=False)


ALTERING: Final[Mapping[str, Callable[[Case], Iterator[Altered]]]] = {each.__name__: each for each in (digit, title, title_first, title_denied, title_of_parent, denied, parent)}


def _title_clause(case: Case) -> Iterator[tuple[int, str, int]]:
    """Where the clause begins that tells the one title held, the clause, and where in it the title stands."""
    held = case.profile.get("recognitions", ())
    if len(held) != 1:
        return
    clauses = [(each.start(), each[0], found.start()) for each in _CLAUSE.finditer(case.say) if (found := re.search(_TITLES[held[0]["tier"]], each[0]))]
    if len(clauses) == 1 and not _ASKS.search(clauses[0][1]):
        yield clauses[0]


def _value(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"]) * _FACTORS.get((found["unit"] or "%")[0], Decimal(1))


def _numbers(profile: Profile) -> Iterator[tuple[str, Decimal]]:
    for key, value in profile.items():
        years = value.items() if isinstance(value, dict) else [(None, value)]
        for year, number in years:
            if isinstance(number, int | float) and not isinstance(number, bool):
                yield (f"{key}.{year}" if year else key), Decimal(str(number))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
