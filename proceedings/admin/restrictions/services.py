"""Closing a record to the public, and opening it again: what goes or comes back, and what is cleaned after.

What a closing takes away is found by doing it, looking, and undoing it: it cannot differ from the truth.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import caches
from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Party
from proceedings.models import Case, Defendant, Effect, Event, Incident, Restriction, StatusSpan
from proceedings.models.status_span_queries import today
from proceedings.opendata import releases
from proceedings.opendata.live_files import BusyError
from proceedings.record import party_merge, record_urls, services
from proceedings.record.count_cache import CACHE
from proceedings.record.dry_run import dry_run
from proceedings.record.visibility import (
    public_cases,
    public_defendants,
    public_incidents,
    public_parties,
)

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Page:
    """A public page with everything that hangs on its address."""

    address: str
    title: str
    kind: str

    @property
    def others(self) -> tuple[str, ...]:
        """Return the addresses that go and come with the page: its changes, feed, citations, reports."""
        stem = self.address.rstrip("/")
        if self.kind == "person":
            return (f"{self.address}report/",)
        record = int(stem.rpartition("/")[2].partition("-")[0])
        return (
            f"{self.address}changes/",
            f"{stem}.atom",
            f"{stem}.txt",
            f"{self.address}report/",
            reverse(f"api-{self.kind}s-record", kwargs={"pk": record}),
        )


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a closing takes from readers, or what its end gives back."""

    pages: tuple[Page, ...]
    part: str  # in words, where only a part of a record is closed
    statuses: int  # rows of lists, feeds and counts, versions of the past included
    versions: int  # of the record and its events, in the history
    releases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scope:
    """The records whose pages a closing may touch."""

    defendants: frozenset[int]
    cases: frozenset[int]
    parties: frozenset[int]


def consequences_of_closing(restriction: Restriction, *, by: AbstractBaseUser | None = None) -> Consequences:
    """Return what would disappear if a new restriction were recorded; nothing is."""
    trial = copy(restriction)
    scope = _scope(restriction)
    before = _public_pages(scope)
    after = dry_run(lambda: services.record(trial), read=lambda _work: _public_pages(scope), by=by).found
    return _consequences(restriction, scope, before - after)


def consequences_of_opening(restriction: Restriction, *, by: AbstractBaseUser | None = None) -> Consequences:
    """Return what would come back if a restriction ended now; it does not."""
    trial = copy(restriction)
    scope = _scope(restriction)
    before = _public_pages(scope)
    after = dry_run(
        lambda: _end(trial, _("A trial"), by), read=lambda _work: _public_pages(scope), by=by
    ).found
    return _consequences(restriction, scope, after - before)


def close_parts(restriction: Restriction, *, by: AbstractBaseUser | None = None) -> None:
    """Close with a party those that were put together with it: what was said of them earlier is about it."""
    for part in party_merge.parts_of(restriction.party) if restriction.party else ():
        services.record(
            Restriction(
                party=part,
                kind=restriction.kind,
                legal_basis=restriction.legal_basis,
                since=restriction.since,
                until=restriction.until,
            ),
            by=by,
        )


def _parts_closed_with(restriction: Restriction) -> list[Restriction]:
    parts = party_merge.parts_of(restriction.party) if restriction.party else []
    same = {
        name: getattr(restriction, name) for name in ("kind", "legal_basis", "since", "until", "lifted_on")
    }
    return list(Restriction.objects.filter(party__in=parts, **same))


def lift(restriction: Restriction, *, because: str, by: AbstractBaseUser) -> None:
    """End a restriction now: what it closed is public again, as far as nothing else closes it.

    Raises ValueError without a reason.
    """
    if not because.strip():
        raise ValueError("opening a record again needs a reason")  # the form asks for it in words
    with services.writing(by=by, reason=because):
        for part in _parts_closed_with(restriction):
            _end(part, because.strip(), by)
        _end(restriction, because.strip(), by)


