from __future__ import annotations

from importlib import import_module
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kit.spelling import can_be_mistyped, letter_left_out
from people.models import OtherName
from proceedings.models import HarmedPerson, OtherDocket, SearchWord, Spelling, StatusSpan
from proceedings.record import services
from proceedings.record.search.find import find, search
from proceedings.record.visibility import public_spans
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    IncidentFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)

pytestmark = pytest.mark.django_db


def stand_accused(name: str, *, printed: str = "", **case: Any) -> Any:
    """Return a charge, filed, against a made-up person."""
    defendant = DefendantFactory(
        party=PartyFactory(name=name), case=CaseFactory(**case), name_as_printed=printed
    )
    charge = ChargeFactory(defendant=defendant)
    happen(charge, "filed", "2023-01-31", kind="filing")
    return charge


def found(text: str) -> set[str]:
    spans = public_spans(StatusSpan.objects.live()).filter(status="charged")
    return set(find(text, spans).values_list("defendant__party__name", flat=True))


@pytest.fixture
def docket(db: None) -> None:
    stand_accused("Łucja Ørsted-Mockingbird", docket_number="D-0101-CR-202300039")
    stand_accused("Testa Mockingbird", printed="Testa M. Nightjar", docket_number="2:23-cv-00451")
    stand_accused("Fictional Corp. of Straße", docket_number="21STCV42301")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mockingbird", {"Łucja Ørsted-Mockingbird", "Testa Mockingbird"}),
        ("MOCK", {"Łucja Ørsted-Mockingbird", "Testa Mockingbird"}),
        ("mockingbird testa", {"Testa Mockingbird"}),
        ("mock tes", {"Testa Mockingbird"}),
        ("lucja", {"Łucja Ørsted-Mockingbird"}),
        ("orsted-mock", {"Łucja Ørsted-Mockingbird"}),
        ("Ørsted", {"Łucja Ørsted-Mockingbird"}),
        ("nightjar", {"Testa Mockingbird"}),
        ("nightjar mockingbird", {"Testa Mockingbird"}),
        ("strasse", {"Fictional Corp. of Straße"}),
        ("corp.", {"Fictional Corp. of Straße"}),
        ("D-0101-CR-202300039", {"Łucja Ørsted-Mockingbird"}),
        ("D-101-CR-2023-00039", {"Łucja Ørsted-Mockingbird"}),
        ("d 101 cr 2023 39", {"Łucja Ørsted-Mockingbird"}),
        ("D-101-CR", {"Łucja Ørsted-Mockingbird"}),
        ("mockingbird D-101-CR-2023-00039", {"Łucja Ørsted-Mockingbird"}),
        ("testa D-101-CR-2023-00039", set()),
        ("2:23-CV-451", {"Testa Mockingbird"}),
        ("21stcv42301", {"Fictional Corp. of Straße"}),
        ("ockingbird", set()),
        ("%", set()),
        ("mock_ngbird", set()),
        ("mockingbird' OR 'zz'='zz", set()),
        ("---", set()),
        ("", set()),
    ],
)
def test_words_and_beginnings_in_any_order_find_whoever_bears_them_all(
    docket: None, text: str, names: set[str]
) -> None:
    assert found(text) == names


def test_other_names_and_other_docket_numbers_find_too() -> None:
    charge = stand_accused("Testa Sandpiper", docket_number="X-1")
    party, case = charge.defendant.party, charge.defendant.case
    services.record(party, parts=[OtherName(party=party, name="Whimbrel the Piper")])
    services.record(case, parts=[OtherDocket(case=case, number="Y-2023-00007")])

    assert found("whimbrel") == {"Testa Sandpiper"}
    assert found("y-2023-7") == {"Testa Sandpiper"}


def test_a_number_that_may_not_be_printed_finds_nobody() -> None:
    stand_accused("Testa Dotterel", docket_number="J-2023-00012", print_docket=False)

    assert found("J-2023-00012") == set()
    assert found("dotterel") == {"Testa Dotterel"}


