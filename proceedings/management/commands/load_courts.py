"""Load the courts of the United States."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from proceedings.casefiles.load.files import load
from proceedings.casefiles.problems import UnreadableCaseFilesError
from proceedings.casefiles.reading import read_files
from proceedings.importers.courts import missing_courts
from proceedings.models import Court
from proceedings.record import services


class Command(BaseCommand):
    """Add the courts of courts-db that are not here yet, and those of seeds/courts; change none there is."""

    help = (
        "Add the courts of courts-db, once, and those in seeds/courts. Courts that are here stay as they are."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Add what is missing, in one transaction."""
        local = settings.BASE_DIR / "seeds" / "courts"
        with services.writing(reason="load_courts"):
            known = {court for court in Court.objects.values_list("courts_db_id", flat=True) if court}
            taken = set(Court.objects.values_list("key", flat=True))
            courts = [court for court in missing_courts(known) if court.key not in taken]
            services.add_all(courts)
            self.stdout.write(f"Courts of courts-db: {len(courts)} added, {len(known)} here already.")
            if local.is_dir():
                try:
                    tally = load(read_files([local]))
                except UnreadableCaseFilesError as error:
                    raise CommandError(str(error)) from error
                self.stdout.write("\n".join(tally.lines()))
