"""The log of sign-ins: each one, each refused one, and what was done with second factors and roles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import user_logged_in
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_used,
)
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import Group, User
from django.db.models.signals import m2m_changed
from django.http import HttpRequest

from accounts.models import Outcome, SignIn
from accounts.recent_auth import SECOND_FACTOR
from accounts.sessions import drop_expired_sessions, end_sessions
from kit.client_network import network_of
from kit.security_log import log_event

RETENTION = timedelta(days=365)
LIMITED_INTERVAL = timedelta(minutes=1)


def log_attempt(
    outcome: Outcome,
    request: HttpRequest | None,
    user: AbstractBaseUser | None = None,
    *,
    methods: str = "",
) -> None:
    """Write one row, and drop those older than a year; what goes over a limit is one row a minute."""
    now = datetime.now(UTC)
    network = network_of(request, proxies=settings.PROXIES) if request is not None else ""
    if outcome == Outcome.LIMITED and _is_logged(network, since=now - LIMITED_INTERVAL):
        return
    log_event(
        outcome.value,
        user=user.pk if user is not None else None,
        name=user.get_username() if user is not None else None,
        methods=methods,
        network=network,
    )
    SignIn.objects.filter(at__lt=now - RETENTION).delete()
    SignIn.objects.create(
        at=now,
        outcome=outcome,
        user_id=user.pk if user is not None else None,
        methods=methods,
        network=network,
    )


def _is_logged(network: str, *, since: datetime) -> bool:
    return SignIn.objects.filter(outcome=Outcome.LIMITED, network=network, at__gt=since).exists()


def listen() -> None:
    """Connect the log to allauth, and to the groups of an account, which are its roles."""
    m2m_changed.connect(_roles_changed, sender=User.groups.through, dispatch_uid="log of roles")
    user_logged_in.connect(_signed_in, dispatch_uid="log of sign-ins")
    authentication_failed.connect(_refused, dispatch_uid="log of refused factors")
    authenticator_used.connect(_confirmed, dispatch_uid="log of confirmations")
    authenticator_added.connect(_added, dispatch_uid="log of added factors")
    authenticator_removed.connect(_removed, dispatch_uid="log of removed factors")


def _signed_in(*, request: HttpRequest, user: AbstractBaseUser, **_kwargs: Any) -> None:
    records = get_authentication_records(request, user)
    methods = dict.fromkeys(str(record.get("type", record["method"])) for record in records)
    log_attempt(Outcome.SIGNED_IN, request, user, methods=", ".join(methods))
    drop_expired_sessions()


def _refused(*, request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **_kwargs: Any) -> None:
    log_attempt(Outcome.REFUSED_FACTOR, request, user, methods=str(authenticator.type))


def _confirmed(
    *,
    request: HttpRequest,
    user: AbstractBaseUser,
    authenticator: Any,
    reauthenticated: bool,
    **_kwargs: Any,
) -> None:
    if reauthenticated:
        log_attempt(Outcome.CONFIRMED, request, user, methods=str(authenticator.type))


def _added(*, request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **_kwargs: Any) -> None:
    log_attempt(Outcome.FACTOR_ADDED, request, user, methods=str(authenticator.type))
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        # Whoever adds a factor has just shown that they hold it; other sessions have not.
        end_sessions(user, but=request.session.session_key)
        record_authentication(
            request,
            user,
            SECOND_FACTOR,
            id=authenticator.pk,
            type=str(authenticator.type),
            reauthenticated=True,
        )


def _removed(*, request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **_kwargs: Any) -> None:
    log_attempt(Outcome.FACTOR_REMOVED, request, user, methods=str(authenticator.type))


def _roles_changed(
    *, action: str, instance: Any, pk_set: set[int] | None, reverse: bool, **_kwargs: Any
) -> None:
    """Log who got or lost which role; a change from the side of the group names the accounts."""
    event = {"post_add": "role_given", "post_remove": "role_taken", "post_clear": "roles_cleared"}.get(action)
    if event is None or pk_set == set():
        return
    request = context.request
    by = request.user.pk if request is not None and hasattr(request, "user") else None
    if reverse:
        log_event(event, role=instance, users=sorted(pk_set or ()), by=by)
        return
    names = Group.objects.filter(pk__in=pk_set or ()).order_by("name").values_list("name", flat=True)
    log_event(event, user=instance.pk, role=", ".join(names), by=by)
