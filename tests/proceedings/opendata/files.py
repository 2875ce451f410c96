"""Reading the written files as their readers would."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path


def zip_tables(path: Path) -> dict[str, list[dict[str, str]]]:
    """Return every table of a zip."""
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(archive.read(name).decode(), newline=""))
            )
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def everything(path: Path) -> str:
    """Return all the text of a zip or of an SQLite file, in small letters."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist()).decode().lower()
    return path.read_bytes().decode("utf-8", "replace").lower()


def broken_references(path: Path) -> list[tuple[object, ...]]:
    """Return the rows of an SQLite file that refer to rows which are not there."""
    with closing(sqlite3.connect(path)) as base:
        return list(base.execute("PRAGMA foreign_key_check"))
