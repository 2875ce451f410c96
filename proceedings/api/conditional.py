"""Has an answer changed? Told from the last write, the day and the code, before anything else is read.

A restriction is written like every fact, so a new one and one that is lifted move the last instant; one that
begins or ends by the calendar does so with the day. Hence the day is in both marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from kit.code_version import code_version
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks
from proceedings.record.history import last_instant

PROJECT = Path(__file__).resolve().parents[2]
CODE = tuple(PROJECT / name for name in ("casetracker", "people", "proceedings"))
STARTED = datetime.now(UTC)  # code changes only when a process starts
ETAG_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Validators:
    """The two marks of an answer: `etag`, and the first whole second after which nothing has changed."""

    etag: str
    changed: int

    @classmethod
    def of(cls, request: HttpRequest, clocks: Clocks | None = None) -> Validators:
        """Return the marks an answer to a request would have now.

        One query; none when the clocks were set to now, for they hold the last instant then.
        """
        instant = clocks.known if clocks and not clocks.is_past else last_instant()
        day = today()
        said = "\n".join(
            (code_version(*CODE), instant.isoformat(), day.isoformat(), request.build_absolute_uri())
        )
        # Keyed, so that a program can only send back a mark that it was given with an answer.
        mark = salted_hmac("proceedings.api", said, algorithm="sha256").hexdigest()[:ETAG_LENGTH]
        changed = max(instant.astimezone(UTC), datetime.combine(day, time.min, UTC), STARTED)
        return cls(f'W/"{mark}"', int((changed + timedelta(seconds=1)).timestamp()))

    def was_given(self, request: HttpRequest) -> bool:
        """Tell whether a request shows the mark of the present answer, and so has it already."""
        given = parse_etags(request.headers.get("If-None-Match", ""))
        return self.etag in {mark if mark.startswith("W/") else f"W/{mark}" for mark in given}

    def is_unchanged(self, request: HttpRequest) -> bool:
        """Tell whether nothing has changed since the instant a request names; a mark that is sent goes first.

        An instant still to come names no answer of ours.
        """
        if "If-None-Match" in request.headers:
            return "*" in parse_etags(request.headers["If-None-Match"]) or self.was_given(request)
        since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
        return since is not None and self.changed <= since <= datetime.now(UTC).timestamp()

    def headers(self) -> dict[str, str]:
        """Return the marks as headers. Within the second of a change, there is no time to tell by yet."""
        marks = {"ETag": self.etag}
        if self.changed <= datetime.now(UTC).timestamp():
            marks["Last-Modified"] = http_date(self.changed)
        return marks
