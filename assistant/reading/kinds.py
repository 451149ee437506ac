"""What an enterprise is one of several kinds of: 省级企业技术中心, 补短板, 战略性新兴产业, 高新技术企业, 制造业."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from assistant import bounded
from assistant.reading.facts import Assumed, Doubt, Fact
from assistant.reading.layout import Clause
from assistant.reading.lexicon import Hit, lexicon
from assistant.reading.numbers.dates import DateMention
from assistant.reading.parts import asks
from assistant.reading.polarity import Polarity, polarity
from assistant.reading.question import Detail, Role
from assistant.reading.scan import REACH, TokenKind
from assistant.reading.speech import Speech

_LEVELS: Final = ("below_city", "city", "province", "national")
_ROLES: Final = ("serves_leader", "fills_gap")
_HELD: Final = frozenset({Polarity.AFFIRMED, Polarity.BARE})
_GONE: Final = frozenset({Polarity.DENIED, Polarity.ENDED})
_NEW_INDUSTRIES: Final = "strategic_emerging"
_NEAR: Final = 10
"""Characters between an institution and its level."""
_IS_OF_A_PLACE: Final = bounded.compile("(?:是|属于|做|搞|生产)[^，]{1,10}的$")
_SUPPLIES: Final = bounded.compile(r"(?:给|为|替|跟)[^，。；\n]{0,16}(?:龙头|链主)[^，。；\n]{0,8}(?:配套|供货|供应|供件)")
_MADE: Final = bounded.compile(r"(?:加工|生产|制造|产品|设备|这块|这行|这一行)?的(?:厂|企业|公司|工厂|客户|单位|[，。！!？? ]|$)")
_WORKS: Final = bounded.compile(r"(?:加工|制造|生产)?厂(?!家|商|房)")
_FEW: Final = 8
"""Characters that a clause may have beside the names it lists."""
_LEAD: Final = 4
"""Characters before a line of industry that tells a figure behind it."""
_FEW_BESIDE: Final = 2
"""Characters, names of figures left out, between it and the figure; 工业仿真软件7年 is of no line."""
_COUNTED_HERE: Final = frozenset({TokenKind.NUMBER})


def read_kinds(speech: Speech) -> tuple[list[Fact], list[Doubt]]:
    """The facts of kind in a text, and the fields that it touches without telling which."""
    reader = _Kinds(speech)
    return reader.facts, reader.doubts


def industries_named(words: str) -> tuple[str, ...]:
    """The lines of 划型标准 that a question names, whoever is of them: 软件企业多少人算中型; 做批发的和零售的."""
    hits = [*lexicon("kinds:industries").find(words), *lexicon("kinds:trades").find(words)]
    return tuple(dict.fromkeys(hit.id for hit in sorted(hits, key=lambda hit: hit.start) if hit.id != "plain"))


class _Kinds:
    def __init__(self, speech: Speech) -> None:
        self.speech, self.scan = speech, speech.scan
        self.facts: list[Fact] = []
        self.doubts: list[Doubt] = []
        self._left: dict[tuple[int, str], int] = {}
        """How much a clause holds beside the names it lists."""
        self._read_institution()
        self._read_chain()
        self._read_many("fields", "product_field")
        self._read_many("honours", "valid_honours")
        self._read_every_honour()
        self._read_industry()

    def _told(self, key: str) -> Iterator[tuple[Hit, Clause, Polarity, bool]]:
        """Words of a list that are said of the enterprise, with how, and whether they are only supposed."""
        for hit in lexicon(f"kinds:{key}").find(self.scan.text) if key != "institution" else lexicon("kinds", key).find(self.scan.text):
            role = self.speech.role(hit.start)
            if hit.id != "plain" and role in (Role.FACT, Role.SUPPOSED):
                clause = self.scan.clause_at(hit.start)
                said = polarity(self.scan, clause, hit.start, hit.end)
                if not self.speech.is_asked(clause, hit.end) or key == "industries" and self._is_described(clause, hit):
                    yield hit, clause, said, role is Role.SUPPOSED or self.speech.is_weighed(clause)

    def _tell(self, field: str, value: object, clause: Clause, hit: Hit, supposed: bool, *assumed: Assumed) -> None:
        fact = Fact.told(field, value, min(clause.start, hit.start), max(clause.end, hit.end), assumed=assumed)  # type: ignore[arg-type]
        self.facts.append(replace(fact, supposed=supposed))

    def _is_asked(self, clause: Clause, hit: Hit, said: Polarity) -> bool:
        """A bare name in a clause that asks tells nothing."""
        behind = self.speech.behind(clause, hit.end)
        return said is Polarity.BARE and (clause.asks or behind.endswith(("吗", "呢", "么")))

    # 研发机构

    def _read_institution(self) -> None:
        found: list[tuple[str, Hit, Clause, bool]] = []
        for hit, clause, said, supposed in self._told("institution"):
            if said is Polarity.BARE and asks(self.scan, clause) and not self.speech.subjects.told_ours(clause) and not self.speech.is_weighed(clause):
                continue  # 省级研发机构有什么用 tells of none
            if self._is_a_scale(clause, hit) or said is Polarity.BARE and lexicon("kinds", "department").has(hit.words):
                continue
            level = self._level(clause, hit)
            if said in _GONE:
                if level in (None, "below_city"):
                    self._tell("rd_institution", "none", clause, hit, supposed)
                else:
                    self.doubts.append(Doubt(hit.start, hit.end, Detail.KIND, "rd_institution"))
            elif said in _HELD and not self._is_asked(clause, hit, said):
                found.append((level or "", hit, clause, supposed))
            elif said is Polarity.PENDING:
                self.doubts.append(Doubt(hit.start, hit.end, Detail.PENDING, "rd_institution"))
        if found:
            level, hit, clause, supposed = max(found, key=lambda item: _LEVELS.index(item[0]) if item[0] else -1)
            self._tell("rd_institution", level or "below_city", clause, hit, supposed, *([] if level else [Assumed.KIND]))

    def _is_a_scale(self, clause: Clause, hit: Hit) -> bool:
        """研发机构分国家级、省级、市级: several levels named behind it are the choice, and none of them is told."""
        behind = self.speech.behind(clause, hit.end)
        levels = [level for level in lexicon("kinds:levels").find(behind) if level.id != "plain"]
        between = [behind[a.end : b.start] for a, b in pairwise(levels)]
        return bool(between) and levels[0].start <= _NEAR and all(len(words) <= _NEAR for words in between)

    def _level(self, clause: Clause, hit: Hit) -> str | None:
        before = self.scan.text[max(clause.start, hit.start - _NEAR) : hit.start]
        behind = self.scan.text[hit.end : hit.end + _NEAR].split("，")[0].split("。")[0]
        for words, last in ((before, True), (behind, False)):
            found = [level for level in lexicon("kinds:levels").find(words) if level.id != "plain"]
            if found:
                return (found[-1] if last else found[0]).id
        return None

    # 产业链配套

    def _read_chain(self) -> None:
        told = [*self._told("chain"), *self._supplies()]
        held = [item for item in told if item[0].id == "none" or item[2] in _HELD and not self._is_asked(item[1], item[0], item[2])]
        gone = {item[0].id for item in told if item[2] in _GONE}
        if held:
            hit, clause, _, supposed = max(held, key=lambda item: ("none", *_ROLES).index(item[0].id))
            self._tell("key_chain_role", hit.id, clause, hit, supposed)
        elif gone == set(_ROLES):
            hit, clause, _, supposed = next(item for item in told if item[2] in _GONE)
            self._tell("key_chain_role", "none", clause, hit, supposed)

    def _supplies(self) -> Iterator[tuple[Hit, Clause, Polarity, bool]]:
        """给主机厂（重点产业链龙头）做配套的: whom it supplies may be said in brackets."""
        for match in _SUPPLIES.finditer(self.scan.text):
            clause, role = self.scan.clause_at(match.start()), self.speech.role(match.start())
            asks = clause.asks or self.speech.behind(clause, match.end()).endswith(("吗", "呢", "么"))
            if role in (Role.FACT, Role.SUPPOSED) and not asks:
                hit = Hit("serves_leader", match.start(), match.end(), match[0])
                said = polarity(self.scan, clause, match.start(), match.start() + 1)
                yield hit, clause, said if said in _GONE else Polarity.AFFIRMED, role is Role.SUPPOSED

    # 领域, 荣誉

    def _read_many(self, key: str, field: str) -> None:
        for hit, clause, said, supposed in self._told(key):
            if key == "honours":
                if asks(self.scan, clause) and not self.speech.subjects.told_ours(clause) and not self.speech.is_weighed(clause):
                    continue  # 高新技术企业怎么认定 tells of none
                said = self._until(clause, hit, said)
            if said in _HELD and not self._is_asked(clause, hit, said) and (said is not Polarity.BARE or self._is_listed(clause, key)):
                self._tell(field, hit.id, clause, hit, supposed)
            elif said is Polarity.DENIED and self._leaves_none(hit, clause):
                self._tell(field, None, clause, hit, supposed)
            elif said is Polarity.PENDING:
                self.doubts.append(Doubt(hit.start, hit.end, Detail.PENDING, field))
            elif said is Polarity.ENDED:
                self.doubts.append(Doubt(hit.start, hit.end, Detail.LAPSED, field))

    def _leaves_none(self, hit: Hit, clause: Clause) -> bool:
        """不属于战略性新兴产业: of the fields, the table of 创新型中小企业 asks for that one alone."""
        asked = [title.id for title in lexicon("titles:titles").find(self.scan.text)]
        others = any(each.start > hit.end for each in lexicon("kinds:fields").find(self.scan.words_of(clause)))
        return hit.id == _NEW_INDUSTRIES and set(asked) == {"innovative"} and not others

    def _until(self, clause: Clause, hit: Hit, said: Polarity) -> Polarity:
        """高企证书有效期到2026年, 2027年才到期: by its last day it is held, or ended."""
        behind = self.scan.tokens_between(hit.end, clause.end)
        days = [token.value for token in behind if isinstance(token.value, DateMention) and token.value.iso and token.clause == clause.index]
        if said is Polarity.DENIED or not days or not lexicon("kinds", "until").has(self.speech.behind(clause, hit.end)):
            return said
        last = days[-1].iso or ""
        return Polarity.AFFIRMED if last >= self.scan.day.isoformat()[: len(last)] else Polarity.ENDED

    def _is_listed(self, clause: Clause, key: str) -> bool:
        """A bare name counts where its clause holds nearly nothing else; 高企要求6% tells of none."""
        if (clause.index, key) not in self._left:
            words = lexicon("titles:titles").without(lexicon(f"kinds:{key}").without(self.scan.words_of(clause)))
            self._left[clause.index, key] = len(words.strip("、和及与等：: "))
        return self._left[clause.index, key] <= _FEW

    def _read_every_honour(self) -> None:
        """高企等荣誉都没有: none of them."""
        for hit in lexicon("kinds", "every_honour").find(self.scan.text):
            clause = self.scan.clause_at(hit.start)
            if polarity(self.scan, clause, hit.start, hit.end) is Polarity.DENIED and self.speech.role(hit.start) is Role.FACT:
                if not any(fact.field == "valid_honours" for fact in self.facts):
                    self._tell("valid_honours", None, clause, hit, False)
                return

    # 行业

    def _read_industry(self) -> None:
        for hit, clause, said, supposed in self._told("industries"):
            if said in _HELD and self._is_of(clause, hit):
                self._tell("industry", hit.id, clause, hit, supposed)
        if not any(fact.field == "industry" for fact in self.facts):
            self._read_trade()

    def _read_trade(self) -> None:
        """我们是餐饮的, 做软件开发的: a trade by the words in which people name their own."""
        for hit, clause, said, supposed in self._told("trades"):
            before, behind = self.scan.blank[max(clause.start, hit.start - REACH) : hit.start].rstrip("□ "), self.speech.behind(clause, hit.end)[:REACH]
            own = any(each.end == len(before) for each in lexicon("kinds", "is_of").find(before))
            named = any(each.start == 0 and each.end == len(behind) for each in lexicon("kinds", "of_a_trade").find(behind))
            if said in _HELD and own and named and not self.scan.asks(clause):
                self._tell("industry", hit.id, clause, hit, supposed, Assumed.KIND)
                return
        self._read_products()

    def _read_products(self) -> None:
        """做传感器的, 饲料厂: whoever makes things is of 工业."""
        for hit in lexicon("kinds", "made").find(self.scan.text):
            clause, role = self.scan.clause_at(hit.start), self.speech.role(hit.start)
            before, behind = self.speech.before(clause, hit.start), self.speech.behind(clause, hit.end)
            makes = any(each.end == len(before) for each in lexicon("kinds", "makes").find(before)) and _MADE.match(behind) is not None
            makes = makes or _is_all(before) and not behind.strip() and not self.scan.asks(clause)
            if role in (Role.FACT, Role.SUPPOSED) and (makes or _WORKS.match(behind)) and not lexicon("kinds", "no_maker").has(self.scan.words_of(clause)):
                self._tell("industry", "工业", clause, hit, role is Role.SUPPOSED, Assumed.KIND)
                return

    def _is_of(self, clause: Clause, hit: Hit) -> bool:
        """是制造业; a clause of its own; or a figure told in the same clause (软件企业300人)."""
        before = self.scan.blank[max(clause.start, hit.start - REACH) : hit.start].rstrip("□ ")
        if any(each.end == len(before) for each in lexicon("kinds", "is_of").find(before)) or _IS_OF_A_PLACE.search(before):
            return True
        behind = self.speech.behind(clause, hit.end)
        if not before.strip("“\" ") and behind in ("", "的", "类", "行业", "企业", "公司"):
            return not clause.asks and len(self.scan.clauses) > 1
        if self._is_described(clause, hit):
            return True
        near = self.scan.tokens_between(hit.end, clause.end) if len(before) <= _LEAD else ()
        counted = next((token for token in near if token.kind in _COUNTED_HERE and token.clause == clause.index), None)
        return counted is not None and len(self.scan.blank[hit.end : counted.start].replace("□", "").strip()) <= _FEW_BESIDE


    def _is_described(self, clause: Clause, hit: Hit) -> bool:
        """员工1000人、营收4亿的机械厂还算中小企业吗: figures stand before it."""
        before, behind = self.scan.blank[clause.start : hit.start].rstrip("□ "), self.speech.behind(clause, hit.end)
        figures = any(each.kind is TokenKind.NUMBER and each.start < hit.start for each in self.scan.tokens_in(clause))
        return figures and before.endswith("的") and not behind.startswith("的")


def _is_all(before: str) -> bool:
    """我们做轴承: whether nothing but who makes it stands before what is made."""
    makes = [hit for hit in lexicon("kinds", "makes").find(before) if hit.end == len(before)]
    rest = before[: makes[0].start].strip() if makes else before
    return bool(makes) and (not rest or any(hit.start == 0 and hit.end == len(rest) for hit in lexicon("who", "ours").find(rest)))
