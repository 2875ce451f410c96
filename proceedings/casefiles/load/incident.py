"""An incident and the statements of accounts about it, brought in step with a file."""

from __future__ import annotations

from people.models import Party
from proceedings.casefiles.format import matter
from proceedings.casefiles.load.existing_rows import ExistingRows
from proceedings.casefiles.load.row_sync import (
    CITED_BY,
    LoadCounts,
    RowSync,
    code,
    existing_parts,
)
from proceedings.models import (
    Citation,
    DisputedClaim,
    Event,
    HarmedPerson,
    Incident,
    PressFact,
    PressFactEvent,
    Source,
)
from proceedings.record import services


class IncidentLoad:
    """One incident of the files: first itself, later its links to events, when those exist."""

    def __init__(self, part: matter.Incident, shelf: ExistingRows, tally: LoadCounts) -> None:
        """Take the incident from the shelf, or a new one."""
        self.part = part
        self.shelf = shelf
        self.tally = tally
        self.incident: Incident = shelf.or_new(Incident, part.id)
        self.facts: list[PressFact] = []
        self.written = False

    def incident_itself(self) -> None:
        """Write what differs, all but the links to events that do not exist yet."""
        part, incident = self.part, self.incident
        change = RowSync(incident)
        change.set(
            key=part.id,
            title=part.title,
            date=part.date,
            place=part.place,
            summary=part.summary,
            note=part.note,
            confidence=code(part.confidence),
        )
        self._people(change)
        change.children(
            "citations",
            self.shelf.citations(part.sources),
            new=Citation,
            to="incident",
            by=CITED_BY,
        )
        self._press(change)
        self.written = change.record(self.tally)

    def _people(self, change: RowSync) -> None:
        change.children(
            "harmed",
            [
                {
                    "party": self.shelf.get(Party, harmed.party),
                    "harm": harmed.harm.value,
                    "named_because": harmed.named_because,
                    "minor": harmed.minor,
                }
                for harmed in self.part.harmed
            ],
            new=HarmedPerson,
            to="incident",
            by=[("party",)],
        )
        change.children(
            "disputed_claims",
            [disputed.model_dump() for disputed in self.part.disputed],
            new=DisputedClaim,
            to="incident",
            by=[("claim",)],
        )

    def _press(self, change: RowSync) -> None:
        self.facts = change.children(
            "press_facts",
            [
                {
                    "source": self.shelf.get(Source, press.source),
                    "number": press.number,
                    "fact": press.fact,
                    "kind": press.kind,
                    "contradicted_by": press.contradicted_by,
                    "note": press.note,
                    "public": press.public,
                }
                for press in self.part.press
            ],
            new=PressFact,
            to="incident",
            by=[("source", "number")],
        )
        for press, fact in zip(self.part.press, self.facts, strict=True):
            wanted = {event.pk for event in self._events(press) if event is not None}
            change.removed += [
                link for link in existing_parts(fact, "event_links") if link.event_id not in wanted
            ]

    def _events(self, press: matter.Press) -> list[Event | None]:
        return [self.shelf.in_case(Event, *reference.split("/")) for reference in press.events]

    def press_links(self) -> None:
        """Link statements with the events that carry them or bear on them."""
        fresh: list[PressFactEvent] = []
        for press, fact in zip(self.part.press, self.facts, strict=True):
            linked = {link.event_id for link in existing_parts(fact, "event_links")}
            fresh += [
                PressFactEvent(press_fact=fact, event=event)
                for event in self._events(press)
                if event is not None and event.pk not in linked
            ]
        if fresh and not self.written:
            services.record(self.incident, parts=fresh)
            return
        for link in fresh:  # the incident's own row is written already, and a row is saved once a transaction
            services.record(link)
