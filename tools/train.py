"""Train the models that say what a message is about and how it asks (`python -m tools.train`, about
fifteen minutes), and what its numbers are for (`tools.roles`, twenty more).

From the messages in `assistant/topics/messages/`, each with its matter, its form and its words. A fifth of them, drawn
by a seed and a message's own words, is never trained on and gives the figures in `figures.yaml` and the confusions in
`confused.tsv`. The limits under which the assistant asks back are set on that fifth, too, and how far the opinion of
these models and that of the layers trained by `tools.asking` are to be trusted together. Nothing learned is changed by
hand afterwards.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from assistant.evaluation.page.page import CONFUSED
from assistant.reading.learned.features import centred, terms, weighted
from assistant.reading.learned.model import FOLDER, FORMS, MATTERS, model, vocabulary
from assistant.reading.normalise import normalise
from assistant.seeing import seen
from index.embedding import load_embedder
from tools.messages import (
    OF_A_CLAUSE,
    OF_OTHERS,
    OF_OUTSIDE,
    OUTSIDE,
    SEED,
    LabelledMessage,
    held_out,
    read_messages,
    statements,
    surrounded,
)
from tools.roles import __main__ as roles
from tools.tested import Tested

RARELY = 2
"""A term that stands in fewer messages is not learned."""
LOOSENESS = 0.3
"""How much a support vector machine may bend to a single message."""
LARGEST = 9000
"""Terms that are kept, those with the heaviest weights."""


def main(argv: Sequence[str] | None = None) -> int:
    """Train on four fifths for the figures, then on all for what is shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures-only", action="store_true", help="don't write the weights")
    parser.add_argument("--held-only", action="store_true", help="train nothing: print what the weights as shipped give on each author held out")
    options = parser.parse_args(argv)
    if options.held_only:
        print(yaml.safe_dump(of_others(), allow_unicode=True, sort_keys=False))
        return 0
    messages = read_messages()
    train, test = held_out(messages)
    more = surrounded(messages)
    spoken = [*messages, *more.values()]
    texts = [normalise(message.words).text for message in spoken]
    vectors = _vectors(texts)
    beside = {origin: len(messages) + place for place, origin in enumerate(more)}
    answers = statements()
    clauses = Clauses([label for label, _ in answers], [text for _, text in answers], _vectors([text for _, text in answers]))
    trained = _train(spoken, texts, vectors, [*train, *(beside[i] for i in train if i in beside)], clauses)
    rows = trained.rows([texts[i] for i in test], vectors[test])
    models = trained.models
    tested = Tested([messages[i] for i in test], {name: models[name].labels for name in models}, {name: models[name].distances(rows) for name in models})
    figures = {"encoder": load_embedder().name, "seed": SEED, "messages": len(messages), "held_out": len(test), **tested.figures()}
    print(yaml.safe_dump(figures, allow_unicode=True, sort_keys=False))
    CONFUSED.write_text("".join(f"{meant}\t{said}\t{count}\n" for (meant, said), count in sorted(tested.confused().items())), encoding="utf-8")
    if not options.figures_only:
        _train(spoken, texts, vectors, list(range(len(spoken))), clauses).sharpened(tested.alone).write(tested.both, figures)
    return roles.main(["--limits-only"] if options.figures_only else [])


