"""Measure everything on both databases and write docs/benchmarks.md: `make bench N=10000`.

`ENGINES="sqlite"` and `PARTS="pages beside"` measure some of it: pages are measured on the database that an
earlier load left. What was measured before, at this size and others, is kept in var/bench, piece by piece
as it is measured, and stays in the document. A load begins with an empty database.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.postgres import UnavailableError, postgres
from tools.bench.report import write

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench"
LOAD, BESIDE = "load", "beside"
MODULES = {
    LOAD: "tools.bench.run_load",
    "bare": "tools.bench.run_bare",
    "pages": "tools.bench.run_pages",
    BESIDE: "tools.bench.run_beside",
    "serving": "tools.bench.run_serving",
}
SQLITE, POSTGRESQL = "sqlite", "postgresql"


def main() -> int:
    """Run each part in a process of its own, on one engine after the other."""
    asked = _asked()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for engine in asked.engines:
        with ExitStack() as stack:
            try:
                url = _url(engine, asked.defendants, stack, anew=LOAD in asked.parts)
            except UnavailableError as error:
                print(f"NOT RUN on PostgreSQL: {error}")
                continue
            for part in asked.parts:
                _measure(part, engine, url, asked.defendants)
    write(FOLDER, ROOT / "docs" / "benchmarks.md")
    print((ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8"))
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("defendants", type=int, nargs="?", default=10_000)
    parser.add_argument("--engines", nargs="+", choices=(SQLITE, POSTGRESQL), default=[SQLITE, POSTGRESQL])
    parser.add_argument("--parts", nargs="+", choices=tuple(MODULES), default=list(MODULES))
    return parser.parse_args()


def _url(engine: str, defendants: int, stack: ExitStack, *, anew: bool) -> str:
    """Return the address of an engine's database.

    PostgreSQL is the one that DATABASE_URL names, or one brought by pip, gone with this run.
    Raises UnavailableError when there is none.
    """
    if engine == POSTGRESQL:
        return stack.enter_context(postgres())
    database = FOLDER / f"bench-{defendants}.sqlite3"
    for ending in ("", "-wal", "-shm") if anew else ():
        database.with_name(database.name + ending).unlink(missing_ok=True)
    return f"sqlite:///{database}"


def _measure(part: str, engine: str, url: str, defendants: int) -> None:
    """Measure one part, and keep it beside the other parts of this size and engine."""
    if part == BESIDE and engine != SQLITE:  # Datasette reads SQLite
        return
    print(f"{engine}, {defendants:,} defendants: {part}", flush=True)
    kept = FOLDER / f"{engine}-{defendants}.json"
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    found |= {"engine": engine, "defendants": defendants, part: {}}
    with subprocess.Popen(  # noqa: S603  # our own code in our own interpreter
        [sys.executable, "-W", "ignore", "-m", MODULES[part], str(defendants), str(FOLDER)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        for line in running.stdout or ():
            print(f"  {line}", end="", flush=True)
            _lay_in(found[part], json.loads(line))
            kept.write_text(json.dumps(found), encoding="utf-8")
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, running.args)


def _lay_in(found: dict[str, Any], piece: dict[str, Any]) -> None:
    """Lay a piece of what a part measured beside its other pieces."""
    for name, value in piece.items():
        if isinstance(value, dict):
            found.setdefault(name, {}).update(value)
        else:
            found[name] = value


if __name__ == "__main__":
    sys.exit(main())
