"""People at the door: real names, passwords and codes."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, hotp_value
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from proceedings.record.roles import Role, give_role

PASSWORD = "a whistle after dark"  # noqa: S105  # a test's
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # a test's
HOME = "/admin/"


@pytest.fixture(autouse=True)
def unlimited(db: None) -> None:
    """Begin each test with no attempt counted."""
    cache.clear()


def person(role: Role = Role.CONTRIBUTOR, name: str = "testa") -> User:
    """Make an account with a role and a verified address."""
    user = User.objects.create_user(name, f"{name}@tracker.example", PASSWORD, is_staff=True)
    give_role(user, role)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def with_app(user: User) -> User:
    """Give an account an authenticator app."""
    TOTP.activate(user, SECRET)
    return user


def code(*, step: int = 0) -> str:
    """Return what the authenticator app shows."""
    return f"{hotp_value(SECRET, int(time.time()) // 30 + step):06d}"


def knock(client: Client, name: str, password: str = PASSWORD, *, to: str = HOME) -> Any:
    """Send name and password."""
    return client.post(reverse("account_login"), {"login": name, "password": password, "next": to})
