"""The words of Cook County's State's Attorney, and what each of them is here. A lawyer can check this page.

A word that is not on it is never guessed: it stays in the record as source text, as an outcome that was not
read, and the import lists it first.
"""

from __future__ import annotations

from dataclasses import dataclass

from proceedings.law.codes import (
    ComponentKind,
    CustodyType,
    EventKind,
    NoticeType,
    Outcome,
    PleaType,
    RulingKind,
    Severity,
    TermUnit,
)


@dataclass(frozen=True, slots=True)
class DispositionMeaning:
    """What a disposition is: the event it was, what it did to the charge, whose act, and how it is told."""

    kind: EventKind
    type: str
    outcome: Outcome
    says: str
    by: str = ""
    plea: str = ""
    lesser: bool = False
    """Guilty not of the offence charged, but of one included in it."""
    amended: bool = False
    """Guilty of the charge as it was amended, whether or not the data say to what."""
    whole: bool = False
    """It is about the defendant, not about a charge."""
    deferred: bool = False
    """The prosecution was deferred before, on conditions that were met; the data do not say since when."""
    to: str = ""
    """Where a charge that is transferred goes."""


def _plea(says: str, *, lesser: bool = False, amended: bool = False) -> DispositionMeaning:
    kind, of = (EventKind.RULING, RulingKind.PLEA_ACCEPTANCE) if lesser else (EventKind.PLEA, PleaType.GUILTY)
    plea = PleaType.GUILTY.value
    return DispositionMeaning(
        kind, of.value, Outcome.PLEA_ACCEPTED, says, plea=plea, lesser=lesser, amended=amended
    )


def _verdict(outcome: Outcome, says: str, by: str = "", *, lesser: bool = False) -> DispositionMeaning:
    return DispositionMeaning(EventKind.RULING, RulingKind.VERDICT.value, outcome, says, by, lesser=lesser)


def _ruling(kind: RulingKind, outcome: Outcome, says: str, to: str = "") -> DispositionMeaning:
    return DispositionMeaning(EventKind.RULING, kind.value, outcome, says, to=to)


DEATH = "Death Suggested-Cause Abated"

# Column charge_disposition. “FNG” is a finding (by a judge) of not guilty, “FNPC” a finding of no probable
# cause; “BFW” a bond forfeiture warrant, which decides nothing. “Charge Rejected” is left out on purpose: the
# office's own act before a court was asked, which ends no charge in court that we know of.
DISPOSITIONS: dict[str, DispositionMeaning] = {
    "Nolle Prosecution": DispositionMeaning(
        EventKind.NOTICE,
        NoticeType.NOLLE_PROSEQUI.value,
        Outcome.NOLLE_PROSEQUI,
        "The prosecution declines to go on with {charges} against {name}.",
    ),
    "Plea Of Guilty": _plea("{Name} pleads guilty to {charges}."),
    "Plea of Guilty - Amended Charge": _plea("{Name} pleads guilty to {charges}.", amended=True),
    "Plea of Guilty - Lesser Included": _plea(
        "{Name} pleads guilty to an offence included in {charges}.", lesser=True
    ),
    "Finding Guilty": _verdict(Outcome.FOUND_GUILTY, "The judge finds {name} guilty of {charges}.", "judge"),
    "Finding Guilty - Lesser Included": _verdict(
        Outcome.FOUND_GUILTY,
        "The judge finds {name} guilty of an offence included in {charges}.",
        "judge",
        lesser=True,
    ),
    "Verdict Guilty": _verdict(Outcome.FOUND_GUILTY, "A jury finds {name} guilty of {charges}.", "jury"),
    "FNG": _verdict(Outcome.NOT_GUILTY_BENCH, "The judge finds {name} not guilty of {charges}."),
    "Verdict-Not Guilty": _verdict(Outcome.NOT_GUILTY_JURY, "A jury finds {name} not guilty of {charges}."),
    "FNG Reason Insanity": _verdict(
        Outcome.NGRI, "{Name} is found not guilty of {charges} by reason of insanity."
    ),
    "FNPC": _ruling(
        RulingKind.BIND_OVER,
        Outcome.NO_PROBABLE_CAUSE,
        "The judge finds no probable cause for {charges} against {name}.",
    ),
    "Case Dismissed": _ruling(
        RulingKind.DISMISSAL,
        Outcome.DISMISSED_UNSPECIFIED,
        "The court dismisses {charges} against {name}.",
    ),
    "Mistrial Declared": _ruling(
        RulingKind.MISTRIAL, Outcome.MISTRIAL, "The trial of {name} on {charges} ends in a mistrial."
    ),
    DEATH: _ruling(
        RulingKind.ABATEMENT,
        Outcome.ABATED_BY_DEATH,
        "{Charges} against {name} abate: the defendant's death is reported to the court.",
    ),
    # The new indictment has a number of its own, which the data do not give.
    "Superseded by Indictment": DispositionMeaning(
        EventKind.FILING,
        "",
        Outcome.TRANSFERRED,
        "{Charges} against {name} are superseded by an indictment.",
        to="a new indictment, whose number and outcome are not in these data",
    ),
    "Transferred - Misd Crt": _ruling(
        RulingKind.TRANSFER,
        Outcome.TRANSFERRED,
        "{Charges} against {name} go to the misdemeanor court.",
        to="the misdemeanor court",
    ),
    "BFW": DispositionMeaning(
        EventKind.CUSTODY,
        CustodyType.WARRANT.value,
        Outcome.WARRANT_ISSUED,
        "The court forfeits the bond of {name} and issues a warrant.",
        whole=True,
    ),
}

