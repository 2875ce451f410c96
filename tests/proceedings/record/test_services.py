"""Writing facts: one instant a transaction, statuses at the end, nothing half done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kit.history import WrittenOutsideServicesError
from proceedings.models import ChargeLink, Citation, Effect, Event, StatusSpan
from proceedings.record import services, status_check
from proceedings.record.history import RecordHistory, last_instant
from tests.factories import CaseFactory, ChargeFactory, PartyFactory, SourceFactory, happen

pytestmark = pytest.mark.django_db


def status(charge: Any, on: date, known: Any = None) -> str | None:
    """Return where the defendant of a charge stood."""
    spans = StatusSpan.objects.known(known).on(on).filter(defendant=charge.defendant)
    return spans.values_list("status", flat=True).first()


def test_a_fact_cannot_be_saved_outside_a_service() -> None:
    party = PartyFactory()
    party.name = "Testa Renamed"
    with pytest.raises(WrittenOutsideServicesError, match="Party"):
        party.save()


def test_a_ruling_moves_the_status_the_moment_it_is_recorded() -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")
    assert status(charge, date(2023, 1, 30)) == "not_charged"
    assert status(charge, date(2023, 1, 31)) == "charged"
    happen(charge, "dismissed_without_prejudice", "2023-04-21", kind="notice")
    assert status(charge, date(2023, 4, 20)) == "charged"
    assert status(charge, date(2023, 4, 21)) == "dismissed_without_prejudice"


def test_an_answer_at_an_earlier_known_never_changes() -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")
    before = last_instant()
    ruling = happen(charge, "dismissed_with_prejudice", "2023-04-21")
    between = last_instant()
    services.withdraw(ruling, because="The order was another defendant's.")
    assert before < between < last_instant()
    day = date(2023, 5, 1)
    assert [status(charge, day, known) for known in (before, between, None)] == [
        "charged",
        "dismissed_with_prejudice",
        "charged",
    ]
    assert list(status_check.differences()) == []


def test_nothing_is_said_before_a_published_event_rests_on_the_defendant() -> None:
    charge = ChargeFactory()
    event = happen(charge, "filed", "2023-01-31", kind="filing", publication="draft")
    assert not StatusSpan.objects.exists()
    services.publish(event)
    assert status(charge, date(2023, 2, 1)) == "charged"
    services.withdraw(event, because="No such filing.")
    assert not StatusSpan.objects.live().exists()
    assert StatusSpan.objects.exists()
    assert list(status_check.differences()) == []


def test_every_row_of_one_transaction_carries_one_instant() -> None:
    charge = ChargeFactory()
    with services.writing():
        first = happen(charge, "filed", "2023-01-31", kind="filing")
        second = happen(charge, "bound_over", "2023-02-24")
    stamps = {
        row.history_date for rows in (first.history, second.history, Effect.history) for row in rows.all()
    }
    stamps |= set(StatusSpan.objects.values_list("recorded_at", flat=True))
    assert stamps == {last_instant()}


def test_a_fact_saved_twice_in_one_transaction_leaves_one_row_of_history() -> None:
    charge = ChargeFactory()
    with services.writing():
        event = happen(charge, "filed", "2023-01-31", kind="filing", what="First telling.")
        event.what = "Second telling."
        services.record(event)
    assert [(row.what, row.history_type) for row in event.history.all()] == [("Second telling.", "+")]
    with services.writing():
        event.what = "Third telling."
        services.record(event)
        event.what = "Fourth telling."
        services.record(event)
    assert [row.what for row in event.history.all()] == ["Fourth telling.", "Second telling."]


def test_what_does_not_differ_is_not_written() -> None:
    charge = ChargeFactory()
    event = happen(charge, "filed", "2023-01-31", kind="filing")
    last = last_instant()
    again = Event.objects.get(pk=event.pk)
    assert services.record(again, parts=list(again.effects.all())) is False
    assert last_instant() == last
    assert event.history.count() == 1


def test_a_changed_part_shows_in_the_history_of_its_event() -> None:
    charge = ChargeFactory()
    event = happen(charge, "dismissed_with_prejudice", "2023-01-31")
    effect = event.effects.get()
    effect.outcome = "dismissed_without_prejudice"
    assert services.record(event, parts=[effect], reason="Misread") is True
    assert [row.history_change_reason for row in event.history.order_by("history_id")] == [None, "Misread"]


def test_a_failure_leaves_nothing_half_written() -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")
    spans, events, last = StatusSpan.objects.count(), Event.objects.count(), last_instant()

    def interrupted() -> None:
        with services.writing():
            happen(charge, "dismissed_with_prejudice", "2023-04-21")
            message = "the power fails"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="power"):
        interrupted()
    assert (StatusSpan.objects.count(), Event.objects.count(), last_instant()) == (spans, events, last)


def test_put_back_restores_outcomes_and_citations_as_they_stood() -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")
    event = happen(charge, "dismissed_with_prejudice", "2023-04-21", source=SourceFactory())
    instant = last_instant()
    effect = event.effects.get()
    effect.outcome = "dismissed_without_prejudice"
    services.record(event, parts=[effect], removed=[event.citations.get()])
    assert status(charge, date(2023, 5, 1)) == "dismissed_without_prejudice"
    assert services.put_back(Event.objects.get(pk=event.pk), instant=instant) is True
    assert status(charge, date(2023, 5, 1)) == "dismissed_with_prejudice"
    assert Citation.objects.filter(event=event).count() == 1
    assert list(status_check.differences()) == []


def test_a_withdrawal_needs_a_reason() -> None:
    event = happen(ChargeFactory(), "filed", "2023-01-31", kind="filing")
    with pytest.raises(ValueError, match="reason"):
        services.withdraw(event, because=" ")
    assert Event.objects.get(pk=event.pk).publication == "published"


def test_a_refiled_charge_is_told_in_both_cases() -> None:
    old = ChargeFactory()
    happen(old, "filed", "2023-01-31", kind="filing")
    happen(old, "dismissed_without_prejudice", "2023-04-21", kind="notice")
    new = ChargeFactory(defendant__party=old.defendant.party)
    link(new, old, "refiles")
    happen(new, "indicted", "2024-01-19", kind="filing")

    def qualifiers(charge: Any, on: date) -> list[dict[str, Any]]:
        span = StatusSpan.objects.live().on(on).get(defendant=charge.defendant)
        return list(span.qualifiers)

    assert qualifiers(old, date(2023, 5, 1)) == []
    assert qualifiers(old, date(2024, 2, 1)) == [{"code": "refiled_as", "cases": [new.defendant.case_id]}]
    assert qualifiers(new, date(2024, 2, 1)) == [{"code": "refiled_from", "cases": [old.defendant.case_id]}]
    assert list(status_check.differences()) == []


def link(charge: Any, other: Any, kind: str) -> None:
    """Link a charge to another one."""

    services.record(charge, parts=[ChargeLink(charge=charge, other=other, kind=kind)])


def test_an_appeal_case_acts_on_the_charges_of_the_case_below() -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")
    happen(charge, "found_guilty", "2024-03-06")
    above = CaseFactory(type="appeal")
    happen(charge, "appeal_noticed", "2024-05-13", kind="notice", case=above, details={"by": "defence"})
    span = StatusSpan.objects.live().on(date(2024, 6, 1)).get(defendant=charge.defendant)
    assert {"code": "appeal_pending", "by": ["defence"]} in span.qualifiers
    happen(charge, "reversed_and_remanded", "2025-01-10", case=above)
    assert status(charge, date(2025, 2, 1)) == "pending_remand"


def test_the_ledger_reads_an_event_as_it_stood() -> None:
    event = happen(ChargeFactory(), "filed", "2023-01-31", kind="filing", what="First telling.")
    instant = last_instant()
    event.what = "Second telling."
    services.record(event)
    assert [row.what for row in RecordHistory(instant).rows(Event, id=event.pk)] == ["First telling."]
    assert [row.what for row in RecordHistory().rows(Event, id=event.pk)] == ["Second telling."]


def test_check_status_sees_a_span_that_does_not_follow() -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")
    StatusSpan.objects.filter(status="charged").update(status="acquitted")
    found = list(status_check.differences())
    assert [difference.known for difference in found] == [None, last_instant()]
    assert "stored" in str(found[0])


def test_a_new_name_moves_the_defendant_in_the_lists() -> None:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")
    party = charge.defendant.party
    party.sort_name = "Aardvark, Testa"
    services.record(party)
    assert set(StatusSpan.objects.live().values_list("sort_name", flat=True)) == {"Aardvark, Testa"}
    assert list(status_check.differences()) == []
