"""Pages, rules and a refresh on a loaded database, in a process of its own: `python -m bench.run_pages`."""

from __future__ import annotations

import json
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
django.setup()

from django.conf import settings  # noqa: E402  # Django's settings come first
from django.test.utils import override_settings, setup_test_environment  # noqa: E402

from bench import big, derive, pages  # noqa: E402
from bench.loads import SEED  # noqa: E402


def main() -> None:
    """Print what was measured, as JSON."""
    setup_test_environment(debug=False)  # answers carry what their template printed
    big.add(SEED)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        print(json.dumps(measure()))


def measure() -> dict[str, Any]:
    """Measure all of it."""
    return pages.measure() | {"rules": derive.rules_alone(), "ruling": derive.one_ruling()}


if __name__ == "__main__":
    main()
