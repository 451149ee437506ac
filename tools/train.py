"""Train the models that say what a message is about and how it asks (`python -m tools.train`, about
fifteen minutes), and what its numbers are for (`tools.roles`, twenty more).

From the messages in `assistant/topics/messages/`, each with its matter, its form and its words. A fifth of them, drawn
by a seed and a message's own words, is never trained on and gives the figures in `figures.yaml` and the confusions in `confused.tsv`. The limits under which the assistant asks back
are set on that fifth, too. Nothing learned is changed by hand afterwards.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import yaml
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

from assistant.evaluation.page.page import CONFUSED
from assistant.reading.learned.features import centred, terms, weighted
from assistant.reading.learned.model import FOLDER, FORMS, MATTERS, model, vocabulary
from assistant.reading.normalise import normalise
from assistant.topics.all_topics import topics
from index.embedding import load_embedder
from tools.roles import __main__ as roles

MESSAGES = Path(__file__).parents[1] / "assistant" / "topics" / "messages"
OF_OTHERS = Path(__file__).with_name("held_messages")
"""Messages of whole authors, a file each, who know the labels and none of the messages; never trained on."""
SEED = 20261125
HELD_OUT = 5
"""One in so many is held out."""
RARELY = 2
"""A term that stands in fewer messages is not learned."""
LOOSENESS = 0.3
"""How much a support vector machine may bend to a single message."""
OF_A_CLAUSE = 0.5
"""What a sentence of a topic weighs beside a message."""
OF_OUTSIDE = 2.0
"""What a message on a matter outside weighs: there are few of them, and a clause that answers something else misleads."""
OFFERED = 4
"""How often the question by which a topic is offered is learned."""
SHARPNESS = np.linspace(1, 12, 45).tolist()
"""Factors that are tried."""
LARGEST = 9000
"""Terms that are kept, those with the heaviest weights."""
OUTSIDE = "outside/"
AROUND = Path(__file__).with_name("around.yaml")
IN_OTHER_WORDS = 2
"""One in so many messages is learned with something in front of it or behind it, too."""


@dataclass(frozen=True)
class LabelledMessage:
    """One line of the files: what it is about (one or two labels), how it asks, its words."""

    matters: tuple[str, ...]
    forms: tuple[str, ...]
    words: str


def read_messages(folder: Path = MESSAGES, files: str = "*.tsv") -> list[LabelledMessage]:
    """All messages, file by file.

    Raises:
        ValueError: a line that has not three columns.
    """
    found = []
    for path in sorted(folder.glob(files)):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            columns = line.split("\t")
            if len(columns) != 3:
                raise ValueError(f"{path.name}:{number}")
            found.append(LabelledMessage(tuple(columns[0].split(",")), tuple(columns[1].split(",")), columns[2]))
    return found


def held_out(messages: Sequence[LabelledMessage]) -> tuple[list[int], list[int]]:
    """Which messages are trained on, and which are not; further messages move none of those that are there."""
    held = [place for place, message in enumerate(messages) if _drawn(message, "held").randint(HELD_OUT) == 0]
    return sorted(set(range(len(messages))) - set(held)), held


def _drawn(message: LabelledMessage, purpose: str) -> np.random.RandomState:
    """Chance that hangs on a message's words and what is drawn for."""
    return np.random.RandomState([SEED, crc32(f"{purpose} {message.words}".encode())])


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
    factors = trained.sharpness(spoken, texts, vectors, test)
    trained = trained.sharpened(factors)
    figures = {"encoder": load_embedder().name, **trained.figures(spoken, texts, vectors, test), "messages": len(messages)}
    print(yaml.safe_dump(figures, allow_unicode=True, sort_keys=False))
    pairs = trained.confused(spoken, texts, vectors, test)
    CONFUSED.write_text("".join(f"{meant}\t{said}\t{count}\n" for (meant, said), count in sorted(pairs.items())), encoding="utf-8")
    if not options.figures_only:
        _train(spoken, texts, vectors, list(range(len(spoken))), clauses).sharpened(factors).write(figures)
    return roles.main(["--limits-only"] if options.figures_only else [])


