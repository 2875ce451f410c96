"""Our pages beside allauth's: asking for the second factor, its picture, joining, and too many attempts."""

from __future__ import annotations

import json
from hashlib import sha256

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from allauth.mfa.webauthn.views import login_webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts import invitations
from accounts.forms import JoinForm
from accounts.models import Outcome
from accounts.sign_in_log import log_attempt

GONE = 410
TOO_MANY = 429
CHALLENGE = "passkey_challenge"
CHALLENGE_SECONDS = 300


@never_cache
@login_required
@require_GET
def second_factor_view(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor; whoever has none yet is told how to add one."""
    next_url = get_next_redirect_url(request) or reverse("admin:index")
    if is_mfa_enabled(request.user):
        return HttpResponseRedirect(
            f"{reverse('mfa_reauthenticate')}?{urlencode({REDIRECT_FIELD_NAME: next_url})}"
        )
    return render(request, "account/second_factor.html", {"next_url": next_url})


@never_cache
@login_required
@require_GET
def qr_view(request: HttpRequest) -> HttpResponse:
    """Draw the secret that waits to be confirmed, for the authenticator app to read.

    allauth puts the picture into the page as a `data:` address, which our policy forbids.
    """
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")


def passkey_login_view(request: HttpRequest) -> HttpResponseBase:
    """Sign in with a passkey alone; the challenge waits in the browser, signed, and counts once.

    allauth keeps it in the session: a row in the database for everybody who asks.
    """
    if request.method == "POST":
        try:
            challenge = str(request.get_signed_cookie(CHALLENGE, salt=CHALLENGE, max_age=CHALLENGE_SECONDS))
        except (KeyError, BadSignature):
            challenge = ""
        digest = sha256(challenge.encode()).hexdigest()
        if challenge and cache.add(f"passkey_challenge:{digest}", "used", CHALLENGE_SECONDS):
            request.session[STATE_SESSION_KEY] = json.loads(challenge)
    answer: HttpResponseBase = login_webauthn(request)
    state = request.session.pop(STATE_SESSION_KEY, None)
    if request.method == "POST":
        answer.delete_cookie(CHALLENGE)
    elif state is not None:
        answer.set_signed_cookie(
            CHALLENGE,
            json.dumps(state),
            salt=CHALLENGE,
            max_age=CHALLENGE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_view(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a name and a password, once."""
    invitation = invitations.read(token)
    if invitation is None:
        return render(request, "account/invitation_over.html", status=GONE)
    form = JoinForm(request.POST if request.method == "POST" else None, email=invitation.email)
    if not form.is_valid():
        context = {"form": form, "invitation": invitation}
        return render(request, "account/join.html", context, status=400 if form.is_bound else 200)
    try:
        user = invitations.accept(
            invitation, username=form.cleaned_data["username"], password=form.cleaned_data["password1"]
        )
    except invitations.InvitationOverError:
        return render(request, "account/invitation_over.html", status=GONE)
    log_attempt(Outcome.JOINED, request, user)
    messages.success(request, _("Your account is ready. Sign in with the name and password you chose."))
    return redirect("account_login")


def too_many_view(request: HttpRequest) -> HttpResponse:
    """Refuse whoever asks too often."""
    log_attempt(Outcome.LIMITED, request)
    return render(request, "account/too_many.html", status=TOO_MANY)
