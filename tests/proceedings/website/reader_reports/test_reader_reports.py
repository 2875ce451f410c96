"""Anybody may report an error without an account; editors work through it; nothing of it is public."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.timezone import localdate

from kit.client_network import network_of
from proceedings.admin.reader_reports import answer_to
from proceedings.admin.work_queues.queue_rows import due_words
from proceedings.models import Report, ReportCount
from proceedings.record.roles import Role, group_of
from proceedings.website.reader_reports import services
from tests.factories import RestrictionFactory
from tests.proceedings.admin.conftest import signed_in
from tests.proceedings.website.records.matter import Matter

SENT = {"kind": "error", "text": "The date is wrong; see Fictional Gazette, page 2.", "email": ""}


def forms(matter: Matter) -> dict[str, str]:
    return {
        "defendant": f"/defendants/{matter.dropped.pk}-testa-mockingbird/report/",
        "case": f"/cases/{matter.first.pk}-state-of-nowhere-v-mockingbird/report/",
        "incident": "/incidents/invented-matter/report/",
        "party": f"/people/{matter.tried.party_id}-testa-mockingbird/report/",
    }


@pytest.mark.parametrize("kind", ["defendant", "case", "incident", "party"])
def test_every_record_leads_to_a_form_and_the_reader_gets_a_reference(
    client: Client, matter: Matter, kind: str
) -> None:
    form = forms(matter)[kind]
    assert f'href="{form}"' in client.get(form.removesuffix("report/")).content.decode()
    assert client.get(form).status_code == 200
    response = client.post(form, SENT | {"email": "reader@example.org"}, follow=True)
    report = Report.objects.get()
    assert response.redirect_chain[0][1] == 303
    assert report.reference in response.content.decode()
    assert "Fictional Gazette" not in response.content.decode()
    assert "reader@example.org" not in response.content.decode()
    assert (report.about._meta.model_name, report.state, report.email) == (kind, "new", "reader@example.org")


def test_the_dates_looked_at_go_along(client: Client, matter: Matter) -> None:
    client.post(forms(matter)["defendant"] + "?on=2024-01-01", SENT)
    assert Report.objects.get().address == f"/defendants/{matter.dropped.pk}-testa-mockingbird/?on=2024-01-01"


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": " \x07 ... "},
        {"text": "x" * 4001},
        {"text": "a\x00b"},
        {"kind": "nonsense"},
        {"email": "no address"},
        {"email": "x" * 300 + "@example.org"},
        {"website": "http://spam.example"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_cannot_be_taken_is_said_and_nothing_is_stored(
    client: Client, matter: Matter, wrong: dict[str, str]
) -> None:
    response = client.post(forms(matter)["case"], SENT | wrong)
    assert response.status_code == 400
    assert "Not sent yet" in response.content.decode()
    assert not Report.objects.exists()


def test_a_form_without_its_token_is_refused(matter: Matter) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(forms(matter)["case"], SENT).status_code == 403
    page = strict.get(forms(matter)["case"]).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    assert strict.post(forms(matter)["case"], SENT | {"csrfmiddlewaretoken": token[1]}).status_code == 303


def test_the_pages_of_records_set_no_cookie(client: Client, matter: Matter) -> None:
    for form in forms(matter).values():
        assert not client.get(form.removesuffix("report/")).cookies
        assert "no-store" in client.get(form)["Cache-Control"]


def test_a_network_may_write_a_few_times_an_hour_and_is_told_when_again(
    client: Client, matter: Matter
) -> None:
    form = forms(matter)["case"]
    for _time in range(services.MOST_AN_HOUR):
        assert client.post(form, SENT).status_code == 303
    refused = client.post(form, SENT)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) <= 3660
    assert SENT["text"] in refused.content.decode()
    assert Report.objects.count() == services.MOST_AN_HOUR
    assert client.post(form, SENT, REMOTE_ADDR="203.0.113.9").status_code == 303


def test_the_count_is_in_the_database_names_no_address_and_is_kept_for_a_day(db: None) -> None:
    now = datetime(2026, 1, 1, 12, 30, tzinfo=UTC)
    services.take_turn("203.0.113.9", now=now)
    assert not ReportCount.objects.filter(sender__contains="203.0.113").exists()
    assert ReportCount.objects.count() == 2
    services.take_turn("203.0.113.9", now=now + timedelta(days=2))
    assert {one.hour.day for one in ReportCount.objects.all()} == {3}


def test_a_flood_from_everywhere_is_stopped(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_IN_ALL", 3)
    for number in range(3):
        services.take_turn(f"203.0.113.{number}")
    with pytest.raises(services.TooManyReportsError):
        services.take_turn("203.0.113.99")


@pytest.mark.parametrize(
    ("meta", "proxies", "network"),
    [
        ({"REMOTE_ADDR": "203.0.113.9"}, 0, "203.0.113.9"),
        ({"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}, 0, "203.0.113.9"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 198.51.100.1"}, 1, "198.51.100.1"),
        ({"REMOTE_ADDR": "10.0.0.1"}, 2, "10.0.0.1"),
        ({"REMOTE_ADDR": "2001:db8:1:2:3::4"}, 0, "2001:db8:1:2::/64"),
        ({"REMOTE_ADDR": "::ffff:203.0.113.9"}, 0, "203.0.113.9"),
        ({"REMOTE_ADDR": ""}, 0, "unknown"),
    ],
    ids=["plain", "not believed", "one proxy", "no header", "v6", "mapped", "none"],
)
def test_a_network_is_told_by_its_address(meta: dict[str, Any], proxies: int, network: str) -> None:
    assert network_of(RequestFactory().get("/", **meta), proxies=proxies) == network


def test_nobody_reports_on_a_closed_record(client: Client, matter: Matter) -> None:
    RestrictionFactory(defendant=matter.dropped)
    for response in (client.get(forms(matter)["defendant"]), client.post(forms(matter)["defendant"], SENT)):
        assert response.status_code == 410
        assert "Mockingbird" not in response.content.decode()


def test_an_unknown_reference_is_not_found(client: Client, db: None) -> None:
    assert client.get("/reports/AAAA-BBBB/").status_code == 404


def test_editors_work_through_the_inbox_and_cannot_change_what_was_said(
    client: Client, matter: Matter
) -> None:
    client.post(forms(matter)["case"], SENT)
    report = Report.objects.get()
    editor = User.objects.create_user("Testa Editor", password="made-up", is_staff=True)  # noqa: S106  # a test's
    editor.groups.add(group_of(Role.PUBLISHER))
    desk = signed_in(editor)
    inbox = desk.get(reverse("admin:proceedings_report_changelist") + "?state__exact=new")
    assert report.reference in inbox.content.decode()
    page = reverse("admin:proceedings_report_change", args=[report.pk])
    desk.post(page, {"state": "done", "note": "Mended.", "text": "Something else"})
    report.refresh_from_db()
    assert (report.state, report.note, report.text) == ("done", "Mended.", SENT["text"])
    assert "Done" in client.get(f"/reports/{report.reference}/").content.decode()
    assert "Mended." not in client.get(f"/reports/{report.reference}/").content.decode()


def test_a_report_about_a_closed_record_is_shown_to_superusers_only(client: Client, matter: Matter) -> None:
    client.post(forms(matter)["defendant"], SENT)
    report = Report.objects.get()
    RestrictionFactory(defendant=matter.dropped)
    editor = User.objects.create_user("Testa Editor", password="made-up", is_staff=True)  # noqa: S106  # a test's
    editor.groups.add(group_of(Role.PUBLISHER))
    keeper = User.objects.create_superuser("Testa Keeper", password="made-up")  # noqa: S106  # a test's
    for user, shown in ((editor, False), (keeper, True)):
        desk = signed_in(user)
        listed = desk.get(reverse("admin:proceedings_report_changelist")).content.decode()
        assert (report.reference in listed) is shown


@pytest.mark.parametrize("kind", ["error", "reply", "close", "fresh", "other"])
def test_whoever_is_named_may_ask_for_it_and_is_told_by_when(
    client: Client, matter: Matter, kind: str, settings: LazySettings
) -> None:
    settings.REPORT_DAYS = 14
    answer = client.post(forms(matter)["defendant"], SENT | {"kind": kind}, follow=True)
    row = Report.objects.get()
    assert row.kind == kind
    assert row.due_on - localdate(row.received_at) == timedelta(days=14)
    assert "To be answered by" in answer.content.decode()

    row.state = "done"
    row.save()
    assert "To be answered by" not in client.get(answer.request["PATH_INFO"]).content.decode()


@pytest.mark.parametrize("state", ["new", "in_hand", "done", "declined"])
@pytest.mark.parametrize("kind", ["error", "reply", "close", "fresh", "other"])
def test_the_desk_has_an_answer_to_copy_for_every_outcome(matter: Matter, kind: str, state: str) -> None:
    row = Report(
        kind=kind, state=state, reference="MADE-UPPP", received_at=datetime(2026, 3, 1, 12, tzinfo=UTC)
    )
    answer = answer_to(row)
    assert "MADE-UPPP" in answer
    assert ("15 March 2026" in answer) == (state in {"new", "in_hand"})


def test_the_queue_says_by_when_and_what_is_overdue(matter: Matter) -> None:
    now = datetime.now(UTC)
    assert due_words(Report(received_at=now)).startswith("answer due by ")
    assert due_words(Report(received_at=now - timedelta(days=60))).startswith("answer overdue since ")
