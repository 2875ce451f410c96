"""What changed on a page: every recorded change of a record, from history; what, when, never who.

A court event is told once, at the instant it was first published. Whatever was changed of it afterwards is a
correction of ours, told with what it was before and is since. Nothing is told of drafts, nor of anything that
is closed to the public now, whenever it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.db.models import Model
from django.utils.translation import gettext as _

from people.models import Party
from proceedings.law.codes import EventKind
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    Claim,
    Defendant,
    Event,
    Participation,
)
from proceedings.record.preloaded_history import RowVersion
from proceedings.research.feeds.atom import EntryKind
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.case_details import COUNSEL
from proceedings.website.records.change_fields import (
    CASE,
    CHARGE,
    CLAIM,
    DEFENDANT,
    EVENT,
    PARTICIPATION,
    PARTY,
    DifferenceLine,
    PublicField,
    differing,
    link_words,
    role_words,
)
from proceedings.website.records.event_versions import (
    EventVersion,
    EventVersions,
    versions_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedChange:
    """One recorded change: its name within the site, its kind, its instant, and what differs."""

    key: str
    kind: EntryKind
    recorded: datetime
    what: str
    lines: tuple[DifferenceLine, ...] = ()
    note: str = ""
    anchor: str = ""
    day: date = date.min


def changes(bundle: CaseData, case: int, *, defendant: int | None = None) -> list[RecordedChange]:
    """Return every recorded change of a case, or of one defendant in it, newest first, up to `known`."""
    return _HistoryReading(bundle, case, defendant).changes()


class _HistoryReading:
    """One reading of the history of a record: what became of its events, and of its other facts."""

    def __init__(self, bundle: CaseData, case: int, defendant: int | None) -> None:
        self.bundle = bundle
        self.case = case
        self.defendant = defendant
        self.events = EventVersions(bundle, case, defendant)
        self.shown = self.events.shown
        self.printed = {event.pk for event in bundle.events_of(case)}

    def changes(self) -> list[RecordedChange]:
        """Gather the changes, newest first."""
        found = [*self._of_events(), *self._of_facts(), *self._corrections()]
        return sorted(found, key=lambda one: (one.recorded, one.day), reverse=True)

    def _of_events(self) -> Iterator[RecordedChange]:
        for versions in self.events.by_event.values():
            yield self._recorded(versions[0])
            for was, now in pairwise(versions):
                change = self._changed(was, now)
                if change is not None:
                    yield change

    def _recorded(self, version: EventVersion) -> RecordedChange:
        return RecordedChange(
            key=f"event/{version.event.pk}",
            kind=EntryKind.COURT_EVENT,
            recorded=version.recorded,
            what=self._name(version.event),
            note="; ".join((*version.did, *version.parts)),
            anchor=self._anchor(version.event),
            day=version.event.latest,
        )

    def _changed(self, was: EventVersion, now: EventVersion) -> RecordedChange | None:
        lines, note = self._lines(was, now), ""
        if not now.event.is_public:
            if not was.event.is_public:
                return None
            reason = self.bundle.text(now.event.withdrawal_reason, case=now.event.case_id)
            note = _("Withdrawn: %(reason)s") % {"reason": reason} if reason else _("No longer published.")
            lines = ()
        elif not was.event.is_public:
            note = _("Put back: it counts again.")
        if not (lines or note):
            return None
        return RecordedChange(
            key=f"event/{now.event.pk}/change/{now.key}",
            kind=EntryKind.CORRECTION,
            recorded=now.recorded,
            what=self._name(now.event),
            lines=lines,
            note=note,
            anchor=self._anchor(now.event),
            day=now.event.latest,
        )

    def _lines(self, was: EventVersion, now: EventVersion) -> tuple[DifferenceLine, ...]:
        own = differing(self.bundle, EVENT, was.event, now.event, case=now.event.case_id)
        lists = (
            (_("What it did"), was.did, now.did),
            (_("Sentence"), was.parts, now.parts),
            (_("Sources"), was.sources, now.sources),
        )
        return (
            *own,
            *(
                DifferenceLine(label=label, before="; ".join(before), after="; ".join(after))
                for label, before, after in lists
                if sorted(before) != sorted(after)
            ),
        )

    def _name(self, event: Event) -> str:
        what = self.bundle.text(event.what, case=event.case_id)
        return f"{event.date_words}, {_(EventKind(event.kind).label)}: {what}"

    def _anchor(self, event: Event) -> str:
        """Name the event's place on the page; an appeal's page has none for the events of the case below."""
        return f"#event-{event.pk}" if event.pk in self.printed else ""

    def _of_facts(self) -> Iterator[RecordedChange]:
        """Yield what was changed of the case, its counts and those who take part, once they were public."""
        rows = [row for pk, row in self.bundle.defendants.items() if pk in self.shown]
        parties = {row.party_id for row in rows}
        yield from self._fact_changes(_("The case"), "case", Case, "id", [self.case], CASE)
        yield from self._fact_changes(_("The defendant"), "defendant", Defendant, "id", self.shown, DEFENDANT)
        yield from self._fact_changes(_("The defendant"), "party", Party, "id", parties, PARTY)
        civil = any(self.bundle.records[pk].civil for pk in self.shown if pk in self.bundle.records)
        if civil:
            yield from self._fact_changes(_("Claim"), "claim", Claim, "defendant_id", self.shown, CLAIM)
        else:
            yield from self._fact_changes(_("Charge"), "charge", Charge, "defendant_id", self.shown, CHARGE)
        yield from self._of_roles()
        yield from self._of_links()

    def _fact_changes(
        self,
        what: str,
        kind: str,
        model: type[Model],
        column: str,
        keys: Iterable[int],
        fields: Sequence[PublicField],
    ) -> Iterator[RecordedChange]:
        for was, now in pairwise(versions_of(self.bundle, model, column, keys)):
            if was.row.pk != now.row.pk or not self._was_public(kind, now):
                continue
            lines = differing(self.bundle, fields, was.row, now.row, case=self.case)
            if lines:
                label = getattr(now.row, "count_label", None) or getattr(now.row, "label", "")
                yield RecordedChange(
                    key=f"{kind}/{now.row.pk}/change/{now.key}",
                    kind=EntryKind.CORRECTION,
                    recorded=now.recorded,
                    what=f"{what}: {label}" if label else what,
                    lines=lines,
                )

    def _was_public(self, kind: str, version: RowVersion) -> bool:
        """Tell whether what a version changed had been public before it."""
        began, pk = self.events.began, version.row.pk
        if kind in {"charge", "claim"}:
            if kind == "charge" and pk not in self.bundle.charges:
                return False
            began = self.events.public_since.get((kind == "claim", pk))
        if kind == "party" and pk not in self.bundle.parties:
            return False
        return began is not None and version.recorded > began

    def _of_roles(self) -> Iterator[RecordedChange]:
        """Yield who was recorded to take part, later than the record itself, and what was changed of it."""
        versions = versions_of(self.bundle, Participation, "case_id", [self.case])
        # A victim who is not named, or not any more, is named in no version.
        last = {version.row.pk: version.row for version in versions}
        past: dict[int, RowVersion] = {}
        for version in versions:
            row = version.row
            was = past.get(row.pk)
            past[row.pk] = version
            if not (row.is_named and last[row.pk].is_named):
                continue
            counsel = self.defendant is not None and row.role in COUNSEL
            if counsel or row.party_id not in self.bundle.parties or not self._was_public("role", version):
                continue
            yield from self._role(was, version)

    def _role(self, was: RowVersion | None, now: RowVersion) -> Iterator[RecordedChange]:
        lines = differing(self.bundle, PARTICIPATION, was.row, now.row) if was else ()
        notes = {"+": _("Recorded."), "-": _("Taken out of the record.")}
        note = notes.get(now.type, "")
        if lines or note:
            yield RecordedChange(
                key=f"role/{now.row.pk}/change/{now.key}",
                kind=EntryKind.COURT_EVENT if now.type == "+" else EntryKind.CORRECTION,
                recorded=now.recorded,
                what=role_words(self.bundle, now.row),
                lines=() if note else lines,
                note=note,
            )

    def _of_links(self) -> Iterator[RecordedChange]:
        """Yield the links with other public cases that were recorded, or taken away, later."""
        for version in versions_of(self.bundle, CaseLink, "case_id", [self.case]):
            if version.type == "~" or not self._was_public("link", version):
                continue
            words = link_words(self.bundle, version.row)
            if words:
                added = version.type == "+"
                yield RecordedChange(
                    key=f"link/{version.row.pk}/change/{version.key}",
                    kind=EntryKind.COURT_EVENT if added else EntryKind.CORRECTION,
                    recorded=version.recorded,
                    what=words,
                    note=_("Recorded.") if added else _("Taken out of the record."),
                )

    def _corrections(self) -> Iterator[RecordedChange]:
        """Yield the public notes of what was wrong."""
        held = {version.row.pk for version in self.events.rows}
        for one in self.bundle.corrections:
            about = one.case_id == self.case or one.event_id in held
            if about and one.made_at <= self.bundle.clocks.known:
                case = one.case_id or self.case
                yield RecordedChange(
                    key=f"correction/{one.pk}",
                    kind=EntryKind.CORRECTION,
                    recorded=one.made_at,
                    what=self.bundle.text(one.why, case=case),
                    lines=(
                        DifferenceLine(
                            label=_("Corrected"),
                            before=self.bundle.text(one.was, case=case),
                            after=self.bundle.text(one.now, case=case),
                        ),
                    ),
                )
