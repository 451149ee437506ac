"""Every example in a docstring gives what it says."""

from __future__ import annotations

import doctest
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import assistant
import bench
import corpus
import index

SKIPPED = ("assistant.store.migrations", ".__main__", "_probe", ".bare_question", "bench.people")
"""Programs: importing one runs it, or changes the sockets of the process."""


def _modules() -> Iterator[str]:
    for package in (assistant, bench, corpus, index):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not any(part in found.name for part in SKIPPED):
                yield found.name


@pytest.mark.parametrize("name", _modules())
def test_examples(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0
