"""Turns taken within a window of time, counted for all processes of one machine.

The counts stand in a small file of fixed size: no database is asked and no writer is waited for. Nobody's
address is kept, only a number in a slot that is written over in the next window.
"""

from __future__ import annotations

import fcntl
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path

SLOTS = 65_536
MOST_TURNS = 2**32 - 1  # that a slot can hold
_SLOT = struct.Struct("<II")  # the window, and the turns taken in it


class RateCounters:
    """The counts in one file. Two senders in 65,536 may share a slot, and then share their turns."""

    def __init__(self, path: Path) -> None:
        """Open the file, which is made when there is none. Raises OSError when it cannot be."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        # The lock on the file keeps processes apart, but not the threads of one process.
        self._threads = threading.Lock()

    def take(self, sender: str, window: int, turns: int = 1) -> int:
        """Count one more turn of a sender in a window, or several; return how many that makes."""
        place = int.from_bytes(blake2b(sender.encode(), digest_size=8).digest(), "big") % SLOTS * _SLOT.size
        with self._alone(place):
            kept = os.pread(self._file, _SLOT.size, place)
            last, taken = _SLOT.unpack(kept) if len(kept) == _SLOT.size else (window, 0)
            taken = min(MOST_TURNS, taken + turns if last == window else turns)
            os.pwrite(self._file, _SLOT.pack(window, taken), place)
        return taken

    @contextmanager
    def _alone(self, place: int) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX, _SLOT.size, place)
            try:
                yield
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, _SLOT.size, place)


@cache
def turns_in(path: Path) -> RateCounters:
    """Return the counts in a file, opened once in each process."""
    return RateCounters(path)
