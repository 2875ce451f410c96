from __future__ import annotations

from typing import Any

import pytest

from kit.codes import Code
from people.models import Party
from proceedings.models import Charge, Defendant, Event, StatusSpan
from proceedings.opendata import (
    TABLES,
    Public,
    PublicTable,
    Record,
    WithoutReferred,
)
from proceedings.record import services
from tests.factories import ChargeFactory, DefendantFactory, RestrictionFactory, happen
from tests.proceedings.opendata.conftest import CANARY
from tests.proceedings.website.records.matter import Matter

TYPES = {"string", "integer", "number", "boolean", "date", "datetime"}
each_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def read() -> dict[str, list[Record]]:
    """Return the public rows of every table, in the order the files are written."""
    public = Public()
    return {table.name: list(public.records(table)) for table in TABLES}


@each_table
def test_every_public_column_is_documented(table: PublicTable) -> None:
    assert table.fields[0].key == "id"
    assert str(table.title)
    assert str(table.one_row).endswith(".")
    assert len({field.key for field in table.fields}) == len(table.fields)
    for field in table.fields:
        assert str(field.label), field.key
        assert str(field.meaning).endswith((".", "/.")), field.key
        assert field.type in TYPES, field.key
        assert all(issubclass(codes, Code) for codes in field.codes), field.key


def test_what_is_referred_to_is_read_first_unless_it_is_brought_along() -> None:
    names = [table.name for table in TABLES]
    for place, table in enumerate(TABLES):
        for field in table.references:
            brought = field.without is WithoutReferred.BROUGHT
            assert (field.refers in names[place + 1 :]) is brought, f"{table.name}.{field.key}"


@each_table
def test_every_table_has_rows_and_every_value_is_of_its_type(matter: Matter, table: PublicTable) -> None:
    rows = read()
    if table.name not in ("other_names", "claim_links"):
        assert rows[table.name]
    for row in rows[table.name]:
        for field in table.fields:
            value = row[field.key]
            if value is None:
                continue
            assert value != "", field.key
            if field.type in ("integer", "number"):
                assert isinstance(value, int | float), field.key
            values = str(value).split("; ") if field.several else [value]
            known = {code.value for codes in field.codes for code in codes}
            assert not known or set(values) <= known, field.key


def test_a_docket_number_that_may_not_be_printed_is_left_out(matter: Matter) -> None:
    dockets = {row["id"]: row["docket_number"] for row in read()["cases"]}
    assert dockets[matter.first.pk] == "X-1"
    assert dockets[matter.second.pk] is None


def test_an_address_that_may_not_be_linked_is_left_out(matter: Matter) -> None:
    addresses = {row["publisher"]: row["url"] for row in read()["sources"]}
    assert addresses == {"The Fictional Gazette": "https://gazette.example/verdict", "The Mirror": None}


def test_a_private_party_is_named_in_no_table(matter: Matter) -> None:
    party = matter.sued.party
    party.private = True
    services.record(party)
    rows = read()
    (sued,) = (row for row in rows["defendants"] if row["id"] == matter.sued.pk)
    assert (sued["party_id"], sued["name"]) == (None, "[name withheld]")
    assert party.pk not in {row["id"] for row in rows["parties"]}
    assert "Testa Unnamed" not in str(rows)


def test_drafts_and_withdrawn_events_are_left_out_with_all_that_rests_on_them(matter: Matter) -> None:
    draft = ChargeFactory(defendant=matter.tried, offence="Yodelling")
    happen(draft, "filed", "2024-03-03", kind="filing", publication="draft", what="A draft.")
    withdrawn = ChargeFactory(defendant=matter.tried, offence="Crooning")
    event = happen(withdrawn, "filed", "2024-03-04", kind="filing", what="A mistake.")
    assert "Crooning" in str(read()["charges"])
    services.withdraw(event, because="Another court's case.")
    rows = read()
    assert not {draft.pk, withdrawn.pk} & {row["id"] for row in rows["charges"]}
    for words in ("Yodelling", "Crooning", "A draft.", "A mistake."):
        assert words not in str(rows)


