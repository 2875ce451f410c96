"""What users of other trackers complain about, and the proof that it cannot happen here: a test for each."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, models
from django.db.models import ProtectedError
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from kit import version_lock
from people.models import Party
from proceedings.models import Case, Charge, Claim, Court, Defendant, Event, Incident, Source
from proceedings.record import services
from proceedings.record.as_of import Clocks
from proceedings.record.history import last_instant
from proceedings.record.redaction import Redactor
from proceedings.research import statuses
from proceedings.research.lists.definitions import LISTS
from tests.acceptance.answers import assert_same_rows, body, file_rows
from tests.factories import (
    ChargeFactory,
    ClaimFactory,
    CourtFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)
from tests.proceedings.website.records.matter import Matter, invent

pytestmark = pytest.mark.django_db  # each test nests in the transaction that holds the matter

LIST_BUDGET = 19  # of convictions; the offences, and who is guilty of them, are read apart
OF_ONE = {"courts", "claims", "convictions"}  # the matter has one of each: no cap can cut it
FACTS: tuple[type[models.Model], ...] = (
    Party,
    Case,
    Court,
    Incident,
    Defendant,
    Charge,
    Claim,
    Event,
    Source,
)


@pytest.fixture(scope="module")
def matter(held: Path) -> Matter:
    """Record an invented matter once for all tests of this module."""
    return invent()


def rows(client: Client, asked: str, slug: str = "defendants") -> list[dict[str, Any]]:
    """Return the rows that the API answers with."""
    found: list[dict[str, Any]] = client.get(f"/api/v1/{slug}/?{asked}").json()["results"]
    return found


def ids(client: Client, asked: str, slug: str = "defendants") -> set[int]:
    """Return the ids of the rows that the API answers with."""
    return {row["id"] for row in rows(client, asked, slug)}


def accuse(name: str, **charge: Any) -> Charge:
    """Charge a made-up person in a case of its own."""
    count = ChargeFactory(defendant=DefendantFactory(party=PartyFactory(name=name)), **charge)
    happen(count, "filed", "2023-01-31", kind="filing")
    assert isinstance(count, Charge)
    return count


# --- "Five different statuses for one incident, from five code paths" -----------------------------------


def test_every_rendering_gives_one_defendant_one_status(client: Client, matter: Matter) -> None:
    record = f"/defendants/{matter.tried.pk}-testa-mockingbird"
    row = statuses.record(matter.tried.pk, Clocks.settled(), Redactor.now())
    assert row is not None
    code, words = row.status, row.sentence

    [listed] = [one for one in rows(client, "") if one["id"] == matter.tried.pk]
    [written] = [one for one in file_rows(client, "/defendants.csv") if one["id"] == str(matter.tried.pk)]
    [plain] = [one for one in client_json(client, "/defendants.json")["rows"] if one["id"] == matter.tried.pk]
    alone = client_json(client, f"/api/v1/defendants/{matter.tried.pk}/")
    with zipfile.ZipFile(io.BytesIO(body(client.get("/data/casetracker.zip")))) as archive:
        table = archive.read("statuses.csv").decode()
    [whole] = [
        one
        for one in csv.DictReader(io.StringIO(table, newline=""))
        if one["defendant_id"] == str(matter.tried.pk) and not one["valid_until"]
    ]

    codes = [listed["status"]["code"], written["status"], plain["status"], alone["status"]["code"]]
    assert [*codes, alone["changes"][-1]["status"]["code"], whole["status"]] == [code] * 6
    said = [listed["status"]["words"], written["words"], plain["words"], alone["status"]["words"]]
    assert said == [words] * 4
    for page in (
        f"{record}/",
        "/defendants/",
        f"/cases/{matter.second.pk}-x/",
        f"/incidents/{matter.incident.key}/",
    ):
        printed = client.get(page, follow=True).content.decode()
        assert listed["status"]["outcome"] in printed, page
        assert "18 months in custody" in printed, page


def client_json(client: Client, address: str) -> Any:
    """Return what an address gives, read as JSON."""
    return json.loads(body(client.get(address)))


@pytest.mark.parametrize("slug", LISTS)
def test_page_file_and_api_give_the_same_rows_in_the_same_order(
    client: Client, matter: Matter, slug: str
) -> None:
    for asked in ("", "?type=civil&type=criminal", "?on=2024-10-01"):
        written = assert_same_rows(
            client, f"/{slug}/{asked}", f"/{slug}.csv{asked}", f"/api/v1/{slug}/{asked}"
        )
        assert written, asked


# --- "Same-day updates ignored; latest status wrong because of ordering" --------------------------------


@pytest.mark.parametrize("is_entered_backwards", [False, True])
def test_updates_of_one_day_count_in_their_recorded_order(
    client: Client, matter: Matter, is_entered_backwards: bool
) -> None:
    charge = accuse("Testa Sameday")
    day = [("dismissed_without_prejudice", 11), ("reinstated", 12), ("not_guilty_jury", 13)]
    for outcome, order in reversed(day) if is_entered_backwards else day:
        happen(charge, outcome, "2024-05-05", order=order)

    [row] = rows(client, "q=sameday")
    assert (row["status"]["code"], row["status"]["since"]) == ("acquitted", "2024-05-05")


# --- "One filter ANDs, its neighbour ORs; only the first ticked box applies" ----------------------------


@pytest.mark.parametrize("slug", LISTS)
def test_values_of_one_filter_widen_and_filters_narrow_on_every_list(
    client: Client, matter: Matter, slug: str
) -> None:
    court = matter.second.court.key
    pairs = [
        ("type=criminal", "type=civil"),
        ("phase=guilty", "phase=ended_without_conviction"),
        ("outcome=found_guilty", "outcome=claim_settled"),
        ("offence=humming", "court=" + court),
    ]
    for first, second in pairs:
        one, other, both = (ids(client, asked, slug) for asked in (first, second, f"{first}&{second}"))
        if first.partition("=")[0] == second.partition("=")[0]:
            assert both >= one | other, (first, second)
            assert ids(client, f"{second}&{first}", slug) == both
        else:
            assert both <= one & other, (first, second)
    assert ids(client, "type=criminal&type=civil", slug) == ids(client, "", slug)
    page = client.get(f"/{slug}/").content.decode()
    assert "any of" in page or "or" in page


# --- "The filtered CSV mistaken for everything, or holding only headers; export ignores the filter" ------


@pytest.mark.parametrize("slug", LISTS)
def test_a_file_carries_the_filter_and_says_its_total_and_its_cap(
    client: Client, matter: Matter, settings: Settings, slug: str
) -> None:
    asked = "type=civil" if slug == "claims" else "type=criminal"
    whole = client.get(f"/{slug}.csv?{asked}")
    assert whole.headers["X-Address"].endswith(f"/{slug}/?{asked}")
    assert int(whole.headers["X-Total-Count"]) == len(ids(client, asked, slug)) > 0
    assert whole.headers["X-Complete"] == "yes"
    assert {row["id"] for row in file_rows(client, f"/{slug}.csv?{asked}")} == {
        str(one) for one in ids(client, asked, slug)
    }

    if slug in OF_ONE:
        return
    settings.EXPORT_LIMIT = 1
    cut = client.get(f"/{slug}.csv")
    assert cut.headers["X-Row-Limit"] == "1"
    assert cut.headers["X-Complete"] != "yes"
    assert "first-1" in cut.headers["Content-Disposition"]
    assert len(list(csv.DictReader(io.StringIO(body(cut).decode())))) == 1


# --- "Facets and pages that time out; speed that is only a cache" ---------------------------------------


@pytest.mark.parametrize("slug", LISTS)
def test_no_list_counts_further_than_its_budget_and_none_is_fast_by_a_cache(
    client: Client, matter: Matter, settings: Settings, slug: str
) -> None:
    if slug not in OF_ONE:
        settings.COUNT_LIMIT = 1
        assert "more than 1" in client.get(f"/{slug}/").content.decode()
    for _again in range(2):
        with CaptureQueriesContext(connection) as asked:
            response = client.get(f"/{slug}/")
        assert 0 < len(asked) <= LIST_BUDGET
        assert "no-cache" in response.headers["Cache-Control"]


# --- "Last save wins; imports that double or destroy" ---------------------------------------------------


def test_the_last_save_does_not_win(matter: Matter) -> None:
    case = matter.first
    seen = version_lock.newest(Case, case.pk)
    assert version_lock.newer(Case, case.pk, (), seen=seen) == []
    case.note = "What the first editor found."
    services.record(case)

    changes = version_lock.newer(Case, case.pk, (), seen=seen)
    assert [change.note for change in changes] == ["What the first editor found."]


def test_loading_the_same_files_twice_doubles_and_destroys_nothing(matter: Matter) -> None:
    def everything() -> dict[str, list[Any]]:
        kept = {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in FACTS}
        return kept | {"instant": [last_instant()]}

    before = {model: model._default_manager.count() for model in FACTS}
    call_command("load_cases", "docs/examples", stdout=io.StringIO())
    once = everything()
    call_command("load_cases", "docs/examples", stdout=io.StringIO())

    assert everything() == once
    assert all(len(once[model.__name__]) > count for model, count in before.items() if model is not Claim)


# --- "Facts buried in notes: 107 of 202 notes held hearing dates" ----------------------------------------


def test_a_hearing_to_come_is_a_dated_event_and_no_note(client: Client, matter: Matter) -> None:
    hearing = Event.objects.get(case=matter.suit, kind="hearing", outcome="scheduled")
    [row] = [one for one in rows(client, "hearing_from=2099-01-01", "hearings") if one["id"] == hearing.pk]

    assert row["day"] == "2099-01-01"
    assert "DTSTART;VALUE=DATE:20990101" in body(client.get("/hearings.ics")).decode()
    assert not matter.suit.note


# --- "A reopened case that still shows terminated" ------------------------------------------------------


@pytest.mark.parametrize("kind", ["criminal", "civil"])
def test_a_reinstated_case_is_not_shown_as_ended(client: Client, matter: Matter, kind: str) -> None:
    count: Charge | Claim
    if kind == "criminal":
        count, opened, ended = accuse("Testa Reopened"), "open", "ended_without_conviction"
        steps = [("dismissed_without_prejudice", "2024-02-01"), ("reinstated", "2024-03-01")]
    else:
        count, opened, ended = (
            ClaimFactory(defendant__party__name="Testa Reopened"),
            "civil_open",
            "civil_ended",
        )
        happen(count, "claim_filed", "2023-01-31", kind="filing")
        steps = [("claim_dismissed_without_prejudice", "2024-02-01"), ("claim_reinstated", "2024-03-01")]
    for outcome, day in steps:
        happen(count, outcome, day)

    assert ids(client, f"q=reopened&phase={ended}&on=2024-02-15") == {count.defendant_id}
    assert ids(client, f"q=reopened&phase={ended}") == set()
    assert ids(client, f"q=reopened&phase={opened}") == {count.defendant_id}
    [written] = file_rows(client, "/defendants.csv?q=reopened")
    assert written["phase"] == opened
    assert ids(client, f"phase={ended}", "cases") & {count.defendant.case_id} == set()


# --- "Criminal data unsearchable; clerk-corrected names linger" -----------------------------------------


@pytest.mark.parametrize(
    "words", ["mockingbird", "bird mock", "MOCKINGBÍRD", "testa mockin", "X-1", "x1", "mokingbird"]
)
def test_a_criminal_case_is_found_by_name_docket_and_in_spite_of_a_slip(
    client: Client, matter: Matter, words: str
) -> None:
    if words == "bird mock":  # the middle of a word is none
        assert not ids(client, f"q={words}")
        return
    assert matter.dropped.pk in ids(client, f"q={words}")


def test_a_corrected_name_lingers_nowhere(client: Client, matter: Matter) -> None:
    party = accuse("Testa Oldspelling").defendant.party
    assert len(ids(client, "q=oldspelling")) == 1
    party.name = party.sort_name = "Testa Newspelling"
    services.record(party, reason="The clerk corrected the name.")

    [row] = rows(client, "q=newspelling")
    address = urlsplit(row["url"]).path
    assert ids(client, "q=oldspelling") == set()
    files = [f"/{slug}{ending}" for slug in LISTS for ending in ("/", ".csv", ".json", ".atom")]
    for page in (*files, "/", "/api/v1/defendants/", "/api/v1/people/", "/sitemap-defendants.xml"):
        assert "oldspelling" not in body(client.get(page)).decode().lower(), page
    record, changes = client.get(address).content.decode().split('id="changed-heading"')
    assert "oldspelling" not in record.lower()
    assert "oldspelling" in changes.lower()  # what changed, and when, is told
    old = f"/defendants/{row['id']}-testa-oldspelling/"
    assert client.get(old).headers["Location"] == address


# --- "Merging that deletes its own target" --------------------------------------------------------------


def test_nobody_deletes_a_fact(matter: Matter) -> None:
    request = RequestFactory().get("/admin/")
    request.user = User(username="made-up", is_superuser=True, is_staff=True, is_active=True)
    desk = [admin.site.get_model_admin(model) for model in FACTS if admin.site.is_registered(model)]

    assert len(desk) >= 5
    assert not any(page.has_delete_permission(request) for page in desk)
    for fact in (matter.tried.party, matter.second, matter.second.court, matter.tried, matter.incident):
        with pytest.raises(ProtectedError):
            fact.delete()


# --- "Mouse-only charts" --------------------------------------------------------------------------------


def test_every_picture_has_words_and_a_table(client: Client, matter: Matter) -> None:
    for page in (f"/defendants/{matter.tried.pk}-testa-mockingbird/", "/statistics/"):
        shown = client.get(page).content.decode()
        assert "<svg" in shown, page
        assert 'role="img"' in shown, page
        assert "<title" in shown or "aria-label" in shown, page
        assert "The same as a table" in shown or "<table" in shown, page
        assert "onmouse" not in shown, page
        assert "onclick" not in shown, page


# --- "Sealed and expunged records that leak through sitemaps, feeds, exports" ---------------------------


@pytest.mark.parametrize("kind", ["sealed", "expunged"])
def test_a_sealed_record_leaks_through_no_sitemap_feed_or_export(
    client: Client, matter: Matter, kind: str
) -> None:
    sealed = accuse("Testa Canarina", offence="Whistling").defendant
    gone = f"/defendants/{sealed.pk}-"
    ways = ["/sitemap-defendants.xml", "/corrections.atom", "/data/casetracker.zip"]
    ways += [f"/{slug}.{ending}" for slug in LISTS for ending in ("csv", "json", "xlsx", "atom")]

    def told(page: str) -> str:
        whole = body(client.get(page))
        if whole.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(whole)) as archive:
                whole = b"\n".join(archive.read(name) for name in archive.namelist())
        return whole.decode("utf-8", "replace").lower()

    assert sum("canarina" in told(page) or gone in told(page) for page in ways) > 5
    RestrictionFactory(defendant=sealed, kind=kind, since=date(2024, 1, 1))
    assert [page for page in ways if "canarina" in told(page) or gone in told(page)] == []
    assert client.get(f"{gone}testa-canarina/").status_code == 410


def test_the_courts_of_a_list_are_only_those_with_rows(client: Client, matter: Matter) -> None:
    CourtFactory(key="idle", name="Idle Fictional Court")

    assert "Idle Fictional Court" not in body(client.get("/courts.csv")).decode()
