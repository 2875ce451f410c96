"""Bring every status, and every day of a list, up to date with the facts and the present rules."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from proceedings.models import Defendant
from proceedings.record import services, sort_dates

BATCH = 500


class Command(BaseCommand):
    """Supersede what no longer follows and record what does; what was said at earlier instants stays."""

    help = "Derive every status again and record it where it differs; nothing said earlier is rewritten."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  # the signature of a command
        """Refresh in batches, each one transaction with its own instant."""
        ids = list(Defendant.objects.order_by("pk").values_list("pk", flat=True))
        for first in range(0, len(ids), BATCH):
            with services.writing(reason="rebuild_status") as work:
                work.touch(ids[first : first + BATCH])
        for kind, facts in sort_dates.batches():
            with services.writing() as work:
                work.listed.facts[kind].update(facts)
        self.stdout.write(f"{len(ids)} defendants derived again.")
