"""Create the first sign-in of a new site."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from proceedings.record.roles import Role, give_role, sync_roles

EMAIL_DOMAIN = "casetracker.example"  # a reserved domain: nothing can ever be sent there
PASSWORD_BYTES = 15  # twenty characters to copy


class Command(BaseCommand):
    """Create a publisher, or another role, with a random password, on a site without sign-ins."""

    help = (
        "Create a sign-in with a random password, printed once: a publisher, unless another role is named. "
        "Does nothing when anyone can sign in already."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another name than `editor`, and another role than publisher."""
        parser.add_argument("--username", default="editor", help="the name to sign in with (default: editor)")
        parser.add_argument(
            "--role",
            default=Role.PUBLISHER.value,
            choices=[role.value for role in Role],
            help="what they may do (default: publisher)",
        )

    @transaction.atomic
    def handle(self, *_args: Any, username: str, role: str, **_options: Any) -> None:
        """Bring the roles up to date, and create the sign-in unless there is one."""
        sync_roles()
        people = get_user_model().objects
        if people.exists():
            self.stdout.write("Sign-in: there is one already, nothing changed.")
            return
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        email = f"{username}@{EMAIL_DOMAIN}"
        user = people.create_user(username=username, email=email, password=password, is_staff=True)
        give_role(user, Role(role))
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        self.stdout.write(f"Sign-in for the admin, shown this once: {username} / {password}")
