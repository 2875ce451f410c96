"""Every kind of row by program: lists, records, fields, pages, closed records, budgets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from kit.filtering import stamp
from proceedings.api.openapi import document
from proceedings.api.resources import KINDS
from proceedings.models import Participation, SentenceComponent
from proceedings.record import services
from proceedings.record.history import last_instant
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    ClaimFactory,
    CourtFactory,
    DefendantFactory,
    IncidentFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.website.records.matter import Matter, crowd, invent
from tests.worlds import again, for_a_while

pytestmark = pytest.mark.django_db
LIST_BUDGET, RECORD_BUDGET = 14, 17  # one of them reads the names that are withheld, one the offences
# More, where history is read: of every kind of row that stands beside, of last events, of the clock, and of
# what became of the rows since.
PAST = 10


def get(address: str, **asked: Any) -> Any:
    return Client().get(address, asked)


def rows_of(slug: str, **asked: Any) -> list[dict[str, Any]]:
    answer = get(f"/api/v1/{slug}/", **asked)
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


@pytest.fixture
def matter(db: None) -> Matter:
    """Put the invented matter into the database."""
    return again(invent)


def validator(name: str) -> Draft202012Validator:
    described = document()
    return Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
    )


@pytest.mark.parametrize("slug", KINDS)
def test_a_list_has_rows_of_the_described_shape(matter: Matter, slug: str) -> None:
    rows = rows_of(slug)

    assert rows
    for row in rows:
        assert list(row) == list(KINDS[slug].fields)
        assert list(validator(f"{slug}_row").iter_errors(row)) == []
        assert row["url"].startswith("http://testserver/")


@pytest.mark.parametrize("slug", KINDS)
def test_a_record_says_what_its_row_says(matter: Matter, slug: str) -> None:
    for asked in ({}, {"on": "2025-06-30", "known": stamp(last_instant())}):
        for row in rows_of(slug, **asked):
            record = get(f"/api/v1/{slug}/{row['id']}/", **asked).json()
            for name in KINDS[slug].further:
                record.pop(name)
            assert record == row


@pytest.mark.parametrize("slug", KINDS)
def test_the_page_of_a_row_is_there(matter: Matter, slug: str) -> None:
    for row in rows_of(slug):
        address = urlsplit(row["url"])
        assert Client().get(f"{address.path}?{address.query}").status_code == 200


@pytest.mark.parametrize("slug", KINDS)
def test_only_the_fields_that_are_wanted_are_told(matter: Matter, slug: str) -> None:
    for given in ("id,url", ["url", "id"]):
        assert {tuple(row) for row in rows_of(slug, fields=given)} == {("id", "url")}
    [row, *_] = rows_of(slug)
    assert get(f"/api/v1/{slug}/{row['id']}/", fields="id").json() == {"id": row["id"]}


@pytest.mark.parametrize("slug", KINDS)
def test_a_field_that_is_not_there_is_refused_by_name(matter: Matter, slug: str) -> None:
    [row, *_] = rows_of(slug)
    for address in (f"/api/v1/{slug}/", f"/api/v1/{slug}/{row['id']}/"):
        answer = get(address, fields="id,shoe_size")
        [error] = answer.json()["errors"]
        assert answer.status_code == 400
        assert (error["parameter"], error["value"]) == ("fields", "shoe_size")
        assert error["accepted"].startswith("id, ")


def test_the_changes_of_a_defendant_are_a_field_of_the_record_alone(matter: Matter) -> None:
    assert get("/api/v1/defendants/", fields="changes").status_code == 400
    assert set(get(f"/api/v1/defendants/{matter.tried.pk}/", fields="changes").json()) == {"changes"}


@pytest.mark.parametrize("slug", KINDS)
def test_pages_follow_one_another_and_lead_back(db: None, settings: LazySettings, slug: str) -> None:
    again(crowd)
    expected = [row["id"] for row in rows_of(slug)]
    settings.PAGE_SIZE = 2

    def walk(address: str | None, way: str) -> Iterator[list[int]]:
        for _page in expected:
            if address is None:
                return
            page = get(address).json()
            yield [row["id"] for row in page["results"]]
            address = page[way]

    pages = list(walk(f"/api/v1/{slug}/?fields=id", "next"))
    assert [pk for page in pages for pk in page] == expected
    last = f"/api/v1/{slug}/?fields=id"
    while following := get(last).json()["next"]:
        last = following
    assert list(walk(last, "previous"))[::-1] == pages


@pytest.mark.parametrize("slug", [slug for slug in KINDS if slug not in {"defendants", "courts"}])
def test_nothing_of_a_record_is_told_before_it_was_published(matter: Matter, slug: str) -> None:
    [row, *_] = rows_of(slug)
    answer = get(f"/api/v1/{slug}/{row['id']}/", known="2020-01-01")

    assert rows_of(slug, known="2020-01-01") == []
    assert answer.status_code == 404
    assert "1 January 2020" in answer.json()["detail"]


@pytest.mark.parametrize("slug", KINDS)
def test_a_number_nobody_has_is_not_found(matter: Matter, slug: str) -> None:
    for number in ("999999999", "999999999999999999"):
        assert get(f"/api/v1/{slug}/{number}/").status_code == 404
    for number in ("0", "01", "x", "-1", "99999999999999999999"):
        assert get(f"/api/v1/{slug}/{number}/").json() == {"detail": "There is nothing at this address."}


@pytest.mark.parametrize("slug", KINDS)
def test_json_alone_is_written_and_only_reading_is_answered(matter: Matter, slug: str) -> None:
    address = f"/api/v1/{slug}/"
    other = Client().get(address, headers={"accept": "text/csv"})

    assert other.status_code == 406
    assert set(other.json()) == {"detail"}
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(), method)(address)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert Client().head(address).content == b""


# --- Closed records --------------------------------------------------------------------------------------


def sing() -> tuple[dict[str, int], dict[str, Any]]:
    """Record a canary's case with something of every kind, and the case of somebody else beside it.

    Return the number of each of the canary's records, and what may be closed.
    """
    incident = IncidentFactory(key="aviary", title="The aviary of Canaryname")
    case = CaseFactory(
        caption="State of Nowhere v. Canaryname", docket_number="CAN-2023-00099", incident=incident
    )
    canary = PartyFactory(name="Testa Canaryname", sort_name="Canaryname, Testa")
    charge = ChargeFactory(defendant=DefendantFactory(case=case, party=canary), offence="Canaryname's song")
    beside = ChargeFactory(
        defendant=DefendantFactory(
            case=CaseFactory(caption="State of Nowhere v. Whimbrel, companion of Canaryname")
        ),
        offence="Singing along with Testa Canaryname",
    )
    source = SourceFactory(title="Canaryname sings")
    for count in (charge, beside):
        happen(count, "filed", "2023-01-31", kind="filing", what="Canaryname is charged.", source=source)
        happen(count, "found_guilty", "2024-03-06", type="verdict", what="Canaryname is found guilty.")
        happen(count, "trial_began", "2024-03-01", kind="hearing", type="trial", what="Canaryname comes.")
        happen(
            count,
            "sentenced",
            "2024-05-01",
            kind="sentence",
            what="Canaryname is sentenced.",
            components=[
                {
                    "kind": "other",
                    "text": "Canaryname must be silent.",
                    "confidence": "C",
                    "dispute": "Canaryname disputes it.",
                }
            ],
        )
    services.record(Participation(case=beside.defendant.case, party=canary, role="witness"))
    numbers = {
        "defendants": charge.defendant_id,
        "cases": case.pk,
        "charges": charge.pk,
        "convictions": charge.pk,
        "rulings": case.events.get(kind="ruling").pk,
        "events": case.events.get(kind="ruling").pk,
        "hearings": case.events.get(kind="hearing").pk,
        "sentences": SentenceComponent.objects.get(defendant=charge.defendant).pk,
        "people": canary.pk,
        "courts": case.court_id,
    }
    return numbers, {"party": canary, "case": case, "defendant": charge.defendant}


def sued() -> tuple[dict[str, int], dict[str, Any]]:
    """Record a canary's case about money; return what `sing` returns."""
    canary = PartyFactory(name="Testa Canaryname", sort_name="Canaryname, Testa")
    claim = ClaimFactory(
        defendant__party=canary, defendant__case__caption="Whimbrel v. Canaryname", label="Canaryname's debt"
    )
    happen(claim, "claim_filed", "2023-01-31", kind="filing", what="Canaryname is sued.")
    row = claim.defendant
    return {"claims": claim.pk}, {"party": canary, "case": row.case, "defendant": row}


