"""Pleas, verdicts and what was sent for trial: what minutes and orders say of guilt before any sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from proceedings.importers.pacer.charges import Charge, Charges
from proceedings.importers.pacer.entries import EntryKind, EntryStatement
from proceedings.importers.pacer.event_builder import EventBuilder
from proceedings.importers.pacer.people import People

PLEAS = {
    "guilty": "A plea of guilty is entered.",
    "not_guilty": "A plea of not guilty is entered.",
    "no_contest": "A plea of no contest is entered.",
}
ADMITS = ("guilty", "no_contest")
VERDICTS = {"guilty": "found_guilty", "not_guilty": "not_guilty_jury"}


class Findings:
    """Writes pleas and verdicts, and remembers how each count was found guilty."""

    def __init__(
        self, said: Sequence[EntryStatement], people: People, happenings: EventBuilder, superseded: set[str]
    ) -> None:
        """Take what the entries say, and where events go."""
        self.said = said
        self.people = people
        self.happenings = happenings
        self.superseded = superseded
        # By charge: the plea to it, and the verdict on it, with their days.
        self.pleaded: dict[str, tuple[str, str]] = {}
        self.found: dict[str, tuple[str, str]] = {}

    def write(self, everybody: Sequence[Charges]) -> None:
        """Write the events, in the order of the docket."""
        for charges in everybody:
            for one in self.said:
                if charges.place in one.whom:
                    self._write(one, charges)

    def _write(self, one: EntryStatement, charges: Charges) -> None:
        if one.kind in {EntryKind.HELD_TO_ANSWER, EntryKind.PRELIMINARY_WAIVED}:
            self._sent_for_trial(one, charges)
        elif one.kind is EntryKind.PLEA:
            self._plea(one, charges)
        elif one.kind is EntryKind.PLEA_ACCEPTED:
            self._accepted(one, charges)
        elif one.kind is EntryKind.VERDICT:
            self._verdict(one, charges)

    def _sent_for_trial(self, one: EntryStatement, charges: Charges) -> None:
        complaints = [charge.id for charge in charges.complaints if charge.filed_last <= one.day]
        if not complaints:
            return
        waived = one.kind is EntryKind.PRELIMINARY_WAIVED
        self._add(
            f"bound-over-{charges.prefix}",
            one,
            "ruling",
            kind="notice" if waived else "ruling",
            type="waiver" if waived else "bind_over",
            what="The preliminary hearing is waived."
            if waived
            else "The defendant is held to answer before the district court.",
            outcomes=[{"charges": complaints, "outcome": "bound_over"}],
        )

    def _plea(self, one: EntryStatement, charges: Charges) -> None:
        counts = charges.named(one.counts) if one.counts else list(self._standing(charges, one.day))
        if not counts:
            return
        if one.what in ADMITS:
            self.pleaded |= {count.id: (one.what, one.day) for count in counts}
        self._add(
            f"plea-{one.what.replace('_', '-')}-{charges.prefix}-{one.day}",
            one,
            "plea",
            kind="plea",
            type=one.what,
            what=PLEAS[one.what],
            outcomes=[{"charges": [count.id for count in counts], "outcome": "concerns"}],
        )

    def _standing(self, charges: Charges, day: str) -> Iterator[Charge]:
        """Return the counts that stood on a day: filed by then, and not replaced."""
        for count in charges.counts:
            if count.filed_last <= day and not any(
                later.filed_last <= day and count.id in self.superseded
                for later in charges.replaced_by(count)
            ):
                yield count

    def _accepted(self, one: EntryStatement, charges: Charges) -> None:
        if one.counts:
            # The order names the counts: it accepts a plea of guilty to them, told of before or not.
            named = {count.id: ("guilty", one.day) for count in charges.named(one.counts)}
            self.pleaded = {**named, **self.pleaded}
        if any(one.day < day <= one.entry.filed for _plea, day in self.pleaded.values()):
            # No plea is accepted before it is entered: the day of signing is a slip.
            one = replace(one, day=one.entry.filed)
        pleas = {key: plea for key, (plea, day) in self.pleaded.items() if day <= one.day}
        for plea in ADMITS:
            mine = [count.id for count in charges.counts if pleas.get(count.id) == plea]
            if mine:
                self._add(
                    f"plea-accepted-{plea.replace('_', '-')}-{charges.prefix}-{one.entry.filed}",
                    one,
                    "ruling",
                    kind="ruling",
                    type="plea_acceptance",
                    what="The court accepts the plea.",
                    outcomes=[{"charges": mine, "outcome": "plea_accepted", "plea": plea}],
                )

    def _verdict(self, one: EntryStatement, charges: Charges) -> None:
        counts = [count.id for count in charges.named(one.counts)]
        if not counts:
            return
        self.found |= dict.fromkeys(counts, (one.what, one.day))
        outcome: dict[str, Any] = {"charges": counts, "outcome": VERDICTS[one.what], "by": "jury"}
        event = self._add(
            f"verdict-{charges.prefix}-{one.day}",
            one,
            "ruling",
            kind="ruling",
            type="verdict",
            what="The jury returns its verdict.",
            outcomes=[],
        )
        event["outcomes"].append(outcome)

    def _add(self, key: str, one: EntryStatement, rank: str, **block: Any) -> dict[str, Any]:
        return self.happenings.add_said(key, one, rank, judge=self.people.judge(one.judge), **block)


def ids(charges: Iterable[Charge]) -> list[str]:
    """Return the ids of charges."""
    return [charge.id for charge in charges]
