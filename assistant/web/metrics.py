"""What the service counts, for Prometheus."""

from __future__ import annotations

import os
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from assistant.llm.counting import metrics as language_model_metrics
from assistant.models import Answer

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SHARED_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Where prometheus_client looks for the folder in which the workers of one machine count together; read when it is imported."""


class Metrics:
    """Counters of one application; of all workers of this machine where there are several."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "zjtx_http_requests", "Requests", ("method", "route", "status"), registry=self._registry
        )
        self._duration = Histogram(
            "zjtx_http_request_duration_seconds", "Time to the last byte", ("route",), registry=self._registry
        )
        self._answers = Counter("zjtx_answers", "Answers", ("status", "kind", "origin"), registry=self._registry)
        workers = Gauge("zjtx_workers", "Processes that answer on this machine", registry=self._registry, multiprocess_mode="livesum")
        workers.set(1)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; `route` is the route's pattern, never the address."""
        self._requests.labels(method, route, status).inc()
        self._duration.labels(route).observe(seconds)

    def answer(self, answer: Answer) -> None:
        """Count an answer of any face."""
        self._answers.labels(answer.status, answer.kind, answer.origin).inc()

    def text(self) -> bytes:
        """All figures in Prometheus' text format, those of the language model among them."""
        if SHARED_FOLDER in os.environ:
            every = CollectorRegistry()
            MultiProcessCollector(every)  # type: ignore[no-untyped-call]
            return generate_latest(every)
        return generate_latest(self._registry) + language_model_metrics()
