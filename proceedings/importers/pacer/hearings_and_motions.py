"""Hearings and the other events that move no charge: motions and rulings on them, custody, notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from proceedings.importers.pacer.charges import Charges
from proceedings.importers.pacer.entries import EntryKind, EntryStatement
from proceedings.importers.pacer.entry_words import HEARING_WORDS
from proceedings.importers.pacer.event_builder import EventBuilder, EventDay
from proceedings.importers.pacer.hearings import HearingHeld, HearingNotHeld, Setting
from proceedings.importers.pacer.people import People

RULINGS = {
    "granted": "The court grants a motion.",
    "denied": "The court denies a motion.",
    "granted_in_part": "The court grants a motion in part.",
    "moot": "The court finds a motion moot.",
}
BECAME = {
    "held": "held",
    "scheduled": "set for this day",
    "continued": "set for this day, then put off",
    "vacated": "set for this day, then moved to an earlier one",
    "not_held": "set for this day, and not held",
}


class HearingsAndMotions:
    """Writes what minutes, notices and orders say besides charges, pleas and sentences."""

    def __init__(self, people: People, happenings: EventBuilder, everybody: Sequence[Charges]) -> None:
        """Take where events go, and the defendants."""
        self.people = people
        self.happenings = happenings
        self.everybody = everybody
        self._at_large: set[str] = set()
        # The last setting that still waits, by what it is for and for whom.
        self._waiting: dict[tuple[str, str], dict[str, Any]] = {}
        self._tried: set[str] = set()

    def write(self, said: Sequence[EntryStatement]) -> None:
        """Write the events, in the order of the docket."""
        for one in said:
            mine = [charges for charges in self.everybody if charges.place in one.whom]
            if one.kind is EntryKind.HELD and isinstance(one.hearing, HearingHeld):
                self._held(one, one.hearing, mine)
            elif one.kind is EntryKind.NOT_HELD and isinstance(one.hearing, HearingNotHeld):
                self._not_held(one, one.hearing, mine)
            elif one.kind is EntryKind.SET and isinstance(one.hearing, Setting):
                self._set(one, one.hearing, mine)
            elif one.kind is EntryKind.MOTION_ORDER:
                self._ruling(one, mine)
            elif one.kind in {EntryKind.ARREST, EntryKind.WARRANT, EntryKind.EXECUTED}:
                for charges in mine:
                    self._custody(one, charges)
            elif one.kind is EntryKind.APPEAL:
                self._appeal(one, mine)
            elif one.kind is EntryKind.PLAIN and one.plain:
                self._plain(one, mine)

    def _whose(self, mine: Sequence[Charges]) -> str:
        """Return how ids say whose an event is: nothing where it is everybody's."""
        return (
            ""
            if len(mine) == len(self.everybody)
            else "-" + "-".join(charges.prefix for charges in mine)[:80]
        )

    def _concern(self, mine: Sequence[Charges]) -> list[dict[str, Any]]:
        """Say whom an event concerns; a defendant without a charge is not said."""
        return [
            {"defendant": one.party, "outcome": "concerns"} for one in mine if one.counts or one.complaints
        ]

    def _held(self, one: EntryStatement, held: HearingHeld, mine: Sequence[Charges]) -> None:
        whose = self._whose(mine)
        event = self.happenings.add(
            _key(held, "held", whose),
            EventDay(held.day, one.entry.filed),
            "hearing",
            at=one.entry.cited,
            kind="hearing",
            type=held.type,
            outcomes=self._concern(mine),
        )
        event.update(
            outcome="held",
            what=_words(event, "held"),
            judge=self.people.judge(one.judge),
            source_text=one.entry.text,
        )
        setting = self.happenings.take_back(_key(held, "set", whose))
        if setting:
            event["scheduled"] = setting["scheduled"]
            event["sources"] = [*setting["sources"], *event["sources"]]
        self._waiting.pop((held.type, whose), None)
        if held.type == "trial":
            self._trial(event, held, mine)

    def _not_held(self, one: EntryStatement, missed: HearingNotHeld, mine: Sequence[Charges]) -> None:
        """Take a hearing off the calendar that was not held; other entries tell what took its place."""
        whose = self._whose(mine)
        waiting = self._waiting.get((missed.type, whose))
        event = self.happenings.add(
            _key(missed, "set", whose),
            EventDay(missed.day),
            "hearing",
            at=one.entry.cited,
            kind="hearing",
            type=missed.type,
            source_text=one.entry.text,
            scheduled=missed.day,
            outcomes=self._concern(mine),
        )
        event.update(outcome="vacated", what=_words(event, "not_held"))
        if waiting is event:
            del self._waiting[missed.type, whose]

    def _trial(self, event: dict[str, Any], held: HearingHeld, mine: Sequence[Charges]) -> None:
        """Say on the first day of a trial that it began, for the counts that stood."""
        for charges in mine:
            counts = [count.id for count in charges.counts if count.filed_last <= held.day]
            if counts and charges.party not in self._tried:
                self._tried.add(charges.party)
                event["outcomes"].append({"charges": counts, "outcome": "trial_began"})

    def _set(self, one: EntryStatement, setting: Setting, mine: Sequence[Charges]) -> None:
        whose = self._whose(mine)
        key = _key(setting, "set", whose)
        if self.happenings.has(_key(setting, "held", whose)):
            return
        earlier = self._waiting.get((setting.type, whose))
        if setting.is_again and earlier and earlier["id"] != key and earlier["outcome"] == "scheduled":
            outcome = "continued" if earlier["date"] < setting.day else "vacated"
            earlier.update(outcome=outcome, what=_words(earlier, outcome))
            earlier["sources"].append({"source": self.happenings.source, "at": one.entry.cited})
        event = self.happenings.add(
            key,
            EventDay(setting.day),
            "hearing",
            at=one.entry.cited,
            kind="hearing",
            type=setting.type,
            outcome="scheduled",
            scheduled=setting.scheduled,
            source_text=one.entry.text,
            outcomes=self._concern(mine),
        )
        event.update(
            outcome="scheduled",
            scheduled=max(setting.scheduled, event["scheduled"]),
            what=_words(event, "scheduled", setting.hour),
        )
        self._waiting[setting.type, whose] = event

    def _ruling(self, one: EntryStatement, mine: Sequence[Charges]) -> None:
        self._add(
            one,
            f"entry-{_place(one)}-ruling",
            "ruling",
            kind="ruling",
            type="motion_order",
            disposition=one.what,
            what=RULINGS[one.what],
            outcomes=self._concern(mine),
        )

    def _custody(self, one: EntryStatement, charges: Charges) -> None:
        """Write a warrant or an arrest; an arrest ends a warrant that the docket says was issued."""
        if not charges.counts and not charges.complaints:
            return
        issued = one.kind is EntryKind.WARRANT
        ends = charges.party in self._at_large and not issued
        outcome = "warrant_issued" if issued else "warrant_ended" if ends else "concerns"
        (self._at_large.add if issued else self._at_large.discard)(charges.party)
        self._add(
            one,
            f"{'warrant' if issued else 'arrest'}-{charges.prefix}-{one.day}",
            "warrant" if issued else "executed" if one.kind is EntryKind.EXECUTED else "arrest",
            kind="custody",
            type="warrant" if issued else "arrest",
            what="A warrant of arrest is issued."
            if issued
            else "The warrant of arrest is executed."
            if one.kind is EntryKind.EXECUTED
            else "The defendant is arrested.",
            outcomes=[{"defendant": charges.party, "outcome": outcome}],
        )

    def _appeal(self, one: EntryStatement, mine: Sequence[Charges]) -> None:
        outcomes = [
            {"defendant": charges.party, "outcome": "appeal_noticed", "by": one.what}
            for charges in mine
            if charges.counts
        ]
        whose = {"prosecution": "The prosecution files", "defence": "The defence files"}.get(one.what)
        self._add(
            one,
            f"entry-{_place(one)}-appeal",
            "after",
            kind="notice",
            type="appeal",
            what=f"{whose} a notice of appeal." if whose else "A notice of appeal is filed.",
            outcomes=outcomes,
        )

    def _plain(self, one: EntryStatement, mine: Sequence[Charges]) -> None:
        plain = one.plain
        if plain:
            self._add(
                one,
                f"entry-{_place(one)}-{plain.type.replace('_', '-')}",
                "hearing",
                kind=plain.kind,
                type=plain.type,
                what=plain.words,
                outcomes=self._concern(mine),
            )

    def _add(self, one: EntryStatement, key: str, rank: str, **block: Any) -> None:
        self.happenings.add_said(key, one, rank, judge=self.people.judge(one.judge), **block)


def _key(hearing: HearingHeld | HearingNotHeld | Setting, became: str, whose: str) -> str:
    """Return the id of a hearing; one held has another than one set, so that news of it is a new event."""
    return f"hearing-{hearing.type.replace('_', '-')}-{hearing.day}-{became}{whose}"


def _words(event: dict[str, Any], outcome: str, hour: str = "") -> str:
    """Say what became of a hearing."""
    hearing = HEARING_WORDS[event["type"]]
    if outcome == "scheduled" and hour:
        return f"{hearing} set for this day, {hour}."
    return f"{hearing} {BECAME[outcome]}."


def _place(one: EntryStatement) -> str:
    """Return how ids name an entry: by its number, else by its day and place."""
    number = "".join(letter for letter in one.entry.number if letter.isalnum())
    return number or f"{one.entry.filed}-{one.entry.place}"
