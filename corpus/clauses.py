"""Official text -> tree of clauses with stable ids, human labels and exact spans.

A line opens a clause when it starts with one of the headings official texts use; every other line belongs to
the clause before it. So the own spans of all clauses, in order, are the text: nothing lost, nothing twice.

>>> doc = parse_clauses("办法\\n\\n附件3 标准\\n四、创新能力\\n（一）一般性条件。\\n1.研发费用。\\n", "m")
>>> [(c.id, c.label) for c in doc.walk()][-1]
('m/annex-3/4/1/1', '附件3 四（一）1')
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.headings import ClauseKind, Opening, numeral_of, opening_of
from corpus.messages import text_for

_LEVELS = {
    ClauseKind.DOCUMENT: 0,
    ClauseKind.ROUND: 1,
    ClauseKind.CHAPTER: 1,
    ClauseKind.ANNEX: 1,
    ClauseKind.LIST: 1,
    ClauseKind.ARTICLE: 2,
    ClauseKind.HEADING: 2,
    ClauseKind.SECTION: 3,
    ClauseKind.ITEM: 4,
    ClauseKind.POINT: 5,
    ClauseKind.SUBPOINT: 6,
    ClauseKind.OPTION: 7,
    ClauseKind.TITLE: 8,  # nothing ever lies under the title block or the lead
    ClauseKind.LEAD: 8,
}


@dataclass(frozen=True, eq=False)
class Clause:
    """One clause: where it stands, what it is called, what lies under it.

    Attributes:
        id: document and path of headings, such as `measures-2022-63/annex-3/4/1/1`.
        title: the heading's words without its number, empty where the line is all body.
        number: the heading's number as written, as an int; None where it has none.
        start, own_end, end: offsets in code points; own text ends where the first child starts.
    """

    id: str
    document_id: str
    kind: ClauseKind
    label: str
    title: str
    number: int | None
    start: int
    own_end: int
    end: int
    source: str = field(repr=False)
    chain: tuple[str, ...] = ()
    children: tuple[Clause, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """Exactly what the document says here, with all that lies under it."""
        return self.source[self.start : self.end].rstrip()

    @property
    def own_text(self) -> str:
        """The clause's own lines only."""
        return self.source[self.start : self.own_end].rstrip()

    @property
    def is_score_table(self) -> bool:
        """Whether its children are the options A., B., … of a scored indicator."""
        return bool(self.children) and all(child.kind is ClauseKind.OPTION for child in self.children)

    def walk(self) -> Iterator[Clause]:
        """This clause and all beneath it, in the text's order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class _Draft:
    opening: Opening
    id: str
    label: str
    start: int
    chain: tuple[str, ...]
    children: list[_Draft] = field(default_factory=list)
    own_end: int = 0
    end: int = 0

    @property
    def level(self) -> int:
        return _LEVELS[self.opening.kind]


def parse_clauses(text: str, document_id: str) -> Clause:
    """Parse `text` into its tree; the root's id is `document_id`.

    Repeated numbers keep both clauses: the second one's id ends in `~2`, and `numbering_issues` reports it.
    """
    root = _Draft(Opening(ClauseKind.DOCUMENT, None, "", document_id), document_id, "", 0, ())
    stack = [root]
    taken: dict[str, int] = {}
    offset, in_title = 0, True
    lines = text.splitlines(keepends=True)
    listed = _listed_annexes(lines)
    for number, line in enumerate(lines):
        opening = opening_of(line) if number not in listed else None
        if opening is None and len(stack) <= 2:
            opening, in_title = _front_matter(line, stack, in_title)
        if opening is not None:
            in_title = opening.kind is ClauseKind.TITLE
            _open(stack, opening, offset, taken)
        offset += len(line)
    for draft in stack:
        draft.end = offset
    return _freeze(root, text, document_id)


def _listed_annexes(lines: Sequence[str]) -> frozenset[int]:
    """The lines 附件1：申请书 that only name an annex whose own heading comes later in the same text."""
    annexes = [(place, opening) for place, line in enumerate(lines) if (opening := opening_of(line)) and opening.kind is ClauseKind.ANNEX]
    return frozenset(
        place
        for number, (place, opening) in enumerate(annexes)
        if opening.title and any(later.number == opening.number and later.title in ("", opening.title) for _, later in annexes[number + 1 :])
    )


def _front_matter(line: str, stack: list[_Draft], in_title: bool) -> tuple[Opening | None, bool]:
    """The title block runs to the first empty line; what follows it before any heading is the lead."""
    current = stack[-1].opening.kind
    if current is ClauseKind.DOCUMENT:
        return Opening(ClauseKind.TITLE, None, line.strip(), "title"), True
    if current is ClauseKind.TITLE and not in_title and line.strip():
        return Opening(ClauseKind.LEAD, None, "", "lead"), False
    return None, in_title and bool(line.strip())


def _open(stack: list[_Draft], opening: Opening, offset: int, taken: dict[str, int]) -> None:
    level = _LEVELS[opening.kind]
    while stack[-1].level >= level:
        stack.pop().end = offset
    parent = stack[-1]
    base = f"{parent.id}/{opening.slug}"
    taken[base] = taken.get(base, 0) + 1
    identifier = base if taken[base] == 1 else f"{base}~{taken[base]}"
    chain = parent.chain if parent.opening.kind is ClauseKind.DOCUMENT else (*parent.chain, _heading_words(parent))
    draft = _Draft(opening, identifier, _label(parent, opening), offset, chain)
    parent.children.append(draft)
    stack.append(draft)


def _heading_words(draft: _Draft) -> str:
    return " ".join(part for part in (_own_label(draft.opening), draft.opening.title) if part)


def _own_label(opening: Opening) -> str:
    match opening.kind:
        case ClauseKind.TITLE:
            return text_for("label_title")
        case ClauseKind.LEAD:
            return text_for("label_lead")
        case ClauseKind.LIST if opening.title == "附件":
            return text_for("label_list")
    return numeral_of(opening.kind, opening.number) if opening.number is not None else ""


def _label(parent: _Draft, opening: Opening) -> str:
    own = _own_label(opening)
    if opening.kind is ClauseKind.HEADING:
        return f"{parent.label}【{opening.title}】"
    if opening.kind is ClauseKind.LIST:
        return own or opening.title
    if opening.kind is ClauseKind.ARTICLE or not parent.label:
        return own
    joined_tightly = opening.kind in (ClauseKind.ITEM, ClauseKind.SUBPOINT) or (
        opening.kind is ClauseKind.POINT and parent.label.endswith(("）", "】"))
    )
    return f"{parent.label}{own}" if joined_tightly else f"{parent.label} {own}"


def _freeze(draft: _Draft, text: str, document_id: str) -> Clause:
    own_end = draft.children[0].start if draft.children else draft.end
    return Clause(
        id=draft.id,
        document_id=document_id,
        kind=draft.opening.kind,
        label=draft.label,
        title=draft.opening.title,
        number=draft.opening.number,
        start=draft.start,
        own_end=own_end,
        end=draft.end,
        source=text,
        chain=draft.chain,
        children=tuple(_freeze(child, text, document_id) for child in draft.children),
    )


__all__ = ["Clause", "ClauseKind", "parse_clauses"]
