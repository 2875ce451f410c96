"""The codes of what happens in a case: each kind of event, and its types."""

from __future__ import annotations

from kit.codes import Code
from kit.codes import gettext_noop as _


class EventKind(Code):
    """What sort of thing happened; each kind is entered in a form of its own."""

    FILING = "filing", _("Filing"), _("A paper put before the court"), "NIEM"
    PLEA = "plea", _("Plea"), _("The defendant's answer to a charge"), "NIEM"
    HEARING = "hearing", _("Hearing"), _("A sitting of the court, to come or held"), "NIEM CourtEvent"
    RULING = "ruling", _("Ruling"), _("A decision of the court"), "NIEM CourtOrder"
    SENTENCE = "sentence", _("Sentence"), _("What the court imposed"), "NIEM Sentence"
    NOTICE = "notice", _("Notice"), _("An act of a party that needs no ruling"), "own"
    CUSTODY = "custody", _("Custody event"), _("Warrant, arrest, release, completion, death"), "NIEM"
    STATEMENT = "statement", _("Statement"), _("A public announcement; it moves nothing"), "own"


class Instrument(Code):
    """The paper that brings a charge or a claim."""

    COMPLAINT = "complaint", _("Complaint"), _("Sworn accusation that starts a case"), "NCSC unit of count"
    CITATION = "citation", _("Citation"), _("Notice to appear issued by an officer"), "NIEM"
    INFORMATION = (
        "information",
        _("Information"),
        _("Accusation filed by the prosecutor without a grand jury"),
        "NCSC unit of count",
    )
    INDICTMENT = "indictment", _("Indictment"), _("Accusation returned by a grand jury"), "NCSC unit of count"
    AMENDED_INFORMATION = (
        "amended_information",
        _("Amended information"),
        _("Information changed before trial"),
        "own",
    )
    SUPERSEDING_INDICTMENT = (
        "superseding_indictment",
        _("Superseding indictment"),
        _("Later indictment that replaces one"),
        "PACER",
    )
    POLICE_CHARGE = "police_charge", _("Charge (E&W)"), _("Charged by police"), "UK offense initiation C"
    SUMMONS = "summons", _("Summons (E&W)"), _("Court summons"), "UK offense initiation S"
    REQUISITION = (
        "requisition",
        _("Requisition (E&W)"),
        _("Written charge and requisition"),
        "UK offense initiation R",
    )
    VOLUNTARY_BILL = (
        "voluntary_bill",
        _("Voluntary bill (E&W)"),
        _("Indictment by leave of a High Court judge"),
        "UK hearing VBILL",
    )
    ORDONNANCE_DE_RENVOI = (
        "ordonnance_de_renvoi",
        _("Order of referral (FR)"),
        _("Investigating judge sends the case for trial"),
        "French CPP",
    )
    CHARGING_DOCUMENT = (
        "charging_document",
        _("Charging document (ICC)"),
        _("Warrant or summons and document containing the charges"),
        "ICC",
    )


class FilingType(Code):
    """What a filing is, beyond the instruments that bring charges."""

    MOTION = "motion", _("Motion"), _("A request to the court"), "NIEM"
    CROSS_COMPLAINT = "cross_complaint", _("Cross-complaint"), _("A claim by a party already sued"), "own"
    NOTICE_OF_REMOVAL = (
        "notice_of_removal",
        _("Notice of removal"),
        _("Brings a suit to another court"),
        "own",
    )
    OTHER = "other", _("Other paper"), _("A paper of another sort; text kept"), "own"


class PleaType(Code):
    """What the defendant answers to a charge."""

    GUILTY = "guilty", _("Guilty"), _("Admits the charge"), "NIEM PleaGuiltyIndicator; UK G"
    NOT_GUILTY = "not_guilty", _("Not guilty"), _("Denies the charge"), "UK NG"
    NO_CONTEST = (
        "no_contest",
        _("No contest"),
        _("Accepts the consequences without admitting guilt"),
        "NIEM PleaNoContestIndicator",
    )
    ALFORD = "alford", _("Alford plea"), _("Guilty plea while maintaining innocence"), "own"
    GUILTY_TO_LESSER = (
        "guilty_to_lesser",
        _("Guilty to a lesser or alternative offense"),
        _("Plea to another offense in place of the one charged"),
        "HMCTS Common Platform",
    )
    NONE_ENTERED = "none_entered", _("No plea entered"), _("No plea taken yet"), "UK NONE"
    STOOD_MUTE = "stood_mute", _("Stood mute"), _("Refuses to plead; court enters not guilty"), "IIDES 4"
    UNFIT_TO_PLEAD = "unfit_to_plead", _("Unfit to plead"), _("Found unable to plead"), "HMCTS; UK 2009"
    AUTREFOIS = (
        "autrefois",
        _("Autrefois acquit or convict"),
        _("Bar: already tried for it"),
        "HMCTS; UK 2099",
    )


