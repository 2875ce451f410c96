"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # names one database per worker first
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Put an SQLite test database into a file, as in production: threads see another SQLite in memory."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        folder: Path = tmp_path_factory.mktemp("database")
        database.setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session")
def live_server(django_db_setup: None, live_server: LiveServer) -> LiveServer:
    """Start the server after the database is in its file: before, it would share our one connection."""
    return live_server
