"""Older and other office formats (DOC, WPS, RTF, ODT) -> DOCX, by LibreOffice where it is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from corpus.files.limits import Limits
from corpus.files.read import refusal

_PROGRAMS: Final = ("soffice", "libreoffice")


def office_program() -> str | None:
    """Where LibreOffice is installed; None where it is not."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


@contextlib.contextmanager
def as_word(path: Path, suffix: str, limits: Limits) -> Iterator[Path]:
    """The file as DOCX, for as long as the context lasts.

    Args:
        suffix: what the file is, such as `.doc`, whatever it is called.

    Raises:
        DocumentImportError: LibreOffice is not installed, does not finish in time, or can't read the file.
    """
    program = office_program()
    if program is None:
        raise refusal("import_old_office", name=path.name)
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"document{suffix}"
        shutil.copyfile(path, source)
        out = Path(folder) / "out"
        _run([program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to", "docx", "--outdir", str(out), str(source)], path, limits)
        found = out / "document.docx"
        if not found.is_file():
            raise refusal("import_not_converted", name=path.name)
        yield found


def _run(command: list[str], path: Path, limits: Limits) -> None:
    """Run the conversion in a process group of its own, and end all of it when the time is up."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(limits.conversion_seconds)
    except subprocess.TimeoutExpired as error:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise refusal("import_conversion_slow", name=path.name, seconds=int(limits.conversion_seconds)) from error
