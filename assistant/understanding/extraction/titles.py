"""Titles of the programme that the enterprise holds: 我们是第三批小巨人, 2021年认定为省级专精特新."""

from __future__ import annotations

from dataclasses import dataclass

from assistant import bounded as re
from assistant.reading.numbers.dates import DateMention, When
from assistant.understanding.extraction.clauses import COUNTED, Clause
from assistant.understanding.extraction.facts import Assumed, Fact, LeftOut, Reason
from assistant.understanding.extraction.honours import honour_lists
from assistant.understanding.extraction.reading import Reading
from assistant.understanding.extraction.title_words import number, words
from corpus.terms import Title

_AND = re.compile(r"[和、及与 /]|以及|，?(?:也|又|还)是")
_OURS_BEFORE = re.compile(r"(?:我们?|我司|我公司|本公司|公司|咱们?)(?:是|的|属于)?□?\s*$")
_LABEL = re.compile(r"^[^，。；:：]{0,8}[:：]\s*")
_AWARDED = re.compile(r"认定|评|拿|获|公告|批|通过|取得|入选|拿到")


@dataclass(frozen=True, slots=True)
class _Mention:
    """Titles named one behind the other in a clause, and what stands before and behind them."""

    titles: tuple[re.Match, ...]
    clause: Clause
    before: str
    behind: str


def recognitions(reading: Reading) -> tuple[list[Fact], list[LeftOut]]:
    """The titles held; one that is wished for, asked about or lost is none."""
    facts: list[Fact] = []
    left_out: list[LeftOut] = []
    lists = honour_lists(reading)
    held_in = -1
    for mention in _mentions(reading):
        round_said = words()["round"].search(mention.before)
        before = mention.before[: round_said.start()] if round_said else mention.before
        before = words().honours_before.sub("", before)
        held = (
            _is_held(before, mention.behind, bool(round_said))
            or _of_a_batch_or_list(mention)
            or any(a <= mention.titles[0].start() < b for a, b in lists if not _not_held(mention))
            or _awarded_next(reading, mention)
            or (mention.clause.sentence == held_in and _next_of_the_same(reading, before, mention, bool(round_said)))
            or (bool(round_said) and _opens_a_brief(reading, before, mention))
        )
        if not held:
            continue
        start, end = mention.titles[0].start(), mention.titles[-1].end()
        reason = reading.why_not(start, end, quality=True)
        if words()["lost"].search(reading.text, end, reading.sentence_end(mention.clause)):
            reason = reason or Reason.DENIED
        if reason:
            left_out.append(LeftOut(start, end, reason, "recognitions"))
            continue
        date = _date(reading, mention)
        if date and date.when is When.FUTURE:
            continue
        held_in = mention.clause.sentence
        for title in mention.titles:
            facts.append(_fact(reading, mention, title, round_said, date))
    return facts, left_out


def _of_a_batch_or_list(mention: _Mention) -> bool:
    """小巨人我们是第四批的; 科技型中小企业已入库."""
    behind = re.sub(r"[□\s]+", "□", mention.behind)
    before = re.sub(r"[□\s]+", "□", mention.before)
    if mention.titles[0].lastgroup == Title.TECH_SME and words()["entered_before"].search(before):
        return True
    if words()["not_held"].search(mention.before[-10:]):
        return False
    if mention.titles[-1].lastgroup == Title.TECH_SME and words()["entered"].match(behind):
        return True
    batch = words()["batch_behind"].match(behind)
    return bool(batch) and mention.titles[-1].lastgroup == Title.LITTLE_GIANT


def _not_held(mention: _Mention) -> bool:
    return bool(words()["not_held_behind"].match(mention.behind) or words()["not_held"].search(mention.before[-10:]))


def _next_of_the_same(reading: Reading, before: str, mention: _Mention, in_round: bool) -> bool:
    """2020年获评省级专精特新，2021年第三批小巨人: when and what, under the verb of the clause before."""
    if re.sub(r"[□\s又再年月日]|国家级?|省级?", "", before) or _not_held(mention):
        return False
    clause = mention.clause
    return in_round or any(d.iso and clause.start <= d.start < clause.end for d in reading.dates)


def _opens_a_brief(reading: Reading, before: str, mention: _Mention) -> bool:
    """复核摸底：第五批小巨人，2025年营收8700万元: a batch's title alone, then figures of the enterprise."""
    if _LABEL.sub("", before).strip("□ ") or mention.behind.strip():
        return False
    following = reading.clauses[reading.clauses.index(mention.clause) + 1 :][:1]
    if not following or following[0].sentence != mention.clause.sentence or following[0].mood:
        return False
    start, end = following[0].start, following[0].end
    return any(start <= q.start < end and q.unit in COUNTED and q.bound is None for q in reading.quantities)


