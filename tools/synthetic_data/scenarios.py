"""What may happen in a made-up case: steps, and plots that string them together, each with its weight.

A step is one event. It acts on all counts, or on the first of them and the rest in different ways. Every row
of the precedence tables is some plot's end; plots cut off by the last day end as open cases.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Details = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event: its columns, its outcomes on the first count, the rest, or the person, and its sentence."""

    kind: str
    what: str
    type: str = ""
    first: str = ""
    rest: str = ""
    person: str = ""
    details: Details = field(default_factory=dict)
    columns: Details = field(default_factory=dict)
    sentence: tuple[dict[str, Any], ...] = ()
    # Days after the step before.
    after: tuple[int, int] = (10, 90)
    # In a case of its own, in a court above.
    above: bool = False


@dataclass(frozen=True, slots=True)
class Plot:
    """A course of events, and how often it is taken."""

    weight: int
    steps: tuple[str, ...]


def _both(kind: str, outcome: str, what: str, type_: str = "", **more: Any) -> Step:  # as Step takes them
    return Step(kind=kind, type=type_, what=what, first=outcome, rest=outcome, **more)


def _sentence(what: str, *parts: dict[str, Any], outcome: str = "sentenced") -> Step:
    return _both("sentence", outcome, what, sentence=parts, after=(20, 120))


_HELD = {"outcome": "held"}
_YEARS = {"kind": "imprisonment", "maximum": "?years", "unit": "years"}
_FINE = {"kind": "fine", "amount": "?money", "currency": "USD"}

