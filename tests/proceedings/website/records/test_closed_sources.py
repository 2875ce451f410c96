"""A source may name a closed record in its title, in its address or where it is cited: no page repeats it."""

from __future__ import annotations

import pytest
from django.test import Client

from proceedings.models import Citation
from proceedings.record import services
from proceedings.record.redaction import Redactor
from tests.factories import DefendantFactory, PartyFactory, RestrictionFactory, SourceFactory
from tests.proceedings.website.records.matter import Matter

CANARY = "Canarina"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://gazette.example/testa-canarina-charged", False),
        ("https://gazette.example/2024/Canarina%20charged", False),
        ("https://gazette.example/?q=canarina", False),
        ("https://gazette.example/canarinas", True),
        ("https://gazette.example/testa-charged", True),
        ("", True),
    ],
)
def test_an_address_with_a_closed_name_in_it_is_not_linked(db: None, address: str, shown: bool) -> None:
    RestrictionFactory(party=PartyFactory(name=f"Testa {CANARY}", sort_name=f"{CANARY}, Testa"))
    assert Redactor.now().address(address) == (address if shown else "")


def test_no_page_names_a_closed_record_through_its_source(client: Client, matter: Matter) -> None:
    party = PartyFactory(name=f"Testa {CANARY}", sort_name=f"{CANARY}, Testa")
    DefendantFactory(case=matter.first, party=party, position=9)
    source = SourceFactory(title=f"{CANARY} spoke", url="https://gazette.example/canarina-spoke")
    cited = [
        Citation(
            event=matter.dismissal,
            source=source,
            pinpoint=f"where {CANARY} speaks",
            differs=f"{CANARY} sang.",
        ),
        Citation(incident=matter.incident, source=source),
    ]
    services.record(matter.dismissal, parts=cited[:1])
    services.record(matter.incident, parts=cited[1:])
    pages = [
        f"/cases/{matter.first.pk}/",
        f"/defendants/{matter.dropped.pk}/",
        f"/incidents/{matter.incident.key}/",
        f"/api/v1/defendants/{matter.dropped.pk}/",
    ]
    for page in pages:
        assert CANARY in client.get(page, follow=True).content.decode(), page
    RestrictionFactory(party=party)
    for page in pages:
        assert CANARY.lower() not in client.get(page, follow=True).content.decode().lower(), page