# Column charge_disposition_reason, put into words; “DDPP” is the Drug Deferred Prosecution Program, “AONIC”
# stands in the data without an explanation and stays as it is.
REASONS: dict[str, str] = {
    "PG to Other Count/s": "the defendant pleaded guilty to other counts",
    "Proceeding on Other Count/s": "the prosecution goes on with other counts",
    "Proceeding on Other Case/s": "the prosecution goes on with other cases",
    "PG to Misdemeanor": "the defendant pleaded guilty to a misdemeanor",
    "DDPP Graduate": "the defendant completed the Drug Deferred Prosecution Program",
    "Deferred Prosecution Program Completed": "the defendant completed a deferred prosecution program",
    "Drug Court Graduate": "the defendant completed drug court",
    "Misdemeanor Amount": "a misdemeanor amount",
    "No Lab": "no laboratory report",
    "Negative Lab": "a negative laboratory report",
    "Re-Indictment": "a new indictment",
    "Complaining Witness Not in Court": "the complaining witness was not in court",
    "Complaining Witness No Prosecution": "the complaining witness does not wish to prosecute",
    "Used in Aggravation": "used in aggravation",
    "Warrant Quashed/Recalled": "the warrant was quashed or recalled",
    "Transfered to Misdemeanor Court": "transferred to the misdemeanor court",
}

# Column event of initiation: how the charges came before the felony court. None: no way is stated.
PRELIMINARY_HEARING = "Preliminary Hearing"
INDICTMENTS = frozenset({"Indictment", "Direct Indictment", "Re-Indictment"})

# The reasons that say that conditions were met. A charge dropped for one of them is dismissed after a
# deferral, not without prejudice: these programs hold the prosecution back while the defendant takes part,
# and it ends when they are completed (of drug courts: 730 ILCS 166/35).
COMPLETED = frozenset({"DDPP Graduate", "Deferred Prosecution Program Completed", "Drug Court Graduate"})


def _completed(says: str, by: str) -> DispositionMeaning:
    kind, outcome = RulingKind.DISMISSAL.value, Outcome.DISMISSED_AFTER_DEFERRAL
    return DispositionMeaning(
        EventKind.RULING, kind, outcome, f"{says}, after a program was completed.", by, deferred=True
    )


