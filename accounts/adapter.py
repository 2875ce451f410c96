"""What we ask of allauth: no open sign-up, attempts counted behind proxies, refused ones in the log."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest

from accounts import factor_secrets
from accounts.models import Outcome
from accounts.recent_auth import gave_factor_lately, signed_in_lately
from accounts.role_policy import needs_second_factor
from accounts.sign_in_log import log_attempt
from kit.client_network import network_of


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Keep sign-up closed."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Count attempts by the network our own proxies name."""
        return network_of(request, proxies=settings.PROXIES)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Log a refused name or password, with the account if there is one of that name."""
        log_attempt(Outcome.REFUSED, request, _account_of(credentials))

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Log whoever is refused for too many attempts, by password or by code."""
        if code == "too_many_login_attempts":
            log_attempt(Outcome.LIMITED, context.request)
        error: ValidationError = super().validation_error(code, *args)
        return error

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the second factor, where there is one, or the password, unless it was given lately."""
        request = context.request
        if is_mfa_enabled(request.user):
            return not gave_factor_lately(request)
        if signed_in_lately(request):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Let a password confirm nothing for somebody who has a second factor."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if is_mfa_enabled(user):
            return [method for method in methods if method["id"] != "reauthenticate"]
        return methods


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted, and the last one stays where the role needs one."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret before it is stored."""
        return factor_secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read a stored secret."""
        return factor_secrets.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Refuse to take away the last factor of somebody who needs one."""
        if not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def _account_of(credentials: dict[str, Any]) -> AbstractBaseUser | None:
    name, email = credentials.get("username") or "", credentials.get("email") or ""
    wanted = Q(username__iexact=name or email) | Q(emailaddress__email__iexact=email or name)
    return get_user_model()._default_manager.filter(wanted).first()
