"""Tags that others hang on an address to follow a reader: dropped from pages, refused by the API."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.encoding import escape_uri_path

TAG_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_")
TAGS = frozenset(
    {
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "dclid",
        "fbclid",
        "gad_source",
        "gbraid",
        "gclid",
        "gclsrc",
        "igshid",
        "mc_cid",
        "mc_eid",
        "msclkid",
        "twclid",
        "ttclid",
        "wbraid",
        "yclid",
    }
)


def is_tag(parameter: str) -> bool:
    """Tell whether a parameter only follows the reader."""
    return parameter in TAGS or parameter.startswith(TAG_PREFIXES)


def _is_page(request: HttpRequest) -> bool:
    # Programs are told of every parameter they send that means nothing here; the admin has its own.
    others = (reverse("api"), reverse("admin:index"))
    return request.method in {"GET", "HEAD"} and not request.path.startswith(others)


class TrackingTagsMiddleware:
    """Send whoever asks for a page with tracking tags to the same page without them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect, or pass the request on."""
        if _is_page(request) and any(is_tag(parameter) for parameter in request.GET):
            kept = request.GET.copy()
            for parameter in [name for name in kept if is_tag(name)]:
                del kept[parameter]
            asked = kept.urlencode()
            # One slash at the start, whatever was asked: two would name another host.
            path = f"/{escape_uri_path(request.path).lstrip('/')}"
            return HttpResponsePermanentRedirect(f"{path}?{asked}" if asked else path)
        return self.get_response(request)
