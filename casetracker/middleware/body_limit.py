"""Large bodies are refused by their length, before anything reads them and anybody's disk is filled."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

DESK = "/admin/"
TOO_LARGE = 413


class BodyLimitMiddleware:
    """Answer 413 to a body that is larger than whoever sends it may send.

    Forms of readers and of signing in are small. The desk takes files, from people who are signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse the body, or pass the request on."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        size = int(length) if length.isascii() and length.isdigit() else 0
        if size <= settings.BODY_LIMIT:
            return self.get_response(request)
        most = settings.DESK_BODY_LIMIT if _may_send_files(request) else settings.BODY_LIMIT
        if size <= most:
            return self.get_response(request)
        words = _("This request holds %(size)s bytes; at most %(most)s are taken here.")
        response = HttpResponse(
            words % {"size": size, "most": most} + "\n", "text/plain; charset=utf-8", TOO_LARGE
        )
        response["X-Robots-Tag"] = "noindex"
        return response


def _may_send_files(request: HttpRequest) -> bool:
    """Tell whether a request is for the desk, with the session of somebody who is signed in. One query."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key or not request.path_info.startswith(DESK):
        return False
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    return SESSION_KEY in store
