"""What the rules conclude: states of one charge or claim, statuses of one defendant, and phases."""

from __future__ import annotations

from kit.codes import Code
from kit.codes import gettext_noop as _


class ChargeState(Code):
    """Where one charge stands (the fold over its effects)."""

    NONE = "none", _("No filing recorded"), _("No filing of this charge is recorded by that day")
    FILED = "filed", _("Charged"), _("Filed, not sent for trial")
    BOUND_OVER = "bound_over", _("Awaiting trial"), _("Sent for trial")
    ON_TRIAL = "on_trial", _("On trial"), _("The trial has begun")
    MISTRIAL = "mistrial", _("Mistrial"), _("The trial ended without a verdict")
    REMANDED = "remanded", _("Remanded"), _("Overturned on appeal; back before the court")
    OUTCOME_NOT_READ = (
        "outcome_not_read",
        _("Outcome not read"),
        _("The source gives an outcome in words that were not understood"),
    )
    FOUND_GUILTY = "found_guilty", _("Found guilty"), _("Guilty by verdict or plea; not sentenced")
    CONVICTED = "convicted", _("Convicted"), _("Guilty, with a sentence or a judgment of guilt")
    DIVERTED = "diverted", _("Diverted"), _("Prosecution deferred")
    DEFERRED_ADJUDICATION = "deferred_adjudication", _("Judgment deferred"), _("No adjudication of guilt")
    DEFERRED_SENTENCE = "deferred_sentence", _("Sentence deferred"), _("Guilt adjudicated, no sentence")
    ACQUITTED = "acquitted", _("Acquitted"), _("Found not guilty")
    NOT_GUILTY_INSANITY = (
        "not_guilty_insanity",
        _("Not guilty by reason of insanity"),
        _("Acquitted for insanity"),
    )
    DISMISSED = "dismissed", _("Dismissed"), _("Ended without a finding")
    NOT_PROCEEDED = "not_proceeded", _("Not sent to trial"), _("No bill, no probable cause, not confirmed")
    VACATED = "vacated", _("Set aside"), _("The finding was set aside, no retrial")
    LEFT_ON_FILE = "left_on_file", _("Left on the file"), _("Not to proceed without leave")
    ABATED = "abated", _("Ended by death"), _("The defendant died before a final finding")
    TRANSFERRED = "transferred", _("Transferred"), _("Goes on in another court or number")
    REPLACED = "replaced", _("Replaced"), _("Another charge stands in its place")


class ClaimState(Code):
    """Where one civil claim stands."""

    NONE = "none", _("No filing recorded"), _("No filing of this claim is recorded by that day")
    FILED = "filed", _("Sued"), _("Open, no decision")
    SETTLED = "settled", _("Settled"), _("Ended by agreement")
    DISMISSED = "dismissed", _("Dismissed"), _("Ended without judgment on the merits")
    JUDGMENT_FOR_PLAINTIFF = "judgment_for_plaintiff", _("Judgment for the plaintiff"), _("Decided")
    JUDGMENT_FOR_DEFENDANT = "judgment_for_defendant", _("Judgment for the defendant"), _("Decided")
    TRANSFERRED = "transferred", _("Transferred"), _("Goes on in another court")


class Phase(Code):
    """The few shapes a reader filters by; each status belongs to exactly one."""

    OPEN = "open", _("Open"), _("Something is still undecided")
    ENDED_WITHOUT_CONVICTION = (
        "ended_without_conviction",
        _("Ended without conviction"),
        _("Ended, no guilt found"),
    )
    GUILTY = "guilty", _("Guilty or convicted"), _("A finding of guilt stands, in part or whole")
    DEFERRED = "deferred", _("Deferred"), _("Held back on conditions")
    NOT_READ = "not_read", _("Outcome not read"), _("An outcome stands in the source, not understood yet")
    ELSEWHERE = "elsewhere", _("Elsewhere"), _("Goes on in another court")
    NO_CHARGE = "no_charge", _("No charge"), _("Nothing recorded on this date")
    CIVIL_OPEN = "civil_open", _("Civil: open"), _("A suit or citation is undecided")
    CIVIL_ENDED = "civil_ended", _("Civil: ended"), _("A suit or citation has ended")


class Activity(Code):
    """How the NCSC counts a case's caseload; derived for counting."""

    PENDING_ACTIVE = "pending_active", _("Open"), _("Awaiting disposition"), "NCSC Guide"
    PENDING_INACTIVE = (
        "pending_inactive",
        _("Open, inactive"),
        _("Proceedings cannot go on for now"),
        "NCSC Guide",
    )
    REOPENED = "reopened", _("Reopened"), _("Was disposed and is pending again"), "NCSC Guide"
    DISPOSED = "disposed", _("Decided"), _("Every charge has a final disposition"), "NCSC Guide"


