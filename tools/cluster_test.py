# ruff: noqa: T201  # it prints what it finds
"""`make cluster-test`: what deploy/cluster.sh starts loses nothing and never says two things of one instant.

Needs root and the Debian packages that the script names. Exit 1 when anything is not as it must be.
"""

from __future__ import annotations

import http.client
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "deploy" / "cluster.sh"
PROXY, WEB = 58000, (58001, 58002)
PRIMARY, REPLICAS = 58010, (58011, 58012)
API = "/api/v1/defendants/"
READERS = 6
DAYS = 500
SESSION = {"Cookie": "sessionid=somebody"}  # enough to be taken for an editor: the primary answers


class WrongError(Exception):
    """Something is not as it must be."""


def check(words: str, *, holds: bool) -> None:
    """Print what was looked at; raises WrongError when it does not hold."""
    print(f"  {'ok   ' if holds else 'WRONG'} {words}", flush=True)
    if not holds:
        raise WrongError(words)


# --- The cluster -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster in a folder."""

    folder: Path

    def run(self, action: str, *words: str, **environment: str) -> str:
        """Let the script do something."""
        command = [str(SCRIPT), action, str(self.folder), *words]
        ran = subprocess.run(  # noqa: S603  # our own script
            command, env=os.environ | environment, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            raise WrongError(f"{' '.join(command)}: {ran.stdout}{ran.stderr}")
        return ran.stdout

    def environment(self) -> dict[str, str]:
        """Return what a process of the site needs."""
        lines = self.run("env").splitlines()
        return dict(line.split("=", 1) for line in lines)


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[Cluster]:
    """Start a cluster, and stop it whatever happens."""
    cluster = Cluster(folder)
    try:
        cluster.run("start", **environment)
        yield cluster
    finally:
        cluster.run("stop")


def ask_server(port: int, sql: str) -> Any:  # noqa: ANN401  # one value of any type
    """Return the one value a query gives on a server, past the pool."""
    address = f"host=127.0.0.1 port={port} dbname=casetracker user=postgres"
    with psycopg.connect(address, autocommit=True) as server:
        row = server.execute(sql.encode()).fetchone()
    return row[0] if row else None


def rows_read(port: int) -> int:
    """Return how many rows a server has read for queries so far."""
    return int(ask_server(port, "SELECT tup_returned FROM pg_stat_database WHERE datname = 'casetracker'"))


# --- Readers and a writer ----------------------------------------------------------------------------------


def get(path: str, port: int = PROXY, **headers: str) -> tuple[int, bytes]:
    """Ask for an address; 0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


def listed(port: int = PROXY, headers: dict[str, str] | None = None, **asked: str) -> dict[str, Any]:
    """Return the API's list of defendants."""
    status, body = get(f"{API}?{urlencode(asked)}", port, **(headers or {}))
    if status != http.HTTPStatus.OK:
        raise WrongError(f"{API} answers {status}: {body[:200]!r}")
    answer: dict[str, Any] = json.loads(body)
    return answer


def day(number: int) -> str:
    """Return a day to ask about: an address that no cache has yet."""
    return (date(2025, 1, 1) + timedelta(days=number)).isoformat()


def content(answer: dict[str, Any]) -> str:
    """Return what a list says, without the addresses, which carry the question."""
    rows = [(row["id"], row["name"], row["status"]["code"]) for row in answer["results"]]
    return json.dumps([answer["count"]["value"], rows])


@dataclass(slots=True)
class Seen:
    """What readers were answered: how often each status, and what was said of each day and instant."""

    statuses: Counter[int] = field(default_factory=Counter)
    said: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int, body: bytes) -> None:
        """Note an answer of the API."""
        answer = json.loads(body) if status == http.HTTPStatus.OK else None
        with self.lock:
            self.statuses[status] += 1
            if answer:
                self.said.setdefault((answer["on"], answer["known"]), set()).add(content(answer))

    @property
    def failed(self) -> int:
        """Return how many answers were none."""
        return sum(times for status, times in self.statuses.items() if status != http.HTTPStatus.OK)


