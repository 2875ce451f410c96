"""What became of the counts: the prose of dispositions as sentences, dismissals and acquittals, dated."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from proceedings.importers.formats import UnknownValue
from proceedings.importers.pacer.charges import Charge, Charges
from proceedings.importers.pacer.counts import read_numbers
from proceedings.importers.pacer.docket import Docket
from proceedings.importers.pacer.entries import EntryKind, EntryStatement
from proceedings.importers.pacer.event_builder import EventBuilder, EventDay, between
from proceedings.importers.pacer.hearings import HearingHeld
from proceedings.importers.pacer.pleas_and_verdicts import ADMITS, Findings, ids
from proceedings.importers.pacer.prose import DispositionProse, SentenceClause, Stage, UnsentencedEnding, read
from proceedings.importers.pacer.unread_outcomes import not_read

LONGEST_TEXT = 400
LONGEST_RESULT = 200
DISMISSED = {
    "with": "dismissed_with_prejudice",
    "without": "dismissed_without_prejudice",
    "": "dismissed_unspecified",
}
MOVED_BY = {
    "government": ("prosecutor", "on the motion of the prosecution"),
    "defence": ("court", "on the motion of the defence"),
    "": ("", ""),
}
ACQUITTED = {"jury": "not_guilty_jury", "judge": "not_guilty_bench"}
REVOKED = {
    "probation": "Probation is revoked.",
    "supervised_release": "Supervised release is revoked.",
    "": "A judgment of revocation is entered.",
}
ACQUITTED_AS = {"acquittal": "judgment_of_acquittal", "insanity": "ngri"}
LISTED = "the disposition of {}"
NOT_READ = "The docket gives an outcome in words that were not read; they stand below."
_AMENDED = re.compile(r"\bamended judgment\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DispositionGroup:
    """The charges of one defendant that have the very same prose: one sentence, not many."""

    charges: Charges
    counts: tuple[Charge, ...]
    prose: str

    @property
    def at(self) -> str:
        """Return how the prose is cited."""
        return LISTED.format(", ".join(count.label.lower() for count in self.counts))[:LONGEST_RESULT]

    @property
    def key(self) -> str:
        """Return what ids of its events end with: the first count."""
        return self.counts[0].id


class Dispositions:
    """Writes what the prose of dispositions says."""

    def __init__(
        self, docket: Docket, said: Sequence[EntryStatement], findings: Findings, happenings: EventBuilder
    ) -> None:
        """Take the docket, what its entries say, and where events go."""
        self.docket = docket
        self.said = said
        self.findings = findings
        self.happenings = happenings
        self.unrecognised: list[UnknownValue] = []

    def write(self, everybody: Sequence[Charges]) -> None:
        """Write the events of every defendant."""
        for charges in everybody:
            for group in _groups(charges, self.findings.superseded):
                self._group(group)
            self._changed(charges)

    def _group(self, group: DispositionGroup) -> None:
        disposition = read(group.prose)
        for clause in disposition.unread:
            row = f"{self.docket.number}, {group.charges.name}, {group.counts[0].label}"
            self.unrecognised.append(UnknownValue("disposition", clause, row))
        if not self._makes_events(group, disposition):
            self._unread(group)

    def _makes_events(self, group: DispositionGroup, disposition: DispositionProse) -> bool:
        """Write an event for each judgment told of; none where a part is for counts not its own."""
        if disposition.is_empty:
            return False
        blocks = [
            self._block(group, _kept_open(stage, group, disposition) if disposition.is_partial else stage)
            for stage in disposition.stages
        ]
        if any(block is None for block in blocks):
            row = f"{self.docket.number}, {group.charges.name}, {group.counts[0].label}"
            self.unrecognised.append(UnknownValue("disposition", group.prose, row))
            return False
        if disposition.stages[0].why == "revoked":
            self._sentence_not_told(group)
        for number, (stage, block) in enumerate(zip(disposition.stages, blocks, strict=True)):
            if block:
                self._add(group, stage, block, number)
        return True

    def _add(self, group: DispositionGroup, stage: Stage, block: dict[str, Any], number: int) -> None:
        """Add the event of one judgment; where no day can be given, a note to its counts."""
        stem, day = self._dated(group, stage, number)
        if day is None:
            self._note(group)
            return
        judge = self._judge(group.charges)
        event = self.happenings.add(
            f"{stem}-{group.key}",
            day,
            "sentence",
            at=group.at,
            source_text=group.prose,
            judge=judge if block["kind"] == "sentence" else "",
            **block,
        )
        for one in self._backing(group.charges, day):
            cited = {"source": self.happenings.source, "at": one.entry.cited}
            if cited not in event["sources"]:
                event["sources"].append(cited)

    def _block(self, group: DispositionGroup, stage: Stage) -> dict[str, Any] | None:
        """Return what one judgment did; None where it speaks of counts that are not the group's."""
        if stage.endings:
            return self._ended(group, stage.endings[0])
        if not stage.parts:
            return {}
        components = _components(stage.parts, group)
        if components is None:
            return None
        counts = list(group.counts)
        if stage.why == "revoked":
            return _revoked(stage, counts, components)
        return {
            "kind": "sentence",
            "what": "The judgment is amended."
            if stage.why or self._is_amended(group)
            else "A sentence is imposed.",
            "outcomes": [*self._convicted(counts), {"charges": ids(counts), "outcome": "sentenced"}],
            "components": components,
        }

    def _convicted(self, counts: Sequence[Charge]) -> Iterator[dict[str, Any]]:
        """Say how those found guilty before are convicted now."""
        for plea in ADMITS:
            mine = [count.id for count in counts if self.findings.pleaded.get(count.id, ("",))[0] == plea]
            if mine:
                yield {"charges": mine, "outcome": "convicted_plea", "plea": plea}
        tried = [count.id for count in counts if self.findings.found.get(count.id, ("",))[0] == "guilty"]
        if tried:
            yield {"charges": tried, "outcome": "convicted_trial"}

    def _ended(self, group: DispositionGroup, ending: UnsentencedEnding) -> dict[str, Any] | None:
        """Return a dismissal or an acquittal; for counts that others replaced before, it moves nothing."""
        named = read_numbers(ending.counts) if ending.counts else None
        if named and set(group.charges.named(named)) != set(group.counts):
            return None
        if ending.kind in {"not_guilty", *ACQUITTED_AS}:
            return self._acquitted(group, ending)
        if ending.kind == "abated":
            return self._abated(group, ending)
        by, on_motion = MOVED_BY[ending.moved_by]
        outcome = {"outcome": DISMISSED[ending.prejudice], "by": by, "text": ending.text}
        return {
            "kind": "ruling",
            "type": "dismissal",
            "what": f"Dismissed {on_motion}".strip() + ".",
            "outcomes": list(self._apart(group, outcome)),
        }

    def _abated(self, group: DispositionGroup, ending: UnsentencedEnding) -> dict[str, Any]:
        """Return the end of counts by the defendant's death."""
        outcome = {"outcome": "abated_by_death", "text": ending.text}
        return {
            "kind": "ruling",
            "type": "dismissal",
            "what": "The court ends the charges, because the defendant died.",
            "outcomes": list(self._apart(group, outcome)),
        }

    def _acquitted(self, group: DispositionGroup, ending: UnsentencedEnding) -> dict[str, Any] | None:
        verdicts = {self.findings.found.get(count.id, ("",))[0] for count in group.counts}
        found_by = ending.found_by or ("jury" if verdicts == {"not_guilty"} else "")
        acquits = ACQUITTED_AS.get(ending.kind) or ACQUITTED.get(found_by)
        if not acquits:
            return None
        outcome = {"outcome": acquits, "text": ending.text}
        return {
            "kind": "ruling",
            "type": "judgment",
            "what": "Judgment of not guilty is entered.",
            "outcomes": list(self._apart(group, outcome)),
        }

    def _apart(self, group: DispositionGroup, outcome: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Let an ending act on the counts that stand, and only concern those that others replaced."""
        replaced = [count.id for count in group.counts if count.id in self.findings.superseded]
        standing = [count.id for count in group.counts if count.id not in self.findings.superseded]
        if standing:
            yield {"charges": standing, **outcome}
        if replaced:
            yield {"charges": replaced, "outcome": "concerns", "text": outcome["text"]}

    def _unread(self, group: DispositionGroup) -> None:
        """Keep prose that was not read, as it stands, with an event that says so.

        It has no day of another event: what it tells may be of any day that the docket covers.
        """
        day = self._some_day(group.charges)
        if day is None:
            self._note(group)
            return
        self.happenings.add(
            f"disposition-{group.key}",
            day,
            "sentence",
            at=group.at,
            kind="ruling",
            type="judgment",
            what=NOT_READ,
            source_text=group.prose,
            outcomes=[not_read(ids(group.counts), group.prose)],
        )

    def _note(self, group: DispositionGroup) -> None:
        """Keep the prose with the counts where the docket gives no day for it."""
        words = f"The docket gives this disposition, and no day for it: {group.prose}"
        for count in group.counts:
            if words not in count.notes:
                count.notes.append(words)

    def _dated(self, group: DispositionGroup, stage: Stage, number: int) -> tuple[str, EventDay | None]:
        """Return when a judgment was given, as well as the docket lets us know, with the stem of its id."""
        amended = self._of(group.charges, EntryKind.AMENDED_JUDGMENT)
        if number or stage.why:
            day = EventDay(stage.day) if stage.day else None
            if day is None and stage.why == "amended" and amended:
                day = EventDay(amended[-1].day)
            # Of one that gives no day all that is known is that the docket tells of it.
            return f"{stage.why or 'later'}-{number}", day or self._some_later_day(group.charges)
        if amended and not stage.day and not stage.endings and not _AMENDED.search(group.prose):
            self._first_judgment(group, amended[-1])
            return f"amended-{amended[-1].day}", EventDay(amended[-1].day)
        day = (
            EventDay(stage.day, self._entered(group.charges, stage.day))
            if stage.day
            else self._told(group, stage)
        )
        return "disposition", day or self._some_day(group.charges)

    def _some_day(self, charges: Charges) -> EventDay | None:
        """Return some day between the first of the docket and the last it can speak of."""
        last = charges.ended or self.docket.last or datetime.now(UTC).date().isoformat()
        return between(self.docket.filed, last)

    def _some_later_day(self, charges: Charges) -> EventDay | None:
        """Return some day after the case of a defendant ended, by when the docket tells of it."""
        return between(charges.ended or self.docket.filed, self.docket.last)

    def _sentence_not_told(self, group: DispositionGroup) -> None:
        """Say that a sentence was imposed, where the docket words only what came after it."""
        day = self._told(group, Stage()) or between(self.docket.filed, group.charges.ended)
        if day is None:
            return
        self.happenings.add(
            f"disposition-{group.key}",
            day,
            "sentence",
            at=group.at,
            kind="sentence",
            what="A sentence is imposed; its words are not in the docket any more.",
            outcomes=[*self._convicted(group.counts), {"charges": ids(group.counts), "outcome": "sentenced"}],
        )

    def _changed(self, charges: Charges) -> None:
        """Say of what may have changed a judgment, or ended an appeal, that it was not read.

        A revocation that the list of counts words is read there.
        """
        groups = list(_groups(charges, self.findings.superseded))
        mine = [one.id for group in groups for one in group.counts if one.id not in self.findings.superseded]
        worded = {stage.day for group in groups for stage in read(group.prose).stages if stage.why}
        for one in self._of(charges, EntryKind.MAY_CHANGE) if mine else ():
            if worded & {one.day, one.entry.filed, ""}:
                continue
            self.happenings.add(
                f"not-read-{charges.prefix}-{one.entry.filed}-{one.entry.place}",
                EventDay(one.day, one.entry.filed),
                "after",
                at=one.entry.cited,
                kind="ruling",
                type="judgment",
                what=NOT_READ,
                source_text=one.entry.text,
                outcomes=[not_read(mine, one.entry.text)],
            )

    def _is_amended(self, group: DispositionGroup) -> bool:
        """Tell whether the docket has an amended judgment, whose words then are those it gives."""
        return bool(self._of(group.charges, EntryKind.AMENDED_JUDGMENT))

    def _told(self, group: DispositionGroup, stage: Stage) -> EventDay | None:
        """Return the day an entry tells: of a dismissal that names the counts, or of the sentencing."""
        if stage.endings or not stage.parts:
            for one in self._of(group.charges, EntryKind.DISMISSES):
                if set(group.counts) <= set(group.charges.named(one.counts)):
                    return EventDay(one.day, self._entered(group.charges, one.day))
            tried = [self.findings.found[key][1] for key in ids(group.counts) if key in self.findings.found]
            if tried or stage.endings:
                return EventDay(tried[0]) if tried else None
        for one in self._of(group.charges, EntryKind.HELD):
            if isinstance(one.hearing, HearingHeld) and one.hearing.type == "sentencing":
                return EventDay(one.hearing.day, self._entered(group.charges, one.hearing.day))
        judged = self._entered(group.charges, "")
        return EventDay(entered=judged) if judged else None

    def _first_judgment(self, group: DispositionGroup, amended: EntryStatement) -> None:
        """Date the conviction by the first judgment where only the amended one is worded."""
        judged = self._entered(group.charges, "")
        outcomes = list(self._convicted(group.counts))
        if judged and judged < amended.day and outcomes:
            self.happenings.add(
                f"conviction-{group.key}",
                EventDay(entered=judged),
                "judgment",
                at=group.at,
                kind="ruling",
                type="judgment",
                what="Judgment is entered; its first words are not in the docket any more.",
                outcomes=outcomes,
            )

    def _entered(self, charges: Charges, day: str) -> str:
        """Return the day the judgment was entered in writing: the first on or after it was pronounced."""
        return next((one.day for one in self._of(charges, EntryKind.JUDGMENT) if one.day >= day), "")

    def _judge(self, charges: Charges) -> str:
        for one in self._of(charges, EntryKind.HELD):
            if isinstance(one.hearing, HearingHeld) and one.hearing.type == "sentencing":
                return self.findings.people.judge(one.judge)
        return ""

    def _backing(self, charges: Charges, day: EventDay) -> Iterator[EntryStatement]:
        """List the entries of the sentencing and of the judgment on the days of an event."""
        for one in (*self._of(charges, EntryKind.HELD), *self._of(charges, EntryKind.JUDGMENT)):
            sentencing = not isinstance(one.hearing, HearingHeld) or one.hearing.type == "sentencing"
            if sentencing and one.day in {day.date, day.entered}:
                yield one

    def _of(self, charges: Charges, kind: EntryKind) -> list[EntryStatement]:
        return [one for one in self.said if one.kind is kind and charges.place in one.whom]


def _groups(charges: Charges, superseded: Collection[str]) -> Iterator[DispositionGroup]:
    """Put the charges with the very same prose together; a complaint that was replaced only repeats it."""
    found: dict[str, list[Charge]] = {}
    complaints = [one for one in charges.complaints if one.id not in superseded]
    for charge in (*charges.counts, *complaints):
        prose = " ".join(charge.listed.disposition.split())
        if prose:
            found.setdefault(prose, []).append(charge)
    for prose, counts in found.items():
        yield DispositionGroup(charges, tuple(counts), prose)


def _components(parts: Sequence[SentenceClause], group: DispositionGroup) -> list[dict[str, Any]] | None:
    """Make the parts of a sentence, one that is for some of the counts for each of them.

    None where a part is for counts that are not the group's.
    """
    made: list[dict[str, Any]] = []
    all_of_them = set(ids(group.counts))
    for part in parts:
        named = read_numbers(part.counts) if part.counts else None
        meant = set(ids(group.charges.named(named))) if named else all_of_them
        if not meant or not meant <= all_of_them:
            return None
        block = _component(part)
        made += [block] if meant == all_of_them else [{"charges": [key], **block} for key in sorted(meant)]
    return made


def _component(part: SentenceClause) -> dict[str, Any]:
    money = {"amount": part.money, "currency": "USD"} if part.money else {}
    supervised = {} if part.supervised is None else {"supervised": part.supervised}
    return {
        "kind": part.kind,
        "maximum": part.length,
        "unit": part.unit,
        "time_served": True if part.served else None,
        "relation": part.relation,
        "text": part.text if len(part.text) <= LONGEST_TEXT else "",
        **money,
        **supervised,
    }


def _kept_open(stage: Stage, group: DispositionGroup, disposition: DispositionProse) -> Stage:
    """Return a sentence whose weight is open, in the court's words: what was read may be the lesser half.

    Beside custody that was read, only the words that were not are kept open.
    """
    if not stage.parts:
        return stage
    if any(part.kind in {"imprisonment", "life", "death"} and not part.served for part in stage.parts):
        words = "; ".join(disposition.unread)[:LONGEST_TEXT]
        return replace(stage, parts=(*stage.parts, SentenceClause("other", words)))
    return replace(stage, parts=(SentenceClause("other", group.prose[:LONGEST_TEXT]),))


def _revoked(stage: Stage, counts: Sequence[Charge], components: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what a revocation did: the new parts stand in place of the old."""
    outcome = "probation_revoked" if stage.of == "probation" else "sentence_modified"
    return {
        "kind": "ruling",
        "type": "revocation",
        "what": REVOKED[stage.of],
        "outcomes": [{"charges": ids(counts), "outcome": outcome}],
        "components": components,
    }
