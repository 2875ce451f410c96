"""Keys that nobody has set: made once, and kept beside the data."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def stored_secret_key(path: Path) -> str:
    """Return the key kept in `path`; make one, readable by its owner only, when there is none.

    Two processes that start at once end with the same key: the file appears whole or not at all.
    """
    with suppress(FileNotFoundError):
        return path.read_text(encoding="ascii").strip()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # mkstemp gives mode 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
    with suppress(FileExistsError):
        Path(path).hardlink_to(draft)
    Path(draft).unlink()
    return path.read_text(encoding="ascii").strip()
