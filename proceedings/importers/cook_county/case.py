"""One case of the State's Attorney as a case file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from people.kinds import PartyKind
from proceedings.importers.cook_county.charges import DataCharge, charge_blocks, counts_of
from proceedings.importers.cook_county.charging_events import ChargingEvents
from proceedings.importers.cook_county.date_validation import DateRules
from proceedings.importers.cook_county.dispositions import Endings
from proceedings.importers.cook_county.event_context import Cites, DatedEvent, listed
from proceedings.importers.cook_county.judges import decisive, judge_block, judge_id, judge_in, judges_of
from proceedings.importers.cook_county.participant_context import ParticipantContext
from proceedings.importers.cook_county.sentences import Sentences
from proceedings.importers.cook_county.tables import Extract, Participant, opened
from proceedings.importers.cook_county.vocabulary import SEVERITIES
from proceedings.importers.formats import Refusal, StagedCase
from proceedings.law.codes import CaseType, Role, SourceKind

DATASET = "cook-county-sao"
OFFICE = "Cook County State's Attorney's Office"
SCHEME = "cook-county-sao-participant"
COURT = {
    "id": "cook-county-circuit-court",
    "name": "Circuit Court of Cook County",
    "place": "Cook County, Illinois",
    "country": "US",
    "subdivision": "US-IL",
    "timezone": "America/Chicago",
}
NAMED = 2
APPROVED = "Approved"


def parcels(folder: Path) -> Iterator[StagedCase]:
    """Yield the cases of an extract, in the order of its tables. Raises UnreadableSourceError."""
    extract = opened(folder)
    source = source_block(extract.day)
    for case, participants in extract.charged():
        yield _parcel(case, participants, extract, source)


def source_block(day: date) -> dict[str, Any]:
    """Return the source of one version of the data set: the extract of a day."""
    return {
        "id": f"{DATASET}-{day}",
        "publisher": OFFICE,
        "title": f"felony cases, as of {day}",
        "title_is_description": True,
        "kind": SourceKind.OFFICIAL_STATEMENT.value,
        "url": "https://datacatalog.cookcountyil.gov/",
        "note": "Tables 3k7z-hchi, 7mck-ehwz, apwk-dzx8 and tg8v-tm6u of Cook County's open data portal. "
        "Intake, initiation, dispositions and "
        "sentencing; they name nobody but judges.",
    }


def party_id(participant: str) -> str:
    """Return the id of a participant as a party."""
    return f"cook-county-participant-{participant}"


def case_id(case: str) -> str:
    """Return the id of a case."""
    return f"cook-county-{case}"


def _parcel(
    case: str, participants: Sequence[Participant], extract: Extract, source: dict[str, Any]
) -> StagedCase:
    cite = Cites(source["id"])
    tellings = [_telling(participant, extract.day, cite) for participant in participants]
    events = [happened for told in tellings for happened in _events(told)]
    # Python's sort is stable: participants keep their order within a day.
    events.sort(key=lambda happened: (happened.latest, happened.rank))
    judges = {judge_id(name): name for participant in participants for name in judges_of(participant)}
    deciding = {
        judge_id(judge_in(row))
        for participant in participants
        for row in decisive(participant)
        if judge_in(row)
    }
    first = participants[0].first()
    block = {
        "id": case_id(case),
        "court": COURT["id"],
        "caption": _caption(participants),
        "caption_is_description": True,
        "type": CaseType.CRIMINAL.value,
        "note": _case_note(case, participants),
        "noindex": True,
        "sources": [cite(*(participant.intake or participant.first() for participant in participants))],
        "participants": [{"party": judge, "role": Role.JUDGE.value} for judge in sorted(deciding)],
        "defendants": [_defendant(told) for told in tellings],
        "events": [happened.block for happened in events],
    }
    content = {
        "courts": [COURT],
        "sources": [source],
        "parties": [*map(_party, tellings), *(judge_block(name, source["id"]) for name in judges.values())],
        "cases": [block],
    }
    return StagedCase(
        key=case_id(case),
        row=first.at,
        content=content,
        dataset=DATASET,
        rows=_rows(tellings, events),
        unrecognised=tuple(one for told in tellings for one in told.seen),
        refusals=tuple(
            Refusal(row.at, f"a second row for what {row.table} tells once; only the first is read")
            for participant in participants
            for row in participant.repeated
        ),
        oddities=tuple(dict.fromkeys(one for told in tellings for one in told.odd)),
    )


def _telling(participant: Participant, day: date, cite: Cites) -> ParticipantContext:
    told = ParticipantContext(
        participant, party_id(participant.id), counts_of(participant), DateRules(participant, day), cite
    )
    for row in participant.rows():
        for column in ("class", "disposition_charged_class"):
            word = row[column] if _has(row.table, column) else ""
            if word and word not in SEVERITIES:
                told.unrecognised(f"{row.table}.{column}", word, row)
    return told


def _has(table: str, column: str) -> bool:
    return table != "intake" and (table == "initiation") == (column == "class")


def _events(told: ParticipantContext) -> Iterator[DatedEvent]:
    yield from ChargingEvents(told).events()
    yield from Endings(told).events()
    yield from Sentences(told).events()


def _caption(participants: Sequence[Participant]) -> str:
    ids = [participant.id for participant in participants]
    others = len(ids) - NAMED
    named = ids if others <= 0 else [*ids[:NAMED], f"{others} other{'s' if others > 1 else ''}"]
    return f"People of the State of Illinois v. participant{'s' if len(ids) > 1 else ''} {listed(named)}"


def _case_note(case: str, participants: Sequence[Participant]) -> str:
    """Say how the office numbers the case, and where it was decided: of whom, where not of everybody."""
    number = f"The State's Attorney's Office numbers this case {case}; the docket number is not in its data."
    decided = {participant.id: list(decisive(participant)) for participant in participants}
    ids = [key for key, rows in decided.items() if rows]
    places = dict.fromkeys(
        ", ".join(filter(None, (row["court_name"], row["court_facility"])))
        for rows in decided.values()
        for row in rows
    )
    heard = listed([place for place in places if place])
    if not heard:
        return number
    only = (
        f" (participant{'s' if len(ids) > 1 else ''} {listed(ids)} only)" if len(ids) < len(decided) else ""
    )
    return f"{number} Decided at {heard}{only}."


def _defendant(told: ParticipantContext) -> dict[str, Any]:
    intake = told.participant.intake
    notes = ["The data give a number instead of a name."]
    if intake is not None:
        if intake["offense_category"]:
            notes.append(f"Category on receipt: “{intake['offense_category']}”.")
        status = intake["participant_status"]
        if status and status != APPROVED:
            notes += told.noted(intake, f"Charged, though the intake status is “{status}”.")
    return {
        "party": told.party,
        "note": " ".join(notes),
        "noindex": True,
        "charges": [block for count in told.counts for block in charge_blocks(count, told.cite)],
    }


def _party(told: ParticipantContext) -> dict[str, Any]:
    number = told.participant.id
    return {
        "id": told.party,
        "name": f"Participant {number} (name not published)",
        "sort_name": f"Participant {number}",
        "kind": PartyKind.PERSON.value,
        "other_names": [{"name": f"participant {number}"}],
        "identifiers": [{"scheme": SCHEME, "value": number}],
        "noindex": True,
        "note": "Name wanted: the data set has numbers only. Add it only from a public court paper.",
        "sources": [told.cite(told.participant.intake or told.participant.first())],
    }


def _rows(tellings: Sequence[ParticipantContext], events: Sequence[DatedEvent]) -> dict[str, str]:
    rows = {told.party: told.participant.first().at for told in tellings}
    for told in tellings:
        rows |= {key: count.filed.at for count in told.counts for key in _ids(count)}
    return rows | {event.block["id"]: event.block["sources"][0]["at"] for event in events}


def _ids(count: DataCharge) -> set[str]:
    return {count.id, count.final}
