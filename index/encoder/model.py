"""The encoder's files, checked, and the vectors they give.

A text longer than one window is read window by window, up to `WINDOWS`; its vector is the mean over all its pieces. What
lies beyond is cut off. Texts are read one at a time: together they would be no faster on a processor, and a text's
vector would hang on its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.encoder.tokeniser import PieceTokeniser
from index.errors import EncoderDamagedError

Vectors = NDArray[np.float32]

FOLDER: Final = Path(__file__).parent
MODEL: Final = "e5.onnx"
PIECES: Final = "pieces.npz"
RECORDED: Final = "recorded.npz"
"""Some texts with their vectors, to tell whether this machine gives the same."""
SUMS: Final = "SHA256SUMS"
WINDOW: Final = 512
"""Pieces of a window, its begin and its end included."""
WINDOWS: Final = 8
_BETWEEN: Final = "\0"
_ERRORS_ONLY: Final = 3


class SmallEncoder:
    """The session and the tokeniser; safe to use from several threads.

    Args:
        folder: with the files that `tools.encoder` writes.
        threads: that one text may take.

    Raises:
        EncoderDamagedError: a file is missing or is not the one that was shipped.
    """

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        sums = checksums(folder)
        self._session = _session(_checked(folder / MODEL, sums), threads)
        with np.load(_checked(folder / PIECES, sums), allow_pickle=False) as file:
            self._begin, self._end, unknown = file["special"].tolist()
            replaced = dict(zip(_lines(file["replaced"]), _lines(file["by"]), strict=True))
            self._tokeniser = PieceTokeniser(_lines(file["pieces"]), file["scores"].tolist(), replaced, unknown, float(file["lowest"]))
        self.dimension = int(self._session.get_outputs()[0].shape[1])

    def vector(self, text: str) -> Vectors:
        """Of unit length; the text already has its prefix."""
        pieces = self._tokeniser.cut(text)
        inner = WINDOW - 2
        windows = [pieces[start : start + inner] for start in range(0, min(len(pieces), inner * WINDOWS), inner)]
        mean = np.average([self._mean(window) for window in windows], axis=0, weights=[len(window) for window in windows])
        found: Vectors = (mean / np.linalg.norm(mean)).astype(np.float32)
        return found

    def _mean(self, pieces: Sequence[int]) -> Vectors:
        numbers = np.array([[self._begin, *pieces, self._end]], np.int64)
        found: Vectors = self._session.run(None, {"ids": numbers})[0][0]
        return found


@lru_cache(maxsize=1)
def encoder() -> SmallEncoder:
    """The one that is shipped, loaded once."""
    return SmallEncoder()


def fingerprint(folder: Path = FOLDER) -> str:
    """Twelve digits that change with any of the encoder's files.

    Raises:
        EncoderDamagedError: the list of checksums is missing.
    """
    return sha256("".join(sorted(checksums(folder).values())).encode()).hexdigest()[:12]


def checksums(folder: Path) -> dict[str, str]:
    """Checksum by file, as `sha256sum` writes them.

    Raises:
        EncoderDamagedError: there is no such list.
    """
    try:
        lines = (folder / SUMS).read_text(encoding="ascii").splitlines()
    except (OSError, ValueError) as error:
        raise EncoderDamagedError(SUMS) from error
    return {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}


def _checked(path: Path, sums: dict[str, str]) -> Path:
    """The file, if it is the one that was shipped."""
    try:
        with path.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EncoderDamagedError(path.name) from error
    if found != sums.get(path.name):
        raise EncoderDamagedError(path.name)
    return path


def _session(model: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = _ERRORS_ONLY
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # what can be fused is
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _lines(stored: NDArray[np.uint8]) -> list[str]:
    return stored.tobytes().decode().split(_BETWEEN)