def test_case_no_before_a_number_is_no_part_of_it(docket: None) -> None:
    assert found("Case No. D-101-CR-2023-00039") == {"Łucja Ørsted-Mockingbird"}
    assert found("no. 2:23-cv-451") == {"Testa Mockingbird"}
    assert found("nos") == set()


def test_a_joined_name_is_found_cut_and_joined() -> None:
    stand_accused("Testa O'Dotterel-Finch")

    for text in (
        "o'dotterel",
        "odotterel",
        "O\N{RIGHT SINGLE QUOTATION MARK}Dotterel",
        "odotterelfinch",
        "o-dotterel finch",
    ):
        assert found(text) == {"Testa O'Dotterel-Finch"}, text


@pytest.mark.parametrize(
    "text",
    [
        "State of Somewhere v. Mockingbird",
        "somewhere vs mockingbird et al.",
        "somewhere",
        "2023-00040",
        "2023-40",
    ],
)
def test_a_caption_and_a_number_from_its_year_on_find_the_defendants(text: str) -> None:
    caption = "State of Somewhere v. Mockingbird, et al."
    stand_accused("Testa Mockingbird", caption=caption, docket_number="D-101-CR-2023-00040")
    stand_accused("Testa Nightjar", docket_number="D-101-CR-2023-00041")

    assert found(text) == {"Testa Mockingbird"}


def test_the_migration_stores_the_words_of_captions_recorded_before_it() -> None:
    stand_accused(
        "Testa Mockingbird", caption="Somewhere v. Mockingbird", docket_number="D-101-CR-2023-00040"
    )
    kept = set(SearchWord.objects.values_list("word", "bearer"))
    SearchWord.objects.filter(word__in=["somewhere", "202340"]).delete()
    Spelling.objects.filter(word="somewhere").delete()
    assert found("somewhere") == found("2023-40") == set()

    migration = import_module("proceedings.migrations.0005_search_captions")
    migration.add_words(apps, None)
    migration.add_words(apps, None)

    assert set(SearchWord.objects.values_list("word", "bearer")) == kept
    assert close_and_found("somewere")[1] == found("2023-40") == {"Testa Mockingbird"}


def test_words_between_parties_are_no_words_to_find_under() -> None:
    stand_accused("Testa Mockingbird", caption="Somewhere v. Mockingbird et al.")

    assert found("v") == found("et al") == set()
    assert found("nightjar v. mockingbird") == set()


def test_a_caption_tells_no_name_that_may_not_be_printed() -> None:
    caption = "State of Somewhere v. Sandpiper and Canarina"
    case = stand_accused("Testo Sandpiper", caption=caption).defendant.case
    closed = DefendantFactory(party=PartyFactory(name="Testa Canarina"), case=case)
    happen(ChargeFactory(defendant=closed), "filed", "2023-01-31", kind="filing")
    assert found("canarina") == {"Testo Sandpiper", "Testa Canarina"}

    RestrictionFactory(party=closed.party)

    for text in ("canarina", "canar", "canarena", "canarinas", "somewhere canarina"):
        assert close_and_found(text)[1] == set(), text
    assert found("somewhere") == {"Testo Sandpiper"}


def test_a_name_withheld_in_one_case_is_not_told_by_its_caption() -> None:
    caption = "State of Somewhere v. Sandpiper and Canarina"
    case = stand_accused("Testo Sandpiper", caption=caption).defendant.case
    party = PartyFactory(name="Testa Canarina")
    closed = DefendantFactory(party=party, case=case)
    elsewhere = DefendantFactory(party=party, case=CaseFactory(caption="State of Elsewhere v. Canarina"))
    for defendant in (closed, elsewhere):
        happen(ChargeFactory(defendant=defendant), "filed", "2023-01-31", kind="filing")

    RestrictionFactory(defendant=closed)

    assert found("canarina") == {"Testa Canarina"}
    assert found("somewhere canarina") == set()
    assert found("elsewhere canarina") == {"Testa Canarina"}


