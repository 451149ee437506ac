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


class _Outdated:
    """What rests on what the mail told before it was put right."""

    def __init__(self, mail: Mail, draft: Draft) -> None:
        held = {figure.value for figure in find_figures(str(mail.reading.get("profile", {})))}
        told = [(fact["path"], fact.get("told")) for fact in mail.reading.get("facts", ())]
        self._superseded = frozenset(draft.about.get("superseded", ()))
        self._told = [(path, value) for path, value in told if _is_number(value) and Decimal(str(value)) not in held]

    def note(self, sentence: str) -> str:
        """Why a sentence no longer stands; empty where it rests on nothing old."""
        if sentence in self._superseded:
            return _words()("superseded")
        figures = {figure.value for figure in find_figures(sentence)} if self._told else set()
        for path, value in self._told:
            if Decimal(str(value)) in figures:
                return _words()("put_right", name=field_name(path), value=value)
        return ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


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
    outdated = _Outdated(mail, draft)
    runs: list[DraftRun] = []
    reached = 0
    for sentence in assistant.verify(request).sentences:
        words = sentence.text.strip()
        if words in trusted:
            continue
        note = outdated.note(words) or sentence.note
        if not note:
            continue
        if sentence.start > reached:
            runs.append(DraftRun(draft.text[reached : sentence.start]))
        runs.append(DraftRun(draft.text[sentence.start : sentence.end], note))
        reached = sentence.end
    if reached < len(draft.text):
        runs.append(DraftRun(draft.text[reached:]))
    return DraftVerdict(tuple(runs))
