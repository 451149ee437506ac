"""From a mail to a draft for each thing asked, with the facts that were read and the words they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from assistant import bounded
from assistant.masking import mask
from assistant.models import Answer, AskRequest, ExtractRequest
from assistant.requests import parse_as
from assistant.rules.fields import catalogue
from assistant.rules.profile import Profile
from assistant.store.mails import Draft, Mail, MailState, Source, new_mail
from assistant.verifying.sentences import split

if TYPE_CHECKING:
    from assistant.service import Assistant

_HEADING: Final = "heading"
_QUOTE: Final = "quote"
_JUDGING: Final = ("verdict", "condition")
_MARK: Final = bounded.compile(r"\[(\d{1,3})\]")
_MARKDOWN: Final = bounded.compile(r"\*\*|(?m:^#{1,4} |^> )")
_NUMBER: Final = r"(?:[（(](?:\d{1,2}|[一二三四五六七八九十])[)）]|\d{1,2}[.．、)）](?!\d)|[一二三四五六七八九十](?:、|是))\s*"
_ITEM: Final = bounded.compile(rf"^{_NUMBER}|(?<=[？?。；;]){_NUMBER}")
_LEAD: Final = bounded.compile(rf"^[^，。？?！!：:\n]{{0,20}}[：:]\s*(?={_NUMBER})")
_LEADS_IN: Final = ("：", ":")
_BETWEEN_MAILS: Final = bounded.compile(r"(?m:^[ \t]*[=＝]{4,}[ \t]*$)")


@dataclass(frozen=True)
class ReadFact:
    """A fact as the desk shows it: the path of the profile, its value, and the words it stands on in the mail.

    Attributes:
        told: the value as the mail tells it, where it was put right.
    """

    path: str
    value: Any
    words: str
    corrected: bool = False
    told: Any = None


def split_mails(pasted: str) -> list[str]:
    """The mails of what was pasted: several are parted by a line of `====`.

    >>> split_mails("甲\\n====\\n乙\\n")
    ['甲', '乙']
    """
    return [mail for part in _BETWEEN_MAILS.split(pasted) if (mail := part.strip())]


def take_in(assistant: Assistant, text: str, as_of: date, agent: str) -> Mail:
    """A new mail, read and drafted; it is not kept yet.

    Raises:
        RequestError: it is empty, too long or no text.
        OverBudgetError: it could not be read in the time one request may take.
    """
    return drafted(assistant, new_mail(mask(text), as_of, agent))


def corrected(assistant: Assistant, mail: Mail, corrections: Mapping[str, Any]) -> Mail:
    """The mail with facts put right and drafted anew; what an agent has written himself stays.

    Args:
        corrections: path of the profile → its value, None where the mail tells no such thing.

    Raises:
        ProfileError: a value that can't be; `field` names it.
    """
    return drafted(assistant, replace(mail, corrections={**mail.corrections, **corrections}))


def drafted(assistant: Assistant, mail: Mail) -> Mail:
    """The mail with its facts and drafts as the assistant sees them now."""
    told = assistant.extract(parse_as(ExtractRequest, {"text": mail.text, "as_of": mail.as_of.isoformat()}, assistant.settings)).to_json()
    profile, set_aside = _put_right(told["profile"], mail.corrections)
    request = parse_as(AskRequest, {"question": mail.text, "as_of": mail.as_of.isoformat(), "profile": profile or None}, assistant.settings)
    answer = assistant.ask(request, set_aside=set_aside)
    fresh = list(_drafts(answer, mail.text))
    mine = {draft.question: draft for draft in mail.drafts if draft.edited_by is not None}
    drafts = tuple(_with_own_words(mine[draft.question], draft) if draft.question in mine else draft for draft in fresh)
    return replace(
        mail,
        enterprise=str(answer.profile.get("name", "")),
        reading={"facts": [vars(fact) for fact in _facts(told["evidence"], answer.profile, mail.corrections)], "not_used": [each["words"] for each in answer.not_used], "profile": answer.profile, "warnings": answer.warnings},
        drafts=drafts,
        state=MailState.OPEN,
        released_by=None,
    )


def _with_own_words(mine: Draft, fresh: Draft) -> Draft:
    """What an agent wrote, beside what is now written; what no longer is must not stand in his words either."""
    now = {sentence.text.strip() for sentence in split(fresh.written)}
    before = [*mine.about.get("superseded", ()), *(sentence.text.strip() for sentence in split(mine.written))]
    about = {**fresh.about, "superseded": [each for each in dict.fromkeys(before) if each not in now]}
    return replace(mine, number=fresh.number, written=fresh.written, about=about)


def _put_right(told: Mapping[str, Any], corrections: Mapping[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """The profile to send, and the fields that the mail is not to be read for: those of which something was put right."""
    fields = frozenset(path.partition(".")[0] for path in corrections)
    profile: dict[str, Any] = {}
    for field in fields:
        held = told.get(field)
        years = dict(held) if isinstance(held, dict) else {}
        for path, value in corrections.items():
            name, _, year = path.partition(".")
            if name != field:
                continue
            if year:
                years.update({year: value})
            elif value is not None:
                profile[field] = value
        kept = {year: value for year, value in years.items() if value is not None}
        if kept:
            profile[field] = kept
    Profile.parse(profile)
    return profile, fields


def _facts(evidence: list[dict[str, Any]], profile: Mapping[str, Any], corrections: Mapping[str, Any]) -> Iterator[ReadFact]:
    seen = set()
    for each in evidence:
        path, words = each["field"], each["words"] or each.get("formula", "")
        if path in corrections:
            yield ReadFact(path, corrections[path], words, True, each["value"])
        elif "formula" in each and not _holds(profile, path):
            continue  # computed of what was put right since
        else:
            yield ReadFact(path, each["value"], words)
        seen.add(path)
    for path, value in corrections.items():
        if path not in seen:
            yield ReadFact(path, value, "", True)
    if "name" in profile and "name" not in seen and "name" not in corrections:
        yield ReadFact("name", profile["name"], str(profile["name"]))


def _holds(profile: Mapping[str, Any], path: str) -> bool:
    key, _, year = path.partition(".")
    return year in profile.get(key, {}) if year else key in profile


def _drafts(answer: Answer, mail: str) -> Iterator[Draft]:
    """One a thing asked; what belongs to the whole comes last."""
    number = 0
    parts = list(enumerate(answer.parts))
    for place, part in [*parts, (None, None)]:
        blocks = _said([block for block in answer.blocks if block["part"] == place or not parts])
        if not blocks:
            continue
        number += 1
        text, sources = _in_own_marks("".join(block["text"] for block in blocks), answer)
        about = {"status": part["status"] if part else answer.status.value, "trace": answer.trace_id, "whole": part is None and bool(parts)}
        about |= {key: part[key] for key in ("tier", "track", "round", "topic", "form")} if part else answer.context and {key: answer.context.get(key) for key in ("tier", "track", "round")}
        question = "；".join(_asked(answer, part)) if part else "" if parts else mail[:60]
        yield Draft(number, question, text, text, sources, about)


def _said(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a letter says: it shows questions itself, and quotes with their sources at its end, where they do not say it all."""
    found = [block for block in blocks if block["type"] not in (_HEADING, _QUOTE)]
    return found or [block for block in blocks if block["type"] == _QUOTE]


