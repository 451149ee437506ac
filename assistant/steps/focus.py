"""Step 5: a message that is all about dates and papers is about the newest round, open or closed."""

from __future__ import annotations

from dataclasses import replace

from assistant.pipeline import Context
from assistant.topics.catalogue import topics
from assistant.topics.schema import OF_ROUNDS
from assistant.trace import note
from corpus.numbering import to_chinese
from corpus.terms import Tier


class Focus:
    """Takes the newest announced round as the basis, now that the topics are settled and none was named."""

    name = "focus"
    always = False

    def __call__(self, context: Context) -> None:
        scene = context.scene
        assert scene is not None
        basis, newest = scene.basis, scene.library.newest_round(context.as_of)
        if basis.round is not None or basis.tier is not Tier.LITTLE_GIANT or newest is None:
            return
        if scene.unannounced is not None or not self._all_of_rounds(context):
            return
        context.basis = scene.library.basis(basis.tier, basis.track, context.as_of, newest.batch)
        context.scene = replace(scene, basis=context.basis)
        context.note(note("newest_round", round=to_chinese(newest.batch)))

    def _all_of_rounds(self, context: Context) -> bool:
        handlers = [topics()[ask.topic_id].handler for ask in context.asks if ask.topic_id]
        return bool(handlers) and all(handler in OF_ROUNDS for handler in handlers)
