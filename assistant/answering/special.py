"""Topics with their own logic: who is not recommended, and 划型."""

from __future__ import annotations

from pathlib import Path

from assistant.answering.draft import Draft
from assistant.answering.finding import Finder
from assistant.answering.scene import Scene, tier_name
from assistant.answering.texts import replies
from assistant.models import Kind, Status
from corpus.basis import CLASSIFICATION
from corpus.citation import HOLDING_CLAUSE, Citation
from corpus.rounds import Exclusion, Round
from corpus.terms import Tier
from corpus.yamlfile import load_yaml

_NOT_RECOMMENDED = ("不予推荐", "不再推荐")


def write_exclusions(draft: Draft, scene: Scene) -> bool:
    """Who a round does not recommend as a new application, by its notice or its row."""
    row = scene.round or scene.library.newest_round(scene.as_of)
    if row is None:
        return False
    texts = replies()
    draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
    sources = _exclusion_sources(scene, row)
    draft.say(texts("exclusions_list", batch=row.name) + draft.mark(*sources))
    for exclusion in row.excluded:
        draft.say(f"- {texts(f'exclusion_{exclusion}')}{draft.mark(*sources)}")
    for exclusion in Exclusion:
        if exclusion not in row.excluded:
            what = texts(f"exclusion_what_{exclusion}")
            draft.say(texts("exclusion_not_named", batch=row.name, what=what))
    draft.quote(*sources)
    if scene.basis.tier is not Tier.LITTLE_GIANT:
        draft.say(texts("exclusions_other_tier", tier=tier_name(scene.basis.tier)))
    return True


def _exclusion_sources(scene: Scene, row: Round) -> list[Citation]:
    """The notice's clause where it is at hand, else the row's own note; and what 控股 means."""
    cite = scene.library.cite
    ids = [i for i in row.clauses if any(words in scene.library.clause(i).text for words in _NOT_RECOMMENDED)]
    found = [cite(clause_id, basis=scene.basis, as_of=scene.as_of) for clause_id in ids]
    if not found:
        notes = [note for note in row.notes if any(words in note for words in _NOT_RECOMMENDED)]
        found = [cite(row.id, row.note_line(note), basis=scene.basis, as_of=scene.as_of) for note in notes]
    if not found:
        found = [scene.cite_line(row, "excluded")]
    if Exclusion.LITTLE_GIANT_HOLDING in row.excluded and HOLDING_CLAUSE not in ids:
        found.append(cite(HOLDING_CLAUSE, basis=scene.basis, as_of=scene.as_of))
    return found


def write_sme_size(draft: Draft, scene: Scene, finder: Finder) -> bool:
    """The line of an industry in 划型标准; without an industry, the clause that fits the question best."""
    draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
    industry = scene.profile.industry or _industry_named(scene.reading.text)
    if industry:
        clause = next(c for c in scene.library.clause(f"{CLASSIFICATION}/4").children if c.title == industry)
        clause_ids = [clause.id]
    else:
        clause_ids = finder.clause_ids(scene.reading.text, scene.as_of, (CLASSIFICATION,))[:1]
    for clause_id in clause_ids:
        citation = scene.library.cite(clause_id, basis=scene.basis, as_of=scene.as_of)
        draft.say(replies()("sme_line", mark=draft.mark(citation)))
        draft.quote(citation)
    if not industry:
        draft.say(replies()("sme_ask_industry"))
    return bool(clause_ids)


def _industry_named(text: str) -> str | None:
    names = load_yaml(Path(__file__).with_name("industries.yaml"))
    found = [(text.find(word), industry) for industry, words in names.items() for word in words if word in text]
    return min(found)[1] if found else None