def _asked(answer: Answer, part: Mapping[str, Any]) -> list[str]:
    """The words of a part, and of those without blocks of their own that it answers, in the order asked; 请问： only leads in."""
    words = [other["words"] for other in answer.parts if other is part or not other["blocks"] and _answered_by(answer, other) is part]
    return [_without_numbers(each) for each in words if not each.rstrip().endswith(_LEADS_IN)] or words


def _without_numbers(words: str) -> str:
    """有几个问题：1.何时实施？2.有何不同: the letter numbers its answers itself."""
    lines = [_ITEM.sub("", line.strip()) for line in _LEAD.sub("", words).splitlines()]
    return "".join(lines) or words


def _answered_by(answer: Answer, part: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Where a part is answered that has no blocks of its own: by one of its topic, by the verdict, or by what stands before it."""
    saying = [other for other in answer.parts if other["blocks"]]
    alike = [other for other in saying if other["topic"] == part["topic"]]
    judging = [other for other in saying if any(answer.blocks[number]["type"] in _JUDGING for number in other["blocks"])]
    before = [other for other in saying if other["start"] < part["start"]]
    return next(iter([*alike, *judging, *before[-1:], *saying]), None)


def _in_own_marks(text: str, answer: Answer) -> tuple[str, tuple[Source, ...]]:
    """The text with its marks counted from 1, and what they stand for."""
    by_mark = {citation.mark: citation for citation in answer.citations}
    order = list(dict.fromkeys(mark for each in _MARK.findall(text) if (mark := int(each)) in by_mark))
    plain = _MARK.sub(lambda match: f"[{order.index(int(match[1])) + 1}]" if int(match[1]) in order else match[0], _MARKDOWN.sub("", text))
    found = [by_mark[mark] for mark in order]
    return plain.strip(), tuple(Source(each.clause_id, each.document, each.number, each.label, each.quote) for each in found)


def field_name(path: str) -> str:
    """The Chinese name of a path of the profile."""
    info = catalogue().get(path.partition(".")[0])
    return info.name_for(path) if info is not None else path
