"""Looking over a site's whole folder: its rules, its deadlines and papers against the texts they cite, its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from assistant.duties import deadlines, materials
from assistant.duties.schema import DeadlineFile, MaterialFile, Who, load_file
from assistant.duties.sources import Citer
from assistant.rules.lint import SITE_FILES, LintReport, lint
from assistant.sites.folders import FILE, Site
from corpus.errors import ZjtxError
from corpus.library import Library, load_library
from corpus.terms import Tier, Track

STANDARDS = "standards"


def is_site(folder: Path) -> bool:
    """Whether the folder is a site's, and not one of rules alone."""
    return any((folder / name).exists() for name in (*SITE_FILES, STANDARDS))


def lint_site(folder: Path, library: Library, as_of: date) -> LintReport:
    """Look over every file of a site; a file that can't be used is told with its first fault.

    Args:
        as_of: what is published later is not looked at.
    """
    site = Site(folder.name, folder, folder / FILE if (folder / FILE).is_file() else None)
    try:
        library = load_library(site=site.corpus) if site.corpus else library
    except ZjtxError as error:  # there is no text to hold the others against
        return LintReport(1, (error,))
    rules = lint(folder / STANDARDS, library) if (folder / STANDARDS).is_dir() else LintReport(0, ())
    looks: dict[str, Callable[[], Iterator[object]]] = {
        FILE: lambda: iter([site.words]),
        deadlines.FILE: lambda: _all_deadlines(library, as_of, folder),
        materials.FILE: lambda: _all_materials(library, as_of, folder),
    }
    present = [name for name in looks if (folder / name).is_file()]
    problems = [problem for name in present for problem in _fault_of(looks[name])]
    return LintReport(rules.files + len(present), (*rules.problems, *problems))


def _fault_of(look: Callable[[], Iterator[object]]) -> list[ZjtxError]:
    try:
        for _ in look():
            pass
    except ZjtxError as error:
        return [error]
    return []


def _all_deadlines(library: Library, as_of: date, folder: Path) -> Iterator[object]:
    for row in library.rounds(as_of):
        for track in Track:
            yield deadlines.deadlines(library, as_of=as_of, round=row.batch, track=track, site=folder)
    for duty in load_file(folder / deadlines.FILE, DeadlineFile).dated:
        citer, place = _citer(library, as_of, folder, deadlines.FILE), f"dated.{duty.id}"
        for day in (duty.from_, duty.to):
            if day is not None:
                citer.holds_day(day, [citer.cite(duty.source, place)], place)


def _all_materials(library: Library, as_of: date, folder: Path) -> Iterator[object]:
    for row in library.rounds(as_of):
        for tier in Tier:
            for role in Who:
                for track in Track:
                    yield materials.materials(
                        library, as_of=as_of, track=track, role=role, tier=tier, round=row.batch, site=folder
                    )
    for entry in load_file(folder / materials.FILE, MaterialFile).lists:
        for paper in entry.items:
            if isinstance(paper.by, date):
                citer, place = _citer(library, as_of, folder, materials.FILE), f"lists.{paper.id}"
                cited = [citer.cite(source, place) for source in entry.sources_of(paper)]
                citer.holds_day(paper.by, cited, place)


def _citer(library: Library, as_of: date, folder: Path, file: str) -> Citer:
    basis = library.basis(Tier.LITTLE_GIANT, Track.NEW, as_of)
    return Citer(library, basis, as_of, f"{folder.name}/{file}", folder.name)
