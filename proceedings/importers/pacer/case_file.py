"""One docket as one case of a case file, with what was not understood of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from proceedings.importers.formats import Refusal, UnknownValue
from proceedings.importers.pacer.charges import Charges, charges_of
from proceedings.importers.pacer.claims import claim_of, write_claims
from proceedings.importers.pacer.dispositions import Dispositions
from proceedings.importers.pacer.docket import OTHER_NUMBER, Docket
from proceedings.importers.pacer.entries import EntryStatement, Reader
from proceedings.importers.pacer.event_builder import EventBuilder
from proceedings.importers.pacer.filings import Filings
from proceedings.importers.pacer.hearings_and_motions import HearingsAndMotions
from proceedings.importers.pacer.people import People
from proceedings.importers.pacer.pleas_and_verdicts import Findings
from proceedings.importers.pacer.unread_outcomes import write_unread

LONGEST_CAPTION = 400
NO_ENTRIES = (
    "The extract of the docket this record rests on has no entries: it lists parties and counts only."
)
NO_COUNSEL = "Appears without counsel, as the docket says."


@dataclass(slots=True)
class WrittenCase:
    """A case as a case file, and what of its docket is not in it."""

    content: dict[str, Any]
    rows: dict[str, str] = field(default_factory=dict)
    unrecognised: list[UnknownValue] = field(default_factory=list)
    oddities: list[Refusal] = field(default_factory=list)


def case_file(docket: Docket, court: dict[str, Any], *, criminal: bool) -> WrittenCase:
    """Write a docket as a case file."""
    source = f"pacer-{docket.key}"
    people = People(docket.key, docket, source)
    people.gather(criminal=criminal)
    everybody = [
        charges_of(docket, key, party, place) for place, (key, party) in enumerate(people.defendants)
    ]
    reader = Reader([charges.name for charges in everybody], civil=not criminal)
    said, unread = _read(docket, reader)
    happenings = EventBuilder(source)
    unrecognised = [*people.unrecognised, *unread]
    if criminal:
        unrecognised += _criminal(docket, said, people, happenings, everybody)
        write_unread(everybody, docket.entries, reader, happenings)
    else:
        write_claims(docket, said, people, happenings, everybody)
    HearingsAndMotions(people, happenings, everybody if criminal else []).write(said)
    case = {
        "id": docket.key,
        "court": court["id"],
        "docket": docket.number,
        "other_dockets": _other_numbers(docket),
        "caption": docket.caption[:LONGEST_CAPTION],
        "type": "criminal" if criminal else "civil",
        "note": "" if docket.entries else NO_ENTRIES,
        "sources": [source],
        "participants": list(people.participants.values()),
        "defendants": [
            _defendant(charges, people, docket, source, criminal=criminal) for charges in everybody
        ],
        "events": happenings.in_order(),
    }
    parties = list(people.parties.values())
    content = {
        "courts": [court],
        "parties": parties,
        "sources": [_source(source, docket, court)],
        "cases": [case],
    }
    rows = _rows(docket, everybody)
    return WrittenCase(
        content, rows, [*unrecognised, *_of_charges(everybody)], list(_oddities(everybody, rows))
    )


def _criminal(
    docket: Docket,
    said: Sequence[EntryStatement],
    people: People,
    happenings: EventBuilder,
    everybody: Sequence[Charges],
) -> list[UnknownValue]:
    filings = Filings(docket, said, happenings)
    filings.write(everybody)
    findings = Findings(said, people, happenings, filings.superseded)
    findings.write(everybody)
    dispositions = Dispositions(docket, said, findings, happenings)
    dispositions.write(everybody)
    return dispositions.unrecognised


def _read(docket: Docket, reader: Reader) -> tuple[list[EntryStatement], list[UnknownValue]]:
    """Read every entry; those that say nothing for sure are listed by their first words."""
    said: list[EntryStatement] = []
    unread: list[UnknownValue] = []
    for entry in docket.entries:
        found = reader.read(entry)
        said += found
        if not found:
            unread.append(
                UnknownValue("docket entry", reader.opening(entry), f"{docket.number}, {entry.cited}")
            )
    return said, unread


def _defendant(
    charges: Charges, people: People, docket: Docket, source: str, *, criminal: bool
) -> dict[str, Any]:
    block: dict[str, Any] = {
        "party": charges.party,
        "note": NO_COUNSEL if charges.party in people.alone else "",
    }
    if criminal:
        block["charges"] = [one.block(source) for one in (*charges.complaints, *charges.counts)]
    else:
        block["claims"] = [claim_of(charges, docket)]
    return block


def _source(source: str, docket: Docket, court: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": source,
        "publisher": court["name"],
        "title": f"PACER docket of {docket.number}",
        "title_is_description": True,
        "kind": "court_document",
    }


def _other_numbers(docket: Docket) -> list[str]:
    """List the numbers entries carry over from a case the docket goes on with: that of the complaint."""
    numbers = (number for entry in docket.entries for number in OTHER_NUMBER.findall(entry.text))
    return [number for number in dict.fromkeys(numbers) if not number.startswith(docket.number)]


def _rows(docket: Docket, everybody: Sequence[Charges]) -> dict[str, str]:
    return {
        charge.id: f"{docket.number}, {charge.listed.name}"
        for charges in everybody
        for charge in (*charges.complaints, *charges.counts)
    }


def _oddities(everybody: Sequence[Charges], rows: dict[str, str]) -> Iterator[Refusal]:
    """List what is odd about charges and noted with them."""
    for charges in everybody:
        for charge in (*charges.complaints, *charges.counts):
            for note in charge.notes:
                yield Refusal(rows[charge.id], note)


def _of_charges(everybody: Sequence[Charges]) -> list[UnknownValue]:
    return [unrecognised for charges in everybody for unrecognised in charges.unrecognised]
