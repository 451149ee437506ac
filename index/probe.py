"""Opens one generation in a process of its own: `python -m index.probe FOLDER`.

Exit code 0: everything opens and Chroma holds the clauses. 1: the name of what is wrong is on stdout. A crash
inside Chroma ends this process and not the one that serves.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from index import store
from index.errors import IndexDamagedError, StoreError
from index.files import load_generation
from index.manifest import CHROMA, MANIFEST, parse_manifest


def main(folder: Path) -> int:
    """Try everything a server would, and compare Chroma with the clauses, on a copy: opening it writes."""
    try:
        generation = load_generation(folder, parse_manifest((folder / MANIFEST).read_bytes()))
    except IndexDamagedError as damage:
        print(damage.message)
        return 1
    generation.lexical.scores("小巨人")
    if generation.vectors is None:
        return 0
    with tempfile.TemporaryDirectory(prefix="zjtx-probe-") as scratch:
        place = generation.place
        if place.url is None:
            shutil.copytree(folder / CHROMA, Path(scratch) / CHROMA)
            place = replace(place, folder=Path(scratch) / CHROMA)
        try:
            wrong = store.differences(place, generation.units, generation.vectors)
        except StoreError as error:
            print(error.message)
            return 1
    if wrong:
        print(f"{CHROMA}: {'、'.join(wrong[:5])}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
