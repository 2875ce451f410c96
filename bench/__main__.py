"""Measure everything on both databases and write docs/benchmarks.md: `make bench N=10000`.

What was measured at other sizes is kept in var/bench and stays in the document. A folder of an earlier run is
begun anew.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.report import write
from tests.postgres import UnavailableError, postgres

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench"
RUNS = {"load": "bench.run_load", "pages": "bench.run_pages"}


def main() -> int:
    """Run each part in a process of its own, on SQLite and then on PostgreSQL."""
    defendants = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    FOLDER.mkdir(parents=True, exist_ok=True)
    database = FOLDER / "bench.sqlite3"
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    _measure("sqlite", f"sqlite:///{database}", defendants)
    try:
        with postgres() as url:
            _measure("postgresql", url, defendants)
    except UnavailableError as error:
        print(f"NOT RUN on PostgreSQL: {error}")
    if importlib.util.find_spec("datasette") is None:
        print("NOT RUN against Datasette: it is not installed.")
    write(FOLDER, ROOT / "docs" / "benchmarks.md")
    print((ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8"))
    return 0


def _measure(engine: str, url: str, defendants: int) -> None:
    found: dict[str, Any] = {"engine": engine, "defendants": defendants}
    work = FOLDER / "work"
    work.mkdir(exist_ok=True)
    for part, module in RUNS.items():
        print(f"{engine}, {defendants:,} defendants: {part}", flush=True)
        done = subprocess.run(  # noqa: S603  # our own code in our own interpreter
            [sys.executable, "-W", "ignore", "-m", module, str(defendants), str(work)],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
        found[part] = json.loads(done.stdout)
        (FOLDER / f"{engine}-{defendants}.json").write_text(json.dumps(found), encoding="utf-8")
    shutil.rmtree(work)


if __name__ == "__main__":
    sys.exit(main())
