"""Step 2: the message, read once."""

from __future__ import annotations

from assistant.models import Kind, Status
from assistant.pipeline import Context
from assistant.planning.facts import listed
from assistant.planning.outside import plan_conduct
from assistant.planning.plan import BlockType
from assistant.reading.understood import ByModel, Conduct
from assistant.trace import Section, matter_words, note

_KEPT = frozenset({Conduct.CLEARS, Conduct.TOLD_BACK})
_OF_THE_LAST = frozenset({Conduct.SHORTER, Conduct.DOUBT})
"""What concerns the last answer, where there is one."""


class Read:
    """Hands the message to the reader; small talk, orders and what only concerns the conversation end here."""

    name = "read"
    always = False

    def __call__(self, context: Context) -> None:
        question = context.question = context.reader.read(context.request.question, context.as_of, context.kept).without(context.set_aside)
        if question.conduct in _KEPT:
            self._of_what_is_kept(context, question.conduct)
        elif question.conduct is not None and not (question.conduct in _OF_THE_LAST and context.state.asked):
            plan_conduct(context.plan, question.conduct, context.where)
            context.done = True
        for part in question.parts:
            reasons = "、".join(f"{term}{weight:+.1f}" for term, weight in part.reasons)
            forms = "、".join(note(f"form_{form}") for form in part.forms)
            context.note(note("asks", words=part.words, matter=matter_words(part.matter), share=f"{part.share:.2f}", forms=forms, reasons=reasons))
        if question.by_model is not None:
            _show(context, question.by_model)
        if question.told:
            context.note(note("facts", facts="、".join(dict.fromkeys(fact.words for fact in question.told))))
        if question.not_used:
            context.note(note("not_used", words="、".join(mention.words for mention in question.not_used)))

    def _of_what_is_kept(self, context: Context, conduct: Conduct | None) -> None:
        """What was told so far is asked back, or is all to go."""
        plan, kept = context.plan, context.sent
        plan.kind, plan.status = Kind.SMALLTALK, Status.ANSWERED
        known = listed(kept)
        if conduct is Conduct.TOLD_BACK:
            plan.say(BlockType.FACT, "kept", facts=known) if known.zh else plan.say(BlockType.TALK, "cleared_none")
        else:
            plan.say(BlockType.TALK, "cleared" if known.zh else "cleared_none")
        context.done = True


def _show(context: Context, by_model: ByModel) -> None:
    """What the model was asked and said, and what of it was not taken."""
    context.note(note("by_model_not", name=by_model.name, why=by_model.fault) if by_model.fault else note("by_model", name=by_model.name))
    if by_model.calls:
        from assistant.steps.calls import calls_section

        context.show(calls_section(by_model.calls))
    if by_model.raw:
        context.show(Section.of("model_read", (by_model.request, by_model.raw), raw=True))
    if by_model.dropped:
        context.show(Section.of("model_dropped", *((note(f"dropped_{why}"), what) for why, what in by_model.dropped)))
