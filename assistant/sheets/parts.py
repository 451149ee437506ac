"""What a workbook's XML says beside its cells: merged cells, hidden rows and columns.

>>> from io import BytesIO
>>> xml = b'<w><row r="2" hidden="1"/><mergeCell ref="A1:C1"/></w>'
>>> look(BytesIO(xml))
Beside(merges=(Merge(top=1, left=0, bottom=1, right=2),), hidden_rows=frozenset({2}), hidden_columns=frozenset())
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, Final

from assistant.sheets.values import Merge

_MOST_MERGES: Final = 20_000
_WIDEST: Final = 16_384


@dataclass(frozen=True)
class Beside:
    """What one sheet says beside its cells."""

    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


def look(xml: IO[bytes]) -> Beside:
    """Read a sheet's part as it streams by; of merges beyond any real sheet's the rest is left out."""
    from lxml import etree
    from openpyxl.utils.cell import range_boundaries

    merges: list[Merge] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for _, node in etree.iterparse(xml, events=("end",), resolve_entities=False, no_network=True, huge_tree=False):
        tag = etree.QName(node).localname
        if tag == "row" and _is_true(node.get("hidden")):
            rows.add(int(node.get("r") or 0))
        elif tag == "col" and _is_true(node.get("hidden")):
            columns |= set(range(int(node.get("min") or 1) - 1, min(int(node.get("max") or 0), _WIDEST)))
        elif tag == "mergeCell" and len(merges) < _MOST_MERGES:
            left, top, right, bottom = range_boundaries(str(node.get("ref")))
            merges.append(Merge(top or 1, (left or 1) - 1, bottom or 1, (right or 1) - 1))
        if tag in ("row", "c", "mergeCell"):
            node.clear()
            while tag == "row" and node.getprevious() is not None:
                del node.getparent()[0]
    return Beside(tuple(merges), frozenset(rows), frozenset(columns))


def _is_true(value: str | None) -> bool:
    return value in ("1", "true")
