"""The line of an industry in 划型标准."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.answering.draft import Draft
from assistant.answering.finding import Finder
from assistant.answering.scene import Scene
from assistant.answering.texts import replies
from assistant.models import Kind, Status
from assistant.rules.profile import Profile
from corpus.basis import CLASSIFICATION
from corpus.citation import Citation
from corpus.yamlfile import load_yaml


def suppose_industry(scene: Scene) -> Scene:
    """The scene with the industry that a question about size names (“软件企业，120人，算中小企业吗”), for this answer only."""
    industry = None if scene.profile.industry else _industry_named(scene.reading.text)
    if industry is None:
        return scene
    return replace(scene, profile=scene.profile.merge(Profile.parse({"industry": industry})))


def quote_line(draft: Draft, scene: Scene) -> None:
    """The line of the industry, beside a verdict on size."""
    if scene.profile.industry:
        draft.quote(_line(scene, scene.profile.industry))


def _line(scene: Scene, industry: str) -> Citation:
    clause = next(c for c in scene.library.clause(f"{CLASSIFICATION}/4").children if c.title == industry)
    return scene.cite_clause(clause.id)


def write_sme_size(draft: Draft, scene: Scene, finder: Finder) -> bool:
    """The line of the industry; without one, the clause that fits the question best, and what to tell."""
    draft.kind, draft.status = Kind.ELIGIBILITY, Status.ANSWERED
    industry = scene.profile.industry or _industry_named(scene.reading.text)
    if industry:
        cited = [_line(scene, industry)]
    else:
        nearest = finder.clause_ids(scene.reading.text, scene.as_of, (CLASSIFICATION,))[:1]
        cited = [scene.cite_clause(clause_id) for clause_id in nearest]
    for citation in cited:
        key = "sme_line" if industry else "sme_general"
        draft.say(replies()(key, industry=industry, mark=draft.mark(citation)))
        draft.quote(citation)
    if not industry:
        draft.say(replies()("sme_ask_industry"))
    return bool(cited)


def _industry_named(text: str) -> str | None:
    names = load_yaml(Path(__file__).with_name("industries.yaml"))
    found = [(text.find(word), industry) for industry, words in names.items() for word in words if word in text]
    return min(found)[1] if found else None