class StatusCode(Code):
    """Where a defendant's case stands: one row of the precedence tables."""

    NOT_CHARGED = "not_charged", _("No charge recorded"), _("No charge recorded on this date")
    GUILTY_IN_PART_PENDING = (
        "guilty_in_part_pending",
        _("Guilty in part; the rest undecided"),
        _("Guilty on some charges while others are undecided"),
    )
    FOUND_GUILTY_AWAITING_SENTENCE = (
        "found_guilty_awaiting_sentence",
        _("Found guilty; awaiting sentence"),
        _("Guilty by verdict or plea; no sentence yet"),
    )
    SENTENCED_DEATH = "sentenced_death", _("Sentenced to death"), _("Convicted; a sentence of death stands")
    SENTENCED_CUSTODY = (
        "sentenced_custody",
        _("Sentenced to custody"),
        _("Convicted; a term of custody stands"),
    )
    RELEASED_UNDER_SUPERVISION = (
        "released_under_supervision",
        _("Released under supervision"),
        _("Convicted; out of custody, still supervised"),
    )
    SENTENCED_SUSPENDED = (
        "sentenced_suspended",
        _("Sentenced; term suspended"),
        _("Convicted; the term of custody is wholly suspended"),
    )
    SENTENCED_COMMUNITY = (
        "sentenced_community",
        _("Sentenced; served in the community"),
        _("Convicted; probation, unpaid work, home detention or a program"),
    )
    SENTENCED_FINANCIAL = (
        "sentenced_financial",
        _("Sentenced to pay"),
        _("Convicted; money is the heaviest part"),
    )
    SENTENCED = "sentenced", _("Sentenced"), _("Convicted; no heavier part of a sentence is recorded")
    SENTENCE_COMPLETED = "sentence_completed", _("Sentence completed"), _("Convicted; recorded as completed")
    PENDING_AT_LARGE = "pending_at_large", _("Charged; warrant outstanding"), _("Undecided; a warrant is out")
    PENDING_INACTIVE = (
        "pending_inactive",
        _("Charged; proceedings paused"),
        _("Undecided; cannot go on for now"),
    )
    ON_TRIAL = "on_trial", _("On trial"), _("A trial has begun and is undecided")
    PENDING_RETRIAL = "pending_retrial", _("Mistrial; charges remain"), _("A trial ended without a verdict")
    PENDING_REMAND = (
        "pending_remand",
        _("Overturned on appeal; charges remain"),
        _("Back before the court below"),
    )
    AWAITING_TRIAL = "awaiting_trial", _("Awaiting trial"), _("Sent for trial")
    CHARGED = "charged", _("Charged; not tried"), _("Charged, not sent for trial")
    OUTCOME_NOT_READ = (
        "outcome_not_read",
        _("Outcome not read"),
        _("The source gives an outcome in words that were not understood"),
    )
    DEFERRED_SENTENCE = "deferred_sentence", _("Sentence deferred"), _("Guilt adjudicated; sentence deferred")
    DEFERRED = "deferred", _("Deferred; no conviction"), _("Prosecution or judgment deferred")
    TRANSFERRED = "transferred", _("Transferred"), _("Goes on in another court or number")
    ABATED_BY_DEATH = (
        "abated_by_death",
        _("Ended by death"),
        _("The defendant died; no final finding of guilt"),
    )
    NOT_GUILTY_INSANITY = (
        "not_guilty_insanity",
        _("Not guilty by reason of insanity"),
        _("Acquitted for insanity"),
    )
    ACQUITTED = "acquitted", _("Acquitted"), _("Found not guilty on every charge")
    CONVICTION_OVERTURNED = "conviction_overturned", _("Conviction set aside"), _("No charge remains")
    DISMISSED_AFTER_DEFERRAL = (
        "dismissed_after_deferral",
        _("Dismissed after conditions were met"),
        _("Every charge was dismissed after a deferral"),
    )
    DISMISSED_WITH_PREJUDICE = (
        "dismissed_with_prejudice",
        _("Dismissed with prejudice"),
        _("Every charge was dismissed; refiling is barred unless reversed"),
    )
    NOT_SENT_TO_TRIAL = "not_sent_to_trial", _("Not sent to trial"), _("No charge was sent for trial")
    DISMISSED_WITHOUT_PREJUDICE = (
        "dismissed_without_prejudice",
        _("Dismissed without prejudice"),
        _("Every charge was dismissed; this does not itself bar a new charge"),
    )
    DISMISSED = "dismissed", _("Dismissed"), _("Every charge was dismissed, on differing or unstated terms")
    ENDED_WITHOUT_CONVICTION = (
        "ended_without_conviction",
        _("Ended without a conviction"),
        _("The charges ended in different ways, none in a conviction"),
    )
    CIVIL_NOT_SUED = "civil_not_sued", _("No suit recorded"), _("No suit or citation recorded on this date")
    CIVIL_PAUSED = "civil_paused", _("Sued; proceedings paused"), _("Every open claim is paused")
    CIVIL_PENDING = "civil_pending", _("Suit pending"), _("A claim is open")
    CIVIL_TRANSFERRED = "civil_transferred", _("Suit transferred"), _("Goes on in another court")
    CIVIL_JUDGMENT_FOR_PLAINTIFF = (
        "civil_judgment_for_plaintiff",
        _("Judgment for the plaintiff"),
        _("Decided for the one who sued, on at least one claim"),
    )
    CIVIL_JUDGMENT_FOR_DEFENDANT = (
        "civil_judgment_for_defendant",
        _("Judgment for the defendant"),
        _("Decided for the one sued, on every claim"),
    )
    CIVIL_SETTLED = "civil_settled", _("Suit settled"), _("Every claim was settled")
    CIVIL_DISMISSED_WITH_PREJUDICE = (
        "civil_dismissed_with_prejudice",
        _("Suit dismissed with prejudice"),
        _("Every claim was dismissed with prejudice"),
    )
    CIVIL_DISMISSED_WITHOUT_PREJUDICE = (
        "civil_dismissed_without_prejudice",
        _("Suit dismissed without prejudice"),
        _("Every claim was dismissed without prejudice"),
    )
    CIVIL_DISMISSED = "civil_dismissed", _("Suit dismissed"), _("Every claim was dismissed")
    CIVIL_ENDED = "civil_ended", _("Suit ended"), _("The claims ended in different ways")

    @property
    def is_civil(self) -> bool:
        """Whether the civil precedence table gives the status."""
        return self.value.startswith("civil_")

    @property
    def table(self) -> str:
        """The precedence table that gives the status: `civil` or `criminal`."""
        return "civil" if self.is_civil else "criminal"


