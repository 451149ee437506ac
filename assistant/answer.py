"""From a finished run to the answer at the border: the contract's object, part by part and block by block."""

from __future__ import annotations

from typing import Any

from assistant.models import Answer, BasisOut, CitationOut, Origin
from assistant.pipeline import Context
from assistant.planning.plan import Plan, plain
from assistant.planning.settled import Settled
from assistant.rendering.text import Rendered
from assistant.trace import Trace


def answer_of(context: Context, trace: Trace, elapsed_ms: float) -> Answer:
    """The answer that a context has come to."""
    plan, rendered, lang = context.plan, context.rendered, context.lang
    assert rendered is not None
    settled, question = context.settled, context.question
    traced = context.request.trace
    return Answer(
        answer=rendered.text,
        kind=plan.kind,
        status=plan.status,
        origin=plan.origin,
        as_of=context.as_of,
        basis=BasisOut.of(settled.basis) if settled else None,
        citations=[CitationOut.of(mark, citation) for mark, citation in enumerate(rendered.citations, start=1)],
        check=plan.check.to_json() if plan.check else None,
        profile=context.points.to_json(),
        follow_ups=[getattr(each, lang) for each in plan.follow_ups],
        missing=plan.missing,
        warnings=plan.warnings,
        conversation_id=context.conversation.id if context.conversation else None,
        trace_id=trace.id,
        elapsed_ms=round(elapsed_ms, 2),
        context=_context(settled),
        parts=_parts(plan, rendered, settled),
        blocks=_blocks(rendered),
        not_used=[mention.to_json() for mention in question.not_used] if question else [],
        choices=[{"text": getattr(choice.text, lang), "question": getattr(choice.question, lang)} for choice in plan.choices],
        other_check=plan.other_check.to_json() if plan.other_check else None,
        label="ai" if plan.origin is Origin.LLM else "person" if plan.curated else None,
        mentions=[mention.to_json() for mention in question.mentions] if traced and question else None,
        trace=[str(step) for step in trace.steps] if traced else None,
    )


def _context(settled: Settled | None) -> dict[str, Any]:
    if settled is None:
        return {}
    basis = settled.basis
    return {
        "tier": basis.tier.value,
        "track": basis.track.value,
        "round": basis.round,
        "said": {key: source.value for key, source in settled.sources.items()},
    }


def _parts(plan: Plan, rendered: Rendered, settled: Settled | None) -> list[dict[str, Any]]:
    """The things asked, each with the numbers of its blocks."""
    found = []
    for number, planned in enumerate(plan.parts):
        part, scope = planned.part, planned.part.scope
        found.append(
            {
                "words": part.words,
                "start": part.start,
                "end": part.end,
                "topic": part.matter.id,
                "form": part.form.value,
                "status": planned.status.value,
                "tier": (scope.tier or (settled.basis.tier if settled else None)),
                "track": (scope.track or (settled.basis.track if settled else None)),
                "round": settled.basis.round if settled else None,
                "blocks": [place for place, block in enumerate(rendered.blocks) if block.part == number],
            }
        )
    return found


def _blocks(rendered: Rendered) -> list[dict[str, Any]]:
    """The plan with the text of each block; joined, the texts are the answer."""
    return [
        {
            "type": block.type.value,
            "part": block.part,
            "values": {key: shown for key, value in block.values.items() if (shown := plain(value)) is not None and not hasattr(value, "citations")},
            "citations": rendered.marks_of(block),
            "text": text,
        }
        for block, text in zip(rendered.blocks, rendered.texts, strict=True)
    ]
