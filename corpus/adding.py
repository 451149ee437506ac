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
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import yaml

from corpus.clauses import Clause, ClauseKind, parse_clauses
from corpus.errors import DocumentImportError
from corpus.files.importing import read_document
from corpus.library import Library
from corpus.messages import text_for
from corpus.provenance import DocumentMeta, Source, load_provenance, parse_meta
from corpus.rounds import ROUNDS_ID
from corpus.soundness import Issue, IssueKind, issues
from corpus.terms import Provenance
from corpus.title_block import id_from, issuer_in, read_title_block, set_apart

_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_RESERVED: Final = {ROUNDS_ID, "local"}
_SHOWN: Final = 40


@dataclass(frozen=True)
class NewDocument:
    """A document read and ready to be looked at.

    Attributes:
        text: as it will be written, title block included.
        issues: what is not sound, known gaps included.
        remarks: what the reader of the file has to say, for a person.
        dropped: words of the file that are not in the text, on purpose.
    """

    id: str
    meta: DocumentMeta
    text: str
    root: Clause
    issues: tuple[Issue, ...]
    remarks: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        return all(issue.known for issue in self.issues)


def prepare(
    file: Path,
    *,
    number: str,
    in_force: tuple[date, date | None],
    id: str | None = None,
    title: str | None = None,
    issuer: str | None = None,
    issued: date | None = None,
    default: Provenance = Provenance.UNCHECKED,
    missing: str | None = None,
    library: Library | None = None,
    replaces: str | None = None,
    address: str | None = None,
    read_on: date | None = None,
    compared: bool = False,
) -> NewDocument:
    """Read `file` as the document described; nothing is written.

    Args:
        number: the document's number, such as 工信厅企业函〔2022〕133号.
        in_force: first and last day, both inclusive; None for an end that is not known.
        id, title, issuer, issued: by default what number, title block and title say.
        default: how sure the wording is; unchecked until someone has compared it.
        missing: what is known to be missing, such as 第三至五条不在现有文本中.
        library: the corpus it is to join; its ids and numbers are taken.
        replaces: id of the document whose newer text this is.
        address: where the file came from, where it does not say so itself.
        read_on: the day to note as that of the reading; the day of issue where None.
        compared: whether a person has compared what two readings of the file read differently.

    Raises:
        DocumentImportError: the file can't be read, a description is missing or doesn't fit (`field`).
    """
    number = _said("number", number)
    start, end = in_force
    if end is not None and end < start:
        raise _error("add_period", "in_force")
    if replaces is not None and library is not None:
        library.document(replaces)
    imported = read_document(file)
    head = read_title_block(imported.text, number)
    title = _said("title", title if title is not None else head.title)
    id = _free_id(id or _own_id(number, title, file, replaces), number, library, replaces)
    issued = issued or head.issued or start
    source = Source(file=file.name, sha256=sha256(file.read_bytes()).hexdigest(), read=read_on or issued, address=address or imported.address)
    entry = {
        "title": title,
        "number": number,
        "issuer": _said("issuer", issuer if issuer is not None else issuer_in(title) or head.issuer),
        "issued": issued.isoformat(),
        "in_force": [day.isoformat() if day else None for day in in_force],
        "default": default.value,
        **({"missing": missing.strip()} if missing else {}),
        **({"replaces": replaces} if replaces else {}),
        "source": source.model_dump(mode="json", exclude_none=True),
    }
    meta = parse_meta(id, entry, "provenance.yaml")
    text = set_apart(imported.text, title, number, text_for("add_issued", day=issued.isoformat()))
    root = parse_clauses(text, id)
    differing = [Issue(IssueKind.DIFFERS, root.id, words, known=compared) for words in imported.differences]
    return NewDocument(id, meta, text, root, (*issues(root, meta.missing), *differing), imported.remarks, imported.dropped)


def add(document: NewDocument, folder: Path) -> Path:
    """Write the document into a corpus folder (`texts/`, `provenance.yaml`); returns the text's path.

    Raises:
        DocumentImportError: it is not sound, is there already, or the folder can't be written.
    """
    unsound = [issue for issue in document.issues if not issue.known]
    if unsound:
        differs = any(issue.kind is IssueKind.DIFFERS for issue in unsound)
        raise _error("add_differs" if differs else "add_unsound", "file", count=len(unsound))
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


def parse_period(text: str, field: str) -> tuple[date, date | None]:
    """A first day, or a first and a last one: 2022-08-01, 2022-08-01/2025-07-31.

    Raises:
        DocumentImportError: anything else; `field` as given.
    """
    first, _, last = text.strip().partition("/")
    try:
        return date.fromisoformat(first), date.fromisoformat(last) if last else None
    except ValueError as error:
        raise _error("add_date", field, text=text) from error


def parse_state(text: str | None) -> Provenance:
    """How sure a wording is; unchecked where nothing is said.

    Raises:
        DocumentImportError: no such state.
    """
    try:
        return Provenance(text) if text else Provenance.UNCHECKED
    except ValueError as error:
        raise _error("add_state", "provenance", text=text) from error


def outline(root: Clause) -> Iterator[str]:
    """The clause tree, a line a clause: label, id and how its text begins."""
    for clause in root.walk():
        if clause.kind is ClauseKind.DOCUMENT:
            continue
        depth = clause.id.count("/") - 1
        words = clause.own_text.split("\n", 1)[0]
        begins = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        yield f"{'  ' * depth}{clause.label or clause.title}  [{clause.id}]  {begins}"


def _said(field: str, value: str | None) -> str:
    if not value or not value.strip():
        raise _error(f"lacking_{field}", field)
    return value.strip()


def _own_id(number: str, title: str, file: Path, replaces: str | None) -> str:
    """The id that number and title give; of another text of the same number, the next free one."""
    found = id_from(number, title) or file.stem
    if replaces is None or not re.fullmatch(rf"{re.escape(found)}(-v\d+)?", replaces):
        return found
    version = int(replaces.rpartition("-v")[2]) + 1 if replaces != found else 2
    return f"{found}-v{version}"


def _free_id(id: str | None, number: str, library: Library | None, replaces: str | None) -> str:
    if id is None or not _ID.fullmatch(id) or len(id) > 60:
        raise _error("add_id", "id")
    for document in library.documents() if library else ():
        if document.meta.number == number and (replaces is None or document.meta.number != library.document(replaces).meta.number):  # type: ignore[union-attr]
            raise _error("add_number_taken", "number", number=number, id=document.id)
        if document.id == id:
            raise _error("add_id_taken", "id", id=id)
    if id in _RESERVED:
        raise _error("add_id_taken", "id", id=id)
    return id


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
    return DocumentImportError(text_for(key, **values), field)