@contextmanager
def reading() -> Iterator[Seen]:
    """Let readers ask for the list, each question a little different, while the block runs."""
    seen, stop, numbers = Seen(), threading.Event(), itertools.count()

    def read() -> None:
        while not stop.is_set():
            seen.note(*get(f"{API}?on={day(next(numbers) % DAYS)}"))

    threads = [threading.Thread(target=read, daemon=True) for _reader in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@dataclass(slots=True)
class Writer:
    """Publishes made-up cases in a process of its own, one at a time."""

    process: subprocess.Popen[str]

    def publish(self) -> str:
        """Publish one more case; return the instant of it."""
        requests, answers = self.process.stdin, self.process.stdout
        if requests is None or answers is None:
            raise WrongError("The writer has no pipes.")
        print(file=requests, flush=True)
        return answers.readline().strip()


WRITE = """
import sys, tempfile
from pathlib import Path
import django
django.setup()
from proceedings.casefiles.load.jsonl import load_lines
from proceedings.casefiles.parsing.jsonl import as_line
from proceedings.record.history import last_instant
from tools.synthetic_data import case_files
folder = Path(tempfile.mkdtemp())
for number, _line in enumerate(sys.stdin):
    path = folder / f"{number}.jsonl"
    path.write_text("".join(map(as_line, case_files(1, 1000 + number))))
    list(load_lines(path, reason="trial"))
    print(last_instant().isoformat(), flush=True)
"""


@contextmanager
def writing(cluster: Cluster) -> Iterator[Writer]:
    """Give a writer."""
    process = subprocess.Popen(  # noqa: S603  # our own words
        [sys.executable, "-c", WRITE],
        cwd=ROOT,
        env=os.environ | cluster.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Writer(process)
    finally:
        process.kill()
        process.wait()


def abreast(port: int, instant: str) -> bool:
    """Wait until a server has a write; tell whether it came within half a minute."""
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        found = ask_server(port, "SELECT last_instant FROM proceedings_publicationclock")
        if found is not None and found.isoformat() >= instant:
            return True
        time.sleep(0.1)
    return False


# --- What must hold ----------------------------------------------------------------------------------------


def test_readers_are_answered_by_replicas() -> None:
    """Anonymous reading does not touch the primary, but for its clock."""
    time.sleep(2)  # what came before is written down too
    before = {port: rows_read(port) for port in (PRIMARY, *REPLICAS)}
    for number in range(40):
        listed(on=day(number))
    time.sleep(2)  # the servers write their figures down once a second
    read = {port: rows_read(port) - before[port] for port in before}
    check(f"rows read for 40 lists: {read}", holds=all(read[port] > 10 * read[PRIMARY] for port in REPLICAS))


def test_no_instant_is_told_twice_differently(writer: Writer) -> None:
    """While somebody publishes, and after it, from either server, an instant has one answer."""
    with reading() as seen:
        for _write in range(10):
            instant = writer.publish()
            time.sleep(0.3)
    for port in REPLICAS:
        abreast(port, instant)
    told = {pair: said for pair, said in seen.said.items() if len(said) > 1}
    check(
        f"{sum(seen.statuses.values())} answers while 10 cases were published: {dict(seen.statuses)}",
        holds=not seen.failed,
    )
    check(f"{len(seen.said)} instants, {len(told)} told twice differently", holds=not told)
    wrong = 0
    for (on, known), said in seen.said.items():
        again = {content(listed(port, on=on, known=known)) for port in WEB}
        wrong += again != said
    check(f"asked again by `on` and `known` from both servers: {wrong} otherwise", holds=not wrong)


def test_an_editor_sees_their_own_write(writer: Writer) -> None:
    """Replicas that have stopped replaying change nothing for whoever has a session."""
    for port in REPLICAS:
        ask_server(port, "SELECT pg_wal_replay_pause()")
    instant = writer.publish()
    known = listed(headers=SESSION)["known"]
    check(f"an editor is told of {instant}", holds=_same(known, instant))
    stale = listed(on=day(DAYS))
    check(
        "a reader meanwhile is told an earlier instant, and so says its answer", holds=stale["known"] < known
    )
    check(
        "a reader who asks for that instant has it from the primary",
        holds=_same(listed(known=known)["known"], instant),
    )
    time.sleep(12)  # READ_MAX_LAG and a little
    late = {listed(on=day(DAYS + 9 + number))["known"] for number in range(12)}
    check(
        "after READ_MAX_LAG no reader is told anything older", holds=all(_same(one, instant) for one in late)
    )
    for port in REPLICAS:
        ask_server(port, "SELECT pg_wal_replay_resume()")


def _same(known: str, instant: str) -> bool:
    return known.replace("Z", "+00:00")[:26] == instant[:26]


def test_a_replica_that_stops_loses_no_answer(cluster: Cluster, writer: Writer) -> None:
    """One replica is stopped as if its machine went away, and comes back."""
    with reading() as seen:
        time.sleep(1)
        stop(cluster, "replica2")
        writer.publish()
        time.sleep(4)
    check(f"a replica stopped: {dict(seen.statuses)}", holds=not seen.failed)


def test_a_promoted_replica_has_everything(cluster: Cluster, writer: Writer) -> None:
    """The primary goes away for good: readers go on, and what was published is all there."""
    instant = writer.publish()
    abreast(REPLICAS[0], instant)
    counted = "SELECT count(*) FROM proceedings_statusspan"
    before = ask_server(PRIMARY, counted)
    with reading() as seen:
        stop(cluster, "primary")
        time.sleep(1)
        cluster.run("promote", "1")
        time.sleep(3)
    check(f"the primary gone, a replica promoted: {dict(seen.statuses)}", holds=not seen.failed)
    check(f"{before} spans before, all in the promoted one", holds=ask_server(REPLICAS[0], counted) == before)
    told = listed(on=day(DAYS + 40))
    check("it answers for the last instant", holds=_same(told["known"], instant))


def stop(cluster: Cluster, name: str) -> None:
    """Stop a server at once."""
    binary = max(Path("/usr/lib/postgresql").glob("*/bin")) / "pg_ctl"
    command = ["runuser", "-u", "postgres", "--", str(binary), "-D", str(cluster.folder / name)]
    subprocess.run([*command, "-m", "immediate", "stop"], check=True, capture_output=True)  # noqa: S603


def throughput(seconds: float = 8) -> float:
    """Return answers a second of lists that no cache has."""
    with reading() as seen:
        time.sleep(seconds)
    return seen.statuses[http.HTTPStatus.OK] / seconds


def main() -> int:
    """Run everything in a new cluster and print it."""
    unlimited = {"API_MOST_A_MINUTE": "0", "READER_COST_A_MINUTE": "0"}
    with tempfile.TemporaryDirectory(prefix="casetracker-cluster-") as name:
        folder = Path(name) / "cluster"
        Path(name).chmod(0o755)
        try:
            addresses = [f"postgresql://postgres@127.0.0.1:{port + 10}/casetracker" for port in REPLICAS]
            for number in range(3):
                few = ",".join(addresses[:number])
                with running(folder, READ_DATABASE_URLS=few, ANSWER_CACHE="0", **unlimited):
                    print(f"{number + 1} database(s): {throughput():.0f} lists a second", flush=True)
            with running(folder, **unlimited) as cluster, writing(cluster) as writer:
                test_readers_are_answered_by_replicas()
                test_no_instant_is_told_twice_differently(writer)
                test_an_editor_sees_their_own_write(writer)
                test_a_replica_that_stops_loses_no_answer(cluster, writer)
                test_a_promoted_replica_has_everything(cluster, writer)
        except WrongError as error:
            print(f"Not as it must be: {error}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
