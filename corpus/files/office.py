"""Office formats that are not read here (DOC, WPS, RTF, ODT; XLS, ET, ODS) -> those that are, by LibreOffice where it is installed.

It runs as a process of its own with bounds on time and memory, with a profile folder of its own that allows no macro, no
link and no active content; the folder goes with the conversion.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_PROGRAMS: Final = ("soffice", "libreoffice")
_MEMORY: Final = 2 << 30
"""Bytes of address space of the conversion."""
_FILTERS: Final = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML", "txt": "Text (encoded):UTF8"}
_BOUND: Final = 'ulimit -v "$1"; ulimit -t "$2"; shift 2; exec "$@"'
_SETTINGS: Final = (
    ("DisableMacrosExecution", "true"),
    ("MacroSecurityLevel", "3"),
    ("BlockUntrustedRefererLinks", "true"),
    ("DisableActiveContent", "true"),
)
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


class OfficeTrouble(StrEnum):
    """Why a file was not converted."""

    MISSING = "missing"
    LOCKED = "locked"
    SLOW = "slow"
    FAILED = "failed"


class OfficeError(Exception):
    """A file that was not converted; whoever asked for it puts it into words."""

    def __init__(self, trouble: OfficeTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def office_program() -> str | None:
    """Where LibreOffice is installed; None where it is not."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def converted(content: bytes, suffix: str, to: str, seconds: float) -> bytes:
    """The file in another format.

    Args:
        suffix: what the file is, such as `.doc`, whatever it is called.
        to: `docx`, `xlsx` or `txt` (UTF-8).
        seconds: how long it may take.

    Raises:
        OfficeError: LibreOffice is not installed, does not finish in time, or can't read the file.
    """
    program = office_program()
    if program is None:
        raise OfficeError(OfficeTrouble.MISSING)
    if _ENCRYPTED in content:
        raise OfficeError(OfficeTrouble.LOCKED)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source, out, profile = (Path(folder) / name for name in (f"document{suffix}", "out", "profile"))
        source.write_bytes(content)
        _write_settings(profile)
        where = f"-env:UserInstallation={profile.as_uri()}"
        _run([program, where, "--headless", "--norestore", "--convert-to", f"{to}:{_FILTERS[to]}", "--outdir", str(out), str(source)], seconds)
        found = out / f"document.{to}"
        if not found.is_file():
            raise OfficeError(OfficeTrouble.FAILED)
        return found.read_bytes()


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    spaces = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    (user / "registrymodifications.xcu").write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {spaces}>{items}</oor:items>\n', encoding="utf-8")


def _run(command: list[str], seconds: float) -> None:
    """Run the conversion in a process group of its own, and end all of it when the time is up or nobody waits any more."""
    if sys.platform != "win32":
        command = ["/bin/sh", "-c", _BOUND, "sh", str(_MEMORY // 1024), str(int(seconds) + 1), *command]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise OfficeError(OfficeTrouble.SLOW) from error
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
