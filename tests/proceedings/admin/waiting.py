"""An invented desk: one row that waits in each queue, and beside it one that does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from people.models import IdentityDecision
from proceedings.models import Case, Citation, Event, Report, Restriction, ReviewNote
from proceedings.models.status_span_queries import today
from proceedings.record import services
from tests.factories import (
    CaseFactory,
    ChargeFactory,
    DefendantFactory,
    PartyFactory,
    RestrictionFactory,
    SourceFactory,
    happen,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """The rows that wait, by the key of their queue."""

    waiting: dict[str, int]
    case: Case
    draft: Event
    sealed: Event


def make_desk() -> Desk:
    """Record it all."""
    with services.writing():
        return _made()


def _made() -> Desk:
    case = CaseFactory(caption="Nowhere v. Waiting", reviewed_on=today())
    charge = ChargeFactory(defendant=DefendantFactory(case=case, party=PartyFactory(name="Testa Waiting")))
    source = SourceFactory()
    happen(charge, "indicted", "2021-01-05", kind="filing", type="indictment", source=source)
    happen(charge, "convicted_trial", "2021-03-05", source=source, what="Guilty.")
    happen(
        charge,
        "sentenced",
        "2021-04-05",
        kind="sentence",
        source=source,
        components=[{"kind": "imprisonment", "maximum": 18, "unit": "months"}],
    )
    draft = happen(charge, "concerns", "2024-01-05", publication="draft", what="A draft.", source=source)
    unsourced = happen(charge, "concerns", "2024-01-06", what="Nobody says so.")
    disputed = happen(
        charge, "concerns", "2024-01-07", what="Disputed.", dispute="Two say two.", source=source
    )
    differs = happen(charge, "concerns", "2024-01-08", what="One says otherwise.")
    services.record(differs, parts=[Citation(event=differs, source=source, differs="On another day.")])
    uncertain = happen(charge, "concerns", "2024-02", what="Some day.", source=source)
    words = happen(charge, "concerns", "2024-02-03", what="Kept.", source_text="NOLLE PROS?", source=source)
    known = happen(charge, "concerns", "2024-02-04", what="Known.", source=source)
    hearing = Event(
        case=case, kind="hearing", type="trial", date="2024-03-04", what="Set and never heard of."
    )
    hearing.scheduled_on, hearing.publication = date(2024, 3, 4), "published"
    services.record(hearing, parts=[Citation(event=hearing, source=source)])
    old = CaseFactory(caption="Nowhere v. Old", court=case.court, reviewed_on=date(2020, 1, 1))
    never = CaseFactory(caption="Nowhere v. Never", court=case.court)
    note = ReviewNote.objects.create(text="Is this the right day?", event=known)
    ReviewNote.objects.create(text="It is.", event=known, settled_at=datetime.now(UTC))
    report = Report.objects.create(
        reference="AAAA-BBBB",
        kind="reply",
        case=case,
        address="/",
        text="Not so.",
        received_at=datetime.now(UTC),
    )
    sealed_charge = ChargeFactory(
        defendant=DefendantFactory(case__reviewed_on=today(), case__court=case.court)
    )
    sealed = happen(sealed_charge, "concerns", "2024-01-05", publication="draft", what="Sealed words.")
    ending: Restriction = RestrictionFactory(
        defendant=sealed_charge.defendant, since=today(), until=today() + timedelta(days=3)
    )
    RestrictionFactory(party=PartyFactory(), since=today())
    twin = PartyFactory(name="testa WAITING")
    decided = [PartyFactory(name="Testo Decided"), PartyFactory(name="Testo Decided")]
    services.record(IdentityDecision(first=decided[0], second=decided[1], same=False, reason="Two years."))
    return Desk(
        {
            "duplicates": twin.pk,
            "drafts": draft.pk,
            "reports": report.pk,
            "notes": note.pk,
            "hearings": hearing.pk,
            "sentences": charge.defendant_id,
            "review": old.pk,
            "never-reviewed": never.pk,
            "sources": unsourced.pk,
            "disputes": disputed.pk,
            "dates": uncertain.pk,
            "words": words.pk,
            "restrictions": ending.pk,
        },
        case,
        draft,
        sealed,
    )