def test_a_case_that_is_only_drafted_is_in_no_table(matter: Matter) -> None:
    drafted = DefendantFactory(party__name="Testa Drafted")
    happen(ChargeFactory(defendant=drafted), "filed", "2024-01-01", kind="filing", publication="draft")
    rows = read()
    assert "Testa Drafted" not in str(rows)
    assert drafted.case_id not in {row["id"] for row in rows["cases"]}


def test_statuses_are_those_the_site_says_now(matter: Matter) -> None:
    services.withdraw(matter.dismissal, because="Never happened.")
    live = set(StatusSpan.objects.live().values_list("pk", flat=True))
    assert StatusSpan.objects.count() > len(live)
    assert {row["id"] for row in read()["statuses"]} == live


def closing(what: str, canary: Defendant) -> dict[str, Any]:
    return {"case": canary.case} if what == "case" else {"defendant": canary}


def test_the_canary_sings_as_long_as_nothing_closes_it(canary: Defendant) -> None:
    rows = read()
    silent = {"courts", "case_links", "charge_links", "claim_links", "claims", "representations"}
    for name in ("parties", "other_names", "cases", "defendants", "events", "charges", "sources"):
        assert CANARY in str(rows[name]), name
    assert not any(CANARY in str(rows[name]) for name in silent)


def test_a_closed_party_is_named_in_no_table_and_nothing_refers_to_it(canary: Defendant) -> None:
    RestrictionFactory(party=canary.party)
    rows = read()
    assert CANARY.lower() not in str(rows).lower()
    assert "Humming with [name withheld]" in str(rows["charges"])
    assert "Singing alone" not in str(rows)
    assert "Conspiring to hum" not in str(rows)
    for row in (row for table in rows.values() for row in table):
        assert canary.party_id != row.get("party_id")


@pytest.mark.parametrize("what", ["case", "defendant"])
def test_a_closed_case_or_defendant_goes_with_all_that_hangs_on_it(canary: Defendant, what: str) -> None:
    RestrictionFactory(**closing(what, canary))
    rows = read()
    assert "Singing alone" not in str(rows)
    assert canary.case_id not in {row["id"] for row in rows["cases"]}
    assert canary.case_id not in {row.get("case_id") for table in rows.values() for row in table}
    assert canary.pk not in {row["id"] for row in rows["defendants"]}
    assert f"{CANARY}-7" not in str(rows)


def test_a_closed_charge_goes_with_its_outcomes(matter: Matter) -> None:
    charge = Charge.objects.get(defendant=matter.tried, count_label="Count 2")
    RestrictionFactory(charge=charge)
    rows = read()
    assert charge.pk not in {row["id"] for row in rows["charges"]}
    assert charge.pk not in {row["charge_id"] for row in rows["effects"]}
    assert "Humming at noon" not in str(rows)


def test_a_closed_event_goes_and_no_status_names_it(matter: Matter) -> None:
    assert matter.dismissal.pk in {row["event_id"] for row in read()["statuses"]}
    RestrictionFactory(event=matter.dismissal)
    rows = read()
    for table in ("events", "effects", "citations", "statuses"):
        key = "id" if table == "events" else "event_id"
        assert matter.dismissal.pk not in {row[key] for row in rows[table]}, table


def test_every_public_event_of_an_open_record_is_there(matter: Matter) -> None:
    published = set(Event.objects.filter(publication="published").values_list("pk", flat=True))
    assert {row["id"] for row in read()["events"]} == published


def test_a_judge_who_may_not_be_named_is_left_out_of_the_event(matter: Matter) -> None:
    judge = Party.objects.get(name="Testa Judge")
    matter.dismissal.judge = judge
    services.record(matter.dismissal)
    assert judge.pk in {row["judge_id"] for row in read()["events"]}
    RestrictionFactory(party=judge)
    rows = read()
    assert matter.dismissal.pk in {row["id"] for row in rows["events"]}
    assert judge.pk not in {row["judge_id"] for row in rows["events"]}
