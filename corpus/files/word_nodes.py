"""Single nodes of a Word document's XML: their names, their words, whether they are switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.files.word_numbers import W

if TYPE_CHECKING:
    from lxml.etree import _Element


def tag_of(node: _Element) -> str:
    """A node's name without its space."""
    return str(node.tag).rpartition("}")[2]


def words_in(node: _Element) -> str:
    """All text beneath a node, deleted text too."""
    return "".join(each.text or "" for each in node.iter(f"{W}t", f"{W}delText"))


def by_id(part: _Element | None) -> dict[str, _Element]:
    """The notes of a part by their number."""
    return {note.get(f"{W}id") or "": note for note in part} if part is not None else {}


def chosen(node: _Element) -> _Element:
    """What a program of today shows of an alternative."""
    choice = node.find("{*}Choice")
    return choice if choice is not None else next(iter(node.iterchildren("{*}Fallback")), node)


def box_sign(box: _Element | None) -> str:
    """A box to tick of an old form, as it stands."""
    if box is None:
        return ""
    ticked = box.find(f"{W}checked")
    ticked = ticked if ticked is not None else box.find(f"{W}default")
    return "☑" if is_on(ticked) else "□"


def is_on(sign: _Element | None) -> bool:
    """Whether a sign of a run or box is there and not switched off."""
    return sign is not None and sign.get(f"{W}val") not in ("0", "false", "off")


def is_within(node: _Element, top: _Element, tag: str) -> bool:
    """Whether a node lies in one of that name below `top`."""
    for each in node.iterancestors():
        if each is top:
            return False
        if tag_of(each) == tag:
            return True
    return False


def is_mark_deleted(paragraph: _Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one goes on with it."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
