"""What each process counts for Prometheus; several processes of one server add up their counts."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

FOLDER_SETTING = "PROMETHEUS_MULTIPROC_DIR"
"""Where processes of one server keep their counts together; read by the library at its import."""

_COUNTED = CollectorRegistry()

REFUSALS = Counter(
    "nadwa_refusals_total",
    "Refusals, by the last part of their problem's type or by the quota that was spent",
    ["reason"],
    registry=_COUNTED,
)
LATENCY = Histogram(
    "nadwa_request_seconds",
    "From a request's head to the end of its answer, by method and route",
    ["method", "route"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
    registry=_COUNTED,
)
ANSWERS = Counter(
    "nadwa_answers_total",
    "Answers, by the first figure of their status",
    ["kind"],
    registry=_COUNTED,
)


def counted() -> CollectorRegistry:
    """Return what was counted: in this process, or in all processes of this server."""
    if FOLDER_SETTING not in os.environ:
        return _COUNTED
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
