"""Two editors, one record: the second is told what the first changed, loses nothing, and may then save."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from people.models import Party
from proceedings.admin.submitted_forms import SubmittedForms
from proceedings.models import Case, Charge, Defendant, Event, Source
from proceedings.record import services
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.admin.conftest import context_of, filled_in, page, signed_in

pytestmark = pytest.mark.django_db

KINDS: list[tuple[str, type[Any], Any, str, str, str]] = [
    ("party", Party, PartyFactory, "name", "Testa Lark", "Testa Wren"),
    ("case", Case, CaseFactory, "caption", "Nowhere v. Lark", "Nowhere v. Wren"),
    ("defendant", Defendant, DefendantFactory, "name_as_printed", "T. Lark", "T. Wren"),
    ("charge", Charge, ChargeFactory, "offence", "Whistling at dawn", "Whistling at noon"),
    ("source", Source, SourceFactory, "title", "The first title", "The second title"),
    (
        "notice",
        Event,
        lambda: happen(ChargeFactory(), "concerns", "2024-01-05", kind="notice", what="A notice."),
        "what",
        "The first words.",
        "The second words.",
    ),
]


@pytest.mark.parametrize(
    ("model", "kind", "make", "field", "first", "second"), KINDS, ids=[row[0] for row in KINDS]
)
def test_the_second_editor_sees_what_the_first_changed_before_saving_over_it(  # one row of the table
    model: str,
    kind: type[Any],
    make: Any,
    field: str,
    first: str,
    second: str,
    desk: Client,
    second_editor: User,
) -> None:
    record = make()
    other = signed_in(second_editor)
    address = page(model, "change", record.pk)
    mine, theirs = filled_in(desk, address), filled_in(other, address)
    before = getattr(record, field)

    assert other.post(address, theirs | {field: first, "change_reason": "Read on paper"}).status_code == 302
    refused = desk.post(address, mine | {field: second})

    assert refused.status_code == 200
    assert getattr(kind.objects.get(pk=record.pk), field) == first
    for shown in ("Testo Seconder", "Read on paper", first, second, before):
        assert shown in refused.text, shown
    again = mine | {field: second, "seen": context_of(refused)["adminform"].form["seen"].value()}
    again |= {"change_reason": "Read again"}
    assert desk.post(address, again).status_code == 302
    assert getattr(kind.objects.get(pk=record.pk), field) == second


def test_a_change_of_an_outcome_is_a_change_of_the_event(desk: Client, second_editor: User) -> None:
    charge = ChargeFactory()
    event = happen(charge, "dismissed_with_prejudice", "2024-01-05", kind="ruling")
    other = signed_in(second_editor)
    address = page("ruling", "change", event.pk)
    mine, theirs = filled_in(desk, address), filled_in(other, address)

    corrected = {"effects-0-outcome": "dismissed_without_prejudice", "change_reason": "Read again"}
    other.post(address, theirs | corrected)
    refused = desk.post(address, mine | {"what": "Mine."})

    assert refused.status_code == 200
    assert "Dismissed without prejudice" in refused.text
    assert f"Outcome, {charge}: changed" in refused.text
    assert event.effects.get().outcome == "dismissed_without_prejudice"


def test_a_charge_changed_on_its_own_page_is_not_overwritten_from_the_defendants(
    desk: Client, second_editor: User
) -> None:
    charge = ChargeFactory()
    mine = filled_in(desk, page("defendant", "change", charge.defendant_id))
    other = signed_in(second_editor)
    address = page("charge", "change", charge.pk)
    other.post(address, filled_in(other, address) | {"offence": "Whistling at dawn"})

    refused = desk.post(page("defendant", "change", charge.defendant_id), mine | {"note": "Mine."})

    assert refused.status_code == 200
    assert "Whistling at dawn" in refused.text
    charge.refresh_from_db()
    assert charge.offence == "Whistling at dawn"


def test_a_row_the_first_removed_is_kept_as_a_new_one_for_the_second(
    desk: Client, second_editor: User
) -> None:
    charge = ChargeFactory()
    event = happen(charge, "dismissed_with_prejudice", "2024-01-05", kind="ruling")
    other = signed_in(second_editor)
    address = page("ruling", "change", event.pk)
    mine, theirs = filled_in(desk, address), filled_in(other, address)
    other.post(address, theirs | {"effects-0-DELETE": "on", "change_reason": "Not in the order"})

    refused = desk.post(address, mine)
    form = context_of(refused)["adminform"].form
    answer = desk.post(address, mine | {"seen": form["seen"].value()})

    assert refused.status_code == 200
    assert "removed" in refused.text
    assert answer.status_code == 302
    assert event.effects.get().outcome == "dismissed_with_prejudice"


def in_the_moment_of_saving(write: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody else write between the checks of a form and its saving, once."""
    is_valid, writes = SubmittedForms.is_valid, iter([write])

    def is_valid_and_late(forms: SubmittedForms) -> bool:
        found = is_valid(forms)
        next(writes, lambda: None)()
        return found

    monkeypatch.setattr(SubmittedForms, "is_valid", is_valid_and_late)


def test_a_change_in_the_very_moment_of_saving_is_refused_too(
    desk: Client, second_editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = CaseFactory(caption="Nowhere v. Lark")
    address = page("case", "change", case.pk)
    sent = filled_in(desk, address) | {"caption": "Nowhere v. Wren"}
    case.note = "Somebody was quicker."

    in_the_moment_of_saving(lambda: services.record(case, by=second_editor), monkeypatch)
    refused = desk.post(address, sent)

    assert refused.status_code == 200
    assert "Somebody was quicker." in refused.text
    assert Case.objects.get(pk=case.pk).caption == "Nowhere v. Lark"


def test_a_part_changed_on_its_own_page_in_the_very_moment_of_saving_is_not_overwritten(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    charge = ChargeFactory()
    address = page("defendant", "change", charge.defendant_id)
    sent = filled_in(desk, address) | {"note": "Mine."}
    charge.offence = "Whistling at dawn"

    in_the_moment_of_saving(lambda: services.record(charge), monkeypatch)
    refused = desk.post(address, sent)

    assert refused.status_code == 200
    charge.refresh_from_db()
    assert charge.offence == "Whistling at dawn"


def test_what_was_changed_meanwhile_is_shown_instead_of_a_preview(desk: Client, second_editor: User) -> None:
    event = happen(ChargeFactory(), "dismissed_with_prejudice", "2024-01-05", kind="ruling")
    address = page("ruling", "change", event.pk)
    sent = filled_in(desk, address) | {"_preview": "1"}
    event.what = "Somebody was quicker."
    services.record(event, by=second_editor)

    answer = desk.post(address, sent)

    assert "preview" not in context_of(answer)
    assert "Somebody was quicker." in answer.text
