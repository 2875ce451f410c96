"""What we ask of allauth: no open sign-up, attempts counted behind proxies, refused ones in the log."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest

from accounts.models import Outcome
from accounts.recent_auth import signed_in_lately
from accounts.role_policy import needs_second_factor
from accounts.sign_in_log import note
from kit.client_network import network_of


class OurAccounts(DefaultAccountAdapter):
    """Accounts come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Keep sign-up closed."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Count attempts by the network our own proxies name."""
        return network_of(request, proxies=settings.PROXIES)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log a refused name or password, with the account if there is one of that name."""
        note(Outcome.REFUSED, request, _named(credentials))

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Log whoever is refused for too many attempts, by password or by code."""
        if code == "too_many_login_attempts":
            note(Outcome.LIMITED, context.request)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Do not ask for the password again of somebody who gave it a minute ago."""
        if signed_in_lately(context.request):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class OurSecondFactors(DefaultMFAAdapter):
    """Whose role needs a second factor keeps one."""

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Refuse to take away the last factor of somebody who needs one."""
        if not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def _named(credentials: dict[str, Any]) -> AbstractBaseUser | None:
    name, email = credentials.get("username") or "", credentials.get("email") or ""
    wanted = Q(username__iexact=name or email) | Q(emailaddress__email__iexact=email or name)
    return get_user_model()._default_manager.filter(wanted).first()
