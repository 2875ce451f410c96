"""What is said inside or beside a status: qualifiers and the particulars its words need.

All of it is plain data (texts, numbers, lists), so that it can be stored and compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from proceedings.law.codes import (
    ChargeLinkKind,
    ChargeState,
    ClaimState,
    Phase,
    QualifierCode,
    StatusCode,
)
from proceedings.law.rules.case_state import (
    DEFERRED,
    GUILTY,
    OPEN_STATES,
    CaseState,
    Occurred,
    Sentencing,
    StateOf,
)
from proceedings.law.rules.inputs import LAST_DAY, Component, Record
from proceedings.law.rules.outcome_effects import FORMAL_INVESTIGATION
from proceedings.law.rules.precedence import OutcomeCounts, phase_of, terms_of
from proceedings.law.rules.terms import ENDS_BY_CALENDAR, as_particulars, standing_parts

Plain = dict[str, Any]

Q = QualifierCode
STALE_AFTER_MONTHS = 12
# Ways for some of several charges to end, and the status that says itself that all of them did.
_PARTS: tuple[tuple[QualifierCode, frozenset[str], str], ...] = (
    (Q.ACQUITTED_ON, frozenset({ChargeState.ACQUITTED}), StatusCode.ACQUITTED),
    (Q.DISMISSED_ON, frozenset({ChargeState.DISMISSED}), ""),
    (Q.DEFERRED_ON, frozenset[str](DEFERRED), ""),
    (Q.TRANSFERRED_ON, frozenset({ChargeState.TRANSFERRED}), ""),
    (Q.LEFT_ON_FILE_ON, frozenset({ChargeState.LEFT_ON_FILE}), ""),
    (Q.SETTLED_ON, frozenset({ClaimState.SETTLED}), ""),
)
# The kinds that `counts` tells.
_KINDS: dict[str, frozenset[str]] = {
    "guilty": frozenset[str](GUILTY),
    "deferred": frozenset[str](DEFERRED),
    "acquitted": frozenset({ChargeState.ACQUITTED, ChargeState.NOT_GUILTY_INSANITY}),
    "dismissed": frozenset({ChargeState.DISMISSED}),
    "not_sent_to_trial": frozenset({ChargeState.NOT_PROCEEDED}),
    "set_aside": frozenset({ChargeState.VACATED}),
    "left_on_file": frozenset({ChargeState.LEFT_ON_FILE}),
    "abated": frozenset({ChargeState.ABATED}),
    "settled": frozenset({ClaimState.SETTLED}),
    "judgment_for_plaintiff": frozenset({ClaimState.JUDGMENT_FOR_PLAINTIFF}),
    "judgment_for_defendant": frozenset({ClaimState.JUDGMENT_FOR_DEFENDANT}),
    "transferred": frozenset({ChargeState.TRANSFERRED}),
    "undecided": frozenset[str](OPEN_STATES),
    "not_read": frozenset({ChargeState.OUTCOME_NOT_READ}),
}


def tally(standing: OutcomeCounts) -> dict[str, int]:
    """Count the charges or claims left, by what became of them."""
    return {"charges": len(standing.counts), **kinds_of(standing.numbers)}


def kinds_of(numbers: Mapping[str, int]) -> dict[str, int]:
    """Count by kind what stands in each state; every state is of one kind, so they add up to the charges."""
    return {kind: sum(numbers.get(state, 0) for state in states) for kind, states in _KINDS.items()}


def qualifiers_of(record: Record, world: CaseState, standing: OutcomeCounts, code: StatusCode) -> list[Plain]:
    """Return everything said inside or beside the status, in a fixed order."""
    return [
        *_parts(standing, code),
        *_unread(standing),
        *_appeals(world, code),
        *_clemency(standing, record),
        *_awaiting(world, standing, code),
        *_linked_cases(record, world),
        *_lesser(record, world),
        *_flags(world, standing, code),
        *_quality(record, world, standing),
    ]


def _parts(standing: OutcomeCounts, code: StatusCode) -> Iterable[Plain]:
    """Say how many of several charges ended in a way the status itself does not tell."""
    if len(standing.states) < 2:  # noqa: PLR2004  # all of them stand in one state: there is no part
        return
    total = len(standing.counts)
    for qualifier, states, whole in _PARTS:
        found = sum(one.state in states for one in standing.counts)
        if 0 < found < total and code != whole:
            yield {"code": qualifier.value, "count": found, "of": total}


def _unread(standing: OutcomeCounts) -> Iterable[Plain]:
    """Say on how many charges the source gives an outcome that was not read."""
    found = [one.unread for one in standing.counts if one.unread is not None]
    if found:
        yield {
            "code": Q.OUTCOME_NOT_READ.value,
            "count": len(found),
            "of": len(standing.counts),
            "events": sorted({unread.event for unread in found}),
        }


def _appeals(world: CaseState, code: StatusCode) -> Iterable[Plain]:
    """Name who appeals; a decision under appeal is not final. Of one that ended, say how and when."""
    over = world.appeal_over
    if over is not None:
        yield {**_marked(Q.APPEAL_ENDED, over.mark), "by": list(over.by), "how": over.outcome}
    if not world.appeals:
        return
    by = sorted({appeal.by for appeal in world.appeals if appeal.by})
    yield {"code": Q.APPEAL_PENDING.value, "by": by}
    if phase_of(code) not in {Phase.OPEN, Phase.CIVIL_OPEN, Phase.NO_CHARGE}:
        yield {"code": Q.NOT_FINAL.value}


def _marked(code: QualifierCode, mark: Occurred) -> Plain:
    """Return a qualifier that names its event and day; of an uncertain day also the earliest it can be."""
    earliest = {"earliest": mark.earliest.isoformat()} if mark.earliest else {}
    return {"code": code.value, "event": mark.event, "on": mark.on.isoformat(), **earliest}


def _clemency(standing: OutcomeCounts, record: Record) -> Iterable[Plain]:
    """Name a pardon and a commutation of what still stands."""
    if record.civil or standing.states.isdisjoint(GUILTY):
        return
    guilty = [one for one in standing.counts if one.state in GUILTY]
    for code, marks in (
        (Q.PARDONED, [one.pardoned for one in guilty]),
        (Q.COMMUTED, [one.commuted for one in guilty]),
    ):
        first = min((mark for mark in marks if mark is not None), key=lambda mark: mark.on, default=None)
        if first is not None:
            yield _marked(code, first)


def _awaiting(world: CaseState, standing: OutcomeCounts, code: StatusCode) -> Iterable[Plain]:
    """Say on how many charges a sentence is still to come, beside one that stands."""
    both = {ChargeState.FOUND_GUILTY, ChargeState.CONVICTED} <= standing.states
    if both and world.died is None and phase_of(code) is Phase.GUILTY:
        found = sum(one.state == ChargeState.FOUND_GUILTY and not one.pardoned for one in standing.counts)
        if found:
            yield {"code": Q.AWAITING_SENTENCE_ON.value, "count": found, "of": len(standing.counts)}


def _linked_cases(record: Record, world: CaseState) -> Iterable[Plain]:
    """Name the cases that brought or carried on these charges, and those they came from."""
    if not _are_linked(record):
        return
    for kind, there, here in (
        (ChargeLinkKind.REFILES, Q.REFILED_AS, Q.REFILED_FROM),
        (ChargeLinkKind.CONTINUES, Q.CONTINUED_AS, Q.CONTINUED_FROM),
    ):
        later, earlier = _cases(record, world, kind)
        if later:
            yield {"code": there.value, "cases": later}
        if earlier:
            yield {"code": here.value, "cases": earlier}


def _are_linked(record: Record) -> bool:
    """Tell whether any count is linked with another."""
    return any(count.links for count in record.counts)


def _cases(record: Record, world: CaseState, kind: str) -> tuple[list[int], list[int]]:
    """Return the other cases whose begun counts link to ours, and those our begun counts link to."""
    by_key = {count.key: count for count in record.counts}
    later, earlier = set[int](), set[int]()
    for count in record.counts:
        if count.key not in world.began:
            continue
        for link in count.links:
            other = by_key.get(link.to)
            if link.kind != kind or other is None or other.elsewhere == count.elsewhere:
                continue
            if count.elsewhere:
                later.add(count.case)
            else:
                earlier.add(other.case)
    return sorted(later), sorted(earlier)


def _lesser(record: Record, world: CaseState) -> Iterable[Plain]:
    """Say when a finding of guilt is of a lesser offence than the one charged."""
    if not _are_linked(record):
        return
    found = 0
    for count in record.counts:
        if count.elsewhere or world.states[count.key].state not in GUILTY:
            continue
        parents = [link.to for link in count.links if link.kind == ChargeLinkKind.LESSER_INCLUDED_OF]
        found += any(world.states[key].lesser for key in parents if key in world.states)
    if found and not record.civil:
        yield {"code": Q.CONVICTED_OF_LESSER.value, "count": found}


def _flags(world: CaseState, standing: OutcomeCounts, code: StatusCode) -> Iterable[Plain]:
    """Say what the defendant's flags say."""
    if world.died is not None:
        died = _marked(Q.DEFENDANT_DIED, world.died)
        yield {**died, "substituted": world.substituted} if world.substituted else died
    if world.warrant is not None:
        yield _marked(Q.WARRANT_OUTSTANDING, world.warrant)
    if world.released is not None and standing.any(ChargeState.CONVICTED):
        yield _marked(Q.RELEASED, world.released)
    if standing.states.isdisjoint(GUILTY):
        return
    unrecorded = [one for one in standing.counts if not one.finding_recorded and one.state in GUILTY]
    if unrecorded and phase_of(code) is Phase.GUILTY:
        events = sorted({one.sentence.event for one in unrecorded if one.sentence is not None})
        yield {"code": Q.FINDING_NOT_RECORDED.value, "events": events}


