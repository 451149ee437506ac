"""The line of an industry in 划型标准."""

from __future__ import annotations

from pathlib import Path

from assistant.answering.draft import Draft
from assistant.answering.finding import Finder
from assistant.answering.scene import Scene
from assistant.answering.texts import replies
from assistant.models import Kind, Status
from corpus.basis import CLASSIFICATION
from corpus.yamlfile import load_yaml


def write_sme_size(draft: Draft, scene: Scene, finder: Finder) -> bool:
    """The line of the industry; without one, the clause that fits the question best, and what to tell."""
    draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
    industry = scene.profile.industry or _industry_named(scene.reading.text)
    if industry:
        clause = next(c for c in scene.library.clause(f"{CLASSIFICATION}/4").children if c.title == industry)
        clause_ids = [clause.id]
    else:
        clause_ids = finder.clause_ids(scene.reading.text, scene.as_of, (CLASSIFICATION,))[:1]
    for clause_id in clause_ids:
        citation = scene.library.cite(clause_id, basis=scene.basis, as_of=scene.as_of)
        key = "sme_line" if industry else "sme_general"
        draft.say(replies()(key, industry=industry, mark=draft.mark(citation)))
        draft.quote(citation)
    if not industry:
        draft.say(replies()("sme_ask_industry"))
    return bool(clause_ids)


def _industry_named(text: str) -> str | None:
    names = load_yaml(Path(__file__).with_name("industries.yaml"))
    found = [(text.find(word), industry) for industry, words in names.items() for word in words if word in text]
    return min(found)[1] if found else None
