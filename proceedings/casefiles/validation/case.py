"""Cases: docket numbers, participants, defendants with their charges or claims, links."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kit.partial_dates import PartialDate
from kit.text_folding import docket_key
from proceedings.casefiles.format.base import Part
from proceedings.casefiles.format.case import (
    Case,
    CaseFile,
    Defendant,
    Participant,
)
from proceedings.casefiles.load.effect_targets import qualified
from proceedings.casefiles.validation.event import check_event
from proceedings.casefiles.validation.file import ValidationReport
from proceedings.law.codes import ChargeLinkKind, Role
from proceedings.models import Case as CaseRow
from proceedings.models import Charge as ChargeRow
from proceedings.models import Claim as ClaimRow
from proceedings.models.case import CIVIL_TYPES

BATCH = 500
# Links that make sense between two cases; the others stay within one.
ACROSS = (ChargeLinkKind.REFILES, ChargeLinkKind.CONTINUES, ChargeLinkKind.SUPERSEDES)


def check_case(case: Case, report: ValidationReport) -> None:
    """Check a case with everything in it."""
    report.refer(case, "court", "courts", case.court)
    report.refer(case, "incident", "incidents", case.incident)
    report.cite(case, case.sources)
    report.once(case, "other_dockets", case.other_dockets, "each number once")
    _check_links(case, report)
    for participant in case.participants:
        _check_participant(participant, report)
    roles = [(part.party, part.role.value, part.since) for part in case.participants]
    report.once(case, "participants", roles, "each party once in a role, or from another date")
    _check_defendants(case, report)
    report.once(case, "events", [event.id for event in case.events], "an id of its own within the case")
    for event in case.events:
        check_event(event, case, report)


def _check_links(case: Case, report: ValidationReport) -> None:
    for number, link in enumerate(case.links):
        report.refer(link, "case", "cases", link.case)
        if link.case == case.id:
            report.add(case, ("links", number, "case"), link.case, "another case")
    report.once(case, "links", [(link.kind.value, link.case) for link in case.links], "each link once")


def _check_participant(participant: Participant, report: ValidationReport) -> None:
    report.refer(participant, "party", "parties", participant.party)
    if participant.role == Role.DEFENDANT:
        report.add(
            participant, "role", Role.DEFENDANT.value, "another role; defendants stand under “defendants”"
        )
    for number, key in enumerate(participant.represents):
        report.refer(participant, ("represents", number), "parties", key)
    report.once(participant, "represents", participant.represents, "each party once")
    if participant.since and participant.until:
        since, until = PartialDate.parse(participant.since), PartialDate.parse(participant.until)
        if until.latest < since.earliest:
            report.add(participant, "until", participant.until, f"a date not before {participant.since}")


def _check_defendants(case: Case, report: ValidationReport) -> None:
    parties = [defendant.party for defendant in case.defendants]
    report.once(case, "defendants", parties, "each party once; list all its charges together")
    if case.defendants and report.names.case(case.id) is not None and case.type == "appeal":
        expected = "none in an appeal: its events name the charges of the case below, as case-id/charge-id"
        report.add(case, "defendants", None, expected)
    seen: dict[str, set[str]] = {"charges": set(), "claims": set()}
    for defendant in case.defendants:
        report.refer(defendant, "party", "parties", defendant.party)
        for kind, keys in seen.items():
            for number, count in enumerate(getattr(defendant, kind)):
                if count.id in keys:
                    report.add(defendant, (kind, number, "id"), count.id, "an id of its own within the case")
                keys.add(count.id)
        _check_counts(defendant, case, report)


def _check_counts(defendant: Defendant, case: Case, report: ValidationReport) -> None:
    civil = case.type in CIVIL_TYPES
    if defendant.charges and civil:
        report.add(
            defendant,
            "charges",
            None,
            f"claims: a defendant in a case of type {case.type.value} is not charged",
        )
    if defendant.claims and not civil:
        report.add(
            defendant, "claims", None, f"charges: a defendant in a case of type {case.type.value} is not sued"
        )
    for charge in defendant.charges:
        report.cite(charge, charge.sources)
        for link in charge.links:
            holder, key = qualified(link.charge, case.id)
            names = report.names.case(holder)
            if names is None or key not in names.charges or (holder, key) == (case.id, charge.id):
                report.add(
                    link, "charge", link.charge, "the id of another charge: charge-id, or case-id/charge-id"
                )
            elif holder != case.id and link.kind not in ACROSS:
                expected = f"a charge of this case; only {', '.join(ACROSS)} reach into another"
                report.add(link, "charge", link.charge, expected)
        pairs = [(link.kind.value, qualified(link.charge, case.id)) for link in charge.links]
        report.once(charge, "links", pairs, "each link once")
    for claim in defendant.claims:
        for claim_link in claim.links:
            holder, key = qualified(claim_link.claim, case.id)
            names = report.names.case(holder)
            if names is None or key not in names.claims or (holder, key) == (case.id, claim.id):
                report.add(claim_link, "claim", claim_link.claim, "the id of another claim: case-id/claim-id")
        pairs_of_claim = [(link.kind, qualified(link.claim, case.id)) for link in claim.links]
        report.once(claim, "links", pairs_of_claim, "each link once")
    _check_holders(defendant, case, report)


def _check_holders(defendant: Defendant, case: Case, report: ValidationReport) -> None:
    """Refuse to hand a recorded charge to another defendant: what happened to it would go with it."""
    if report.names.row(case.id) is None:
        return
    held: list[tuple[Part, str, str]] = []
    for model, counts in ((ChargeRow, defendant.charges), (ClaimRow, defendant.claims)):
        rows = model._base_manager.filter(defendant__case__key=case.id)
        holders = dict(rows.values_list("key", "defendant__party__key"))
        held += [(count, count.id, holders[count.id]) for count in counts if count.id in holders]
    for count, key, holder in held:
        if holder != defendant.party:
            report.add(
                count, "id", key, f"an id not in use; in the database it belongs to the defendant {holder}"
            )


def check_dockets(cases: Sequence[Case], files: Sequence[CaseFile], report: ValidationReport) -> None:
    """Refuse a docket number that another case of the same court has, whatever its printed style."""
    aliases = {court.courts_db_id: court.id for file in files for court in file.courts if court.courts_db_id}
    given = {case.id for case in cases}
    keyed = [
        (case, (aliases.get(case.court, case.court), key))
        for case in cases
        if (key := docket_key(case.docket))
    ]
    stored = _dockets_stored({key for _case, (_court, key) in keyed}, given)
    seen: dict[tuple[str, str], str] = {}
    for case, number in keyed:
        other = seen.setdefault(number, case.id)
        if other == case.id:
            other = stored.get(number, other)
        if other != case.id:
            report.add(
                case, "docket", case.docket, f"a number of its own in its court; the case {other} has it"
            )


def _dockets_stored(keys: Collection[str], given: Collection[str]) -> dict[tuple[str, str], str]:
    """Return which cases of the database, but those given, have one of some docket numbers, by court."""
    found: dict[tuple[str, str], str] = {}
    asked = sorted(keys)
    for start in range(0, len(asked), BATCH):
        rows = CaseRow.objects.filter(docket_key__in=asked[start : start + BATCH]).order_by("pk")
        for court, docket, key in rows.values_list("court__key", "docket_key", "key"):
            if key not in given:
                found.setdefault((court, docket), key)
    return found