CRIMINAL_STEPS: dict[str, Step] = {
    "filed": _both("filing", "filed", "The prosecution files an information.", "information"),
    "complaint": _both("filing", "filed", "A complaint is sworn.", "complaint"),
    "indicted": _both("filing", "indicted", "A grand jury of nowhere indicts.", "indictment"),
    "appears": Step(
        kind="hearing",
        type="first_appearance",
        what="A first appearance.",
        columns=_HELD,
        first="concerns",
        rest="concerns",
        after=(1, 10),
    ),
    "not_guilty": _both("plea", "concerns", "A plea of not guilty is entered.", "not_guilty", after=(5, 30)),
    "motion": _both(
        "ruling",
        "concerns",
        "The judge denies a motion.",
        "motion_order",
        columns={"disposition": "denied"},
    ),
    "status": _both("hearing", "concerns", "A status conference.", "status", columns=_HELD, after=(20, 80)),
    "bound": _both("ruling", "bound_over", "The judge sends the counts for trial.", "bind_over"),
    "bail": Step(kind="custody", type="bail", what="Released on bail.", after=(0, 5)),
    "warrant": Step(kind="custody", type="warrant", what="A warrant is issued.", person="warrant_issued"),
    "arrest": Step(kind="custody", type="arrest", what="The warrant ends in arrest.", person="warrant_ended"),
    "incompetent": _both("ruling", "incompetent", "Found incompetent to stand trial.", "motion_order"),
    "reactivated": _both("ruling", "reactivated", "Proceedings resume.", "motion_order"),
    "trial": _both("hearing", "trial_began", "The trial begins.", "trial", columns=_HELD, after=(60, 500)),
    "mistrial": _both("ruling", "mistrial", "The jury cannot agree.", "mistrial", after=(2, 20)),
    "guilty": _both(
        "ruling", "found_guilty", "The jury finds guilt.", "verdict", details={"by": "jury"}, after=(2, 20)
    ),
    "split_verdict": Step(
        kind="ruling",
        type="verdict",
        what="The jury finds guilt on one count, and none on the rest.",
        first="found_guilty",
        rest="not_guilty_jury",
        details={"by": "jury"},
        after=(2, 20),
    ),
    "not_guilty_jury": _both(
        "ruling", "not_guilty_jury", "Not guilty on all counts.", "verdict", after=(2, 20)
    ),
    "insane": _both("ruling", "ngri", "Not guilty by reason of insanity.", "verdict", after=(2, 20)),
    "plea": _both("ruling", "plea_accepted", "A plea of guilty is accepted.", "plea_acceptance"),
    "plea_to_one": Step(
        kind="ruling", type="plea_acceptance", what="A plea to one count is accepted.", first="plea_accepted"
    ),
    "drop_rest": Step(
        kind="notice",
        type="nolle_prosequi",
        what="The other counts are dropped.",
        rest="nolle_prosequi",
        details={"by": "prosecutor"},
        after=(0, 40),
    ),
    "acquit_first_drop_rest": Step(
        kind="ruling",
        type="verdict",
        what="Not guilty on one count; the rest is dismissed.",
        first="not_guilty_bench",
        rest="dismissed_without_prejudice",
        after=(2, 20),
    ),
    "death": _sentence("The sentence is death.", {"kind": "death"}),
    "prison": _sentence("A term in prison.", _YEARS),
    "prison_and_fine": _sentence("A term in prison and a fine.", _YEARS, _FINE),
    "suspended": _sentence(
        "A term, all of it suspended.",
        {"kind": "imprisonment", "maximum": "18", "suspended": "18", "unit": "months"},
        {"kind": "probation", "maximum": "2", "unit": "years", "supervised": "yes"},
    ),
    "probation": _sentence(
        "Probation and unpaid work.",
        {"kind": "probation", "maximum": "?years", "unit": "years", "supervised": "yes"},
        {"kind": "community_service", "maximum": "80", "unit": "hours"},
    ),
    "fine": _sentence("A fine and fees.", _FINE, {"kind": "fees", "amount": "120.50", "currency": "USD"}),
    "disqualified": _sentence("A disqualification.", {"kind": "disqualification", "text": "from whistling"}),
    "parole": Step(
        kind="custody",
        type="parole",
        what="Released under supervision.",
        person="released",
        details={"ground": "supervision"},
        after=(300, 900),
    ),
    "returned": Step(
        kind="custody",
        type="revocation",
        what="The release is revoked.",
        person="returned_to_custody",
        after=(60, 300),
    ),
    "probation_revoked": _sentence("Probation is revoked.", _YEARS, outcome="probation_revoked"),
    "completed": _both(
        "custody", "sentence_completed", "The sentence is served.", "completion", after=(200, 900)
    ),
    "withheld": _both("sentence", "adjudication_withheld", "Judgment is withheld on conditions."),
    "deferred_sentence": _both("sentence", "deferred_sentence", "The sentence is deferred."),
    "diverted": _both("ruling", "diverted", "The prosecution is deferred for a programme.", "deferral"),
    "conditions_met": _both(
        "ruling", "dismissed_after_deferral", "Conditions met: dismissed.", "dismissal", after=(180, 400)
    ),
    "transferred": _both("ruling", "transferred", "The case goes to another court.", "transfer"),
    "died": Step(kind="custody", type="death", what="The defendant dies.", person="died"),
    "with_prejudice": _both("ruling", "dismissed_with_prejudice", "Dismissed with prejudice.", "dismissal"),
    "no_bill": _both("ruling", "no_bill", "The grand jury returns no bill.", "judgment"),
    "no_cause": _both("ruling", "no_probable_cause", "No probable cause is found.", "judgment"),
    "dropped": _both(
        "notice",
        "dismissed_without_prejudice",
        "The prosecution drops the counts.",
        "nolle_prosequi",
        details={"by": "prosecutor"},
    ),
    "dismissed": _both("ruling", "dismissed_unspecified", "Dismissed.", "dismissal"),
    "on_file": _both("ruling", "lies_on_file", "The counts lie on the file.", "judgment"),
    "appeal": _both(
        "notice",
        "appeal_noticed",
        "The defence appeals.",
        "appeal",
        details={"by": "defence"},
        after=(10, 30),
    ),
    "affirmed": _both("ruling", "affirmed", "Affirmed.", "appellate", after=(200, 600), above=True),
    "reversed": _both(
        "ruling",
        "reversed_and_remanded",
        "Reversed and sent back.",
        "appellate",
        after=(200, 600),
        above=True,
    ),
    "quashed": _both(
        "ruling", "quashed", "The conviction is quashed.", "appellate", after=(200, 600), above=True
    ),
}

_OPENING = ("filed", "appears", "not_guilty", "bound", "status")

