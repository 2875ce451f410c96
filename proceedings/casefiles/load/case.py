"""One case of the files, brought in step: itself, its counts, their links, its events."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from django.db import models

from kit.unsaved_rows import blank
from people.models import Party
from proceedings.casefiles.format import case as format_case
from proceedings.casefiles.load.effect_targets import qualified
from proceedings.casefiles.load.event import EventLoad, orders
from proceedings.casefiles.load.existing_rows import ExistingRows
from proceedings.casefiles.load.row_sync import (
    CITED_BY,
    LoadCounts,
    RowSync,
    code,
    existing_parts,
)
from proceedings.casefiles.validation.id_index import IdIndex
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    ChargeLink,
    Citation,
    Claim,
    ClaimLink,
    Court,
    Defendant,
    Event,
    Incident,
    OtherDocket,
    Participation,
    Representation,
)
from proceedings.record import services

# Whose link, of which kind, to which model, under which id.
Wanted = tuple[str, str, str]


class CaseLoad:
    """A case of the files; its steps are taken for all cases in turn, for they may name each other."""

    def __init__(
        self, part: format_case.Case, names: IdIndex, shelf: ExistingRows, tally: LoadCounts
    ) -> None:
        """Take the case from the shelf, or a new one."""
        self.part = part
        self.names = names
        self.shelf = shelf
        self.tally = tally
        self.case: Case = shelf.or_new(Case, part.id)
        self.was_new = self.case.pk is None
        self.written: set[models.Model] = set()
        self.owners: list[tuple[models.Model, type[models.Model], type[models.Model], list[Wanted]]] = []

    def case_itself(self) -> None:
        """Write the case with its numbers, participants and sources."""
        part, case = self.part, self.case
        change = RowSync(case)
        change.set(
            key=part.id,
            court=self.shelf.get(Court, part.court),
            docket_number=part.docket,
            print_docket=part.print_docket,
            caption=part.caption,
            caption_is_description=part.caption_is_description,
            type=part.type.value,
            incident=self.shelf.maybe(Incident, part.incident),
            confidence=code(part.confidence),
            note=part.note,
            reviewed_on=part.reviewed,
            noindex=part.noindex,
        )
        change.children(
            "other_dockets",
            [{"number": number} for number in part.other_dockets],
            new=OtherDocket,
            to="case",
            by=[("number",)],
        )
        self._participants(change)
        change.children(
            "citations",
            self.shelf.citations(part.sources),
            new=Citation,
            to="case",
            by=CITED_BY,
        )
        links = [(link.kind.value, link.case, "") for link in part.links]
        self._record(change, case, CaseLink, Case, links)

    def _participants(self, change: RowSync) -> None:
        rows = change.children(
            "participations",
            [
                {
                    "party": self.shelf.get(Party, part.party),
                    "role": part.role.value,
                    "since": part.since,
                    "until": part.until,
                    "note": part.note,
                    "named_because": part.named_because,
                }
                for part in self.part.participants
            ],
            new=Participation,
            to="case",
            by=[("party", "role", "since"), ("party", "role")],
        )
        for part, row in zip(self.part.participants, rows, strict=True):
            change.children(
                "representations",
                [{"party": self.shelf.get(Party, key)} for key in part.represents],
                new=Representation,
                to="participation",
                of=row,
                by=[("party",)],
            )

    def counts(self) -> None:
        """Write the defendants with their charges and claims."""
        rows = {} if self.was_new else {row.party_id: row for row in self.case.defendants.all()}
        parties = [self.shelf.get(Party, part.party) for part in self.part.defendants]
        positions = _positions([rows.get(party.pk) for party in parties])
        for position, party, part in zip(positions, parties, self.part.defendants, strict=True):
            defendant = rows.pop(party.pk, None) or blank(Defendant)
            change = RowSync(defendant)
            change.set(
                case=self.case,
                party=party,
                name_as_printed=part.name,
                position=position,
                note=part.note,
                noindex=part.noindex,
            )
            change.record(self.tally)
            self.shelf.put_in_case(self.part.id, part.party, defendant)
            self._charges(part, defendant, is_new=change.is_new)
            self._claims(part, defendant, is_new=change.is_new)
        self._only_here("defendant", (row.party.key for row in rows.values()))

    def _charges(self, part: format_case.Defendant, defendant: Defendant, *, is_new: bool) -> None:
        rows: dict[str, Charge] = {}
        if not is_new:
            found = Charge.objects.filter(defendant=defendant).prefetch_related("links", "citations")
            rows = {row.key: row for row in found}
        positions = _positions([rows.get(given.id) for given in part.charges])
        for position, given in zip(positions, part.charges, strict=True):
            charge = rows.pop(given.id, None) or blank(Charge)
            change = RowSync(charge)
            change.set(
                key=given.id,
                defendant=defendant,
                count_label=given.count,
                offence=given.offence,
                statute=given.statute,
                statute_version=given.statute_version,
                severity=code(given.severity),
                degree=given.degree,
                modifier=code(given.modifier),
                alternative_group=given.alternative_group,
                position=position,
                note=given.note,
            )
            change.children(
                "citations",
                self.shelf.citations(given.sources),
                new=Citation,
                to="charge",
                by=CITED_BY,
            )
            links = [(link.kind.value, *qualified(link.charge, self.part.id)) for link in given.links]
            self._record(change, charge, ChargeLink, Charge, links)
            self.shelf.put_in_case(self.part.id, given.id, charge)
        self._only_here("charge", rows)

    def _claims(self, part: format_case.Defendant, defendant: Defendant, *, is_new: bool) -> None:
        rows: dict[str, Claim] = {}
        if not is_new:
            found = Claim.objects.filter(defendant=defendant).prefetch_related("links")
            rows = {row.key: row for row in found}
        positions = _positions([rows.get(given.id) for given in part.claims])
        for position, given in zip(positions, part.claims, strict=True):
            claim = rows.pop(given.id, None) or blank(Claim)
            change = RowSync(claim)
            change.set(
                key=given.id, defendant=defendant, label=given.label, position=position, note=given.note
            )
            links = [(link.kind, *qualified(link.claim, self.part.id)) for link in given.links]
            self._record(change, claim, ClaimLink, Claim, links)
            self.shelf.put_in_case(self.part.id, given.id, claim)
        self._only_here("claim", rows)

    def _record(
        self,
        change: RowSync,
        owner: models.Model,
        link_model: type[models.Model],
        other_model: type[models.Model],
        wanted: list[Wanted],
    ) -> None:
        """Write a fact, taking away the links it has no more; links to come wait until all facts exist."""
        keep = {
            (kind, other.pk)
            for kind, *name in wanted
            if (other := self._other(other_model, name)) is not None
        }
        change.removed += [
            link for link in existing_parts(owner, "links") if (link.kind, link.other_id) not in keep
        ]
        if change.record(self.tally):
            self.written.add(owner)
        if wanted:
            self.owners.append((owner, link_model, other_model, wanted))

    def _other(self, model: type[models.Model], name: Sequence[str]) -> models.Model | None:
        case, key = name
        row: models.Model | None = (
            self.shelf.in_case(model, case, key) if key else self.shelf.written(model, case)
        )
        return row

    def links(self) -> None:
        """Write the links to cases, charges and claims, all of which exist by now."""
        for owner, link_model, other_model, wanted in self.owners:
            linked = {(link.kind, link.other_id) for link in existing_parts(owner, "links")}
            near = {CaseLink: "case", ChargeLink: "charge", ClaimLink: "claim"}[link_model]
            fresh = [
                link_model(**{near: owner, "kind": kind, "other": other})
                for kind, *name in wanted
                if (other := self._other(other_model, name)) is not None and (kind, other.pk) not in linked
            ]
            if fresh and owner not in self.written:
                services.record(owner, parts=fresh)
                continue
            for link in fresh:  # its fact is written already, and a row is saved once a transaction
                services.record(link)

    def events(self) -> None:
        """Write the events in the order of the file."""
        rows: dict[str, Event] = {}
        if not self.was_new:
            found = Event.objects.filter(case=self.case).prefetch_related(
                "effects", "components__citations", "citations", "event_parties"
            )
            rows = {row.key: row for row in found}
        taken = [row.order for row in rows.values()]
        given = [rows.pop(part.id) if part.id in rows else blank(Event) for part in self.part.events]
        numbers = orders([row.order for row in given], taken)
        for part, row, order in zip(self.part.events, given, numbers, strict=True):
            EventLoad(part, self.part, row, self.shelf, self.names).write(self.case, order, self.tally)
            self.shelf.put_in_case(self.part.id, part.id, row)
        self._only_here("event", rows)

    def _only_here(self, word: str, keys: Iterable[str]) -> None:
        self.tally.only_here += [f"{word} {self.part.id}/{key}" for key in keys]


def _positions(rows: Sequence[Defendant | Charge | Claim | None]) -> list[int]:
    """Return the positions of rows in the order of the file; None is a row that is new.

    Recorded rows keep theirs, so that a file which says nothing of them leaves them alone; where the file has
    them in another order, or a new one between two that leave no room, all are counted anew.
    """
    positions: list[int] = []
    last = (-1, 0)
    for row in rows:
        # A new row will have the last number of all: of one position it would come last.
        place = (row.position, row.pk) if row is not None else (last[0] + 1, sys.maxsize)
        if place <= last:
            return list(range(len(rows)))
        positions.append(place[0])
        last = place
    return positions
