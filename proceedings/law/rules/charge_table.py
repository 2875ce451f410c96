"""The state machine of one charge, as a table (docs/domain.md, Transitions)."""

from kit.codes import gettext_noop as _
from proceedings.law.codes import ChargeState, EventKind, Outcome
from proceedings.law.rules.case_state import (
    DEFERRED,
    ENDED,
    GUILTY,
)
from proceedings.law.rules.case_state import (
    UNDECIDED as STILL_UNDECIDED,
)
from proceedings.law.rules.transition import (
    BEFORE,
    EVERY_KIND,
    FORMER,
    SAME,
    Transition,
)
from proceedings.law.rules.transition import transition as _row

S = ChargeState
O = Outcome  # noqa: E741 - the tables below are read by column
K = EventKind

FILING_, RULING, NOTICE = K.FILING, K.RULING, K.NOTICE
NONE = frozenset({S.NONE})
# What may follow an undecided charge may follow one whose outcome was not read: it tells what that was.
UNDECIDED = STILL_UNDECIDED | {S.OUTCOME_NOT_READ}
DECIDED = GUILTY | DEFERRED | frozenset(ENDED)
BEGUN = UNDECIDED | DECIDED
ANY = NONE | BEGUN | {S.REPLACED}
CONVICTED = frozenset({S.CONVICTED})

_BEGINNING = (
    _row(
        O.FILED,
        NONE,
        S.FILED,
        (FILING_, NOTICE, RULING),
        _(
            "complaint, information, citation or summons filed; "
            "a charge that amends, supersedes or continues another starts where that one stood"
        ),
        UNDECIDED,
    ),
    _row(
        O.INDICTED,
        NONE,
        S.BOUND_OVER,
        (FILING_, RULING),
        _("brought by indictment, voluntary bill or renvoi, with no earlier filing of that charge"),
    ),
    _row(
        O.INDICTED,
        {S.FILED},
        S.BOUND_OVER,
        (FILING_, RULING),
        _("indictment returned on a charge already filed"),
        UNDECIDED,
    ),
    _row(
        O.BOUND_OVER,
        {S.FILED},
        S.BOUND_OVER,
        (FILING_, RULING, NOTICE),
        _("bind-over or waiver of the preliminary hearing; sending; renvoi; charges confirmed"),
    ),
    _row(
        O.BOUND_OVER,
        NONE,
        S.BOUND_OVER,
        (FILING_, RULING, NOTICE),
        _("a charge that continues another comes in already sent for trial"),
    ),
    _row(
        O.AMENDED, UNDECIDED, SAME, (FILING_, RULING, NOTICE), _("the same charge goes on, with an amendment")
    ),
    _row(
        O.SUPERSEDED,
        UNDECIDED,
        S.REPLACED,
        (FILING_, RULING, NOTICE),
        _("amended, downgraded or superseded in the same case: another charge stands in its place"),
    ),
    _row(
        O.TRANSFERRED,
        UNDECIDED,
        S.TRANSFERRED,
        (FILING_, RULING, NOTICE),
        _("superseded under another docket number; venue change, removal, certification"),
    ),
    _row(
        O.TRANSFERRED,
        NONE,
        S.FILED,
        (FILING_, RULING, NOTICE),
        _("a charge that continues one of another case stands here in its former state"),
    ),
    _row(
        O.REINSTATED,
        {S.DISMISSED, S.NOT_PROCEEDED},
        FORMER,
        (RULING,),
        _("reinstated by the same court: the last undecided state"),
        UNDECIDED,
    ),
    _row(
        O.TRIAL_BEGAN,
        UNDECIDED - {S.ON_TRIAL},
        S.ON_TRIAL,
        (K.HEARING, RULING),
        _("jury sworn, first evidence, or a retrial starts"),
    ),
)

