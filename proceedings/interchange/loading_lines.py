"""JSON lines into the database, batch by batch: each is one transaction, and need not be loaded twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from proceedings.bulk import BulkWriting
from proceedings.interchange.lines import BATCH, Batch, batches
from proceedings.interchange.loading import load
from proceedings.interchange.rows import Tally
from proceedings.models import Load


@dataclass(frozen=True, slots=True)
class Loaded:
    """A batch, and what loading it did; nothing when these very lines were loaded before."""

    batch: Batch
    tally: Tally | None


def load_lines(
    path: Path,
    *,
    by: AbstractBaseUser | None = None,
    reason: str = "",
    if_changed: bool = False,
    size: int = BATCH,
) -> Iterator[Loaded]:
    """Load a file in batches, each in one transaction, and tell of each what was done.

    New cases are written all at once; a case that exists is compared, and changed where it differs. With
    `if_changed`, lines that were loaded before, as they are, are passed over unread: so a load that was cut
    off goes on where it stopped.
    Raises UnreadableCaseFilesError at the first batch with a problem; those before it are loaded.
    """
    for batch in batches(path, size):
        yield Loaded(batch, _load(batch, by=by, reason=reason, if_changed=if_changed))


def _load(batch: Batch, *, by: AbstractBaseUser | None, reason: str, if_changed: bool) -> Tally | None:
    name = f"{batch.name[-200:]} lines {batch.first} to {batch.last}"
    if if_changed and Load.objects.filter(name=name, checksum=batch.checksum).exists():
        return None
    matter = batch.matter()
    with transaction.atomic():
        tally = load(matter, by=by, reason=reason, kind=BulkWriting)
        Load.objects.update_or_create(name=name, defaults={"checksum": batch.checksum})
    return tally


def analyse() -> None:
    """Let the database count its rows anew: after a large load its guesses would be far off."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