class QualifierCode(Code):
    """What is said beside, or inside, a status; always structured, never only words."""

    ACQUITTED_ON = "acquitted_on", _("Acquitted on"), _("Number of charges acquitted, of all")
    DISMISSED_ON = "dismissed_on", _("Dismissed on"), _("Number of charges dismissed, of all")
    OUTCOME_NOT_READ = (
        "outcome_not_read",
        _("Outcome not read"),
        _("Charges whose outcome the source gives in words that were not understood, of all"),
    )
    APPEAL_PENDING = "appeal_pending", _("Appeal pending"), _("By whom: a list")
    APPEAL_ENDED = (
        "appeal_ended",
        _("Appeal ended"),
        _("Withdrawn, dismissed or decided without a change: whose, how and when"),
    )
    PARDONED = "pardoned", _("Pardoned"), _("The finding stands unless a court acts")
    COMMUTED = "commuted", _("Commuted"), _("The sentence was reduced by clemency")
    AWAITING_SENTENCE_ON = (
        "awaiting_sentence_on",
        _("Awaiting sentence on"),
        _("Charges found guilty, unsentenced"),
    )
    DEFERRED_ON = "deferred_on", _("Deferred on"), _("Number of charges deferred")
    TRANSFERRED_ON = "transferred_on", _("Transferred on"), _("Number of charges transferred")
    LEFT_ON_FILE_ON = "left_on_file_on", _("Left on the file on"), _("Number of charges left on the file")
    SETTLED_ON = "settled_on", _("Settled on"), _("Number of claims settled")
    REFILED_AS = "refiled_as", _("Refiled as"), _("The cases that brought these charges again")
    REFILED_FROM = "refiled_from", _("Refiled from"), _("The cases these charges came from")
    CONTINUED_AS = "continued_as", _("Continued as"), _("The cases that carry these charges on")
    CONTINUED_FROM = "continued_from", _("Continued from"), _("The cases these charges were carried on from")
    CONVICTED_OF_LESSER = (
        "convicted_of_lesser",
        _("Convicted of a lesser offense"),
        _("In place of the one charged"),
    )
    DEFENDANT_DIED = "defendant_died", _("The defendant died"), _("The day is the event's")
    NOT_FINAL = "not_final", _("Not final"), _("An appeal is pending")
    WARRANT_OUTSTANDING = "warrant_outstanding", _("Warrant outstanding"), _("A warrant is out")
    RELEASED = "released", _("Released"), _("Left custody; ground not recorded")
    FINDING_NOT_RECORDED = (
        "finding_not_recorded",
        _("Finding not recorded"),
        _("A sentence with no recorded finding"),
    )
    COMPONENT_DISPUTED = (
        "component_disputed",
        _("Disputed part of the sentence"),
        _("Reported on weak grounds only"),
    )
    INCONSISTENT = "inconsistent", _("Record inconsistent"), _("An outcome that cannot follow from the state")
    DATE_UNCERTAIN = "date_uncertain", _("Date uncertain"), _("May have changed between two days")
    PROJECTED_END_PASSED = (
        "projected_end_passed",
        _("Projected end passed; completion not recorded"),
        _("Sentence date plus the longest term less stated credit; never taken as completion"),
    )
    STALE = "stale", _("May be out of date"), _("Nothing recorded for twelve months")
