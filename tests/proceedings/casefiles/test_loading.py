from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal

import pytest
from django.apps import apps

from people.models import OtherName, Party
from proceedings.casefiles.load.event import orders
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    Citation,
    Correction,
    Court,
    Effect,
    Event,
    Incident,
    PressFactEvent,
    Source,
    StatusSpan,
)
from proceedings.record import services, status_spans
from proceedings.record.history import last_instant
from tests.proceedings.casefiles.conftest import SOUND, Write

pytestmark = pytest.mark.django_db
Manage = Callable[..., str]


def history_rows() -> int:
    models = [*apps.get_app_config("people").get_models(), *apps.get_app_config("proceedings").get_models()]
    return sum(model._base_manager.count() for model in models if model.__name__.startswith("Historical"))


def status(case: str, party: str, on: date = date(2022, 1, 1)) -> str:
    return str(StatusSpan.objects.live().on(on).get(case__key=case, party__key=party).status)


def test_a_file_is_loaded_whole(write: Write, manage: Manage) -> None:
    manage("load_cases", write())

    hearing = Event.objects.get(case__key="mock-1", key="hearing")
    term, fine = Event.objects.get(key="sentenced").components.all()
    assert (hearing.scheduled_on, hearing.scheduled_at) == (date(2020, 2, 1), time(9, 0))
    assert (term.maximum, term.suspended, term.charge) == (Decimal(6), Decimal("2.5"), None)
    assert fine.charge is not None
    assert fine.charge.key == "count-2"
    assert [link.other.key for link in Case.objects.get(key="mock-1").links.all()] == ["mock-2"]
    assert PressFactEvent.objects.count() == 2
    assert Case.objects.get(key="mock-1").docket_key == "m1cr202039"
    assert Correction.objects.get().event == Event.objects.get(case__key="mock-1", key="filed")
    assert OtherName.objects.filter(party__key="nomen-nescio").count() == 2


def test_statuses_follow_at_once(write: Write, manage: Manage) -> None:
    manage("load_cases", write())

    assert status("mock-1", "testa-whimbrel") == "sentenced_custody"
    assert status("mock-1", "dummy-corp") == "dismissed_without_prejudice"
    assert status("mock-2", "dummy-corp") == "charged"


def test_one_load_has_one_instant_and_saves_each_row_once(write: Write, manage: Manage) -> None:
    manage("load_cases", write())

    for model in (Party, Court, Incident, Source, Case, CaseLink, Charge, Event, Effect, Citation):
        rows = model.history.all()
        assert {row.history_date for row in rows} == {last_instant()}
        assert len({row.id for row in rows}) == len(rows) == model._base_manager.count()
    assert set(StatusSpan.objects.values_list("recorded_at", flat=True)) == {last_instant()}


def test_loading_twice_changes_nothing(write: Write, manage: Manage) -> None:
    manage("load_cases", write())
    rows, instant, held = history_rows(), last_instant(), StatusSpan.objects.count()

    words = manage("load_cases", write())

    assert (history_rows(), last_instant(), StatusSpan.objects.count()) == (rows, instant, held)
    assert "events: 0 added, 0 changed, 5 left alone" in words


def test_if_changed_reads_nothing_twice_but_loads_a_changed_file(write: Write, manage: Manage) -> None:
    manage("load_cases", write(), "--if-changed")

    assert "loaded already" in manage("load_cases", write(), "--if-changed")
    assert "1 changed" in manage(
        "load_cases", write(("name: Mock Court", "name: Moot Court")), "--if-changed"
    )


def test_a_changed_value_changes_its_row_and_no_other(write: Write, manage: Manage) -> None:
    manage("load_cases", write())
    rows = history_rows()

    manage("load_cases", write(("what: The trial begins.", "what: The trial opens.")))

    assert history_rows() == rows + 1
    assert Event.objects.get(key="hearing").what == "The trial opens."


def test_a_changed_outcome_moves_the_status_and_supersedes_what_was_said(
    write: Write, manage: Manage
) -> None:
    manage("load_cases", write())
    old = StatusSpan.objects.live().get(
        case__key="mock-1", party__key="testa-whimbrel", valid_until__year=9999
    )

    manage(
        "load_cases",
        write(("maximum: 6, unit: months, suspended: 2.5", "maximum: 6, unit: months, suspended: 6")),
    )

    old.refresh_from_db()
    assert (old.status, old.superseded_at) == ("sentenced_custody", last_instant())
    assert status("mock-1", "testa-whimbrel") == "sentenced_suspended"
    assert Event.objects.get(key="sentenced").components.count() == 2


def test_parts_the_file_has_no_more_are_removed_and_kept_in_the_history(write: Write, manage: Manage) -> None:
    manage("load_cases", write())

    manage(
        "load_cases",
        write(
            ("  - {name: N. N.}\n", ""),
            (", {source: mock-paper, at: page 1, confidence: B, differs: Says one count.}", ""),
            ("    - {charges: [count-2], kind: fine, amount: 500, currency: USD}\n", ""),
            ("mock-1/filed, mock-2/filed", "mock-2/filed"),
        ),
    )

    assert OtherName.objects.get().name == "Nobody"
    assert OtherName.history.filter(history_type="-").count() == 1
    assert Citation.objects.filter(event__key="filed").count() == 1
    assert Event.objects.get(key="sentenced").components.count() == 1
    assert PressFactEvent.objects.count() == 1


