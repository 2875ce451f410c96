from __future__ import annotations

from typing import Any

import pytest

from people.models import OtherName
from proceedings import services
from proceedings.models import OtherDocket, StatusSpan
from proceedings.search import find
from tests.factories import CaseFactory, ChargeFactory, DefendantFactory, PartyFactory, happen

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
    spans = StatusSpan.objects.public().live().filter(status="charged")
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
        ("mockingbird' OR '1'='1", set()),
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