def _quality(record: Record, world: CaseState, standing: OutcomeCounts) -> Iterable[Plain]:
    """Say what is disputed in the sentence, and what does not fit in the record."""
    for sentence in sentences_of(standing):
        disputed = [as_particulars(part) for part in sentence.components if part.disputed]
        if disputed:
            yield {"code": Q.COMPONENT_DISPUTED.value, "event": sentence.event, "components": disputed}
    odd = set(world.inconsistent)
    if not standing.counts:
        # Replaced by nothing: a charge was brought, and no charge is left to say what became of it.
        replaced = [world.states[count.key] for count in record.counts if not count.elsewhere]
        odd |= {one.event for one in replaced if one.state == ChargeState.REPLACED and one.event is not None}
    if odd:
        yield {"code": Q.INCONSISTENT.value, "events": sorted(odd)}


def sentences_of(standing: OutcomeCounts) -> list[Sentencing]:
    """Return the sentences that stand, one for each event that imposed any, in their order."""
    if ChargeState.CONVICTED not in standing.states:
        return []
    found: dict[tuple[date, int], dict[int, Sentencing]] = {}
    for one in standing.counts:
        if one.state == ChargeState.CONVICTED and one.sentence is not None:
            placed = found.setdefault((one.sentence.on, one.sentence.event), {})
            placed[one.sentence.position] = one.sentence
    return [
        _joined([placed[position] for position in sorted(placed)]) for _key, placed in sorted(found.items())
    ]


