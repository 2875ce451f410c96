"""What an event did: the outcomes editors choose, one list for charges and one for claims.

Each outcome has a rule in proceedings/rules; a system check proves it.
"""

from __future__ import annotations

from kit.codes import Code
from kit.codes import gettext_noop as _


class Outcome(Code):
    """What an event did to a charge, or to a defendant (the dispositions and the steps between them)."""

    # The charge begins, and is carried on.
    FILED = "filed", _("Charge filed"), _("The charge is brought (again, where it refiles another)"), "NIEM"
    INDICTED = "indicted", _("Indicted"), _("Brought or confirmed by indictment: sent for trial"), "NCSC"
    BOUND_OVER = (
        "bound_over",
        _("Bound over for trial"),
        _("Bind-over, waiver of it, sending, renvoi"),
        "NM Rule 6-202",
    )
    AMENDED = "amended", _("Amended"), _("The charge goes on with a change"), "NIEM"
    REINSTATED = "reinstated", _("Reinstated"), _("An ended charge is restored by the same court"), "own"
    TRIAL_BEGAN = "trial_began", _("Trial began"), _("Jury sworn, first evidence, or a retrial starts"), "own"
    # Pleas and findings.
    PLEA_ACCEPTED = (
        "plea_accepted",
        _("Plea accepted"),
        _("A plea of guilty or no contest is accepted"),
        "NIEM",
    )
    PLEA_WITHDRAWN = "plea_withdrawn", _("Plea withdrawn"), _("The plea is taken back by leave"), "own"
    FOUND_GUILTY = (
        "found_guilty",
        _("Found guilty"),
        _("A verdict of guilty; not yet a conviction"),
        "NIEM Verdict",
    )
    CONVICTED_ON_APPEAL = (
        "convicted_on_appeal",
        _("Found guilty on appeal"),
        _("An acquittal is reversed"),
        "own",
    )
    MERGED = "merged", _("Merged"), _("Convicted; no separate penalty"), "own"
    NEW_TRIAL_GRANTED = "new_trial_granted", _("New trial granted"), _("The finding is set aside"), "own"
    DEFERRAL_REVOKED = "deferral_revoked", _("Deferral revoked"), _("Back where it was"), "N-DEx"
    # Dispositions.
    CONVICTED_PLEA = (
        "convicted_plea",
        _("Convicted on plea"),
        _("Judgment of guilt on a guilty or no-contest plea"),
        "NCSC WDM",
    )
    CONVICTED_TRIAL = (
        "convicted_trial",
        _("Convicted at trial"),
        _("Judgment of guilt after a verdict"),
        "NCSC WDM",
    )
    CONVICTED_LESSER = (
        "convicted_lesser",
        _("Convicted of a lesser offense"),
        _("Not guilty as charged, guilty of an included offense"),
        "UK verdict A",
    )
    NOT_GUILTY = (
        "not_guilty",
        _("Found not guilty"),
        _("Acquitted after a trial; the source does not say whether by a jury or by the judge"),
        "CJ Data Terminology",
    )
    NOT_GUILTY_JURY = (
        "not_guilty_jury",
        _("Found not guilty by jury"),
        _("Verdict equal to an acquittal"),
        "CJ Data Terminology",
    )
    NOT_GUILTY_BENCH = (
        "not_guilty_bench",
        _("Found not guilty by judge"),
        _("Bench verdict equal to an acquittal"),
        "CJ Data Terminology",
    )
    JUDGMENT_OF_ACQUITTAL = (
        "judgment_of_acquittal",
        _("Judgment of acquittal"),
        _("Court finds the evidence insufficient"),
        "FRCrP 29; UK 2064",
    )
    NGRI = "ngri", _("Not guilty by reason of insanity"), _("Acquitted for insanity"), "NCSC WDM"
    DISMISSED_WITH_PREJUDICE = (
        "dismissed_with_prejudice",
        _("Dismissed with prejudice"),
        _("Dismissed; refiling barred"),
        "rules",
    )
    DISMISSED_WITHOUT_PREJUDICE = (
        "dismissed_without_prejudice",
        _("Dismissed without prejudice"),
        _("Dismissed; refiling not barred"),
        "UK 2076; NM rules",
    )
    DISMISSED_UNSPECIFIED = (
        "dismissed_unspecified",
        _("Dismissed"),
        _("Dismissed; record silent on prejudice"),
        "NCSC WDM",
    )
    NOLLE_PROSEQUI = (
        "nolle_prosequi",
        _("Nolle prosequi"),
        _("Prosecutor declines to go on"),
        "NCSC WDM; UK 2023",
    )
    WITHDRAWN = "withdrawn", _("Withdrawn"), _("Prosecution withdraws the charge"), "UK 2051"
    DISCONTINUED = (
        "discontinued",
        _("Discontinued"),
        _("Proceedings ended by notice; may be restarted"),
        "UK 2053; POA 1985 s.23",
    )
    NO_EVIDENCE_OFFERED = (
        "no_evidence_offered",
        _("No evidence offered"),
        _("Prosecution offers no evidence"),
        "UK 2050, 2091",
    )
    NO_BILL = "no_bill", _("No bill"), _("Grand jury declines to indict"), "NM 29-3A-4"
    NO_PROBABLE_CAUSE = (
        "no_probable_cause",
        _("No probable cause"),
        _("Judge declines to bind over"),
        "NM Rule 6-202",
    )
    NOT_CONFIRMED = "not_confirmed", _("Charges not confirmed"), _("Pre-trial chamber declines"), "ICC"
    NON_LIEU = (
        "non_lieu",
        _("Non-lieu"),
        _("Investigating judge finds no case to send for trial"),
        "French CPP 177",
    )
    LIES_ON_FILE = (
        "lies_on_file",
        _("Lies on the file"),
        _("Left undecided; not to proceed without leave"),
        "UK 2008",
    )
    STAYED = "stayed", _("Stayed"), _("Proceedings stopped by the court"), "UK 2061"
    MISTRIAL = "mistrial", _("Mistrial"), _("Trial ended without a verdict"), "NCSC WDM"
    DIVERTED = (
        "diverted",
        _("Diverted"),
        _("Prosecution deferred for a program"),
        "NCSC; N-DEx PRETRIAL_DIVERSION",
    )
    ADJUDICATION_WITHHELD = (
        "adjudication_withheld",
        _("Adjudication withheld"),
        _("Judgment withheld on conditions (NM conditional discharge)"),
        "NCSC WDM; NM 31-20-13",
    )
    DEFERRED_SENTENCE = (
        "deferred_sentence",
        _("Sentence deferred"),
        _("Guilt adjudicated, no sentence imposed"),
        "UK 4005; NM 31-20-9",
    )
    DISMISSED_AFTER_DEFERRAL = (
        "dismissed_after_deferral",
        _("Dismissed after deferral"),
        _("Dismissed because conditions were met"),
        "NM 31-20-9",
    )
    INCOMPETENT = (
        "incompetent",
        _("Incompetent to stand trial"),
        _("Charge pending while defendant is unfit"),
        "NCSC WDM",
    )
    SUPERSEDED = "superseded", _("Replaced by another charge"), _("Amended or superseded"), "UK 2060; PACER"
    TRANSFERRED = "transferred", _("Transferred"), _("Goes on in another court"), "NCSC"
    ABATED_BY_DEATH = (
        "abated_by_death",
        _("Abated by death"),
        _("Ended because the defendant died"),
        "NCSC WDM; UK 2065",
    )
    VACATED = "vacated", _("Vacated"), _("Plea or verdict set aside, no retrial"), "IIDES 11"
    QUASHED = "quashed", _("Quashed"), _("Conviction set aside on appeal"), "UK 2100"
    RETRIAL_ORDERED = (
        "retrial_ordered",
        _("Retrial ordered"),
        _("Set aside and sent back for trial"),
        "UK 2096",
    )
    EXTRADITED = "extradited", _("Extradited"), _("Person surrendered"), "UK 4022"
    # Sentence and what follows it.
    SENTENCED = "sentenced", _("Sentenced"), _("A sentence is imposed"), "NIEM Sentence"
    SENTENCE_MODIFIED = (
        "sentence_modified",
        _("Sentence modified"),
        _("New components replace the old"),
        "UK 1046",
    )
    PROBATION_REVOKED = "probation_revoked", _("Probation revoked"), _("With the new components"), "N-DEx"
    SUSPENSION_ACTIVATED = (
        "suspension_activated",
        _("Suspended term activated"),
        _("To be served after all"),
        "own",
    )
    COMMUTED = "commuted", _("Commuted"), _("Sentence reduced by clemency"), "NCSC WDM"
    PARDONED = "pardoned", _("Pardoned"), _("Pardoned; the finding stands unless a court acts"), "NCSC WDM"
    SENTENCE_VACATED = "sentence_vacated", _("Sentence vacated"), _("Only the sentence is set aside"), "own"
    RELEASED = "released", _("Released after sentence"), _("Left custody; the ground is recorded"), "own"
    RETURNED_TO_CUSTODY = (
        "returned_to_custody",
        _("Returned to custody"),
        _("Release revoked or ended"),
        "own",
    )
    SENTENCE_COMPLETED = "sentence_completed", _("Sentence completed"), _("Nothing of it remains"), "own"
    # Appeals.
    APPEAL_NOTICED = (
        "appeal_noticed",
        _("Appeal noticed"),
        _("A notice of appeal; pending from here"),
        "NIEM Appeal",
    )
    APPEAL_WITHDRAWN = "appeal_withdrawn", _("Appeal withdrawn"), _("No longer pending"), "own"
    APPEAL_DISMISSED = "appeal_dismissed", _("Appeal dismissed"), _("Ended without change"), "own"
    AFFIRMED = "affirmed", _("Affirmed"), _("The decision stands"), "NIEM Appeal"
    REVERSED_AND_REMANDED = (
        "reversed_and_remanded",
        _("Reversed and remanded"),
        _("Back to the court below"),
        "own",
    )
    REVERSED_ACQUITTED = (
        "reversed_acquitted",
        _("Reversed; acquitted"),
        _("Acquitted by the appeal court"),
        "own",
    )
    REVERSED_DISMISSED = (
        "reversed_dismissed",
        _("Reversed; dismissed"),
        _("Dismissed with prejudice on appeal"),
        "own",
    )
    # The person.
    WARRANT_ISSUED = "warrant_issued", _("Warrant issued"), _("A warrant is outstanding from here"), "NIEM"
    WARRANT_ENDED = "warrant_ended", _("Warrant ended"), _("Arrest, surrender or recall"), "NIEM"
    EXTRADITION_PENDING = (
        "extradition_pending",
        _("Extradition pending"),
        _("Held elsewhere; paused"),
        "UK 4022",
    )
    REACTIVATED = "reactivated", _("Reactivated"), _("A pause ends"), "NCSC"
    DIED = "died", _("Died"), _("The defendant died"), "NCSC WDM"
    # Nobody knows yet what it was.
    OUTCOME_NOT_READ = (
        "outcome_not_read",
        _("Outcome not read"),
        _("The source ends or changes the charge in words that were not understood"),
        "own",
    )
    # Nothing moved.
    CONCERNS = "concerns", _("Nothing moved"), _("The event concerns this charge and moves nothing"), "own"


