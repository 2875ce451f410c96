"""Records closed to the public are shown, offered and named to administrators only."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from people.models import Party
from proceedings.models import Restriction, Ruling
from proceedings.record.roles import Role
from tests.factories import (
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.admin.conftest import add_row, filled_in, page, signed_in, somebody

pytestmark = pytest.mark.django_db


def sealed_party() -> Party:
    party: Party = PartyFactory(name="Testa Sealed")
    RestrictionFactory(party=party)
    return party


def offered(client: Client, model: str, field: str, term: str = "Sealed") -> str:
    asked = {"app_label": "proceedings", "model_name": model, "field_name": field, "term": term}
    return client.get(reverse("admin:autocomplete"), asked).text


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("defendant", "party"),
        ("event", "judge"),
        ("charge", "defendant"),
        ("chargelink", "other"),
        ("event", "case"),
    ],
)
def test_a_sealed_name_is_offered_to_superusers_only(
    model: str, field: str, desk: Client, superuser: User
) -> None:
    party = sealed_party()
    charge = ChargeFactory(defendant=DefendantFactory(party=party, case__caption="Nowhere v. Sealed"))
    happen(charge, "filed", "2024-01-01", kind="filing")

    assert "Sealed" not in offered(desk, model, field)
    assert "Sealed" in offered(signed_in(superuser), model, field)


@pytest.mark.parametrize("target", ["party", "case", "defendant", "charge", "event"])
def test_a_closed_record_has_no_page_and_no_row(target: str, desk: Client, superuser: User) -> None:
    charge = ChargeFactory(offence="Sealed whistling")
    event = happen(charge, "filed", "2024-01-01", kind="filing", what="Sealed words.")
    closed = {
        "party": charge.defendant.party,
        "case": charge.defendant.case,
        "defendant": charge.defendant,
        "charge": charge,
        "event": event,
    }[target]
    RestrictionFactory(**{target: closed})
    model = "filing" if target == "event" else target
    address = page(model, "change", closed.pk)

    assert desk.get(address).status_code == 302
    assert desk.get(page(model, "history", closed.pk)).status_code == 404
    assert address not in desk.get(page(model, "changelist")).text
    assert signed_in(superuser).get(address).status_code == 200


def test_a_defendant_who_is_closed_is_left_out_of_a_shared_ruling_and_left_as_they_are(
    desk: Client, superuser: User
) -> None:
    shown = ChargeFactory()
    closed = ChargeFactory(defendant=DefendantFactory(case=shown.defendant.case, party=sealed_party()))
    ruling = happen([shown, closed], "dismissed_with_prejudice", "2024-01-01", what="Both were dismissed.")
    address = page("ruling", "change", ruling.pk)

    assert "Testa Sealed" not in desk.get(address).text
    assert "Testa Sealed" not in desk.get(page("ruling", "history", ruling.pk)).text
    assert "Testa Sealed" not in desk.get(page("case", "change", ruling.case_id)).text
    assert desk.post(address, filled_in(desk, address) | {"note": "Read again."}).status_code == 302
    assert {effect.charge_id for effect in ruling.effects.all()} == {shown.pk, closed.pk}
    assert "Testa Sealed" in signed_in(superuser).get(address).text


def test_a_judge_who_is_closed_is_neither_named_nor_lost(desk: Client) -> None:
    ruling = happen(ChargeFactory(), "concerns", "2024-01-01", judge=sealed_party())
    address = page("ruling", "change", ruling.pk)

    text = desk.get(address).text
    assert "Testa Sealed" not in text
    assert "[withheld]" in text
    assert desk.post(address, filled_in(desk, address) | {"note": "Read again."}).status_code == 302
    assert Ruling.objects.get().judge_id == ruling.judge_id


def test_a_closed_record_cannot_be_chosen_by_its_number(desk: Client) -> None:
    party = sealed_party()
    case = DefendantFactory().case
    address = page("case", "change", case.pk)
    sent = filled_in(desk, address)
    add_row(sent, "participations", role="witness", party=party.pk)

    answer = desk.post(address, sent)

    assert answer.status_code == 200
    assert not case.participations.exists()


def test_an_administrator_closes_a_record_and_nobody_else_sees_it_then(desk: Client) -> None:
    party = PartyFactory(name="Testa Sealed")
    keeper = signed_in(somebody(Role.ADMINISTRATOR))
    sent: dict[str, Any] = filled_in(keeper, page("restriction", "add"))
    sent |= {
        "party": party.pk,
        "kind": "court_order",
        "legal_basis": "An order",
        "since": "2024-01-01",
        "confirmed": "1",
    }

    assert desk.post(page("restriction", "add"), sent).status_code == 403
    assert keeper.post(page("restriction", "add"), sent).status_code == 302
    assert Restriction.objects.get().party == party
    assert desk.get(page("party", "change", party.pk)).status_code == 302
    assert desk.get(page("restriction", "changelist")).status_code == 403
    assert "Testa Sealed" in keeper.get(page("restriction", "changelist")).text


def test_a_restriction_of_two_records_is_refused_in_words(superuser: User) -> None:
    keeper = signed_in(superuser)
    sent: dict[str, Any] = filled_in(keeper, page("restriction", "add"))
    sent |= {"kind": "sealed", "legal_basis": "An order", "since": "2024-01-01"}
    sent |= {"party": PartyFactory().pk, "case": DefendantFactory().case_id}

    answer = keeper.post(page("restriction", "add"), sent)

    assert "Choose exactly one record to close" in answer.text
    assert "is violated" not in answer.text


def test_an_editor_without_the_right_to_change_only_reads(db: None) -> None:
    from django.contrib.auth.models import Permission  # noqa: PLC0415

    reader = User.objects.create_user("Testo Reader", password="made-up", is_staff=True)  # noqa: S106  # a test's
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    event = happen(ChargeFactory(), "filed", "2024-01-01", kind="filing", source=SourceFactory())
    client = signed_in(reader)

    assert client.get(page("filing", "change", event.pk)).status_code == 200
    assert client.post(page("filing", "change", event.pk), {"what": "Mine."}).status_code == 403
    assert (
        client.get(page("filing", "put_back", event.pk) + "?instant=2024-01-01T00:00:00Z").status_code == 403
    )
