from __future__ import annotations

import pytest
from django.test import Client

from tools.fuzz_addresses import Fuzzer, parameters, patterns

pytestmark = pytest.mark.django_db


def test_nothing_breaks() -> None:
    outcome = Fuzzer(7, leave_out=["/account/"]).run(Client(), 300)
    assert outcome.faults == []
    assert outcome.statuses.total() == 300
    assert {200, 302, 400, 404, 405} <= outcome.statuses.keys()


def test_a_fault_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise KeyError("made up")

    monkeypatch.setattr("proceedings.website.lists.views.ListQuery", fail)
    outcome = Fuzzer(7).run(Client(), 300)
    assert "made up" in outcome.faults[0]
    assert outcome.statuses[599] == len(outcome.faults)


def test_addresses_and_parameters_are_read_off_the_code() -> None:
    assert {"/defendants/", "/statistics/<slug:key>.svg", "/api/v1/charges/<key:pk>/", "/metrics"} <= set(
        patterns()
    )
    assert {"on", "known", "status", "offence", "hearing_from"} <= set(parameters())


def test_the_same_seed_asks_the_same() -> None:
    one, other = Fuzzer(3), Fuzzer(3)
    asked = [one.request(route) for route in one.public]
    assert asked == [other.request(route) for route in other.public]
    assert len({path for _method, path, _asked, _headers in asked}) > 50
