"""Let somebody who lost their second factor enrol another."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Outcome
from accounts.sessions import end_sessions
from accounts.sign_in_log import log_attempt


class Command(BaseCommand):
    """Take every second factor and recovery code from an account."""

    help = "Take every second factor from an account; whose role needs one adds another at the next sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask whose."""
        parser.add_argument("username", help="the name the person signs in with")

    def handle(self, *_args: Any, username: str, **_options: Any) -> None:
        """Take them, and log it."""
        user = get_user_model()._default_manager.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {username}.")
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user)
        log_attempt(Outcome.FACTOR_REMOVED, None, user, methods="forget_factors")
        self.stdout.write(f"{username} has no second factor now.")
