"""What search engines may keep: pages as they are, and nothing else that the site answers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

PAGE = "text/html"
MOVED = range(300, 400)


class OnlyPagesMiddleware:
    """Keep out of search engines every answer that is not a page by itself.

    A filtered list, an answer for another day or as known earlier, a file, an error: only who asked for it
    knows what it is an answer to. A redirect is let through, since where it leads decides.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with a header where the answer is not to be kept."""
        response = self.get_response(request)
        if response.status_code not in MOVED and not _is_page(request, response):
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


def _is_page(request: HttpRequest, response: HttpResponseBase) -> bool:
    kind = response.headers.get("Content-Type", "")
    return response.status_code == 200 and not request.GET and kind.startswith(PAGE)  # noqa: PLR2004  # found
