"""Who a round does not recommend as a new application, by its notice or its row."""

from __future__ import annotations

from assistant.answering.draft import Draft
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import replies
from assistant.models import Kind, Status
from corpus.citation import HOLDING_CLAUSE, Citation
from corpus.rounds import Exclusion, Round
from corpus.terms import Tier, Track

EXCLUSION_IDS = frozenset(str(exclusion) for exclusion in Exclusion)
"""Ids of the conditions that stand for them."""
_NOT_RECOMMENDED = ("不予推荐", "不再推荐")


def write_exclusions(draft: Draft, scene: Scene) -> bool:
    """The list, each kind once; what the round's text does not name is said too."""
    row = scene.concerned
    if row is None:
        return False
    texts = replies()
    draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
    sources = exclusion_sources(scene, row)
    unnamed = [exclusion for exclusion in Exclusion if exclusion not in row.excluded]
    asked = [exclusion for exclusion in unnamed if texts(f"exclusion_word_{exclusion}") in scene.reading.text]
    _say_unnamed(draft, row, asked)
    draft.say(texts("exclusions_list", batch=row.name, marks=draft.mark(*sources)))
    for exclusion in row.excluded:
        draft.say(texts("list_item", words=texts(f"exclusion_{exclusion}")))
    _say_unnamed(draft, row, [exclusion for exclusion in unnamed if exclusion not in asked])
    draft.quote(*sources)
    if scene.basis.tier is not Tier.LITTLE_GIANT:
        draft.say(texts("exclusions_other_tier", tier=tier_name(scene.basis.tier)))
    elif scene.basis.track is Track.REVIEW:
        draft.say(texts("exclusions_not_for_review"))
    return True


def _say_unnamed(draft: Draft, row: Round, exclusions: list[Exclusion]) -> None:
    texts = replies()
    for exclusion in exclusions:
        draft.say(texts("exclusion_not_named", batch=row.name, what=texts(f"exclusion_what_{exclusion}")))


def exclusion_sources(scene: Scene, row: Round, only: Exclusion | None = None) -> list[Citation]:
    """The notice's clause where it is at hand, else the row's own note; and what 控股 means, where that matters.

    Args:
        only: the one exclusion that is spoken of; all of the row's otherwise.
    """
    holding = Exclusion.LITTLE_GIANT_HOLDING
    ids = [i for i in row.clauses if any(words in scene.library.clause(i).text for words in _NOT_RECOMMENDED)]
    found = [scene.cite_clause(clause_id) for clause_id in ids]
    if not found:
        notes = [note for note in row.notes if any(words in note for words in _NOT_RECOMMENDED)]
        found = [scene.cite_clause(row.id, row.note_line(note)) for note in notes]
    if not found:
        found = [scene.cite_line(row, "excluded")]
    if holding in row.excluded and only in (None, holding) and HOLDING_CLAUSE not in ids:
        found.append(_what_holding_is(scene))
    return found


def _what_holding_is(scene: Scene) -> Citation:
    """Only the part on 控股: what that clause says of others holds for its own round."""
    parts = scene.library.clause(HOLDING_CLAUSE).text.split("；")
    return scene.cite_clause(HOLDING_CLAUSE, next(part for part in parts if "%" in part))
