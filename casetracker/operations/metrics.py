"""`/metrics`, as Prometheus reads it: for the machine itself, or for whoever has the token."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hmac import compare_digest
from ipaddress import ip_address

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from casetracker.health import unapplied_migrations
from casetracker.middleware.metrics import is_shared
from casetracker.middleware.read_replicas import replicas
from casetracker.operations.backups import BackupError, backups_in
from proceedings.record.history import last_instant


@require_safe
@never_cache
def metrics_view(request: HttpRequest) -> HttpResponse:
    """Give the figures; to everybody else there is no such address."""
    if not may_read(request):
        raise Http404
    now = CollectorRegistry()
    now.register(_Now())
    counted = REGISTRY
    if is_shared():
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]  # published without types
    return HttpResponse(generate_latest(counted) + generate_latest(now), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """Tell whether a request has the token, or comes from this machine and through no proxy."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN:
        return compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    if settings.PROXIES or "X-Forwarded-For" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


class _Now:
    """What is looked up when somebody asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up, waiting, written = self._database()
        yield _gauge("database_up", "Whether the database answers", up)
        yield _gauge("migrations_waiting", "Migrations not applied", waiting)
        yield _gauge("last_write_seconds", "The instant of the last write", written)
        yield from _replica_gauges()
        made, verified = self._backups()
        yield _gauge("last_backup_seconds", "The instant of the last backup; 0: none", made)
        yield _gauge(
            "last_check_status_seconds",
            "The instant a backup was last restored on trial and its statuses were derived anew; 0: never",
            verified,
        )

    @staticmethod
    def _database() -> tuple[int, int, float]:
        try:
            waiting = len(unapplied_migrations())
            instant = last_instant()
        except Error:
            return 0, 0, 0
        return 1, waiting, max(0.0, (instant - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())

    @staticmethod
    def _backups() -> tuple[float, float]:
        try:
            found = backups_in(settings.BACKUP_DIR)
        except BackupError:
            return 0, 0
        tried = [backup.verified_at.timestamp() for backup in found if backup.verified_at]
        return found[0].made_at.timestamp() if found else 0, max(tried, default=0)


def _replica_gauges() -> Iterator[GaugeMetricFamily]:
    """Tell whether each replica answers, and for how long it is behind, as this process last found it."""
    if not replicas.all:
        return
    up = GaugeMetricFamily("casetracker_replica_up", "Whether a replica answers", labels=["replica"])
    behind = GaugeMetricFamily(
        "casetracker_replica_behind_seconds",
        "For how long a replica has been without a write of the primary",
        labels=["replica"],
    )
    for replica in replicas.all:
        up.add_metric([replica.alias], float(not replica.is_resting))
        behind.add_metric([replica.alias], replica.behind)
    yield from (up, behind)


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"casetracker_{name}", words, value=value)
