"""The points that one indicator of a score table gives for what is known of an enterprise."""

from __future__ import annotations

from assistant.answering.draft import Draft
from assistant.answering.scene import Scene
from assistant.answering.texts import replies
from assistant.models import Kind, Status
from assistant.rules.result import IndicatorResult
from assistant.topics.schema import Topic


def write_points(draft: Draft, scene: Scene, topic: Topic) -> bool:
    """“负债率55%得几分”: the points of the indicators that `topic` speaks of; False where nothing known bears on them."""
    indicators = [indicator for indicator in _indicators(scene, topic) if indicator.low > 0 or indicator.points is not None]
    if not indicators:
        return False
    draft.kind, draft.status, draft.check = Kind.ELIGIBILITY, Status.ANSWERED, scene.check.to_json()
    for indicator in indicators:
        key = "points_range" if indicator.points is None else "points"
        draft.say(
            replies()(
                key,
                name=indicator.name,
                explain=indicator.explain,
                min=f"{indicator.low:f}",
                max=f"{indicator.high:f}",
                of=f"{indicator.of:f}",
                mark=draft.mark(indicator.citation),
            )
        )
    draft.quote(*(indicator.citation for indicator in indicators))
    draft.say(replies()("authority"))
    return True


def _indicators(scene: Scene, topic: Topic) -> list[IndicatorResult]:
    score = scene.check.score
    return [indicator for indicator in score.indicators if indicator.id in topic.conditions] if score else []