def close_and_found(text: str) -> tuple[bool, set[str]]:
    """Search as a reader does: closely when nothing is found exactly."""
    answer = search(text, public_spans(StatusSpan.objects.live()).filter(status="charged"))
    return answer.is_close, set(answer.spans.values_list("defendant__party__name", flat=True))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("mokingbird", {"Łucja Ørsted-Mockingbird", "Testa Mockingbird"}),
        ("mockingbyrd testa", {"Testa Mockingbird"}),
        ("test mokcingbird", {"Testa Mockingbird"}),
        ("Ørstedt", {"Łucja Ørsted-Mockingbird"}),
        ("lucia", {"Łucja Ørsted-Mockingbird"}),
        ("nightjarr", {"Testa Mockingbird"}),
        ("strase", {"Fictional Corp. of Straße"}),
        ("orstedmokingbird", {"Łucja Ørsted-Mockingbird"}),
        ("mokingbird D-101-CR-2023-00039", {"Łucja Ørsted-Mockingbird"}),
    ],
)
def test_a_typing_error_still_finds_and_is_told(docket: None, text: str, names: set[str]) -> None:
    assert close_and_found(text) == (True, names)


@pytest.mark.parametrize("text", ["mokinbird", "xof", "fo", "D-101-CR-2023-00038", "mokingbird nobody"])
def test_two_errors_short_words_and_wrong_numbers_find_nobody(docket: None, text: str) -> None:
    assert close_and_found(text)[1] == set()


def test_an_exact_match_keeps_close_ones_away() -> None:
    stand_accused("Testa Baldwyn-Finch")
    stand_accused("Testa Baldwin-Finch")

    assert close_and_found("baldwyn") == (False, {"Testa Baldwyn-Finch"})
    assert close_and_found("baldwen")[1] == {"Testa Baldwyn-Finch", "Testa Baldwin-Finch"}


def matter(title: str, harmed: str, *, because: str = "Court papers name them.") -> Any:
    """Return an incident that harmed a made-up person."""
    incident = IncidentFactory(title=title)
    person = HarmedPerson(
        incident=incident, party=PartyFactory(name=harmed), harm="killed", named_because=because
    )
    services.record(incident, parts=[person])
    return incident


def test_a_matter_and_whom_it_harmed_find_the_defendants_of_its_cases() -> None:
    incident = matter("The whistling at Nowhere Ranch", "Testa Dotterel")
    services.record(
        incident.harmed.get().party, parts=[OtherName(party=incident.harmed.get().party, name="Birdie")]
    )
    stand_accused("Testa Sandpiper", incident=incident)
    stand_accused("Testa Nightjar")

    for text in ("whistling ranch", "dotterel", "birdie", "nowhere sandpiper", "whisling", "doterel"):
        assert close_and_found(text)[1] == {"Testa Sandpiper"}, text


def test_a_harmed_person_is_found_only_while_named_in_public() -> None:
    incident = matter("A matter", "Testa Dotterel", because="")
    stand_accused("Testa Sandpiper", incident=incident)
    assert found("dotterel") == set()

    harmed = incident.harmed.get()
    harmed.named_because = "Court papers name them."
    services.record(incident, parts=[harmed])
    assert found("dotterel") == {"Testa Sandpiper"}

    party = harmed.party
    party.name = "Testa Whimbrel"
    services.record(party)
    assert found("dotterel") == set()
    assert found("whimbrel") == {"Testa Sandpiper"}

    incident.title = "Another title"
    services.record(incident)
    assert found("another") == {"Testa Sandpiper"}

    RestrictionFactory(party=party)
    assert close_and_found("whimbrel")[1] == close_and_found("wimbrel")[1] == set()
    services.record(incident, removed=[harmed])
    assert not SearchWord.objects.filter(word="whimbrel").exists()


@pytest.mark.parametrize("what", ["party", "case", "defendant"])
def test_who_is_closed_is_never_found_and_never_decides_what_is_close(what: str) -> None:
    closed = stand_accused("Testa Canarina").defendant
    stand_accused("Testa Canarino")
    assert close_and_found("canarina") == (False, {"Testa Canarina"})

    RestrictionFactory(**{what: {"party": closed.party, "case": closed.case, "defendant": closed}[what]})

    assert close_and_found("canarina") == (True, {"Testa Canarino"})
    assert close_and_found("canarine") == (True, {"Testa Canarino"})
    assert close_and_found("canarinaa")[1] == set()


