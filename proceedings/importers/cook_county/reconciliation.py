"""What the tables state, set beside what follows from the record: charge by charge, person by person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from proceedings.importers.cook_county.case import case_id, party_id
from proceedings.importers.cook_county.charges import DataCharge, counts_of
from proceedings.importers.cook_county.reported_outcome import (
    ENDED,
    GUILTY,
    ReportedOutcome,
    stated,
    status_of,
)
from proceedings.importers.cook_county.tables import Extract, Participant, Row, opened
from proceedings.importers.cook_county.vocabulary import UNITS
from proceedings.importers.formats import Comparison
from proceedings.law import rules
from proceedings.law.codes import ChargeState, Outcome, Publication, StatusCode
from proceedings.models import Charge, Defendant, Effect
from proceedings.record.history import RecordHistory
from proceedings.record.rule_inputs import rule_records

BATCH = 200
AS_STATED = "as stated"
WITHHELD = "judgment withheld"
NOT_RECOGNISED = "the data use a word we do not read, or two that contradict each other; see the import"
WAITS = "the case stays a draft until somebody has read an outcome; see the import"
# States that begin with the disposition itself; a conviction begins with the sentence.
DATED = frozenset(
    {
        ChargeState.FOUND_GUILTY,
        ChargeState.DISMISSED,
        ChargeState.ACQUITTED,
        ChargeState.NOT_GUILTY_INSANITY,
        ChargeState.NOT_PROCEEDED,
        ChargeState.ABATED,
        ChargeState.TRANSFERRED,
        ChargeState.MISTRIAL,
    }
)
OPEN = frozenset({StatusCode.CHARGED.value, StatusCode.AWAITING_TRIAL.value})


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from the record of one defendant: each charge by its key, and the status."""

    charges: Mapping[str, rules.StateOf]
    status: str


def compare(folder: Path) -> Iterator[Comparison]:
    """Yield everything the data state, beside what is derived of it. Raises UnreadableSourceError."""
    extract = opened(folder)
    pairs = [(case, participant) for case, held in extract.charged() for participant in held]
    for start in range(0, len(pairs), BATCH):
        batch = pairs[start : start + BATCH]
        derived, waiting = _derived(batch), _waiting(batch)
        for case, participant in batch:
            because = WAITS if case in waiting else ""
            yield from _person(participant, derived.get((case, participant.id)), because)
    yield from _never_charged(extract)


def _derived(pairs: list[tuple[str, Participant]]) -> dict[tuple[str, str], Derived]:
    """Derive where some defendants stand today, from their published facts."""
    named = {(case_id(case), party_id(one.id)): (case, one.id) for case, one in pairs}
    rows = Defendant.objects.filter(case__key__in={case for case, _party in named})
    held = {
        pk: named[case, party]
        for pk, case, party in rows.values_list("pk", "case__key", "party__key")
        if (case, party) in named
    }
    keys: dict[int, str] = dict(Charge.objects.filter(defendant__in=held).values_list("pk", "key"))
    found = {}
    for pk, record in rule_records(RecordHistory(), held).items():
        states = rules.charge_states(record, rules.LAST_DAY)
        status = rules.derive(record)[-1].status.code.value
        found[held[pk]] = Derived({keys[count]: state for count, state in states.items()}, status)
    return found


def _waiting(pairs: list[tuple[str, Participant]]) -> set[str]:
    """Return the cases that stay drafts until somebody has read an outcome."""
    keys = {case_id(case): case for case, _participant in pairs}
    unread = Effect.objects.filter(
        outcome=Outcome.OUTCOME_NOT_READ, event__case__key__in=keys, event__publication=Publication.DRAFT
    )
    return {keys[key] for key in unread.values_list("event__case__key", flat=True)}


def _person(participant: Participant, derived: Derived | None, because: str) -> Iterator[Comparison]:
    row = participant.first()
    if derived is None:
        ours = "not imported, or not published"
        yield Comparison("participant", row.at, "charged", ours, agrees=False, because=because)
        return
    told = []
    for count in counts_of(participant):
        said = stated(participant, count.charge)
        told.append(said)
        yield _charge(said, derived.charges.get(count.final))
        yield from _day(count, said, derived)
        if said.sentence is not None:
            yield _sentence(said, said.sentence, derived.charges.get(count.final))
            yield from _length(said.sentence)
    yield _status(row, told, derived)
    yield from _intake(participant)


def _charge(said: ReportedOutcome, now: rules.StateOf | None) -> Comparison:
    """Compare where a charge stands."""
    state = now.state if now is not None else ChargeState.NONE
    because = _odd(said)
    agrees = state in said.expects() and not because
    return Comparison("charge", said.row.at, said.words, str(state.value), agrees, because)


