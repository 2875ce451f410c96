"""Against a server of the protocol's own few words: no Valkey is needed where the tests run."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest

from kit.answer_cache import WholeAnswer
from kit.shared_answer_cache import SharedAnswerCache

ANSWER = WholeAnswer(404, (("Content-Type", "text/html"), ("ETag", 'W/"x"')), b"\x00\xff\r\nnot there")


class Server(socketserver.StreamRequestHandler):
    held: ClassVar[dict[bytes, bytes]] = {}

    def handle(self) -> None:
        while line := self.rfile.readline():
            words = []
            for _word in range(int(line[1:])):
                size = int(self.rfile.readline()[1:])
                words.append(self.rfile.read(size + 2)[:-2])
            match words[0].upper():
                case b"SET":
                    self.held[words[1]] = words[2]
                    self.wfile.write(b"+OK\r\n")
                case b"GET":
                    found = self.held.get(words[1])
                    self.wfile.write(b"$-1\r\n" if found is None else b"$%d\r\n%s\r\n" % (len(found), found))
                case b"HELLO":
                    self.wfile.write(b"-ERR unknown command\r\n")
                case _:
                    self.wfile.write(b"+OK\r\n")


@pytest.fixture
def server() -> Iterator[str]:
    Server.held.clear()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Server) as listening:
        listening.daemon_threads = True
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"redis://127.0.0.1:{listening.server_address[1]}/0?protocol=2"
        listening.shutdown()


def test_an_answer_comes_back_as_it_was_and_is_no_code(server: str) -> None:
    SharedAnswerCache(server, {}).set("key", ANSWER)
    cache = SharedAnswerCache(server, {})  # of another process

    assert cache.get("key") == ANSWER
    assert cache.get("another") is None
    (held,) = Server.held.values()
    assert held.endswith(ANSWER.body)
    assert b"WholeAnswer" not in held


def test_what_is_no_answer_is_none(server: str) -> None:
    cache = SharedAnswerCache(server, {})
    cache.set("key", ANSWER)
    for spoilt in (b"", b"\x01", b"\xff\xff\xff\xff{", b"\x02\x00\x00\x00{}"):
        Server.held[next(iter(Server.held))] = spoilt
        assert cache.get("key") is None


def test_without_its_server_there_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    cache = SharedAnswerCache("redis://127.0.0.1:1/0", {})
    cache.set("key", ANSWER)
    assert cache.get("key") is None
    assert "not used: ConnectionError" in caplog.text
