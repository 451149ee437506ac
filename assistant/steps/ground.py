"""Step 7: nothing leaves without a ground; a draft that slips is replaced by the bare clauses."""

from __future__ import annotations

import json

from assistant.answering.draft import Draft
from assistant.answering.ground import bare_clauses, slips
from assistant.answering.outside import write_outside
from assistant.answering.texts import replies
from assistant.models import Status
from assistant.pipeline import Context
from assistant.trace import note


class Ground:
    """Checks every quote, number, date and document number of the draft."""

    name = "ground"
    always = True

    def __call__(self, context: Context) -> None:
        draft = context.draft
        said = context.said.text if context.said else ""
        said += f"\n{context.request.question}\n{json.dumps(context.profile.to_json(), ensure_ascii=False)}"
        found = slips(draft, library=context.library, basis=context.basis, as_of=context.as_of, said=said)
        if not found:
            count = len(draft.citations)
            context.note(note("quotes", count=count) if count else note("no_quotes"))
            return
        context.note(note("slip", words="、".join(slip.words for slip in found)))
        context.draft = self._bare(context, draft)

    def _bare(self, context: Context, draft: Draft) -> Draft:
        bare = Draft(kind=draft.kind, status=draft.status, origin=draft.origin, topic=draft.topic)
        bare.follow_ups = draft.follow_ups
        citations = bare_clauses(draft.citations, context.library)
        if citations:
            bare.say(replies()("fallback"))
            bare.quote(*citations)
        else:
            write_outside(bare, None, context.where, draft.kind)
            bare.status = Status.NOT_IN_CORPUS if draft.status is Status.ANSWERED else draft.status
        return bare