CRIMINAL: tuple[Plot, ...] = (
    Plot(110, ("complaint", "appears", "dropped")),
    Plot(60, ("filed", "appears", "not_guilty", "dismissed")),
    Plot(20, ("filed", "appears", "motion", "with_prejudice")),
    Plot(15, ("complaint", "no_bill")),
    Plot(15, ("complaint", "appears", "no_cause")),
    Plot(110, (*_OPENING, "plea", "probation")),
    Plot(60, (*_OPENING, "plea", "probation", "completed")),
    Plot(40, (*_OPENING, "plea_to_one", "drop_rest", "prison", "parole", "completed")),
    Plot(40, (*_OPENING, "plea_to_one", "drop_rest", "fine")),
    Plot(40, ("filed", "appears", "plea", "fine", "completed")),
    Plot(30, (*_OPENING, "bail", "plea", "prison_and_fine")),
    Plot(30, (*_OPENING, "plea", "suspended")),
    Plot(12, (*_OPENING, "plea", "probation", "probation_revoked")),
    Plot(20, (*_OPENING, "motion", "trial", "guilty", "prison", "parole")),
    Plot(8, (*_OPENING, "trial", "guilty", "prison", "parole", "returned")),
    Plot(10, (*_OPENING, "trial", "split_verdict", "prison")),
    Plot(10, (*_OPENING, "motion", "trial", "not_guilty_jury")),
    Plot(6, (*_OPENING, "trial", "acquit_first_drop_rest")),
    Plot(4, (*_OPENING, "trial", "insane")),
    Plot(6, (*_OPENING, "trial", "guilty")),
    Plot(5, (*_OPENING, "trial", "mistrial")),
    Plot(5, (*_OPENING, "trial", "mistrial", "trial", "guilty", "prison")),
    Plot(8, ("indicted", "appears", "not_guilty", "trial", "guilty", "prison", "appeal", "affirmed")),
    Plot(6, ("indicted", "not_guilty", "trial", "guilty", "prison", "appeal", "reversed")),
    Plot(4, ("indicted", "not_guilty", "trial", "guilty", "prison", "appeal", "quashed")),
    Plot(6, ("indicted", "trial", "guilty", "prison", "appeal")),
    Plot(2, ("indicted", "trial", "guilty", "death")),
    Plot(4, (*_OPENING, "plea", "disqualified")),
    Plot(6, (*_OPENING, "plea_to_one")),
    Plot(12, (*_OPENING, "plea", "withheld")),
    Plot(6, (*_OPENING, "plea", "deferred_sentence")),
    Plot(20, ("filed", "appears", "diverted")),
    Plot(20, ("filed", "appears", "diverted", "conditions_met")),
    Plot(6, ("filed", "transferred")),
    Plot(6, (*_OPENING, "died")),
    Plot(4, (*_OPENING, "plea", "probation", "died")),
    Plot(12, ("complaint", "warrant")),
    Plot(10, ("complaint", "warrant", "arrest", "appears", "bound")),
    Plot(8, (*_OPENING, "incompetent")),
    Plot(6, (*_OPENING, "incompetent", "reactivated", "plea", "probation")),
    Plot(3, (*_OPENING, "trial", "on_file")),
    Plot(25, ("filed", "appears")),
    Plot(25, _OPENING),
    Plot(6, (*_OPENING, "motion", "trial")),
)

CIVIL_STEPS: dict[str, Step] = {
    "sued": _both("filing", "claim_filed", "A suit is filed.", "complaint"),
    "paused": _both("ruling", "claim_paused", "The suit is paused.", "motion_order"),
    "resumed": _both("ruling", "claim_resumed", "The pause ends.", "motion_order"),
    "settled": _both("notice", "claim_settled", "The parties settle.", "settlement", after=(100, 700)),
    "settle_first_drop_rest": Step(
        kind="ruling",
        type="dismissal",
        what="One claim is settled, the rest dismissed.",
        first="claim_settled",
        rest="claim_dismissed_with_prejudice",
    ),
    "with": _both("ruling", "claim_dismissed_with_prejudice", "Dismissed with prejudice.", "dismissal"),
    "without": _both(
        "ruling", "claim_dismissed_without_prejudice", "Dismissed without prejudice.", "dismissal"
    ),
    "dismissed": _both("ruling", "claim_dismissed_unspecified", "Dismissed.", "dismissal"),
    "for_plaintiff": _both(
        "ruling", "claim_judgment_for_plaintiff", "Judgment for the plaintiff.", "judgment"
    ),
    "for_defendant": _both(
        "ruling", "claim_judgment_for_defendant", "Judgment for the defendant.", "judgment"
    ),
    "removed": _both("notice", "claim_transferred", "The suit goes to another court.", "removal"),
}

CIVIL: tuple[Plot, ...] = (
    Plot(20, ("sued",)),
    Plot(30, ("sued", "settled")),
    Plot(6, ("sued", "paused")),
    Plot(4, ("sued", "paused", "resumed", "settled")),
    Plot(6, ("sued", "settle_first_drop_rest")),
    Plot(12, ("sued", "with")),
    Plot(10, ("sued", "without")),
    Plot(8, ("sued", "dismissed")),
    Plot(12, ("sued", "for_plaintiff")),
    Plot(10, ("sued", "for_defendant")),
    Plot(4, ("sued", "removed")),
)
