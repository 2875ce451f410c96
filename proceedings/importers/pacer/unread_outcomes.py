"""What a docket says has ended, in words or dates that say no more: recorded as an outcome that was not read.

Nobody whose docket states an ending is left standing as charged. What is recorded is only that; an editor
reads the docket and says what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from proceedings.importers.pacer.charges import Charge, Charges
from proceedings.importers.pacer.docket import Entry
from proceedings.importers.pacer.entries import Reader
from proceedings.importers.pacer.event_builder import EventBuilder, EventDay
from proceedings.law.codes import ChargeState, Outcome
from proceedings.law.rules import TRANSITIONS
from proceedings.law.rules.case_state import DEFERRED, ENDED

NOT_READ = Outcome.OUTCOME_NOT_READ.value
LONGEST_TEXT = 200
CLOSED = "The docket closes the case against this defendant and states no outcome."
IN_WORDS = "The docket ends the case in words that were not read; they stand below."
# What a court or its clerk writes down, and not what somebody asks for.
_ACTS = re.compile(
    r"(?:\W*(?:paperless|text|amended|electronic|endorsed|sealed|oral|agreed|final|unopposed)\W+)*"
    r"(?:order|judgment|minute|minutes|min\.|mins|decision|ruling|opinion|stipulation|clerk|case|defendant"
    r"|notice of (?:dismissal|nolle)|set/reset|terminate[ds]?|terminating|termination|termed|\*+)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\b(?:dismiss(?:ed|es|al|ing)?|acquit\w*|nolle|nol\W+pros\w*|not guilty verdict"
    r"|(?:defendant|deft|dft)(?: is| was)? discharged|discharg\w* (?:of )?(?:the )?(?:defendant|deft|dft)"
    r"|case (?:is |was )?(?:closed|terminated|transferred)|(?:closed|closes|closing) (?:the |this )?case"
    r"|transfer\w*(?: of)?(?: the| this)? (?:case|jurisdiction|to (?:the )?\w+ district)|rule 20\b"
    r"|judgment of|judgment and commitment|j\s?&\s?c\b|abat(?:ed|ement|ing)|mistrial"
    r"|diver(?:ted|sion granted))",
    re.IGNORECASE,
)
# An order that leaves things as they were, or speaks of something else.
_LEAVES = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|moot|withdrawn|continue\w*|continuing|continuance|extend\w*|extension|scheduling|(?:re)?schedule\w*"
    r"|hearing set|reset|transcripts?|unseal\w*|briefing|responses?|repl(?:y|ies)|jurors?|withdraw\w*"
    r"|appoint\w*|subpoenas?)\b",
    re.IGNORECASE,
)
_FINAL = frozenset(
    str(row.outcome)
    for row in TRANSITIONS
    if isinstance(row.outcome, Outcome)
    and row.after in {*ENDED, *DEFERRED, ChargeState.CONVICTED, ChargeState.REPLACED}
)


def states_an_ending(text: str) -> bool:
    """Tell whether the words of an entry may end a case.

    >>> states_an_ending("Order for Dismissal."), states_an_ending("ORDER denying motion to dismiss")
    (True, False)
    """
    return bool(_ACTS.match(text) and _ENDS.search(text) and not _LEAVES.search(text))


def write_unread(
    everybody: Sequence[Charges], entries: Sequence[Entry], reader: Reader, happenings: EventBuilder
) -> None:
    """Record an outcome that was not read for each charge that the docket ends without saying how."""
    decided = _decided(happenings.in_order())
    for charges in everybody:
        open_charges = [one for one in (*charges.complaints, *charges.counts) if one.id not in decided]
        ending = next(
            (
                one
                for one in entries
                if states_an_ending(one.text) and _may_mean(one, charges, reader, alone=len(everybody) == 1)
            ),
            None,
        )
        if not open_charges or not (ending or charges.ended):
            continue
        if ending:
            _add(charges, open_charges, happenings, EventDay(ending.filed), ending.cited, ending.text)
        else:
            _add(charges, open_charges, happenings, EventDay(charges.ended), "the date of termination", "")


def _may_mean(entry: Entry, charges: Charges, reader: Reader, *, alone: bool) -> bool:
    """Tell whether an entry is about a defendant, or names nobody else for sure."""
    whom = reader.whom(entry)
    return charges.place in whom or (not whom and (alone or " as to " not in entry.text))


def _add(
    charges: Charges,
    counts: Sequence[Charge],
    happenings: EventBuilder,
    day: EventDay,
    at: str,
    text: str,
) -> None:
    happenings.add(
        f"outcome-not-read-{charges.prefix}",
        day,
        "sentence",
        at=at,
        kind="ruling",
        type="judgment",
        what=CLOSED
        if not text
        else "The docket ends the case in words that were not read; they stand below.",
        source_text=text,
        outcomes=[not_read([count.id for count in counts], text or CLOSED)],
    )


def not_read(charges: Sequence[str], text: str) -> dict[str, Any]:
    """Return the outcome that says of charges that theirs was not read."""
    return {"charges": list(charges), "outcome": NOT_READ, "text": text[:LONGEST_TEXT]}


def _decided(events: Sequence[dict[str, Any]]) -> set[str]:
    """Return the charges of which some event says what became of them in the end, or that it was not read."""
    return set(_charges_of(events, _FINAL | {NOT_READ}))


def _charges_of(events: Sequence[dict[str, Any]], wanted: frozenset[str]) -> Iterator[str]:
    for event in events:
        for outcome in event.get("outcomes", ()):
            if outcome["outcome"] in wanted:
                yield from outcome.get("charges", ())
