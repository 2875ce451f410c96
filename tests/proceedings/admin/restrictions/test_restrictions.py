"""Closing a record: shown first, confirmed with a second factor, gone everywhere, and opened as openly."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client

from proceedings.admin.restrictions import services
from proceedings.models import Defendant, Restriction
from proceedings.models.status_span_queries import today
from proceedings.opendata import releases
from proceedings.record.roles import Role
from tests.proceedings.admin.conftest import page, said, signed_in, somebody
from tests.proceedings.website.records.matter import Matter, invent
from tests.worlds import again

pytestmark = pytest.mark.django_db(transaction=False)
BASIS = {"kind": "sealed", "legal_basis": "An invented order", "since": "2020-01-01"}


@pytest.fixture
def matter(db: None) -> Matter:
    """Put the invented matter into the database."""
    return again(invent)


@pytest.fixture
def keeper(db: None) -> User:
    """Return an administrator."""
    return somebody(Role.ADMINISTRATOR)


def address(row: Defendant) -> str:
    return f"/defendants/{row.pk}-testa-mockingbird/"


def restriction(**target: Any) -> Restriction:
    return Restriction(kind="sealed", legal_basis="An order", since=today(), **target)


def test_everything_that_goes_is_listed_before_anything_does(matter: Matter, keeper: User) -> None:
    desk = signed_in(keeper)

    asked = desk.post(page("restriction", "add"), BASIS | {"case": matter.first.pk})

    assert asked.status_code == 200
    assert f"/cases/{matter.first.pk}-" in asked.text
    assert address(matter.dropped) in asked.text
    assert f"/api/v1/defendants/{matter.dropped.pk}/" in asked.text
    assert address(matter.tried) not in asked.text
    assert not Restriction.objects.exists()
    assert Client().get(address(matter.dropped)).status_code == 200


@pytest.mark.parametrize("target", ["party", "case", "defendant"])
def test_what_the_list_says_is_what_then_goes(matter: Matter, target: str) -> None:
    row = {"party": matter.tried.party, "case": matter.tried.case, "defendant": matter.tried}[target]
    shown = [
        each for each in (matter.dropped, matter.tried) if Client().get(address(each)).status_code == 200
    ]
    found = services.consequences_of_closing(restriction(**{target: row}))
    told = {each.address for each in found.pages}

    from tests.factories import RestrictionFactory  # noqa: PLC0415  # beside its only use

    RestrictionFactory(**{target: row})

    gone = {address(each) for each in shown if Client().get(address(each)).status_code == 410}
    assert gone == {each for each in told if each.startswith("/defendants/")}
    assert gone
    assert [each for each in told if Client().get(each).status_code not in {404, 410}] == []


def test_a_part_is_named_and_takes_no_page(matter: Matter) -> None:
    found = services.consequences_of_closing(restriction(charge=matter.charge))

    assert found.pages == ()
    assert found.part == str(matter.charge)


def test_a_closing_is_confirmed_with_a_recent_second_factor(matter: Matter, keeper: User) -> None:
    desk = signed_in(keeper)
    session = desk.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session.save()
    sent = BASIS | {"case": matter.first.pk, "confirmed": "Close"}

    answer = desk.post(page("restriction", "add"), sent)

    assert answer.headers["Location"].startswith("/account/factors/reauthenticate/?next=")
    assert not Restriction.objects.exists()
    assert Client().get(address(matter.dropped)).status_code == 200


def test_a_confirmed_closing_answers_410_and_is_opened_with_a_reason(matter: Matter, keeper: User) -> None:
    desk = signed_in(keeper)
    sent = BASIS | {"case": matter.first.pk, "confirmed": "Close"}
    assert desk.post(page("restriction", "add"), sent).status_code == 302
    closed = Restriction.objects.get()
    assert closed.history.get().history_user == keeper
    assert Client().get(address(matter.dropped)).status_code == 410

    lifting = page("restriction", "lift", closed.pk)
    assert address(matter.dropped) in desk.get(lifting).text
    assert desk.post(lifting, {"because": " "}).status_code == 200
    assert Client().get(address(matter.dropped)).status_code == 410
    answer = desk.post(lifting, {"because": "The order was lifted."}, follow=True)

    assert "open again" in " ".join(said(answer))
    assert Client().get(address(matter.dropped)).status_code == 200
    closed.refresh_from_db()
    assert closed.until == today() - timedelta(days=1)
    assert (closed.since.isoformat(), closed.lifted_on) == ("2020-01-01", today())
    assert "The order was lifted." in closed.note
    assert desk.post(lifting, {"because": "Twice."}).status_code == 302


def test_a_restriction_is_neither_changed_nor_put_back_past_the_list(matter: Matter, keeper: User) -> None:
    desk = signed_in(keeper)
    desk.post(page("restriction", "add"), BASIS | {"case": matter.first.pk, "confirmed": "Close"})
    closed = Restriction.objects.get()

    put_back = page("restriction", "put_back", closed.pk) + "?instant=2024-01-01T00:00:00Z"
    assert desk.post(put_back).status_code == 403
    desk.post(page("restriction", "change", closed.pk), {"until": "2020-02-02", "since": "2020-01-01"})
    closed.refresh_from_db()
    assert closed.until is None


def test_an_old_release_is_written_anew_without_the_record(
    matter: Matter, keeper: User, tmp_path: Path, settings: LazySettings
) -> None:
    settings.DATA_DIR = tmp_path
    releases.make("made-up")
    found = services.consequences_of_closing(restriction(defendant=matter.dropped))

    signed_in(keeper).post(
        page("restriction", "add"), BASIS | {"defendant": matter.dropped.pk, "confirmed": "Close"}
    )
    cleaned, waiting = services.clean_up()

    assert found.releases == ("made-up",)
    assert (cleaned, waiting) == (["made-up"], [])
    release = releases.find("made-up")
    assert release is not None
    assert "taken out" in release.notes[0]["words"]


def test_a_record_sealed_and_opened_on_one_day_keeps_the_day_it_was_sealed(
    matter: Matter, keeper: User
) -> None:
    desk = signed_in(keeper)
    desk.post(
        page("restriction", "add"), BASIS | {"case": matter.first.pk, "confirmed": "1", "since": str(today())}
    )
    closed = Restriction.objects.get()
    lifting = page("restriction", "lift", closed.pk)
    assert lifting in desk.get(page("restriction", "change", closed.pk)).text

    desk.post(lifting, {"because": "Sealed by mistake."})

    closed.refresh_from_db()
    assert (closed.since, closed.lifted_on) == (today(), today())
    assert Client().get(address(matter.dropped)).status_code == 200
    opened = desk.get(page("restriction", "change", closed.pk)).text
    assert lifting not in opened, "what is open is not opened again"
    assert "opened again on" in opened
