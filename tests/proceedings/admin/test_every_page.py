"""Every record has a page to enter it on and a page to change it on."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from people.models import IdentityDecision
from proceedings.admin.events import KINDS
from proceedings.models import Correction, Event, Participation, PressFact, SentenceComponent
from proceedings.record import services
from proceedings.record.roles import Role
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    ClaimFactory,
    CourtFactory,
    DefendantFactory,
    IncidentFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.admin.conftest import context_of, page, signed_in, somebody

pytestmark = pytest.mark.django_db

TYPE_OF = {
    "filing": "indictment",
    "plea": "not_guilty",
    "hearing": "trial",
    "ruling": "verdict",
    "sentence": "",
    "notice": "waiver",
    "custody": "arrest",
    "statement": "",
}


def recorded(fact: Any) -> Any:
    services.record(fact)
    return fact


def an_event(kind: str) -> Event:
    return happen(
        ChargeFactory(), "concerns", "2024-03-06", kind=kind, type=TYPE_OF[kind], source=SourceFactory()
    )


def a_component() -> SentenceComponent:
    imprisonment = {"kind": "imprisonment", "maximum": 18, "unit": "months"}
    event = happen(ChargeFactory(), "sentenced", "2024-04-15", kind="sentence", components=[imprisonment])
    return event.components.get()


RECORDS: dict[str, Any] = {
    "party": PartyFactory,
    "identitydecision": lambda: recorded(
        IdentityDecision(first=PartyFactory(), second=PartyFactory(), same=False, reason="Two birth years.")
    ),
    "court": CourtFactory,
    "case": CaseFactory,
    "incident": IncidentFactory,
    "defendant": DefendantFactory,
    "charge": ChargeFactory,
    "claim": ClaimFactory,
    "source": SourceFactory,
    "participation": lambda: recorded(
        Participation(case=CaseFactory(), party=PartyFactory(), role="judge", since="2024")
    ),
    "pressfact": lambda: recorded(
        PressFact(incident=IncidentFactory(), source=SourceFactory(), number=1, fact="A bird sang.")
    ),
    **{model._meta.model_name or "": (lambda kind=kind: an_event(kind)) for kind, model in KINDS.items()},
}


@pytest.mark.parametrize("model", RECORDS)
def test_a_record_can_be_entered_changed_and_looked_up(model: str, desk: Client) -> None:
    record = RECORDS[model]()
    in_a_case = f"?case={record.case_id}" if isinstance(record, Event) else ""

    for address in (
        page(model, "add") + in_a_case,
        page(model, "change", record.pk),
        page(model, "history", record.pk),
        page(model, "changelist"),
        page(model, "changelist") + "?q=invented",
    ):
        assert desk.get(address).status_code == 200, address


@pytest.mark.parametrize("model", ["restriction", "correction", "statusspan", "sentencecomponent", "event"])
def test_what_is_decided_and_derived_can_be_looked_at(model: str, superuser: User) -> None:
    keeper = signed_in(superuser)
    component = a_component()
    correction = Correction(case=component.event.case, was="wrong", now="right", why="A slip.")
    with services.writing() as work:
        correction.made_at = work.instant
        services.record(correction)
    rows = {
        "restriction": RestrictionFactory(party=PartyFactory()).pk,
        "correction": correction.pk,
        "statusspan": component.defendant.spans.latest("pk").pk,
        "sentencecomponent": component.pk,
        "event": component.event_id,
    }

    assert keeper.get(page(model, "changelist")).status_code == 200
    answer = keeper.get(page(model, "change", rows[model]), follow=True)
    assert answer.status_code == 200
    if model == "event":
        assert answer.redirect_chain[-1][0] == page("sentence", "change", component.event_id)


def test_corrections_are_entered_by_editors_and_restrictions_by_administrators(desk: Client) -> None:
    assert desk.get(page("correction", "add")).status_code == 200
    assert desk.get(page("restriction", "add")).status_code == 403
    assert signed_in(somebody(Role.ADMINISTRATOR)).get(page("restriction", "add")).status_code == 200


def test_every_model_of_the_record_has_a_page_or_is_part_of_one() -> None:
    pages = admin.site._registry  # noqa: SLF001  # the list of pages
    parts = {part.model for one in pages.values() for part in getattr(one, "all_parts", tuple)()}
    recorded_models = [
        model for app in ("people", "proceedings") for model in apps.get_app_config(app).get_models()
    ]
    missing = {
        model.__name__
        for model in recorded_models
        if model not in {*pages, *parts} and not model.__name__.startswith("Historical")
    }

    # A review note, and what was put together, stands on the page of the record it is about.
    # The days of lists are copies, which nobody enters.
    assert missing == {
        "DayOfCase",
        "DayOfCharge",
        "DayOfClaim",
        "DayOfComponent",
        "Merge",
        "PartyWord",
        "PublicationClock",
        "SearchWord",
        "Spelling",
        "Load",
        "ReportCount",
        "ReviewNote",
    }


@pytest.mark.parametrize("model", [*RECORDS, "restriction", "correction", "statusspan"])
def test_no_fact_can_be_deleted(model: str, superuser: User) -> None:
    record = RECORDS.get(model, RECORDS["party"])()
    keeper = signed_in(superuser)

    if model in RECORDS:
        assert keeper.post(page(model, "delete", record.pk), {"post": "yes"}).status_code == 403
        assert type(record)._base_manager.filter(pk=record.pk).exists()
    offered = context_of(keeper.get(page(model, "changelist")))["action_form"]
    assert offered is None or "delete_selected" not in dict(offered.fields["action"].choices)


def test_a_new_event_asks_for_its_case_first(desk: Client) -> None:
    answer = desk.get(page("ruling", "add"))

    assert "admin/choose_case.html" in [template.name for template in answer.templates]
    assert "In which case" in answer.text
