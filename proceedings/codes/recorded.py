"""The codes editors record: every closed list of the facts, with label, definition and source.

The source of a code is the standard or the rule it was taken from; "own" marks a code of this project.
"""

from __future__ import annotations

from casetracker.kit.codes import Code
from casetracker.kit.codes import gettext_noop as _


class CaseType(Code):
    """What sort of proceeding a case is."""

    CRIMINAL = (
        "criminal",
        _("Criminal"),
        _("Prosecution of a person or organisation for an offence"),
        "NCSC Guide",
    )
    CIVIL = "civil", _("Civil"), _("Claim between parties for a remedy other than punishment"), "NCSC Guide"
    APPEAL = "appeal", _("Appeal"), _("Review of another court's decision"), "NCSC Guide"
    JUVENILE = "juvenile", _("Juvenile"), _("Case against or about a minor; private by default"), "NCSC Guide"
    POST_CONVICTION = (
        "post_conviction",
        _("Post-conviction"),
        _("Collateral attack on a conviction (habeas and like)"),
        "own",
    )
    ADMINISTRATIVE = (
        "administrative",
        _("Administrative"),
        _("Penalty or citation by an agency, with review"),
        "own",
    )
    EXTRADITION = (
        "extradition",
        _("Extradition"),
        _("Request to surrender a person to another jurisdiction"),
        "own; UK result 4022/4067",
    )
    INTERNATIONAL_CRIMINAL = (
        "international_criminal",
        _("International criminal"),
        _("Case before an international criminal court"),
        "own; ICC",
    )


class Severity(Code):
    """How grave the law calls an offence."""

    FELONY = (
        "felony",
        _("Felony"),
        _("Serious offence, usually punishable by more than one year or death"),
        "NIEM N-DEx OffenseCategory",
    )
    MISDEMEANOR = (
        "misdemeanor",
        _("Misdemeanor"),
        _("Less serious than a felony; fine or short confinement"),
        "NIEM N-DEx OffenseCategory",
    )
    PETTY_MISDEMEANOR = (
        "petty_misdemeanor",
        _("Petty misdemeanor"),
        _("Lowest misdemeanor grade where the code has one"),
        "own (NM usage)",
    )
    INFRACTION = (
        "infraction",
        _("Infraction"),
        _("Minor violation usually punished by payment only"),
        "Justice Counts",
    )
    INDICTABLE_ONLY = (
        "indictable_only",
        _("Indictable only"),
        _("Triable only in the Crown Court"),
        "UK mode-of-trial I",
    )
    EITHER_WAY = (
        "either_way",
        _("Triable either way"),
        _("Triable in the magistrates' or Crown Court"),
        "own; UK mode of trial",
    )
    SUMMARY_ONLY = (
        "summary_only",
        _("Summary only"),
        _("Triable only in the magistrates' court"),
        "UK mode-of-trial SUM",
    )
    CRIME = "crime", _("Crime (FR)"), _("Gravest French class, cour d'assises"), "own (memory)"
    DELIT = "delit", _("Délit (FR)"), _("Middle French class, tribunal correctionnel"), "own (memory)"
    CONTRAVENTION = (
        "contravention",
        _("Contravention (FR)"),
        _("Lowest French class, tribunal de police"),
        "own (memory)",
    )
    OTHER = "other", _("Other"), _("Class not listed; text kept"), "NIEM N-DEx"


class Modifier(Code):
    """How a person is said to have taken part."""

    COMPLETED = "completed", _("Completed"), _("Offence charged as carried out"), "own"
    ATTEMPT = (
        "attempt",
        _("Attempt"),
        _("Offence attempted but not completed"),
        "NIEM OffenseAttemptedIndicator",
    )
    CONSPIRACY = "conspiracy", _("Conspiracy"), _("Agreement to commit the offence"), "own"
    SOLICITATION = "solicitation", _("Solicitation"), _("Asking another to commit the offence"), "own"
    AIDING_ABETTING = (
        "aiding_abetting",
        _("Aiding and abetting"),
        _("Participation in another's offence"),
        "own",
    )
    ACCESSORY_AFTER = "accessory_after", _("Accessory after the fact"), _("Help after the offence"), "own"


