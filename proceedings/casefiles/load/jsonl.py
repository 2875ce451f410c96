"""JSON lines into the database, batch by batch: each is one transaction, and need not be loaded twice."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from proceedings.casefiles.load.files import load
from proceedings.casefiles.load.row_sync import LoadCounts
from proceedings.casefiles.parsing.jsonl import BATCH, Batch, batches
from proceedings.models import Load
from proceedings.record.bulk import BulkWriting


@dataclass(frozen=True, slots=True)
class LoadedBatch:
    """A batch, and what loading it did; nothing when these very lines were loaded before."""

    batch: Batch
    tally: LoadCounts | None


def load_lines(
    path: Path,
    *,
    by: AbstractBaseUser | None = None,
    reason: str = "",
    if_changed: bool = False,
    size: int = BATCH,
) -> Iterator[LoadedBatch]:
    """Load a file in batches, each in one transaction, and tell of each what was done.

    New cases are written all at once; a case that exists is compared, and changed where it differs. With
    `if_changed`, lines that were loaded before, as they are, are passed over unread: so a load that was cut
    off goes on where it stopped.
    Raises UnreadableCaseFilesError at the first batch with a problem; those before it are loaded.
    """
    for batch in batches(path, size):
        yield LoadedBatch(batch, load_batch(batch, by=by, reason=reason, if_changed=if_changed))


def load_batch(
    batch: Batch, *, by: AbstractBaseUser | None = None, reason: str = "", if_changed: bool = False
) -> LoadCounts | None:
    """Load one batch in one transaction; with `if_changed`, nothing when these lines were loaded before."""
    name = f"{batch.name[-200:]} lines {batch.first} to {batch.last}"
    if if_changed and Load.objects.filter(name=name, checksum=batch.checksum).exists():
        return None
    with _no_collecting(), transaction.atomic():
        matter = batch.matter()
        tally = load(matter, by=by, reason=reason, kind=BulkWriting)
        Load.objects.update_or_create(name=name, defaults={"checksum": batch.checksum})
    return tally


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Leave the search for cycles until the batch is written: it would go through all its rows many times."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