@pytest.mark.parametrize("target", ["party", "case", "defendant"])
@pytest.mark.parametrize("slug", KINDS)
def test_a_canary_sings_in_no_kind_at_any_known(db: None, slug: str, target: str) -> None:
    numbers, closed = again(sued if slug == "claims" else sing)
    assert "canary" in str(rows_of(slug)).casefold() or slug == "courts"
    known = stamp(last_instant())
    if target != "party":  # still public by another record: this one must be the last
        for taking in Participation.objects.all():
            services.record(taking.case, removed=[taking])
    RestrictionFactory(**{target: closed[target]})

    said = ""
    for asked in ({}, {"known": known}, {"q": "canaryname", "match": "possible"}):
        rows = rows_of(slug, **asked)
        said += str(rows)
        for row in rows:
            said += get(f"/api/v1/{slug}/{row['id']}/").content.decode()
    for asked in ({}, {"known": known}, {"on": "2024-03-01"}):
        answer = get(f"/api/v1/{slug}/{numbers[slug]}/", **asked)
        said += answer.content.decode()
        expected = {404} if slug == "courts" else {404, 410} if slug == "people" else {410}
        assert answer.status_code in expected
        assert answer.json().keys() == {"detail"}

    assert "canary" not in said.casefold()
    assert "CAN-2023" not in said


