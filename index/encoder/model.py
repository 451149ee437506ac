"""The encoder's files, checked, and the vectors they give.

A text longer than one window is read window by window, up to `WINDOWS`; its vector is the mean over all its pieces. What
lies beyond is cut off. Texts are read one at a time: together they would be no faster on a processor, and a text's
vector would hang on its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
QUERY: Final = "query: "
"""What E5 was trained to find before a question."""
WINDOW: Final = 512
"""Pieces of a window, its begin and its end included."""
WINDOWS: Final = 8
INNER: Final = "l8.oln.out"
"""The layer whose vectors of single pieces are given: further up they say more of the whole text than of the word."""
EMBEDDED: Final = "embedded"
"""What the first layer takes: a vector for each piece at its place."""
_KEPT: Final = 8
"""Windows whose vectors are kept, so that what has just been embedded is not read a second time."""
_SHORT: Final = 48
"""Pieces of a window that is short: a question; many people ask the same."""
_SHORT_KEPT: Final = 512
"""Short windows whose vectors are kept; they come to 75 MB at most, mostly a third of it."""
_BETWEEN: Final = "\0"
_ERRORS_ONLY: Final = 3


@dataclass(frozen=True, eq=False)
class Pieces:
    """The pieces of a text, in order.

    Attributes:
        vectors: pieces × directions.
        places: of each, start and end in the text.
    """

    vectors: Vectors
    places: tuple[tuple[int, int], ...]


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
        self._session = session(checked(folder / MODEL, sums), threads, (INNER, EMBEDDED))
        with np.load(checked(folder / PIECES, sums), allow_pickle=False) as file:
            self._begin, self._end, unknown = file["special"].tolist()
            replaced = dict(zip(_lines(file["replaced"]), _lines(file["by"]), strict=True))
            self._tokeniser = PieceTokeniser(_lines(file["pieces"]), file["scores"].tolist(), replaced, unknown, float(file["lowest"]))
        self.dimension = int(self._session.get_outputs()[0].shape[1])
        self._long_window = lru_cache(maxsize=_KEPT)(self._read)
        self._short_window = lru_cache(maxsize=_SHORT_KEPT)(self._read)

    def vector(self, text: str) -> Vectors:
        """Of unit length; the text already has its prefix."""
        pieces = self._tokeniser.cut(text)
        inner = WINDOW - 2
        windows = [pieces[start : start + inner] for start in range(0, min(len(pieces), inner * WINDOWS), inner)]
        mean = np.average([self._mean(window) for window in windows], axis=0, weights=[len(window) for window in windows])
        found: Vectors = (mean / np.linalg.norm(mean)).astype(np.float32)
        return found

    def pieces(self, text: str) -> Pieces:
        """The vector of every piece of a text that already has its prefix, as `INNER` has them; what lies beyond is cut off."""
        cut = self._tokeniser.cut_at(text)[: (WINDOW - 2) * WINDOWS]
        numbers = [number for number, _, _ in cut]
        inner = WINDOW - 2
        found = [self._window(tuple(numbers[start : start + inner]))[1] for start in range(0, len(numbers), inner)]
        return Pieces(np.concatenate(found), tuple((start, end) for _, start, end in cut))

    def query_pieces(self, text: str) -> Pieces:
        """The pieces of a question without the prefix before it, places those of the question."""
        whole = self.pieces(QUERY + text)
        own = [number for number, (_, end) in enumerate(whole.places) if end > len(QUERY)]
        places = tuple((max(0, whole.places[number][0] - len(QUERY)), whole.places[number][1] - len(QUERY)) for number in own)
        return Pieces(whole.vectors[own], places)

    def embedded(self, text: str) -> Vectors:
        """The first window of a text that already has its prefix as the first layer takes it: pieces × directions."""
        return self._window(tuple(self._tokeniser.cut(text)[: WINDOW - 2]))[2]

    def _mean(self, pieces: Sequence[int]) -> Vectors:
        return self._window(tuple(pieces))[0]

    def _window(self, pieces: tuple[int, ...]) -> tuple[Vectors, Vectors, Vectors]:
        return self._short_window(pieces) if len(pieces) <= _SHORT else self._long_window(pieces)

    def _read(self, pieces: tuple[int, ...]) -> tuple[Vectors, Vectors, Vectors]:
        """The mean of a window, the vectors of its pieces in the inner layer, and those that the first layer takes."""
        numbers = np.array([[self._begin, *pieces, self._end]], np.int64)
        mean, inner, embedded = self._session.run(None, {"ids": numbers})
        return mean[0], inner[0][1:-1], embedded[0]


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


def checked(path: Path, sums: dict[str, str]) -> Path:
    """The file, if it is the one that was shipped."""
    try:
        with path.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EncoderDamagedError(path.name) from error
    if found != sums.get(path.name):
        raise EncoderDamagedError(path.name)
    return path


def session(model: Path, threads: int, further: Sequence[str] = ()) -> Any:
    """What computes a model of ours.

    Args:
        further: values within it that are given, too.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = _ERRORS_ONLY
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # what can be fused is
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(b"".join([model.read_bytes(), *map(_output, further)]), options, providers=["CPUExecutionProvider"])


def _output(name: str) -> bytes:
    """What makes a serialised model give one more of its values: what is appended to a protocol buffer is merged into it."""
    tensor = _field(1, b"\x08\x01")  # elem_type: FLOAT
    value = _field(1, name.encode()) + _field(2, tensor)
    return _field(7, _field(12, value))  # graph, output


def _field(number: int, content: bytes) -> bytes:
    """A field of a protocol buffer with a short content."""
    return bytes([number << 3 | 2, len(content)]) + content


def _lines(stored: NDArray[np.uint8]) -> list[str]:
    return stored.tobytes().decode().split(_BETWEEN)
