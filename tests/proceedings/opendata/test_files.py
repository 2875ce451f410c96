from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytest_django import Settings

from proceedings.models import Defendant
from proceedings.opendata import TABLES, live_files
from proceedings.record import services
from tests.factories import PartyFactory, RestrictionFactory
from tests.proceedings.opendata.conftest import CANARY
from tests.proceedings.opendata.files import broken_references, everything, zip_tables
from tests.proceedings.website.records.matter import Matter


def test_zip_and_sqlite_hold_the_same_rows(matter: Matter) -> None:
    files = live_files.files()
    tables = zip_tables(files.path("zip"))
    with closing(sqlite3.connect(files.path("sqlite"))) as base:
        for table in TABLES:
            keys = [field.key for field in table.fields]
            rows = list(base.execute(f'SELECT "id" FROM "{table.name}" ORDER BY "id"'))  # noqa: S608
            assert [str(pk) for (pk,) in rows] == [row["id"] for row in tables[table.name]], table.name
            if tables[table.name]:
                assert list(tables[table.name][0]) == keys
            held = [row[1] for row in base.execute(f'PRAGMA table_info("{table.name}")')]
            assert held == keys, table.name
        assert {"name", "known", "cite", "licence"} <= {
            key for (key,) in base.execute("SELECT key FROM about")
        }
    assert broken_references(files.path("sqlite")) == []
    assert {"codebook_columns", "codebook_codes"} <= set(tables)


def test_values_are_written_as_the_court_gave_them(matter: Matter) -> None:
    parts = zip_tables(live_files.files().path("zip"))["sentence_components"]
    assert [(row["kind"], row["maximum"], row["unit"], row["amount"]) for row in parts] == [
        ("imprisonment", "18", "months", ""),
        ("fine", "", "", "5000"),
    ]
    assert {row["supervised"] for row in parts} == {""}
    assert {row["time_served"] for row in parts} == {"false"}


def test_a_text_that_a_spreadsheet_would_run_is_guarded(matter: Matter) -> None:
    matter.dismissal.note = "=HYPERLINK(“bad”)"
    services.record(matter.dismissal)
    files = live_files.files()
    notes = {row["note"] for row in zip_tables(files.path("zip"))["events"]}
    assert "'=HYPERLINK(“bad”)" in notes
    with closing(sqlite3.connect(files.path("sqlite"))) as base:
        assert ("=HYPERLINK(“bad”)",) in list(base.execute("SELECT note FROM events"))


def test_files_are_kept_until_something_is_written(matter: Matter) -> None:
    first = live_files.files()
    inode = first.path("zip").stat().st_ino
    assert live_files.files().path("zip").stat().st_ino == inode
    PartyFactory()
    assert live_files.files().folder != first.folder
    assert not first.folder.exists()


def test_the_same_record_gives_the_same_bytes(matter: Matter, data_dir: Path) -> None:
    first = live_files.files().path("zip").read_bytes()
    for file in live_files.files().folder.iterdir():
        file.unlink()
    live_files.files().folder.rmdir()
    assert live_files.files().path("zip").read_bytes() == first


def test_what_is_closed_is_gone_from_the_next_file_on(canary: Defendant) -> None:
    before = live_files.files()
    for suffix in ("zip", "sqlite"):
        assert CANARY.lower() in everything(before.path(suffix))
    RestrictionFactory(party=canary.party)
    after = live_files.files()
    for suffix in ("zip", "sqlite"):
        assert CANARY.lower() not in everything(after.path(suffix))
    assert broken_references(after.path("sqlite")) == []
    assert not before.folder.exists()


def test_too_large_a_record_is_not_written_while_somebody_waits(matter: Matter, settings: Settings) -> None:
    settings.DATA_LIVE_LIMIT = 1
    with pytest.raises(live_files.TooLargeError):
        live_files.files()


def test_only_one_writes_at_a_time(matter: Matter) -> None:
    with live_files.alone(live_files.CURRENT), pytest.raises(live_files.BusyError):
        live_files.files()


def test_files_made_while_somebody_wrote_are_made_again(matter: Matter) -> None:
    attempts = []

    def make(known: object) -> object:
        attempts.append(known)
        if len(attempts) == 1:
            PartyFactory()
        return known

    assert live_files.settled(make, wait=False) == attempts[1]
    assert len(attempts) == 2


def test_a_record_that_never_rests_is_not_answered_with_half_a_truth(matter: Matter) -> None:
    def restless(_known: object) -> None:
        PartyFactory()

    with pytest.raises(live_files.BusyError):
        live_files.settled(restless, wait=False)
