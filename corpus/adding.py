"""Adding an official document to a corpus folder: read, shown as a clause tree, written only when sound.

The entry in the folder's `provenance.yaml` is what makes the text part of the corpus, and it is written last:
an addition cut off at any moment leaves the corpus as it was.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from corpus.clauses import Clause, ClauseKind, opening_of, parse_clauses
from corpus.errors import DocumentImportError
from corpus.importing import read_document
from corpus.library import Library
from corpus.messages import Messages
from corpus.provenance import DocumentMeta, load_provenance, parse_meta
from corpus.rounds import ROUNDS_ID
from corpus.soundness import Issue, issues
from corpus.terms import Provenance

_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_RESERVED: Final = {ROUNDS_ID, "local"}
_DATED: Final = re.compile(r"(发布|印发|公布|施行|成文)日期|\d{4}年\d{1,2}月\d{1,2}日$")
_SHOWN: Final = 40


@dataclass(frozen=True)
class NewDocument:
    """A document read and ready to be looked at.

    Attributes:
        text: as it will be written, title block included.
        issues: what is not sound, known gaps included.
        remarks: what the reader of the file has to say, for a person.
    """

    id: str
    meta: DocumentMeta
    text: str
    root: Clause
    issues: tuple[Issue, ...]
    remarks: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        return all(issue.known for issue in self.issues)


def prepare(
    file: Path,
    *,
    id: str,
    title: str,
    number: str,
    issuer: str,
    issued: date,
    in_force: tuple[date, date | None],
    default: Provenance = Provenance.UNCHECKED,
    missing: str | None = None,
    library: Library | None = None,
) -> NewDocument:
    """Read `file` as the document described; nothing is written.

    Args:
        in_force: first and last day, both inclusive; None for an end that is not known.
        default: how sure the wording is; unchecked until someone has compared it.
        missing: what is known to be missing, such as 第三至五条不在现有文本中.
        library: the corpus it is to join; its ids and numbers are taken.

    Raises:
        DocumentImportError: the file can't be read, or a description doesn't fit; `field` names it.
    """
    if not _ID.fullmatch(id) or len(id) > 60:
        raise _error("add_id", "id")
    if id in _RESERVED or (library and any(document.id == id for document in library.documents())):
        raise _error("add_id_taken", "id", id=id)
    entry = {
        "title": title.strip(),
        "number": number.strip(),
        "issuer": issuer.strip(),
        "issued": issued.isoformat(),
        "in_force": [day.isoformat() if day else None for day in in_force],
        "default": default.value,
        **({"missing": missing.strip()} if missing else {}),
    }
    for key in ("title", "number", "issuer"):
        if not entry[key]:
            raise _error("add_field", key, name=key, reason=_text("add_empty"))
    start, end = in_force
    if end is not None and end < start:
        raise _error("add_field", "in_force", name="in_force", reason=_text("add_period"))
    meta = parse_meta(id, entry, "provenance.yaml")
    if library:
        for document in library.documents():
            if document.meta.number == meta.number:
                raise _error("add_number_taken", "number", number=meta.number, id=document.id)
    imported = read_document(file)
    text = _with_title_block(imported.text, meta)
    root = parse_clauses(text, id)
    return NewDocument(id, meta, text, root, issues(root, meta.missing), imported.remarks)


def add(document: NewDocument, folder: Path) -> Path:
    """Write the document into a corpus folder (`texts/`, `provenance.yaml`); returns the text's path.

    Raises:
        DocumentImportError: it is not sound, is there already, or the folder can't be written.
    """
    unsound = [issue for issue in document.issues if not issue.known]
    if unsound:
        raise _error("add_unsound", "file", count=len(unsound))
    provenance, path = folder / "provenance.yaml", folder / "texts" / f"{document.id}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            before = provenance.read_text(encoding="utf-8") if provenance.exists() else ""
            if before and document.id in load_provenance(provenance):
                raise _error("add_id_taken", "id", id=document.id)
            _write(path, document.text)
            _write(provenance, before.rstrip("\n") + "\n" * bool(before.strip()) + _entry(document))
    except OSError as error:
        raise _error("add_write", "corpus_dir", folder=folder) from error
    return path


def outline(root: Clause) -> Iterator[str]:
    """The clause tree, a line a clause: label, id and how its text begins."""
    for clause in root.walk():
        if clause.kind is ClauseKind.DOCUMENT:
            continue
        depth = clause.id.count("/") - 1
        words = clause.own_text.split("\n", 1)[0]
        begins = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        yield f"{'  ' * depth}{clause.label or clause.title}  [{clause.id}]  {begins}"


def _with_title_block(text: str, meta: DocumentMeta) -> str:
    """The text, opening with its title block (title, number, dates) and an empty line.

    What the file gives of the block is kept as it stands; without a title, the block is put before.
    """
    lines = text.split("\n")
    opened = next((i for i, line in enumerate(lines) if opening_of(line) is not None), len(lines))
    title, number = (re.sub(r"\s", "", words) for words in (meta.title, meta.number))
    of_block = [
        i for i, line in enumerate(lines[:opened]) if _belongs(re.sub(r"\s", "", line), title, number)
    ]
    block = [line for line in lines[: of_block[-1] + 1] if line] if of_block else []
    if title not in re.sub(r"\s", "", "".join(block)):
        block = [meta.title, meta.number, _text("add_issued", day=meta.issued.isoformat())]
        of_block = [-1]
    return "\n".join(block) + "\n\n" + "\n".join(lines[of_block[-1] + 1 :]).lstrip("\n")


def _belongs(line: str, title: str, number: str) -> bool:
    return len(line) > 1 and (line in title or title in line or line == number or bool(_DATED.match(line)))


def _entry(document: NewDocument) -> str:
    fields = document.meta.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.safe_dump({document.id: fields}, allow_unicode=True, sort_keys=False, width=10_000)


def _write(path: Path, text: str) -> None:
    """Replace the file at once: a reader sees the old one or the new one."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _locked(folder: Path) -> Any:
    from filelock import FileLock

    return FileLock(folder / ".adding.lock", timeout=30)


def _error(key: str, field: str, **values: Any) -> DocumentImportError:
    return DocumentImportError(_text(key, **values), field)


def _text(key: str, **values: Any) -> str:
    return Messages.of(Path(__file__).with_name("messages.yaml"))(key, **values)
