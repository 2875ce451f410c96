from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from casetracker import start, startup_message


def run_start(**environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "casetracker.start"]
    environment |= {"DJANGO_SETTINGS_MODULE": "casetracker.settings"}
    return subprocess.run(  # noqa: S603  # our own module
        command, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=30
    )


def test_a_taken_port_is_said_first_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run_start(PORT=str(port), DATABASE_URL="sqlite:////nowhere/at/all.sqlite3")

    assert ended.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in ended.stderr
    assert f"PORT={port + 1} make run" in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "²"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    ended = run_start(PORT=port)

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"PORT is {port!r}")


def test_the_last_port_suggests_one_that_exists() -> None:
    assert start.another_port(65535) == 8000


@pytest.mark.parametrize(
    ("host", "base"),
    [
        pytest.param("127.0.0.1", "http://127.0.0.1:8001", id="this machine"),
        pytest.param("0.0.0.0", "http://127.0.0.1:8001", id="every address"),  # noqa: S104  # read, not bound
        pytest.param("::1", "http://[::1]:8001", id="IPv6"),
        pytest.param("tracker.example", "http://tracker.example:8001", id="a name"),
    ],
)
def test_the_address_to_open_can_be_opened(host: str, base: str) -> None:
    assert startup_message.base_address(host, 8001) == base
    assert startup_message.lines(base)[1].split() == [f"{base}/", "the", "site"]


@pytest.mark.parametrize(
    ("allowed", "host"),
    [("", "localhost"), ("*", "localhost"), (".tracker.example,localhost", "tracker.example")],
)
def test_the_probe_uses_a_name_the_site_answers_to(
    allowed: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", allowed)

    assert startup_message.known_host() == host
