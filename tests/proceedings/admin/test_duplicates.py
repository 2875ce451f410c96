"""Parties who may be one and the same are found, however their names are written; nobody else is."""

from __future__ import annotations

import pytest

from people.models import IdentityDecision, OtherName, Party
from proceedings.admin.work_queues.queues import possible_duplicates
from proceedings.models import Defendant, OtherDocket, PartyWord
from proceedings.record import services
from tests.factories import CaseFactory, DefendantFactory, PartyFactory, RestrictionFactory

pytestmark = pytest.mark.django_db


def person(name: str, *others: str) -> Party:
    """Record a person with other names."""
    party = PartyFactory(name=name, kind="person")
    if others:
        services.record(party, parts=[OtherName(party=party, name=other) for other in others])
    return party


def found() -> set[str]:
    """Return the names of the parties in the queue."""
    return set(possible_duplicates().values_list("name", flat=True))


@pytest.mark.parametrize(
    ("one", "two", "is_alike"),
    [
        ("Tésta Mockingbird", "testa MOCKINGBIRD", True),
        ("Testa Mockingbird", "Mockingbird, Testa", True),
        ("\u0141ucja \u00d8rsted", "Lucja Orsted", True),
        ("Testa Mocking-Bird", "Testa Mocking Bird", True),
        ("Testa Mockingbird", "Testo Mockingbird", False),
        ("Testa Mockingbird", "Testa Q. Mockingbird", False),
        ("Testa Mockingbird", "Mockingbird", False),
    ],
)
def test_names_are_compared_without_accents_and_in_any_order(one: str, two: str, is_alike: bool) -> None:
    person(one)
    person(two)
    assert found() == ({one, two} if is_alike else set())


def test_another_name_is_compared_like_a_name() -> None:
    person("Testa Mockingbird", "The Whistlér of Nowhere", "Mockingbird Testa")
    person("Nowhere, the Whistler of")
    assert found() == {"Testa Mockingbird", "Nowhere, the Whistler of"}


def test_one_docket_number_brings_an_initial_and_a_name_together() -> None:
    state, federal = CaseFactory(docket_number="D-0101-CR-202300039"), CaseFactory(docket_number="Z-9")
    initial, whole, brother = (
        DefendantFactory(case=case, party=person(name))
        for case, name in (
            (federal, "T. Mockingbird"),
            (state, "Testa Q. Mockingbird, Jr."),
            (state, "Quill Mockingbird"),
        )
    )
    assert found() == set()

    number = OtherDocket(case=federal, number="D-101-CR-2023-00039")
    services.record(federal, parts=[number])
    assert found() == {initial.party.name, whole.party.name}

    services.record(federal, removed=[number])
    assert found() == set()
    federal.docket_number = "D-101-CR-2023-39"
    services.record(federal)
    assert found() == {initial.party.name, whole.party.name}
    assert brother.party.name not in found()


def test_a_defendant_who_turns_out_to_be_another_takes_the_docket_number_along() -> None:
    case = CaseFactory(docket_number="X-1")
    first = DefendantFactory(case=case, party=person("T. Mockingbird"))
    DefendantFactory(case=case, party=person("Testa Mockingbird"))
    assert len(found()) == 2
    moved = Defendant.objects.get(pk=first.pk)
    moved.party = person("Quill Whimbrel")
    services.record(moved)
    assert found() == set()


def test_what_is_decided_or_closed_is_not_asked_about() -> None:
    one, two = person("Testa Mockingbird"), person("Mockingbird Testa")
    closed = RestrictionFactory(party=one)
    assert found() == set()
    closed.until = closed.since
    services.record(closed)
    assert len(found()) == 2
    services.record(IdentityDecision(first=one, second=two, same=False, reason="Invented: born apart."))
    assert found() == set()


def test_a_new_name_takes_the_old_key_away() -> None:
    one = person("Testa Mockingbird")
    person("Mockingbird Testa")
    one.name = "Testa Whimbrel"
    services.record(one)
    assert found() == set()
    assert PartyWord.objects.filter(party=one, word__startswith=" ").count() == 1
