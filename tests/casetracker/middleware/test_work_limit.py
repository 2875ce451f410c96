"""Heavy answers are few at once, a network has a budget, and each refusal says when to come again."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.urls import get_resolver

from casetracker.middleware import work_limit
from kit.request_cost import HEAVY, PAGE, cost_of
from kit.request_deadline import ReaderGoneError, TooSlowError
from kit.slots import Slots, slots_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_at_once(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Slots:
    settings.HEAVY_AT_ONCE, settings.HEAVY_FOLDER = 1, tmp_path / "heavy"
    monkeypatch.setattr(work_limit, "QUEUE_SECONDS", 0)
    return slots_in(settings.HEAVY_FOLDER, 1, work_limit.HEAVY_IN_A_PROCESS)


HEAVY_ADDRESSES = [
    "/charges.csv",
    "/defendants.json",
    "/cases.xlsx",
    "/charges.cite.txt",
    "/hearings.ics",
    "/statistics/",
    "/defendants/?known=2026-01-01",
    "/defendants/?on=2026-01-01&status=acquitted",
    "/defendants/?status=acquitted&court=x&type=criminal",
    "/api/v1/charges/?match=possible",
]
ORDINARY_ADDRESSES = [
    "/",
    "/defendants/",
    "/defendants/?on=2026-01-01",
    "/defendants/?status=acquitted&sort=name",
    "/api/v1/defendants/",
    "/statistics/nothing/here/",
]


@pytest.mark.parametrize("address", HEAVY_ADDRESSES)
def test_heavy_work_beyond_the_limit_is_refused_with_the_time_to_wait(
    one_at_once: Slots, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    held = one_at_once.take(0)
    assert held is not None
    answer = Client().get(address)

    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "10", "no-store")
    assert b"a few at a time" in answer.content
    assert caplog.text == ""
    held.release()
    assert Client().get(address).status_code in {200, 400}


@pytest.mark.parametrize("address", ORDINARY_ADDRESSES)
def test_ordinary_pages_are_answered_meanwhile(one_at_once: Slots, address: str) -> None:
    held = one_at_once.take(0)
    assert Client().get(address).status_code in {200, 404}
    assert held is not None


def test_a_file_holds_its_place_until_it_has_been_sent(one_at_once: Slots) -> None:
    answer: Any = Client().get("/charges.csv")
    assert one_at_once.take(0) is None
    b"".join(answer.streaming_content)
    assert one_at_once.take(0) is not None


def test_a_file_that_is_not_read_gives_its_place_back(one_at_once: Slots) -> None:
    Client().get("/charges.csv").close()
    assert one_at_once.take(0) is not None


def test_without_a_place_to_count_everybody_is_answered(
    settings: LazySettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("not a folder")
    settings.HEAVY_FOLDER = settings.READER_TURNS_FILE = tmp_path / "file" / "turns"
    settings.READER_COST_A_MINUTE = 1

    assert [Client().get("/charges.csv").status_code for _turn in range(3)] == [200] * 3
    assert "not limited" in caplog.text


@pytest.fixture
def small_budget(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LazySettings:
    settings.READER_COST_A_MINUTE, settings.READER_TURNS_FILE = HEAVY + 1, tmp_path / "turns"
    monkeypatch.setattr(time, "time", lambda: 6_000_018.5)
    return settings


def test_a_network_has_a_budget(small_budget: LazySettings, admin_client: Client) -> None:
    assert Client().get("/charges.csv").status_code == 200
    assert Client().get("/defendants/").status_code == 200
    refused = Client().get("/defendants/")
    assert (refused.status_code, refused["Retry-After"]) == (429, "42")
    assert b"Ask again in 42 seconds" in refused.content

    assert Client(REMOTE_ADDR="192.0.2.7").get("/defendants/").status_code == 200
    assert Client().get("/api/v1/defendants/").status_code == 200
    assert admin_client.get("/defendants/").status_code == 200
    assert Client(headers={"cookie": "sessionid=made-up"}).get("/defendants/").status_code == 429


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (TooSlowError(), 503, b"takes too long"),
        (OperationalError("the connection is closed"), 503, b"database does not answer"),
        (ReaderGoneError(), 499, b""),
        (KeyError("a fault of ours"), 500, b"Something failed here"),
    ],
)
def test_what_went_wrong_decides_the_answer(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
    status: int,
    words: bytes,
) -> None:
    def fail(*_args: object) -> None:
        raise error

    monkeypatch.setattr("proceedings.website.lists.views.ListQuery", fail)
    answer = Client(raise_request_exception=False).get("/defendants/")

    assert answer.status_code == status
    assert words in answer.content
    assert answer.has_header("Retry-After") == (status == 503)
    assert (caplog.text == "") == (status == 499)


def test_programs_are_refused_in_json(one_at_once: Slots) -> None:
    held = one_at_once.take(0)
    answer = Client().get("/api/v1/cases/?known=2026-01-01")

    assert answer.status_code == 503
    assert answer.json()["detail"].startswith("Large files")
    assert held is not None


@pytest.mark.parametrize("address", [*HEAVY_ADDRESSES, *ORDINARY_ADDRESSES[:-1]])
def test_a_view_says_what_it_costs(rf: RequestFactory, address: str) -> None:
    view = get_resolver().resolve(address.partition("?")[0]).func
    assert cost_of(view, rf.get(address)) == (HEAVY if address in HEAVY_ADDRESSES else PAGE)
