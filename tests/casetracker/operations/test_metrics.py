from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

pytestmark = pytest.mark.django_db


FIGURE = re.compile(r"^(casetracker_\S+(?:{[^}]*})?) (\S+)$", re.MULTILINE)


def figures(client: Client) -> dict[str, float]:
    text = client.get("/metrics").content.decode()
    return {name: float(value) for name, value in FIGURE.findall(text)}


def test_requests_are_counted_by_view_and_without_addresses(client: Client, settings: LazySettings) -> None:
    settings.ANSWER_CACHE = True
    count, seconds = (
        'casetracker_requests_total{method="GET",status="200"}',
        'casetracker_request_seconds_count{view="defendants"}',
    )
    before = figures(client)
    client.get("/defendants/?q=Testperson")
    after = figures(client)

    assert after[count] == before.get(count, 0) + 2  # /metrics itself was answered once
    assert after[seconds] == before.get(seconds, 0) + 1
    assert "Testperson" not in client.get("/metrics").content.decode()
    client.get("/defendants/?q=Testperson")
    hits = 'casetracker_answer_cache_total{result="hit"}'
    assert figures(client)[hits] == before.get(hits, 0) + 1
    assert after["casetracker_database_up"] == 1


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "192.0.2.1"}, 404),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"HTTP_AUTHORIZATION": "Bearer made-up"}, 200),
    ],
)
def test_for_this_machine_alone(client: Client, given: dict[str, str], status: int) -> None:
    assert client.get("/metrics", **given).status_code == status  # type: ignore[arg-type]  # of the environment


def test_behind_a_proxy_only_for_the_token(client: Client, settings: LazySettings) -> None:
    settings.PROXIES = 1
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "a made-up token"  # noqa: S105  # opens nothing
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer another"}).status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer a made-up token"}).status_code == 200


def test_the_board_asks_for_figures_there_are(client: Client) -> None:
    client.get("/defendants/")
    text = client.get("/metrics").content.decode()
    board = (Path(__file__).resolve().parents[3] / "deploy" / "grafana.json").read_text()
    asked = set(re.findall(r"casetracker_\w+", board))
    assert len(asked) > 5
    assert [name for name in asked if name not in text] == []