@pytest.mark.parametrize(
    ("slug", "target"), [("charges", "charge"), ("rulings", "event"), ("hearings", "event")]
)
def test_a_part_that_is_closed_is_gone(matter: Matter, slug: str, target: str) -> None:
    [row, *others] = rows_of(slug)
    RestrictionFactory(**{f"{target}_id": row["id"]})

    assert get(f"/api/v1/{slug}/{row['id']}/").status_code == 410
    assert [one["id"] for one in rows_of(slug)] == [one["id"] for one in others]


def test_what_was_never_public_is_not_found_sealed_or_not() -> None:
    charge = ChargeFactory(defendant__case__caption="State of Nowhere v. Draft")
    event = happen(charge, "found_guilty", "2024-03-06", publication="draft")
    for _once in range(2):
        for slug, pk in (("charges", charge.pk), ("rulings", event.pk), ("cases", charge.defendant.case_id)):
            assert get(f"/api/v1/{slug}/{pk}/").status_code == 404
        RestrictionFactory(case=charge.defendant.case)


def test_a_court_nobody_stands_before_is_not_known() -> None:
    assert get(f"/api/v1/courts/{CourtFactory().pk}/").status_code == 404


# --- Budgets ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("past", [False, True], ids=["now", "known"])
@pytest.mark.parametrize("slug", KINDS)
def test_an_answer_keeps_its_budget_however_much_there_is(db: None, slug: str, past: bool) -> None:
    def cost(address: str) -> int:
        given = {"known": stamp(last_instant())} if past else {}
        with CaptureQueriesContext(connection) as queries:
            assert get(address, **given).status_code == 200
        return len(queries)

    costs = []
    for world in (invent, crowd):
        with for_a_while(world):
            one = f"/api/v1/{slug}/{rows_of(slug)[0]['id']}/"
            costs.append((cost(f"/api/v1/{slug}/"), cost(one)))
    few, many = costs
    assert many[0] <= few[0]
    assert many[1] <= few[1]
    more = PAST if past else 0
    assert few[0] <= LIST_BUDGET + more
    assert few[1] <= RECORD_BUDGET + more
