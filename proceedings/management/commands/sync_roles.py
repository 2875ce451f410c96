"""Make the groups of the four roles, with the permissions each is due."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from proceedings.record.roles import Role, sync_roles


class Command(BaseCommand):
    """Bring the groups of contributors, editors, publishers and administrators up to date."""

    help = (
        "Give the groups of contributors, editors, publishers and administrators exactly the permissions "
        "they are due. Safe to repeat."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Make what is missing and take away what is not due."""
        sync_roles()
        names = ", ".join(role.group_name for role in Role)
        self.stdout.write(f"Roles: {names} have the permissions they are due.")
