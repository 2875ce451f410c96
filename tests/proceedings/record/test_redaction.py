from __future__ import annotations

from datetime import UTC, datetime
from time import process_time

import pytest
from pytest_django import DjangoAssertNumQueries

from people.models import OtherName, Party
from proceedings.record import services
from proceedings.record.redaction import Redactor
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    happen,
)

pytestmark = pytest.mark.django_db

WITHHELD = "[name withheld]"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("State v. Testa Canaryname", f"State v. {WITHHELD}"),
        ("STATE V. CANARYNAME, ET AL.", f"STATE V. {WITHHELD}, ET AL."),
        ("Canaryname's counsel", f"{WITHHELD}'s counsel"),
        ("Canaryname, Testa", WITHHELD),
        ("testa   canaryname spoke", f"{WITHHELD} spoke"),
        ("Testa Cánarýname spoke", f"{WITHHELD} spoke"),
        ("Whistler-Canaryname", f"Whistler-{WITHHELD}"),
        ("the Warbling Kid sang", f"the {WITHHELD} sang"),
        ("T. Canaryname-Jones, as printed", f"{WITHHELD}, as printed"),
        ("a canaryname of sorts", "a canaryname of sorts"),
        ("Canarynames", "Canarynames"),
        ("Testa Mockingbird", "Testa Mockingbird"),
        ("Straße 7: ﬁn Canaryname ﬁn", f"Straße 7: ﬁn {WITHHELD} ﬁn"),
        ("", ""),
    ],
)
def test_the_names_of_a_closed_party_are_taken_out_of_every_text(text: str, shown: str) -> None:
    party = PartyFactory(name="Testa Canaryname", sort_name="Canaryname, Testa")
    services.record(party, parts=[OtherName(party=party, name="Warbling Kid")])
    DefendantFactory(party=party, name_as_printed="T. Canaryname-Jones")
    RestrictionFactory(party=party)

    assert Redactor.now().text(text) == shown


@pytest.mark.parametrize("name", ["“Testa” Canaryname", "Ünruh-Canaryname", "X Æ Canaryname"])
def test_a_name_is_found_whatever_it_begins_with(name: str) -> None:
    RestrictionFactory(party=PartyFactory(name=name, sort_name=name))

    assert Redactor.now().text(f"State v. {name.upper()}; Mockingbird") == f"State v. {WITHHELD}; Mockingbird"


def test_a_name_of_the_past_is_withheld_as_well() -> None:
    party = PartyFactory(name="Testa Formername")
    party.name = party.sort_name = "Testa Canaryname"
    services.record(party)
    RestrictionFactory(party=party)

    assert Redactor.now().text("Formername, now Canaryname") == f"{WITHHELD}, now {WITHHELD}"


def test_a_suffix_is_no_surname() -> None:
    RestrictionFactory(party=PartyFactory(name="Testa Canaryname, Jr."))

    assert Redactor.now().text("Canaryname against Mockingbird Jr.") == f"{WITHHELD} against Mockingbird Jr."


def test_a_closed_company_is_withheld_by_its_whole_name_only() -> None:
    RestrictionFactory(party=PartyFactory(kind="organisation", name="Canary Fictional Corp"))

    assert Redactor.now().text("Canary Fictional Corp, a corp") == f"{WITHHELD}, a corp"


def test_a_defendant_closed_in_one_case_is_withheld_there_and_named_in_another() -> None:
    party = PartyFactory(name="Testa Canaryname")
    closed, public = (ChargeFactory(defendant__party=party) for _ in range(2))
    for charge in (closed, public):
        happen(charge, "filed", "2023-01-31", kind="filing")
    RestrictionFactory(defendant=closed.defendant)
    redactor = Redactor.now()

    assert redactor.text("v. Canaryname", closed.defendant.case_id) == f"v. {WITHHELD}"
    assert redactor.text("v. Canaryname", public.defendant.case_id) == "v. Canaryname"
    assert redactor.text("v. Canaryname") == "v. Canaryname"


def test_a_defendant_of_a_closed_case_alone_is_named_nowhere() -> None:
    charge = ChargeFactory(defendant__party__name="Testa Canaryname")
    happen(charge, "filed", "2023-01-31", kind="filing")
    RestrictionFactory(case=charge.defendant.case)
    redactor = Redactor.now()

    assert redactor.text("v. Canaryname", CaseFactory().pk) == f"v. {WITHHELD}"
    assert redactor.cases == {charge.defendant.case_id}


def test_a_restriction_that_ended_withholds_nothing() -> None:
    RestrictionFactory(party=PartyFactory(name="Testa Canaryname"), until="2020-02-01")

    assert Redactor.now().text("Canaryname") == "Canaryname"


def test_parts_of_records_are_known_by_their_ids() -> None:
    charge = ChargeFactory()
    event = happen(charge, "filed", "2023-01-31", kind="filing")
    RestrictionFactory(charge=charge)
    RestrictionFactory(event=event)
    redactor = Redactor.now()

    assert redactor.charges == {charge.pk}
    assert redactor.events == {event.pk}
    assert redactor.hides(event)


def test_it_takes_two_queries_and_a_few_more_after_each_write(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # Victims and persons harmed whom no reason names are looked for in two.
    for number in (4, 2):
        with django_assert_num_queries(number):
            Redactor.now()
    for _ in range(4):
        RestrictionFactory(party=PartyFactory())
    for _ in range(4):
        RestrictionFactory(defendant=DefendantFactory())
    for number in (8, 2):
        with django_assert_num_queries(number):
            Redactor.now()
    RestrictionFactory(case=CaseFactory())
    with django_assert_num_queries(8):
        Redactor.now()


def test_a_new_name_of_a_closed_party_is_withheld_at_once() -> None:
    party = PartyFactory(name="Testa Formername")
    RestrictionFactory(party=party)
    assert Redactor.now().text("Canaryname") == "Canaryname"
    party.name = "Testa Canaryname"
    services.record(party)

    assert Redactor.now().text("Canaryname") == WITHHELD


def test_of_thousands_of_names_only_those_are_looked_for_that_a_text_may_have() -> None:
    names = [f"Testa Canary{number}" for number in range(3_000)]
    Party.history.model.objects.bulk_create(
        Party.history.model(id=7, name=name, kind="person", history_date=datetime.now(UTC), history_type="+")
        for name in names
    )
    RestrictionFactory(party=PartyFactory(id=7, name="Testa Canary7"))
    redactor = Redactor.now()

    begun = process_time()
    assert redactor.text(f"Testa sang, and {names[-1]} did not. " * 5).count(WITHHELD) == 5
    assert redactor.text("Testa sang, and Canary did not say so. " * 5).count(WITHHELD) == 0
    assert process_time() - begun < 0.5


def test_an_event_that_acts_on_closed_defendants_or_charges_only_is_closed() -> None:
    sealed, beside = ChargeFactory(), ChargeFactory()
    alone = happen(sealed, "filed", "2023-01-31", kind="filing")
    both = happen([sealed, beside], "concerns", "2023-02-01", kind="hearing")
    RestrictionFactory(charge=sealed)
    redactor = Redactor.now()
    assert (redactor.hides(alone), redactor.hides(both)) == (True, False)
    RestrictionFactory(defendant=beside.defendant)
    assert Redactor.now().hides(both)
