"""The training of the layers: what it is given, that it learns, and that the graph computes what was trained."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest
import torch

from index.encoder.model import EMBEDDED, QUERY, encoder
from tools.asking.examples import Cutter, Labels, examples
from tools.asking.net import AskedNet, TrainedLayers
from tools.asking.training import padded, trained
from tools.encoder.source import Source, installed
from tools.messages import LabelledMessage

pytest.importorskip("onnx")
MESSAGES = [
    LabelledMessage(("topic/valid_period", "topic/review"), ("how_many",), "小巨人管几年"),
    LabelledMessage(("outside/off_topic",), ("how",), "今天天气怎么样"),
]
LABELS = Labels(("outside/off_topic", "topic/review", "topic/valid_period"), ("how", "how_many"))


@pytest.fixture(scope="module")
def source() -> Source:
    return installed()


@pytest.fixture(scope="module")
def cutter(source: Source) -> Cutter:
    return Cutter(source)


@pytest.fixture
def net(source: Source, cutter: Cutter) -> AskedNet:
    torch.manual_seed(0)
    return AskedNet(source, cutter.places, len(LABELS.matters), len(LABELS.forms)).eval()


def test_the_first_of_two_labels_weighs_more_and_all_come_to_one() -> None:
    assert LABELS.matter(("topic/valid_period", "topic/review")).tolist() == pytest.approx([0, 0.15, 0.85])
    assert LABELS.form(("how",)).tolist() == [1, 0]


def test_a_text_is_cut_as_the_shipped_encoder_cuts_it(net: AskedNet, cutter: Cutter) -> None:
    numbers, _ = padded([cutter("小巨人管几年")], torch.device("cpu"))
    embedded = net.embedded(net.word(numbers) + net.position[: numbers.shape[1]])[0].detach().numpy()
    np.testing.assert_allclose(embedded, encoder().embedded(QUERY + "小巨人管几年"), atol=0.02)


def test_what_only_fills_up_changes_nothing(net: AskedNet, cutter: Cutter) -> None:
    short, long = cutter("小巨人管几年"), cutter("今天天气怎么样，能不能出去走一走")
    with torch.no_grad():
        alone, beside = net(*padded([short], torch.device("cpu"))), net(*padded([short, long], torch.device("cpu")))
    torch.testing.assert_close(alone[0][0], beside[0][0], atol=1e-4, rtol=1e-4)


def test_it_learns_and_the_graph_computes_what_it_learned(net: AskedNet, cutter: Cutter) -> None:
    from tools.encoder.graph import LayersGraph

    given = [example for example in examples(MESSAGES, [0, 1], cutter, LABELS) if example.form is not None] * 40
    before = net.layers[11].fo.weight.detach().clone()
    learned = trained(net, given, most=8)
    with torch.no_grad():
        matters, _ = learned(*padded([cutter(message.words) for message in MESSAGES], torch.device("cpu")))
    assert [LABELS.matters[place] for place in matters.argmax(1).tolist()] == ["topic/valid_period", "outside/off_topic"]
    assert not torch.equal(before, net.layers[11].fo.weight)
    graph = onnxruntime.InferenceSession(LayersGraph(TrainedLayers(learned), None).model().SerializeToString(), providers=["CPUExecutionProvider"])
    embedded = encoder().embedded(QUERY + "小巨人管几年")[None]
    with torch.no_grad():
        vectors = torch.tensor(embedded)
        for layer in learned.layers:
            vectors = layer(vectors, torch.zeros(1, 1, 1, vectors.shape[1]))
    np.testing.assert_allclose(graph.run(["vector"], {EMBEDDED: embedded})[0][0], vectors[0].mean(0).numpy(), atol=2e-3)
