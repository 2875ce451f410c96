"""The rows of an earlier load, inserted barely in a process of its own: `-m tools.bench.run_bare N FOLDER`.

They stay where they are, and go into another, empty database as well.
"""

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
    print(json.dumps({"seconds": load.bare(Path(sys.argv[2]) / "bare.sqlite3")}))


if __name__ == "__main__":
    main()
