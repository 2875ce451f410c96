"""Frozen releases: the public data of one instant, dated, checksummed and never changed.

With one exception, which the release itself tells: what the law closes later is taken out of it.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.utils.translation import gettext as _

from kit.filtering import stamp
from proceedings.law import rules
from proceedings.models.status_span_queries import today
from proceedings.opendata import (
    TABLES,
    Public,
    Record,
    RowFilter,
    closed_since_release,
    codebook,
)
from proceedings.opendata.file_writer import (
    Edition,
    Records,
    checksum,
    stored_records,
    write,
)
from proceedings.opendata.live_files import (
    BusyError,
    alone,
    data_dir,
    settled,
)

NAME = re.compile(r"[0-9a-z](?:[0-9a-z.-]{0,58}[0-9a-z])?")
MANIFEST, SUMS, CODEBOOK, STATE = "manifest.json", "SHA256SUMS", "codebook.json", ".closed"
READ_ONLY = 0o444


class ReleaseExistsError(Exception):
    """There is a release of that name; a release is never changed."""


class UnfitNameError(ValueError):
    """The name of a release has other signs than small letters, digits, dots and hyphens."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release as its manifest tells it."""

    folder: Path
    manifest: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a release from its folder."""
        return cls(folder, json.loads((folder / MANIFEST).read_text(encoding="utf-8")))

    @property
    def name(self) -> str:
        """Return the name, part of its address."""
        return str(self.manifest["name"])

    @property
    def known(self) -> datetime:
        """Return the instant the data are true for."""
        return datetime.fromisoformat(self.manifest["known"])

    @property
    def made_at(self) -> datetime:
        """Return when the release was made."""
        return datetime.fromisoformat(self.manifest["made_at"])

    @property
    def edition(self) -> Edition:
        """Return what the files say about themselves."""
        return Edition(name=self.name, known=self.known, notes=tuple(note["words"] for note in self.notes))

    @property
    def notes(self) -> list[dict[str, Any]]:
        """Return what was taken out of the release since, oldest first."""
        return list(self.manifest["notes"])

    @property
    def rows(self) -> int:
        """Return how many rows the release has."""
        return sum(self.manifest["tables"].values())

    @property
    def files(self) -> dict[str, dict[str, Any]]:
        """Return the size and checksum of each data file, by name."""
        return dict(self.manifest["files"])

    @property
    def served(self) -> tuple[str, ...]:
        """Return the names of all files anybody may fetch."""
        return (*self.files, MANIFEST, SUMS)

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was closed since the release was last looked through."""
        return (self.folder / STATE).read_text(encoding="utf-8") == closed_since_release.state()

    @property
    def records(self) -> Records:
        """Return the rows the release holds."""
        return stored_records(self.folder / self.edition.sqlite_name)


def home() -> Path:
    """Return the folder of all releases."""
    return data_dir() / "releases"


def releases() -> list[Release]:
    """Return the releases, newest first."""
    if not home().is_dir():
        return []
    found = [Release.read(folder) for folder in home().iterdir() if NAME.fullmatch(folder.name)]
    return sorted(found, key=lambda release: (release.made_at, release.name), reverse=True)


def find(name: str) -> Release | None:
    """Return the release of that name."""
    folder = home() / name
    return Release.read(folder) if NAME.fullmatch(name) and folder.is_dir() else None


def make(name: str = "") -> Release:
    """Freeze the public data as they stand, under today's date or the name given.

    Raises UnfitNameError, ReleaseExistsError, and BusyError while another release is being written.
    """
    name = name or today().isoformat()
    if not NAME.fullmatch(name):
        raise UnfitNameError(name)
    with alone("releases"):
        if (home() / name).exists():
            raise ReleaseExistsError(name)
        written = settled(lambda known: _make(name, known), wait=True)
        _put(written, home() / name)
        return Release.read(home() / name)


def _make(name: str, known: datetime) -> Path:
    manifest = {"name": name, "known": stamp(known), "made_at": stamp(datetime.now(UTC)), "notes": []}
    return _write(manifest, Public().records)


