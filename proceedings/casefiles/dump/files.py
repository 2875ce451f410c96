"""The database as a case file: what a load of the file would find unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from people.models import Party
from proceedings.casefiles.dump.blocks import Citations, block, yes
from proceedings.casefiles.dump.case import CASE_PARTS, case_block
from proceedings.casefiles.format.case import VERSION
from proceedings.models import (
    Case,
    CaseLink,
    ChargeLink,
    ClaimLink,
    Correction,
    Court,
    Effect,
    Incident,
    PressFact,
    Restriction,
    Source,
)
from proceedings.record.visibility import active_restrictions

# SQLite refuses to fetch what over a thousand rows refer to at once: they are filled a few at a time.
CASES_AT_ONCE = 25
ROWS_AT_ONCE = 250


def dump(cases: Sequence[str] | None = None, *, with_closed: bool = False) -> dict[str, Any]:
    """Return the database as a case file; or some cases, with all they refer to but other cases.

    Cases in which anything is closed to the public, and parties closed everywhere, are left out;
    `with_closed` takes them in, with the restrictions that a load of the file records again.

    Raises Case.DoesNotExist for an unknown key.
    """
    closed = frozenset() if with_closed else closed_cases()
    rows = Case.objects.order_by("key").exclude(key__in=closed)
    if cases is not None:
        rows = rows.filter(key__in=cases)
        unknown = sorted(set(cases) - set(rows.values_list("key", flat=True)))
        if unknown:
            raise Case.DoesNotExist(", ".join(unknown))
    return _Dump(whole=cases is None, with_closed=with_closed, closed=closed).file(rows)


class _Dump:
    """One dump: the blocks, and what they refer to."""

    def __init__(self, *, whole: bool, with_closed: bool, closed: frozenset[str]) -> None:
        self.whole = whole
        self.with_closed = with_closed
        self.closed = closed
        self.cited = Citations(closed)

    def file(self, rows: models.QuerySet[Case]) -> dict[str, Any]:
        filled = rows.prefetch_related(*CASE_PARTS).iterator(chunk_size=CASES_AT_ONCE)
        cases = [case_block(row, self.cited) for row in filled]
        corrections = self._corrections(rows)
        incidents = self._incidents(rows)
        hidden = self._hidden() if self.whole else Citations()
        parties = [
            party_block(row, self.cited)
            for row in self._of(Party, "parties", "other_names", "identifiers")
            if row.key not in hidden.keys["parties"] - self.cited.keys["parties"]
        ]
        courts = [court_block(row, self.cited) for row in self._of(Court, "courts")]
        sources = [
            source_block(row)
            for row in self._of(Source, "sources")
            if row.key not in hidden.keys["sources"] - self.cited.keys["sources"]
        ]
        return block(
            casetracker=VERSION,
            courts=courts,
            incidents=incidents,
            parties=parties,
            sources=sources,
            cases=cases,
            corrections=corrections,
            restrictions=self._restrictions(rows) if self.with_closed else [],
        )

    def _of(self, model: type[models.Model], kind: str, *parts: str) -> Iterator[Any]:
        """Return the rows to be written: all, or those referred to so far."""
        rows: models.QuerySet[Any] = model._base_manager.order_by("key")
        if not self.whole:
            rows = rows.filter(key__in=self.cited.keys[kind])
        if model is not Source:
            rows = rows.prefetch_related("citations__source", *parts)
        return rows.iterator(chunk_size=ROWS_AT_ONCE)

    def _hidden(self) -> Citations:
        """Return what closed cases refer to, and the parties closed everywhere."""
        hidden = Citations()
        for row in Case.objects.filter(key__in=self.closed).prefetch_related(*CASE_PARTS):
            case_block(row, hidden)
        if not self.with_closed:
            closed = Party.objects.filter(Exists(active_restrictions(party=OuterRef("pk"))))
            hidden.keys["parties"].update(closed.values_list("key", flat=True))
        return hidden

    def _incidents(self, cases: models.QuerySet[Case]) -> list[dict[str, Any]]:
        rows = Incident.objects.order_by("key").prefetch_related(
            "citations__source",
            "harmed__party",
            "disputed_claims",
            "press_facts__source",
            "press_facts__event_links__event__case",
        )
        if not self.whole:
            rows = rows.filter(cases__in=cases).distinct()
        elif self.closed:  # a matter of closed cases alone is closed with them
            rows = rows.filter(Q(cases=None) | Q(cases__in=cases)).distinct()
        return [_incident(row, self.cited) for row in rows.iterator(chunk_size=CASES_AT_ONCE)]

    def _corrections(self, cases: models.QuerySet[Case]) -> list[dict[str, Any]]:
        rows = Correction.objects.order_by("made_at", "pk").select_related("case", "event__case", "incident")
        if not self.whole:
            rows = rows.filter(
                Q(case__in=cases) | Q(event__case__in=cases) | Q(incident__cases__in=cases)
            ).distinct()
        elif self.closed:
            rows = rows.exclude(case__key__in=self.closed).exclude(event__case__key__in=self.closed)
        return [_correction(row) for row in rows]

    def _restrictions(self, cases: models.QuerySet[Case]) -> list[dict[str, Any]]:
        # One that was lifted on its first day closed nothing for a whole day, and has no last day to tell.
        held = Restriction.objects.exclude(until__lt=F("since")).order_by("since", "pk")
        rows = held.select_related(
            "party", "case", "defendant__case", "defendant__party", "charge__defendant__case", "event__case"
        )
        if not self.whole:
            within = Q(party__key__in=self.cited.keys["parties"])
            for path in ("case", "defendant__case", "charge__defendant__case", "event__case"):
                within |= Q(**{f"{path}__in": cases})
            rows = rows.filter(within).distinct()
        return [_restriction(row) for row in rows]


def closed_cases() -> frozenset[str]:
    """Return the keys of cases in which anything or anybody is closed, and of those joined to them."""
    paths = (
        "case",
        "defendant__case",
        "charge__defendant__case",
        "event__case",
        "party__defendants__case",
        "party__participations__case",
    )
    closed: set[str] = set()
    for path in paths:
        keys = (
            active_restrictions(**{f"{path}__isnull": False})
            .order_by()
            .values_list(f"{path}__key", flat=True)
        )
        closed.update(keys)
    links: list[models.QuerySet[Any]] = [
        CaseLink.objects.values_list("case__key", "other__key"),
        ChargeLink.objects.values_list("charge__defendant__case__key", "other__defendant__case__key"),
        ClaimLink.objects.values_list("claim__defendant__case__key", "other__defendant__case__key"),
        Effect.objects.exclude(event__case_id=F("defendant__case_id"))
        .order_by()
        .values_list("event__case__key", "defendant__case__key"),
    ]
    pairs = [pair for rows in links for pair in rows] if closed else []
    before = 0
    while len(closed) > before:
        before = len(closed)
        closed.update(key for pair in pairs if closed.intersection(pair) for key in pair if key)
    return frozenset(closed)


def _restriction(row: Restriction) -> dict[str, Any]:
    case = row.case or (row.event.case if row.event else None)
    holder = row.defendant or (row.charge.defendant if row.charge else None)
    case = case or (holder.case if holder else None)
    return block(
        party=row.party.key if row.party else "",
        case=case.key if case else "",
        defendant=row.defendant.party.key if row.defendant else "",
        charge=row.charge.key if row.charge else "",
        event=row.event.key if row.event else "",
        kind=row.kind,
        legal_basis=row.legal_basis,
        since=row.since.isoformat(),
        until=row.until.isoformat() if row.until else "",
        note=row.note,
    )


def court_block(row: Court, cited: Citations) -> dict[str, Any]:
    """Return a court as its file has it."""
    return block(
        id=row.key,
        name=row.name,
        kind=row.kind,
        place=row.place,
        country=row.country,
        subdivision=row.subdivision,
        timezone=row.time_zone,
        courts_db_id=row.courts_db_id,
        note=row.note,
        sources=cited.of(row),
    )


def _incident(row: Incident, cited: Citations) -> dict[str, Any]:
    return block(
        id=row.key,
        title=row.title,
        date=row.date,
        place=row.place,
        summary=row.summary,
        note=row.note,
        confidence=row.confidence,
        harmed=[
            block(
                party=cited.party(harmed.party),
                harm=harmed.harm,
                named_because=harmed.named_because,
                minor=yes(harmed.minor, default=False),
            )
            for harmed in row.harmed.all()
        ],
        disputed=[
            block(claim=disputed.claim, texts=disputed.texts, shown_as=disputed.shown_as)
            for disputed in row.disputed_claims.all()
        ],
        sources=cited.of(row),
        press=[
            _press(fact, cited)
            for fact in sorted(row.press_facts.all(), key=lambda f: (f.source.key, f.number))
        ],
    )


def _press(fact: PressFact, cited: Citations) -> dict[str, Any]:
    return block(
        source=cited.source(fact.source),
        number=str(fact.number),
        fact=fact.fact,
        kind=fact.kind,
        contradicted_by=fact.contradicted_by,
        note=fact.note,
        events=sorted(
            f"{link.event.case.key}/{link.event.key}"
            for link in fact.event_links.all()
            if link.event.case.key not in cited.closed
        ),
        public=yes(fact.public, default=True),
    )


def party_block(row: Party, cited: Citations) -> dict[str, Any]:
    """Return a party as its file has it."""
    return block(
        id=row.key,
        name=row.name,
        sort_name="" if row.sort_name == row.name else row.sort_name,
        kind=row.kind,
        other_names=[block(name=name.name, kind=name.kind, note=name.note) for name in row.other_names.all()],
        identifiers=[block(scheme=given.scheme, value=given.value) for given in row.identifiers.all()],
        private=yes(row.private, default=False),
        noindex=yes(row.noindex, default=False),
        note=row.note,
        sources=cited.of(row),
    )


def source_block(row: Source) -> dict[str, Any]:
    """Return a source as its file has it."""
    return block(
        id=row.key,
        publisher=row.publisher,
        title=row.title,
        title_is_description=yes(row.title_is_description, default=False),
        url=row.url,
        link=yes(row.link_public, default=True),
        kind=row.kind,
        published=row.published,
        accessed=row.accessed.isoformat() if row.accessed else "",
        archived=row.archived_url,
        checksum=row.checksum,
        note=row.note,
    )


def _correction(row: Correction) -> dict[str, Any]:
    case = row.case or (row.event.case if row.event else None)
    moment = row.made_at.isoformat()
    return block(
        case=case.key if case else "",
        event=row.event.key if row.event else "",
        incident=row.incident.key if row.incident else "",
        was=row.was,
        now=row.now,
        why=row.why,
        date=moment.removesuffix("T00:00:00+00:00"),
    )
