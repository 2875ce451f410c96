"""The sessions of a person: ended when they add a second factor, dropped once they are over."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.models import Session


def end_sessions(user: AbstractBaseUser, *, but: str | None = None) -> None:
    """End every session of a person, except the one with the key `but`.

    A session must be decoded to tell whose it is; there are but a few for each person who works here.
    """
    open_sessions: Any = Session.objects.filter(expire_date__gt=datetime.now(UTC)).exclude(session_key=but)
    own = [one.pk for one in open_sessions if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(pk__in=own).delete()


def drop_expired_sessions() -> None:
    """Delete the sessions that are over."""
    Session.objects.filter(expire_date__lt=datetime.now(UTC)).delete()