def _odd(said: ReportedOutcome) -> str:
    """Say why the data themselves leave open what a charge came to."""
    if said.sentence is not None and said.disposition in ENDED:
        return f"the data sentence a charge that ended otherwise (“{said.disposition}”)"
    return "" if said.is_recognised else NOT_RECOGNISED


def _day(count: DataCharge, said: ReportedOutcome, derived: Derived) -> Iterator[Comparison]:
    """Compare the day on which a charge ended, or guilt was found, with the one the data state."""
    now = derived.charges.get(count.final)
    if now is None or now.state not in DATED or said.disposition not in {*ENDED, *GUILTY}:
        return
    given, ours = said.row.day("disposition_date"), now.since
    if given == ours:
        yield Comparison("day of disposition", said.row.at, AS_STATED, AS_STATED, agrees=True)
        return
    why = _doubt(given, now)
    yield Comparison("day of disposition", said.row.at, str(given), str(ours), agrees=False, because=why)


def _doubt(given: date | None, now: rules.StateOf) -> str:
    """Explain a day other than the data's, where the record itself says that it is in doubt."""
    in_doubt = now.since_earliest is not None and now.since_earliest != now.since
    return f"the day the data state ({given}) is in doubt, and noted on the record" if in_doubt else ""


def _sentence(said: ReportedOutcome, row: Row, now: rules.StateOf | None) -> Comparison:
    """Compare the sentence that stands with the row the data mark as current.

    Terms differ row by row: the table shows the kinds, and the row of a disagreement the terms.
    """
    because = _odd(said)
    parts = now.sentence.components if now is not None and now.sentence is not None else ()
    if now is not None and now.state == ChargeState.DEFERRED_ADJUDICATION:
        agrees, kinds, ours = said.is_withheld, WITHHELD, WITHHELD
    else:
        unit = UNITS.get(row["commitment_unit"])
        term = _number(row["commitment_term"]) if unit else None
        agrees = any(part.maximum == term and part.unit == (unit or "") for part in parts)
        agrees = agrees and not said.is_withheld
        kinds = " and ".join(sorted({part.kind for part in parts}))
        ours = "; ".join(_words(part) for part in parts) or "none"
    if agrees and not because:
        return Comparison("standing sentence", row.at, said.kind, kinds, agrees=True)
    words = f"{said.kind}, {row['commitment_term']} {row['commitment_unit']}".strip(" ,")
    return Comparison("standing sentence", row.at, words, ours, agrees=False, because=because)


def _words(part: rules.Component) -> str:
    term = "" if part.maximum is None else f"{part.maximum.normalize():f}"
    return f"{part.kind}, {term} {part.unit}".strip(" ,")


def _length(row: Row) -> Iterator[Comparison]:
    """Check the data's own length of a case: from arraignment to sentence."""
    said, since, until = row["length_of_case_in_days"], row.day("arraignment_date"), row.day("sentence_date")
    if not said or since is None or until is None:
        return
    unit, ours = "days from arraignment to sentence", str((until - since).days)
    if said == ours:
        yield Comparison(unit, row.at, AS_STATED, AS_STATED, agrees=True)
        return
    why = "the data's own length is not the days between its own dates"
    yield Comparison(unit, row.at, said, ours, agrees=False, because=why)


def _status(row: Row, told: list[ReportedOutcome], derived: Derived) -> Comparison:
    """Compare where a participant stands with what a reader of the tables would say."""
    expected = status_of(told)
    if expected is not None:
        agrees = expected.value == derived.status
        return Comparison("participant", row.at, expected.value, derived.status, agrees)
    if all(one.is_recognised for one in told):
        return Comparison("participant", row.at, "undecided", derived.status, derived.status in OPEN)
    because = next(filter(None, map(_odd, told)), NOT_RECOGNISED)
    return Comparison("participant", row.at, "no one answer", derived.status, agrees=False, because=because)


def _intake(participant: Participant) -> Iterator[Comparison]:
    if participant.intake is None:
        return
    words = participant.intake["participant_status"] or "no status"
    agrees = words in {"Approved", "no status"}
    why = "" if agrees else "charged all the same, by the other tables; noted on the record"
    yield Comparison(
        "intake status of those charged", participant.intake.at, words, "defendant", agrees, because=why
    )


def _never_charged(extract: Extract) -> Iterator[Comparison]:
    """Nobody who was never charged may be a defendant."""
    parties = Defendant.objects.filter(case__key__startswith=case_id(""), party__key__startswith=party_id(""))
    defendants = set(parties.values_list("case__key", "party__key"))
    for case, participants in extract.cases.items():
        for participant in participants.values():
            if participant.charges:
                continue
            is_one = (case_id(case), party_id(participant.id)) in defendants
            words = participant.first()["participant_status"] or "no status"
            ours = "defendant" if is_one else "no defendant"
            yield Comparison(
                "intake status of those never charged", participant.first().at, words, ours, agrees=not is_one
            )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.replace(".", "", 1).isdigit() else None