_FINDINGS = (
    _row(
        O.PLEA_ACCEPTED,
        UNDECIDED,
        S.FOUND_GUILTY,
        (K.PLEA, RULING),
        _("a plea of guilty or no contest is accepted"),
    ),
    _row(
        O.PLEA_ACCEPTED,
        NONE,
        S.FOUND_GUILTY,
        (K.PLEA, RULING),
        _("a plea to a lesser included offense is accepted"),
    ),
    _row(
        O.PLEA_WITHDRAWN,
        GUILTY,
        FORMER,
        (RULING, K.PLEA),
        _("plea withdrawn by leave: back where the plea found it"),
    ),
    _row(O.FOUND_GUILTY, UNDECIDED, S.FOUND_GUILTY, (RULING,), _("verdict of guilty; not yet a conviction")),
    _row(
        O.FOUND_GUILTY, NONE, S.FOUND_GUILTY, (RULING,), _("verdict of guilty of a lesser included offense")
    ),
    _row(
        O.CONVICTED_ON_APPEAL,
        {S.ACQUITTED},
        S.FOUND_GUILTY,
        (RULING,),
        _("an appeal court convicts, where the law allows"),
    ),
    _row(
        O.MERGED, {S.FOUND_GUILTY}, S.CONVICTED, (RULING, K.SENTENCE), _("convicted, no sentence of its own")
    ),
    _row(O.NEW_TRIAL_GRANTED, GUILTY, S.BOUND_OVER, (RULING,), _("new trial granted")),
    _row(
        O.CONVICTED_PLEA,
        UNDECIDED | {S.FOUND_GUILTY},
        S.CONVICTED,
        (RULING, K.SENTENCE),
        _("judgment of guilt on a plea"),
    ),
    _row(
        O.CONVICTED_PLEA,
        NONE,
        S.CONVICTED,
        (RULING, K.SENTENCE),
        _("judgment of guilt of a lesser included offense, on a plea"),
    ),
    _row(
        O.CONVICTED_TRIAL,
        UNDECIDED | {S.FOUND_GUILTY},
        S.CONVICTED,
        (RULING, K.SENTENCE),
        _("judgment of guilt after a verdict"),
    ),
    _row(
        O.CONVICTED_TRIAL,
        NONE,
        S.CONVICTED,
        (RULING, K.SENTENCE),
        _("judgment of guilt of a lesser included offense, after a verdict"),
    ),
    _row(
        O.CONVICTED_LESSER,
        UNDECIDED,
        S.REPLACED,
        (RULING,),
        _("guilty of a lesser included offense: the charge was not proved, another stands in its place"),
    ),
    _row(O.NOT_GUILTY, UNDECIDED, S.ACQUITTED, (RULING,), _("verdict of not guilty; by whom is not stated")),
    _row(O.NOT_GUILTY_JURY, UNDECIDED, S.ACQUITTED, (RULING,), _("verdict of not guilty by a jury")),
    _row(O.NOT_GUILTY_BENCH, UNDECIDED, S.ACQUITTED, (RULING,), _("verdict of not guilty by a judge")),
    _row(
        O.JUDGMENT_OF_ACQUITTAL,
        UNDECIDED | {S.FOUND_GUILTY},
        S.ACQUITTED,
        (RULING,),
        _("judgment of acquittal"),
    ),
    _row(O.NGRI, UNDECIDED, S.NOT_GUILTY_INSANITY, (RULING,), _("not guilty by reason of insanity")),
)

