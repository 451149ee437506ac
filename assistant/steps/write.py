"""Step 8: the plan re-worded by a language model, where one is set; what does not stand stays as the plan has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.bounded import outside, within
from assistant.models import Origin
from assistant.pipeline import Context
from assistant.planning.plan import Block, BlockType
from assistant.trace import Section, note
from assistant.writing.writer import Writer

if TYPE_CHECKING:
    from assistant.llm.port import LanguageModel
    from assistant.verifying.claim import Standpoint
    from assistant.verifying.verifier import Verifier


_OF_THE_ENTERPRISE = frozenset({BlockType.CONDITION, BlockType.SCORE, BlockType.VERDICT})
"""What the rules computed: its figures, comparison and verdict are held against the block itself."""
_RISKS = frozenset({"promise", "advice", "contact"})
_LITTLE = 16
"""Characters by which a wording may be longer and still say nothing more."""


class Write:
    """Words the blocks one by one; each is heard as soon as it is settled.

    Args:
        model: None where no model writes.
        seconds: what verifying one wording may take.
    """

    name = "write"
    always = False

    def __init__(self, model: Callable[[], LanguageModel | None], seconds: float) -> None:
        self._model, self._seconds = model, seconds

    def __call__(self, context: Context) -> None:
        model, rendered = self._model(), context.rendered
        if model is None or rendered is None or context.settled is None:
            return
        from assistant.llm.counting import calls_made
        from assistant.steps.calls import calls_section

        writer = Writer(model, self._stands(context))
        asked = [part.words for part in context.parts if part.words]
        texts: list[str] = []
        stopped: list[tuple[str, str]] = []
        by_model = 0
        with calls_made() as calls, outside():  # the model has limits of its own
            for worded in writer.write(rendered, asked, context.lang):
                texts.append(worded.text)
                by_model += worded.by_model
                context.heard(worded.text)
                if worded.fault is not None and not writer.fault:
                    stopped.append(("、".join((note(f"fault_{worded.fault}"), *worded.reasons)), worded.said))
        if writer.fault:
            context.note(note("by_model_not", name=model.name, why=writer.fault))
        context.note(note("worded", count=by_model, of=len(texts)))
        if stopped:
            context.show(Section.of("model_not_worded", *stopped))
        if calls:
            context.show(calls_section(calls))
        if by_model:
            context.rendered = replace(rendered, texts=tuple(texts))
            context.plan.origin = Origin.LLM

    def _stands(self, context: Context) -> Callable[[str, Block], tuple[str, ...]]:
        """The verifier's reasons against a wording, those that it has against the plan's own text left out."""
        from assistant.verifying.verifier import Verifier

        rendered, verifier, standing = context.rendered, Verifier.of(context.library), _standing(context)
        assert rendered is not None
        clauses = [citation.clause_id for citation in rendered.citations]
        own_text = {id(block): text for block, text in zip(rendered.blocks, rendered.texts, strict=True)}

        def stands(text: str, block: Block) -> tuple[str, ...]:
            with within(self._seconds):
                said = _reasons(verifier, text, clauses, standing)
                if block.type in _OF_THE_ENTERPRISE:
                    said &= _RISKS if len(text) <= len(own_text[id(block)].strip()) + _LITTLE else {*_RISKS, "unsupported"}
                if not said:
                    return ()
                known = _reasons(verifier, own_text[id(block)], clauses, standing)
            return tuple(sorted(said - known))

        return stands


def _reasons(verifier: Verifier, text: str, clauses: list[str], standing: Standpoint) -> set[str]:
    return {reason.value for sentence in verifier.verify(text.replace("**", ""), clauses, standing).sentences for reason in sentence.reasons}


def _standing(context: Context) -> Standpoint:
    """What was told and what the rules gave."""
    from assistant.verifying.claim import Standpoint

    settled, question = context.settled, context.question
    assert settled is not None and question is not None
    told = "，".join([*(fact.words for fact in question.facts), *(mention.words for mention in question.mentions)])
    return Standpoint(context.as_of, settled.basis, context.plan.check, settled.profile, told)
