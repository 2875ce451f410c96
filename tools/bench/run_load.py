"""One load in a process of its own, so that its memory is its own: `-m tools.bench.run_load N FOLDER`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
django.setup()

from tools.bench import load  # noqa: E402  # Django's settings come first


def main() -> None:
    """Print what was measured, as JSON."""
    defendants, folder = int(sys.argv[1]), Path(sys.argv[2])
    print(json.dumps(load.load(load.write_file(defendants, folder / f"made-up-{defendants}.jsonl"))))


if __name__ == "__main__":
    main()
