"""Anonymous readers are answered from replicas of PostgreSQL, each answer from one, with its own instant.

A replica knows every write up to the last instant it has replayed. What `known` prints is that instant, so an
answer stays true whatever was written since; a question for a later instant goes to the primary. Whoever has
a session, and whatever writes, is served by the primary alone: editors see what they have just saved.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.signals import request_finished, request_started
from django.db import DatabaseError, InterfaceError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from casetracker.answer_version import last_instant_of
from casetracker.errors import DATABASE_AWAY
from kit.filtering import read_instant, read_written_instant

PRIMARY = "default"
READING = frozenset({"GET", "HEAD"})
REST_SECONDS = 5.0  # an unreachable replica is not asked again for so long
COMPARE_SECONDS = 1.0  # how often a process looks how far the primary is
AWAY = (DatabaseError, InterfaceError)
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Replica:
    """A replica as this process last found it; `behind_since` is the first write seen to be missing."""

    alias: str
    resting_until: float = 0.0
    behind_since: datetime | None = None

    @property
    def is_resting(self) -> bool:
        """Tell whether it did not answer a moment ago."""
        return time.monotonic() < self.resting_until

    @property
    def behind(self) -> float:
        """The seconds for which it has been without a write of the primary."""
        since = self.behind_since
        return 0.0 if since is None else (datetime.now(UTC) - since).total_seconds()


@dataclass(slots=True)
class Replicas:
    """The replicas of this process, asked in turn."""

    all: list[Replica]
    turn: Iterator[int] = field(default_factory=itertools.count)
    lock: threading.Lock = field(default_factory=threading.Lock)
    compared_at: float = float("-inf")
    primary_instant: datetime | None = None

    def choose(self, at_least: datetime | None) -> Replica | None:
        """Return the next replica that has replayed an instant; None when the primary must answer."""
        first = next(self.turn)
        for step in range(len(self.all)):
            replica = self.all[(first + step) % len(self.all)]
            if replica.is_resting:
                continue
            try:
                instant = last_instant_of(replica.alias)
            except AWAY:
                self.rest(replica)
                continue
            self.compare(replica, instant)
            reached = at_least is None or (instant is not None and at_least <= instant)
            if reached and replica.behind <= settings.READ_MAX_LAG:
                return replica
        return None

    def rest(self, replica: Replica) -> None:
        """Do not ask a replica for a while."""
        log.warning("The database %s does not answer: it rests for %s s.", replica.alias, REST_SECONDS)
        replica.resting_until = time.monotonic() + REST_SECONDS
        connections[replica.alias].close()

    def compare(self, replica: Replica, instant: datetime | None) -> None:
        """Note whether a replica is behind the primary. One query a second, at most, to the primary."""
        now = time.monotonic()
        with self.lock:
            look = now - self.compared_at >= COMPARE_SECONDS
            if look:
                self.compared_at = now
        if look:
            try:
                self.primary_instant = last_instant_of(PRIMARY)
            except AWAY:  # it is away: what the replicas have is all there is
                self.primary_instant = None
        primary, since = self.primary_instant, replica.behind_since
        if primary is None or (instant is not None and instant >= primary):
            replica.behind_since = None
        elif since is None or (instant is not None and instant >= since):
            replica.behind_since = primary


replicas = Replicas([Replica(alias) for alias in settings.DATABASES if alias != PRIMARY])


class ReadReplicaMiddleware:
    """Let the whole of a request, the cache of answers included, read one replica instead of the primary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not replicas.all:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from a replica, and once more from the primary when the replica went away meanwhile."""
        replica = replicas.choose(_asked_instant(request)) if _may_read_replica(request) else None
        if replica is None:
            return self.get_response(request)
        read_from(replica.alias)
        response = self.get_response(request)
        if request.META.pop(DATABASE_AWAY, False):
            response.close()  # ends the reading from the replica
            read_from(PRIMARY)
            replicas.rest(replica)
            return self.get_response(request)
        return response


def _may_read_replica(request: HttpRequest) -> bool:
    # A session begins with its cookie: what is read before that is nobody's own.
    return (
        request.method in READING
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path_info.startswith(settings.ANSWER_CACHE_BYPASS)
    )


def _asked_instant(request: HttpRequest) -> datetime | None:
    """Return the instant a replica must have replayed; the end of time when it cannot be read."""
    text = request.GET.get("known", "").strip()
    if not text:
        return None
    read = read_instant(text) or read_written_instant(text, today=datetime.now(UTC).date())
    return read[0] if read else datetime.max.replace(tzinfo=UTC)


# --- One connection for all that a request reads -----------------------------------------------------------

_primaries = threading.local()


def read_from(alias: str) -> None:
    """Let this thread read from a database until its request has ended, with the last row of a file."""
    if alias == PRIMARY:
        _end_reading()
        return
    _primaries.connection = connections[PRIMARY]
    connections[PRIMARY] = connections[alias]


def _end_reading(**_kwargs: object) -> None:
    connection: BaseDatabaseWrapper | None = getattr(_primaries, "connection", None)
    if connection is not None:
        connections[PRIMARY] = connection
        _primaries.connection = None


request_started.connect(_end_reading, dispatch_uid="read_replicas")
request_finished.connect(_end_reading, dispatch_uid="read_replicas")
