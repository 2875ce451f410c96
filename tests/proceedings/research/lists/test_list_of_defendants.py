"""The list of defendants as the API gives it: filters, the two clocks, key pages, budgets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kit.filtering import stamp
from people.models import Party
from proceedings.record import services
from proceedings.record.history import last_instant
from proceedings.research.lists.definitions import LISTS
from proceedings.research.query.list_query import ListQuery
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
from tests.worlds import again

pytestmark = pytest.mark.django_db

LIST = "/api/v1/defendants/"


def ask(**asked: Any) -> Any:
    """Return what the API answers to a list, which it must understand."""
    response = Client().get(f"{LIST}?{urlencode(asked, doseq=True)}")
    assert response.status_code == 200, response.content
    return response.json()


def names(**asked: Any) -> set[str]:
    """Return the names on the first page of a list."""
    return {row["name"] for row in ask(**asked)["results"]}


def accuse(name: str, on: str = "2023-01-31", **case: Any) -> Any:
    """Return a charge, filed, against a made-up person."""
    charge = ChargeFactory(
        defendant=DefendantFactory(party=PartyFactory(name=name), case=CaseFactory(**case))
    )
    happen(charge, "filed", on, kind="filing")
    return charge


@pytest.fixture
def courthouse(db: None) -> None:
    """Put four defendants into the database."""
    again(four_defendants)


def four_defendants() -> None:
    """Record four defendants: one charged, one acquitted, one dismissed, one sued."""
    high, low = (
        CourtFactory(key="high", name="High Fictional Court"),
        CourtFactory(key="low", name="Low Court"),
    )
    matter = IncidentFactory(key="the-matter", title="The invented matter")
    accuse("Testa Charged", court=high, incident=matter)
    acquitted = accuse("Testa Acquitted", court=high)
    happen(acquitted, "not_guilty_jury", "2024-03-06")
    dismissed = accuse("Testa Dismissed", court=low)
    happen(dismissed, "dismissed_with_prejudice", "2024-07-12")
    claim = ClaimFactory(defendant__party=PartyFactory(name="Testa Sued"), defendant__case__court=low)
    happen(claim, "claim_filed", "2023-02-09", kind="filing")


EVERYBODY = {"Testa Charged", "Testa Acquitted", "Testa Dismissed", "Testa Sued"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, EVERYBODY),
        ({"status": "acquitted"}, {"Testa Acquitted"}),
        ({"status": ["acquitted", "charged"]}, {"Testa Acquitted", "Testa Charged"}),
        ({"phase": "ended_without_conviction"}, {"Testa Acquitted", "Testa Dismissed"}),
        ({"phase": ["open", "civil_open"]}, {"Testa Charged", "Testa Sued"}),
        ({"phase": "open", "status": "acquitted"}, set()),
        ({"court": "high"}, {"Testa Charged", "Testa Acquitted"}),
        (
            {"court": ["high", "low"], "phase": "ended_without_conviction"},
            {"Testa Acquitted", "Testa Dismissed"},
        ),
        ({"type": "civil"}, {"Testa Sued"}),
        ({"type": ["civil", "criminal"]}, EVERYBODY),
        ({"incident": "the-matter"}, {"Testa Charged"}),
        ({"q": "acq tes"}, {"Testa Acquitted"}),
        ({"q": "testa", "court": "low", "type": "criminal"}, {"Testa Dismissed"}),
        ({"on": "2023-01-31"}, {"Testa Charged", "Testa Acquitted", "Testa Dismissed"}),
        ({"on": "2024-03-05", "status": "acquitted"}, set()),
        ({"on": "2024-03-06", "status": "acquitted"}, {"Testa Acquitted"}),
        ({"on": "2023-01-30"}, set()),
        (
            {"on": "2023-01-30", "status": "not_charged"},
            {"Testa Charged", "Testa Acquitted", "Testa Dismissed"},
        ),
        ({"on": "2023-01-30", "phase": "no_charge"}, EVERYBODY),
        ({"known": "2020-01-01"}, set()),
    ],
)
def test_repeated_values_widen_and_different_filters_narrow(
    courthouse: None, asked: dict[str, Any], found: set[str]
) -> None:
    answer = ask(**asked)

    assert {row["name"] for row in answer["results"]} == found
    assert answer["count"] == {"value": len(found), "capped": False, "words": str(len(found))}


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("", "Testa Dismissed"),
        ("-since", "Testa Dismissed"),
        ("since", "Testa Charged"),
        ("name", "Testa Acquitted"),
        ("-name", "Testa Sued"),
    ],
)
def test_a_list_is_sorted_by_a_closed_list_of_keys(courthouse: None, sort: str, first: str) -> None:
    assert ask(sort=sort, type=["criminal", "civil"])["results"][0]["name"] == first


@pytest.mark.parametrize("sort", ["-since", "since", "name", "-name"])
def test_pages_walk_every_row_once_forward_and_back_under_ties(sort: str, settings: Any) -> None:
    settings.PAGE_SIZE = 3
    case = CaseFactory()
    with services.writing():
        for number in range(11):
            party = PartyFactory(name="Testa Tie" if number % 3 else f"Testa Other {number}")
            charge = ChargeFactory(defendant=DefendantFactory(case=case, party=party))
            happen(charge, "filed", "2023-01-31" if number % 4 else "2023-02-09", kind="filing")
    forward, shown = [], ask(sort=sort)
    first = shown
    forward += shown["results"]
    while shown["next"] and len(forward) <= 11:
        shown = Client().get(shown["next"]).json()
        forward += shown["results"]
    back = shown["results"]
    while shown["previous"] and len(back) <= 11:
        shown = Client().get(shown["previous"]).json()
        back = shown["results"] + back

    whole = [row.pk for row in asked_of(QueryDict(f"sort={sort}")).page(size=100).rows]
    spans = asked_of(QueryDict(f"sort={sort}")).page(size=100).rows
    assert [row["id"] for row in forward] == [span.defendant_id for span in spans]
    assert [row["id"] for row in back] == [span.defendant_id for span in spans]
    assert len(whole) == 11
    assert first["previous"] is None


def test_the_addresses_of_other_pages_keep_what_was_asked(courthouse: None, settings: Any) -> None:
    settings.PAGE_SIZE = 1
    answer = ask(court="high", sort="name", on="2024-05-01")

    assert QueryDict(urlsplit(answer["next"]).query).dict() == {
        "court": "high",
        "sort": "name",
        "on": "2024-05-01",
        "after": f"Testa Acquitted~{answer['results'][0]['id']}",
    }


def test_a_count_is_capped_and_says_so(courthouse: None, settings: Any) -> None:
    settings.COUNT_LIMIT = 3

    assert ask()["count"] == {"value": 3, "capped": True, "words": "more than 3"}


def test_an_uncertain_date_is_certain_when_it_is_over_and_possible_before() -> None:
    charge = accuse("Testa Uncertain", "2023-01-31")
    happen(charge, "dismissed_with_prejudice", "[2024-05-10..2024-05-20]")
    dismissed = {"status": "dismissed_with_prejudice"}

    assert names(**dismissed, on="2024-05-15") == set()
    assert names(**dismissed, on="2024-05-15", match="certain") == set()
    assert names(**dismissed, on="2024-05-15", match="possible") == {"Testa Uncertain"}
    assert names(**dismissed, on="2024-05-09", match="possible") == set()
    assert names(**dismissed, on="2024-05-20", match="certain") == {"Testa Uncertain"}


def test_a_possible_match_is_one_row_that_says_what_is_certain_and_what_may_be() -> None:
    charge = accuse("Testa Uncertain", "2023-01-31")
    happen(charge, "dismissed_with_prejudice", "[2024-05-10..2024-05-20]")
    [row] = ask(on="2024-05-15", match="possible")["results"]

    assert row["status"]["code"] == "charged"
    assert "date_uncertain" in [one["code"] for one in row["status"]["qualifiers"]]
    assert [one["code"] for one in row["possible"]] == ["dismissed_with_prejudice"]


def test_the_first_charge_may_be_possible_before_it_is_certain() -> None:
    accuse("Testa Uncertain", "[2023-01-10..2023-01-20]")

    assert names(on="2023-01-15") == set()
    assert names(on="2023-01-15", match="possible") == {"Testa Uncertain"}


def test_an_answer_at_an_earlier_known_stays_as_it_was_word_for_word() -> None:
    charge = accuse("Testa Corrected")
    source = SourceFactory(title="Invented report")
    ruling = happen(
        charge, "dismissed_with_prejudice", "2023-04-21", what="An invented ruling.", source=source
    )
    known = stamp(last_instant())
    before = ask(on="2023-05-01", known=known)["results"]

    services.withdraw(ruling, because="It was another defendant's.")
    party, case = charge.defendant.party, charge.defendant.case
    party.name = "Testa Renamed"
    case.caption, case.court.name = "State of Nowhere v. Renamed", "Renamed Court"
    source.title = "Another title"
    for fact in (party, case, case.court, source):
        services.record(fact)

    assert before[0]["status"]["code"] == "dismissed_with_prejudice"
    again_asked = ask(on="2023-05-01", known=known)["results"]
    assert [row.pop("changed_since") for row in (*before, *again_asked)] == [None, "changed"]
    assert again_asked == before
    now = ask(on="2023-05-01")["results"]
    assert (now[0]["name"], now[0]["status"]["code"]) == ("Testa Renamed", "charged")
    assert now[0]["why"][0]["what"] != before[0]["why"][0]["what"]


def test_live_tables_and_history_give_the_same_answer_now(courthouse: None) -> None:
    live = ask()
    past = ask(known=live["known"])

    def bare(row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "url": None, "case": {**row["case"], "url": None}}

    assert [bare(row) for row in live["results"]] == [bare(row) for row in past["results"]]
    assert past["known"] == live["known"]


def test_known_is_settled_on_the_last_instant_there_is(courthouse: None) -> None:
    last = stamp(last_instant())

    assert ask()["known"] == last
    assert ask(known=stamp(datetime.now(UTC)))["known"] == last
    assert ask(known="2020-01-01T00:00Z")["known"] == "2020-01-01T00:00:00.000000Z"


def test_the_address_of_a_row_keeps_the_clocks_that_were_asked(courthouse: None) -> None:
    known = stamp(last_instant())

    assert "?" not in ask()["results"][0]["url"]
    assert ask(on="2024-05-01", known=known)["results"][0]["url"].endswith(f"?on=2024-05-01&known={known}")


def test_what_is_sealed_is_in_no_list_no_count_and_no_search(courthouse: None) -> None:
    known = stamp(last_instant())
    RestrictionFactory(party=Party.objects.get(name="Testa Acquitted"))

    for asked in ({}, {"known": known}, {"match": "possible"}, {"q": "acquitted"}, {"status": "acquitted"}):
        answer = ask(**asked)
        assert "Testa Acquitted" not in {row["name"] for row in answer["results"]}
        assert answer["count"]["value"] == (3 if "q" not in asked and "status" not in asked else 0)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"known": "now"},
        {"q": "testa", "match": "possible", "sort": "name"},
        {"status": "charged", "court": "high", "type": "criminal", "phase": "open"},
    ],
    ids=["plain", "known", "search", "many filters"],
)
def test_a_page_costs_the_same_for_five_rows_and_for_fifty(asked: dict[str, str], settings: Any) -> None:
    court, source = CourtFactory(key="high"), SourceFactory()

    def fill(number: int) -> None:
        with services.writing():
            for _ in range(number):
                charge = ChargeFactory(defendant=DefendantFactory(case=CaseFactory(court=court)))
                happen(charge, "filed", "2023-01-31", kind="filing", source=source)

    def cost() -> tuple[int, int]:
        given = {name: stamp(last_instant()) if value == "now" else value for name, value in asked.items()}
        with CaptureQueriesContext(
            connection,
        ) as queries:
            rows = ask(**given)["results"]
        return len(queries), len(rows)

    fill(5)
    few = cost()
    fill(45)
    many = cost()

    assert (few[1], many[1]) == (5, 50)
    assert few[0] == many[0]
    # Two read the names that are withheld: the clock, then the names; one the offences.
    assert many[0] <= (20 if "known" in asked else 16)


def asked_of(data: QueryDict) -> ListQuery:
    """Ask the list of defendants something it understands."""
    query = ListQuery(LISTS["defendants"], data)
    assert not query.refusals
    return query


SENTENCES = {
    "on=2024-06-30": "Defendants in cases against whom a charge or suit was recorded on 30 June 2024",
    "court=high&status=acquitted&status=charged&on=2024-06-30&known=2026-01-02T03:04Z": (
        "Defendants in cases before the High Fictional Court who stood at “Acquitted” or "
        "“Charged; not tried” on 30 June 2024, as published by 2 January 2026, 03:04 UTC"
    ),
    "type=civil&incident=the-matter&q=testa&phase=open&match=possible&on=2024-06-30": (
        "Defendants in cases of the type “Civil” about “The invented matter” found under “testa” "
        "who may have stood in the phase “Open” on 30 June 2024"
    ),
}


@pytest.mark.parametrize(("asked", "sentence"), SENTENCES.items())
def test_the_question_is_said_in_plain_words(courthouse: None, asked: str, sentence: str) -> None:
    assert asked_of(QueryDict(asked)).sentence == sentence


def test_a_chip_takes_one_value_off_and_leaves_the_rest(courthouse: None) -> None:
    query = asked_of(QueryDict("status=acquitted&status=charged&court=low&q=testa&sort=name&after=a~1"))
    chips = {(chip.parameter, chip.value): chip for chip in query.chips}

    assert set(chips) == {("q", "testa"), ("status", "acquitted"), ("status", "charged"), ("court", "low")}
    assert QueryDict(chips["status", "acquitted"].href[1:]) == QueryDict(
        "status=charged&court=low&q=testa&sort=name"
    )
    assert QueryDict(chips["q", "testa"].href[1:]).getlist("status") == ["acquitted", "charged"]
    assert chips["court", "low"].words == "Low Court"


def test_the_form_offers_what_can_be_chosen_and_shows_what_is(courthouse: None) -> None:
    CourtFactory(key="idle", name="Idle Court")
    fields = asked_of(QueryDict("court=low&on=2024-06-30&sort=name")).fields

    assert [(one.value, one.chosen) for one in fields["court"].choices] == [("low", True), ("high", False)]
    assert fields["on"].value == "2024-06-30"
    assert [one.value for one in fields["sort"].choices if one.chosen] == ["name"]
    assert [one.value for one in fields["incident"].choices] == ["the-matter"]
    assert {one.group for one in fields["status"].choices} >= {"Open", "Civil: open"}


def test_the_way_back_keeps_what_was_understood() -> None:
    query = ListQuery(LISTS["defendants"], QueryDict("status=acquitted&on=never&staus=x&after=2024-01-01~1"))

    assert query.way_back == "?status=acquitted"


def test_a_matter_with_nothing_public_cannot_be_told_from_none(courthouse: None) -> None:
    IncidentFactory(key="secret-matter")
    answers = [
        Client().get(LIST, {"incident": key}).json()["errors"][0] for key in ("secret-matter", "no-such")
    ]

    assert [answer.pop("value") for answer in answers] == ["secret-matter", "no-such"]
    assert answers[0] == answers[1]


def test_pages_are_of_the_size_the_settings_say() -> None:
    assert settings.PAGE_SIZE == 50
    assert settings.COUNT_LIMIT == 10_000


def test_tomorrow_is_refused_and_today_is_not() -> None:
    today = datetime.now(UTC).date()

    assert Client().get(LIST, {"on": today.isoformat()}).status_code == 200
    assert Client().get(LIST, {"on": (today + timedelta(days=1)).isoformat()}).status_code == 400
