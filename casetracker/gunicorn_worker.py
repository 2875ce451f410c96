"""gunicorn's threaded worker, made patient: no thread waits for a client that is slow to ask.

gthread gives a connection to a thread with its first byte, and the thread then waits for the rest of the
request however long that takes: as many half-sent requests as there are threads stop the site. Here the loop
that polls the sockets looks whether a request has arrived whole (its headers, and a body as small as those of
readers' forms) before a thread sees it, and closes a connection that takes longer than REQUEST_SECONDS.
"""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import socket
import struct
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeAlias

from gunicorn.workers.gthread import TConn, ThreadWorker

Connection: TypeAlias = Any  # a TConn; gunicorn comes without types

REQUEST_SECONDS = float(os.environ.get("REQUEST_SECONDS", "10"))
# Bodies up to here are waited for; larger ones are read by a thread, and only editors may send them.
LARGEST_AWAITED_BODY = 64 * 1024
LARGEST_HEADERS = 32 * 1024  # more than gunicorn accepts: let it refuse
ANSWER_SECONDS = 30  # for which a thread waits for a client that reads nothing
TICK_SECONDS = 0.1  # between two looks at a request that is not whole
END_OF_HEADERS = b"\r\n\r\n"
CONTENT_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
LENGTH_REQUIRED = b"HTTP/1.1 411 Length Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class LengthRequiredError(Exception):
    """A request with a body of unknown length, which nothing here sends."""


def is_whole(data: bytes) -> bool:
    r"""Tell whether a thread can read a request without waiting: `b"GET / HTTP/1.1\r\n\r\n"` can be.

    Raises LengthRequiredError.
    """
    end = data.find(END_OF_HEADERS)
    if end < 0:
        return len(data) >= LARGEST_HEADERS
    headers = data[: end + 2]
    if CHUNKED.search(headers):
        raise LengthRequiredError
    length = CONTENT_LENGTH.search(headers)
    body = min(int(length[1]), LARGEST_AWAITED_BODY) if length else 0
    return len(data) >= end + len(END_OF_HEADERS) + body


class PatientThreadWorker(ThreadWorker):
    """A threaded worker whose threads see whole requests only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arriving: dict[Connection, float] = {}  # each with its deadline
        self._resting: list[
            tuple[float, Any]
        ] = []  # those that have sent a part, with the time of the next look

    def accept(self, listener: socket.socket) -> None:
        """Accept a connection, and wait for its request in the loop."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return
        self.nr_conns += 1
        # A whole request lies in the kernel's buffer before it is read.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * (LARGEST_HEADERS + LARGEST_AWAITED_BODY))
        # The kernel ends a thread's wait for a client that reads nothing of its answer.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", ANSWER_SECONDS, 0))
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", ANSWER_SECONDS, 0))
        self._await(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """Wait in the loop for the next request of a connection that was kept alive."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._await(conn)

    def finish_request(self, conn: Connection, future: Future[Any]) -> None:
        """Close a connection that sent more than it was asked for: a thread would wait for the rest."""
        has_answer = not future.cancelled() and future.exception() is None and future.result() is True
        if has_answer and conn.parser.unreader.buf.getvalue():
            self._close(conn)
            return
        super().finish_request(conn, future)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Dispatch events, and look again at what had not arrived whole."""
        super().wait_for_and_dispatch_events(min(timeout, TICK_SECONDS) if self._resting else timeout)
        now = time.monotonic()
        due = [conn for moment, conn in self._resting if moment <= now]
        self._resting = [(moment, conn) for moment, conn in self._resting if moment > now]
        for conn in due:
            self._poll(conn)
        for conn in [conn for conn, deadline in self._arriving.items() if deadline <= now]:
            self._give_up(conn)

    def _await(self, conn: Connection) -> None:
        conn.sock.settimeout(0)
        self._arriving[conn] = time.monotonic() + REQUEST_SECONDS
        self._poll(conn)

    def _poll(self, conn: Connection) -> None:
        if conn in self._arriving:
            look: Callable[[socket.socket], None] = partial(self._look, conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, look)

    def _look(self, conn: Connection, client: socket.socket) -> None:
        """Hand a whole request to a thread; look at a part again in a moment."""
        self.poller.unregister(client)
        try:
            data = client.recv(LARGEST_HEADERS + LARGEST_AWAITED_BODY, socket.MSG_PEEK)
            whole = is_whole(data)
        except BlockingIOError:
            self._poll(conn)
            return
        except LengthRequiredError:
            client.settimeout(1)
            client.send(LENGTH_REQUIRED)
            self._give_up(conn)
            return
        except OSError:
            self._give_up(conn)
            return
        if not data:
            self._give_up(conn)
        elif whole:
            del self._arriving[conn]
            conn.data_ready = True
            self.enqueue_req(conn)
        else:
            self._resting.append((time.monotonic() + TICK_SECONDS, conn))

    def _give_up(self, conn: Connection) -> None:
        self._arriving.pop(conn, None)
        self._resting = [(moment, other) for moment, other in self._resting if other is not conn]
        with contextlib.suppress(KeyError, ValueError, OSError):  # at rest, or gone
            self.poller.unregister(conn.sock)
        with contextlib.suppress(OSError):  # what is left unread would make of our end a reset
            conn.sock.settimeout(0)
            conn.sock.recv(LARGEST_HEADERS + LARGEST_AWAITED_BODY)
        self._close(conn)

    def _close(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()
