"""Logs for machines, and reports of errors to a server: what somebody typed is in neither.

The text of an exception may hold it (a database quotes the value it refused), so only its type is written.
"""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[0-9A-Za-z-]{8,64}")
request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestIdMiddleware:
    """Give each request an id, the one our proxy gave it or a new one; an error is sent with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "") if settings.PROXIES else ""
        one = given if GIVEN.fullmatch(given) else uuid4().hex
        request_id.set(one)
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            response.headers[HEADER] = one
        return response


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if one := request_id.get():
            line["request_id"] = one
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            line["error"] = f"{type(error).__module__}.{type(error).__qualname__}"
            frames = traceback.extract_tb(error.__traceback__)
            line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line)


def report_errors(dsn: str) -> None:
    """Send errors to a Sentry-compatible server, without what was typed. Raises ImportError."""
    import sentry_sdk  # noqa: PLC0415  # installed only by whoever wants it

    sentry_sdk.init(
        dsn,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        before_send=without_words,
        before_breadcrumb=lambda _crumb, _hint: None,
    )


def without_words(event: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any]:
    """Take out of a report whatever may hold what a reader or an editor typed."""
    for error in event.get("exception", {}).get("values", []):
        error["value"] = ""
    asked = event.get("request", {})
    event["request"] = {name: asked[name] for name in ("method",) if name in asked}
    event.pop("logentry", None)
    event.pop("extra", None)
    event.pop("user", None)
    event.setdefault("tags", {})["request_id"] = request_id.get()
    return event
