"""Any site's scripts may read the API, and nobody may ask without end."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

pytestmark = pytest.mark.django_db
ANYBODY = "Access-Control-Allow-Origin"


@pytest.fixture
def three_a_minute(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LazySettings:
    settings.API_MOST_A_MINUTE = 3
    settings.API_TURNS_FILE = tmp_path / "turns"
    monkeypatch.setattr(time, "time", lambda: 6_000_018.5)
    return settings


def statuses(number: int, **client: Any) -> list[int]:
    return [Client(**client).get("/api/").status_code for _turn in range(number)]


def test_one_request_too_many_is_refused_with_the_time_to_wait(three_a_minute: LazySettings) -> None:
    assert statuses(4) == [200, 200, 200, 429]
    refused = Client().get("/api/v1/cases/")

    assert refused["Retry-After"] == "42"
    assert refused.json() == {
        "detail": "At most 3 requests a minute are answered to one network. Ask again in 42 seconds."
    }
    assert refused[ANYBODY] == "*"


def test_the_next_minute_is_a_new_one(three_a_minute: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    statuses(4)
    monkeypatch.setattr(time, "time", lambda: 6_000_060.0)

    assert statuses(1) == [200]


def test_others_are_not_refused_nor_are_pages(three_a_minute: LazySettings) -> None:
    statuses(4)

    assert statuses(1, REMOTE_ADDR="192.0.2.7") == [200]
    assert Client().get("/method/").status_code == 200
    assert Client().options("/api/").status_code == 200


def test_whoever_stands_behind_a_proxy_has_turns_of_their_own(three_a_minute: LazySettings) -> None:
    statuses(4)
    three_a_minute.PROXIES = 1

    assert statuses(1, headers={"x-forwarded-for": "192.0.2.7"}) == [200]


def test_without_a_place_to_count_everybody_is_answered(
    three_a_minute: LazySettings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("not a folder")
    three_a_minute.API_TURNS_FILE = tmp_path / "file" / "turns"

    assert statuses(4) == [200] * 4
    assert "not limited" in caplog.text


@pytest.mark.parametrize("address", ["/api/", "/api/v1/cases/", "/api/v1/nothing/", "/api/v1/cases/?x=1"])
def test_scripts_of_any_site_may_read_but_nothing_else(address: str) -> None:
    client = Client(headers={"origin": "https://elsewhere.example"})

    for answer in (client.get(address), client.head(address), client.options(address)):
        assert answer[ANYBODY] == "*"
        assert not answer.has_header("Access-Control-Allow-Credentials")
        assert not answer.cookies
    assert not client.post(address).has_header(ANYBODY)
    assert client.options(address)["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "ETag" in client.get(address)["Access-Control-Expose-Headers"]


def test_pages_are_read_by_their_own_site_alone() -> None:
    assert not Client().get("/method/").has_header(ANYBODY)
