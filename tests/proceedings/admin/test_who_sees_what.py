"""Records closed to the public are shown, offered and named to administrators only."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from people.models import Party
from proceedings.models import HarmedPerson, Participation, Representation, Restriction, Ruling
from proceedings.record import services
from proceedings.record.roles import Role
from tests.factories import (
    ChargeFactory,
    DefendantFactory,
    IncidentFactory,
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


@pytest.mark.parametrize("target", ["case", "event", "charge"])
def test_a_source_of_closed_records_alone_is_shown_to_administrators_only(
    target: str, desk: Client, superuser: User
) -> None:
    charge = ChargeFactory()
    source = SourceFactory(publisher="The Sealed Gazette", title="On the sealed")
    event = happen(charge, "filed", "2024-01-01", kind="filing", source=source)
    RestrictionFactory(**{target: {"case": charge.defendant.case, "event": event, "charge": charge}[target]})
    listed, address = f"{page('source', 'changelist')}?q=sealed", page("source", "change", source.pk)

    assert "The Sealed Gazette" not in desk.get(listed).text
    assert desk.get(address).status_code == 302
    assert "Sealed" not in offered(desk, "citation", "source")
    assert "The Sealed Gazette" in signed_in(superuser).get(listed).text

    happen(ChargeFactory(), "filed", "2024-01-01", kind="filing", source=source)
    assert "The Sealed Gazette" in desk.get(listed).text
    assert desk.get(address).status_code == 200


def test_a_source_that_nothing_cites_is_shown(desk: Client) -> None:
    source = SourceFactory(title="Read, and not cited yet")

    assert desk.get(page("source", "change", source.pk)).status_code == 200


@pytest.mark.parametrize("part", ["judge", "witness", "harmed", "client"])
def test_whoever_only_takes_part_in_closed_records_is_shown_to_administrators_only(
    part: str, desk: Client, superuser: User
) -> None:
    case, party = DefendantFactory(case__incident=IncidentFactory()).case, PartyFactory(name="Testa Sealed")
    ruling = happen(ChargeFactory(defendant=case.defendants.get()), "filed", "2024-01-01", kind="filing")
    counsel = Participation(case=case, party=PartyFactory(), role="defence_attorney")
    services.record(counsel)
    match part:
        case "judge":
            ruling.judge = party
            services.record(ruling)
        case "witness":
            services.record(Participation(case=case, party=party, role="witness"))
        case "harmed":
            services.record(HarmedPerson(incident=case.incident, party=party, harm="wounded"))
        case "client":
            services.record(counsel, parts=[Representation(participation=counsel, party=party)])
    listed = f"{page('party', 'changelist')}?q=sealed"
    assert "Testa Sealed" in desk.get(listed).text
    RestrictionFactory(case=case)

    assert "Testa Sealed" not in desk.get(listed).text
    assert desk.get(page("party", "change", party.pk)).status_code == 302
    assert "Sealed" not in offered(desk, "event", "judge")
    assert "Testa Sealed" in signed_in(superuser).get(listed).text


@pytest.mark.parametrize(("asked", "found"), [("Sealed", False), ("Nowhere Mockingbird", True)])
def test_a_case_is_not_found_by_the_name_of_a_closed_defendant(
    asked: str, found: bool, desk: Client, superuser: User
) -> None:
    shown = DefendantFactory(case__caption="State of Nowhere", party=PartyFactory(name="Testa Mockingbird"))
    DefendantFactory(case=shown.case, party=sealed_party())
    listed, address = page("case", "changelist"), page("case", "change", shown.case_id)

    assert (address in desk.get(listed, {"q": asked}).text) is found
    assert address in signed_in(superuser).get(listed, {"q": asked}).text