AFTER_DEFERRAL: dict[str, DispositionMeaning] = {
    "Nolle Prosecution": _completed(
        "The prosecution declines to go on with {charges} against {name}", "prosecutor"
    ),
    "Case Dismissed": _completed("The court dismisses {charges} against {name}", "court"),
}


def ending_of(disposition: str, reason: str) -> DispositionMeaning | None:
    """Return what a disposition is, read together with its reason; None for words nobody mapped."""
    ending = DISPOSITIONS.get(disposition)
    return AFTER_DEFERRAL.get(disposition, ending) if reason in COMPLETED else ending


# Columns class and disposition_charged_class (730 ILCS 5/5-4.5-10): M is first degree murder, X the gravest
# class of felonies under it; A to C are misdemeanors.
SEVERITIES: dict[str, Severity] = {
    **dict.fromkeys(("M", "X", "1", "2", "3", "4"), Severity.FELONY),
    **dict.fromkeys(("A", "B", "C"), Severity.MISDEMEANOR),
}


@dataclass(frozen=True, slots=True)
class SentenceMeaning:
    """What a sentence is: its kind, and whether judgment is withheld while it is served."""

    kind: ComponentKind
    withheld: bool = False


_PRISON = SentenceMeaning(ComponentKind.IMPRISONMENT)
_PROBATION = SentenceMeaning(ComponentKind.PROBATION)
_DISCHARGE = SentenceMeaning(ComponentKind.CONDITIONAL_DISCHARGE)
# Served without a judgment of conviction: supervision (730 ILCS 5/5-6-1(c), 5-6-3.1), first offender
# probation (720 ILCS 550/10, 570/410) and second chance probation (730 ILCS 5/5-6-3.4) end in a dismissal
# when completed.
_SUPERVISION = SentenceMeaning(ComponentKind.OTHER, withheld=True)
_FIRST_OFFENDER = SentenceMeaning(ComponentKind.PROBATION, withheld=True)

# Columns sentence_type and commitment_type, read together: where the two contradict each other (“Prison”,
# “Probation”) the pair is not here.
SENTENCES: dict[tuple[str, str], SentenceMeaning] = {
    ("Prison", "Illinois Department of Corrections"): _PRISON,
    ("Prison", "Cook County Department of Corrections"): _PRISON,
    ("Jail", "Cook County Department of Corrections"): _PRISON,
    ("Jail", "Cook County Impact Incarceration Program"): _PRISON,
    ("Cook County Boot Camp", "Cook County Boot Camp"): _PRISON,
    ("Probation", "Probation"): _PROBATION,
    ("Probation", "Mental Health Probation"): _PROBATION,
    ("Probation", "Drug Court Probation"): _PROBATION,
    ("Probation", "Intensive Probation Services"): _PROBATION,
    ("Probation", "Sex Offender Probation"): _PROBATION,
    ("Probation", "710/410 Probation"): _FIRST_OFFENDER,
    ("2nd Chance Probation", "Probation"): _FIRST_OFFENDER,
    ("2nd Chance Probation", "2nd Chance Probation"): _FIRST_OFFENDER,
    ("Conditional Discharge", "Conditional Discharge"): _DISCHARGE,
    ("Conditional Discharge", ""): _DISCHARGE,
    ("Supervision", "Court Supervision"): _SUPERVISION,
    ("Supervision", ""): _SUPERVISION,
}

# Column commitment_unit. “Term” says no length.
UNITS: dict[str, TermUnit] = {"Year(s)": TermUnit.YEARS, "Months": TermUnit.MONTHS, "Days": TermUnit.DAYS}

# Column sentence_phase: what a sentence does to an earlier one on the same charge.
PHASES: dict[str, Outcome] = {
    "Original Sentencing": Outcome.SENTENCE_MODIFIED,
    "Resentenced": Outcome.SENTENCE_MODIFIED,
    "Amended/Corrected Sentencing": Outcome.SENTENCE_MODIFIED,
    "Probation Violation Sentencing": Outcome.PROBATION_REVOKED,
}
