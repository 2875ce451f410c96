from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from kit.filtering import stamp
from proceedings.models import Case, Defendant
from proceedings.models.status_span_queries import today
from proceedings.opendata import releases
from proceedings.opendata.file_writer import checksum
from proceedings.opendata.live_files import BusyError
from proceedings.record import services
from proceedings.record.history import last_instant
from tests.factories import CaseFactory, PartyFactory, RestrictionFactory
from tests.proceedings.opendata.conftest import CANARY
from tests.proceedings.opendata.files import broken_references, everything, zip_tables
from tests.proceedings.website.records.matter import Matter


def sums(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    return {name: value for value, name in (line.split("  ") for line in lines)}


def test_a_release_is_dated_checksummed_and_says_which_instant_it_holds(matter: Matter) -> None:
    out = StringIO()
    call_command("make_release", stdout=out)
    (release,) = releases.releases()
    assert release.name == today().isoformat()
    assert release.manifest["known"] == stamp(last_instant())
    for name, value in sums(release.folder).items():
        assert checksum(release.folder / name) == value
        assert (release.folder / name).stat().st_mode & 0o222 == 0
    assert set(sums(release.folder)) == {*release.files, "manifest.json"}
    tables = zip_tables(release.folder / release.edition.zip_name)
    assert release.manifest["tables"]["defendants"] == len(tables["defendants"]) == 3
    assert release.edition.zip_name in out.getvalue()


def test_a_release_is_never_written_over(matter: Matter) -> None:
    call_command("make_release", "--name", "first", stdout=StringIO())
    before = sums(releases.home() / "first")
    PartyFactory()
    with pytest.raises(CommandError, match="never changed"):
        call_command("make_release", "--name", "first")
    assert sums(releases.home() / "first") == before


@pytest.mark.parametrize("name", ["../x", "A", ".x", "x/y", "-x", "x" * 61])
def test_a_name_that_is_no_folder_of_ours_is_refused(db: None, name: str) -> None:
    with pytest.raises(CommandError, match="no name of a release"):
        call_command("make_release", f"--name={name}")
    assert releases.releases() == []


def test_a_release_stays_as_it_was_when_the_record_goes_on(matter: Matter) -> None:
    release = releases.make("first")
    services.withdraw(matter.dismissal, because="A mistake.")
    assert releases.ready(release).manifest == release.manifest
    assert str(matter.dismissal.pk) in {
        row["id"] for row in zip_tables(release.folder / release.edition.zip_name)["events"]
    }


@pytest.mark.parametrize("command", [False, True], ids=["when asked for", "by the command"])
def test_what_is_closed_later_is_taken_out_with_a_note(canary: Defendant, command: bool) -> None:
    release = releases.make("first")
    old = dict(sums(release.folder))
    assert CANARY.lower() in everything(release.folder / release.edition.zip_name)
    RestrictionFactory(party=canary.party)
    assert not release.is_clean
    if command:
        call_command("clean_releases", stdout=StringIO())
    cleaned = releases.ready(release)
    for name in cleaned.served:
        text = (
            everything(cleaned.folder / name)
            if name.endswith((".zip", ".sqlite"))
            else (cleaned.folder / name).read_text().lower()
        )
        assert CANARY.lower() not in text, name
    assert broken_references(cleaned.folder / cleaned.edition.sqlite_name) == []
    (note,) = cleaned.notes
    assert note["replaced"]["casetracker-first.zip"] == old["casetracker-first.zip"]
    assert today().isoformat() in note["words"]
    assert note["words"] in everything_with_case(cleaned.folder / cleaned.edition.zip_name)
    for name, value in sums(cleaned.folder).items():
        assert checksum(cleaned.folder / name) == value
    assert sums(cleaned.folder)["casetracker-first.zip"] != old["casetracker-first.zip"]
    assert (cleaned.known, cleaned.made_at) == (release.known, release.made_at)
    assert cleaned.is_clean
    assert not releases.clean(cleaned)


def everything_with_case(path: Path) -> str:
    import zipfile  # noqa: PLC0415  # only here

    with zipfile.ZipFile(path) as archive:
        return archive.read("README.txt").decode()


def test_the_rest_of_a_cleaned_release_is_what_it_was(canary: Defendant, matter: Matter) -> None:
    release = releases.make("first")
    before = zip_tables(release.folder / release.edition.zip_name)
    RestrictionFactory(party=canary.party)
    after = zip_tables(releases.ready(release).folder / release.edition.zip_name)
    for table in ("sentence_components", "case_links", "claims", "charge_links", "incidents", "courts"):
        kept = [row for row in before[table] if table != "courts" or row["name"] == "First Fictional Court"]
        if table == "courts":
            assert all(row in after[table] for row in kept)
        else:
            assert after[table] == before[table], table
    assert {row["id"] for row in after["cases"]} == {row["id"] for row in before["cases"]} - {
        str(canary.case_id)
    }


@pytest.mark.parametrize("what", ["case", "defendant", "event", "charge"])
def test_every_sort_of_closing_reaches_a_release(canary: Defendant, matter: Matter, what: str) -> None:
    charge = canary.charges.get()
    target = {
        "case": canary.case,
        "defendant": canary,
        "event": charge.effects.get().event,
        "charge": charge,
    }[what]
    release = releases.make("first")
    RestrictionFactory(**{what: target})
    cleaned = releases.ready(release)
    tables = zip_tables(cleaned.folder / cleaned.edition.zip_name)
    table = {"case": "cases", "defendant": "defendants", "event": "events", "charge": "charges"}[what]
    assert str(target.pk) not in {row["id"] for row in tables[table]}
    assert cleaned.notes
    assert broken_references(cleaned.folder / cleaned.edition.sqlite_name) == []
    if what in ("case", "defendant"):
        assert f"{CANARY}-7" not in everything_in(cleaned)


def everything_in(release: releases.Release) -> str:
    return everything(release.folder / release.edition.sqlite_name)


def test_a_name_a_docket_number_or_a_link_withdrawn_later_is_taken_out_too(matter: Matter) -> None:
    release = releases.make("first")
    judge, first = matter.judge.party, Case.objects.get(pk=matter.first.pk)
    judge.private, first.print_docket = True, False
    services.record(judge)
    services.record(first)
    tables = zip_tables(releases.ready(release).folder / release.edition.zip_name)
    assert "Testa Judge" not in str(tables)
    assert {row["docket_number"] for row in tables["cases"]} == {"", "C-1"}


def test_a_closing_that_touches_nothing_in_it_leaves_a_release_alone(matter: Matter) -> None:
    release = releases.make("first")
    RestrictionFactory(case=CaseFactory())
    assert not release.is_clean
    assert releases.ready(release).manifest == release.manifest
    assert release.is_clean


def test_a_large_release_waits_for_the_command(canary: Defendant, settings: Settings) -> None:
    release = releases.make("first")
    RestrictionFactory(party=canary.party)
    settings.RELEASE_LIVE_LIMIT = 1
    with pytest.raises(BusyError):
        releases.ready(release)
    call_command("clean_releases", stdout=StringIO())
    assert CANARY.lower() not in everything_in(releases.ready(release))


def test_the_manifest_is_plain_json(matter: Matter) -> None:
    release = releases.make("first")
    manifest = json.loads((release.folder / "manifest.json").read_text())
    assert {"name", "known", "made_at", "tables", "files", "notes", "rules_version", "licence"} == set(
        manifest
    )
