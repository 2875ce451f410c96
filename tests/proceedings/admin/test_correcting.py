"""Correcting what readers were told asks why and is told in public; versions are compared and put back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from people.models import OtherName
from proceedings.models import Correction, Event, Source
from proceedings.record import services
from proceedings.record.roles import Role
from tests.factories import ChargeFactory, CourtFactory, PartyFactory, SourceFactory, happen
from tests.proceedings.admin.conftest import context_of, filled_in, page, said, signed_in, somebody
from tests.worlds import again

pytestmark = pytest.mark.django_db

WHY = "The docket sheet has another day."


def make_ruling() -> Event:
    charge = ChargeFactory(count_label="Count 7", defendant__party=PartyFactory(name="Testa Wronged"))
    return happen(charge, "dismissed_with_prejudice", "2024-01-05", what="Dismissed.", source=SourceFactory())


@pytest.fixture
def ruling(db: None) -> Event:
    return again(make_ruling)


def change(client: Client, model: str, pk: int, **values: Any) -> Any:
    address = page(model, "change", pk)
    return client.post(address, filled_in(client, address) | values)


def test_a_correction_asks_why_and_stands_in_the_public_log_at_its_instant(
    ruling: Event, desk: Client
) -> None:
    asked = change(desk, "ruling", ruling.pk, date="2024-01-06")

    assert asked.status_code == 200
    assert "This corrects what readers were told: say why" in asked.text
    assert "2024-01-06" in asked.text, "what was typed is kept"
    assert not Correction.objects.exists()
    assert change(desk, "ruling", ruling.pk, date="2024-01-06", change_reason=WHY).status_code == 302

    correction = Correction.objects.get()
    assert (correction.was, correction.now) == ("Date: 5 January 2024", "Date: 6 January 2024")
    assert (correction.why, correction.event_id) == (WHY, ruling.pk)
    assert correction.made_at == Event.history.latest().history_date
    log = Client().get("/corrections/").text
    assert WHY in log
    assert "5 January 2024" in log


def test_an_outcome_corrected_is_told_by_its_count_and_names_nobody(ruling: Event, desk: Client) -> None:
    values = {"effects-0-outcome": "dismissed_without_prejudice", "change_reason": WHY}

    assert change(desk, "ruling", ruling.pk, **values).status_code == 302

    correction = Correction.objects.get()
    assert correction.was == "Outcome (Count 7): Dismissed with prejudice"
    assert correction.now == "Outcome (Count 7): Dismissed without prejudice"


def test_an_outcome_taken_out_is_a_correction(ruling: Event, desk: Client) -> None:
    assert change(desk, "ruling", ruling.pk, **{"effects-0-DELETE": "on"}).status_code == 200
    change(desk, "ruling", ruling.pk, **{"effects-0-DELETE": "on", "change_reason": WHY})

    assert Correction.objects.get().now == "Outcome (Count 7): taken out"


@pytest.mark.parametrize(
    "values", [{"note": "Read again."}, {"result": "As sources put it."}, {"confidence": "B"}, {}]
)
def test_what_is_added_or_is_no_fact_needs_no_reason(
    values: dict[str, str], ruling: Event, desk: Client
) -> None:
    assert change(desk, "ruling", ruling.pk, **values).status_code == 302
    assert not Correction.objects.exists()


def test_a_draft_is_changed_without_a_word(desk: Client) -> None:
    draft = happen(ChargeFactory(), "concerns", "2024-01-05", publication="draft")

    assert change(desk, "ruling", draft.pk, date="2024-01-06").status_code == 302
    assert not Correction.objects.exists()


def test_the_outcome_of_a_hearing_that_was_only_scheduled_is_news(desk: Client) -> None:
    charge = ChargeFactory()
    hearing = happen(charge, "concerns", "2024-01-05", kind="hearing", type="trial")
    hearing.outcome = "scheduled"
    services.record(hearing)

    assert change(desk, "hearing", hearing.pk, outcome="held").status_code == 302
    assert not Correction.objects.exists()
    assert change(desk, "hearing", hearing.pk, outcome="vacated").status_code == 200


@pytest.mark.parametrize(
    ("model", "values", "was"),
    [
        ("charge", {"offence": "Humming"}, "Offense as charged: Whistling after dark"),
        ("defendant", {"name_as_printed": "T. W."}, None),
        ("defendant", {"charges-0-count_label": "Count 8"}, "Charge (Count 7), Count: Count 7"),
        ("case", {"docket_number": "Y-1"}, "Docket number as printed: was recorded wrongly"),
    ],
)
def test_other_facts_are_told_against_their_case_and_names_and_numbers_are_not_repeated(
    model: str, values: dict[str, str], was: str | None, ruling: Event, desk: Client
) -> None:
    effect = ruling.effects.get()
    pk = {"charge": effect.charge_id, "defendant": effect.defendant_id, "case": ruling.case_id}[model]
    assert pk is not None

    assert change(desk, model, pk, **values, change_reason=WHY).status_code == 302

    if was is None:
        assert not Correction.objects.exists(), "an empty name that is filled in"
        change(desk, model, pk, name_as_printed="T. Wronged", change_reason=WHY)
        was = "Name as printed: was recorded wrongly"
    correction = Correction.objects.get()
    assert (correction.was, correction.case_id) == (was, ruling.case_id)
    assert "Wronged" not in correction.was + correction.now


@pytest.mark.parametrize(
    ("model", "values", "was", "now"),
    [
        (
            "party",
            {"name": "Testa Righted"},
            "Party, Name: was recorded wrongly",
            "Party, Name: is corrected",
        ),
        (
            "source",
            {"title": "On Testa Wronged"},
            "Source, Title: was recorded wrongly",
            "Source, Title: is corrected",
        ),
        ("court", {"place": "Whimbrel"}, "Court, Place: Nightjar", "Court, Place: Whimbrel"),
    ],
)
def test_parties_sources_and_courts_are_corrected_for_a_reason_and_no_name_is_repeated(
    model: str, values: dict[str, str], was: str, now: str, ruling: Event, desk: Client
) -> None:
    case, source = ruling.case, Source.objects.get()
    case.court.place, source.title = "Nightjar", "On Testa Wrnoged"
    for fact in (case.court, source):
        services.record(fact)
    pk = {"party": case.defendants.get().party_id, "source": source.pk, "court": case.court_id}[model]

    asked = change(desk, model, pk, **values)
    assert "This corrects what readers were told: say why" in asked.text
    assert not Correction.objects.exists()
    assert change(desk, model, pk, **values, change_reason=WHY).status_code == 302

    correction = Correction.objects.get()
    assert (correction.was, correction.now) == (was, now)
    assert (correction.case, correction.event, correction.incident) == (None, None, None)
    log = Client().get("/corrections/").text
    assert was in log
    assert "Testa" not in log


def test_a_name_taken_from_a_party_is_a_correction_and_is_not_said_again(ruling: Event, desk: Client) -> None:
    party = ruling.case.defendants.get().party
    services.record(party, parts=[OtherName(party=party, name="Testa the Whistler")])
    values = {"other_names-0-DELETE": "on"}

    assert change(desk, "party", party.pk, **values).status_code == 200
    assert change(desk, "party", party.pk, **values, change_reason=WHY).status_code == 302

    correction = Correction.objects.get()
    assert (correction.was, correction.now) == ("Other name", "Other name: taken out")


def test_a_party_a_source_and_a_court_nobody_was_told_of_change_without_a_word(desk: Client) -> None:
    private = PartyFactory(name="Testa Unnamed", private=True)
    happen(ChargeFactory(defendant__party=private), "concerns", "2024-01-05")
    for model, fact, values in (
        ("party", PartyFactory(), {"name": "Testa Other"}),
        ("party", private, {"name": "Testa Third"}),
        ("source", SourceFactory(), {"title": "Another"}),
        ("court", CourtFactory(), {"name": "Another Fictional Court"}),
    ):
        assert change(desk, model, fact.pk, **values).status_code == 302, model
    assert not Correction.objects.exists()


def test_any_two_versions_are_compared_in_words(ruling: Event, desk: Client) -> None:
    first = ruling.history.latest().history_date
    change(desk, "ruling", ruling.pk, note="One.")
    change(desk, "ruling", ruling.pk, date="2024-01-06", change_reason=WHY)
    last = ruling.history.latest().history_date
    compare = page("ruling", "compare", ruling.pk)
    assert compare in desk.get(page("ruling", "history", ruling.pk)).text

    for ends in ((first, last), (last, first)):
        answer = desk.get(compare, {"from": ends[0].isoformat(), "to": ends[1].isoformat()})
        (said_of_it,) = context_of(answer)["changes"]
        assert [(each.label, each.was, each.now) for each in said_of_it.differences] == [
            ("Date", "5 January 2024", "6 January 2024"),
            ("Note", "—", "One."),
        ]
    assert desk.get(compare, {"from": "yesterday", "to": "2024-13-45"}).status_code == 404
    reader = signed_in(somebody(Role.CONTRIBUTOR))
    assert reader.get(compare, {"from": first.isoformat(), "to": last.isoformat()}).status_code == 200


def test_putting_back_a_published_version_asks_why_and_is_told(ruling: Event, desk: Client) -> None:
    first = ruling.history.latest().history_date
    change(desk, "ruling", ruling.pk, date="2024-01-06", change_reason="A first slip.")
    address = page("ruling", "put_back", ruling.pk) + "?instant=" + first.isoformat().replace("+", "%2B")
    seen = context_of(desk.get(address))["seen"]

    refused = desk.post(address, {"seen": seen}, follow=True)
    assert "say why" in " ".join(said(refused))
    assert Event.objects.get(pk=ruling.pk).date == "2024-01-06"
    assert desk.post(address, {"seen": seen, "reason": WHY}).status_code == 302
    assert Event.objects.get(pk=ruling.pk).date == "2024-01-05"
    assert Correction.objects.get(why=WHY).now == "Date: 5 January 2024"


def test_putting_back_publishes_nothing_and_takes_nothing_out_of_public(desk: Client) -> None:
    event = happen(ChargeFactory(), "concerns", "2024-01-05", publication="draft", what="A draft.")
    as_draft = event.history.latest().history_date
    services.publish(event)
    address = page("ruling", "put_back", event.pk) + "?instant=" + as_draft.isoformat().replace("+", "%2B")

    answer = desk.get(address)
    assert not context_of(answer)["changes"]
    desk.post(address, {"seen": context_of(answer)["seen"], "reason": WHY})

    assert Event.objects.get(pk=event.pk).publication == "published"


def test_the_log_tells_only_what_reads_otherwise_of_a_part_of_a_sentence(desk: Client) -> None:
    fine = {"kind": "fine", "amount": "500", "currency": "USD", "relation": "consecutive"}
    sentence = happen(ChargeFactory(), "sentenced", "2024-01-05", kind="sentence", components=[fine])
    corrected = {"components-0-relation": "not_stated", "components-0-credit": "30", "change_reason": WHY}

    assert change(desk, "sentence", sentence.pk, **{"components-0-credit": "20"}).status_code == 302
    assert not Correction.objects.exists(), "what was empty is filled in"
    assert change(desk, "sentence", sentence.pk, **corrected).status_code == 302

    was = Correction.objects.get().was.splitlines()
    assert was == [
        "Part of the sentence, Credit (days): 20",
        "Part of the sentence, Relation to the other parts: Consecutive",
    ]


def test_the_details_of_an_outcome_are_told_in_words_and_the_log_names_the_event(
    ruling: Event, desk: Client
) -> None:
    effect = ruling.effects.get()
    effect.details = {"by": "court", "prejudice": "with"}
    services.record(ruling, parts=[effect])
    values = {"effects-0-by": "jury", "effects-0-prejudice": "without", "change_reason": WHY}

    assert change(desk, "ruling", ruling.pk, **values).status_code == 302

    correction = Correction.objects.get()
    assert (
        correction.was
        == "Outcome (Count 7), By whom: The court\nOutcome (Count 7), Prejudice: With prejudice"
    )
    log = Client().get("/corrections/").text
    assert "Ruling of 5 January 2024" in log
    assert "By whom: The court<br>" in log
