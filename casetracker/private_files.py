"""What the site writes is for its own user: the database holds closed records, and the keys open it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

UMASK = 0o077
FOLDER, FILE = 0o700, 0o600


def write_privately() -> None:
    """Let nobody else read what this process writes from now on."""
    os.umask(UMASK)


def make_private(folder: Path, files: Iterable[Path] = ()) -> None:
    """Close a folder to others, and files that an earlier version left open, wherever they are."""
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    folder.chmod(FOLDER)
    for path in files:
        with suppress(FileNotFoundError):
            path.chmod(FILE)
