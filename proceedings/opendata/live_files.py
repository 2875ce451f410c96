"""The public data as they stand: written when first asked for after a change, and kept until the next.

Nobody is kept from writing meanwhile: when somebody wrote while the files were made, they are made again.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from proceedings.models import StatusSpan
from proceedings.models.status_span_queries import today
from proceedings.opendata import Public, codebook
from proceedings.opendata.file_writer import Edition, write
from proceedings.record import services
from proceedings.record.history import last_instant

ATTEMPTS = 3
CURRENT = "current"
Made = TypeVar("Made")


class BusyError(Exception):
    """The files are being written by somebody else, or the record changes faster than they can be."""


class TooLargeError(Exception):
    """The data are too large to be written whenever somebody asks; releases have them."""


@dataclass(frozen=True, slots=True)
class Files:
    """The two files of an edition, in their folder."""

    folder: Path
    edition: Edition

    def path(self, suffix: str) -> Path:
        """Return the path of the zip or of the SQLite file."""
        name = self.edition.zip_name if suffix == "zip" else self.edition.sqlite_name
        return self.folder / name


def data_dir() -> Path:
    """Return the folder of written data."""
    return Path(settings.DATA_DIR)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Let one process at a time write; BusyError for the others."""
    data_dir().mkdir(parents=True, exist_ok=True)
    with (data_dir() / f".{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError from error
        yield


def settled(make: Callable[[datetime], Made], *, wait: bool) -> Made:
    """Make something of the record while nobody writes, and give it the instant it is true for.

    Reads without a lock, and again when something was written meanwhile. When that happens too often, the
    writers wait if `wait` says so; else BusyError is raised.
    """
    for _attempt in range(ATTEMPTS):
        known, day = last_instant(), today()
        made = make(known)
        if (last_instant(), today()) == (known, day):
            return made
    if not wait:
        raise BusyError
    with services.writing():
        return make(last_instant())


def is_small() -> bool:
    """Tell whether the data can be written while somebody waits. One query."""
    limit = settings.DATA_LIVE_LIMIT
    return StatusSpan.objects.live().order_by()[: limit + 1].count() <= limit


def files() -> Files:
    """Return the files of the record as it stands, writing them when there are none.

    Raises TooLargeError and BusyError.
    """
    found = _kept()
    if found is not None:
        return found
    if not is_small():
        raise TooLargeError
    with alone(CURRENT):
        return _kept() or settled(_write, wait=False)


def _edition(known: datetime) -> Edition:
    return Edition(name=today().isoformat(), known=known)


def _folder(known: datetime) -> Path:
    """Return where the files of an instant stand: another day, closing, or codebook has another folder."""
    said = "\n".join([known.isoformat(), today().isoformat(), settings.DATA_LICENCE, codebook.fingerprint()])
    return data_dir() / CURRENT / hashlib.sha256(said.encode()).hexdigest()[:32]


def _kept() -> Files | None:
    known = last_instant()
    folder = _folder(known)
    return Files(folder, _edition(known)) if folder.is_dir() else None


def _write(known: datetime) -> Files:
    """Write the files, put them in place whole, and take away those of before."""
    home = data_dir() / CURRENT
    home.mkdir(parents=True, exist_ok=True)
    folder, edition = _folder(known), _edition(known)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=home))
    try:
        write(making, edition, Public().records)
        if last_instant() == known:
            making.rename(folder)
    finally:
        for old in home.iterdir():
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
    return Files(folder, edition)
