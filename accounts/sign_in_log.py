"""The log of sign-ins: each one, each refused one, and what was done with second factors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_used,
)
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from accounts.models import Outcome, SignIn
from accounts.recent_auth import SECOND_FACTOR
from kit.client_network import network_of

KEPT = timedelta(days=365)


def note(
    outcome: Outcome,
    request: HttpRequest | None,
    user: AbstractBaseUser | None = None,
    *,
    methods: str = "",
) -> None:
    """Write one line, and drop those older than a year."""
    now = datetime.now(UTC)
    SignIn.objects.filter(at__lt=now - KEPT).delete()
    SignIn.objects.create(
        at=now,
        outcome=outcome,
        user_id=user.pk if user is not None else None,
        methods=methods,
        network=network_of(request, proxies=settings.PROXIES) if request is not None else "",
    )


def listen() -> None:
    """Connect the log to allauth."""
    user_logged_in.connect(_signed_in, dispatch_uid="log of sign-ins")
    authentication_failed.connect(_refused, dispatch_uid="log of refused factors")
    authenticator_used.connect(_confirmed, dispatch_uid="log of confirmations")
    authenticator_added.connect(_added, dispatch_uid="log of added factors")
    authenticator_removed.connect(_removed, dispatch_uid="log of removed factors")


def _signed_in(*, request: HttpRequest, user: AbstractBaseUser, **_kwargs: Any) -> None:
    records = get_authentication_records(request, user)
    methods = dict.fromkeys(str(record.get("type", record["method"])) for record in records)
    note(Outcome.SIGNED_IN, request, user, methods=", ".join(methods))


def _refused(*, request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **_kwargs: Any) -> None:
    note(Outcome.REFUSED_FACTOR, request, user, methods=str(authenticator.type))


def _confirmed(
    *,
    request: HttpRequest,
    user: AbstractBaseUser,
    authenticator: Any,
    reauthenticated: bool,
    **_kwargs: Any,
) -> None:
    if reauthenticated:
        note(Outcome.CONFIRMED, request, user, methods=str(authenticator.type))


def _added(*, request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **_kwargs: Any) -> None:
    note(Outcome.FACTOR_ADDED, request, user, methods=str(authenticator.type))
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        # Whoever adds a factor has just shown that they hold it.
        record_authentication(
            request,
            user,
            SECOND_FACTOR,
            id=authenticator.pk,
            type=str(authenticator.type),
            reauthenticated=True,
        )


def _removed(*, request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **_kwargs: Any) -> None:
    note(Outcome.FACTOR_REMOVED, request, user, methods=str(authenticator.type))
