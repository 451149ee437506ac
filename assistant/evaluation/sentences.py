"""The verifier on sentences: how many wrong ones it stops, and how many right ones.

Sets written apart from the code: `open` is built on, and `open2`, which was closed until its misses were looked at; `closed`
is only run, pinned by `SHA256SUMS`, and of it no sentence is shown.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from assistant.evaluation.cases import SETS_DIR, read_jsonl, validated
from assistant.evaluation.judging import Figures
from assistant.evaluation.report import Line, Table
from assistant.evaluation.rows.rowset import refuse_changed
from assistant.evaluation.runner import Progress
from assistant.evaluation.texts import texts
from assistant.models import Day, VerifyRequest
from assistant.service import Assistant
from corpus.terms import Tier, Track

VERIFIER: Final = "verifier"
PARTS: Final = ("open", "open2", "closed")
_SHOWN: Final = frozenset({"open", "open2"})


class SentenceCase(BaseModel):
    """A text to verify, and which of its sentences have to be stopped.

    Attributes:
        change: what was made wrong in it; reasons: those that are fair names for it.
        wrong: places of the sentences that have to be stopped, from 0; none of a right text.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    id: str
    as_of: Day
    text: str
    citations: tuple[str, ...]
    kind: Literal["mutated", "right"]
    question: str | None = None
    profile: dict[str, Any] | None = None
    tier: Tier | None = None
    round: int | None = None
    track: Track | None = None
    change: str | None = None
    reasons: tuple[str, ...] = ()
    wrong: tuple[int, ...] = ()

    @property
    def request(self) -> VerifyRequest:
        return VerifyRequest(
            text=self.text,
            citations=self.citations,
            question=self.question,
            profile=self.profile,
            tier=self.tier,
            round=self.round,
            track=self.track,
            as_of=self.as_of,
        )


@dataclass(frozen=True)
class JudgedCase:
    """What the verifier made of a text.

    Attributes:
        right: every wrong sentence was stopped, and of a right text none.
        named: whether a wrong sentence was stopped for one of the fair reasons.
    """

    case: SentenceCase
    right: bool
    named: bool
    notes: tuple[str, ...]


def load_sentences(part: str) -> list[SentenceCase]:
    """The cases of one part.

    Raises:
        ChangedSetError: the file is not the one that was pinned.
    """
    path = SETS_DIR / VERIFIER / f"{part}.jsonl"
    refuse_changed(path.parent, [path], shown=part in _SHOWN)
    return [validated(SentenceCase, row, where) for where, row in read_jsonl(path)]


def judge_sentences(cases: Sequence[SentenceCase], assistant: Assistant, progress: Progress) -> list[JudgedCase]:
    """Every text verified."""
    found: list[JudgedCase] = []
    for done, case in enumerate(cases, start=1):
        sentences = assistant.verify(case.request).sentences
        stopped = {place for place, sentence in enumerate(sentences) if not sentence.ok}
        wrong = set(case.wrong) or set(range(len(sentences)))
        right = not stopped if case.kind == "right" else wrong <= stopped if case.wrong else bool(stopped)
        named = any(reason in case.reasons for place in wrong & stopped for reason in sentences[place].reasons)
        found.append(JudgedCase(case, right, named, tuple(sentence.note for sentence in sentences if not sentence.ok)))
        progress(VERIFIER, done, len(cases))
    return found


def measure_sentences(assistant: Assistant, folder: Path, progress: Progress) -> Table:
    """All parts as one table; what was missed is named, of the open parts with its words."""
    lines: list[Line] = []
    remarks = [texts()(f"meaning_{name}") for name in ("stopped", "reason_named", "right_stopped")]
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        judged = judge_sentences(load_sentences(part), assistant, progress)
        lines.append(Line(part, None, sentence_figures(judged)))
        remarks += _by_change(part, judged)
        remarks += [_missed(each, shown=part in _SHOWN) for each in judged if not each.right]
        with (folder / f"{part}.jsonl").open("w", encoding="utf-8") as out:
            for each in judged:
                row = {"id": each.case.id, "right": each.right, "named": each.named} | ({"notes": each.notes} if part in _SHOWN else {})
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return Table(VERIFIER, texts()("heading_verifier"), tuple(lines), tuple(remarks))


def sentence_figures(judged: Sequence[JudgedCase]) -> Figures:
    """Shares of wrong texts stopped, of those stopped for a fair reason, and of right texts stopped."""
    mutated = [each for each in judged if each.case.kind == "mutated"]
    right = [each for each in judged if each.case.kind == "right"]
    stopped = [each for each in mutated if each.right]
    return {
        "questions": len(judged),
        "stopped": len(stopped) / len(mutated) if mutated else 0.0,
        "reason_named": sum(each.named for each in stopped) / len(stopped) if stopped else 0.0,
        "right_stopped": sum(not each.right for each in right) / len(right) if right else 0.0,
    }


def _by_change(part: str, judged: Sequence[JudgedCase]) -> list[str]:
    changes = sorted({each.case.change for each in judged if each.case.change})
    shares = []
    for change in changes:
        rows = [each for each in judged if each.case.change == change and each.case.kind == "mutated"]
        shares.append(f"{change} {sum(each.right for each in rows)}/{len(rows)}")
    return [texts()("stopped_by_change", part=texts()(f"part_{part}"), shares="、".join(shares))]


def _missed(judged: JudgedCase, *, shown: bool) -> str:
    kind = texts()(f"sentence_{judged.case.kind}")
    words = f"{judged.case.text} {''.join(judged.notes)}" if shown else judged.case.change or ""
    return texts()("sentence_missed", id=judged.case.id, kind=kind, words=" ".join(words.split()))
