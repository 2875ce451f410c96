"""Three made-up names, each in a record that will be closed in its own way, and in every text of others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from people.models import OtherName
from proceedings.models import (
    Case,
    Citation,
    Correction,
    Defendant,
    DisputedClaim,
    Event,
    Participation,
    PressFact,
    SentenceComponent,
)
from proceedings.record import services
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    SourceFactory,
    happen,
)
from tests.proceedings.website.records.matter import Matter

BY_ITSELF, BY_CASE, BY_PARTY = "Canarina", "Canarossa", "Canaverde"
CANARIES = (BY_ITSELF, BY_CASE, BY_PARTY)


@dataclass(frozen=True, slots=True)
class World:
    """What was sealed, and the last instant at which all of it was public."""

    matter: Matter
    sealed: dict[str, Defendant]
    then: str


def record_canaries(matter: Matter) -> dict[str, Defendant]:
    """Charge the three, and name them in what stays public; return their defendants by name."""
    with services.writing():
        sealed = {name: _accused(matter, name) for name in CANARIES}
        _told_by_others(matter)
    return sealed


def _accused(matter: Matter, name: str) -> Defendant:
    """Charge somebody in a case of the matter, among others unless the case will be closed."""
    party = PartyFactory(
        key=f"testa-{name.lower()}", name=f"Testa {name}", sort_name=f"{name}, Testa", note=f"{name} sings."
    )
    services.record(party, parts=[OtherName(party=party, name=f"{name} the Whistler")])
    case = matter.second
    if name == BY_CASE:
        case = CaseFactory(
            key=f"nowhere-v-{name.lower()}",
            caption=f"State of Nowhere v. {name}",
            docket_number=f"{name}-7",
            incident=matter.incident,
            court=matter.second.court,
            note=f"Only {name} is charged here.",
        )
    defendant = DefendantFactory(case=case, party=party, name_as_printed=f"T. {name.upper()}", position=9)
    charge = ChargeFactory(defendant=defendant, offence=f"Whistling with {name}", count_label=f"Count {name}")
    told = SourceFactory(
        title=f"Verdict on {name}", url=f"https://gazette.example/testa-{name.lower()}", note=f"On {name}."
    )
    happen(
        charge,
        "indicted",
        "2024-01-19",
        kind="filing",
        type="indictment",
        what=f"{name} is indicted.",
        source=told,
    )
    happen(charge, "found_guilty", "2024-07-12", type="verdict", what=f"{name} is found guilty.", source=told)
    fine: dict[str, Any] = {"kind": "fine", "amount": 7, "currency": "USD", "dispute": f"{name} denies it."}
    happen(
        charge,
        "sentenced",
        "2024-09-01",
        kind="sentence",
        what=f"{name} is sentenced.",
        components=[fine],
        source=told,
    )
    _hearing(case, f"{name} is to be heard.")
    return defendant


def _hearing(case: Case, what: str) -> None:
    services.record(
        Event(
            case=case,
            kind="hearing",
            type="status",
            date="2024-10-01",
            scheduled_on=date(2099, 1, 2),
            what=what,
            outcome="scheduled",
            publication="published",
        )
    )


def _told_by_others(matter: Matter) -> None:
    """Name all three in every kind of text that stays public."""
    names = ", ".join(CANARIES)
    second, suit, incident = matter.second, matter.suit, matter.incident
    second.caption, second.note = f"State of Nowhere v. Mockingbird, {names}", f"With {names}."
    incident.summary, incident.note = f"{names} were there.", f"{names} left early."
    source = SourceFactory(title=f"What {names} did", publisher="The Fictional Gazette")
    for fact in (second, incident):
        services.record(fact)
    press = {"incident": incident, "source": source, "number": 7}
    services.record(
        incident,
        parts=[
            DisputedClaim(incident=incident, claim=f"Was {BY_PARTY} there", texts=f"{names}: two texts."),
            PressFact(fact=f"{names} hummed.", contradicted_by=f"{names} did not.", **press),
        ],
    )
    for name in CANARIES:
        party = Defendant.objects.get(party__key=f"testa-{name.lower()}").party
        if name == BY_PARTY:  # the others would be public as witnesses
            services.record(Participation(case=suit, party=party, role="witness", note=f"{name} saw it."))
    also = ChargeFactory(defendant=matter.tried, offence=f"Humming with {names}", count_label="Count 9")
    said = happen(also, "indicted", "2024-01-20", kind="filing", what=f"Humming with {names}.", source=source)
    cited = Citation.objects.get(event=said)
    cited.pinpoint, cited.differs = f"Under {BY_PARTY}", f"It names {names} first."
    services.record(said, parts=[cited])
    part = SentenceComponent.objects.filter(defendant=matter.tried).latest("pk")
    part.dispute = f"{names} say otherwise."
    services.record(part.event, parts=[part])
    _hearing(second, f"The motions of {names} are to be heard.")
    wrong = happen(also, "concerns", "2024-02-02", kind="notice", what=f"{names} waive.")
    services.withdraw(wrong, because=f"It was not {names}.")
    noted = {
        "case": second,
        "was": f"{names} were one.",
        "now": f"{names} are three.",
        "why": f"So say {names}.",
    }
    services.record(Correction(made_at=datetime.now(UTC), **noted))
