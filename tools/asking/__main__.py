"""`python -m tools.asking`: train the layers that say what a message asks, and write them in eight bits.

Twice: on four fifths of the messages, whose opinion of the others is kept in `held_out.npz` (`tools.train` sets limits
by it), and on all, for what is shipped. A minute or two each with a graphics processor, some hours each on two cores;
run `tools.train` afterwards. The two authors of `tools/held_messages` are never trained on.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from hashlib import sha256
from zlib import crc32

import numpy as np
import onnx
import onnxruntime
import torch

from assistant.reading.learned.asked import FILE
from assistant.reading.learned.model import FORMS, MATTERS
from assistant.reading.normalise import normalise
from index.encoder.asked import FOLDER, fingerprint
from index.encoder.model import EMBEDDED, MODEL, QUERY, SUMS, encoder
from tools.asking.examples import Cutter, Labels, examples
from tools.asking.net import AskedNet, TrainedLayers
from tools.asking.training import padded, trained
from tools.encoder.__main__ import CALIBRATED_ON, STRENGTH, largest
from tools.encoder.graph import LayersGraph, soften
from tools.encoder.source import Source, installed
from tools.messages import LabelledMessage, held_out, read_messages
from tools.tested import HELD_OPINIONS


def main(argv: Sequence[str] | None = None) -> int:
    """Train twice and write every file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=None, help="stop each training after so many steps, and write nothing: to try the script")
    most = parser.parse_args(argv).steps
    source = installed()
    cutter, messages = Cutter(source), read_messages()
    labels = Labels(tuple(sorted({m.matters[0] for m in messages})), tuple(sorted({m.forms[0] for m in messages})))
    train, test = held_out(messages)
    of_four_fifths = trained(_net(source, cutter, labels), examples(messages, train, cutter, labels), most)
    of_all = trained(_net(source, cutter, labels), examples(messages, range(len(messages)), cutter, labels), most)
    if most is None:
        _write_opinions(of_four_fifths, [messages[place] for place in test], cutter)
        write(of_all, labels, [message.words for message in messages])
    return 0


def _net(source: Source, cutter: Cutter, labels: Labels) -> AskedNet:
    torch.manual_seed(0)
    net = AskedNet(source, cutter.places, len(labels.matters), len(labels.forms))
    return net.to("cuda" if torch.cuda.is_available() else "cpu")


def _write_opinions(net: AskedNet, messages: Sequence[LabelledMessage], cutter: Cutter) -> None:
    """Of messages not trained on, by a checksum of their words, the logarithm of each label's share."""
    found: dict[str, list[np.ndarray]] = {MATTERS: [], FORMS: []}
    for message in messages:
        with torch.no_grad():
            scores = net(*padded([cutter(normalise(message.words).text)], net.position.device))
        for kept, each in zip(found.values(), scores, strict=True):
            kept.append(each[0].float().log_softmax(-1).cpu().numpy().astype(np.float16))
    np.savez_compressed(HELD_OPINIONS, messages=np.array([crc32(m.words.encode()) for m in messages], np.uint32), **{name: np.stack(kept) for name, kept in found.items()})


def write(net: AskedNet, labels: Labels, messages: Sequence[str]) -> None:
    """The layers in eight bits with their checksum, and what tells matters and forms by their vector.

    Args:
        messages: some of them say how large the values within become.
    """
    weights = TrainedLayers(net)
    full = onnxruntime.InferenceSession(LayersGraph(weights, None).model().SerializeToString(), providers=["CPUExecutionProvider"])
    seen = ({EMBEDDED: encoder().embedded(QUERY + normalise(words).text)[None]} for words in messages[:: len(messages) // CALIBRATED_ON])
    onnx.save(LayersGraph(weights, soften(largest(full, seen), STRENGTH)).model(), FOLDER / MODEL)
    (FOLDER / SUMS).write_text(f"{sha256((FOLDER / MODEL).read_bytes()).hexdigest()}  {MODEL}\n", encoding="ascii")
    stored = {"encoder": np.frombuffer(fingerprint().encode(), np.uint8)}
    for name, known, head in ((MATTERS, labels.matters, net.matters), (FORMS, labels.forms, net.forms)):
        stored |= {
            f"{name}_labels": np.frombuffer("\n".join(known).encode(), np.uint8),
            f"{name}_weights": head.weight.detach().float().cpu().numpy().astype(np.float16),
            f"{name}_bias": head.bias.detach().float().cpu().numpy(),
        }
    np.savez_compressed(FILE, **stored)  # type: ignore[arg-type]


if __name__ == "__main__":
    raise SystemExit(main())
