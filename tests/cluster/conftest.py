"""One cluster for all tests of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from tools.cluster.cluster import Cluster, running_cluster

LIMIT = 20


@pytest.fixture(scope="session")
def cluster(data_dir: Path) -> Iterator[Cluster]:
    own = Assistant.open(Settings(data_dir=data_dir, _env_file=None))
    own.ready()
    with running_cluster(index=own.settings.index_path, limit_address=LIMIT, limit_session=0) as running:
        yield running
