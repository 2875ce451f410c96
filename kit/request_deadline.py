"""An end to the work on a request: when it takes too long, or when whoever asked has hung up.

Looked at before each statement, and on SQLite while one runs; PostgreSQL has a timeout of its own for that.
"""

from __future__ import annotations

import errno
import select
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

# ruff: noqa: ANN401  # a statement's parameters and result, as Django hands them on

SQLITE_STEPS = 20_000  # of its virtual machine between two looks: a millisecond or less
HUNG_UP = select.POLLRDHUP | select.POLLHUP | select.POLLERR


class RequestOverError(Exception):
    """Nobody waits for the answer any longer."""


class TooSlowError(RequestOverError):
    """The answer takes longer than an answer may take."""


class ReaderGoneError(RequestOverError, BrokenPipeError):
    """Whoever asked has hung up: to the server, like a write that fails, and nothing to log."""

    def __init__(self) -> None:
        super().__init__(errno.EPIPE, "the reader has hung up")


class _Request(threading.local):
    """The request that this thread works on."""

    seconds: float = 0
    ends: float | None = None
    by_statement: bool = False
    client: socket.socket | None = None


_request = _Request()


def begin(seconds: float, client: socket.socket | None = None) -> None:
    """Give this thread's request so many seconds (0: no end); `client` is the reader's connection."""
    _request.seconds, _request.by_statement, _request.client = seconds, False, client
    _request.ends = time.monotonic() + seconds if seconds else None


def count_each_statement() -> None:
    """Let each statement have all the seconds: an answer is sent while it is made."""
    _request.by_statement = True


def end(**_signal: Any) -> None:
    """Forget this thread's request."""
    begin(0)


def check() -> None:
    """Raise TooSlowError or ReaderGoneError when the work on the request should end."""
    if _request.ends is not None and time.monotonic() > _request.ends:
        raise TooSlowError
    if _request.client is not None and _has_hung_up(_request.client):
        raise ReaderGoneError


def guard(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Look at the request whenever a connection works; a receiver of `connection_created`."""
    if _before_statement not in connection.execute_wrappers:
        connection.execute_wrappers.append(_before_statement)
    if connection.vendor == "sqlite":
        connection.connection.set_progress_handler(_is_over, SQLITE_STEPS)
    elif connection.vendor == "postgresql" and settings.ANSWER_SECONDS:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('statement_timeout', %s, false)", [f"{settings.ANSWER_SECONDS}s"]
            )


def _before_statement(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001  # as Django calls it
    context: dict[str, Any],
) -> Any:
    if _request.by_statement and _request.seconds:
        _request.ends = time.monotonic() + _request.seconds
    check()
    return execute(sql, params, many, context)


def _is_over() -> int:
    """Tell SQLite whether to give a statement up: it then fails, as interrupted."""
    try:
        check()
    except RequestOverError:
        return 1
    return 0


def _has_hung_up(client: socket.socket) -> bool:
    poll = select.poll()
    try:
        poll.register(client, HUNG_UP)
    except (OSError, ValueError):  # closed here already
        return True
    return bool(poll.poll(0))