def of_others(folder: Path = OF_OTHERS) -> dict[str, dict[str, Any]]:
    """By author, how often the first matter and form that the shipped weights give are among those labelled."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.tsv")):
        messages = read_messages(folder, path.name)
        texts = [normalise(message.words).text for message in messages]
        features = [vocabulary().features(text, each) for text, each in zip(texts, seen(texts, load_embedder()), strict=True)]
        matters = [model(MATTERS).guesses(each)[0].label in message.matters for each, message in zip(features, messages, strict=True)]
        forms = [model(FORMS).guesses(each)[0].label in message.forms for each, message in zip(features, messages, strict=True)]
        both = [matter and form for matter, form in zip(matters, forms, strict=True)]
        found[path.stem] = {"messages": len(messages)} | {name: round(float(np.mean(right)), 4) for name, right in (("matters", matters), ("forms", forms), ("both", both))}
    return found


@dataclass(frozen=True)
class Clauses:
    """What the topics say: their words and what they are about; a question often uses the words of its answer."""

    labels: list[str]
    texts: list[str]
    vectors: np.ndarray


@dataclass
class Fitted:
    """A machine for each label against all others; their distances become shares by one sharpness.

    Attributes:
        weights: labels × features; `bias`: labels.
    """

    labels: np.ndarray
    weights: np.ndarray
    bias: np.ndarray

    def distances(self, rows: csr_matrix) -> np.ndarray:
        """Messages × labels."""
        return np.asarray(rows @ self.weights.T + self.bias)

    def sharpened(self, factor: float) -> Fitted:
        return replace(self, weights=self.weights * factor, bias=self.bias * factor)


@dataclass
class Trained:
    """A vocabulary and the two fitted models over it."""

    words: list[str]
    rarity: np.ndarray
    mean: np.ndarray
    models: dict[str, Fitted]

    def rows(self, texts: Sequence[str], vectors: np.ndarray) -> csr_matrix:
        """Messages as the models take them."""
        return _matrix(texts, vectors, self.words, self.rarity, self.mean)

    def sharpened(self, factors: dict[str, float]) -> Trained:
        return replace(self, models={name: fitted.sharpened(factors[name]) for name, fitted in self.models.items()})

    def write(self, together: Mapping[str, float], figures: dict[str, Any]) -> None:
        """The weights in half precision and their figures.

        Args:
            together: how far each model's and the trained layers' opinion are to be trusted together.
        """
        coefficients = {name: fitted.weights for name, fitted in self.models.items()}
        heaviest = np.sort(np.argsort(-sum(np.abs(c[:, : len(self.words)]).max(axis=0) for c in coefficients.values()))[:LARGEST])
        stored: dict[str, np.ndarray] = {
            "words": np.frombuffer("\n".join(self.words[i] for i in heaviest).encode(), np.uint8),
            "rarity": self.rarity[heaviest].astype(np.float16),
            "mean": self.mean.astype(np.float32),
        }
        for name, fitted in self.models.items():
            by_term = fitted.weights[:, : len(self.words)][:, heaviest].T
            scale = np.abs(by_term).max(axis=0) / 127
            stored |= {
                f"{name}_labels": np.frombuffer("\n".join(fitted.labels).encode(), np.uint8),
                f"{name}_terms": np.round(by_term / scale).astype(np.int8),
                f"{name}_scale": scale.astype(np.float32),
                f"{name}_vector": fitted.weights[:, len(self.words) :].T.astype(np.float16),
                f"{name}_bias": fitted.bias.astype(np.float32),
                f"{name}_together": np.array(together[name], np.float32),
            }
        np.savez_compressed(FOLDER / "weights.npz", **stored)  # type: ignore[arg-type]
        (FOLDER / "figures.yaml").write_text(yaml.safe_dump(figures, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _train(messages: Sequence[LabelledMessage], texts: Sequence[str], vectors: np.ndarray, chosen: Sequence[int], clauses: Clauses) -> Trained:
    spoken = [(messages[i], texts[i], vectors[i]) for i in chosen]
    told = [*(text for _, text, _ in spoken), *clauses.texts]
    seen = Counter(term for text in told for term in terms(text))
    words = sorted(term for term, count in seen.items() if count >= RARELY)
    rarity = np.array([np.log((1 + len(told)) / (1 + seen[word])) + 1 for word in words], np.float32)
    mean = np.mean([vector for _, _, vector in spoken], axis=0).astype(np.float32)
    rows = _matrix(told, np.concatenate([np.array([vector for _, _, vector in spoken]), clauses.vectors]), words, rarity, mean)
    own = [OF_OUTSIDE if message.matters[0].startswith(OUTSIDE) else 1.0 for message, _, _ in spoken]
    weights = np.array(own + [OF_A_CLAUSE] * len(clauses.texts))
    matters = LinearSVC(C=LOOSENESS).fit(rows, [*(m.matters[0] for m, _, _ in spoken), *clauses.labels], sample_weight=weights)
    forms = LinearSVC(C=LOOSENESS).fit(rows[: len(spoken)], [m.forms[0] for m, _, _ in spoken])
    models = {name: Fitted(fitted.classes_, fitted.coef_, fitted.intercept_) for name, fitted in ((MATTERS, matters), (FORMS, forms))}
    return Trained(words, rarity, mean, models)


def _matrix(texts: Sequence[str], vectors: np.ndarray, words: Sequence[str], rarity: np.ndarray, mean: np.ndarray) -> csr_matrix:
    places = {word: place for place, word in enumerate(words)}
    indices, values, ends = [], [], [0]
    for text in texts:
        row, weights = weighted(terms(text), places, rarity)
        indices.append(row)
        values.append(weights)
        ends.append(ends[-1] + len(row))
    by_term = csr_matrix((np.concatenate(values), np.concatenate(indices), ends), shape=(len(texts), len(words)))
    by_vector = np.array([centred(vector, mean) for vector in vectors])
    return hstack([by_term, csr_matrix(by_vector)]).tocsr()


def _vectors(messages: Sequence[str]) -> np.ndarray:
    embedder = load_embedder()
    return np.concatenate([np.asarray(embedder.embed_queries(messages[i : i + 64])) for i in range(0, len(messages), 64)])


if __name__ == "__main__":
    raise SystemExit(main())