def _end(restriction: Restriction, because: str, by: AbstractBaseUser | None) -> None:
    """Let yesterday be the last day, and leave the first one as it is."""
    restriction.lifted_on = today()
    restriction.until = today() - DAY
    ended = _("Lifted on %(day)s by %(who)s: %(why)s") % {"day": today(), "who": by or "", "why": because}
    restriction.note = "\n".join(filter(None, (restriction.note, ended)))
    services.record(restriction, by=by, reason=because[: services.REASON_LENGTH])


def clean_up() -> tuple[list[str], list[str]]:
    """Forget what was counted, and take what was closed out of the releases.

    Returns the names of the releases written anew, and of those that wait for `clean_releases` and are not
    served until then.
    """
    caches[CACHE].clear()
    cleaned: list[str] = []
    waiting: list[str] = []
    for release in releases.releases():
        if release.is_clean:
            continue
        if release.rows > settings.RELEASE_LIVE_LIMIT:
            waiting.append(release.name)
            continue
        try:
            if releases.clean(release):
                cleaned.append(release.name)
        except BusyError:
            waiting.append(release.name)
    return cleaned, waiting


def _scope(restriction: Restriction) -> _Scope:
    rows = Defendant.objects.all()
    if restriction.party_id:
        rows = rows.filter(party_id=restriction.party_id)
    elif restriction.case_id:
        rows = rows.filter(case_id=restriction.case_id)
    elif restriction.event_id:
        rows = rows.filter(pk__in=Effect.objects.filter(event_id=restriction.event_id).values("defendant_id"))
    else:
        charge = restriction.charge
        named = restriction.defendant_id or (charge.defendant_id if charge else 0)
        rows = rows.filter(pk=named)
    found = list(rows.values_list("pk", "case_id", "party_id"))
    cases = {case for _pk, case, _party in found} | {restriction.case_id} - {None}
    parties = {party for _pk, _case, party in found} | {restriction.party_id} - {None}
    parties |= set(Party.objects.filter(participations__case__in=cases).values_list("pk", flat=True))
    return _Scope(
        frozenset(pk for pk, _case, _party in found),
        frozenset(pk for pk in cases if pk is not None),
        frozenset(pk for pk in parties if pk is not None),
    )


def _public_pages(scope: _Scope) -> frozenset[Page]:
    """Return the public pages of the records in scope, as they are at this moment."""
    defendants = public_defendants(Defendant.objects.filter(pk__in=scope.defendants))
    cases = public_cases(Case.objects.filter(pk__in=scope.cases))
    people = public_parties(Party.objects.filter(pk__in=scope.parties))
    incidents = public_incidents(Incident.objects.filter(cases__in=scope.cases)).distinct()
    pages = [
        Page(record_urls.defendant(row.pk, row.party.name), str(row.party.name), "defendant")
        for row in defendants.select_related("party")
    ]
    pages += [Page(record_urls.case(row.pk, row.caption), row.caption, "case") for row in cases]
    pages += [Page(record_urls.person(row.pk, row.name), row.name, "person") for row in people]
    pages += [Page(record_urls.incident(row.key), row.title, "incident") for row in incidents]
    return frozenset(pages)


def _consequences(restriction: Restriction, scope: _Scope, pages: frozenset[Page]) -> Consequences:
    spans = StatusSpan.objects.filter(defendant__in=scope.defendants)
    if restriction.case_id:
        spans = StatusSpan.objects.filter(case_id=restriction.case_id)
    first_said = spans.aggregate(first=Min("recorded_at"))["first"]
    held = [each.name for each in releases.releases() if first_said is not None and each.known >= first_said]
    target: Any = next(
        filter(None, (getattr(restriction, name) for name in (*restriction.WHOLE, *restriction.PART)))
    )
    events = Event.history.filter(case_id__in=scope.cases) if restriction.scope == "whole" else None
    return Consequences(
        pages=tuple(sorted(pages)),
        part="" if restriction.scope == "whole" else str(target),
        statuses=spans.count(),
        versions=target.history.count() + (events.count() if events is not None else 0),
        releases=tuple(held),
    )
