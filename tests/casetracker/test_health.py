from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from casetracker import health


@pytest.fixture
def applied(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[set[tuple[str, str]]]:
    """Let the database have seen every migration; that of the tests is made without them."""
    settings.MIGRATION_MODULES = {}
    health.migrations_on_disk.cache_clear()
    seen = set(health.migrations_on_disk())
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _self: seen)
    yield seen
    health.migrations_on_disk.cache_clear()


def test_a_migrated_site_is_well(client: Client, applied: set[tuple[str, str]]) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "problems": []}


def test_a_migration_that_waits_is_named(client: Client, applied: set[tuple[str, str]]) -> None:
    applied.remove(("sessions", "0001_initial"))

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["problems"] == ["Migration not applied: sessions.0001_initial"]


def test_a_silent_database_is_said_without_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> list[str]:
        raise OperationalError("could not connect to server at secret-host")

    monkeypatch.setattr(health, "unapplied_migrations", silent)

    assert health.problems() == ["The database does not answer (OperationalError)."]


@pytest.mark.django_db
def test_the_answer_is_never_kept_by_a_cache(client: Client) -> None:
    assert "no-store" in client.get("/healthz")["Cache-Control"]