def of_others(folder: Path = OF_OTHERS) -> dict[str, dict[str, Any]]:
    """By author, how often the first matter and form that the shipped weights give are among those labelled."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.tsv")):
        messages = read_messages(folder, path.name)
        texts = [normalise(message.words).text for message in messages]
        features = [vocabulary().features(text, vector) for text, vector in zip(texts, _vectors(texts), strict=True)]
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


def statements() -> list[tuple[str, str]]:
    """The sentences of all topics, each with its matter, and often the question by which a topic is offered."""
    catalogue = topics()
    asked = [(f"topic/{name}", text) for name in catalogue for text in (catalogue[name].ask.zh, catalogue[name].ask.en)]
    said: list[tuple[str, str]] = []
    for name in catalogue:
        for point in catalogue[name].points:
            said += [(f"topic/{name}", text) for text in (point.say, *(answer.say for answer in point.answers))]
    return [(label, normalise(text).text) for label, text in (*dict.fromkeys(said), *asked * OFFERED)]


def surrounded(messages: Sequence[LabelledMessage]) -> dict[int, LabelledMessage]:
    """Messages with a scope, a greeting or a story around them, by the place of the one they are made of."""
    words = yaml.safe_load(AROUND.read_text(encoding="utf-8"))
    found = {}
    for place, message in enumerate(messages):
        drawn = _drawn(message, "around")
        around = words["zh" if _is_chinese(normalise(message.words).text) else "en"]
        before, behind = drawn.choice(around["before"]), drawn.choice(["", "", *around["behind"]])
        if drawn.randint(IN_OTHER_WORDS) == 0 and message.matters != ("none",):
            found[place] = replace(message, words=f"{before}{message.words}{behind}")
    return found


@dataclass
class Fitted:
    """A machine for each label against all others; their distances become shares by one sharpness.

    Attributes:
        weights: labels × features; `bias`: labels.
    """

    labels: np.ndarray
    weights: np.ndarray
    bias: np.ndarray

    def shares(self, rows: csr_matrix) -> np.ndarray:
        """Messages × labels, each row adding up to 1."""
        return _shares(rows @ self.weights.T + self.bias)

    def sharpness(self, rows: csr_matrix, said: Sequence[tuple[str, ...]]) -> float:
        """By which factor the distances say best how often each label is right (Platt 1999, with one parameter)."""
        distances = rows @ self.weights.T + self.bias
        right = np.array([[label in each for label in self.labels] for each in said])
        losses = {factor: -np.log((_shares(distances * factor) * right).sum(axis=1) + 1e-9).mean() for factor in SHARPNESS}
        return float(min(losses, key=lambda factor: losses[factor]))

    def sharpened(self, factor: float) -> Fitted:
        return replace(self, weights=self.weights * factor, bias=self.bias * factor)


def _shares(distances: np.ndarray) -> np.ndarray:
    raised = np.exp(distances - distances.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


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

    def sharpness(self, messages: Sequence[LabelledMessage], texts: Sequence[str], vectors: np.ndarray, test: Sequence[int]) -> dict[str, float]:
        """Of each model, on messages not trained on."""
        rows = self.rows([texts[i] for i in test], vectors[list(test)])
        return {MATTERS: self.models[MATTERS].sharpness(rows, [messages[i].matters for i in test]), FORMS: self.models[FORMS].sharpness(rows, [messages[i].forms for i in test])}

    def sharpened(self, factors: dict[str, float]) -> Trained:
        return replace(self, models={name: fitted.sharpened(factors[name]) for name, fitted in self.models.items()})

    def figures(self, messages: Sequence[LabelledMessage], texts: Sequence[str], vectors: np.ndarray, test: Sequence[int]) -> dict[str, Any]:
        """How often the label is right, is among the first two or three, on messages not trained on."""
        rows = self.rows([texts[i] for i in test], vectors[list(test)])
        found: dict[str, Any] = {"seed": SEED, "messages": len(messages), "held_out": len(test)}
        for name, said in ((MATTERS, [messages[i].matters for i in test]), (FORMS, [messages[i].forms for i in test])):
            shares = self.models[name].shares(rows)
            labels = self.models[name].labels
            order = np.argsort(-shares, axis=1)
            found[name] = {
                f"first_{k}": round(float(np.mean([bool(set(labels[o[:k]]) & set(s)) for o, s in zip(order, said, strict=True)])), 4)
                for k in (1, 2, 3)
            }
        found["limits"] = self._limits(rows, [messages[i].matters for i in test])
        return found

    def confused(self, messages: Sequence[LabelledMessage], texts: Sequence[str], vectors: np.ndarray, test: Sequence[int]) -> Counter[tuple[str, str]]:
        """How often a matter was taken for another one, on messages not trained on."""
        shares = self.models[MATTERS].shares(self.rows([texts[i] for i in test], vectors[list(test)]))
        said = self.models[MATTERS].labels[shares.argmax(axis=1)]
        return Counter((messages[i].matters[0], str(one)) for i, one in zip(test, said, strict=True) if one not in messages[i].matters)

    def _limits(self, rows: csr_matrix, said: Sequence[tuple[str, ...]]) -> dict[str, float]:
        """The share under which a matter is unsure, and that which its first three have to come to, to be offered."""
        shares = self.models[MATTERS].shares(rows)
        labels = self.models[MATTERS].labels
        order = np.argsort(-shares, axis=1)[:, :3]
        first = np.take_along_axis(shares, order, axis=1)
        right = [bool(set(labels[o]) & set(s)) for o, s in zip(order, said, strict=True)]
        sure = _lowest(first[:, 0], [labels[o[0]] in s for o, s in zip(order, said, strict=True)], 0.75)
        offered = _lowest(first.sum(axis=1), right, 0.95)
        nothing = float(np.quantile(first[:, 0], 0.03))
        return {"sure": round(sure, 3), "offered": round(offered, 3), "nothing": round(nothing, 3)}

    def write(self, figures: dict[str, Any]) -> None:
        """The weights in half precision and their figures."""
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
            }
        np.savez_compressed(FOLDER / "weights.npz", **stored)  # type: ignore[arg-type]
        (FOLDER / "figures.yaml").write_text(yaml.safe_dump(figures, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _lowest(shares: np.ndarray, right: Sequence[bool], wanted: float) -> float:
    """The lowest share from which those that have at least it, next to it, are right as often as wanted."""
    order = np.argsort(shares)
    window = max(len(order) // 12, 20)
    hits = np.array(right, float)[order]
    for start in range(0, len(order) - window, 5):
        if hits[start : start + window].mean() >= wanted:
            return float(shares[order[start]])
    return 1.0


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


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


if __name__ == "__main__":
    raise SystemExit(main())
