"""“我们是第四批小巨人，今年要复核吗”: which round reviews a batch, and whether that is this year."""

from __future__ import annotations

from assistant.answering.draft import Draft
from assistant.answering.quoting import write_topic
from assistant.answering.scene import Scene
from assistant.answering.texts import day, replies
from assistant.topics.schema import Topic
from corpus.numbering import to_chinese


def write_review_round(draft: Draft, scene: Scene, topic: Topic) -> bool:
    """The round that reviews the batch named, by its row, then how long a title holds; without one only that."""
    batch = scene.reading.batch
    held = batch.number if batch is not None and batch.held else None
    if held is not None:
        _say_round(draft, scene, held)
    return write_topic(draft, scene, topic)


def _say_round(draft: Draft, scene: Scene, held: int) -> None:
    texts, row = replies(), scene.library.review_round(held, scene.as_of)
    if row is None:
        draft.say(texts("review_not_announced", held=to_chinese(held), as_of=day(scene.as_of)))
        return
    source = scene.cite_line(row, "review_of")
    key = "review_this_year" if row.year == scene.as_of.year else "review_that_year"
    draft.say(texts(key, held=to_chinese(held), batch=row.name, year=row.year, mark=draft.mark(source)))
    draft.quote(source)