_ENDINGS = (
    _row(O.DISMISSED_WITH_PREJUDICE, UNDECIDED, S.DISMISSED, (RULING, NOTICE), _("dismissed with prejudice")),
    _row(
        O.DISMISSED_WITHOUT_PREJUDICE,
        UNDECIDED,
        S.DISMISSED,
        (RULING, NOTICE),
        _("dismissed without prejudice"),
    ),
    _row(
        O.DISMISSED_UNSPECIFIED,
        UNDECIDED,
        S.DISMISSED,
        (RULING, NOTICE),
        _("dismissed; the record is silent on prejudice"),
    ),
    _row(
        O.NOLLE_PROSEQUI,
        UNDECIDED,
        S.DISMISSED,
        (NOTICE, RULING, FILING_),
        _(
            "the prosecutor declines to go on: without prejudice unless the text says otherwise, "
            "not stated once a trial of the defendant has begun on any charge"
        ),
    ),
    _row(
        O.WITHDRAWN,
        UNDECIDED,
        S.DISMISSED,
        (NOTICE, RULING, FILING_),
        _("the prosecution withdraws the charge, on the same terms"),
    ),
    _row(
        O.DISCONTINUED,
        UNDECIDED,
        S.DISMISSED,
        (NOTICE, RULING, FILING_),
        _("proceedings are discontinued, on the same terms"),
    ),
    _row(
        O.NO_EVIDENCE_OFFERED, UNDECIDED, S.ACQUITTED, (RULING,), _("no evidence offered (England and Wales)")
    ),
    _row(O.NO_BILL, {S.FILED}, S.NOT_PROCEEDED, (RULING,), _("no bill")),
    _row(O.NO_PROBABLE_CAUSE, {S.FILED}, S.NOT_PROCEEDED, (RULING,), _("no probable cause")),
    _row(O.NOT_CONFIRMED, {S.FILED}, S.NOT_PROCEEDED, (RULING,), _("charges not confirmed")),
    _row(O.NON_LIEU, {S.FILED}, S.NOT_PROCEEDED, (RULING,), _("non-lieu")),
    _row(O.LIES_ON_FILE, UNDECIDED, S.LEFT_ON_FILE, (RULING,), _("left on the file")),
    _row(O.MISTRIAL, {S.ON_TRIAL}, S.MISTRIAL, (RULING,), _("hung jury, or mistrial")),
    _row(
        O.ABATED_BY_DEATH,
        UNDECIDED | GUILTY | DEFERRED,
        S.ABATED,
        (RULING, K.CUSTODY, NOTICE),
        _("a court ends the charge because the defendant died"),
    ),
    _row(O.DIED, UNDECIDED, S.ABATED, (K.CUSTODY, NOTICE, RULING), _("the defendant dies before a finding")),
    _row(
        O.DIED,
        ANY - UNDECIDED,
        SAME,
        (K.CUSTODY, NOTICE, RULING),
        _("no change unless a court acts; the words drop 'awaiting sentence'"),
    ),
)

_DEFERRALS = (
    _row(O.DIVERTED, UNDECIDED, S.DIVERTED, (NOTICE, RULING), _("prosecution deferred for a program")),
    _row(
        O.ADJUDICATION_WITHHELD,
        {S.FOUND_GUILTY},
        S.DEFERRED_ADJUDICATION,
        (RULING, K.SENTENCE),
        _("conditional discharge without adjudication, adjudication withheld"),
    ),
    _row(
        O.DEFERRED_SENTENCE,
        {S.FOUND_GUILTY},
        S.DEFERRED_SENTENCE,
        (RULING, K.SENTENCE),
        _("guilt adjudicated, sentence deferred"),
    ),
    _row(
        O.DISMISSED_AFTER_DEFERRAL,
        DEFERRED,
        S.DISMISSED,
        (RULING,),
        _("conditions met: dismissed after a deferral, never by the calendar"),
    ),
    _row(O.DEFERRAL_REVOKED, DEFERRED, BEFORE, (RULING,), _("deferral revoked: back where it was")),
)

_PAUSES = (
    _row(O.STAYED, UNDECIDED, SAME, (RULING,), _("proceedings stayed: inactive")),
    _row(O.INCOMPETENT, UNDECIDED, SAME, (RULING,), _("incompetent to stand trial: inactive")),
    _row(
        O.EXTRADITION_PENDING,
        UNDECIDED,
        SAME,
        (K.CUSTODY, RULING, NOTICE),
        _("held elsewhere, extradition pending: inactive; ends the warrant"),
    ),
    _row(O.EXTRADITED, ANY, SAME, (K.CUSTODY, RULING), _("surrendered: active again")),
    _row(O.REACTIVATED, UNDECIDED, SAME, (RULING, K.CUSTODY, NOTICE), _("a pause ends: active again")),
    _row(O.WARRANT_ISSUED, ANY, SAME, (K.CUSTODY, RULING), _("a warrant is outstanding from here")),
    _row(
        O.WARRANT_ENDED,
        ANY,
        SAME,
        (K.CUSTODY, RULING),
        _("arrest, surrender or recall: no warrant outstanding"),
    ),
)

