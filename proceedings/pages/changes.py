"""What changed on a page: every recorded change of a record, from history; what, when, never who.

A court event is told once, at the instant it was first published. Whatever was changed of it afterwards is a
correction of ours, told with what it was before and is since. Nothing is told of drafts, nor of anything that
is closed to the public now, whenever it was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from people.models import Party
from proceedings import wording
from proceedings.atom import EntryKind
from proceedings.codes import ClaimOutcome, EventKind, Outcome, Publication
from proceedings.ledger import component_of
from proceedings.models import (
    Case,
    CaseLink,
    Charge,
    Citation,
    Claim,
    Defendant,
    Effect,
    Event,
    Participation,
    SentenceComponent,
    Source,
)
from proceedings.pages.bundle import Bundle
from proceedings.pages.change_fields import (
    CASE,
    CHARGE,
    CLAIM,
    DEFENDANT,
    EVENT,
    PARTICIPATION,
    PARTY,
    Line,
    differing,
    link_words,
    role_words,
)
from proceedings.pages.lines import count_label, outcome_words
from proceedings.pages.particulars import COUNSEL
from proceedings.querysets import public_cases

PUBLISHED = Publication.PUBLISHED.value
# An outcome that moves nothing says only whom an event is about.
CONCERNS = frozenset({Outcome.CONCERNS.value, ClaimOutcome.CONCERNS.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One recorded change: its name within the site, its kind, its instant, and what differs."""

    key: str
    kind: EntryKind
    recorded: datetime
    what: str
    lines: tuple[Line, ...] = ()
    note: str = ""
    anchor: str = ""
    day: date = date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An event as it stood from an instant on: its own values, and in words what belongs to it."""

    event: Event
    key: int
    recorded: datetime
    did: tuple[str, ...]
    parts: tuple[str, ...]
    sources: tuple[str, ...]
    counts: frozenset[tuple[bool, int]]


def changes(bundle: Bundle, case: int, *, defendant: int | None = None) -> list[Change]:
    """Return every recorded change of a case, or of one defendant in it, newest first, up to `known`."""
    return _Reading(bundle, case, defendant).changes()


class _Reading:
    """One reading of the history of a record: a fixed number of queries."""

    def __init__(self, bundle: Bundle, case: int, defendant: int | None) -> None:
        self.bundle = bundle
        self.case = case
        self.defendant = defendant
        self.shown = {defendant} if defendant else {row.pk for row in bundle.defendants_of(case)}
        self.effects = self._parts(Effect, event_id__in=self._acting())
        self.rows = self._events()
        ids = list({row.id for row in self.rows})
        self.components = self._parts(SentenceComponent, event_id__in=ids, defendant_id__in=list(self.shown))
        self.citations = self._parts(Citation, event_id__in=ids)
        cited = {row.source_id for rows in self.citations.values() for row in rows}
        self.sources: dict[int, Source] = Source.objects.in_bulk(cited)

    def _history(self, model: type[Any], where: Q) -> list[Any]:
        rows = model.history.model.objects.filter(where, history_date__lte=self.bundle.clocks.known)
        return list(rows.order_by("id", "history_date", "history_id"))

    def _acting(self) -> Any:  # noqa: ANN401  # a queryset of a history model, which has no type
        """Return the ids of the case's events, and of those that ever acted on whom the page is about."""
        past: Any = Effect.history.model
        acting = past.objects.filter(defendant_id__in=list(self.shown)).values("event_id")
        own: Any = Event.history.model
        return own.objects.filter(Q(case_id=self.case) | Q(id__in=acting)).order_by().values("id")

    def _parts(self, model: type[Any], **where: Any) -> dict[int, list[Any]]:
        """Return the history of parts of events, by event."""
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self._history(model, Q(**where)):
            found[row.event_id].append(row)
        return found

    def _events(self) -> list[Any]:
        """Return the history of the events that may be shown here."""
        rows = [
            row
            for row in self._history(Event, Q(id__in=self._acting()))
            if not self.bundle.redactor.hides(row.instance) and self._is_about(row.id)
        ]
        public = self._public({row.case_id for row in rows})
        return [row for row in rows if row.case_id in public]

    def _is_about(self, event: int) -> bool:
        """Tell whether an event is about nobody in particular, or about whom the page shows."""
        whom = {row.defendant_id for row in self.effects.get(event, ())}
        return not whom or bool(whom & self.shown)

    def _public(self, cases: set[int]) -> set[int]:
        """Return those of the cases that are public; most are held already."""
        held = self.bundle.cases.keys() | self.bundle.cases_elsewhere.keys()
        others = cases - held
        found = public_cases(Case.objects.filter(pk__in=others)) if others else ()
        return held | {row.pk for row in found}

    def changes(self) -> list[Change]:
        """Gather the changes, newest first."""
        found = [*self._of_events(), *self._of_facts(), *self._corrections()]
        return sorted(found, key=lambda one: (one.recorded, one.day), reverse=True)

    @cached_property
    def versions(self) -> dict[int, list[Version]]:
        """Return every version of every event since it was first published."""
        found: dict[int, list[Version]] = defaultdict(list)
        for row in self.rows:
            if row.publication == PUBLISHED or found.get(row.id):
                found[row.id].append(self._version(row))
        return found

    def _version(self, row: Any) -> Version:  # noqa: ANN401  # a row of history has no type
        held = [one.instance for one in _standing(self.effects.get(row.id, ()), row.history_date)]
        effects = [one for one in held if self._is_shown(one)]
        parts = [one.instance for one in _standing(self.components.get(row.id, ()), row.history_date)]
        cited = _standing(self.citations.get(row.id, ()), row.history_date)
        return Version(
            event=row.instance,
            key=row.history_id,
            recorded=row.history_date,
            did=tuple(
                self._did(one)
                for one in sorted(effects, key=lambda one: (one.position, one.pk))
                if one.outcome not in CONCERNS
            ),
            parts=tuple(
                wording.component_words(component_of(one))
                for one in parts
                if one.charge_id is None or one.charge_id in self.bundle.charges
            ),
            sources=tuple(self._source(one) for one in cited if one.source_id in self.sources),
            counts=frozenset(
                (one.claim_id is not None, one.charge_id or one.claim_id or 0) for one in effects
            ),
        )

    def _is_shown(self, effect: Effect) -> bool:
        if effect.defendant_id not in self.shown:
            return False
        if effect.charge_id is not None:
            return effect.charge_id in self.bundle.charges
        return effect.claim_id is None or effect.claim_id in self.bundle.claims

    def _did(self, effect: Effect) -> str:
        label, words = count_label(self.bundle, effect), outcome_words(effect.outcome, effect.details)
        said = f"{label}: {words}" if label else words
        if self.defendant is None and len(self.shown) > 1:
            said = f"{self.bundle.name(self.bundle.defendants[effect.defendant_id])}: {said}"
        return said

    def _source(self, citation: Any) -> str:  # noqa: ANN401  # a row of history has no type
        source = self.sources[citation.source_id]
        return self.bundle.text(f"{source.publisher}, {source.title}")

    def _of_events(self) -> Iterator[Change]:
        for versions in self.versions.values():
            yield self._recorded(versions[0])
            for was, now in pairwise(versions):
                change = self._changed(was, now)
                if change is not None:
                    yield change

    def _recorded(self, version: Version) -> Change:
        return Change(
            key=f"event/{version.event.pk}",
            kind=EntryKind.COURT_EVENT,
            recorded=version.recorded,
            what=self._name(version.event),
            note="; ".join((*version.did, *version.parts)),
            anchor=self._anchor(version.event),
            day=version.event.latest,
        )

    def _changed(self, was: Version, now: Version) -> Change | None:
        lines, note = self._lines(was, now), ""
        if now.event.publication != PUBLISHED:
            if was.event.publication != PUBLISHED:
                return None
            reason = self.bundle.text(now.event.withdrawal_reason, case=now.event.case_id)
            note = _("Withdrawn: %(reason)s") % {"reason": reason} if reason else _("No longer published.")
            lines = ()
        elif was.event.publication != PUBLISHED:
            note = _("Put back: it counts again.")
        if not (lines or note):
            return None
        return Change(
            key=f"event/{now.event.pk}/change/{now.key}",
            kind=EntryKind.CORRECTION,
            recorded=now.recorded,
            what=self._name(now.event),
            lines=lines,
            note=note,
            anchor=self._anchor(now.event),
            day=now.event.latest,
        )

    def _lines(self, was: Version, now: Version) -> tuple[Line, ...]:
        own = differing(self.bundle, EVENT, was.event, now.event, case=now.event.case_id)
        lists = (
            (_("What it did"), was.did, now.did),
            (_("Sentence"), was.parts, now.parts),
            (_("Sources"), was.sources, now.sources),
        )
        return (
            *own,
            *(
                Line(label=label, before="; ".join(before), after="; ".join(after))
                for label, before, after in lists
                if sorted(before) != sorted(after)
            ),
        )

    def _name(self, event: Event) -> str:
        what = self.bundle.text(event.what, case=event.case_id)
        return f"{event.date_words}, {_(EventKind(event.kind).label)}: {what}"

    def _anchor(self, event: Event) -> str:
        return f"#event-{event.pk}" if event.pk in self.bundle.events else ""

    @cached_property
    def began(self) -> datetime | None:
        """Return the instant the first event of the record was published."""
        return min((versions[0].recorded for versions in self.versions.values()), default=None)

    @cached_property
    def public_since(self) -> dict[tuple[bool, int], datetime]:
        """Return from which instant each charge and claim has been public: a published event acts on it."""
        found: dict[tuple[bool, int], datetime] = {}
        for version in (one for versions in self.versions.values() for one in versions):
            if version.event.publication == PUBLISHED:
                for count in version.counts:
                    found[count] = min(version.recorded, found.get(count, version.recorded))
        return found

    def _of_facts(self) -> Iterator[Change]:
        """Yield what was changed of the case, its counts and those who take part, once they were public."""
        rows = [row for pk, row in self.bundle.defendants.items() if pk in self.shown]
        mine, parties = Q(defendant_id__in=list(self.shown)), Q(id__in=[row.party_id for row in rows])
        yield from self._fact_changes(_("The case"), "case", Case, Q(id=self.case), CASE)
        yield from self._fact_changes(
            _("The defendant"), "defendant", Defendant, Q(id__in=self.shown), DEFENDANT
        )
        yield from self._fact_changes(_("The defendant"), "party", Party, parties, PARTY)
        civil = any(self.bundle.records[pk].civil for pk in self.shown if pk in self.bundle.records)
        if civil:
            yield from self._fact_changes(_("Claim"), "claim", Claim, mine, CLAIM)
        else:
            yield from self._fact_changes(_("Charge"), "charge", Charge, mine, CHARGE)
        yield from self._of_roles()
        yield from self._of_links()

    def _fact_changes(
        self, what: str, kind: str, model: type[Any], where: Q, fields: Sequence[Any]
    ) -> Iterator[Change]:
        for was, now in pairwise(self._history(model, where)):
            if was.id != now.id or not self._was_public(kind, now):
                continue
            lines = differing(self.bundle, fields, was.instance, now.instance, case=self.case)
            if lines:
                label = getattr(now, "count_label", None) or getattr(now, "label", "")
                yield Change(
                    key=f"{kind}/{now.id}/change/{now.history_id}",
                    kind=EntryKind.CORRECTION,
                    recorded=now.history_date,
                    what=f"{what}: {label}" if label else what,
                    lines=lines,
                )

    def _was_public(self, kind: str, row: Any) -> bool:  # noqa: ANN401  # a row of history has no type
        """Tell whether what a row changed had been public before it."""
        began = self.began
        if kind in {"charge", "claim"}:
            if kind == "charge" and row.id not in self.bundle.charges:
                return False
            began = self.public_since.get((kind == "claim", row.id))
        if kind == "party" and row.id not in self.bundle.parties:
            return False
        return began is not None and row.history_date > began

    def _of_roles(self) -> Iterator[Change]:
        """Yield who was recorded to take part, later than the record itself, and what was changed of it."""
        rows = list(self._history(Participation, Q(case_id=self.case)))
        # A victim who is not named, or not any more, is named in no version.
        last = {row.id: row for row in rows}
        past: dict[int, Any] = {}
        for row in rows:
            was = past.get(row.id)
            past[row.id] = row
            if not (row.instance.is_named and last[row.id].instance.is_named):
                continue
            counsel = self.defendant is not None and row.role in COUNSEL
            if counsel or row.party_id not in self.bundle.parties or not self._was_public("role", row):
                continue
            yield from self._role(was, row)

    def _role(self, was: Any, row: Any) -> Iterator[Change]:  # noqa: ANN401  # rows of history have no type
        lines = differing(self.bundle, PARTICIPATION, was.instance, row.instance) if was else ()
        notes = {"+": _("Recorded."), "-": _("Taken out of the record.")}
        note = notes.get(row.history_type, "")
        if lines or note:
            yield Change(
                key=f"role/{row.id}/change/{row.history_id}",
                kind=EntryKind.COURT_EVENT if row.history_type == "+" else EntryKind.CORRECTION,
                recorded=row.history_date,
                what=role_words(self.bundle, row.instance),
                lines=() if note else lines,
                note=note,
            )

    def _of_links(self) -> Iterator[Change]:
        """Yield the links with other public cases that were recorded, or taken away, later."""
        for row in self._history(CaseLink, Q(case_id=self.case)):
            words = link_words(self.bundle, row)
            if words and row.history_type != "~" and self._was_public("link", row):
                added = row.history_type == "+"
                yield Change(
                    key=f"link/{row.id}/change/{row.history_id}",
                    kind=EntryKind.COURT_EVENT if added else EntryKind.CORRECTION,
                    recorded=row.history_date,
                    what=words,
                    note=_("Recorded.") if added else _("Taken out of the record."),
                )

    def _corrections(self) -> Iterator[Change]:
        """Yield the public notes of what was wrong."""
        held = {row.id for row in self.rows}
        for one in self.bundle.corrections:
            about = one.case_id == self.case or one.event_id in held
            if about and one.made_at <= self.bundle.clocks.known:
                case = one.case_id or self.case
                yield Change(
                    key=f"correction/{one.pk}",
                    kind=EntryKind.CORRECTION,
                    recorded=one.made_at,
                    what=self.bundle.text(one.why, case=case),
                    lines=(
                        Line(
                            label=_("Corrected"),
                            before=self.bundle.text(one.was, case=case),
                            after=self.bundle.text(one.now, case=case),
                        ),
                    ),
                )


def _standing(rows: Iterable[Any], instant: datetime) -> list[Any]:
    """Return of each row of history the one that held at an instant; rows come in the order of writing."""
    held: dict[int, Any] = {}
    for row in rows:
        if row.history_date <= instant:
            held[row.id] = row
    return [row for row in held.values() if row.history_type != "-"]
