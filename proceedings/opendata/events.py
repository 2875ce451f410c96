"""Public tables of what happened: events, what they did, and the parts of sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from proceedings.law.codes import (
    ClaimOutcome,
    ComponentKind,
    Confidence,
    CustodyType,
    EventKind,
    FilingType,
    HearingOutcome,
    HearingType,
    Instrument,
    NoticeType,
    Outcome,
    PleaType,
    Relation,
    ReleaseGround,
    RulingDisposition,
    RulingKind,
    TermUnit,
)
from proceedings.models import Effect, Event, SentenceComponent
from proceedings.opendata.fields import (
    PublicTable,
    WithoutReferred,
    coded,
    column,
    link,
)
from proceedings.record.visibility import is_published

EVENTS = PublicTable(
    name="events",
    title=_("Events"),
    one_row=_("Something that happened in a case and is published here."),
    rows=lambda redactor: redactor.closed.without_events(Event.objects.filter(is_published())),
    fields=(
        column("id", _("Number"), _("The event's number here; kept."), "integer"),
        link("case_id", "cases", _("Case"), _("In which case.")),
        coded("kind", _("Kind"), _("What sort of event it is."), EventKind),
        coded(
            "type",
            _("Type"),
            _("Which sort of filing, plea, hearing, ruling, notice or custody event."),
            Instrument,
            FilingType,
            PleaType,
            HearingType,
            RulingKind,
            NoticeType,
            CustodyType,
        ),
        column("order", _("Order"), _("Recorded order in the case: breaks ties within a day."), "integer"),
        column("date", _("Date"), _("When it was pronounced or happened (EDTF).")),
        column("date_entered", _("Date entered"), _("When the paper was entered (EDTF).")),
        column("date_reported", _("Date reported"), _("When it was first reported (EDTF).")),
        column("earliest", _("First possible day"), _("Of the first known of the three dates."), "date"),
        column("latest", _("Last possible day"), _("Of the same; the event counts from this day."), "date"),
        column("what", _("What happened"), _("In our own words.")),
        column("result", _("Result"), _("As sources put it.")),
        column("source_text", _("The court's own words"), _("As quoted.")),
        coded("disposition", _("Decision"), _("On the request a ruling answers."), RulingDisposition),
        coded("outcome", _("Outcome of the hearing"), _("Whether it was held."), HearingOutcome),
        column("scheduled_on", _("Scheduled for"), _("The day a hearing is set for."), "date"),
        column(
            "scheduled_at",
            _("Scheduled at"),
            _("The time, on the clock of the court."),
            made=lambda time: time and time.isoformat("minutes"),
        ),
        link(
            "judge_id",
            "parties",
            _("Judge"),
            _("Who ruled or presided."),
            without=WithoutReferred.EMPTIED,
            keeps=True,
        ),
        coded("confidence", _("Confidence"), _("How well it is sourced."), Confidence),
        column("dispute", _("Dispute"), _("Where sources differ.")),
        column("note", _("Note"), _("A public note.")),
        column("recorded_at", _("Recorded"), _("When it was entered here."), "datetime"),
    ),
)

EFFECTS = PublicTable(
    name="effects",
    title=_("Outcomes"),
    one_row=_(
        "What one event did to one charge, to one claim, or to one defendant: all that the rules read."
    ),
    rows=lambda _redactor: Effect.objects.all(),
    fields=(
        column("id", _("Number"), _("The row's number here; kept."), "integer"),
        link("event_id", "events", _("Event"), _("Which event did it.")),
        link("case_id", "cases", _("Case"), _("The case of the event."), path="event__case_id"),
        link("defendant_id", "defendants", _("Defendant"), _("To whom.")),
        link(
            "charge_id",
            "charges",
            _("Charge"),
            _("To which charge; empty for a claim, or the defendant whole."),
        ),
        link("claim_id", "claims", _("Claim"), _("To which claim.")),
        coded("outcome", _("Outcome"), _("What it did."), Outcome, ClaimOutcome),
        column("by", _("By"), _("Who acted: court, prosecutor, jury and so on."), path="details__by"),
        column("prejudice", _("Prejudice"), _("With, without or unspecified."), path="details__prejudice"),
        column("plea", _("Plea"), _("Which plea was accepted."), path="details__plea", codes=(PleaType,)),
        column("ground", _("Ground"), _("Of a release."), path="details__ground", codes=(ReleaseGround,)),
        column("reason", _("Reason"), _("Why, as recorded."), path="details__reason"),
        column("text", _("Words"), _("As worded."), path="details__text"),
        column(
            "instrument",
            _("Instrument"),
            _("Of a filing."),
            path="details__instrument",
            codes=(Instrument,),
        ),
        column("position", _("Position"), _("Order within the event."), "integer"),
    ),
)

SENTENCE_COMPONENTS = PublicTable(
    name="sentence_components",
    title=_("Parts of sentences"),
    one_row=_("One part of a sentence, in the court's own unit: 18 months is never 547 days."),
    rows=lambda _redactor: SentenceComponent.objects.all(),
    fields=(
        column("id", _("Number"), _("The row's number here; kept."), "integer"),
        link("event_id", "events", _("Event"), _("The event that imposed it.")),
        link("case_id", "cases", _("Case"), _("The case of the event."), path="event__case_id"),
        link("defendant_id", "defendants", _("Defendant"), _("On whom.")),
        link("charge_id", "charges", _("Charge"), _("For which charge; empty for all the event sentences.")),
        coded("kind", _("Kind"), _("What sort of part it is."), ComponentKind),
        column("minimum", _("Minimum"), _("In the unit beside."), "number"),
        column("maximum", _("Term"), _("The maximum, or the fixed term, in the unit beside."), "number"),
        column("suspended", _("Suspended"), _("Of the term, in the unit beside."), "number"),
        coded("unit", _("Unit"), _("The court's own unit."), TermUnit),
        column("credit", _("Credit"), _("Time already served, in days."), "number"),
        column("amount", _("Amount"), _("Of money."), "number"),
        column("currency", _("Currency"), _("ISO 4217.")),
        column("supervised", _("Supervised"), _("Empty when not stated."), "boolean"),
        column(
            "time_served", _("Time served"), _("True when the term is the time already served."), "boolean"
        ),
        coded("relation", _("Relation"), _("To the other parts; “not stated” is never guessed."), Relation),
        column("text", _("Words"), _("As worded.")),
        coded(
            "confidence",
            _("Confidence"),
            _("How well it is sourced; C is shown and counts for nothing."),
            Confidence,
        ),
        column("dispute", _("Dispute"), _("Where sources differ.")),
        column("position", _("Position"), _("Order within the sentence."), "integer"),
    ),
)
