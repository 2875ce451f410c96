"""Pages, rules and a refresh on a loaded database, in a process of its own: `-m tools.bench.run_pages`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
django.setup()

from django.conf import settings  # noqa: E402  # Django's settings come first
from django.core.management import call_command  # noqa: E402  # the same
from django.test.utils import override_settings, setup_test_environment  # noqa: E402

from tools.bench import large_cases, pages, rules  # noqa: E402
from tools.bench.load import SEED  # noqa: E402


def main() -> None:
    """Print what was measured, as a line of JSON for each piece."""
    call_command("migrate", verbosity=0)  # the load may have been of an earlier version
    setup_test_environment(debug=False)  # answers carry what their template printed
    large_cases.add(SEED)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        for piece in measure():
            print(json.dumps(piece), flush=True)


def measure() -> Iterator[dict[str, Any]]:
    """Measure all of it, piece by piece."""
    yield from pages.measure()
    yield {"rules": rules.rules_alone()}
    yield {"ruling": rules.one_ruling()}


if __name__ == "__main__":
    main()
