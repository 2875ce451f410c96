"""Encrypt the secrets of second factors that stand in clear or under a former key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts.factor_secrets import encrypt_stored


class Command(BaseCommand):
    """Bring every stored secret under the first of FACTORS_KEYS."""

    help = "Encrypt the secrets of second factors under the first of FACTORS_KEYS. Safe to repeat."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Encrypt them, and say how many were not."""
        self.stdout.write(f"Second factors encrypted now: {encrypt_stored()}.")
