"""Two parties who are one: seen before, moved whole, put apart again; the old address leads to the new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from people.models import IdentityDecision, Party
from proceedings.models import Charge, Defendant, Event, Merge, Participation, StatusSpan
from proceedings.record import party_merge, services
from proceedings.record.roles import Role
from proceedings.record.status_check import differences
from tests.factories import ChargeFactory, DefendantFactory, PartyFactory, RestrictionFactory, happen
from tests.proceedings.admin.conftest import page, signed_in, somebody
from tests.worlds import again

pytestmark = pytest.mark.django_db

BASIS = {"kind": "sealed", "legal_basis": "An order", "since": "2020-01-01"}
DERIVED = {"proceedings.StatusSpan", "proceedings.SearchWord", "proceedings.PartyWord"}
STAYS = {"proceedings.Restriction", "people.IdentityDecision", "proceedings.Merge"}  # about one party as such


@dataclass(frozen=True, slots=True)
class Twins:
    kept: Party
    twin: Party
    first: Charge
    second: Charge


def twins() -> Twins:
    """Record one person twice: accused in two cases, and judge in a third."""
    kept, twin = PartyFactory(name="Testa Mockingbird"), PartyFactory(name="Testa Q. Mockingbird")
    first = ChargeFactory(defendant=DefendantFactory(party=kept))
    second = ChargeFactory(defendant=DefendantFactory(party=twin))
    for charge in (first, second):
        happen(charge, "indicted", "2024-01-10", kind="filing", type="indictment")
    third = ChargeFactory()
    happen(third, "dismissed_with_prejudice", "2024-02-10", judge=twin)
    services.record(Participation(case=third.defendant.case, party=twin, role="judge"))
    return Twins(kept, twin, first, second)


@pytest.fixture
def pair(db: None) -> Twins:
    return again(twins)


def state() -> list[Any]:
    """Return which party every row names."""
    found: list[Any] = []
    for label, column, _same in party_merge.MOVES:
        rows = apps.get_model(label)._default_manager.order_by("pk")
        found += [(label, *row) for row in rows.values_list("pk", column)]
    return found


def test_every_column_that_names_a_party_moves_or_is_known_to_stay() -> None:
    named = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if not model._meta.proxy and not model.__name__.startswith("Historical")
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Party
    }

    moves = {(label, column) for label, column, _same in party_merge.MOVES}
    assert {label for label, _column in named - moves} <= DERIVED | STAYS
    assert moves <= named


def test_nothing_moves_before_it_was_seen_and_then_all_of_it(pair: Twins) -> None:
    desk = signed_in(somebody(Role.EDITOR))
    address = f"{page('party', 'merge', pair.kept.pk)}?other={pair.twin.pk}"
    before = state()

    shown = desk.get(address).text
    assert state() == before
    assert str(pair.second.defendant.case) in shown
    assert desk.post(address, {"because": " "}).status_code == 200
    assert state() == before
    assert desk.post(address, {"because": "One date of birth, one lawyer."}).status_code == 302

    assert Defendant.objects.filter(party=pair.twin).count() == 0
    assert Charge.objects.filter(defendant__party=pair.kept).count() == 2
    assert Event.objects.filter(judge=pair.kept).count() == 1
    assert pair.kept.other_names.get().name == pair.twin.name
    assert IdentityDecision.objects.get().same
    assert list(differences()) == []


def test_the_old_address_leads_to_the_new_one_and_defendants_keep_theirs(pair: Twins, client: Client) -> None:
    old = f"/people/{pair.twin.pk}-testa-q-mockingbird/"
    record = f"/defendants/{pair.second.defendant_id}/"
    assert client.get(old).status_code == 200

    party_merge.merge(pair.kept, pair.twin, because="One person.")

    moved = client.get(f"{old}?on=2024-03-01")
    assert moved.status_code == 301
    assert moved.headers["Location"] == f"/people/{pair.kept.pk}-testa-mockingbird/?on=2024-03-01"
    assert client.get(moved.headers["Location"]).status_code == 200
    assert client.get(record, follow=True).status_code == 200


def test_put_apart_everything_stands_where_it_stood(pair: Twins) -> None:
    before, spans = state(), StatusSpan.objects.live().values_list("defendant", "party").order_by("pk")
    parties = sorted(spans)
    desk = signed_in(somebody(Role.EDITOR))
    party_merge.merge(pair.kept, pair.twin, because="One person.")

    done = Merge.objects.get()
    address = page("party", "apart", pair.kept.pk, done.pk)
    assert desk.get(address).status_code == 200
    assert desk.post(address, {"because": "Two dates of birth."}).status_code == 302

    assert state() == before
    assert sorted(StatusSpan.objects.live().values_list("defendant", "party")) == parties
    assert Client().get(f"/people/{pair.twin.pk}-testa-q-mockingbird/").status_code == 200
    assert not IdentityDecision.objects.get().same
    assert list(differences()) == []
    with pytest.raises(party_merge.NotMergeableError):
        party_merge.unmerge(done, because="Twice.")


def test_what_was_recorded_since_stays_when_the_two_are_put_apart(pair: Twins) -> None:
    done = party_merge.merge(pair.kept, pair.twin, because="One person.")
    fresh = DefendantFactory(party=pair.kept)
    pair.second.defendant.refresh_from_db()
    other = PartyFactory()
    moved = Defendant.objects.get(pk=pair.second.defendant_id)
    moved.party = other
    services.record(moved)

    left = party_merge.unmerge(done, because="Two persons.")

    assert left == [f"defendant {moved.pk}"]
    assert Defendant.objects.get(pk=fresh.pk).party == pair.kept
    assert Defendant.objects.get(pk=moved.pk).party == other


def test_two_defendants_of_one_case_are_not_put_together(pair: Twins) -> None:
    DefendantFactory(case=pair.first.defendant.case, party=pair.twin)
    before = state()

    with pytest.raises(party_merge.NotMergeableError, match="Both have the same part"):
        party_merge.merge(pair.kept, pair.twin, because="One person.")

    assert state() == before
    assert not Merge.objects.exists()


def test_a_closed_party_is_not_put_together_nor_told_by_a_redirect(pair: Twins, client: Client) -> None:
    party_merge.merge(pair.kept, pair.twin, because="One person.")
    RestrictionFactory(party=pair.kept)

    answer = client.get(f"/people/{pair.twin.pk}-testa-q-mockingbird/")

    assert answer.status_code == 410
    assert "Mockingbird" not in answer.text
    with pytest.raises(party_merge.NotMergeableError, match="closed"):
        party_merge.merge(PartyFactory(), pair.kept, because="One person.")


def test_closing_the_kept_party_closes_what_was_said_of_the_other(pair: Twins, client: Client) -> None:
    known = StatusSpan.objects.latest("recorded_at").recorded_at.isoformat().replace("+00:00", "Z")
    party_merge.merge(pair.kept, pair.twin, because="One person.")
    asked = f"/api/v1/defendants/?known={known}"
    assert "Testa Q. Mockingbird" in client.get(asked).text

    signed_in(somebody(Role.ADMINISTRATOR)).post(
        page("restriction", "add"),
        {
            "party": pair.kept.pk,
            "kind": "sealed",
            "legal_basis": "An order",
            "since": "2020-01-01",
            "confirmed": 1,
        },
    )

    for address in (asked, f"/defendants/?known={known}", "/defendants/"):
        assert "Mockingbird" not in client.get(address).text, address