def test_an_event_only_the_database_has_is_left_alone_and_named(write: Write, manage: Manage) -> None:
    manage("load_cases", write())
    start = SOUND.index("  - id: dropped")
    shorter = SOUND[:start] + SOUND[SOUND.index("- id: mock-2") :]

    words = manage("load_cases", write(text=shorter))

    assert "Not in the files, left as it is: event mock-1/dropped" in words
    assert Event.objects.filter(key="dropped").exists()


def test_an_event_between_two_others_moves_neither(write: Write, manage: Manage) -> None:
    manage("load_cases", write())
    between = (
        "  - id: hearing\n",
        "  - {id: notice, kind: notice, type: other, date: 2020-01-20, what: A notice.}\n  - id: hearing\n",
    )

    words = manage("load_cases", write(between))

    assert "events: 1 added, 0 changed, 5 left alone" in words
    keys = Event.objects.filter(case__key="mock-1").order_by("order").values_list("key", flat=True)
    assert list(keys) == ["filed", "notice", "hearing", "sentenced", "dropped"]


def test_a_link_taken_away_parts_the_two_records(write: Write, manage: Manage) -> None:
    manage("load_cases", write())
    unlinked = write(("      links:\n      - {kind: refiles, charge: mock-1/corp-1}\n", ""))

    manage("load_cases", unlinked)

    dropped = StatusSpan.objects.live().filter(case__key="mock-1", party__key="dummy-corp")
    assert all(not span.qualifiers for span in dropped)
    assert_spans_follow()


def assert_spans_follow() -> None:
    """Check that the spans kept are those the facts lead to."""
    live = list(StatusSpan.objects.live())
    derived = status_spans.derive({span.defendant_id for span in live})
    held = {(span.defendant_id, span.valid_from): status_spans.content(span) for span in live}
    assert held == {
        (pk, span.valid_from): status_spans.content(span) for pk, rows in derived.items() for span in rows
    }


def test_a_link_added_later_is_written_with_its_charge(write: Write, manage: Manage) -> None:
    manage("load_cases", write(("      links:\n      - {kind: refiles, charge: mock-1/corp-1}\n", "")))

    manage("load_cases", write())

    charge = Charge.objects.get(defendant__case__key="mock-2")
    assert charge.links.count() == 1
    assert charge.history.count() == 2
    assert_spans_follow()


def test_a_court_of_courts_db_takes_the_id_the_file_gives_it(write: Write, manage: Manage) -> None:
    services.record(Court(key="mockd", name="D. Mock", time_zone="UTC", courts_db_id="mockd"))

    manage("load_cases", write(("name: Mock Court,", "name: Mock Court, courts_db_id: mockd,")))

    court = Court.objects.get()
    assert (court.key, court.name) == ("mock-court", "Mock Court")


def test_a_hearing_is_kept_on_the_clock_of_its_court(write: Write, manage: Manage) -> None:
    manage("load_cases", write(("T09:00-07:00", "T15:30Z")))

    assert Event.objects.get(key="hearing").scheduled_at == time(8, 30)


def test_nothing_is_kept_of_a_load_that_fails_half_way(
    write: Write, manage: Manage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_spans(*_args: object, **_options: object) -> int:
        raise RuntimeError("the power fails")

    monkeypatch.setattr(status_spans, "refresh", no_spans)

    with pytest.raises(RuntimeError):
        manage("load_cases", write())

    assert not Court.objects.exists()
    assert history_rows() == 0


@pytest.mark.parametrize(
    ("held", "taken", "wanted"),
    [
        pytest.param([None, None], [], [10, 20], id="first load"),
        pytest.param([10, 20], [10, 20], [10, 20], id="as it is"),
        pytest.param([10, None, 20], [10, 20], [10, 15, 20], id="between"),
        pytest.param([10, None], [10, 25], [10, 35], id="at the end, after those only the database has"),
        pytest.param([None, 10], [10], [5, 10], id="at the start"),
        pytest.param([20, 10], [10, 20], [5, 10], id="two change places"),
        pytest.param([1, None, 2, 3], [1, 2, 3], [1, 13, 23, 33], id="no room: those behind move up"),
        pytest.param([30, 10, 20], [10, 20, 30], [5, 10, 20], id="one moves to the front"),
    ],
)
def test_as_few_events_as_can_be_get_another_order(
    held: list[int | None], taken: list[int], wanted: list[int]
) -> None:
    found = orders(held, taken)

    assert found == wanted
    assert found == sorted(found)


def test_many_courts_are_added_at_once_each_with_its_history(manage: Manage) -> None:
    courts = [Court(key=f"mock-{n}", name=f"Mock Court {n}", time_zone="UTC") for n in range(3)]

    services.add_all(courts, reason="three courts")

    assert Court.history.count() == 3
    row = Court.history.first()
    assert (row.history_date, row.history_change_reason) == (last_instant(), "three courts")


def test_the_courts_of_courts_db_are_loaded_once(manage: Manage) -> None:
    manage("load_courts")
    instant, count = last_instant(), Court.objects.count()

    assert "0 added" in manage("load_courts")
    assert (last_instant(), Court.objects.count()) == (instant, count)
    assert count > 2500
    assert Court.objects.get(key="nmd").time_zone == "America/Denver"
    assert Court.objects.filter(country="").count() == 0


def test_no_file_makes_a_draft_of_what_was_published(write: Write, manage: Manage) -> None:
    manage("load_cases", write())
    told = manage("load_cases", write(("- id: filed\n", "- id: filed\n    publication: draft\n")))

    assert Event.objects.get(case__key="mock-1", key="filed").publication == "published"
    assert "event filed of mock-1 is published here" in told
