"""Create the first sign-in of a new site."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from proceedings.roles import editors

PASSWORD_BYTES = 15  # twenty characters to copy


class Command(BaseCommand):
    """Create an editor with a random password, printed once, on a site that has no sign-in yet."""

    help = (
        "Create an editor with a random password, printed once. Does nothing when anyone can sign in already."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another name than `editor`."""
        parser.add_argument("--username", default="editor", help="the name to sign in with (default: editor)")

    @transaction.atomic
    def handle(self, *_args: Any, username: str, **_options: Any) -> None:
        """Bring the group of editors up to date, and create the sign-in unless there is one."""
        group = editors()
        people = get_user_model().objects
        if people.exists():
            self.stdout.write("Sign-in: there is one already, nothing changed.")
            return
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        people.create_user(username=username, password=password, is_staff=True).groups.add(group)
        self.stdout.write(f"Sign-in for the admin, shown this once: {username} / {password}")
