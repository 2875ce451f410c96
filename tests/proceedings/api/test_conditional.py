"""An answer that has not changed is not sent again; whatever changes one changes its marks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.http import http_date

from proceedings.api import conditional
from proceedings.api.resources import KINDS
from proceedings.models import Restriction
from proceedings.record import services
from tests.factories import ChargeFactory, RestrictionFactory, happen
from tests.worlds import again

pytestmark = pytest.mark.django_db
LIST = "/api/v1/defendants/"


def get(address: str = LIST, **headers: str) -> Any:
    return Client().get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.fixture
def charge(db: None) -> Any:
    return again(filed)


def filed() -> Any:
    charge = ChargeFactory()
    happen(charge, "filed", "2023-01-31", kind="filing")
    return charge


@pytest.mark.parametrize(
    "address", [f"/api/v1/{slug}/" for slug in KINDS] + ["/api/", "/api/v1/", "/api/v1/openapi.json"]
)
def test_who_has_the_answer_is_not_sent_it_again(charge: Any, address: str) -> None:
    mark = get(address)["ETag"]
    for given in (mark, mark.removeprefix("W/"), f'"other", {mark}', "*"):
        unchanged = get(address, if_none_match=given)
        assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", mark)
    assert get(address, if_none_match='"other"').status_code == 200
    assert get(f"{address}?", if_none_match=mark).status_code == 304


def test_each_question_has_a_mark_of_its_own(charge: Any) -> None:
    addresses = [LIST, f"{LIST}?fields=id", f"{LIST}?on=2024-01-01", f"{LIST}{charge.defendant_id}/"]
    marks = {get(address)["ETag"] for address in addresses}
    marks |= {Client(headers={"host": "localhost"}).get(LIST)["ETag"]}

    assert len(marks) == 5


def test_a_new_event_changes_the_mark(charge: Any) -> None:
    mark = get()["ETag"]
    happen(charge, "indicted", "2023-02-28", kind="filing")

    assert get(if_none_match=mark).status_code == 200


@pytest.mark.parametrize("known", ["", "?known=2999"], ids=["now", "past"])
def test_a_restriction_changes_the_mark_when_it_begins_and_when_it_is_lifted(charge: Any, known: str) -> None:
    asked = f"?known={datetime.now(UTC).isoformat().replace('+00:00', 'Z')}" if known else ""
    one = f"{LIST}{charge.defendant_id}/{asked}"
    shown = get(one)["ETag"]
    restriction = RestrictionFactory(defendant=charge.defendant)
    assert get(one, if_none_match=shown).status_code == 410
    closed = get(f"{LIST}{asked}")["ETag"]

    restriction.until = date(2021, 1, 1)
    services.record(restriction)
    assert get(f"{LIST}{asked}", if_none_match=closed).status_code == 200
    assert get(one, if_none_match=shown).status_code == 200
    assert get(one)["ETag"] != shown


@pytest.mark.parametrize(("since", "until"), [(1, None), (0, 0)], ids=["begins", "ends"])
def test_a_restriction_that_the_calendar_begins_or_ends_changes_the_mark(
    charge: Any, monkeypatch: pytest.MonkeyPatch, since: int, until: int | None
) -> None:
    day = datetime.now(UTC).date()
    last = None if until is None else day + timedelta(days=until)
    RestrictionFactory(defendant=charge.defendant, since=day + timedelta(days=since), until=last)
    before = get()["ETag"]
    monkeypatch.setattr(conditional, "today", lambda: day + timedelta(days=1))

    assert Restriction.objects.exists()
    assert get()["ETag"] != before


def test_other_code_changes_the_mark(charge: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = get()["ETag"]
    monkeypatch.setattr(conditional, "code_version", lambda *_folders: "other")

    assert get()["ETag"] != before


def test_an_answer_tells_since_when_nothing_has_changed(charge: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def later(seconds: int) -> None:
        moment = datetime.now(UTC) + timedelta(seconds=seconds)

        class Later(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> Any:
                return moment

        monkeypatch.setattr(conditional, "datetime", Later)

    later(10)
    changed = get()["Last-Modified"]
    assert get(if_modified_since=changed).status_code == 304
    assert get(if_modified_since=http_date(0)).status_code == 200
    assert get(if_modified_since="whenever").status_code == 200
    far = http_date(datetime(2999, 1, 1, tzinfo=UTC).timestamp())
    assert get(if_modified_since=far).status_code == 200
    assert get(if_modified_since=changed, if_none_match='"other"').status_code == 200


def test_within_the_second_of_a_change_there_is_no_time_to_tell_it_by(charge: Any) -> None:
    happen(charge, "indicted", "2023-02-28", kind="filing")
    marks = conditional.Validators("W/", int(datetime.now(UTC).timestamp()) + 1)

    assert marks.headers() == {"ETag": "W/"}


def test_a_refusal_and_a_missing_record_are_never_unchanged(charge: Any) -> None:
    for address, code in ((f"{LIST}?staus=x", 400), (f"{LIST}999999/", 404)):
        for headers in ({"if_none_match": "*"}, {"if_modified_since": http_date()}):
            answer = get(address, **headers)
            assert answer.status_code == code
            assert not answer.has_header("ETag")


def test_no_copy_is_used_without_asking(charge: Any) -> None:
    assert get()["Cache-Control"] == "no-cache"
    assert get(f"{LIST}?staus=x")["Cache-Control"] == "no-cache"
