"""Files of the public data: a zip of CSV tables and one SQLite file, written together, row by row.

Both hold the codebook, so that neither needs this site to be understood.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.utils.translation import gettext as _

from kit.filtering import stamp
from kit.tables.csv_file import cell
from kit.tables.values import Plain, as_text, values
from proceedings.opendata import TABLES, codebook
from proceedings.opendata.fields import PublicTable, Record, TableField

BATCH = 2_000
PIECE = 1024 * 1024
AFFINITY = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
CODEBOOK = {
    "codebook_columns": (codebook.COLUMN_KEYS, codebook.column_rows),
    "codebook_codes": (codebook.CODE_KEYS, codebook.code_rows),
}
Records = Callable[[PublicTable], Iterator[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What the files say about themselves: their name, and the instant they are true for."""

    name: str
    known: datetime
    notes: tuple[str, ...] = ()

    @property
    def zip_name(self) -> str:
        """Return the name of the zip of CSV tables."""
        return f"casetracker-{self.name}.zip"

    @property
    def sqlite_name(self) -> str:
        """Return the name of the SQLite file."""
        return f"casetracker-{self.name}.sqlite"

    def facts(self) -> dict[str, str]:
        """Return what a reader must know who has the file and nothing else."""
        facts = {
            "name": self.name,
            "known": stamp(self.known),
            "cite": cite(self.name, self.known),
            "licence": licence(),
            "reading": _(
                "Dates are EDTF where sources give no single day. Empty means not known or not stated. "
                "In CSV an apostrophe stands before a text that a spreadsheet would run as a formula. "
                "Addresses are within the site. "
                "Everyone is presumed innocent unless and until found guilty by a court."
            ),
        }
        return facts | ({"notes": "\n".join(self.notes)} if self.notes else {})


def licence() -> str:
    """Return the terms the operator states, or that none are stated."""
    return settings.DATA_LICENCE or _(
        "Whoever runs this site has stated no license for the data. Sources keep their own rights."
    )


def cite(name: str, known: datetime) -> str:
    """Return how to cite the data."""
    return _("casetracker, public data set, %(name)s, as published by %(known)s.") % {
        "name": name,
        "known": stamp(known),
    }


def write(folder: Path, edition: Edition, records: Records) -> dict[str, int]:
    """Write both files into a folder; returns the number of rows by table."""
    counts: dict[str, int] = {}
    with (
        closing(sqlite3.connect(folder / edition.sqlite_name, isolation_level=None)) as base,
        ZipFile(folder / edition.zip_name, "w", ZIP_DEFLATED) as archive,
    ):
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN")
        for table in TABLES:
            counts[table.name] = _table(base, archive, edition, table, records(table))
        _explain(base, archive, edition)
        base.execute("COMMIT")
    return counts


def _member(archive: ZipFile, edition: Edition, name: str) -> IO[bytes]:
    """Open a file in the zip, dated by what it is true for: the same data make the same bytes."""
    when = edition.known
    info = ZipInfo(name, date_time=(max(when.year, 1980), when.month, when.day, 0, 0, 0))
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return archive.open(info, "w", force_zip64=True)


def _table(
    base: sqlite3.Connection,
    archive: ZipFile,
    edition: Edition,
    table: PublicTable,
    records: Iterator[Record],
) -> int:
    """Write one table into both files, a batch at a time."""
    base.execute(_create(table))
    count = 0
    with (
        _member(archive, edition, f"{table.name}.csv") as raw,
        io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="") as text,
    ):
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([each.key for each in table.fields])
        while batch := list(islice(records, BATCH)):
            plain = [values(table.fields, record) for record in batch]
            writer.writerows([cell(value) for value in row] for row in plain)
            _insert(base, table.name, len(table.fields), ([_stored(value) for value in row] for row in plain))
            count += len(batch)
    return count


def _create(table: PublicTable) -> str:
    """Return the statement that makes a table; names come from our own list alone."""
    lines = [f'"{each.key}" {_affinity(each)}' for each in table.fields]
    lines += [f'FOREIGN KEY ("{each.key}") REFERENCES "{each.refers}" ("id")' for each in table.references]
    return f'CREATE TABLE "{table.name}" ({", ".join(lines)})'


def _affinity(each: TableField) -> str:
    return "INTEGER PRIMARY KEY" if each.key == "id" else AFFINITY.get(each.type, "TEXT")


def _insert(base: sqlite3.Connection, table: str, width: int, rows: Iterable[Sequence[Any]]) -> None:
    places = ", ".join("?" * width)
    base.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)  # noqa: S608  # a name of our own list


def _stored(value: Plain) -> Plain:
    """Return a value as SQLite keeps it: dates and instants as text."""
    if isinstance(value, date):
        return as_text(value)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _explain(base: sqlite3.Connection, archive: ZipFile, edition: Edition) -> None:
    """Write what the files are, and the codebook."""
    facts = edition.facts()
    base.execute('CREATE TABLE "about" ("key" TEXT PRIMARY KEY, "value" TEXT)')
    _insert(base, "about", 2, facts.items())
    with _member(archive, edition, "README.txt") as raw:
        raw.write("".join(f"{key}: {value}\n\n" for key, value in facts.items()).encode())
    with _member(archive, edition, "codebook.json") as raw:
        raw.write(codebook.as_json().encode())
    for name, (keys, rows) in CODEBOOK.items():
        base.execute(_create_texts(name, keys))
        _insert(base, name, len(keys), (tuple(row[key] for key in keys) for row in rows()))
        with _member(archive, edition, f"{name}.csv") as raw:
            raw.write(codebook_csv(name).encode())


def _create_texts(name: str, keys: Sequence[str]) -> str:
    """Return the statement that makes a table of texts."""
    texts = ", ".join(f'"{key}" TEXT' for key in keys)
    return f'CREATE TABLE "{name}" ({texts})'


def codebook_csv(name: str) -> str:
    """Write one table of the codebook as CSV."""
    keys, rows = CODEBOOK[name]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(keys)
    writer.writerows([cell(row[key]) for key in keys] for row in rows())
    return text.getvalue()


def stored_records(path: Path) -> Records:
    """Return a reader of the tables of a SQLite file written here; a table it lacks has no rows."""

    def read(table: PublicTable) -> Iterator[Record]:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            base.row_factory = sqlite3.Row
            names = {
                row["name"] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            }
            if table.name not in names:
                return
            rows = base.execute(f'SELECT * FROM "{table.name}" ORDER BY "id"')  # noqa: S608  # as above
            for row in rows:
                held = row.keys()
                yield {
                    each.key: each.plain(row[each.key]) if each.key in held else None for each in table.fields
                }

    return read


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
