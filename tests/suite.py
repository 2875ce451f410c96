"""Everything that must hold before a change is taken: `make test` runs it, part by part.

Exit 1 when a part fails, or, where CI is set, when a part could not run.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import UnavailableError, postgres, stop_at_sigterm

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
WORKERS = "2"
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
}
PRODUCTION = {"HTTPS": "1", "ALLOWED_HOSTS": "tracker.example", "LOG_LEVEL": "WARNING"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a part went, and the last line it printed."""

    state: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is checked: a heading and what runs."""

    name: str
    run: Callable[[], Outcome]


@dataclass(frozen=True, slots=True)
class Result:
    """A part with its outcome and how long it took."""

    part: Part
    outcome: Outcome
    seconds: float


def run_tool(*command: str, **environment: str) -> Outcome:
    """Run a tool of our environment, show what it prints as it prints it, and judge by its exit code."""
    tool, *arguments = command
    process = subprocess.Popen(
        [str(TOOLS / tool), *arguments],
        cwd=ROOT,
        env=os.environ | SCRATCH | {"PYTHONUNBUFFERED": "1"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    last = ""
    with process, _ended_with_us(process):
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return Outcome(FAILED if process.returncode else PASSED, last)


@contextmanager
def _ended_with_us(process: subprocess.Popen[str]) -> Iterator[None]:
    """Leave no child behind when we are told to stop in the middle."""
    try:
        yield
        process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def pytest(*arguments: str, **environment: str) -> Outcome:
    """Run a selection of the tests."""
    # Each worker begins with one half, in order, so that what a file shares is made once; who is done helps.
    shared = ("-n", WORKERS, "--dist", "worksteal", "--durations", SLOWEST)
    return run_tool("python", "-m", "pytest", *shared, *arguments, **environment)


def pytest_on_postgres() -> Outcome:
    """Run the tests on the PostgreSQL that DATABASE_URL names, or on one brought by pip."""
    try:
        with postgres() as url:
            return pytest("-m", "not browser", DATABASE_URL=url)
    except UnavailableError as error:
        return Outcome(NOT_RUN, str(error))


def pytest_in_browser() -> Outcome:
    """Run the tests that look at the pages in a real browser, on SQLite."""
    if not any(map(shutil.which, CHROMIUM_NAMES)):
        return Outcome(NOT_RUN, f"no browser found (looked for {', '.join(CHROMIUM_NAMES)})")
    return pytest("-m", "browser")


def template_lint() -> Outcome:
    """Check the form of every template."""
    templates = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    return run_tool("djade", "--target-version", "5.2", "--check", *templates)


def manage(*arguments: str, **environment: str) -> Outcome:
    """Run a management command; a warning is an error."""
    return run_tool("python", "-W", "error", "manage.py", *arguments, **environment)


def generated_docs() -> Outcome:
    """Check that the docs written from the code are those the code would write now."""
    if not any(ROOT.glob("*/management/commands/write_docs.py")):
        return Outcome(NOT_RUN, "there is no command write_docs")
    return manage("write_docs", "--check")


PARTS = (
    Part("tests on SQLite", lambda: pytest("-m", "not browser")),
    Part("tests on PostgreSQL", pytest_on_postgres),
    Part("tests in a browser", pytest_in_browser),
    Part("lint", lambda: run_tool("ruff", "check", "--output-format", "concise", ".")),
    Part("format", lambda: run_tool("ruff", "format", "--check", "--output-format", "concise", ".")),
    Part("types", lambda: run_tool("mypy")),
    Part("layers", lambda: run_tool("lint-imports", "--no-cache", "--no-logo")),
    Part("templates", template_lint),
    Part("migrations", lambda: manage("makemigrations", "--check", "--dry-run")),
    Part("deployment", lambda: manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)),
    Part("generated docs", generated_docs),
)


def carry_out(part: Part) -> Result:
    """Run one part under its heading and print how it went."""
    print(f"\n== {part.name} ==", flush=True)
    start = time.monotonic()
    outcome = part.run()
    seconds = time.monotonic() - start
    if outcome.state == NOT_RUN:
        print(f"NOT RUN: {part.name}: {outcome.words}")
    print(f"-- {part.name}: {outcome.state} in {seconds:.1f} s", flush=True)
    return Result(part, outcome, seconds)


def report(results: Sequence[Result]) -> None:
    """Print the table of parts, then pytest's own closing lines, for the last lines are what is read."""
    print(f"\n{'part':24} {'result':8} {'seconds':>8}")
    for result in results:
        print(f"{result.part.name:24} {result.outcome.state:8} {result.seconds:8.1f}")
    total = sum(result.seconds for result in results)
    print(f"{'all':24} {'':8} {total:8.1f}\n")
    for result in results:
        if result.outcome.state == NOT_RUN:
            print(f"NOT RUN: {result.part.name}: {result.outcome.words}")
        elif result.part.name.startswith("tests"):
            print(f"{result.part.name}:\n{result.outcome.words}")


def exit_code(results: Sequence[Result], *, strict: bool) -> int:
    """Return 1 when a part failed, or, when strict, did not run."""
    bad = {FAILED, NOT_RUN} if strict else {FAILED}
    return int(any(result.outcome.state in bad for result in results))


def main() -> int:
    """Run every part, whatever the others did, and return the exit code."""
    stop_at_sigterm()
    results = [carry_out(part) for part in PARTS]
    report(results)
    return exit_code(results, strict=bool(os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main())