def _joined(sentences: list[Sentencing]) -> Sentencing:
    """Join what one event imposed on several counts; a part that reaches several of them is one part."""
    seen, parts = set[int](), list[Component]()
    for sentence in sentences:
        for part in sentence.components:
            if part.key is None or part.key not in seen:
                parts.append(part)
        seen |= {part.key for part in sentence.components if part.key is not None}
    return replace(sentences[0], components=tuple(parts))


def particulars_of(record: Record, world: CaseState, standing: OutcomeCounts) -> Plain:
    """Return what the words of the status need and no other field tells."""
    return {
        "administrative": record.administrative,
        "states": {str(state): standing.numbers[state] for state in sorted(standing.numbers)},
        "counted": counted_text(standing),
        "decided": decisions_of(standing),
        **_findings(standing),
        **_endings(standing),
        **_unread_words(standing),
        **_reasons(record, world, standing),
        **_sentences(standing),
        "died": world.died is not None,
        **({"appealed": sorted({one.event for one in world.appeals})} if world.appeals else {}),
        **({"pardoned": True} if _all_pardoned(standing) else {}),
    }


def _all_pardoned(standing: OutcomeCounts) -> bool:
    """Tell whether a pardon covers every finding of guilt."""
    guilty = [one for one in standing.counts if one.state in GUILTY]
    return bool(guilty) and all(one.pardoned for one in guilty)


