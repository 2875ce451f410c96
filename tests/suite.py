"""Everything that must hold before a change is taken: `make test` runs it, part by part.

`make check` runs what takes less than a minute, for every save. Exit 1 when a part fails, or, where CI is
set, when a part could not run. A part over its budget is only warned of: machines differ.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.postgres import UnavailableError, postgres, stop_at_sigterm

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
WORKERS = 2
SLOWEST = "15"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

PASSED, FAILED, NOT_RUN = "passed", "FAILED", "NOT RUN"

# Nothing here may touch the data of whoever runs it, nor depend on what their shell has set.
SCRATCH = {
    "DATABASE_URL": "sqlite://:memory:",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "DEBUG": "0",
    "HTTPS": "0",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
    "CSRF_TRUSTED_ORIGINS": "",
    "PYTHONUNBUFFERED": "1",
    # Each worker of each part would spend 9 s on compiling all modules and tests again.
    "PYTHONDONTWRITEBYTECODE": "",
}
DEPLOYED = {"HTTPS": "1", "ALLOWED_HOSTS": "tracker.example", "LOG_LEVEL": "WARNING"}
IN_CI = bool(os.environ.get("CI"))
# Costs a fifth of the processor time of the tests on Python 3.11: `make coverage`, and in CI.
COVERAGE = ("--cov", "--cov-report", "term-missing:skip-covered")
# The law, its words and what knows no app: asked without a database.
PURE = ("tests/proceedings/law", "tests/proceedings/wording", "tests/kit")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a part went, the last line it printed, its processor time and, unless shown already, its output."""

    state: str
    words: str = ""
    processor: float = 0
    output: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is checked: a heading, what runs, and the seconds of processor time it should take."""

    name: str
    run: Callable[[], Outcome]
    budget: int


@dataclass(frozen=True, slots=True)
class Result:
    """A part with its outcome and how long it took."""

    part: Part
    outcome: Outcome
    seconds: float

    @property
    def is_over_budget(self) -> bool:
        """Tell whether the part took more processor time than it should."""
        return self.outcome.processor > self.part.budget


def run_tool(*command: str, live: bool = False, environment: Mapping[str, str] | None = None) -> Outcome:
    """Run a tool of our environment and judge by its exit code; `live` shows each line as it is printed."""
    tool, *arguments = command
    if not (TOOLS / tool).exists():
        return Outcome(NOT_RUN, f"{tool} is not installed")
    process = subprocess.Popen(
        [str(TOOLS / tool), *arguments],
        cwd=ROOT,
        env=os.environ | SCRATCH | dict(environment or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: list[str] = []
    with _output_of(process) as printed:
        for line in printed:
            lines.append(line)
            if live:
                print(line, end="", flush=True)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Outcome(
        state=FAILED if process.returncode else PASSED,
        words=next((line.strip() for line in reversed(lines) if line.strip()), ""),
        processor=usage.ru_utime + usage.ru_stime,
        output="" if live else "".join(lines),
    )


@contextmanager
def _output_of(process: subprocess.Popen[str]) -> Iterator[IO[str]]:
    """Give what a process prints, and do not leave it behind when we are told to stop in the middle."""
    assert process.stdout is not None
    try:
        with process.stdout:
            yield process.stdout
    finally:
        if process.returncode is None:
            process.terminate()
            process.wait()


def pytest(*arguments: str, environment: Mapping[str, str] | None = None) -> Outcome:
    """Run a selection of the tests."""
    # Each worker begins with one half, in order, so that what a file shares is made once; who is done helps.
    shared = ("-n", str(WORKERS), "--dist", "worksteal", "--durations", SLOWEST)
    return run_tool("python", "-m", "pytest", *shared, *arguments, live=True, environment=environment)


def pytest_on_sqlite(*, coverage: bool = IN_CI) -> Outcome:
    """Run the tests on SQLite."""
    return pytest("-m", "not browser", *(COVERAGE if coverage else ()))


def pytest_on_postgres() -> Outcome:
    """Run the tests on the PostgreSQL that DATABASE_URL names, or on one brought by pip."""
    try:
        with postgres() as url:
            return pytest("-m", "not browser", environment={"DATABASE_URL": url})
    except UnavailableError as error:
        return Outcome(NOT_RUN, str(error))


def pytest_in_browser() -> Outcome:
    """Run the tests that look at the pages in a real browser, on SQLite."""
    if not any(map(shutil.which, CHROMIUM_NAMES)):
        return Outcome(NOT_RUN, f"no browser found (looked for {', '.join(CHROMIUM_NAMES)})")
    return pytest("-m", "browser")


def pytest_without_database() -> Outcome:
    """Run the tests that need no database."""
    return run_tool("python", "-m", "pytest", "-q", "-m", "not django_db", *PURE)


def on_templates(*command: str) -> Outcome:
    """Run a tool on every template."""
    templates = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    return run_tool(*command, *templates)


def manage(*arguments: str, environment: Mapping[str, str] | None = None) -> Outcome:
    """Run a management command; a warning is an error."""
    return run_tool("python", "-W", "error", "manage.py", *arguments, environment=environment)


def check_deployment() -> Outcome:
    """Check the settings of a site on the network."""
    return manage("check", "--deploy", "--fail-level", "WARNING", environment=DEPLOYED)


# Of one processor each, and so two at a time; the longest begins.
CHECKS = (
    Part("types", lambda: run_tool("mypy"), 90),
    Part("lint", lambda: run_tool("ruff", "check", "--output-format", "concise", "."), 5),
    Part("format", lambda: run_tool("ruff", "format", "--check", "--output-format", "concise", "."), 2),
    Part("layers", lambda: run_tool("lint-imports", "--no-cache", "--no-logo"), 15),
    Part("templates", lambda: on_templates("djade", "--target-version", "5.2", "--check"), 2),
    Part("indentation", lambda: on_templates("djhtml", "--tabwidth", "2", "--check"), 5),
    Part("spelling", lambda: run_tool("typos"), 5),
    Part("dependencies", lambda: run_tool("deptry", "."), 10),
)
PURE_TESTS = (Part("tests of the law", pytest_without_database, 40),)
START_UPS = (
    Part("migrations", lambda: manage("makemigrations", "--check", "--dry-run"), 8),
    Part(
        "deployment",
        lambda: manage("check", "--deploy", "--fail-level", "WARNING", environment=DEPLOYED),
        8,
    ),
    Part("generated docs", lambda: manage("write_docs", "--check"), 10),
)
# Of two processors each, and so one after the other.
TESTS = (
    Part("tests on SQLite", pytest_on_sqlite, 500),
    Part("tests on PostgreSQL", pytest_on_postgres, 500),
    Part("tests in a browser", pytest_in_browser, 150),
)
COVERED = (Part("tests on SQLite", lambda: pytest_on_sqlite(coverage=True), 600),)


def timed(part: Part) -> Result:
    """Run one part."""
    start = time.monotonic()
    outcome = part.run()
    return Result(part, outcome, time.monotonic() - start)


def show(result: Result) -> Result:
    """Print what a part printed, unless that was seen as it ran, and how it went."""
    outcome, name = result.outcome, result.part.name
    print(outcome.output, end="")
    if outcome.state == NOT_RUN:
        print(f"NOT RUN: {name}: {outcome.words}")
    print(f"-- {name}: {outcome.state} in {result.seconds:.1f} s", flush=True)
    return result


def carry_out(parts: Sequence[Part]) -> list[Result]:
    """Run parts one after the other, each under its heading."""
    results = []
    for part in parts:
        print(f"\n== {part.name} ==", flush=True)
        results.append(show(timed(part)))
    return results


def carry_out_together(parts: Sequence[Part]) -> list[Result]:
    """Run parts two at a time, and print each under its heading when its turn comes."""
    results = []
    pool = ThreadPoolExecutor(WORKERS)
    try:
        for part, running in [(part, pool.submit(timed, part)) for part in parts]:
            print(f"\n== {part.name} ==", flush=True)
            results.append(show(running.result()))
    finally:
        pool.shutdown(cancel_futures=True)
    return results


def report(results: Sequence[Result], seconds: float) -> None:
    """Print the table of parts, then pytest's own closing lines, for the last lines are what is read."""
    print(f"\n{'part':24} {'result':8} {'seconds':>8} {'processor':>10} {'budget':>8}")
    for result in results:
        part, outcome = result.part, result.outcome
        figures = f"{result.seconds:8.1f} {outcome.processor:10.1f} {part.budget:8}"
        print(f"{part.name:24} {outcome.state:8} {figures}")
    processor = sum(result.outcome.processor for result in results)
    budget = sum(result.part.budget for result in results)
    print(f"{'all':24} {'':8} {seconds:8.1f} {processor:10.1f} {budget:8}\n")
    for result in results:
        if result.is_over_budget:
            print(
                f"WARNING: {result.part.name} took {result.outcome.processor:.0f} s of processor time, "
                f"more than its budget of {result.part.budget} s"
            )
    for result in results:
        if result.outcome.state == NOT_RUN:
            print(f"NOT RUN: {result.part.name}: {result.outcome.words}")
        elif result.part.name.startswith("tests"):
            print(f"{result.part.name}:\n{result.outcome.words}")


def exit_code(results: Sequence[Result], *, strict: bool) -> int:
    """Return 1 when a part failed, or, when strict, did not run."""
    bad = {FAILED, NOT_RUN} if strict else {FAILED}
    return int(any(result.outcome.state in bad for result in results))


def main(selection: str = "everything") -> int:
    """Run every part of a selection, whatever the others did, and return the exit code."""
    stop_at_sigterm()
    together, after = {
        "everything": (CHECKS + START_UPS, TESTS),
        "check": (CHECKS + PURE_TESTS, ()),
        "coverage": ((), COVERED),
    }[selection]
    start = time.monotonic()
    results = carry_out_together(together) + carry_out(after)
    report(results, time.monotonic() - start)
    return exit_code(results, strict=IN_CI)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
