"""An editor enters a ruling, mends it, takes it back: the status follows at once, and old answers stay."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from proceedings.models import CaseLink, Charge, Event, Ruling, StatusSpan
from proceedings.record import services, status_check
from proceedings.record.history import last_instant
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    ClaimFactory,
    DefendantFactory,
    PartyFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.admin.conftest import add_row, context_of, filled_in, page, said, signed_in

pytestmark = pytest.mark.django_db

AFTER = date(2024, 12, 31)


def status(charge: Charge, known: datetime | None = None) -> str:
    return str(StatusSpan.objects.known(known).on(AFTER).get(defendant=charge.defendant).status)


def a_charge_filed() -> Charge:
    charge: Charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")
    return charge


def a_dismissal(desk: Client, charge: Charge, **fields: Any) -> dict[str, Any]:
    """Fill in the form of a ruling that dismisses a charge."""
    sent = filled_in(desk, page("ruling", "add") + f"?case={charge.defendant.case_id}")
    sent |= {"type": "dismissal", "what": "The court dismissed the charge.", "date": "2024-07-12"}
    add_row(sent, "effects", target=f"charge:{charge.pk}", outcome="dismissed_with_prejudice", by="court")
    return sent | {"publication": "published"} | fields


def enter(desk: Client, case: int, sent: dict[str, Any]) -> Any:
    return desk.post(page("ruling", "add") + f"?case={case}", sent, follow=True)


def enter_dismissal(desk: Client, charge: Charge, **fields: Any) -> Ruling:
    answer = enter(desk, charge.defendant.case_id, a_dismissal(desk, charge, **fields))
    assert answer.redirect_chain, errors(answer)
    ruling: Ruling = Ruling.objects.get()
    return ruling


def errors(answer: Any) -> str:
    context = answer.context_data
    return str(context.get("errors")) if context else ""


def change(desk: Client, ruling: Ruling, **fields: Any) -> Any:
    """Change a ruling; a withdrawal is shown first, and meant then."""
    address = page("ruling", "change", ruling.pk)
    sent = filled_in(desk, address) | fields
    answer = desk.post(address, sent, follow=True)
    shown = (context_of(answer) or {}).get("shown")
    return desk.post(address, sent | {"shown": shown}, follow=True) if shown else answer


def test_saving_a_ruling_moves_the_status_at_once_and_says_so(desk: Client) -> None:
    charge = a_charge_filed()
    assert status(charge) == "charged"

    answer = enter(desk, charge.defendant.case_id, a_dismissal(desk, charge))

    assert status(charge) == "dismissed_with_prejudice"
    words = " ".join(said(answer))
    assert charge.defendant.party.name in words
    assert "Dismissed with prejudice" in words
    ruling = Ruling.objects.get()
    effect = ruling.effects.get()
    assert (effect.defendant_id, effect.charge_id, effect.details) == (
        charge.defendant_id,
        charge.pk,
        {"by": "court"},
    )
    assert ruling.history.get().history_date == effect.history.get().history_date
    assert list(status_check.differences()) == []


def test_a_draft_moves_nothing_until_it_is_published(desk: Client) -> None:
    charge = a_charge_filed()
    ruling = enter_dismissal(desk, charge, publication="draft")
    assert status(charge) == "charged"

    chosen = {"action": "publish_chosen", "_selected_action": ruling.pk}
    shown = desk.post(page("ruling", "changelist"), chosen, follow=True)
    sent = {"event": ruling.pk, "seen": context_of(shown)["seen"]}
    answer = desk.post(reverse("admin:publish"), sent, follow=True)

    assert "1 draft was published." in said(answer)
    assert status(charge) == "dismissed_with_prejudice"


def test_a_ruling_entered_changed_and_withdrawn_leaves_every_earlier_answer_as_it_was(
    desk: Client, editor: User
) -> None:
    charge = a_charge_filed()
    instants = [last_instant()]
    ruling = enter_dismissal(desk, charge)
    instants.append(last_instant())
    change(
        desk, ruling, **{"effects-0-outcome": "dismissed_without_prejudice", "change_reason": "Read again"}
    )
    instants.append(last_instant())
    change(desk, ruling, publication="withdrawn", withdrawal_reason="It was another defendant's order.")

    answers = ["charged", "dismissed_with_prejudice", "dismissed_without_prejudice"]
    assert [status(charge, known) for known in instants] == answers
    assert status(charge) == "charged"
    assert list(status_check.differences()) == []
    newest, changed, _entered = ruling.history.all()
    assert (changed.history_user, changed.history_change_reason) == (editor, "Read again")
    assert newest.publication == "withdrawn"


def test_an_event_is_not_withdrawn_without_a_reason(desk: Client) -> None:
    ruling = enter_dismissal(desk, a_charge_filed())

    answer = change(desk, ruling, publication="withdrawn")

    assert "Say why the event is withdrawn" in answer.text
    ruling.refresh_from_db()
    assert ruling.publication == "published"


def test_an_outcome_taken_away_takes_its_status_with_it(desk: Client) -> None:
    charge = a_charge_filed()
    ruling = enter_dismissal(desk, charge)

    change(desk, ruling, **{"effects-0-DELETE": "on", "change_reason": "Not in the order"})

    assert status(charge) == "charged"
    assert [row.history_type for row in ruling.effects.model.history.filter(event_id=ruling.pk)] == ["-", "+"]


def test_an_outcome_that_cannot_follow_is_said_to_the_editor(desk: Client) -> None:
    charge = a_charge_filed()
    sent = a_dismissal(desk, charge)
    sent["effects-0-outcome"] = "mistrial"

    answer = enter(desk, charge.defendant.case_id, sent)

    assert any("cannot follow" in words for words in said(answer))


def test_another_event_is_added_in_the_same_case(desk: Client) -> None:
    charge = a_charge_filed()
    sent = a_dismissal(desk, charge, _addanother="1")

    answer = enter(desk, charge.defendant.case_id, sent)

    assert answer.redirect_chain[-1][0] == page("ruling", "add") + f"?case={charge.defendant.case_id}"


def test_a_date_that_is_none_is_refused_with_what_is_accepted(desk: Client) -> None:
    charge = a_charge_filed()

    answer = enter(desk, charge.defendant.case_id, a_dismissal(desk, charge, date="12/07/2024"))

    assert "“12/07/2024” can be 12 July 2024 or 7 December 2024: write the month as a word." in answer.text
    assert not Ruling.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("6 Mar 2024", "2024-03-06"),
        ("13 or 14 May 2024", "[2024-05-13,2024-05-14]"),
        ("on or before 1 February 2024", "[..2024-02-01]"),
        ("2024-03?", "2024-03?"),
        ("[2024-05-13,2024-05-14]", "[2024-05-13,2024-05-14]"),
    ],
)
def test_a_date_is_taken_as_people_write_it_and_as_it_is_kept(desk: Client, typed: str, kept: str) -> None:
    ruling = enter_dismissal(desk, a_charge_filed(), date=typed)

    assert ruling.date == kept


def test_a_part_of_a_record_takes_dates_as_people_write_them(desk: Client) -> None:
    case = a_charge_filed().defendant.case
    sent = filled_in(desk, page("case", "change", case.pk))
    judge = PartyFactory(name="Testa Judge")
    add_row(sent, "participations", party=judge.pk, role="judge", since="March 2024")

    assert desk.post(page("case", "change", case.pk), sent).status_code == 302
    assert case.participations.get().since == "2024-03"


def test_a_date_is_said_back_in_words(desk: Client) -> None:
    ruling = enter_dismissal(desk, a_charge_filed(), date="[2024-07-11,2024-07-12]")

    answer = desk.get(page("ruling", "change", ruling.pk))

    assert "Read as: 11 July 2024 or 12 July 2024." in answer.text


def test_a_sentence_is_entered_part_by_part_with_its_sources(desk: Client) -> None:
    charge = a_charge_filed()
    source = SourceFactory()
    address = page("sentence", "add") + f"?case={charge.defendant.case_id}"
    sent = filled_in(desk, address)
    sent |= {"what": "The court sentenced.", "date": "2024-04-15", "publication": "published"}
    add_row(sent, "effects", target=f"charge:{charge.pk}", outcome="sentenced")
    whole = f"defendant:{charge.defendant_id}"
    add_row(
        sent,
        "components",
        target=whole,
        kind="imprisonment",
        maximum="18",
        unit="months",
        relation="not_stated",
    )
    add_row(sent, "citations", source=source.pk, pinpoint="p. 3", confidence="A")

    answer = desk.post(address, sent, follow=True)

    assert answer.redirect_chain, errors(answer)
    assert status(charge) == "sentenced_custody"
    event = Event.objects.get(kind="sentence")
    component = event.components.get()
    assert component.maximum == 18
    assert component.charge is None
    assert event.citations.get().source == source


@pytest.mark.parametrize(
    ("component", "refusal"),
    [
        ({"kind": "imprisonment", "maximum": "18"}, "Say what the term is counted in"),
        ({"kind": "imprisonment", "minimum": "3", "maximum": "1", "unit": "years"}, "The minimum is longer"),
        ({"kind": "suspended", "suspended": "9", "maximum": "6", "unit": "months"}, "More is suspended"),
        ({"kind": "fine", "amount": "500"}, "Say in which currency"),
    ],
)
def test_what_no_sentence_can_be_is_refused_in_words(
    desk: Client, component: dict[str, str], refusal: str
) -> None:
    charge = a_charge_filed()
    address = page("sentence", "add") + f"?case={charge.defendant.case_id}"
    sent = filled_in(desk, address) | {"what": "The court sentenced.", "date": "2024-04-15"}
    add_row(sent, "components", target=f"charge:{charge.pk}", relation="not_stated", **component)

    answer = desk.post(address, sent)

    assert refusal in answer.text
    assert "is violated" not in answer.text


def test_the_same_source_twice_is_refused_in_words(desk: Client) -> None:
    charge = a_charge_filed()
    sent = a_dismissal(desk, charge)
    source = SourceFactory()
    add_row(sent, "citations", source=source.pk)
    add_row(sent, "citations", source=source.pk)

    answer = enter(desk, charge.defendant.case_id, sent)

    assert "This repeats a row above." in answer.text


def test_only_the_charges_of_the_case_are_offered(desk: Client) -> None:
    charge, stranger = a_charge_filed(), a_charge_filed()
    sent = a_dismissal(desk, charge)
    sent["effects-0-target"] = f"charge:{stranger.pk}"

    answer = enter(desk, charge.defendant.case_id, sent)

    assert f'value="charge:{charge.pk}"' in answer.text
    assert f'value="charge:{stranger.pk}"' not in answer.text.replace("selected", "")
    assert not Ruling.objects.exists()


def test_an_appeal_acts_on_the_charges_of_the_case_below(desk: Client) -> None:
    charge = a_charge_filed()
    appeal = CaseFactory(type="appeal")
    services.record(CaseLink(case=appeal, other=charge.defendant.case, kind="appeal_of"))

    answer = desk.get(page("ruling", "add") + f"?case={appeal.pk}")

    assert f'value="charge:{charge.pk}"' in answer.text


def test_a_civil_case_offers_the_outcomes_of_claims_only(desk: Client) -> None:
    claim = ClaimFactory()

    text = desk.get(page("ruling", "add") + f"?case={claim.defendant.case_id}").text

    assert f'value="claim:{claim.pk}"' in text
    assert 'value="claim_judgment_for_plaintiff"' in text
    assert 'value="not_guilty_jury"' not in text


def test_a_hearing_offers_its_own_types_and_no_sentence(desk: Client) -> None:
    case = DefendantFactory().case

    text = desk.get(page("hearing", "add") + f"?case={case.pk}").text

    assert 'value="arraignment"' in text
    assert 'value="verdict"' in text  # a hearing for the verdict
    assert 'value="bind_over"' not in text
    assert "components-TOTAL_FORMS" not in text


def test_a_place_in_the_order_is_taken_once(desk: Client) -> None:
    charge = a_charge_filed()

    answer = enter(desk, charge.defendant.case_id, a_dismissal(desk, charge, order="1"))

    assert "The last place taken is 1" in answer.text


def test_a_version_is_put_back_whole(desk: Client) -> None:
    charge = a_charge_filed()
    ruling = enter_dismissal(desk, charge)
    first = ruling.history.get().history_date
    taken_out = {"effects-0-DELETE": "on", "change_reason": "Not in the order"}
    change(desk, ruling, what="The court dismissed it all.", **taken_out)
    assert status(charge) == "charged"

    history = desk.get(page("ruling", "history", ruling.pk)).text
    assert "The court dismissed it all." in history
    assert "Dismissed with prejudice" in history
    address = page("ruling", "put_back", ruling.pk) + "?instant=" + first.isoformat().replace("+", "%2B")
    asked = desk.get(address)
    assert asked.status_code == 200
    assert f"Outcome, {charge}: would come back" in asked.text
    assert Ruling.objects.get().what == "The court dismissed it all."
    answer = desk.post(address, {"seen": context_of(asked)["seen"], "reason": "A slip"}, follow=True)

    assert "The version was put back." in said(answer)
    assert status(charge) == "dismissed_with_prejudice"
    assert Ruling.objects.get().what == "The court dismissed the charge."
    assert ruling.history.first().history_change_reason == "A slip"
    assert list(status_check.differences()) == []


def test_a_case_is_put_back_as_well(desk: Client) -> None:
    case = CaseFactory(caption="State of Nowhere v. Mockingbird")
    first = case.history.get().history_date
    sent = filled_in(desk, page("case", "change", case.pk)) | {"caption": "State of Nowhere v. Nightjar"}
    desk.post(page("case", "change", case.pk), sent)
    case.refresh_from_db()
    assert case.caption == "State of Nowhere v. Nightjar"

    address = page("case", "put_back", case.pk) + "?instant=" + first.isoformat().replace("+", "%2B")
    desk.post(address, {"seen": context_of(desk.get(address))["seen"]})

    case.refresh_from_db()
    assert case.caption == "State of Nowhere v. Mockingbird"


def test_the_page_of_a_case_leads_to_everything_in_it(desk: Client, superuser: User) -> None:
    charge = a_charge_filed()
    ruling = enter_dismissal(desk, charge)

    text = signed_in(superuser).get(page("case", "change", charge.defendant.case_id)).text

    assert page("ruling", "change", ruling.pk) in text
    assert page("defendant", "change", charge.defendant_id) in text
    enter = reverse("admin:enter", kwargs={"kind": "custody", "case": charge.defendant.case_id})
    assert enter in text
    assert "Dismissed with prejudice" in text
