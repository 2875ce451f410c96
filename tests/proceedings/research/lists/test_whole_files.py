"""A file of the list of defendants says what the API says, whatever is asked and whatever is written."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kit.filtering import stamp
from proceedings import wording
from proceedings.models import Case
from proceedings.record import services
from proceedings.record.history import last_instant
from proceedings.research.lists.definitions import DEFENDANTS
from proceedings.research.statuses.counts import COUNTS
from proceedings.website.lists.exports import WholeQuery
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    CourtFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)
from tests.proceedings.research.lists.desk import (
    CANARY,
    body,
    desk,
    seal,
)
from tests.worlds import again

QUESTIONS = (
    "",
    "sort=name",
    "on=2024-08-01",
    "on=2023-01-15&match=possible",
    "on=2024-10-15",
    "status=not_charged&status=awaiting_trial&status=charged&on=2023-06-01",
    "known=BEFORE",
    "on=2024-08-01&known=BEFORE",
    "known=LAST",
)


def closed_desk() -> datetime:
    """Record the desk, what rests on other cases, and names that are sealed afterwards."""
    matter = desk()
    court = CourtFactory(name="Court of Fictional Appeals")
    _appealed(matter.first, court)
    _left_alone(court)
    before = last_instant()
    seal(matter)
    _named_in_texts(court)
    services.record(_renamed(matter.second))
    return before


def _renamed(case: Case) -> Case:
    case.caption = "State of Nowhere v. Mockingbird and Others"
    return case


def _appealed(below: Case, court: Any) -> None:
    """Let a court above act, on one whose own case has been silent for years, and on one in its own case."""
    appeal = CaseFactory(caption="Mockingbird v. State of Nowhere", type="appeal", court=court)
    charge = ChargeFactory(defendant=DefendantFactory(case=below))
    happen(charge, "indicted", "2019-01-01", kind="filing", type="indictment")
    happen(charge, "found_guilty", "2019-06-01", type="verdict")
    happen(charge, "appeal_noticed", "2023-05-01", kind="notice", type="appeal", case=appeal)
    party = ChargeFactory(defendant=DefendantFactory(case=appeal))
    happen(party, "filed", "2023-05-01", kind="filing")


def _left_alone(court: Any) -> None:
    """Charge somebody of whom nothing was heard again, under a docket number that is not printed."""
    case = CaseFactory(court=court, docket_number="HIDDEN-1", print_docket=False, caption="=1+1 v. Nobody")
    charge = ChargeFactory(defendant=DefendantFactory(case=case, party=PartyFactory(name="Téßta Ünheard")))
    happen(charge, "indicted", "[2018-01-10..2018-01-20]", kind="filing", type="indictment")


def _named_in_texts(court: Any) -> None:
    """Name the one who is sealed in the texts of another record, and close an event that decides."""
    case = CaseFactory(court=court, caption=f"State of Nowhere v. Dotterel and {CANARY}")
    charge = ChargeFactory(defendant=DefendantFactory(case=case))
    happen(charge, "indicted", "2024-01-19", kind="filing", type="indictment")
    happen(charge, "stayed", "2024-03-01", details={"text": f"until {CANARY} is heard"})
    closed = happen(charge, "reactivated", "2024-09-09")
    RestrictionFactory(event=closed)


def in_the_file(client: Client, query: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(body(client, f"/defendants.csv?{query}").decode())))


def in_the_api(client: Client, query: str) -> list[dict[str, str]]:
    """Return the rows of the API, as the columns of the file have them."""
    rows = client.get(f"/api/v1/defendants/?{query}").json()["results"]
    return [{key: _text(value) for key, value in _columns(row).items()} for row in rows]


def _columns(row: dict[str, Any]) -> dict[str, Any]:
    status, case = row["status"], row["case"]
    why: dict[str, Any] = next(iter(row["why"]), {})
    beside = wording.codes_outside_sentence(one["code"] for one in status["qualifiers"])
    return {
        "id": row["id"],
        "name": row["name"],
        "name_as_printed": row["name_as_printed"],
        "status": status["code"],
        "status_label": status["label"],
        "phase": status["phase"],
        "offences": row["offences"],
        "words": status["words"],
        "qualifiers": "; ".join(one["words"] for one in status["qualifiers"] if one["code"] in beside),
        "since": status["since"],
        "since_earliest": status["since_earliest"],
        **{name: status["counts"][name] for name, _label, _meaning in COUNTS},
        "rule": status["rule"],
        "case": case["name"],
        "docket_number": case["docket_number"],
        "case_type": case["type"],
        "court": case["court"]["name"],
        "court_key": case["court"]["key"],
        "deciding_event": why.get("event"),
        "deciding_date": why.get("date"),
        "on": row["on"],
        "known": row["known"],
        "changed_since": row["changed_since"],
        "url": row["url"],
    }


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith("=") else text


@pytest.fixture
def before(db: None) -> datetime:
    """Put the closed desk into the database; give the instant before it was closed."""
    return again(closed_desk)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_file_says_what_the_api_says(client: Client, before: datetime, question: str) -> None:
    asked = question.replace("BEFORE", stamp(before)).replace("LAST", stamp(last_instant()))
    told = in_the_api(client, asked)
    assert told
    assert list(told[0]) == [column.key for column in DEFENDANTS.columns]
    assert in_the_file(client, asked) == told
    assert CANARY not in str(told)


def test_the_invented_record_has_what_a_file_could_get_wrong(client: Client, before: datetime) -> None:
    rows = in_the_file(client, "")
    assert [row["court_key"] for row in rows if not row["deciding_event"]]
    said = " ".join(row["qualifiers"] for row in rows)
    assert "Nothing recorded since 20 January 2018" in said
    assert "Nothing recorded since 1 May 2023" in said
    assert "efiled as" in said
    assert {row["docket_number"] for row in rows if row["case"] == "'=1+1 v. Nobody"} == {""}
    assert "until [name withheld] is heard" in str(in_the_file(client, "on=2024-08-01"))
    assert [row for row in rows if row["since"] != row["since_earliest"]]


@pytest.mark.parametrize("question", ["", "on=2024-08-01"])
def test_what_is_written_while_a_file_is_sent_changes_nothing(
    client: Client, before: datetime, question: str
) -> None:
    whole = list(WholeQuery(DEFENDANTS, QueryDict(question)).every(100, 100))
    query = WholeQuery(DEFENDANTS, QueryDict(question))
    sending = query.every(100, 2)
    sent = [next(sending)]
    for row in whole:
        case = Case.objects.get(defendants=row["id"])
        case.caption = "Another caption v. Nobody"
        services.record(case)
    newcomer = ChargeFactory()
    happen(newcomer, "filed", "2024-01-01", kind="filing")
    sent += sending
    assert sent == whole
    assert {row["case"] for row in whole}.isdisjoint(
        row["case"] for row in in_the_file(client, "") if row["id"] != str(newcomer.defendant_id)
    )


def test_a_batch_costs_a_few_queries_however_many_rows(before: datetime) -> None:
    query = WholeQuery(DEFENDANTS, QueryDict(""))
    with CaptureQueriesContext(connection) as captured:
        next(query.every(settings.EXPORT_LIMIT, settings.EXPORT_BATCH))
    # One reads the clock, by which withheld names are cached; one the offences.
    assert len(captured) <= 18
