"""What the tables state themselves of a charge and of a participant, in their own words.

Written apart from the mapping of the import, from the dispositions and sentences alone, so that `agreement`
compares two readings and not one reading with itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from proceedings.importers.cook_county.tables import Participant, Row
from proceedings.law.codes import ChargeState, StatusCode

S = ChargeState
OPEN = frozenset({S.FILED, S.BOUND_OVER})
NONE = "no disposition"
WARRANT = "BFW"
# Charges dropped because the participant completed a program: the data say so in the column of reasons.
AFTER_PROGRAM = "dropped after a program"
PROGRAMS = frozenset({"DDPP Graduate", "Deferred Prosecution Program Completed", "Drug Court Graduate"})
DROPPED = frozenset({"Nolle Prosecution", "Case Dismissed"})

# The states a charge may stand in after a disposition; guilt also depends on the sentence.
ENDED: dict[str, frozenset[ChargeState]] = {
    NONE: OPEN,
    WARRANT: OPEN,
    "Mistrial Declared": frozenset({S.MISTRIAL}),
    "Nolle Prosecution": frozenset({S.DISMISSED}),
    AFTER_PROGRAM: frozenset({S.DISMISSED}),
    "Case Dismissed": frozenset({S.DISMISSED}),
    "FNG": frozenset({S.ACQUITTED}),
    "Verdict-Not Guilty": frozenset({S.ACQUITTED}),
    "FNG Reason Insanity": frozenset({S.NOT_GUILTY_INSANITY}),
    "FNPC": frozenset({S.NOT_PROCEEDED}),
    "Death Suggested-Cause Abated": frozenset({S.ABATED}),
    "Superseded by Indictment": frozenset({S.TRANSFERRED, S.REPLACED}),
    "Transferred - Misd Crt": frozenset({S.TRANSFERRED}),
}
GUILTY = frozenset(
    {
        "Plea Of Guilty",
        "Plea of Guilty - Amended Charge",
        "Plea of Guilty - Lesser Included",
        "Finding Guilty",
        "Finding Guilty - Lesser Included",
        "Verdict Guilty",
    }
)
WITHHELD_TYPES = frozenset({"Supervision", "2nd Chance Probation"})
WITHHELD_COMMITMENTS = frozenset({"710/410 Probation"})
CUSTODY = frozenset({"Prison", "Jail", "Cook County Boot Camp"})
COMMUNITY = frozenset({"Probation"})
DISCHARGE = frozenset({"Conditional Discharge"})
OUTSIDE = frozenset({"Probation", "Conditional Discharge", "Court Supervision"})

# How a participant stands all of whose charges ended in one of these words; the first line that fits.
ALL_ENDED: tuple[tuple[frozenset[str], StatusCode], ...] = (
    (frozenset({"FNG", "Verdict-Not Guilty"}), StatusCode.ACQUITTED),
    (frozenset({AFTER_PROGRAM}), StatusCode.DISMISSED_AFTER_DEFERRAL),
    (frozenset({"FNPC"}), StatusCode.NOT_SENT_TO_TRIAL),
    (frozenset({"Nolle Prosecution", "FNPC"}), StatusCode.DISMISSED_WITHOUT_PREJUDICE),
    (frozenset({"Nolle Prosecution", "FNPC", "Case Dismissed", AFTER_PROGRAM}), StatusCode.DISMISSED),
)


@dataclass(frozen=True, slots=True)
class ReportedOutcome:
    """What the data say of one charge."""

    disposition: str
    sentence: Row | None
    row: Row

    @property
    def words(self) -> str:
        """Say it, with the kind of sentence that stands."""
        kind = self.kind
        return f"{self.disposition}, {kind}" if kind else self.disposition

    @property
    def kind(self) -> str:
        """Return the sort of sentence that stands, in the words of the data; empty without one."""
        if self.sentence is None:
            return ""
        kind, commitment = self.sentence["sentence_type"], self.sentence["commitment_type"]
        return commitment if commitment in WITHHELD_COMMITMENTS else kind

    @property
    def is_withheld(self) -> bool:
        """Tell whether the sentence that stands is one without a judgment."""
        return self.kind in WITHHELD_TYPES | WITHHELD_COMMITMENTS

    @property
    def is_recognised(self) -> bool:
        """Tell whether the words have one meaning we know."""
        if self.disposition not in ENDED and self.disposition not in GUILTY:
            return False
        if self.sentence is None:
            return True
        kind, commitment = self.sentence["sentence_type"], self.sentence["commitment_type"]
        if kind not in CUSTODY | COMMUNITY | DISCHARGE | WITHHELD_TYPES:
            return False
        if kind in CUSTODY and commitment in OUTSIDE:
            return False
        return not (kind in COMMUNITY and ("Corrections" in commitment or commitment in DISCHARGE))

    def expects(self) -> frozenset[ChargeState]:
        """Return the states that agree with it."""
        if self.disposition not in GUILTY:
            return ENDED.get(self.disposition, frozenset())
        if self.sentence is None:
            return frozenset({S.FOUND_GUILTY})
        return frozenset({S.DEFERRED_ADJUDICATION if self.is_withheld else S.CONVICTED})


def stated(participant: Participant, charge: str) -> ReportedOutcome:
    """Read what the data say last of a charge: a warrant says nothing of it where anything else does."""
    rows = participant.dispositions.get(charge, [])
    decisive = [row for row in rows if row["charge_disposition"] != WARRANT] or rows
    last = max(decisive, key=lambda row: row["disposition_date"], default=None)
    sentences = participant.sentences.get(charge, [])
    standing = [row for row in sentences if row["current_sentence"] == "true"] or sentences
    sentence = max(standing, key=lambda row: row["sentence_date"], default=None)
    row = last or participant.initiation.get(charge) or participant.first()
    return ReportedOutcome(_disposition(last) if last else NONE, sentence, row)


def _disposition(row: Row) -> str:
    """Return what became of a charge, in the words of the data; apart, where a program was completed."""
    word = row["charge_disposition"]
    is_after = word in DROPPED and row["charge_disposition_reason"] in PROGRAMS
    return AFTER_PROGRAM if is_after else word


def status_of(held: Iterable[ReportedOutcome]) -> StatusCode | None:
    """Say where a participant stands, as a reader of the tables would; None where they have no one answer."""
    charges = list(held)
    if not all(one.is_recognised and one.expects() for one in charges):
        return None
    guilty = [one for one in charges if one.disposition in GUILTY and not one.is_withheld]
    open_ = [one for one in charges if one.expects() & {*OPEN, S.MISTRIAL}]
    if guilty:
        return StatusCode.GUILTY_IN_PART_PENDING if open_ else _sentenced(guilty)
    if open_:
        return _pending(open_, charges)
    if any(one.is_withheld for one in charges if one.disposition in GUILTY):
        return StatusCode.DEFERRED
    return _ended([one.disposition for one in charges])


def _sentenced(guilty: list[ReportedOutcome]) -> StatusCode:
    kinds = {one.kind for one in guilty if one.sentence is not None}
    if not kinds:
        return StatusCode.FOUND_GUILTY_AWAITING_SENTENCE
    if kinds & CUSTODY:
        return StatusCode.SENTENCED_CUSTODY
    return StatusCode.SENTENCED_COMMUNITY if kinds & COMMUNITY else StatusCode.SENTENCED


def _pending(open_: list[ReportedOutcome], charges: list[ReportedOutcome]) -> StatusCode | None:
    if any(one.disposition == WARRANT for one in charges):
        return StatusCode.PENDING_AT_LARGE
    if any(one.disposition == "Mistrial Declared" for one in open_):
        return StatusCode.PENDING_RETRIAL
    # Whether the charges were sent for trial depends on days the tables leave open.
    return None


def _ended(words: list[str]) -> StatusCode:
    found = set(words)
    for word, code in (
        ("Superseded by Indictment", StatusCode.TRANSFERRED),
        ("Transferred - Misd Crt", StatusCode.TRANSFERRED),
        ("Death Suggested-Cause Abated", StatusCode.ABATED_BY_DEATH),
        ("FNG Reason Insanity", StatusCode.NOT_GUILTY_INSANITY),
    ):
        if word in found:
            return code
    for held, code in ALL_ENDED:
        if found <= held:
            return code
    return StatusCode.ENDED_WITHOUT_CONVICTION
