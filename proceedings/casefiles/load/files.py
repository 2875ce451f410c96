"""Case files into the database: one transaction, written by the services, only what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from people.models import Identifier, OtherName, Party
from proceedings.casefiles.format import case as format_case
from proceedings.casefiles.format import matter as format_matter
from proceedings.casefiles.load.case import CaseLoad
from proceedings.casefiles.load.existing_rows import ExistingRows
from proceedings.casefiles.load.incident import IncidentLoad
from proceedings.casefiles.load.row_sync import (
    CITED_BY,
    LoadCounts,
    RowSync,
    record_all,
)
from proceedings.casefiles.reading import Matter
from proceedings.models import (
    Case,
    Charge,
    Citation,
    Correction,
    Court,
    Defendant,
    Event,
    Incident,
    Restriction,
    Source,
)
from proceedings.record import services


def load(
    matter: Matter,
    *,
    by: AbstractBaseUser | None = None,
    reason: str = "",
    kind: type[services.WriteTransaction] = services.WriteTransaction,
) -> LoadCounts:
    """Write what a checked matter says and the database does not; tell what was done.

    Everything or nothing: one writing transaction, one instant, statuses derived once at its end. `kind` is
    how new facts are written: one by one, or all at once (proceedings.record.bulk).
    """
    tally = LoadCounts()
    with services.writing(by=by, reason=reason, kind=kind):
        shelf = ExistingRows(matter)
        _load_sources(matter.sources, shelf, tally)
        _load_parties(matter.parties, shelf, tally)
        _load_courts(matter.courts, shelf, tally)
        incidents = [IncidentLoad(incident, shelf, tally) for incident in matter.incidents]
        for incident in incidents:
            incident.incident_itself()
        cases = [CaseLoad(case, matter.names, shelf, tally) for case in matter.cases]
        # Links and outcomes may name what stands later in the files.
        for step in (CaseLoad.case_itself, CaseLoad.counts, CaseLoad.links, CaseLoad.events):
            for case in cases:
                step(case)
        for incident in incidents:
            incident.press_links()
        for correction in matter.corrections:
            _load_correction(correction, shelf, tally)
        for restriction in matter.restrictions:
            _load_restriction(restriction, shelf, tally)
    return tally


def _load_sources(parts: Sequence[format_matter.Source], shelf: ExistingRows, tally: LoadCounts) -> None:
    changes: list[RowSync] = []
    for part in parts:
        change = RowSync(shelf.or_new(Source, part.id))
        change.set(
            key=part.id,
            publisher=part.publisher,
            title=part.title,
            title_is_description=part.title_is_description,
            url=part.url,
            link_public=part.link,
            kind=part.kind.value,
            published=part.published,
            accessed=part.accessed,
            archived_url=part.archived,
            checksum=part.checksum,
            note=part.note,
        )
        changes.append(change)
    record_all(changes, tally)


def _load_parties(parts: Sequence[format_matter.Party], shelf: ExistingRows, tally: LoadCounts) -> None:
    for part in parts:
        party: Party = shelf.or_new(Party, part.id)
        change = RowSync(party)
        change.set(
            key=part.id,
            kind=part.kind.value,
            name=part.name,
            sort_name=part.sort_name or part.name,
            private=part.private,
            noindex=part.noindex,
            note=part.note,
        )
        change.children(
            "other_names",
            [{"name": name.name, "kind": name.kind.value, "note": name.note} for name in part.other_names],
            new=OtherName,
            to="party",
            by=[("name",)],
        )
        change.children(
            "identifiers",
            [{"scheme": given.scheme, "value": given.value} for given in part.identifiers],
            new=Identifier,
            to="party",
            by=[("scheme", "value"), ("scheme",)],
        )
        change.children(
            "citations",
            shelf.citations(part.sources),
            new=Citation,
            to="party",
            by=CITED_BY,
        )
        change.record(tally)


def _load_courts(parts: Sequence[format_matter.Court], shelf: ExistingRows, tally: LoadCounts) -> None:
    changes: list[RowSync] = []
    for part in parts:
        court: Court = shelf.or_new(Court, part.id)
        change = RowSync(court)
        change.set(
            key=part.id,
            name=part.name,
            kind=part.kind.value,
            place=part.place,
            country=part.country,
            subdivision=part.subdivision,
            time_zone=part.timezone,
            courts_db_id=part.courts_db_id,
            note=part.note,
        )
        change.children(
            "citations",
            shelf.citations(part.sources),
            new=Citation,
            to="court",
            by=CITED_BY,
        )
        changes.append(change)
    record_all(changes, tally)


def _load_correction(part: format_case.Correction, shelf: ExistingRows, tally: LoadCounts) -> None:
    about: dict[str, Any] = {
        "case": shelf.maybe(Case, part.case),
        "event": shelf.in_case(Event, part.case, part.event) if part.event else None,
        "incident": shelf.maybe(Incident, part.incident),
        "was": part.was,
    }
    change = RowSync(Correction.objects.filter(**about).first() or Correction())
    change.set(**about, now=part.now, why=part.why, made_at=part.date)
    change.record(tally)


def _load_restriction(part: format_case.Restriction, shelf: ExistingRows, tally: LoadCounts) -> None:
    """Close what a file says is closed; the same restriction is not recorded twice."""
    inner: dict[str, tuple[type[Any], str]] = {
        "defendant": (Defendant, part.defendant),
        "charge": (Charge, part.charge),
        "event": (Event, part.event),
    }
    about: dict[str, Any] = {
        name: shelf.in_case(model, part.case, key) for name, (model, key) in inner.items() if key
    }
    about = about or {"party": shelf.maybe(Party, part.party), "case": shelf.maybe(Case, part.case)}
    about |= {"kind": part.kind.value, "since": part.since}
    change = RowSync(Restriction.objects.filter(**about).first() or Restriction())
    change.set(**about, legal_basis=part.legal_basis, until=part.until, note=part.note)
    change.record(tally)