def decisions_of(standing: OutcomeCounts) -> Plain:
    """Return what decided each counted charge or claim that is no longer open, by its key.

    {"7": {"event": 12, "on": "2024-03-06", "by": "jury"}}; `at_trial` where a trial of the charge had begun
    and gave no verdict.
    """
    pairs = zip(standing.keys, standing.counts, strict=True)
    return {str(key): _decision(one) for key, one in pairs if one.state not in OPEN_STATES}


def _decision(one: StateOf) -> Plain:
    if one.state in GUILTY:
        if one.finding is None:
            return {"event": one.event, "by": ""}
        mark = one.finding.mark
        return {"event": mark.event, "on": mark.on.isoformat(), "by": one.finding.by}
    decision: Plain = {"event": one.event, "by": one.by}
    if one.since is not None:
        decision["on"] = one.since.isoformat()
        if one.since_earliest is not None and one.since_earliest < one.since:
            decision["earliest"] = one.since_earliest.isoformat()
    if one.state == ChargeState.DISMISSED and one.former == ChargeState.ON_TRIAL:
        decision["at_trial"] = True
    return decision


def events_behind(particulars: Mapping[str, Any]) -> list[int]:
    """Return the events that decided each count, imposed a sentence or brought a pending appeal, in order."""
    dated = [*particulars.get("decided", {}).values(), *particulars.get("sentences", ())]
    found = [one["event"] for one in sorted(dated, key=lambda one: str(one.get("on", "")))]
    found += particulars.get("appealed", ())
    return list(dict.fromkeys(event for event in found if event is not None))


def counted_text(standing: OutcomeCounts) -> str:
    """Return which counts are counted and where each stands, as one text: “|convicted:7|acquitted:8|”.

    A text, so that a list can ask for one of them on any database; see `counted_as`.
    """
    pairs = zip(standing.counts, standing.keys, strict=True)
    return "|".join(["", *(counted_as(str(one.state), key) for one, key in pairs), ""])


