"""The gate of the admin: whose role needs a second factor is let in with one only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.recent_auth import gave_second_factor
from accounts.role_policy import needs_second_factor

GUARDED = "admin"
LET_THROUGH = {"login", "logout", "jsi18n"}


class SecondFactorMiddleware:
    """Ask for the second factor before any page of the admin, however the person was signed in.

    The session is asked, not the account: a session opened before a role was given holds no proof.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as always; the check is made once it is known which page is asked for."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Lead to the page of the second factor, and back afterwards."""
        match = request.resolver_match
        if match is None or GUARDED not in match.app_names or match.url_name in LET_THROUGH:
            return None
        user = request.user
        if not user.is_authenticated or gave_second_factor(request) or not needs_second_factor(user):
            return None
        back = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('second-factor')}?{back}")