class ClaimOutcome(Code):
    """What an event did to a civil claim, or to an administrative citation."""

    FILED = "claim_filed", _("Sued"), _("The claim is brought"), "NIEM"
    PAUSED = "claim_paused", _("Paused"), _("Proceedings on the claim are stayed"), "NCSC"
    RESUMED = "claim_resumed", _("Resumed"), _("The pause ends"), "NCSC"
    SETTLED = "claim_settled", _("Settled"), _("Ended by agreement"), "own"
    DISMISSED_WITH_PREJUDICE = (
        "claim_dismissed_with_prejudice",
        _("Dismissed with prejudice"),
        _("Ended; may not be brought again"),
        "rules",
    )
    DISMISSED_WITHOUT_PREJUDICE = (
        "claim_dismissed_without_prejudice",
        _("Dismissed without prejudice"),
        _("Ended; may be brought again"),
        "rules",
    )
    DISMISSED_UNSPECIFIED = (
        "claim_dismissed_unspecified",
        _("Dismissed"),
        _("Ended; the record is silent on prejudice"),
        "rules",
    )
    JUDGMENT_FOR_PLAINTIFF = (
        "claim_judgment_for_plaintiff",
        _("Judgment for the plaintiff"),
        _("The court decides the claim for the one who sued"),
        "own",
    )
    JUDGMENT_FOR_DEFENDANT = (
        "claim_judgment_for_defendant",
        _("Judgment for the defendant"),
        _("The court decides the claim for the one sued"),
        "own",
    )
    TRANSFERRED = "claim_transferred", _("Transferred"), _("Removed or transferred to another court"), "own"
    REINSTATED = "claim_reinstated", _("Reinstated"), _("An ended claim is restored"), "own"
    REVERSED_AND_REMANDED = "claim_reversed", _("Reversed and remanded"), _("Back to the court below"), "own"
    APPEAL_NOTICED = (
        "claim_appeal_noticed",
        _("Appeal noticed"),
        _("A notice of appeal; pending from here"),
        "own",
    )
    APPEAL_ENDED = (
        "claim_appeal_ended",
        _("Appeal ended"),
        _("Withdrawn, dismissed or affirmed: no change"),
        "own",
    )
    DIED = (
        "claim_defendant_died",
        _("The defendant died"),
        _("The claim goes on against whoever is substituted, whom the text names"),
        "NCSC WDM",
    )
    CONCERNS = (
        "claim_concerns",
        _("Nothing moved"),
        _("The event concerns this claim and moves nothing"),
        "own",
    )
