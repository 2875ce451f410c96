"""A sealed name is in no page of the admin for whoever may not see it; whoever may leaves a trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from people.models import OtherName, Party
from proceedings.admin.work_queues import QUEUES
from proceedings.models import Case, Charge, Event, Look, Participation
from proceedings.record import services
from proceedings.record.roles import Role
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.admin.conftest import page, signed_in, somebody
from tests.worlds import again

pytestmark = pytest.mark.django_db

FIRST, CANARY = "Zzyzx", "Canarybird"  # what is searched for, and what no answer may hold


@dataclass(frozen=True, slots=True)
class Closed:
    party: Party
    case: Case
    charge: Charge
    event: Event


def invent() -> Closed:
    """Record a sealed person with a co-defendant, as a witness, as a judge and alone; and a sealed case."""
    party = PartyFactory(name=f"{FIRST} {CANARY}", sort_name=f"{CANARY}, {FIRST}")
    services.record(OtherName(party=party, name=f"{FIRST} the {CANARY}"))
    shared = CaseFactory(caption="State of Nowhere v. Whimbrel and another")
    counts = [
        ChargeFactory(defendant=DefendantFactory(case=shared)),
        ChargeFactory(defendant=DefendantFactory(case=shared, party=party), offence=f"Being {CANARY}"),
    ]
    happen(counts, "indicted", "2024-01-10", kind="filing", type="indictment", source=SourceFactory())
    own = ChargeFactory(
        defendant=DefendantFactory(case=CaseFactory(caption=f"State of Nowhere v. {CANARY}"), party=party)
    )
    event = happen(
        own, "dismissed_with_prejudice", "2024-02-10", what=f"{CANARY} walks.", publication="draft"
    )
    witnessed = ChargeFactory()
    happen(witnessed, "dismissed_with_prejudice", "2024-02-10", judge=party)
    services.record(Participation(case=witnessed.defendant.case, party=party, role="witness"))
    sealed = CaseFactory(caption=f"In re {CANARY}")
    happen(ChargeFactory(defendant=DefendantFactory(case=sealed)), "concerns", "2024-03-10", what=CANARY)
    RestrictionFactory(party=party, legal_basis=f"An order about {CANARY}")
    RestrictionFactory(case=sealed, legal_basis=f"An order about {CANARY}")
    return Closed(party, own.defendant.case, counts[1], event)


@pytest.fixture
def closed(db: None) -> Closed:
    return again(invent)


def addresses() -> Iterator[str]:
    """Yield what could show a row: lists, searches, forms, histories, choices and queues."""
    offered: set[Any] = set()
    for model in filter(admin.site.is_registered, apps.get_models()):
        stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        listed = reverse(f"{stem}_changelist")
        yield listed
        yield f"{listed}?q={FIRST}"
        pks = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        if model._meta.app_label not in {"people", "proceedings"}:
            continue
        for kind in ("change", "history"):
            try:
                yield from (reverse(f"{stem}_{kind}", args=[pk]) for pk in {*pks[:1], *pks[-1:]})
            except NoReverseMatch:  # a page of its own kind, such as an import
                break
        for field in admin.site.get_model_admin(model).autocomplete_fields:
            target: Any = model._meta.get_field(field).related_model
            if target in offered:
                continue
            offered.add(target)
            asked = (
                f"app_label={model._meta.app_label}&model_name={model._meta.model_name}&field_name={field}"
            )
            yield f"{reverse('admin:autocomplete')}?{asked}&term={FIRST}"
    yield reverse("admin:index")
    yield from (reverse("admin:desk_queue", args=[queue.key]) for queue in QUEUES)
    yield f"{reverse('admin:enter', args=['ruling'])}?q={FIRST}"


def own_addresses(closed: Closed) -> list[str]:
    """Return the pages that are about the sealed records themselves."""
    return [
        page("party", "change", closed.party.pk),
        page("party", "history", closed.party.pk),
        page("party", "merge", closed.party.pk),
        f"{page('party', 'merge', PartyFactory().pk)}?other={closed.party.pk}",
        page("case", "change", closed.case.pk),
        page("charge", "change", closed.charge.pk),
        page("ruling", "change", closed.event.pk),
        reverse("admin:enter", args=["ruling", closed.case.pk]),
        f"{reverse('admin:publish')}?event={closed.event.pk}",
        reverse("admin:withdraw", args=[closed.event.pk]),
    ]


def tells(client: Client, address: str) -> bool:
    answer: Any = client.get(address, follow=True)
    return CANARY.casefold() in answer.content.decode().casefold()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_no_page_tells_who_may_not_close_records_of_what_is_sealed(role: Role, closed: Closed) -> None:
    desk = signed_in(somebody(role))

    told = [each for each in [*own_addresses(closed), *addresses()] if tells(desk, each)]

    assert told == []
    assert not Look.objects.exists()


def test_an_administrator_sees_it_and_every_look_is_written_down(closed: Closed) -> None:
    keeper = somebody(Role.ADMINISTRATOR)
    desk = signed_in(keeper)
    shown = [page("party", "change", closed.party.pk), page("case", "changelist")]
    shown.append(page("ruling", "history", closed.event.pk))

    assert all(tells(desk, each) for each in shown)

    looks = set(Look.objects.filter(by=keeper).values_list("model", "record", "page"))
    assert ("people.party", closed.party.pk, shown[0]) in looks
    assert ("proceedings.case", closed.case.pk, shown[1]) in looks
    assert ("proceedings.ruling", closed.event.pk, shown[2]) in looks


def test_what_is_open_is_looked_at_without_a_trace(closed: Closed) -> None:
    open_case = Case.objects.exclude(caption__contains=CANARY).first()
    assert open_case is not None

    signed_in(somebody(Role.ADMINISTRATOR)).get(page("case", "change", open_case.pk))

    assert not Look.objects.exists()
