"""What the service counts, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from assistant.llm.counting import metrics as language_model_metrics
from assistant.models import Answer

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Counters of one application, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "zjtx_http_requests", "Requests", ("method", "route", "status"), registry=self._registry
        )
        self._duration = Histogram(
            "zjtx_http_request_duration_seconds", "Time to the last byte", ("route",), registry=self._registry
        )
        self._answers = Counter("zjtx_answers", "Answers", ("status", "kind", "origin"), registry=self._registry)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; `route` is the route's pattern, never the address."""
        self._requests.labels(method, route, status).inc()
        self._duration.labels(route).observe(seconds)

    def answer(self, answer: Answer) -> None:
        """Count an answer of any face."""
        self._answers.labels(answer.status, answer.kind, answer.origin).inc()

    def text(self) -> bytes:
        """All figures in Prometheus' text format, those of the language model in this process among them."""
        return generate_latest(self._registry) + language_model_metrics()
