"""Rows as files: CSV, XLSX and JSON under one list of columns, streamed, memory flat.

Rows arrive as an iterator of mappings by column key (`kit.columns.record` makes them) and leave
as an iterator of bytes, ready for a streamed response. An `About` says what the file is: its address, its two
dates, how many rows there are and how many the file may hold. Nothing is cut in silence.
"""

from __future__ import annotations

from kit.tables.csv_file import csv_chunks
from kit.tables.file_metadata import FileMetadata
from kit.tables.json_file import json_chunks
from kit.tables.values import UnwritableValueError, guarded, unguarded
from kit.tables.xlsx_file import xlsx_chunks

CONTENT_TYPES: dict[str, str] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
RENDERINGS = {"csv": csv_chunks, "json": json_chunks, "xlsx": xlsx_chunks}

__all__ = [
    "CONTENT_TYPES",
    "RENDERINGS",
    "FileMetadata",
    "UnwritableValueError",
    "csv_chunks",
    "guarded",
    "json_chunks",
    "unguarded",
    "xlsx_chunks",
]