class ChargeLinkKind(Code):
    """How one charge stands to another."""

    AMENDS = (
        "amends",
        _("Amends"),
        _("Later instrument changes this charge"),
        "NIEM ChargeModificationInstrument; ECF ChargeAmendedIndicator",
    )
    SUPERSEDES = (
        "supersedes",
        _("Supersedes"),
        _("New instrument replaces the charge (PACER suffix s, ss)"),
        "PACER",
    )
    REFILES = (
        "refiles",
        _("Refiles"),
        _("New charge for the same conduct after dismissal"),
        "own; NM Rule 6-202 commentary",
    )
    LESSER_INCLUDED_OF = (
        "lesser_included_of",
        _("Lesser included offence of"),
        _("Convicted of this in place of the charged offence"),
        "UK verdict A; IIDES 8",
    )
    CONTINUES = (
        "continues",
        _("Continues"),
        _("Carries on a charge that came from another court or number"),
        "own",
    )
    ALTERNATIVE_TO = (
        "alternative_to",
        _("Alternative to"),
        _("Two theories of one count; at most one conviction"),
        "own (Rust informations)",
    )
    ENHANCES = (
        "enhances",
        _("Enhances"),
        _("Factor that makes another charge more serious"),
        "NIEM ChargeEnhancingFactor",
    )


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
    POLICE_CHARGE = "police_charge", _("Charge (E&W)"), _("Charged by police"), "UK offence initiation C"
    SUMMONS = "summons", _("Summons (E&W)"), _("Court summons"), "UK offence initiation S"
    REQUISITION = (
        "requisition",
        _("Requisition (E&W)"),
        _("Written charge and requisition"),
        "UK offence initiation R",
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
        _("Guilty to a lesser or alternative offence"),
        _("Plea to another offence in place of the one charged"),
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
    CANCELLED = "cancelled", _("Cancelled"), _("Not needed"), "own"
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


class ComponentKind(Code):
    """One part of a sentence."""

    IMPRISONMENT = (
        "imprisonment",
        _("Imprisonment"),
        _("Custody; minimum, maximum, suspended part, credit days"),
        "NIEM Term, SentenceSuspendedTerm, ConfinementCredit; UK 1002",
    )
    LIFE = "life", _("Life imprisonment"), _("Term for life, with minimum if set"), "NIEM TermLifeIndicator"
    DEATH = "death", _("Death"), _("Capital sentence"), "NIEM TermDeathIndicator"
    PROBATION = (
        "probation",
        _("Probation"),
        _("Supervised or unsupervised release on conditions in place of custody"),
        "N-DEx PROBATION; IIDES 13",
    )
    SUSPENDED = (
        "suspended",
        _("Suspended sentence"),
        _("Sentence imposed, execution suspended"),
        "NIEM SentenceSuspendedIndicator",
    )
    CONDITIONAL_DISCHARGE = (
        "conditional_discharge",
        _("Conditional discharge"),
        _(
            "No penalty if conditions are met (E&W sense, follows a finding of guilt; "
            "the NM order of that name is adjudication_withheld)"
        ),
        "UK 1018",
    )
    ABSOLUTE_DISCHARGE = "absolute_discharge", _("Absolute discharge"), _("No penalty"), "UK 1017"
    COMMUNITY_SERVICE = (
        "community_service",
        _("Community service"),
        _("Unpaid work, hours"),
        "UK 1010; IIDES 2",
    )
    HOME_DETENTION = (
        "home_detention",
        _("Home detention"),
        _("Confined to residence"),
        "N-DEx HOME_CONFINEMENT",
    )
    SUPERVISED_RELEASE = (
        "supervised_release",
        _("Supervised release or parole term"),
        _("Supervision after custody"),
        "IIDES 16; N-DEx PAROLE",
    )
    FINE = "fine", _("Fine"), _("Money to the public treasury"), "NIEM SentenceFineAmount"
    FEES = (
        "fees",
        _("Fees and assessments"),
        _("Court fees, special assessment"),
        "NIEM SentenceCourtFeeAmount; IIDES 1",
    )
    RESTITUTION = "restitution", _("Restitution"), _("Money to the victim"), "IIDES 14"
    FORFEITURE = "forfeiture", _("Forfeiture"), _("Loss of property"), "IIDES 7"
    PROGRAMME = "programme", _("Programme or treatment"), _("Course or treatment ordered"), "IIDES 11, 15"
    DISQUALIFICATION = (
        "disqualification",
        _("Disqualification"),
        _("Licence or office barred"),
        "UK 3070-3074",
    )
    REGISTRATION = (
        "registration",
        _("Registration"),
        _("Offender registration"),
        "NIEM SentenceRegisterSexOffender",
    )
    NO_CONTACT = "no_contact", _("No-contact order"), _("May not contact named persons"), "own (Rust)"
    OTHER = "other", _("Other"), _("Text kept"), "own"


class Relation(Code):
    """How a part of a sentence stands to the others."""

    CONCURRENT = (
        "concurrent",
        _("Concurrent"),
        _("Served at the same time"),
        "NIEM SanctionConcurrentIndicator; UK qualifier C",
    )
    CONSECUTIVE = "consecutive", _("Consecutive"), _("Served one after another"), "ECF"
    NOT_STATED = "not_stated", _("Not stated"), _("Record silent; do not assume"), "own"


class Role(Code):
    """What a party does in a case."""

    DEFENDANT = (
        "defendant",
        _("Defendant"),
        _("Person or organisation charged or sued"),
        "NIEM CaseDefendantParty",
    )
    VICTIM = "victim", _("Victim"), _("Person harmed; private by default"), "NIEM Victim"
    PLAINTIFF = "plaintiff", _("Plaintiff"), _("Party who brings a civil claim"), "NIEM CaseInitiatingParty"
    RESPONDENT = (
        "respondent",
        _("Respondent"),
        _("Party who must answer a petition"),
        "NIEM CaseRespondentParty",
    )
    APPELLANT = "appellant", _("Appellant"), _("Party who appeals"), "own"
    APPELLEE = "appellee", _("Appellee"), _("Party who answers an appeal"), "own"
    PARTIE_CIVILE = "partie_civile", _("Civil party"), _("Victim joined to a criminal case"), "own (FR)"
    JUDGE = "judge", _("Judge"), _("Judicial officer assigned, for a period"), "NIEM CaseJudge"
    PROSECUTOR = "prosecutor", _("Prosecutor"), _("Attorney who prosecutes"), "NIEM CaseProsecutionAttorney"
    SPECIAL_PROSECUTOR = (
        "special_prosecutor",
        _("Special prosecutor"),
        _("Appointed to prosecute in place of the office"),
        "own (Rust)",
    )
    DEFENCE_ATTORNEY = (
        "defence_attorney",
        _("Defence attorney"),
        _("Attorney who defends; lead, co-counsel, appointed, pro hac vice"),
        "NIEM CaseDefenseAttorney; CourtListener Role",
    )
    PLAINTIFF_ATTORNEY = (
        "plaintiff_attorney",
        _("Plaintiff's attorney"),
        _("Attorney for the plaintiff"),
        "NIEM CaseInitiatingAttorney",
    )
    APPELLANT_ATTORNEY = (
        "appellant_attorney",
        _("Appellant's attorney"),
        _("Attorney for the party who appeals"),
        "own",
    )
    PROSECUTION = (
        "prosecution",
        _("Prosecution"),
        _("The government in whose name the case is brought"),
        "own",
    )
    AGENCY = "agency", _("Agency"), _("The public body that brings an administrative case"), "own"
    GUARDIAN_AD_LITEM = (
        "guardian_ad_litem",
        _("Guardian ad litem"),
        _("Acts for a minor or protected person"),
        "own (Rust civil)",
    )
    WITNESS = "witness", _("Witness"), _("Testifies or has knowledge; only if material"), "NIEM CaseWitness"
    LAW_ENFORCEMENT = (
        "law_enforcement",
        _("Law enforcement"),
        _("Investigating agency or officer"),
        "NIEM EnforcementOfficial",
    )


class CourtKind(Code):
    """What sort of body decides."""

    COURT = "court", _("Court"), _("A court of law"), "own"
    ADMINISTRATIVE_BODY = "administrative_body", _("Administrative body"), _("An agency that decides"), "own"


class Harm(Code):
    """What an incident did to a person named as harmed."""

    KILLED = "killed", _("Killed"), _("Died of what happened"), "own"
    WOUNDED = "wounded", _("Wounded"), _("Hurt by what happened"), "own"
    OTHER = "other", _("Harmed"), _("Harmed in another way"), "own"


class CaseLinkKind(Code):
    """How one case stands to another; read from the case that holds the link to the other."""

    REFILED_AS = "refiled_as", _("Refiled as"), _("Charges of this case were brought again there"), "own"
    APPEAL_OF = "appeal_of", _("Appeal of"), _("This case reviews a decision of that one"), "NIEM Appeal"
    REMOVED_TO = "removed_to", _("Removed to"), _("This case went on there, in another court system"), "own"
    TRANSFERRED_TO = "transferred_to", _("Transferred to"), _("This case went on there"), "NCSC"
    CONSOLIDATED_WITH = "consolidated_with", _("Consolidated with"), _("Heard together with that case"), "own"
    CODEFENDANT = "codefendant", _("Co-defendant's case"), _("Another defendant of the same events"), "own"
    RELATED = "related", _("Related to"), _("Arises from or runs beside that case"), "own"


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


class Publication(Code):
    """Whether the public sees an event; only published events move a status."""

    DRAFT = "draft", _("Draft"), _("Not yet public"), "own"
    PUBLISHED = "published", _("Published"), _("Public, and counted"), "own"
    WITHDRAWN = "withdrawn", _("Withdrawn"), _("No longer stands; kept in the history with its reason"), "own"


class Confidence(Code):
    """How well sources bear a fact out."""

    A = "A", _("A: well sourced"), _("Two reputable independent texts, or a court paper"), "own"
    B = "B", _("B: one good source"), _("One reputable text, or a weak one supported by inference"), "own"
    C = "C", _("C: weak"), _("Weak texts only"), "own"


class SourceKind(Code):
    """What sort of text a source is."""

    COURT_DOCUMENT = (
        "court_document",
        _("Court document"),
        _("A paper of the court or of a party in it"),
        "own",
    )
    OFFICIAL_STATEMENT = "official_statement", _("Official statement"), _("Published by a public body"), "own"
    WIRE = "wire", _("News agency"), _("A wire report, under whatever mast"), "own"
    NEWSPAPER = "newspaper", _("Newspaper"), _("A daily or weekly paper"), "own"
    MAGAZINE = "magazine", _("Magazine"), _("A magazine or trade paper"), "own"
    BROADCASTER = "broadcaster", _("Broadcaster"), _("Radio or television"), "own"
    AGGREGATOR = "aggregator", _("Copy or aggregator"), _("A page that reprints or rewrites others"), "own"
    OTHER = "other", _("Other"), _("Another sort of text"), "own"


class RestrictionKind(Code):
    """Why a record, or part of it, is closed to the public."""

    SEALED = "sealed", _("Sealed"), _("Closed by order of the court"), "NM 29-3A"
    EXPUNGED = "expunged", _("Expunged"), _("Erased by law"), "NM 29-3A"
    WRONG_PERSON = "wrong_person", _("Wrong person"), _("The record names somebody else"), "own"
    COURT_ORDER = "court_order", _("Court order"), _("A court forbids publication"), "own"
    REPORTING = "reporting", _("Reporting restriction"), _("The law forbids reporting for a time"), "own"
    PRIVACY = "privacy", _("Privacy"), _("Privacy outweighs publication"), "own"


class Scope(Code):
    """How much of a record a restriction closes."""

    WHOLE = "whole", _("The whole record"), _("No page, no name, no count"), "own"
    PART = "part", _("A part of the record"), _("The part named in the restriction"), "own"


class TermUnit(Code):
    """The court's own unit for a length; never converted."""

    HOURS = "hours", _("hours"), _("Hours, as of unpaid work"), "own"
    DAYS = "days", _("days"), _("Days"), "own"
    MONTHS = "months", _("months"), _("Months"), "own"
    YEARS = "years", _("years"), _("Years"), "own"
