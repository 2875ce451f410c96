"""Make the site ready and serve it: what `make run` runs. Safe to repeat; says each step in a plain line.

Reads HOST (127.0.0.1) and PORT (8000) besides what settings.py reads.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from casetracker import startup_message
from casetracker.private_files import write_privately

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = "8000"
HIGHEST_PORT = 65_535
THREADS = 4
MOST_WORKERS = 4
# What the processes count together, for /metrics; anew at each start.
METRICS_FOLDER = Path(__file__).resolve().parent.parent / "var" / "metrics"


@dataclass(frozen=True, slots=True)
class ListeningAddress:
    """Where the site is to be served."""

    host: str
    port: int

    @property
    def bind(self) -> str:
        """The place as gunicorn wants it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def listening_address() -> ListeningAddress:
    """Read HOST and PORT from the environment; leave with a plain word when PORT is no port."""
    port = os.environ.get("PORT") or DEFAULT_PORT
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= HIGHEST_PORT):
        leave(f"PORT is {port!r}; it must be a whole number from 1 to {HIGHEST_PORT}.")
    return ListeningAddress(os.environ.get("HOST") or DEFAULT_HOST, int(port))


def ensure_free(place: ListeningAddress) -> None:
    """Leave, saying how to choose another, when we cannot listen there."""
    try:
        family, kind, _proto, _name, address = socket.getaddrinfo(
            place.host, place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        leave(
            f"Cannot listen on {place.bind}: {error.strerror or error}.\n"
            f"Choose another port, for example: PORT={another_port(place.port)} make run"
        )


def another_port(port: int) -> int:
    """Suggest a port near the one that is taken."""
    return port + 1 if port < HIGHEST_PORT else int(DEFAULT_PORT)


def serve(place: ListeningAddress) -> NoReturn:
    """Become gunicorn; a child waits for the first healthy answer and says where to look."""
    workers = max(2, min(MOST_WORKERS, os.cpu_count() or 1))
    say(f"Starting the server on {place.bind}: {workers} processes of {THREADS} threads. Ctrl+C stops it.")
    startup_message.in_the_background(place.host, place.port)
    shutil.rmtree(METRICS_FOLDER, ignore_errors=True)
    METRICS_FOLDER.mkdir(mode=0o700, parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(METRICS_FOLDER)
    command = [sys.executable, "-m", "gunicorn", "casetracker.wsgi", "--bind", place.bind]
    command += ["--worker-class", "casetracker.gunicorn_worker.PatientThreadWorker"]
    command += ["--workers", str(workers), "--threads", str(THREADS)]
    command += ["--log-level", "warning", "--no-control-socket"]
    os.execv(sys.executable, command)  # noqa: S606  # no shell wanted: signals reach gunicorn itself


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def leave(line: str) -> NoReturn:
    """Say what is wrong and stop."""
    print(line, file=sys.stderr, flush=True)
    sys.exit(1)


def main() -> None:
    """Check the port, make the database, the matter, the sign-in and the static files ready, and serve."""
    write_privately()
    place = listening_address()
    ensure_free(place)
    say(f"Port {place.port} on {place.host} is free.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
    from casetracker import prepare  # noqa: PLC0415  # loads Django, which nobody needs to hear "port taken"

    try:
        prepare.everything(say, site=startup_message.base_address(place.host, place.port))
    except prepare.NotReadyError as error:
        leave(str(error))
    serve(place)


if __name__ == "__main__":
    main()
