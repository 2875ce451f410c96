"""The state machine of one civil claim, or of one citation (docs/domain.md, States of a claim)."""

from kit.codes import gettext_noop as _
from proceedings.law.codes import ClaimOutcome, ClaimState, EventKind
from proceedings.law.rules.transition import EVERY_KIND, SAME, Transition
from proceedings.law.rules.transition import transition as _row

K = EventKind
C = ClaimState
D = ClaimOutcome
FILING_, RULING, NOTICE = K.FILING, K.RULING, K.NOTICE
OPEN = frozenset({C.FILED})
CLAIM_ENDED = frozenset(C) - {C.NONE, C.FILED}

CLAIM_TRANSITIONS: tuple[Transition, ...] = (
    _row(
        D.FILED,
        {C.NONE},
        C.FILED,
        (FILING_, NOTICE, RULING),
        _("sued, or cited; a claim that continues another stands open"),
    ),
    _row(D.PAUSED, OPEN, SAME, (RULING, NOTICE), _("proceedings on the claim are paused")),
    _row(D.RESUMED, OPEN, SAME, (RULING, NOTICE), _("the pause ends")),
    _row(D.SETTLED, OPEN, C.SETTLED, (NOTICE, RULING, FILING_), _("ended by agreement")),
    _row(
        D.DISMISSED_WITH_PREJUDICE,
        OPEN,
        C.DISMISSED,
        (RULING, NOTICE, FILING_),
        _("dismissed with prejudice; after a settlement it changes nothing"),
        {C.SETTLED},
    ),
    _row(
        D.DISMISSED_WITHOUT_PREJUDICE,
        OPEN,
        C.DISMISSED,
        (RULING, NOTICE, FILING_),
        _("dismissed without prejudice; after a settlement it changes nothing"),
        {C.SETTLED},
    ),
    _row(
        D.DISMISSED_UNSPECIFIED,
        OPEN,
        C.DISMISSED,
        (RULING, NOTICE, FILING_),
        _("dismissed; the record is silent on prejudice"),
        {C.SETTLED},
    ),
    _row(
        D.JUDGMENT_FOR_PLAINTIFF,
        OPEN,
        C.JUDGMENT_FOR_PLAINTIFF,
        (RULING,),
        _("judgment for the one who sued"),
    ),
    _row(D.JUDGMENT_FOR_DEFENDANT, OPEN, C.JUDGMENT_FOR_DEFENDANT, (RULING,), _("judgment for the one sued")),
    _row(
        D.TRANSFERRED,
        OPEN,
        C.TRANSFERRED,
        (RULING, NOTICE, FILING_),
        _("removed or transferred to another court"),
    ),
    _row(
        D.TRANSFERRED,
        {C.NONE},
        C.FILED,
        (RULING, NOTICE, FILING_),
        _("a claim that continues one of another case stands open here"),
    ),
    _row(
        D.REINSTATED,
        {C.SETTLED, C.DISMISSED, C.TRANSFERRED},
        C.FILED,
        (RULING,),
        _("an ended claim is restored, or sent back"),
    ),
    _row(
        D.REVERSED_AND_REMANDED,
        {C.DISMISSED, C.JUDGMENT_FOR_PLAINTIFF, C.JUDGMENT_FOR_DEFENDANT},
        C.FILED,
        (RULING,),
        _("reversed and remanded: open again"),
    ),
    _row(
        D.APPEAL_NOTICED,
        OPEN | CLAIM_ENDED,
        SAME,
        (NOTICE, FILING_),
        _("no change; the appeal is pending from here"),
    ),
    _row(
        D.APPEAL_ENDED, OPEN | CLAIM_ENDED, SAME, (NOTICE, RULING, FILING_), _("no change; no longer pending")
    ),
    _row(
        D.DIED,
        frozenset(C),
        SAME,
        (NOTICE, RULING, FILING_, K.CUSTODY),
        _("no change; the claim goes on against whoever is substituted, if the law lets it survive"),
    ),
    _row(D.CONCERNS, frozenset(C), SAME, EVERY_KIND, _("the event concerns the claim and moves nothing")),
)
