"""What every address of the API shares: any site's scripts may read it, and nobody may ask without end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import ngettext

from kit.client_network import network_of
from kit.rate_limit import turns_in

READING = ("GET", "HEAD", "OPTIONS")
WINDOW_SECONDS = 60
PREFLIGHT_SECONDS = 86_400
log = logging.getLogger(__name__)

Next = Callable[[HttpRequest], HttpResponse]


class CrossOriginMiddleware:
    """Let scripts of any site read the API; nothing there knows a reader, so no credentials are involved."""

    def __init__(self, get_response: Next) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say to browsers who may read the answer."""
        response = self.get_response(request)
        if request.path.startswith(reverse("api")) and request.method in READING:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
            if request.method == "OPTIONS":
                response["Access-Control-Allow-Methods"] = ", ".join(READING)
                response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
                response["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
        return response


class RateLimitMiddleware:
    """Refuse (429) who has asked the API as often as is answered in a minute, and say when to return."""

    def __init__(self, get_response: Next) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count the request, then pass it on or refuse it."""
        most: int = settings.API_MOST_A_MINUTE
        counts = most and request.path.startswith(reverse("api")) and request.method != "OPTIONS"
        if not counts or _turn(request) <= most:
            return self.get_response(request)
        return _too_many(most, WINDOW_SECONDS - int(time.time()) % WINDOW_SECONDS)


def _turn(request: HttpRequest) -> int:
    """Return which turn of its network this request is; the first, when nobody can count."""
    try:
        turns = turns_in(settings.API_TURNS_FILE)
        return turns.take(network_of(request, proxies=settings.PROXIES), int(time.time()) // WINDOW_SECONDS)
    except OSError:
        log.exception("Requests to the API are not limited: %s cannot be used.", settings.API_TURNS_FILE)
        return 1


def _too_many(most: int, wait: int) -> JsonResponse:
    words = ngettext(
        "At most %(most)s requests a minute are answered to one network. Ask again in %(wait)s second.",
        "At most %(most)s requests a minute are answered to one network. Ask again in %(wait)s seconds.",
        wait,
    )
    detail = words % {"most": most, "wait": wait}
    return JsonResponse({"detail": detail}, status=429, headers={"Retry-After": str(wait)})
