"""What a browser session has proved: which ways of signing in it went through, and when."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest

SECOND_FACTOR = "mfa"  # allauth's word


def authentication_records(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what allauth recorded in this session for this user, oldest first."""
    found: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return found


def gave_second_factor(request: HttpRequest) -> bool:
    """Tell whether a second factor was given in this session."""
    return any(proof["method"] == SECOND_FACTOR for proof in authentication_records(request))


def gave_factor_lately(request: HttpRequest) -> bool:
    """Tell whether a second factor was given within the last minutes (ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    return _is_recent(proof for proof in authentication_records(request) if proof["method"] == SECOND_FACTOR)


def signed_in_lately(request: HttpRequest) -> bool:
    """Tell whether anything was proved within the last minutes."""
    return _is_recent(authentication_records(request))


def _is_recent(found: Any) -> bool:  # any iterable of authentication_records
    return any(time.time() - proof["at"] < app_settings.REAUTHENTICATION_TIMEOUT for proof in found)
