"""Errors of the evaluation.

ZjtxError
└── BadInputError
    ├── UnknownSetError   no such question set, or its files are not there
    ├── ChangedSetError   a file of a pinned set is not what it was
    ├── BadCaseError      a line of a set or of a run that can't be read
    ├── NoModelError      figures with a language model are wanted, and none is set
    ├── NoReplayError     prompts are to be recorded, and no folder of recordings is set
    ├── BadSampleError    a sample that can't be drawn or compared
    └── CaseTextError     an answer of which no case can be made, since words of the message are not kept
"""

from __future__ import annotations

from assistant.evaluation.texts import texts
from corpus.errors import BadInputError


class UnknownSetError(BadInputError):
    """No question set of that name, or its files are not on this machine."""


class ChangedSetError(BadInputError):
    """A file of a pinned set whose content is not the pinned one; `field` names it."""


class BadCaseError(BadInputError):
    """A line of a set or of a run's file that is not what it should be; `field` names file and line."""


class BadSampleError(BadInputError):
    """A sample of which there are no rows, or whose judged file is not there."""


class CaseTextError(BadInputError):
    """An answer of which no case can be made as asked: its message, or one before it, is not kept whole."""


class NoModelError(BadInputError):
    """Figures with a language model are wanted, and none is set."""

    def __init__(self) -> None:
        super().__init__(texts()("no_model"), "--model")


class NoReplayError(BadInputError):
    """Prompts are to be recorded, and the settings name no folder of recordings."""

    def __init__(self) -> None:
        super().__init__(texts()("no_replay"), "ZJTX_LLM_PROVIDER")