_SENTENCES = (
    _row(
        O.SENTENCED,
        {S.FOUND_GUILTY, S.DEFERRED_SENTENCE},
        S.CONVICTED,
        (K.SENTENCE, RULING),
        _("a sentence is imposed"),
    ),
    _row(
        O.SENTENCED,
        CONVICTED,
        SAME,
        (K.SENTENCE, RULING),
        _("a sentence is imposed on a conviction already entered, or in place of an earlier one"),
    ),
    _row(
        O.SENTENCED,
        UNDECIDED,
        S.CONVICTED,
        (K.SENTENCE, RULING),
        _("a sentence with no recorded finding means convicted, so marked"),
    ),
    _row(O.SENTENCE_MODIFIED, CONVICTED, SAME, (K.SENTENCE, RULING), _("new components replace the old")),
    _row(
        O.PROBATION_REVOKED,
        CONVICTED,
        SAME,
        (K.SENTENCE, RULING, K.CUSTODY),
        _("probation revoked, with the new components"),
    ),
    _row(
        O.SUSPENSION_ACTIVATED,
        CONVICTED,
        SAME,
        (K.SENTENCE, RULING),
        _("the suspended term is to be served after all"),
    ),
    _row(
        O.COMMUTED,
        CONVICTED,
        SAME,
        (K.SENTENCE, RULING, NOTICE),
        _("reduced by clemency, with the new components"),
    ),
    _row(O.PARDONED, GUILTY, SAME, (RULING, NOTICE), _("pardoned: no change unless a court acts")),
    _row(O.SENTENCE_VACATED, CONVICTED, S.FOUND_GUILTY, (RULING,), _("only the sentence is set aside")),
    _row(
        O.RELEASED, CONVICTED, SAME, (K.CUSTODY, RULING), _("released after sentence, on the recorded ground")
    ),
    _row(O.RETURNED_TO_CUSTODY, CONVICTED, SAME, (K.CUSTODY, RULING), _("a release is revoked or ended")),
    _row(
        O.SENTENCE_COMPLETED,
        CONVICTED,
        SAME,
        (K.CUSTODY, RULING, NOTICE),
        _("nothing of the sentence remains"),
    ),
)

_NOT_READ = (
    _row(
        O.OUTCOME_NOT_READ,
        STILL_UNDECIDED,
        S.OUTCOME_NOT_READ,
        (RULING, NOTICE, FILING_, K.SENTENCE),
        _("the source ends or changes the charge in words that were not understood"),
    ),
    _row(
        O.OUTCOME_NOT_READ,
        DECIDED,
        SAME,
        (RULING, NOTICE, FILING_, K.SENTENCE),
        _("such words about a charge that is decided: said beside what stands"),
    ),
)

_APPEALS = (
    _row(
        O.APPEAL_NOTICED,
        BEGUN,
        SAME,
        (NOTICE, FILING_),
        _("no change; the appeal is pending from here, by appellant"),
    ),
    _row(O.APPEAL_WITHDRAWN, BEGUN, SAME, (NOTICE, RULING, FILING_), _("no change; no longer pending")),
    _row(O.APPEAL_DISMISSED, BEGUN, SAME, (RULING,), _("no change; no longer pending")),
    _row(O.AFFIRMED, BEGUN, SAME, (RULING,), _("no change; no longer pending")),
    _row(
        O.REVERSED_AND_REMANDED,
        GUILTY | {S.DISMISSED},
        S.REMANDED,
        (RULING,),
        _("reversed, or vacated, and remanded"),
    ),
    _row(
        O.RETRIAL_ORDERED,
        GUILTY | {S.DISMISSED},
        S.REMANDED,
        (RULING,),
        _("set aside and sent back for trial"),
    ),
    _row(
        O.REVERSED_ACQUITTED,
        GUILTY,
        S.ACQUITTED,
        (RULING,),
        _("reversed outright: acquitted by the appeal court"),
    ),
    _row(
        O.REVERSED_DISMISSED, GUILTY, S.DISMISSED, (RULING,), _("reversed outright: dismissed with prejudice")
    ),
    _row(O.QUASHED, GUILTY, S.VACATED, (RULING,), _("conviction quashed, no retrial")),
    _row(O.VACATED, GUILTY, S.VACATED, (RULING,), _("plea or verdict set aside, no retrial")),
    _row(
        O.CONCERNS,
        ANY,
        SAME,
        EVERY_KIND,
        _(
            "the event concerns the charge and moves nothing: a motion filed or denied, "
            "a plea of not guilty, a hearing to come"
        ),
    ),
)

CHARGE_TRANSITIONS: tuple[Transition, ...] = (
    *_BEGINNING,
    *_FINDINGS,
    *_ENDINGS,
    *_DEFERRALS,
    *_PAUSES,
    *_SENTENCES,
    *_NOT_READ,
    *_APPEALS,
)
