from __future__ import annotations

import shutil
import sys
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import OperationalError, connection

from casetracker.operations import diagnosis
from proceedings.models import PublicationClock

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024  # as shutil returns it


@pytest.fixture(autouse=True)
def place(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LazySettings:
    """Make a place where nothing is wrong."""
    settings.VAR_DIR, settings.DATA_DIR = tmp_path / "var", tmp_path / "data"
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.ALLOWED_HOSTS = ["localhost"]
    for folder in (settings.VAR_DIR, settings.BACKUP_DIR):
        folder.mkdir(mode=0o700)
    backup(settings, datetime.now(UTC))
    monkeypatch.setattr(diagnosis, "unapplied_migrations", list)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setitem(connection.settings_dict, "NAME", str(settings.VAR_DIR / "database"))
    return settings


def backup(place: LazySettings, made_at: datetime) -> None:
    folder = place.BACKUP_DIR / "one"
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_text(f'{{"format": 1, "made_at": "{made_at.isoformat()}"}}')
    (folder / "verified.json").write_text(f'{{"verified_at": "{made_at.isoformat()}"}}')


def found() -> list[tuple[str, str]]:
    return [(finding.subject, finding.what) for finding in diagnosis.diagnose()]


def test_nothing_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("doctor")
    assert "Nothing is wrong" in capsys.readouterr().out


def test_what_is_wrong_is_printed_with_its_remedy(
    place: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    place.DEBUG = True
    with pytest.raises(SystemExit) as stopped:
        call_command("doctor")
    assert stopped.value.code == 1
    assert "DEBUG is on: errors show the code to anybody.\n    Unset DEBUG." in capsys.readouterr().out


def test_settings_of_a_public_site(place: LazySettings) -> None:
    place.ALLOWED_HOSTS = ["*"]
    words = " ".join(what for _subject, what in found())
    assert all(name in words for name in ("ALLOWED_HOSTS", "HTTPS", "PROXIES", "SITE_HOST"))
    place.HTTPS = True
    words = " ".join(what for _subject, what in found())
    assert "HTTPS is off" not in words
    assert "security.W" in words  # the cookies of the tests are not for HTTPS alone


def test_files_that_others_can_read(place: LazySettings) -> None:
    (place.VAR_DIR / "secret_key").write_text("made up")
    (place.VAR_DIR / "secret_key").chmod(0o644)
    assert found() == [("files", f"{place.VAR_DIR / 'secret_key'} is open to other users of the machine.")]


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(100 * 2**30, 0, 2**30))
    assert [subject for subject, _what in found()] == ["disk"]


def test_no_backup_lately(place: LazySettings) -> None:
    backup(place, datetime.now(UTC) - timedelta(days=3))
    assert [what.partition(":")[0] for _subject, what in found()] == ["No backup of the last two days"]
    backup(place, datetime.now(UTC) - timedelta(days=40))
    assert len(found()) == 2
    (place.BACKUP_DIR / "one" / "manifest.json").unlink()
    assert "there is none" in found()[0][1]


def test_migrations_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnosis, "unapplied_migrations", lambda: ["people.0009_made_up"])
    assert found() == [("database", "Migrations not applied: people.0009_made_up.")]


def test_a_clock_that_was_set_back() -> None:
    later = datetime.now(UTC) + timedelta(minutes=10)
    PublicationClock.objects.update_or_create(pk=1, defaults={"last_instant": later})
    ((subject, what),) = found()
    assert subject == "clocks"
    assert "in the future" in what


def test_packages_that_are_not_those_pinned(tmp_path: Path) -> None:
    (tmp_path / "run.txt").write_text("made-up==1")
    assert found() == [("versions", "Other packages are installed than are pinned.")]


def test_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "ensure_connection", fail)
    assert [subject for subject, _what in found()] == ["database"]
