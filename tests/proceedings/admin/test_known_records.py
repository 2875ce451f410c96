"""A party of a name that is recorded already, and one whose record is closed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from people.models import Party
from proceedings.models import Case
from tests.factories import CaseFactory, DefendantFactory, PartyFactory, RestrictionFactory
from tests.proceedings.admin.conftest import filled_in, page, signed_in
from tests.proceedings.admin.sending import refused
from tests.proceedings.importers.tables import table

pytestmark = pytest.mark.django_db


def enter(client: Client, name: str, **fields: Any) -> Any:
    address = page("party", "add")
    return client.post(address, filled_in(client, address) | {"kind": "person", "name": name} | fields)


@pytest.mark.parametrize("name", ["Testa Vorlage", "testa vorlage", "VORLAGE, Testa"])
def test_a_name_that_is_recorded_is_asked_about_and_told_apart_by_its_cases(name: str, desk: Client) -> None:
    known = PartyFactory(name="Testa Vorlage")
    DefendantFactory(party=known, case__caption="State of Nowhere v. Vorlage")

    asked = enter(desk, name)

    assert asked.status_code == 200
    assert "defendant in State of Nowhere v. Vorlage" in asked.text
    assert page("party", "change", known.pk) in asked.text
    assert Party.objects.count() == 1
    assert enter(desk, name, is_another="on").status_code == 302
    assert Party.objects.count() == 2


def test_a_party_that_is_changed_is_not_asked_about_for_its_own_name(desk: Client) -> None:
    known = PartyFactory(name="Testa Vorlage")
    PartyFactory(name="Testa Vorlage")
    address = page("party", "change", known.pk)

    assert desk.post(address, filled_in(desk, address) | {"note": "Read."}).status_code == 302


def test_a_sealed_party_is_not_entered_anew_by_who_may_not_see_it(desk: Client, superuser: User) -> None:
    sealed = PartyFactory(name="Testa Sealed")
    RestrictionFactory(party=sealed)

    stopped = enter(desk, "Testa Sealed")
    shown = enter(signed_in(superuser), "Testa Sealed")

    assert "This cannot be entered here. An administrator can tell why." in stopped.text
    assert "is_another" not in stopped.text.partition("<form")[2]
    assert "Recorded already under this name" in shown.text
    assert Party.objects.count() == 1


def test_a_sealed_party_is_not_imported_anew_by_who_may_not_see_it(publisher: Client) -> None:
    RestrictionFactory(party=PartyFactory(name="Testa Sealed"))

    rows = table(
        "id,kind,name", ["testa-other", "person", "Testa Other"], ["anew", "person", "Sealed, Testa"]
    )

    assert [(line, value) for line, _place, value in refused(publisher, rows, "parties.csv")] == [
        (3, "Sealed, Testa")
    ]


def test_a_docket_number_of_a_sealed_case_is_refused_without_a_word_about_it(
    desk: Client, superuser: User
) -> None:
    sealed = CaseFactory(docket_number="X-1", caption="State of Nowhere v. Sealed")
    RestrictionFactory(case=sealed)
    sent = {"court": sealed.court_id, "docket_number": "x1", "caption": "Other", "type": "criminal"}
    add = page("case", "add")

    stopped = desk.post(add, filled_in(desk, add) | sent)
    shown = signed_in(superuser).post(add, filled_in(desk, add) | sent)

    assert "This cannot be entered here" in stopped.text
    assert "X-1" not in stopped.text
    assert "State of Nowhere v. Sealed" not in stopped.text
    assert page("case", "change", sealed.pk) in shown.text
    assert Case.objects.count() == 1


def test_choices_of_parties_are_told_apart_by_their_cases(desk: Client) -> None:
    known = PartyFactory(name="Testa Vorlage")
    DefendantFactory(party=known, case__caption="State of Nowhere v. Vorlage")
    PartyFactory(name="Testa Vorlage")
    asked = {"app_label": "proceedings", "model_name": "defendant", "field_name": "party", "term": "vorlage"}

    found = [one["text"] for one in desk.get(reverse("admin:autocomplete"), asked).json()["results"]]

    assert f"Testa Vorlage (defendant in State of Nowhere v. Vorlage, no. {known.pk})" in found
    assert len(set(found)) == 2
