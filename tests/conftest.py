"""What all tests share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.cache import caches
from django.http import HttpRequest
from pytest_django.live_server_helper import LiveServer

from proceedings.record.count_cache import CACHE
from proceedings.record.redaction import redactor_as_of


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep what was imported and collected out of the search for garbage: it stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Begin each test without the numbers that another one had counted, and the names it had withheld."""
    caches[CACHE].clear()
    redactor_as_of.cache_clear()


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


@pytest.fixture(scope="session", autouse=True)
def signing_in_by_force() -> Iterator[None]:
    """Let `force_login` stand for a whole sign-in, second factor included; tests of the gate use the door."""

    def give_second_factor(*, request: HttpRequest, user: Any, **_kwargs: Any) -> None:
        if not request.path:  # the request that Django's test client makes up
            record_authentication(request, user, "mfa", type="totp")

    user_logged_in.connect(give_second_factor)
    yield
    user_logged_in.disconnect(give_second_factor)
