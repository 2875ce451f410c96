"""A write tried out says what the write does, and leaves nothing behind."""

from __future__ import annotations

from typing import Any

import pytest

from people.models import Party
from proceedings.models import Event, PublicationClock, StatusSpan
from proceedings.record import services
from proceedings.record.dry_run import DryRun, NestedDryRunError, dry_run
from tests.factories import ChargeFactory, happen
from tests.worlds import stored

pytestmark = pytest.mark.django_db


def tried(write: Any) -> DryRun[None]:
    return dry_run(write, read=lambda _work: None)


def test_publishing_a_draft_is_tried_out_as_it_then_happens_and_nothing_stays() -> None:
    charge = ChargeFactory()
    happen(charge, "indicted", "2024-01-05", kind="filing", type="indictment")
    draft = happen(charge, "judgment_of_acquittal", "2024-03-06", publication="draft")
    before = dict(stored())

    result = tried(lambda: services.publish(Event.objects.get(pk=draft.pk)))

    (move,) = result.moves
    assert move.before is not None
    assert move.after is not None
    assert (move.before.status, move.after.status) == ("awaiting_trial", "acquitted")
    assert dict(stored()) == before
    services.publish(draft)
    now = StatusSpan.objects.live().get(defendant=charge.defendant, status="acquitted")
    assert (now.status, now.since, now.event_id) == (move.after.status, move.after.since, draft.pk)


def test_a_first_published_event_gives_a_defendant_a_page_and_its_withdrawal_takes_it() -> None:
    charge = ChargeFactory()
    draft = happen(charge, "indicted", "2024-01-05", kind="filing", type="indictment", publication="draft")

    (move,) = tried(lambda: services.publish(Event.objects.get(pk=draft.pk))).moves
    assert move.before is None
    assert move.after is not None
    services.publish(draft)
    withdrawn = tried(lambda: services.withdraw(Event.objects.get(pk=draft.pk), because="Made up."))

    assert withdrawn.moves[0].after is None


def test_what_changes_of_past_days_only_is_said_as_such() -> None:
    charge = ChargeFactory()
    happen(charge, "indicted", "2024-01-05", kind="filing", type="indictment")
    late = happen(charge, "judgment_of_acquittal", "2024-03-06")
    happen(charge, "concerns", "2024-02-01", kind="notice", publication="draft")

    def earlier() -> None:
        event = Event.objects.get(pk=late.pk)
        event.date = "2024-03-05"
        services.record(event)

    (move,) = tried(earlier).changed

    assert move.before is not None
    assert move.after is not None
    assert move.before.status == move.after.status
    assert move.differs
    assert [span.status for span in move.past] == ["awaiting_trial"]


def test_a_write_that_changes_nothing_reaches_nobody_and_a_refusal_comes_out_as_it_is() -> None:
    charge = ChargeFactory()
    event = happen(charge, "indicted", "2024-01-05", kind="filing", type="indictment")
    last = PublicationClock.objects.get().last_instant

    assert tried(lambda: services.record(Event.objects.get(pk=event.pk))).moves == ()
    with pytest.raises(ValueError, match="reason"):
        tried(lambda: services.withdraw(event, because=" "))
    assert PublicationClock.objects.get().last_instant == last


def test_what_is_looked_at_is_seen_as_written() -> None:
    charge = ChargeFactory()
    party = charge.defendant.party

    def rename() -> None:
        row = Party.objects.get(pk=party.pk)
        row.name = "Testa Lark"
        services.record(row)

    seen = dry_run(rename, read=lambda _work: Party.objects.get(pk=party.pk).name).found

    assert seen == "Testa Lark"
    assert Party.objects.get(pk=party.pk).name != "Testa Lark"


def test_a_dry_run_within_a_write_is_refused() -> None:
    with services.writing(), pytest.raises(NestedDryRunError):
        tried(lambda: None)
