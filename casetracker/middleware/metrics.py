"""What is counted of every request, for `/metrics`: nothing of who asks, and no address."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import Counter, Histogram

from kit.answer_cache import CACHE_RESULT

REQUESTS = Counter("casetracker_requests_total", "Requests answered", ["method", "status"])
SECONDS = Histogram(
    "casetracker_request_seconds",
    "Seconds until an answer was ready to be sent",
    ["view"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
CACHE = Counter(
    "casetracker_answer_cache_total", "Readings that the cache of answers was asked for", ["result"]
)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class MetricsMiddleware:
    """Count requests by method and status, and their seconds by view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method, response.status_code).inc()
        SECONDS.labels(_view_of(request)).observe(time.perf_counter() - began)
        if result := request.META.get(CACHE_RESULT):
            CACHE.labels(result).inc()
        return response


def _view_of(request: HttpRequest) -> str:
    """Return the name of the view: as many as there are, whatever is asked."""
    if request.META.get(CACHE_RESULT) == "hit":
        return "cached"
    match = request.resolver_match
    return (match.view_name or match.func.__name__) if match else "none"


def is_shared() -> bool:
    """Tell whether the processes of the server count together: start.py and the units see to it."""
    return "PROMETHEUS_MULTIPROC_DIR" in os.environ
