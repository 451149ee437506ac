"""What rests on the clauses of a document: rules, topics, deadlines, papers, answers that people wrote.

Asked when a newer text of it comes in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel

from assistant.duties import deadlines, materials
from assistant.duties.schema import DeadlineFile, MaterialFile, load_file
from assistant.rules.standards import Standards
from assistant.sites import Site
from assistant.topics.all_topics import topics
from corpus.citation import under
from corpus.diff import Change, Diff


class RestingKind(StrEnum):
    RULE = "rule"
    TOPIC = "topic"
    DEADLINE = "deadline"
    PAPER = "paper"
    ANSWER = "answer"


@dataclass(frozen=True)
class Resting:
    """Something that cites a clause.

    Attributes:
        where: the file or topic it stands in; `name` what it is called there.
    """

    kind: RestingKind
    where: str
    name: str
    clause_id: str


def changed_clauses(diff: Diff) -> frozenset[str]:
    """The clauses of the older text that the newer one says otherwise, or not at all."""
    return frozenset(pair.before.clause_id for pair in diff.pairs if pair.before is not None and pair.change is not Change.SAME)


def resting_on(clauses: Collection[str], standards: Standards, site: Site, answers: Iterable[Resting] = ()) -> list[Resting]:
    """Everything that cites one of `clauses`, something beneath one, or one that holds it.

    Args:
        answers: answers that people wrote, each with a clause it cites; whoever keeps them gives them.
    """
    found = [each for each in (*_all(standards, site), *answers) if any(under(each.clause_id, clause) or under(clause, each.clause_id) for clause in clauses)]
    return list(dict.fromkeys(found))


def _all(standards: Standards, site: Site) -> Iterator[Resting]:
    for file in standards.files:
        yield from _cited(file, RestingKind.RULE, file.id, file.id)
    for topic in topics().values():
        yield from _cited(topic, RestingKind.TOPIC, topic.id, topic.name.zh)
    own = site.folder
    for folder in [Path(deadlines.__file__).parent, *([own] if own else [])]:
        if (folder / deadlines.FILE).is_file():
            yield from _cited(load_file(folder / deadlines.FILE, DeadlineFile), RestingKind.DEADLINE, deadlines.FILE, "")
        if (folder / materials.FILE).is_file():
            yield from _cited(load_file(folder / materials.FILE, MaterialFile), RestingKind.PAPER, materials.FILE, "")


def _cited(value: object, kind: RestingKind, where: str, name: str) -> Iterator[Resting]:
    """The clause ids anywhere in a loaded file, each with the name of the nearest thing that has one."""
    if isinstance(value, BaseModel):
        own = getattr(value, "name", None)
        name = own if isinstance(own, str) and own else name
        for field in type(value).model_fields:
            yield from _cited(getattr(value, field), kind, where, name)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _cited(each, kind, where, name)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _cited(each, kind, where, name)
    elif isinstance(value, str) and "/" in value and " " not in value and "\n" not in value:
        yield Resting(kind, where, name, value)
