"""Many short pieces of text as fewer pieces of bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

CHUNK = 32 * 1024  # letters: big enough that sending costs little, small enough to stay out of memory


def chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    """Yield the pieces joined, in UTF-8, some tens of kilobytes at a time."""
    waiting: list[str] = []
    length = 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= CHUNK:
            yield _bytes(waiting)
            waiting, length = [], 0
    if waiting:
        yield _bytes(waiting)


def _bytes(pieces: list[str]) -> bytes:
    # A lone surrogate has no UTF-8; one such letter must not break the whole download.
    return "".join(pieces).encode("utf-8", errors="replace")
