"""A new case on one screen: matter, court, defendants, charges, the paper and its sources."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from people.models import Party
from proceedings.models import Case, Charge, Claim, Defendant, Filing, Incident, Source, StatusSpan
from proceedings.record.roles import Role
from tests.factories import (
    CaseFactory,
    CourtFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
)
from tests.proceedings.admin.conftest import context_of, signed_in
from tests.proceedings.admin.entry.conftest import browser, previewed, rows, saved
from tests.worlds import stored

pytestmark = pytest.mark.django_db
TESTA = {"name": "Testa Vorlage", "kind": "person"}
TESTO = {"name": "Testo Beispiel", "kind": "person"}


def where() -> str:
    return reverse("admin:enter_case")


def case(**fields: Any) -> dict[str, Any]:
    """Return what a browser sends of a case against two on three charges; given rows replace a sort."""
    replaced = tuple(name.removesuffix("TOTAL_FORMS") for name in fields if name.endswith("-TOTAL_FORMS"))
    usual = {
        "matter": "The whistling at the fictional market",
        "matter_date": "2 March 2025",
        "matter_summary": "Somebody whistled after dark.",
        "court": CourtFactory(name="First Fictional Court").pk,
        "docket_number": "X-2025-00017",
        "caption": "State of Nowhere v. Vorlage et al.",
        "type": "criminal",
        "filing": "complaint",
        "date": "3/3/2025",
        "what": "The prosecutor charges both.",
        "publication": "published",
        **rows("defendants", TESTA, TESTO),
        **rows(
            "charges",
            {"against": "all", "count_label": "Count 1", "offence": "Whistling after dark"},
            {"against": "1", "count_label": "Count 2", "offence": "Humming at noon"},
            {},
        ),
        **rows("sources", {"url": "gazette.example/market", "title": "Two charged"}),
    }
    return {
        name: value for name, value in usual.items() if not replaced or not name.startswith(replaced)
    } | fields


def errors(answer: Any) -> dict[str, list[str]]:
    screen = context_of(answer)["screen"]
    forms = list(screen.every_form())
    return {
        form.add_prefix(name): [str(word) for word in words]
        for form in forms
        for name, words in form.errors.items()
    }


@pytest.fixture(autouse=True)
def gazette(db: None) -> Source:
    return SourceFactory(publisher="The Fictional Gazette", url="https://www.gazette.example/one")


def test_a_preview_shows_what_would_follow_and_writes_nothing(publisher: Client) -> None:
    sent = case()
    before = dict(stored())

    answer = previewed(publisher, where(), sent)

    preview = context_of(answer)["preview"]
    assert preview is not None, errors(answer)
    assert [change.name for change in preview.changes] == ["Testa Vorlage", "Testo Beispiel"]
    assert {change.before for change in preview.changes} == {"Not public: nothing published rests on them"}
    assert all(change.after.startswith("Charged") for change in preview.changes)
    assert all(not change.other_days for change in preview.changes)
    assert preview.hidden == 0
    assert "As other sources of this site: The Fictional Gazette, newspaper." in answer.text
    assert dict(stored()) == before


def test_what_was_previewed_is_saved_whole_and_leads_to_the_case(publisher: Client) -> None:
    answer = saved(publisher, where(), case())

    row = Case.objects.get()
    assert answer["Location"] == reverse("admin:proceedings_case_change", args=(row.pk,))
    assert (row.incident, row.docket_number) == (Incident.objects.get(), "X-2025-00017")
    assert [one.party.name for one in Defendant.objects.order_by("position")] == [
        "Testa Vorlage",
        "Testo Beispiel",
    ]
    counts = [(one.count_label, one.defendant.party.name) for one in Charge.objects.order_by("position")]
    assert counts == [
        ("Count 1", "Testa Vorlage"),
        ("Count 1", "Testo Beispiel"),
        ("Count 2", "Testo Beispiel"),
    ]
    filing = Filing.objects.get()
    assert [one.outcome for one in filing.effects.all()] == ["filed"] * 3
    cited = filing.citations.get().source
    assert (cited.publisher, cited.kind, cited.title) == ("The Fictional Gazette", "newspaper", "Two charged")
    assert StatusSpan.objects.live().count() == 4
    assert Client().get(f"/cases/{row.pk}-{row.slug}/").status_code == 200


def test_a_contributor_s_case_stays_a_draft(db: None) -> None:
    client = browser(Role.CONTRIBUTOR)

    saved(client, where(), case(publication="draft"))

    assert Filing.objects.get().publication == "draft"
    assert not StatusSpan.objects.exists()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"court": ""}, "court"),
        ({"date": "3/4/2025"}, "date"),
        ({"matter_date": ""}, "matter_date"),
        ({"matter": ""}, "matter"),
        (rows("defendants", {}), "defendants-0-name"),
        (rows("defendants", {"name": "Testa Vorlage"}, TESTO), "defendants-0-kind"),
        (rows("defendants", TESTA, TESTA), "defendants-1-name"),
        (rows("charges", {"count_label": "Count 1", "offence": "Whistling"}), "charges-0-against"),
        (rows("charges", {"against": "0", "offence": "Whistling"}), "charges-0-count_label"),
        (rows("sources", {"url": "unknown.example/page", "title": "One"}), "sources-0-publisher"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    fields: dict[str, Any], wrong: str, publisher: Client
) -> None:
    answer = publisher.post(where(), case(**fields) | {"_preview": "1"})

    assert wrong in errors(answer)
    assert context_of(answer)["preview"] is None
    assert not Case.objects.exists()


def test_whoever_bears_the_name_already_is_offered_and_must_be_decided_on(publisher: Client) -> None:
    known = DefendantFactory(
        case__caption="State of Nowhere v. Old", party=PartyFactory(name="Testa Vorlage")
    )
    sent = case()

    asked = publisher.post(where(), sent | {"_preview": "1"})
    assert "defendant in State of Nowhere v. Old" in asked.text
    assert list(errors(asked)) == ["defendants-0-party"]
    assert "A source we know" not in asked.text

    saved(publisher, where(), sent | {"defendants-0-party": str(known.party_id)})
    case_row = Case.objects.exclude(pk=known.case_id).get()
    assert case_row.defendants.order_by("position")[0].party == known.party
    assert Party.objects.filter(name="Testa Vorlage").count() == 1


def test_a_name_spelt_almost_alike_is_offered_but_not_insisted_on(publisher: Client) -> None:
    DefendantFactory(party=PartyFactory(name="Testa Vorlago"))
    answer = previewed(publisher, where(), case())

    assert "Testa Vorlago (defendant in" in answer.text
    assert context_of(answer)["preview"] is not None


def test_whoever_is_sealed_is_not_entered_anew_by_who_may_not_see_it(
    publisher: Client, superuser: User
) -> None:
    RestrictionFactory(party=PartyFactory(name="Testa Vorlage"))
    sealed = CaseFactory(docket_number="X-1")
    RestrictionFactory(case=sealed)
    sent = case(court=sealed.court_id, docket_number="x 1")

    stopped = errors(publisher.post(where(), sent | {"_preview": "1"}))
    shown = errors(signed_in(superuser).post(where(), sent | {"_preview": "1"}))

    words = ["This cannot be entered here. An administrator can tell why."]
    assert stopped == {"docket_number": words, "defendants-0-name": words}
    assert "X-1" in shown["docket_number"][0]
    assert "defendants-0-party" in shown


def test_a_civil_case_asks_for_claims(publisher: Client) -> None:
    claims = rows("charges", {"against": "all", "offence": "the complaint"})
    sent = case(type="civil", filing="", **claims)

    answer = previewed(publisher, where(), sent)
    assert "Another claim" in answer.text
    assert "Severity" not in answer.text
    saved(publisher, where(), sent)

    assert [one.label for one in Claim.objects.all()] == ["the complaint"] * 2


def test_a_row_added_keeps_what_was_typed_and_finds_no_fault(publisher: Client) -> None:
    sent = case(court="") | {"_add-defendants": "1"}

    screen = context_of(publisher.post(where(), sent))["screen"]

    assert [form["name"].value() for form in screen.defendants.forms] == [
        "Testa Vorlage",
        "Testo Beispiel",
        None,
    ]
    assert screen.faults == 0
