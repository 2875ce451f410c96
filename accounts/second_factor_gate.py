"""The gate of the admin and of the account pages: nobody passes who owes a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts.recent_auth import gave_second_factor
from accounts.role_policy import needs_second_factor

ADMIN = "admin"
ADMIN_OPEN = {"login", "logout", "jsi18n"}
# The pages of an account: allauth's, and our picture of a secret. Only the ways in and out stay open.
ACCOUNT = ("account_", "mfa_", "second-factor-")
ACCOUNT_OPEN = {
    "account_inactive",
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}


class SecondFactorMiddleware:
    """Ask for the second factor before any page of the admin or of the account, however one was signed in.

    The session is asked, not the account: one opened before a role was given, or a factor added, holds no
    proof. It could else read the recovery codes, or add a factor of its own.
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
        name = (match.url_name or "") if match is not None else ""
        is_admin = match is not None and ADMIN in match.app_names and name not in ADMIN_OPEN
        if not is_admin and (not name.startswith(ACCOUNT) or name in ACCOUNT_OPEN):
            return None
        user = request.user
        if not user.is_authenticated or gave_second_factor(request):
            return None
        if not is_mfa_enabled(user) and not (is_admin and needs_second_factor(user)):
            return None
        back = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('second-factor')}?{back}")
