from __future__ import annotations

import json
import logging
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from casetracker import logs

TYPED = "Quuxtyped"


def record(message: str, *, failing: bool = False) -> logging.LogRecord:
    given: Any = None
    if failing:
        try:
            int(TYPED)
        except ValueError:
            given = sys.exc_info()
    return logging.LogRecord("made.up", logging.ERROR, __file__, 1, message, (), given)


def test_a_line_is_json_with_the_id_of_its_request() -> None:
    logs.request_id.set("abcdef01")
    line = json.loads(logs.JsonFormatter().format(record("no such page")))
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "made.up", "no such page")
    assert line["request_id"] == "abcdef01"
    assert "error" not in line


def test_an_error_is_its_type_and_its_place_not_what_was_typed() -> None:
    text = logs.JsonFormatter().format(record("it failed", failing=True))
    line = json.loads(text)
    assert line["error"] == "builtins.ValueError"
    assert line["at"][0].endswith(" record")
    assert TYPED not in text


@pytest.fixture
def failing_page(monkeypatch: pytest.MonkeyPatch, db: None) -> Client:
    def fail(*_args: object) -> None:
        raise ValueError(TYPED)

    monkeypatch.setattr("proceedings.website.lists.views.ListQuery", fail)
    return Client(raise_request_exception=False)


def test_a_failing_page_logs_nothing_that_was_typed(
    failing_page: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = failing_page.get(f"/defendants/?q={TYPED}")
    (written,) = (logs.JsonFormatter().format(one) for one in caplog.records)
    assert TYPED not in written
    assert json.loads(written)["request_id"] == answer["X-Request-ID"]


def test_a_proxy_of_ours_may_give_the_id(failing_page: Client, settings: LazySettings) -> None:
    def sent(given: str) -> str:
        return failing_page.get("/defendants/", headers={"x-request-id": given})["X-Request-ID"]

    assert sent("from-a-proxy-1") not in {"from-a-proxy-1", sent("from-a-proxy-1")}
    settings.PROXIES = 1
    assert sent("from-a-proxy-1") == "from-a-proxy-1"
    assert sent("<b>in words</b>") != "<b>in words</b>"


def test_reports_of_errors_hold_nothing_that_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: dict[str, Any] = {}
    monkeypatch.setitem(
        sys.modules, "sentry_sdk", SimpleNamespace(init=lambda dsn, **more: sent.update(more, dsn=dsn))
    )
    logs.report_errors("https://made-up@errors.example/1")
    assert sent["dsn"] == "https://made-up@errors.example/1"
    assert not sent["send_default_pii"]
    event = {
        "exception": {"values": [{"type": "ValueError", "value": TYPED}]},
        "request": {"method": "POST", "query_string": TYPED, "data": {"name": TYPED}, "cookies": TYPED},
        "logentry": {"message": TYPED},
        "extra": {"name": TYPED},
        "user": {"id": 1},
    }
    left = sent["before_send"](event, {})
    assert TYPED not in json.dumps(left)
    assert left["exception"]["values"][0]["type"] == "ValueError"