class HearingType(Code):
    """What a hearing is for."""

    FIRST_APPEARANCE = (
        "first_appearance",
        _("First appearance"),
        _("First time before a judge"),
        "NM rules; UK FH",
    )
    ARRAIGNMENT = "arraignment", _("Arraignment"), _("Charges read, plea entered"), "MFJ glossary"
    BAIL = "bail", _("Bail or detention"), _("Release conditions decided"), "UK BA"
    PRELIMINARY = (
        "preliminary",
        _("Preliminary hearing"),
        _("Judge decides probable cause"),
        "NM Rule 6-202; UK PRELM",
    )
    STATUS = "status", _("Status conference"), _("Case management"), "UK MNTN"
    MOTION = "motion", _("Motion hearing"), _("Argument on a motion"), "NIEM CourtEventMotion"
    EVIDENTIARY = "evidentiary", _("Evidentiary hearing"), _("Testimony on a motion"), "own"
    COMPETENCY = "competency", _("Competency"), _("Fitness to stand trial"), "UK FTP"
    PLEA = "plea", _("Plea hearing"), _("Plea offered and accepted"), "UK PBV"
    PRETRIAL = "pretrial", _("Pretrial conference"), _("Preparation for trial"), "UK PDH, PTR"
    JURY_SELECTION = "jury_selection", _("Jury selection"), _("Jury chosen"), "own"
    TRIAL = "trial", _("Trial"), _("Hearing that decides the case"), "NIEM CaseTrial; UK TRIAL"
    VERDICT = "verdict", _("Verdict"), _("Verdict returned"), "own"
    SENTENCING = "sentencing", _("Sentencing"), _("Sentence imposed"), "UK SWPSR, STPSR"
    REVOCATION = "revocation", _("Review or revocation"), _("Breach of conditions"), "UK BOO, REV"
    POST_TRIAL = "post_trial", _("Post-trial motion"), _("New trial, acquittal, reconsider"), "own"
    APPEAL_ARGUMENT = "appeal_argument", _("Appeal argument"), _("Argument on appeal"), "UK AAC, AAS, AACS"
    CONFIRMATION_OF_CHARGES = (
        "confirmation_of_charges",
        _("Confirmation of charges"),
        _("ICC committal hearing"),
        "ICC",
    )


class HearingOutcome(Code):
    """What became of a hearing."""

    SCHEDULED = "scheduled", _("Scheduled"), _("On the calendar, not yet held"), "NIEM CourtEventSchedule"
    HELD = "held", _("Held"), _("Took place"), "own"
    CONTINUED = (
        "continued",
        _("Continued"),
        _("Put off to another date"),
        "NIEM CaseContinuanceDate; UK adjournment",
    )
    VACATED = "vacated", _("Vacated"), _("Taken off the calendar"), "HMCTS"
    CANCELLED = "cancelled", _("Canceled"), _("Not needed"), "own"
    WAIVED = "waived", _("Waived"), _("Party gave up the hearing"), "own (Rust)"
    TRIAL_EFFECTIVE = "trial_effective", _("Began as set"), _("Started as listed"), "HMCTS/MoJ"
    TRIAL_CRACKED = (
        "trial_cracked",
        _("Cracked trial"),
        _("Did not start and no longer needed (plea or no evidence)"),
        "MoJ",
    )
    TRIAL_INEFFECTIVE = (
        "trial_ineffective",
        _("Ineffective trial"),
        _("Did not start; must be listed again"),
        "MoJ",
    )


class RulingKind(Code):
    """What sort of decision a ruling is."""

    MOTION_ORDER = "motion_order", _("Order on a motion"), _("Decision on a request"), "NIEM CourtOrder"
    BIND_OVER = "bind_over", _("Bind-over"), _("Probable cause; sent for trial"), "own"
    PLEA_ACCEPTANCE = "plea_acceptance", _("Plea accepted"), _("Court accepts a plea"), "own"
    VERDICT = "verdict", _("Verdict"), _("Finding of guilty or not guilty"), "NIEM Verdict"
    JUDGMENT = (
        "judgment",
        _("Judgment"),
        _("Conviction or acquittal entered"),
        "NIEM Conviction; CJ Data Terminology",
    )
    DISMISSAL = "dismissal", _("Dismissal"), _("Charge or claim ended without judgment on guilt"), "own"
    MISTRIAL = "mistrial", _("Mistrial"), _("Trial ended without verdict"), "NCSC WDM"
    DEFERRAL = (
        "deferral",
        _("Deferral"),
        _("Diversion, withheld adjudication or deferred sentence"),
        "NM statutes",
    )
    REVOCATION = (
        "revocation",
        _("Revocation"),
        _("Conditions broken; deferral or release ended"),
        "N-DEx CANCELED_REVOKED",
    )
    ABATEMENT = "abatement", _("Abatement"), _("Proceedings ended by death"), "1997-NMSC-044"
    TRANSFER = "transfer", _("Transfer"), _("Venue or court changed"), "NIEM CaseOriginalCourt"
    RESTRICTION = "restriction", _("Sealing or expungement"), _("Record closed to the public"), "NM 29-3A"
    APPELLATE = "appellate", _("Appellate decision"), _("Result on appeal"), "NIEM Appeal"
    CLEMENCY = "clemency", _("Clemency"), _("Pardon or commutation"), "NCSC WDM"
    SETTLEMENT_APPROVAL = (
        "settlement_approval",
        _("Settlement approval"),
        _("Court approves a civil settlement"),
        "own (Rust)",
    )


