"""An invented matter that has something of everything a page can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    ChargeLink,
    Citation,
    Defendant,
    DisputedClaim,
    Event,
    HarmedPerson,
    Incident,
    Participation,
    PressFact,
    Representation,
)
from proceedings.record import services
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    ClaimFactory,
    CourtFactory,
    DefendantFactory,
    IncidentFactory,
    PartyFactory,
    SourceFactory,
    happen,
)


@dataclass(frozen=True, slots=True)
class Matter:
    """The rows tests name."""

    incident: Incident
    first: Case
    second: Case
    suit: Case
    dropped: Defendant
    tried: Defendant
    sued: Defendant
    judge: Participation
    counsel: Participation
    charge: Charge
    dismissal: Event


def invent(prefix: str = "") -> Matter:
    """Record the matter: a case dropped and brought again, a conviction beside an acquittal, and a suit."""
    incident = IncidentFactory(key=f"{prefix}invented-matter", title="The invented matter", place="Nowhere")
    court = CourtFactory(name="First Fictional Court")
    common = {"court": court, "incident": incident}
    first = CaseFactory(caption="State of Nowhere v. Mockingbird", docket_number=f"{prefix}X-1", **common)
    second = CaseFactory(
        caption="State of Nowhere v. Mockingbird",
        docket_number=f"{prefix}X-2-UNPRINTED",
        print_docket=False,
        reviewed_on=date(2025, 1, 1),
        **common,
    )
    suit = CaseFactory(
        caption="Whimbrel v. Fictional Corp", docket_number=f"{prefix}C-1", type="civil", **common
    )
    testa = PartyFactory(name="Testa Mockingbird", sort_name="Mockingbird, Testa")
    dropped = DefendantFactory(case=first, party=testa)
    tried = DefendantFactory(case=second, party=testa, name_as_printed="Testa Q. Mockingbird")
    sued = DefendantFactory(case=suit, party=PartyFactory(name="Fictional Corp", kind="organisation"))
    charge, dismissal = _criminal(dropped, tried)
    _civil(sued)
    judge = Participation(case=second, party=PartyFactory(name="Testa Judge"), role="judge", since="2024-01")
    counsel = Participation(case=second, party=PartyFactory(name="Testa Counsel"), role="defence_attorney")
    services.record(judge)
    services.record(counsel, parts=[Representation(participation=counsel, party=testa)])
    services.record(CaseLink(case=first, other=second, kind="refiled_as"))
    _accounts(incident)
    return Matter(incident, first, second, suit, dropped, tried, sued, judge, counsel, charge, dismissal)


def crowd() -> Matter:
    """Record the matter and three more like it."""
    matter = invent()
    for number in range(3):
        invent(f"more-{number}-")
    return matter


def _criminal(dropped: Defendant, tried: Defendant) -> tuple[Charge, Event]:
    """Charge, drop, charge again, try, convict on one and acquit on the other, sentence, appeal."""
    linked = SourceFactory(
        publisher="The Fictional Gazette", title="Verdict", url="https://gazette.example/verdict"
    )
    unlinked = SourceFactory(
        publisher="The Mirror", title="Copy", url="https://mirror.example/copy", link_public=False
    )
    old = ChargeFactory(defendant=dropped, count_label="Count 1", offence="Whistling after dark")
    happen(old, "filed", "[2023-01-10..2023-01-20]", kind="filing", type="information", source=linked)
    dismissal = happen(
        old,
        "dismissed_without_prejudice",
        "2023-04-21",
        kind="notice",
        type="nolle_prosequi",
        details={"by": "prosecutor"},
        source=linked,
    )
    one = ChargeFactory(
        defendant=tried, count_label="Count 1", offence="Whistling after dark, of a long name " * 3
    )
    two = ChargeFactory(defendant=tried, count_label="Count 2", offence="Humming at noon")
    services.record(ChargeLink(charge=one, other=old, kind="refiles"))
    happen([one, two], "indicted", "2024-01-19", kind="filing", type="indictment", source=linked)
    motion = Event(
        case=tried.case,
        kind="ruling",
        type="motion_order",
        date="2024-05-24",
        what="The judge denies the motion.",
        disposition="denied",
        publication="published",
    )
    services.record(motion, parts=[Citation(event=motion, source=unlinked)])
    happen([one, two], "trial_began", "2024-07-09", kind="hearing", type="trial")
    happen(one, "found_guilty", "2024-07-12", type="verdict", source=linked)
    happen(two, "not_guilty_jury", "2024-07-12", type="verdict", details={"by": "jury"}, source=linked)
    happen(
        one,
        "sentenced",
        "2024-09-01",
        kind="sentence",
        components=[
            {"kind": "imprisonment", "maximum": Decimal(18), "unit": "months"},
            {
                "kind": "fine",
                "amount": Decimal(5000),
                "currency": "USD",
                "confidence": "C",
                "dispute": "Reported by The Mirror; not found in court-day reports.",
            },
        ],
        source=linked,
    )
    happen(one, "appeal_noticed", "2024-10-01", kind="notice", type="appeal", details={"by": "defence"})
    return one, dismissal


def _civil(sued: Defendant) -> None:
    """Sue, set a hearing, and settle."""
    claim = ClaimFactory(defendant=sued)
    happen(claim, "claim_filed", "2022-02-02", kind="filing", type="complaint")
    hearing = Event(
        case=sued.case,
        kind="hearing",
        type="status",
        date="2099-01-01",
        scheduled_on=date(2099, 1, 1),
        what="A status conference is set.",
        outcome="scheduled",
        publication="published",
    )
    services.record(hearing)
    happen(claim, "claim_settled", "2025-03-03", kind="notice", type="settlement")


def _accounts(incident: Incident) -> None:
    """Record who was harmed, what is disputed and what one account says."""
    named, unnamed = PartyFactory(name="Testa Dotterel"), PartyFactory(name="Testa Unnamed", private=True)
    services.record(
        incident,
        parts=[
            HarmedPerson(incident=incident, party=named, harm="killed", named_because="Court papers do."),
            HarmedPerson(incident=incident, party=unnamed, harm="wounded"),
            DisputedClaim(incident=incident, claim="Who whistled", texts="Two texts, two names."),
            PressFact(
                incident=incident,
                source=SourceFactory(publisher="The Mirror", title="An account", link_public=False),
                number=1,
                fact="The account says the fine was paid.",
                contradicted_by="No court-day report has a fine.",
            ),
        ],
    )
