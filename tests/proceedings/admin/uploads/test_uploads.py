"""Import with preview: what would happen is shown by row, all or nothing goes in, and nothing doubles."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse

from people.models import Party
from proceedings.admin.uploads.blank_tables import blank_csv, blank_workbook
from proceedings.admin.uploads.import_result import RowChange
from proceedings.importers.tables.kinds import KINDS
from proceedings.models import Case, Charge, Defendant, Event, StatusSpan, Upload
from proceedings.record import services
from proceedings.record.roles import Role
from tests.proceedings.admin.conftest import said, signed_in, somebody
from tests.proceedings.admin.sending import CASE_FILE, NEW_TRIAL, SEND, confirm, look, refused, send
from tests.proceedings.importers.tables import load_example, table
from tests.worlds import again, stored

pytestmark = pytest.mark.django_db


def test_a_preview_tells_every_row_and_status_and_writes_nothing(publisher: Client) -> None:
    again(load_example)
    before = dict(stored())

    address = send(publisher, NEW_TRIAL, "rulings.csv", publish="on")
    shown = look(publisher, address)

    (result,) = shown["preview"].result.rows
    assert (result.row.number, result.change) == (2, RowChange.ADDED)
    (change,) = shown["changes"]
    assert (change.name, change.before == change.after) == ("Testa Mockingbird", False)
    assert "awaiting trial" in change.after.lower()
    after = dict(stored())
    del after["proceedings_upload"]
    assert after == before


def test_what_was_previewed_goes_in_when_it_is_confirmed_and_the_upload_goes(publisher: Client) -> None:
    again(load_example)
    address = send(publisher, NEW_TRIAL, "rulings.csv", publish="on")

    answer = confirm(publisher, address)

    assert "Imported: rulings.csv. events: 1 added" in said(answer)[0]
    event = Event.objects.get(key="new-trial")
    assert event.publication == "published"
    assert event.history.get().history_user == get_user(publisher)
    assert str(StatusSpan.objects.live().get(event=event).status) == "awaiting_trial"
    assert not Upload.objects.exists()
    assert publisher.get(address).status_code == 404


def test_imported_events_are_drafts_unless_it_is_said_otherwise(publisher: Client) -> None:
    again(load_example)
    address = send(publisher, NEW_TRIAL, "rulings.csv")

    assert len(look(publisher, address)["changes"]) == 1, "what follows once it is published"
    confirm(publisher, address)

    assert Event.objects.get(key="new-trial").publication == "draft"
    assert not StatusSpan.objects.filter(event__key="new-trial").exists()


def test_who_may_not_publish_imports_drafts_whatever_they_send(contributor: Client) -> None:
    again(load_example)

    confirm(contributor, send(contributor, NEW_TRIAL, "rulings.csv", publish="on"))

    assert Event.objects.get(key="new-trial").publication == "draft"
    assert 'name="publish"' not in contributor.get(reverse(SEND)).text


def test_a_contributor_changes_nothing_that_readers_see(contributor: Client) -> None:
    again(load_example)
    changed = table(
        "case,id,type,date,charges,outcome",
        ["nowhere-v-mockingbird", "verdict", "verdict", "2024-03-07", "", ""],
        ["nowhere-v-mockingbird", "other", "motion_order", "2024-03-07", "", ""],
    )
    parties = table("id,kind,name", ["testa-mockingbird", "person", "Testa Other"])

    assert [row for row, _place, _value in refused(contributor, changed)] == [2]
    assert [row for row, _place, _value in refused(contributor, parties, "parties.csv")] == [2]
    editor = signed_in(somebody(Role.EDITOR))
    assert not refused(editor, parties, "parties.csv")


def test_what_changes_is_told_field_by_field(publisher: Client) -> None:
    again(load_example)
    parties = table("id,kind,name", ["testa-mockingbird", "person", "Testa Q. Mockingbird"])

    shown = look(publisher, send(publisher, parties, "parties.csv"))

    (result,) = shown["preview"].result.rows
    ((difference,),) = [change.differences for change in result.changes]
    assert (result.change, difference.was, difference.now) == (
        RowChange.CHANGED,
        "Testa Mockingbird",
        "Testa Q. Mockingbird",
    )


def test_the_blank_workbook_goes_in_as_it_is_and_twice_the_same_file_doubles_nothing(
    publisher: Client,
) -> None:
    confirm(publisher, send(publisher, blank_workbook(), "casetracker.xlsx", publish="on"))
    before = dict(stored())

    again_sent = look(publisher, send(publisher, blank_workbook(), "casetracker.xlsx", publish="on"))

    assert Case.objects.count() == 2
    assert not again_sent["preview"].changes_anything
    assert again_sent["preview"].result.counts == {RowChange.NONE: again_sent["rows"]}
    after = dict(stored())
    del after["proceedings_upload"]
    assert after == before


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_a_file_to_fill_in(kind: Any, contributor: Client) -> None:
    answer = contributor.get(reverse("admin:import_blank_csv", args=[kind.name]))
    book = contributor.get(reverse("admin:import_blank_xlsx", args=[kind.name]))

    (headings, *_rows) = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert tuple(headings) == kind.names
    assert answer.content == blank_csv(kind)
    assert book.content.startswith(b"PK")


def test_when_somebody_saved_meanwhile_nothing_is_imported_before_another_look(publisher: Client) -> None:
    again(load_example)
    address = send(publisher, NEW_TRIAL, "rulings.csv", publish="on")
    seen = look(publisher, address)["preview"].instant
    bench = Party.objects.get(key="testa-bench")
    bench.note = "Written meanwhile."
    services.record(bench)

    answer = publisher.post(address, {"_import": "1", "seen": seen})

    assert "Something was saved meanwhile" in said(answer)[0]
    assert not Event.objects.filter(key="new-trial").exists()
    confirm(publisher, address)
    assert Event.objects.filter(key="new-trial").exists()


def test_an_upload_belongs_to_who_sent_it_and_ends(publisher: Client) -> None:
    again(load_example)
    address = send(publisher, NEW_TRIAL, "rulings.csv")

    assert signed_in(somebody(Role.ADMINISTRATOR)).get(address).status_code == 404
    Upload.objects.update(expires_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert publisher.get(address).status_code == 404


def test_who_lost_the_right_to_publish_meanwhile_imports_nothing(publisher: Client) -> None:
    again(load_example)
    address = send(publisher, NEW_TRIAL, "rulings.csv", publish="on")
    seen = look(publisher, address)["preview"].instant
    Upload.objects.get().by.groups.clear()

    assert publisher.post(address, {"_import": "1", "seen": seen}).status_code == 403


def test_a_dropped_upload_leaves_nothing(publisher: Client) -> None:
    address = send(publisher, NEW_TRIAL, "rulings.csv")

    answer = publisher.post(address, {"_drop": "1"}, follow=True)

    assert said(answer) == ["Dropped: nothing was imported."]
    assert not Upload.objects.exists()


def test_a_case_file_waits_as_drafts_too_and_unpublishes_nothing(publisher: Client) -> None:
    again(load_example)

    confirm(publisher, send(publisher, CASE_FILE.encode(), "case.yaml"))

    assert Event.objects.get(key="new-trial").publication == "draft"
    assert set(Event.objects.exclude(key="new-trial").values_list("publication", flat=True)) == {"published"}
    confirm(publisher, send(publisher, CASE_FILE.encode(), "case.yaml", publish="on"))
    assert Event.objects.get(key="new-trial").publication == "published"


def test_a_table_of_rulings_leaves_the_places_of_charges_and_defendants_alone(publisher: Client) -> None:
    again(load_example)
    with services.writing():
        rows: list[Charge | Defendant] = [*Charge.objects.order_by("pk"), *Defendant.objects.order_by("pk")]
        for place, row in enumerate(rows):
            row.position = place + 3
            services.record(row)
    before = dict(stored())

    confirm(publisher, send(publisher, NEW_TRIAL, "rulings.csv", publish="on"))

    after = dict(stored())
    for name in ("proceedings_charge", "proceedings_historicalcharge", "proceedings_defendant"):
        assert after[name] == before[name], name
