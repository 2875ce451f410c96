"""Readers at once, through the real server: `-m tools.bench.run_serving N FOLDER`; a minute at most.

Rates and processor time are set against "hello" in Django, asked by the same client in the same run.
"""

from __future__ import annotations

import asyncio
import csv
import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  # Django's settings come first
from django.test import Client  # noqa: E402  # the same

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 5.0
DIFFERENT_PAGES = 200
TICKS = os.sysconf("SC_CLK_TCK")
HEAVY = [f"/charges.csv?match=possible&sort={order}brought" for order in ("", "-")] + [
    "/charges.xlsx",
    "/statistics/",
]


@dataclass
class Outcome:
    """What readers met with."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    took: float = 0
    processor: float = 0

    def as_json(self) -> dict[str, Any]:
        """Return the figures: requests a second, ms of the servers' processor for each, ms waited."""
        waited, number = sorted(self.seconds), max(len(self.seconds), 1)
        return {
            "rate": len(self.seconds) / self.took,
            "processor": 1000 * self.processor / number,
            "median": 1000 * waited[number // 2] if waited else 0,
            "p99": 1000 * waited[min(number - 1, number * 99 // 100)] if waited else 0,
            "statuses": {str(status): times for status, times in sorted(self.statuses.items())},
        }


@contextmanager
def served(application: str, **environment: str) -> Iterator[tuple[int, list[int]]]:
    """Serve an application as `make run` does; give its port and its processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "casetracker.gunicorn_worker.PatientThreadWorker", "--workers", "2"]
    command += ["--threads", "4", "--log-level", "critical", "--no-control-socket"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | environment) as server:  # noqa: S603  # our own words
        try:
            while True:
                try:
                    asyncio.run(ask_all(port, ["/"], readers=1, seconds=0.01))
                    break
                except OSError:
                    time.sleep(0.2)
            children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
            yield port, [server.pid, *map(int, children)]
        finally:
            server.terminate()


def processor_of(processes: Sequence[int]) -> float:
    """Return the seconds of processor that processes have taken."""
    fields = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in processes)
    return sum(int(one[11]) + int(one[12]) for one in fields) / TICKS


async def ask_all(port: int, addresses: Sequence[str], *, readers: int, seconds: float) -> Outcome:
    """Let readers ask for the addresses in turn, each as fast as it is answered."""
    outcome, began = Outcome(), time.monotonic()

    async def read(first: int) -> None:
        turn = first
        stream = await asyncio.open_connection("127.0.0.1", port)
        try:
            while time.monotonic() < began + seconds:
                asked = time.monotonic()
                outcome.statuses[await _answer(*stream, addresses[turn % len(addresses)])] += 1
                outcome.seconds.append(time.monotonic() - asked)
                turn += 7
        finally:
            stream[1].close()

    await asyncio.gather(*(read(number) for number in range(readers)))
    outcome.took = time.monotonic() - began
    return outcome


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> int:
    """Ask once on a connection, and read the answer to its end."""
    writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b"content-length:" in head:
        await reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0]))
    elif b"transfer-encoding: chunked" in head:
        while size := int(await reader.readuntil(b"\r\n"), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    return int(head.split(b" ", 2)[1])


def measured(server: tuple[int, list[int]], addresses: Sequence[str], *, readers: int) -> dict[str, Any]:
    """Ask for some seconds, and return the figures."""
    port, processes = server
    before = processor_of(processes)
    outcome = asyncio.run(ask_all(port, addresses, readers=readers, seconds=SECONDS))
    outcome.processor = processor_of(processes) - before
    return outcome.as_json()


def under_heavy_work(server: tuple[int, list[int]], addresses: Sequence[str]) -> dict[str, Any]:
    """Ask for cached pages while eight others ask for the heaviest answers there are."""
    port, _processes = server

    async def both() -> tuple[Outcome, Outcome]:
        heavy = asyncio.create_task(ask_all(port, HEAVY, readers=8, seconds=SECONDS))
        await asyncio.sleep(0.5)
        ordinary = await ask_all(port, addresses, readers=4, seconds=SECONDS)
        return ordinary, await heavy

    ordinary, heavy = asyncio.run(both())
    return ordinary.as_json() | {"heavy": heavy.as_json()["statuses"]}


def pages() -> list[str]:
    """Return the addresses of different public records, read off a file of ours."""
    answer: Any = Client().get("/defendants.csv", headers={"host": "localhost"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return [urlsplit(row["url"]).path for row, _number in zip(rows, range(DIFFERENT_PAGES), strict=False)]


def main() -> None:
    """Print what was measured, as a line of JSON for each piece."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    addresses = pages()
    with served("tools.bench.hello:application") as server:
        print(json.dumps({"hello": measured(server, ["/"], readers=8)}), flush=True)
    no_limit = {"ALLOWED_HOSTS": "localhost", "READER_COST_A_MINUTE": "0", "API_MOST_A_MINUTE": "0"}
    with served("casetracker.wsgi", ANSWER_CACHE="0", **no_limit) as server:
        print(json.dumps({"pages made anew": measured(server, addresses, readers=8)}), flush=True)
    with served("casetracker.wsgi", **no_limit) as server:
        for _process in range(3):  # each keeps its own
            measured(server, [*addresses, "/healthz"], readers=8)
        print(json.dumps({"/healthz": measured(server, ["/healthz"], readers=8)}), flush=True)
        print(json.dumps({"one cached page": measured(server, addresses[:1], readers=8)}), flush=True)
        print(json.dumps({"200 pages, 50 readers": measured(server, addresses, readers=50)}), flush=True)
        print(json.dumps({"one page, 500 readers": measured(server, addresses[:1], readers=500)}), flush=True)
        print(json.dumps({"beside heavy work": under_heavy_work(server, addresses)}), flush=True)


if __name__ == "__main__":
    main()
