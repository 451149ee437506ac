"""The title that is told by its batch alone: 我们是第五批的; 第四批的，2022年认定. Only 小巨人 are recognised in batches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant import bounded
from assistant.reading.layout import Clause
from assistant.reading.lexicon import lexicon
from assistant.reading.moods import Mood
from assistant.reading.numbers.batches import BatchMention
from assistant.reading.numbers.dates import DateMention
from assistant.reading.scan import Scan, Token
from assistant.reading.speech import Speech
from assistant.reading.subjects import Whose

_OURS: Final = bounded.compile(r"(?:我们?|我司|我公司|我厂|本公司|公司|咱们?|企业|我们公司)(?:家|这边)?(?:就|也|都)?(?:是|属于|算)")
_ENTERED: Final = bounded.compile(r"的?(?:时候)?(?:就|才|已经?)?(?:入选|认定|评上|评的|拿的|拿到|进的|通过|获评|那批)(?:的|了)?")


def batch_titles(speech: Speech, named: Iterable[BatchMention | None]) -> list[tuple[Token, str | None]]:
    """The batches told as the enterprise's own, each with the date told beside it.

    Args:
        named: the batches that stand at a title by its name.
    """
    scan, known = speech.scan, {id(batch) for batch in named}
    found = []
    for token in scan.tokens:
        if not isinstance(token.value, BatchMention) or id(token.value) in known or not _is_own(speech, token):
            continue
        clause = scan.clause_of(token)
        found.append((token, _on(scan, clause)))
    return found


def _is_own(speech: Speech, token: Token) -> bool:
    scan = speech.scan
    clause = scan.clause_of(token)
    before = scan.blank[clause.start : token.start].strip(" □")
    behind = scan.joined_behind(clause, token.end).strip(" “”\"")
    if clause.asks or speech.subjects.whose(token.start) is not Whose.OURS or speech.moods.at(token.start) is not Mood.TOLD:
        return False
    ours = bool(_OURS.fullmatch(before))
    if not ours and before:
        return False
    if behind in ("的", ""):
        return ours or _given_next(scan, clause)
    return _ENTERED.fullmatch(behind) is not None


def _given_next(scan: Scan, clause: Clause) -> bool:
    """第四批的，22年认定; 第四批的，今年复核."""
    following = scan.following(clause)
    if following is None or following.asks:
        return False
    words = scan.words_of(following)
    dated = any(isinstance(token.value, DateMention) for token in scan.tokens_in(following))
    return dated and (lexicon("titles", "awarding").has(words) or lexicon("scope", "review").has(words))


def _on(scan: Scan, clause: Clause) -> str | None:
    """The date of the recognition, told in the same clause or in the next."""
    for near in (clause, scan.following(clause)):
        if near is None or near is not clause and not lexicon("titles", "awarding").has(scan.words_of(near)):
            continue
        dates = [token.value for token in scan.tokens_in(near) if isinstance(token.value, DateMention) and token.value.iso and token.value.year]
        if dates and lexicon("titles", "awarding").has(scan.words_of(near)):
            return dates[0].iso
    return None
