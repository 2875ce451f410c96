"""Let the first person of a new site in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from accounts import invitations
from accounts.models import Invitation
from proceedings.record.roles import Role, group_of, sync_roles

EMAIL = "editor@casetracker.example"  # a reserved domain: nothing can ever be sent there


class Command(BaseCommand):
    """Print a link by which somebody makes the first account, once, with a password nobody else has seen."""

    help = (
        "Print a link by which somebody makes the first account, once, within a week: a publisher, unless "
        "another role is named. Does nothing when anyone can sign in already."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another role than publisher, and where the site is."""
        parser.add_argument(
            "--role",
            default=Role.PUBLISHER.value,
            choices=[role.value for role in Role],
            help="what they may do (default: publisher)",
        )
        parser.add_argument("--site", default="http://localhost:8000", help="where the site is, for the link")

    @transaction.atomic
    def handle(self, *_args: Any, role: str, site: str, **_options: Any) -> None:
        """Bring the roles up to date, and print the link unless there is an account."""
        sync_roles()
        if get_user_model().objects.exists():
            self.stdout.write("Sign-in: there is one already, nothing changed.")
            return
        group = group_of(Role(role))
        waiting = Invitation.objects.filter(email=EMAIL, role=group).first()
        if waiting is None or not waiting.is_open():
            waiting = Invitation.objects.create(email=EMAIL, role=group)
        link = f"{site.rstrip('/')}{invitations.path_of(waiting)}"
        self.stdout.write(
            f"Nobody can sign in yet. Choose a name and a password here, within a week ({role}): {link}"
        )