def clean(release: Release) -> bool:
    """Take what was closed since out of a release, with a note; tells whether anything was.

    The files are written anew from what the release holds, and so get new checksums; the note keeps the old.
    Raises BusyError while another release is being written.
    """
    with alone("releases"):
        state = closed_since_release.state()
        gate = closed_since_release.gate(release.records)
        if not _holds_closed(release, gate):
            _note_state(release.folder, state)
            return False
        marks = gate.referred
        note = {
            "on": today().isoformat(),
            "words": _("On %(day)s rows or names that have since been closed to the public were taken out.")
            % {"day": today().isoformat()},
            "replaced": {name: facts["sha256"] for name, facts in release.files.items()},
        }
        again = closed_since_release.gate(release.records, marks)
        manifest = release.manifest | {"notes": [*release.notes, note]}
        written = _write(manifest, lambda table: again.admit(table, release.records(table)))
        _put(written, release.folder)
        return True


def _holds_closed(release: Release, gate: RowFilter) -> bool:
    """Walk through a release; tell whether any row has to go or to say less."""
    found = False
    for table in TABLES:
        before = _CountedRecords(release.records(table))
        passed = 0
        for record in gate.admit(table, before):
            passed += 1
            found = found or record != before.last
        found = found or passed != before.seen
    return found


class _CountedRecords:
    """Records as they go by, with the last one kept as it was and all of them counted."""

    def __init__(self, records: Iterator[Record]) -> None:
        self._records = records
        self.last: Record = {}
        self.seen = 0

    def __iter__(self) -> Iterator[Record]:
        for record in self._records:
            self.last = dict(record)
            self.seen += 1
            yield record


def _write(manifest: dict[str, Any], records: Records) -> Path:
    """Write a release beside the others, to be put in its place when it is whole."""
    home().mkdir(parents=True, exist_ok=True)
    folder = home() / f".new-{manifest['name']}"
    shutil.rmtree(folder, ignore_errors=True)  # of an attempt that was given up
    folder.mkdir(mode=0o755)
    state = closed_since_release.state()
    edition = Release(folder, manifest).edition
    settled_facts = {"rules_version": rules.RULES_VERSION, "licence": settings.DATA_LICENCE}
    told = settled_facts | manifest | {"tables": write(folder, edition, records)}
    (folder / CODEBOOK).write_text(codebook.as_json(), encoding="utf-8")
    _seal(folder, told, (edition.zip_name, edition.sqlite_name, CODEBOOK))
    _note_state(folder, state)
    return folder


def _seal(folder: Path, manifest: dict[str, Any], names: tuple[str, ...]) -> None:
    """Write manifest and checksums, and take away the right to write."""
    files = {
        name: {"bytes": (folder / name).stat().st_size, "sha256": checksum(folder / name)} for name in names
    }
    text = json.dumps(manifest | {"files": files}, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    sums = {name: facts["sha256"] for name, facts in files.items()}
    sums[MANIFEST] = checksum(folder / MANIFEST)
    (folder / SUMS).write_text(
        "".join(f"{value}  {name}\n" for name, value in sums.items()), encoding="utf-8"
    )
    for file in folder.iterdir():
        file.chmod(READ_ONLY)


def _note_state(folder: Path, state: str) -> None:
    """Remember as of which closings the release was looked through."""
    making = folder / f"{STATE}.new"
    making.write_text(state, encoding="utf-8")
    making.rename(folder / STATE)


def _put(making: Path, folder: Path) -> None:
    """Put a folder in its place; what stood there is gone afterwards."""
    old = folder.with_name(f".old-{folder.name}")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    making.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def ready(release: Release) -> Release:
    """Return a release fit to be served: looked through since the last closing.

    A small one is looked through on the spot. Raises BusyError when it has to wait for clean_releases.
    """
    if release.is_clean:
        return Release.read(release.folder)
    if release.rows > settings.RELEASE_LIVE_LIMIT:
        raise BusyError
    clean(release)
    return Release.read(release.folder)
