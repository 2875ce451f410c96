from __future__ import annotations

from pathlib import Path

import pytest
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from casetracker import prepare


def test_a_fingerprint_follows_names_and_contents(tmp_path: Path) -> None:
    seed = tmp_path / "matter.yaml"
    seed.write_text("case: one")
    first = prepare.fingerprint([seed])

    assert prepare.fingerprint([seed]) == first
    renamed = seed.rename(tmp_path / "other.yaml")
    assert prepare.fingerprint([renamed]) != first
    changed = renamed.rename(seed)
    changed.write_text("case: two")
    assert prepare.fingerprint([changed]) != first


@pytest.mark.django_db
def test_a_database_made_anew_has_a_mark_of_its_own() -> None:
    before = prepare.loaded_mark()
    assert prepare.loaded_mark() == before

    newest = MigrationRecorder.Migration.objects.latest("applied")
    MigrationRecorder.Migration.objects.filter(pk=newest.pk).delete()
    MigrationRecorder.Migration.objects.create(app=newest.app, name=newest.name)

    assert prepare.loaded_mark() != before


@pytest.mark.django_db
def test_seeds_are_loaded_once_and_again_when_they_or_the_database_changed(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BASE_DIR = settings.VAR_DIR = tmp_path
    seed = tmp_path / "seeds" / "rust" / "matter.yaml"
    seed.parent.mkdir(parents=True)
    seed.write_text("case: one")
    calls: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, *_paths: calls.append(name))
    monkeypatch.setattr(prepare, "has_cases", lambda: bool(calls))

    def loaded() -> bool:
        before = len(calls)
        prepare.load_seeds(lambda _line: None)
        return calls[before:] == ["load_courts", "load_cases"]

    assert loaded()
    assert not loaded()
    seed.write_text("case: two")
    assert loaded()
    calls.clear()  # the database was emptied: the mark alone is not believed
    assert loaded()
