"""Clients that are slow to ask hold no thread: against a real gunicorn with one process of two threads."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from casetracker.gunicorn_worker import LengthRequiredError, is_whole

APP = """
def app(environ, start_response):
    body = environ["wsgi.input"].read() if environ["REQUEST_METHOD"] == "POST" else b"hello"
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""
PATIENCE = 2.0


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    folder = tmp_path_factory.mktemp("hello")
    (folder / "hello.py").write_text(APP)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "gunicorn", "hello:app", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "casetracker.gunicorn_worker.PatientThreadWorker", "--no-control-socket"]
    command += ["--workers", "1", "--threads", "2", "--log-level", "warning"]
    environment = os.environ | {"PYTHONPATH": f"{folder}:{root}", "REQUEST_SECONDS": str(PATIENCE)}
    with subprocess.Popen(command, cwd=folder, env=environment) as server:  # noqa: S603  # our own words
        try:
            for _ in range(200):
                try:
                    ask(("127.0.0.1", port), b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                    break
                except OSError:
                    time.sleep(0.1)
            yield ("127.0.0.1", port)
        finally:
            server.terminate()


def ask(address: tuple[str, int], request: bytes, timeout: float = 10.0) -> bytes:
    """Send a request and read the answer to its end."""
    with socket.create_connection(address, timeout=timeout) as client:
        client.sendall(request)
        pieces = []
        while piece := client.recv(65536):
            pieces.append(piece)
        return b"".join(pieces)


def read_until(client: socket.socket, end: bytes) -> bool:
    """Read until an answer ends so; False when the connection ends first."""
    answer = b""
    while not answer.endswith(end):
        piece = client.recv(65536)
        if not piece:
            return False
        answer += piece
    return True


PLAIN = b"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "half",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: h\r\nX-A: b",
        b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n1234",
    ],
    ids=["nothing", "half the headers", "half the body"],
)
def test_five_hundred_half_requests_stop_nobody(address: tuple[str, int], half: bytes) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(socket.create_connection(address, timeout=10)) for _ in range(500)]
        for client in slow:
            client.sendall(half)
        for _ in range(20):
            assert ask(address, PLAIN).endswith(b"hello")
        slow[0].settimeout(PATIENCE * 10)
        assert slow[0].recv(100) == b""  # closed when our patience is at its end


def test_a_request_in_pieces_is_answered_once_it_is_whole(address: tuple[str, int]) -> None:
    with socket.create_connection(address, timeout=10) as client:
        for piece in (b"POST / HTTP/1.1\r\nHo", b"st: h\r\nContent-Length: 9\r\n\r\n1234", b"56789"):
            client.sendall(piece)
            time.sleep(0.3)
        assert read_until(client, b"123456789")


@pytest.mark.parametrize("size", [65_536, 300_000])
def test_a_large_body_is_read_to_its_end(address: tuple[str, int], size: int) -> None:
    body = b"x" * size
    head = b"POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % size
    assert ask(address, head + body).endswith(body)


def test_a_connection_is_kept_alive_for_the_next_request(address: tuple[str, int]) -> None:
    with socket.create_connection(address, timeout=10) as client:
        for _ in range(3):
            client.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            assert read_until(client, b"hello")


def test_a_body_of_unknown_length_is_refused(address: tuple[str, int]) -> None:
    head = b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert ask(address, head).startswith(b"HTTP/1.1 411 ")


def test_when_a_request_is_whole() -> None:
    assert not is_whole(b"GET / HTTP/1.1\r\n")
    assert is_whole(b"GET / HTTP/1.1\r\n\r\n")
    assert not is_whole(b"POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\nab")
    assert is_whole(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc")
    assert is_whole(b"x" * 40_000)
    with pytest.raises(LengthRequiredError):
        is_whole(b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n")