def test_the_title_of_a_matter_tells_no_name_that_may_not_be_printed() -> None:
    incident = IncidentFactory(title="The shooting of Testa Canarina at Nowhere")
    stand_accused("Testo Sandpiper", incident=incident)
    closed = stand_accused("Testa Canarina", incident=incident).defendant.party
    assert found("canarina shooting") == {"Testo Sandpiper", "Testa Canarina"}

    RestrictionFactory(party=closed)

    for text in ("canarina", "canar", "canarena", "shooting canarina"):
        assert close_and_found(text)[1] == set(), text
    assert found("shooting") == {"Testo Sandpiper"}


def test_a_party_elsewhere_in_the_case_is_not_told_by_the_title_either() -> None:
    incident = IncidentFactory(title="The shooting of Testa Canarina")
    stand_accused("Testo Sandpiper", incident=incident)
    RestrictionFactory(party=PartyFactory(name="Testa Canarina"))

    assert found("canarina") == set()


def test_the_spellings_are_those_of_the_words_there_are() -> None:
    party = stand_accused("Testa Turnstone").defendant.party
    stand_accused("Testa Whimbrel")
    party.name = "Testa Fieldfare"
    services.record(party)

    words = set(SearchWord.objects.values_list("word", flat=True))
    kept = set(Spelling.objects.values_list("word", flat=True))
    assert kept == {word for word in words if can_be_mistyped(word)}
    assert "turnstone" not in kept
    assert set(Spelling.objects.filter(word="testa").values_list("key", flat=True)) == letter_left_out(
        "testa"
    )


@pytest.mark.parametrize("text", ["abcdzzzz", "abcxzzzz", "abcdxzzz"])
def test_finding_exactly_and_closely_reads_indexes_alone(text: str) -> None:
    defendant = DefendantFactory()
    words = ["".join(letters) + "zzzz" for letters in product("abcdefgh", repeat=4)]
    SearchWord.objects.bulk_create(SearchWord(defendant=defendant, word=word) for word in words)
    Spelling.objects.bulk_create(
        Spelling(key=key, word=word) for word in words[:600] for key in letter_left_out(word)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # so few words may well be read whole
    with CaptureQueriesContext(connection) as captured:
        list(search(text, public_spans(StatusSpan.objects.live())).spans)
    asked = [query["sql"] for query in captured if "searchword" in query["sql"] or "spelling" in query["sql"]]
    assert asked
    for sql in asked:
        plan = explained(sql)
        for table in ("proceedings_searchword", "proceedings_spelling"):
            assert f"SCAN {table}" not in plan, plan
            assert f"Seq Scan on {table}" not in plan, plan


def explained(sql: str) -> str:
    """Return how the database would answer."""
    before = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        cursor.execute((before + sql).replace("%", "%%"))
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_page_and_api_say_that_names_are_only_close(client: Client) -> None:
    stand_accused("Testa Gutierrez-Finch")

    page = client.get("/defendants/?q=gutierez").content.decode()
    assert "No exact match; showing names close to “gutierez”." in page
    assert "Testa Gutierrez-Finch" in page
    answer = client.get("/api/v1/defendants/?q=gutierez").json()
    assert answer["close_to"] == "gutierez"
    assert [row["name"] for row in answer["results"]] == ["Testa Gutierrez-Finch"]

    assert "No exact match" not in client.get("/defendants/?q=gutierrez").content.decode()
    assert client.get("/api/v1/defendants/?q=gutierrez").json()["close_to"] == ""
    assert "No exact match" not in client.get("/defendants/?q=nobody").content.decode()
    assert client.get("/api/v1/defendants/?q=nobody").json()["close_to"] == ""


def test_another_filter_makes_no_match_inexact(client: Client) -> None:
    stand_accused("Testa Baldwyn-Finch")
    happen(stand_accused("Testa Baldwin-Finch"), "not_guilty_jury", "2024-03-06")

    answer = client.get("/api/v1/defendants/?q=baldwyn&status=acquitted").json()
    assert (answer["close_to"], answer["count"]["value"]) == ("", 0)
