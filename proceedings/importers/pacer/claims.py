"""Civil dockets: one claim against each defendant, and the events that unmistakably bring or end it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from proceedings.importers.pacer.charges import Charges
from proceedings.importers.pacer.docket import Docket
from proceedings.importers.pacer.entries import EntryKind, EntryStatement
from proceedings.importers.pacer.event_builder import EventBuilder, EventDay
from proceedings.importers.pacer.people import People

LONGEST_LABEL = 300


def claim_of(charges: Charges, docket: Docket) -> dict[str, Any]:
    """Return the claim against a defendant: the cause the docket gives, else “the complaint”."""
    ended = f"The docket ends the suit against this defendant on {charges.ended}." if charges.ended else ""
    return {"id": claim_id(charges), "label": docket.cause[:LONGEST_LABEL], "note": ended}


def claim_id(charges: Charges) -> str:
    """Return the id of the claim against a defendant."""
    return f"{charges.prefix}-complaint"


def write_claims(
    docket: Docket,
    said: Sequence[EntryStatement],
    people: People,
    happenings: EventBuilder,
    everybody: Sequence[Charges],
) -> None:
    """Write that each defendant was sued, and what became of the suit."""
    filed: set[str] = set()
    for one in said:
        if one.kind is EntryKind.CLAIM and one.claim:
            mine = [claim_id(charges) for charges in everybody if charges.place in one.whom]
            if one.claim.outcome == "claim_filed":
                mine = [key for key in mine if key not in filed]
                filed |= set(mine)
            if mine:
                _write(one, mine, people, happenings)
    silent = [claim_id(charges) for charges in everybody if claim_id(charges) not in filed]
    if silent:
        happenings.add(
            "filing",
            EventDay(docket.filed),
            "filing",
            at="the date of filing",
            kind="filing",
            what="The suit is filed; the extract of the docket has no entry of the paper that brings it.",
            outcomes=[{"claims": silent, "outcome": "claim_filed"}],
        )


def _write(one: EntryStatement, claims: Sequence[str], people: People, happenings: EventBuilder) -> None:
    claim = one.claim
    if claim is None:
        return
    happenings.add(
        f"entry-{one.entry.number or f'{one.entry.filed}-{one.entry.place}'}-{claim.type.replace('_', '-')}",
        EventDay(one.day),
        "filing" if claim.kind == "filing" else "judgment",
        at=one.entry.cited,
        kind=claim.kind,
        type=claim.type,
        what=claim.words,
        judge=people.judge(one.judge),
        source_text=one.entry.text,
        outcomes=[{"claims": list(claims), "outcome": claim.outcome}],
    )
