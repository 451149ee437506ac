"""Files as LibreOffice saves them, for the tests that need it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.files.office import office_program


def saved_as(content: bytes, suffix: str, to: str) -> bytes:
    """Open a file in LibreOffice and save it in another format, or in the same one again."""
    program = office_program()
    assert program is not None
    with TemporaryDirectory() as folder:
        source, out = Path(folder) / f"made{suffix}", Path(folder) / "out"
        source.write_bytes(content)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", to, "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (out / f"made.{to}").read_bytes()
