"""What of an edited draft no longer stands: the verifier on every sentence that an agent wrote."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.desk.drafting import field_name
from assistant.models import VerifyRequest
from assistant.store.mails import Draft, Mail
from assistant.verifying.figures import find_figures
from assistant.verifying.sentences import split
from corpus.messages import Messages

if TYPE_CHECKING:
    from assistant.service import Assistant


@dataclass(frozen=True)
class DraftRun:
    """A stretch of a draft; `note` says why it does not stand, empty where it does."""

    text: str
    note: str = ""


@dataclass(frozen=True)
class DraftVerdict:
    """A draft cut at what does not stand; joined, the runs are its text."""

    runs: tuple[DraftRun, ...]

    @property
    def stands(self) -> bool:
        return not any(run.note for run in self.runs)

    @property
    def stopped(self) -> tuple[DraftRun, ...]:
        return tuple(run for run in self.runs if run.note)


def _outdated(sentence: str, mail: Mail, draft: Draft) -> str:
    """That a sentence rests on what the mail told before it was put right."""
    if sentence in draft.about.get("superseded", ()):
        return _words()("superseded")
    figures = {figure.value for figure in find_figures(sentence)}
    held = {figure.value for figure in find_figures(str(mail.reading.get("profile", {})))}
    for fact in mail.reading.get("facts", ()):
        told = fact.get("told")
        if isinstance(told, int | float) and not isinstance(told, bool) and Decimal(str(told)) in figures - held:
            return _words()("put_right", name=field_name(fact["path"]), value=told)
    return ""


def _words() -> Messages:
    return Messages.of(Path(__file__).with_name("checking.yaml"))


def _told(mail: Mail) -> str:
    """The mail without the words that a fact put right stood on."""
    told = mail.text
    for fact in mail.reading.get("facts", ()):
        if fact["corrected"] and fact["words"]:
            told = told.replace(fact["words"], "")
    return told


def check_draft(assistant: Assistant, mail: Mail, draft: Draft) -> DraftVerdict:
    """Judge a draft as it now stands; a sentence that stands as the assistant wrote it needs no second look.

    Raises:
        OverBudgetError: it could not be read in the time one request may take.
    """
    trusted = {sentence.text.strip() for sentence in split(draft.written)}
    about = draft.about
    request = VerifyRequest(
        text=draft.text,
        citations=tuple(source.clause_id for source in draft.sources),
        question=_told(mail),
        profile=mail.reading.get("profile") or None,
        as_of=mail.as_of,
        tier=about.get("tier"),
        track=about.get("track"),
        round=about.get("round"),
    )
    runs: list[DraftRun] = []
    reached = 0
    for sentence in assistant.verify(request).sentences:
        words = sentence.text.strip()
        if words in trusted:
            continue
        note = _outdated(words, mail, draft) or sentence.note
        if not note:
            continue
        if sentence.start > reached:
            runs.append(DraftRun(draft.text[reached : sentence.start]))
        runs.append(DraftRun(draft.text[sentence.start : sentence.end], note))
        reached = sentence.end
    if reached < len(draft.text):
        runs.append(DraftRun(draft.text[reached:]))
    return DraftVerdict(tuple(runs))
