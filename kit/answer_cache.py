"""Whole answers to anonymous readers, cached and served again by the first middleware in line.

An answer that a view marks with `mark_cacheable` is a function of its address and of a version: whatever
`settings.ANSWER_CACHE_VERSION` (a dotted path) returns. Both are the key, so a cached answer is never stale:
it is not found any more once the version has moved on. The same tuple is the ETag. Nothing is cached that
sets a cookie, varies with one, or was made for a request that carried one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import caches
from django.db import Error
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.http import parse_http_date_safe
from django.utils.module_loading import import_string

CACHE = "answers"  # its name in the settings
CACHED_STATUSES = frozenset({200, 404, 410})
READING = frozenset({"GET", "HEAD"})
LARGEST_ANSWER = 4 * 1024 * 1024  # bytes, as sent
PATIENCE = 2.0  # seconds to wait for another thread that makes the same answer: who waits holds a thread
ETAG_LENGTH = 32
# What only belongs to the moment an answer was sent.
HOP_HEADERS = frozenset({"connection", "date", "keep-alive", "server", "set-cookie", "transfer-encoding"})

MARK = "is_cacheable"
CACHE_RESULT = "casetracker.answer_cache"  # in a request's META: hit or miss

Next = Callable[[HttpRequest], HttpResponseBase]


Answer = TypeVar("Answer", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """An answer as it was sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def size(self) -> int:
        """Return the bytes this takes, near enough."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + 200

    def response(self) -> HttpResponse:
        """Return it as a response."""
        response = HttpResponse(self.body, status=self.status)
        response.headers.pop("Content-Type")
        for name, value in self.headers:
            response.headers[name] = value
        return response


def mark_cacheable(response: Answer) -> Answer:
    """Say of an answer that it depends on its address and on the version of the data, and on nothing else."""
    setattr(response, MARK, True)
    return response


class AnswerCacheMiddleware:
    """First in line: serve what was kept, answer 304 to whoever has it, and keep what is made."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.version: Callable[[], str] = import_string(settings.ANSWER_CACHE_VERSION)
        self._making: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from the cache, or pass the request on and keep the answer."""
        if not settings.ANSWER_CACHE or not _is_anonymous_reading(request):
            return self.get_response(request)
        try:
            key = answer_key(request, self.version())
        except Error:  # the database is away: the view says so better than we can
            return self.get_response(request)
        answer = cached(key) or self._awaited(key)
        request.META[CACHE_RESULT] = "miss" if answer is None else "hit"
        if answer is not None:
            return _unless_unchanged(answer.response(), request)
        try:
            return self._make(request, key)
        finally:
            self._release(key)

    def _awaited(self, key: str) -> WholeAnswer | None:
        """Return the answer another thread is making; None when this thread is to make it."""
        with self._lock:
            event = self._making.get(key)
            if event is None:
                self._making[key] = threading.Event()
                return None
        event.wait(PATIENCE)
        return cached(key)

    def _release(self, key: str) -> None:
        with self._lock:
            event = self._making.pop(key, None)
        if event is not None:
            event.set()

    def _make(self, request: HttpRequest, key: str) -> HttpResponseBase:
        response = self.get_response(request)
        if not _may_be_cached(request, response):
            return response
        response.headers.setdefault("ETag", etag_of(key))
        if isinstance(response, HttpResponse):
            if len(response.content) <= LARGEST_ANSWER:
                caches[CACHE].set(key, _whole(response, response.content))
        else:
            stream = cast("StreamingHttpResponse", response)
            chunks = cast("Iterable[bytes]", stream.streaming_content)
            stream.streaming_content = _cached_when_sent(stream, key, chunks)
        return _unless_unchanged(response, request)


def cached(key: str) -> WholeAnswer | None:
    """Return the answer under a key, if there is one."""
    answer: WholeAnswer | None = caches[CACHE].get(key)
    return answer


def answer_key(request: HttpRequest, version: str) -> str:
    """Return the key of the answer to a request at a version of the data."""
    parts = (
        version,
        request.scheme or "",
        request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", ""),
        request.META.get("SERVER_PORT", ""),
        request.get_full_path(),
        request.META.get("HTTP_ACCEPT", "") if request.path_info.startswith("/api/") else "",
        "gzip" if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "") else "",
    )
    # Keyed, so that nobody can guess the mark of an answer they were not given.
    return salted_hmac(__name__, "\n".join(parts), algorithm="sha256").hexdigest()


def etag_of(key: str) -> str:
    """Return the mark of the answer under a key. Weak: compressed and plain answers share their meaning."""
    return f'W/"{key[:ETAG_LENGTH]}"'


def _is_anonymous_reading(request: HttpRequest) -> bool:
    """Tell whether nothing in a request says who asks."""
    return (
        request.method in READING
        and not request.path_info.startswith(tuple(settings.ANSWER_CACHE_BYPASS))
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "HTTP_AUTHORIZATION" not in request.META
        and "HTTP_RANGE" not in request.META
    )


def _may_be_cached(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Tell whether the next reader may be given the same answer."""
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",")}
    return (
        request.method == "GET"
        and not request.COOKIES
        and getattr(response, MARK, False)
        and response.status_code in CACHED_STATUSES
        and not response.cookies
        and "cookie" not in varies
        and "CSRF_COOKIE" not in request.META
        and "no-store" not in response.headers.get("Cache-Control", "")
    )


def _whole(response: HttpResponseBase, body: bytes) -> WholeAnswer:
    headers = {name: value for name, value in response.items() if name.lower() not in HOP_HEADERS}
    return WholeAnswer(response.status_code, tuple(headers.items()), body)


def _cached_when_sent(response: HttpResponseBase, key: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pass a stream on, and cache it once it has been sent whole, unless it is too long."""
    pieces: list[bytes] | None = []
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if pieces is not None:
            pieces.append(chunk)
            if total > LARGEST_ANSWER:
                pieces = None
        yield chunk
    if pieces is not None:
        caches[CACHE].set(key, _whole(response, b"".join(pieces)))


def _unless_unchanged(response: HttpResponseBase, request: HttpRequest) -> HttpResponseBase:
    """Return 304 to whoever has the answer already, and otherwise the answer.

    The answer is not closed here: that would end the request, and its connection, before the server does.
    """
    patch_vary_headers(response, ["Accept-Encoding"])
    since = parse_http_date_safe(request.META.get("HTTP_IF_MODIFIED_SINCE", ""))
    changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    # An instant still to come names no answer of ours.
    is_to_come = since is not None and since > time.time()
    answer: Any = response  # a stream will do
    sent = get_conditional_response(
        request,
        etag=response.headers.get("ETag"),
        last_modified=None if is_to_come else changed,
        response=answer,
    )
    return sent or response
