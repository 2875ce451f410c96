"""Which code is running: one short hash over the sources, the same in every process that runs them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

SOURCES = (".py", ".po", ".mo", ".html", ".svg", ".txt", ".css", ".js")
LENGTH = 16


@cache
def code_version(*folders: Path) -> str:
    """Return the hash of every source in some folders, read once."""
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in SOURCES):
            total.update(f"{path.relative_to(folder)}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:LENGTH]
