"""Four roles: who writes drafts, edits, publishes, closes records; a made-up POST is refused as well."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from accounts.models import Invitation
from people.models import Party
from proceedings.models import Case, Charge, Event
from proceedings.record.roles import (
    Role,
    give_role,
    may_edit_published,
    may_publish,
    may_seal,
    sync_roles,
)
from tests.factories import ChargeFactory, DefendantFactory, PartyFactory, SourceFactory, happen
from tests.proceedings.admin.conftest import filled_in, page, said, signed_in, somebody

pytestmark = pytest.mark.django_db

RIGHTS = {
    Role.CONTRIBUTOR: (False, False, False),
    Role.EDITOR: (True, False, False),
    Role.PUBLISHER: (True, True, False),
    Role.ADMINISTRATOR: (True, True, True),
}


def browser_of(role: Role) -> Client:
    return signed_in(somebody(role))


def granted() -> dict[str, set[int]]:
    return {group.name: set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.all()}


def ruling(**event: Any) -> Event:
    return happen(ChargeFactory(), "dismissed_with_prejudice", "2024-01-05", kind="ruling", **event)


@pytest.mark.parametrize("role", Role)
def test_each_role_has_its_rights_and_those_of_the_roles_before_it(role: Role) -> None:
    user = somebody(role)

    assert (may_edit_published(user), may_publish(user), may_seal(user)) == RIGHTS[role]
    assert user.has_perm("proceedings.add_case")
    assert user.has_perm("proceedings.add_restriction") == (role == Role.ADMINISTRATOR)
    assert user.has_perm("auth.add_user") == (role == Role.ADMINISTRATOR)
    assert user.has_perm("proceedings.view_report") == (role != Role.CONTRIBUTOR)
    assert not [name for name in user.get_all_permissions() if ".delete_" in name]


def test_syncing_twice_changes_nothing_and_takes_away_what_is_not_due() -> None:
    sync_roles()
    before = granted()
    contributors = Group.objects.get(name="Contributors")
    contributors.permissions.add(*Group.objects.get(name="Administrators").permissions.all())

    call_command("sync_roles", stdout=io.StringIO())

    after = {group.name: set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.all()}
    assert after == before
    assert set(before) == {"Contributors", "Editors", "Publishers", "Administrators"}


def test_a_role_is_given_instead_of_the_one_before() -> None:
    user = somebody(Role.ADMINISTRATOR)

    give_role(user, Role.CONTRIBUTOR)

    assert not may_publish(User.objects.get(pk=user.pk))


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR])
def test_who_may_not_publish_enters_drafts_and_publishes_neither_by_form_nor_by_a_made_up_post(
    role: Role,
) -> None:
    client, draft = browser_of(role), ruling(publication="draft")
    add = page("ruling", "add") + f"?case={draft.case_id}"
    sent = filled_in(client, add) | {"type": "verdict", "date": "2024-01-06", "what": "Entered."}
    address = page("ruling", "change", draft.pk)

    assert client.post(add, sent | {"publication": "published"}).status_code == 200
    assert client.post(add, sent).status_code == 302
    assert client.post(address, filled_in(client, address) | {"publication": "published"}).status_code == 200
    assert client.post(address, filled_in(client, address) | {"note": "Read again."}).status_code == 302

    assert set(Event.objects.values_list("publication", flat=True)) == {"draft"}


def test_a_contributor_reads_what_is_published_and_changes_none_of_it() -> None:
    client, event = browser_of(Role.CONTRIBUTOR), ruling(source=SourceFactory())
    defendant = event.effects.get().defendant
    source = event.citations.get().source
    for model, pk in (
        ("ruling", event.pk),
        ("case", event.case_id),
        ("defendant", defendant.pk),
        ("charge", event.effects.get().charge_id),
        ("party", defendant.party_id),
        ("court", event.case.court_id),
        ("source", source.pk),
    ):
        address = page(model, "change", pk)
        assert client.get(address).status_code == 200, model
        assert client.post(address, {"note": "Mine."}).status_code == 403, model
        put_back = page(model, "put_back", pk) + "?instant=2024-01-01T00:00:00Z"
        assert client.post(put_back).status_code == 403, model


def test_a_contributor_adds_no_charge_to_a_published_defendant_and_does_to_a_draft() -> None:
    client = browser_of(Role.CONTRIBUTOR)
    published, unpublished = ruling().effects.get().defendant, DefendantFactory()
    sent = {"count_label": "Count 9", "offence": "Humming", "position": 0, "change_reason": ""}
    sent |= {
        f"{name}-{key}": 0
        for name in ("links", "citations")
        for key in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")
    }

    refused = client.post(page("charge", "add"), sent | {"defendant": published.pk})
    taken = client.post(page("charge", "add"), sent | {"defendant": unpublished.pk})

    assert "readers would see it at once" in refused.text
    assert taken.status_code == 302
    assert Charge.objects.get(offence="Humming").defendant == unpublished


def test_an_editor_changes_what_is_published_but_withdraws_nothing() -> None:
    client, event = browser_of(Role.EDITOR), ruling()
    address = page("ruling", "change", event.pk)
    withdrawal = {"publication": "withdrawn", "withdrawal_reason": "It did not happen."}

    assert client.post(address, filled_in(client, address) | withdrawal).status_code == 200
    assert client.post(address, filled_in(client, address) | {"note": "Read again."}).status_code == 302

    event.refresh_from_db()
    assert (event.publication, event.note) == ("published", "Read again.")


def test_what_was_public_is_never_made_a_draft_again() -> None:
    client, event = browser_of(Role.PUBLISHER), ruling()
    address = page("ruling", "change", event.pk)

    assert client.post(address, filled_in(client, address) | {"publication": "draft"}).status_code == 200
    event.refresh_from_db()
    assert event.publication == "published"


def test_only_an_administrator_closes_records_and_sees_closed_ones() -> None:
    publisher, administrator = browser_of(Role.PUBLISHER), browser_of(Role.ADMINISTRATOR)
    party: Party = PartyFactory(name="Testa Sealed")

    assert publisher.get(page("restriction", "add")).status_code == 403
    sent: dict[str, Any] = filled_in(administrator, page("restriction", "add"))
    sent |= {
        "party": party.pk,
        "kind": "court_order",
        "legal_basis": "An order",
        "since": "2024-01-01",
        "confirmed": "1",
    }
    assert administrator.post(page("restriction", "add"), sent).status_code == 302

    assert publisher.get(page("party", "change", party.pk)).status_code == 302
    assert administrator.get(page("party", "change", party.pk)).status_code == 200
    assert "Testa Sealed" in administrator.get(page("restriction", "changelist")).text


def test_the_first_sign_in_is_a_publisher_unless_another_role_is_asked_for() -> None:
    call_command("create_editor", role="contributor", stdout=io.StringIO())
    call_command("create_editor", stdout=io.StringIO())

    assert [invited.role.name for invited in Invitation.objects.order_by("pk")] == [
        Role.CONTRIBUTOR.group_name,
        Role.PUBLISHER.group_name,
    ]


def test_a_draft_case_is_changed_by_a_contributor_until_something_in_it_is_published() -> None:
    client, draft = browser_of(Role.CONTRIBUTOR), ruling(publication="draft")
    address = page("case", "change", draft.case_id)

    answer = client.post(address, filled_in(client, address) | {"note": "Entered."}, follow=True)

    assert Case.objects.get().note == "Entered.", said(answer)