class RulingDisposition(Code):
    """What a ruling says to the request before it."""

    GRANTED = "granted", _("Granted"), _("Request allowed"), "own"
    DENIED = "denied", _("Denied"), _("Request refused"), "own"
    GRANTED_IN_PART = "granted_in_part", _("Granted in part"), _("Some of the request allowed"), "own"
    MOOT = "moot", _("Denied as moot"), _("No longer needs deciding"), "own (Rust 2024-09-30)"
    WITHDRAWN = "withdrawn", _("Withdrawn"), _("Party took it back"), "own"
    STRUCK = "struck", _("Struck"), _("Filing rejected"), "own"
    RESERVED = "reserved", _("Reserved"), _("Taken under advisement"), "FRCrP 29(b)"
    AFFIRMED = "affirmed", _("Affirmed"), _("Decision stands"), "own"
    REVERSED = "reversed", _("Reversed"), _("Decision overturned"), "own"
    VACATED = "vacated", _("Vacated"), _("Decision set aside"), "own"
    MODIFIED = "modified", _("Modified"), _("Decision changed"), "UK 1046"
    DISMISSED = "dismissed", _("Appeal dismissed"), _("Appeal ended without change"), "own"


class NoticeType(Code):
    """What act of a party a notice records."""

    NOLLE_PROSEQUI = (
        "nolle_prosequi",
        _("Prosecution drops the charge"),
        _("Prosecutor declines to go on"),
        "NCSC",
    )
    WITHDRAWAL = "withdrawal", _("Withdrawal"), _("A party takes back what it filed"), "own"
    APPEAL = "appeal", _("Notice of appeal"), _("A party asks a higher court to review"), "NIEM Appeal"
    WAIVER = "waiver", _("Waiver"), _("A party gives up a right or a hearing"), "own"
    SETTLEMENT = "settlement", _("Settlement"), _("The parties end the dispute by agreement"), "own"
    REMOVAL = "removal", _("Removal"), _("A defendant takes the suit to another court"), "own"
    COUNSEL = "counsel", _("Change of counsel"), _("A prosecutor or counsel joins or leaves"), "own"
    CITATION = "citation", _("Citation"), _("An agency cites a breach of its rules"), "own"
    OTHER = "other", _("Other notice"), _("An act of another sort; text kept"), "own"


class CustodyType(Code):
    """What happened to the defendant's liberty, or life."""

    WARRANT = "warrant", _("Warrant"), _("A warrant is issued"), "NIEM"
    ARREST = "arrest", _("Arrest"), _("The defendant is arrested or surrenders"), "NIEM"
    BAIL = "bail", _("Release before trial"), _("Released on bail or recognizance"), "NIEM"
    REMAND = "remand", _("Taken into custody"), _("Held while the case goes on"), "own"
    RELEASE = "release", _("Release"), _("Left custody after sentence"), "NIEM"
    PAROLE = "parole", _("Parole"), _("Left custody under supervision"), "N-DEx PAROLE"
    COMPLETION = "completion", _("Sentence completed"), _("Nothing of the sentence remains"), "own"
    REVOCATION = "revocation", _("Release revoked"), _("Back to custody"), "N-DEx CANCELED_REVOKED"
    ESCAPE = "escape", _("Escape"), _("Left custody without leave"), "own"
    DEATH = "death", _("Death"), _("The defendant died"), "NCSC WDM"
    EXTRADITION = "extradition", _("Extradition"), _("Surrender sought or given"), "UK 4022"


class ReleaseGround(Code):
    """Why a person left custody after sentence."""

    SUPERVISION = "supervision", _("Parole or supervision"), _("Released, still supervised"), "own"
    END_OF_TERM = "end_of_term", _("End of term"), _("The term of custody was served"), "own"
    UNKNOWN = "unknown", _("Not recorded"), _("The ground is not recorded"), "own"
