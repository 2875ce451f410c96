"""No reader, and no number of them, keeps the others waiting: heavy answers are few at once, and counted."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from casetracker.errors import busy, too_many
from kit import request_deadline
from kit.client_network import network_of
from kit.rate_limit import turns_in
from kit.request_cost import HEAVY, cost_of
from kit.slots import Slot, slots_in

WINDOW_SECONDS = 60
HEAVY_IN_A_PROCESS = 2  # of its four threads: the others are for ordinary pages
QUEUE_SECONDS = 5.0
READING = frozenset({"GET", "HEAD"})
SLOT = "_work_slot"
log = logging.getLogger(__name__)

request_started.connect(request_deadline.end, dispatch_uid="deadline")
request_finished.connect(request_deadline.end, dispatch_uid="deadline")


class WorkLimitMiddleware:
    """Refuse a network that is over its budget (429), and heavy work beyond what is done at once (503).

    What the cache answers costs nothing and does not come here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and hold the place of heavy work until the answer has been made."""
        response = self.get_response(request)
        slot: Slot | None = request.__dict__.pop(SLOT, None)
        if response.streaming:
            request_deadline.count_each_statement()
            if slot is not None:
                stream = cast("StreamingHttpResponse", response)
                stream.streaming_content = _Held(slot, cast("Iterable[bytes]", stream.streaming_content))
        elif slot is not None:
            slot.release()
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Count what is asked for, and let it wait for its turn."""
        if request.method not in READING or request.path_info.startswith(reverse("admin:index")):
            return None
        cost = cost_of(view, request)
        wait = WINDOW_SECONDS - int(time.time()) % WINDOW_SECONDS
        if not _is_within_budget(request, cost):
            return too_many(request, wait)
        if cost >= HEAVY and settings.HEAVY_AT_ONCE:
            try:
                slots = slots_in(settings.HEAVY_FOLDER, settings.HEAVY_AT_ONCE, HEAVY_IN_A_PROCESS)
                slot = slots.take(QUEUE_SECONDS)
            except OSError:
                log.exception("Heavy requests are not limited: %s cannot be used.", settings.HEAVY_FOLDER)
            else:
                if slot is None:
                    return busy(request)
                setattr(request, SLOT, slot)
        request_deadline.begin(settings.ANSWER_SECONDS, request.META.get("gunicorn.socket"))
        return None


def _is_within_budget(request: HttpRequest, cost: int) -> bool:
    """Tell whether a network may still ask for as much; the API counts its requests itself."""
    most: int = settings.READER_COST_A_MINUTE
    if not most or request.path_info.startswith(reverse("api")) or _is_signed_in(request):
        return True
    try:
        turns = turns_in(settings.READER_TURNS_FILE)
        network = network_of(request, proxies=settings.PROXIES)
        return turns.take(network, int(time.time()) // WINDOW_SECONDS, cost) <= most
    except OSError:
        log.exception("Readers are not limited: %s cannot be used.", settings.READER_TURNS_FILE)
        return True


def _is_signed_in(request: HttpRequest) -> bool:
    # The cookie alone proves nothing, but without it nobody is, and no query is needed.
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


class _Held:
    """A stream that holds a place until it ends, is closed, or is let go of."""

    def __init__(self, slot: Slot, chunks: Iterable[bytes]) -> None:
        self._slot = slot
        self._chunks = chunks

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._chunks
        finally:
            self._slot.release()

    def close(self) -> None:
        """Give the place back; Django calls this when the response is closed."""
        self._slot.release()