def _mentions(reading: Reading) -> list[_Mention]:
    found: list[_Mention] = []
    group: list[re.Match] = []
    for match in words().titles.finditer(reading.text):
        if match["none"] or not _counts(match):
            continue
        if group and not _AND.fullmatch(reading.text, group[-1].end(), match.start()):
            found.append(_mention(reading, group))
            group = []
        group.append(match)
    return [*found, _mention(reading, group)] if group else found


def _mention(reading: Reading, group: list[re.Match]) -> _Mention:
    clause = reading.clause_at(group[0].start())
    before = reading.blanked[clause.start : group[0].start()].rstrip('“「『"‘的 ')
    behind = reading.blanked[group[-1].end() : clause.end].lstrip('”」』"’ ')
    return _Mention(tuple(group), clause, before, behind)


def _counts(match: re.Match) -> bool:
    """A city's own title is none of the programme's."""
    city = words()["city"].match(match[0])
    return city is None or any(city[1].endswith(name) for name in words().data["equal_to_provinces"])


def _is_held(before: str, behind: str, in_round: bool) -> bool:
    tail = re.sub(r"[□\s]+", "□", before)
    if words()["not_held"].search(tail[-10:]):
        return False
    if in_round and _OURS_BEFORE.search(before) and not behind.startswith(("申报", "申请")):
        return True
    if re.search("(?:通过|获得|完成)了?$", tail) and re.match("(?:企业)?(?:的)?(?:评价|认定|复核)", behind):
        return True
    if words()["not_held_behind"].match(behind):
        return False
    if words()["held_before"].search(tail) and re.search("[是系为于评获取拿选围过有得当]|认定", tail):
        return True
    return bool(words()["held_behind"].match(re.sub(r"[□\s]+", "□", behind)))


def _awarded_next(reading: Reading, mention: _Mention) -> bool:
    """省级专精特新，2020年获批: the title alone, then when it was given."""
    before = words()["round"].sub("", mention.before.replace("□", ""))
    rest = re.sub("^(?:工信部|国家级?|省级?)", "", before) + re.sub("^(?:中小)?(?:企业|称号|资质)", "", mention.behind)
    following = reading.clauses[reading.clauses.index(mention.clause) + 1 :][:1]
    if rest.strip() or not following or following[0].sentence != mention.clause.sentence:
        return False
    start, end = following[0].start, following[0].end
    dated = any(d.iso and start <= d.start < end for d in reading.dates)
    return dated and bool(_AWARDED.search(reading.blanked, start, end)) and following[0].mood is None


def _date(reading: Reading, mention: _Mention) -> DateMention | None:
    """The date in the clause, in one before that holds nothing else, or in 2020年认定的 behind it."""
    clause = mention.clause
    dates = [d for d in reading.dates if d.iso and clause.start <= d.start < clause.end]
    if dates:
        return min(dates, key=lambda d: abs(d.start - mention.titles[0].start()))
    place = reading.clauses.index(clause)
    for near in reading.clauses[max(0, place - 1) : place + 2]:
        text = reading.blanked[near.start : near.end]
        if any(near.start <= q.start < near.end and q.unit in COUNTED for q in reading.quantities):
            continue
        inside = [d for d in reading.dates if d.iso and near.start <= d.start < near.end]
        alone = not text.replace("□", "").strip()
        awarded = near.start > clause.start and len(text) < 16 and _AWARDED.search(text)
        other = words().titles.search(text) or "复核" in text
        if inside and near.sentence == clause.sentence and not other and (alone or awarded):
            return inside[0]
    return None


def _round_next(reading: Reading, clause: Clause) -> re.Match | None:
    """小巨人，2021年第三批: a clause that holds nothing but when."""
    following = next((each for each in reading.clauses if each.start >= clause.end), None)
    if following is None or following.sentence != clause.sentence:
        return None
    return words()["round_alone"].fullmatch(reading.blanked[following.start : following.end])


def _fact(
    reading: Reading,
    mention: _Mention,
    title: re.Match,
    round_said: re.Match | None,
    date: DateMention | None,
) -> Fact:
    tier = Title(title.lastgroup or "")
    value: dict[str, object] = {"tier": tier.value}
    if date and date.iso:
        value["on"] = date.iso
    review = words()["review_round"].match(mention.behind) or words()["batch_behind"].match(
        re.sub(r"[□\s]+", "□", mention.behind)
    )
    batch = round_said or review or (None if mention.behind else _round_next(reading, mention.clause))
    if batch and tier is Title.LITTLE_GIANT:
        value["round"] = number(batch[1])
    start = mention.clause.start + round_said.start() if round_said else title.start()
    colloquial = tier is Title.LITTLE_GIANT and "小巨人" not in title[0]
    return Fact(
        "recognitions",
        value,
        start,
        title.end(),
        part=tier.value,
        assumed=(Assumed.KIND,) if colloquial else (),
    )
