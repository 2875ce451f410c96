"""Whoever was harmed is named for a recorded reason only; whoever was under eighteen, never."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pydantic import ValidationError

from proceedings.casefiles.format.matter import Harmed
from proceedings.models import HarmedPerson
from proceedings.record import services
from proceedings.record.roles import Role
from tests.factories import PartyFactory
from tests.proceedings.admin.conftest import add_row, filled_in, page, signed_in, somebody
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(db: None) -> Matter:
    return again(invent)


def test_a_harmed_person_is_unnamed_until_a_reason_is_recorded(matter: Matter, client: Client) -> None:
    harmed = HarmedPerson(incident=matter.incident, party=PartyFactory(name="Testa Wren"), harm="wounded")
    services.record(harmed)
    address = f"/incidents/{matter.incident.key}/"
    assert "Testa Wren" not in client.get(address).text

    harmed.named_because = "Court papers do."
    services.record(harmed)

    assert "Testa Wren" in client.get(address).text


def test_a_minor_is_named_neither_by_form_nor_by_file_nor_by_service(matter: Matter) -> None:
    party = PartyFactory(name="Testa Wren")
    desk, address = signed_in(somebody(Role.EDITOR)), page("incident", "change", matter.incident.pk)
    sent = filled_in(desk, address)
    reason = "Court papers do."
    add_row(sent, "harmed", party=party.pk, harm="wounded", minor="on", named_because=reason)

    assert "never named" in desk.post(address, sent).text
    with pytest.raises(ValidationError, match="never named"):
        Harmed.model_validate(
            {"party": "testa-wren", "harm": "wounded", "minor": "yes", "named_because": reason}
        )
    harmed = HarmedPerson(
        incident=matter.incident, party=party, harm="wounded", minor=True, named_because=reason
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        services.record(harmed)
    assert not HarmedPerson.objects.filter(party=party).exists()
