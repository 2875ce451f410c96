"""Headers for browsers beyond Django's own: no devices, and no use inside other sites."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

API = "/api/"
# A passkey is the one device that is asked for.
PERMISSIONS = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "microphone=(), midi=(), payment=(), publickey-credentials-get=(self), usb=()"
)


class BrowserPolicyMiddleware:
    """Send `Permissions-Policy` and `Cross-Origin-Resource-Policy`; scripts of any site may read the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with both headers."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        policy = "cross-origin" if request.path_info.startswith(API) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
        return response