def counted_keys(particulars: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Read a counted text: “|convicted:7|acquitted:8|” -> [("convicted", "7"), ("acquitted", "8")]."""
    pairs = (part.partition(":") for part in str(particulars.get("counted", "")).split("|") if part)
    return [(state, key) for state, _colon, key in pairs]


def counted_as(state: str, key: object) -> str:
    """Return how a counted text names one count in one state."""
    return f"{state}:{key}"


def _findings(standing: OutcomeCounts) -> Plain:
    """Tell how guilt was found, and who acquitted."""
    if not standing.any(ChargeState.ACQUITTED, *GUILTY):
        return {}
    guilty = [one for one in standing.counts if one.state in GUILTY]
    how = Counter(one.how for one in guilty if one.how)
    pleas = sorted({one.plea for one in guilty if one.plea})
    acquitted = sorted({one.by for one in standing.counts if one.state == ChargeState.ACQUITTED and one.by})
    found: Plain = {}
    if how:
        found["how"] = dict(sorted(how.items()))
    if pleas:
        found["pleas"] = pleas
    if acquitted:
        found["acquitted_by"] = acquitted
    return found


def _endings(standing: OutcomeCounts) -> Plain:
    """Tell who dismissed, and on what terms."""
    if ChargeState.DISMISSED not in standing.states:
        return {}
    dismissed = [one for one in standing.counts if one.state == ChargeState.DISMISSED]
    terms = Counter(terms_of(one) for one in dismissed)
    return {
        "dismissed_by": sorted({one.by for one in dismissed if one.by}),
        "dismissed_terms": {
            term: terms[term] for term in ("with", "without", "after_deferral", "unspecified")
        },
    }


def _unread_words(standing: OutcomeCounts) -> Plain:
    """Tell the words of an outcome that was not read."""
    found = [one.unread for one in standing.counts if one.unread is not None]
    return {"unread": {"text": found[0].text, "event": found[0].event}} if found else {}


def _reasons(record: Record, world: CaseState, standing: OutcomeCounts) -> Plain:
    """Tell why a case is paused, what was overturned, and where it went."""
    found: Plain = {}
    if standing.inactive:
        open_counts = [one for one in standing.counts if one.state in OPEN_STATES]
        pause = world.pause or next(one.pause for one in open_counts if one.pause)
        found["pause"] = {"outcome": str(pause.outcome), "text": pause.text, "event": pause.event}
    if ChargeState.REMANDED in standing.states:
        remanded = [one for one in standing.counts if one.state == ChargeState.REMANDED]
        found["overturned"] = sorted({_overturned(one) for one in remanded})
    if ChargeState.FILED in standing.states and not record.civil:
        filed = [one for one in standing.counts if one.state == ChargeState.FILED]
        if all(one.text == FORMAL_INVESTIGATION for one in filed):
            found["formal_investigation"] = True
    if ChargeState.TRANSFERRED in standing.states:
        gone = [one for one in standing.counts if one.state == ChargeState.TRANSFERRED]
        found["transferred_to"] = _cases(record, world, ChargeLinkKind.CONTINUES)[0]
        texts = [one.text for one in gone if one.text]
        if texts:
            found["transferred_text"] = texts[0]
    return found


def _overturned(one: StateOf) -> str:
    """Tell whether a conviction or a dismissal was overturned."""
    return "dismissal" if one.before == ChargeState.DISMISSED else "conviction"


def _sentences(standing: OutcomeCounts) -> Plain:
    """Tell the sentences that stand, and the one among them that was imposed last."""
    if ChargeState.CONVICTED not in standing.states:
        return {}
    convicted = [one for one in standing.counts if one.state == ChargeState.CONVICTED]
    listed = [_sentence(one) for one in sentences_of(standing)]
    found: Plain = {}
    if listed:
        found |= {"sentence": listed[-1], "sentences": listed}
    if convicted:
        found["convicted"] = len(convicted)
        found["completed"] = all(one.completed for one in convicted if not one.merged)
        found["releases"] = sorted({one.release for one in convicted if one.release})
    return found


def _sentence(sentence: Sentencing) -> Plain:
    """Return one sentence as plain values, disputed parts left out."""
    return {
        "event": sentence.event,
        "outcome": str(sentence.outcome),
        "earliest": sentence.earliest.isoformat(),
        "on": sentence.on.isoformat(),
        "components": [as_particulars(part) for part in standing_parts(sentence)],
    }


class QualifiedStatus(Protocol):
    """Anything that says a status with its qualifiers: one of the rules, or a stored span."""

    @property
    def code(self) -> str:
        """Return the code of the status."""

    @property
    def qualifiers(self) -> Sequence[Plain]:
        """Return the qualifiers of the status."""


def calendar_qualifiers(
    status: QualifiedStatus, *, on: date, projected_end: date = LAST_DAY, last_event_on: date | None = None
) -> list[Plain]:
    """Return the qualifiers only the calendar brings: computed when shown, never stored."""
    found: list[Plain] = []
    code = StatusCode(status.code)
    if code in ENDS_BY_CALENDAR and projected_end != LAST_DAY and on > projected_end:
        found.append({"code": Q.PROJECTED_END_PASSED.value, "on": projected_end.isoformat()})
    appealed = any(one["code"] == Q.APPEAL_PENDING for one in status.qualifiers)
    lives = _is_standing_sentence(code) or appealed or _is_open(code)
    if lives and last_event_on is not None and _months_between(last_event_on, on) >= STALE_AFTER_MONTHS:
        found.append({"code": Q.STALE.value, "last": last_event_on.isoformat()})
    return found


def _is_open(code: StatusCode) -> bool:
    """Tell whether something is still to come under this status."""
    undecided = phase_of(code) in {Phase.OPEN, Phase.CIVIL_OPEN, Phase.DEFERRED}
    return undecided or code in {StatusCode.GUILTY_IN_PART_PENDING, StatusCode.FOUND_GUILTY_AWAITING_SENTENCE}


def _is_standing_sentence(code: StatusCode) -> bool:
    """Tell whether a sentence stands under this status."""
    return phase_of(code) is Phase.GUILTY and code is not StatusCode.SENTENCE_COMPLETED


def _months_between(start: date, end: date) -> int:
    """Count the whole months from one day to another, the last one only once it is over."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end.day > start.day else months - 1
