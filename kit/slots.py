"""Places for work of which only so much may be done at once, by all processes of one machine.

A place is a lock on a file. The kernel gives it back when its process ends, however that ends.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from functools import cache
from pathlib import Path

LOOK_AGAIN_SECONDS = 0.05


class Slot:
    """A place that is held until it is released, at the latest when nobody refers to it any more."""

    def __init__(self, file: int, in_process: threading.Semaphore) -> None:
        self._file: int | None = file
        self._in_process = in_process

    def release(self) -> None:
        """Give the place to the next; safe to repeat."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)
            self._in_process.release()

    def __del__(self) -> None:
        self.release()


class Slots:
    """`most` places for the machine, and a process that holds or waits for no more than `in_process`."""

    def __init__(self, folder: Path, most: int, in_process: int) -> None:
        """Make the folder when there is none. Raises OSError when it cannot be made."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._paths = [folder / str(place) for place in range(most)]
        self._in_process = threading.Semaphore(in_process)

    def take(self, patience: float) -> Slot | None:
        """Wait for a place so many seconds; None when there was none. Raises OSError."""
        if not self._in_process.acquire(blocking=False):
            return None
        file = None
        try:
            file = self._lock(time.monotonic() + patience)
        finally:
            if file is None:
                self._in_process.release()
        return None if file is None else Slot(file, self._in_process)

    def _lock(self, until: float) -> int | None:
        while True:
            for path in self._paths:
                file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    os.close(file)
                else:
                    return file
            if time.monotonic() >= until:
                return None
            time.sleep(LOOK_AGAIN_SECONDS)


@cache
def slots_in(folder: Path, most: int, in_process: int) -> Slots:
    """Return the places of a folder, the same ones in each thread of a process."""
    return Slots(folder, most, in_process)
