"""Events and sources as lines of a page: when, what, what it did, and who says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from kit.partial_dates import PartialDate
from people.models import Party
from proceedings.law import rules
from proceedings.law.codes import (
    ClaimOutcome,
    Confidence,
    EventKind,
    Outcome,
    PleaType,
    RulingDisposition,
)
from proceedings.models import Citation, Effect, Event, Source
from proceedings.models.event import TYPES
from proceedings.website.date_format import say
from proceedings.website.records.case_data import CaseData
from proceedings.website.view_models import EventLine, SourceLine, Year

MOST_LABELS = 4
MOST_NAMES = 3
PAIR = 2
OUTCOMES: dict[str, Outcome | ClaimOutcome] = {code.value: code for code in (*ClaimOutcome, *Outcome)}
PLEAS = {code.value: code for code in PleaType}
EVENT_TYPES = {(kind, code.value): code for kind, codes in TYPES.items() for code in codes}
ACTORS = {
    "court": gettext_noop("by the court"),
    "prosecutor": gettext_noop("by the prosecution"),
    "prosecution": gettext_noop("by the prosecution"),
    "jury": gettext_noop("by the jury"),
    "judge": gettext_noop("by the judge"),
    "defence": gettext_noop("by the defense"),
    "plaintiff": gettext_noop("by the plaintiff"),
    "defendant": gettext_noop("by the defendant"),
}


def source_lines(bundle: CaseData, kind: str, key: int) -> tuple[SourceLine, ...]:
    """Return the sources that back one fact."""
    return tuple(
        source_line(bundle, citation, source) for citation, source in bundle.citations.get((kind, key), ())
    )


def source_line(bundle: CaseData, citation: Citation, source: Source) -> SourceLine:
    """Write one citation, without withheld names; the address only where it may be linked."""

    def text(said: str) -> str:
        for case in bundle.cases:
            said = bundle.text(said, case=case)
        return said

    title = text(source.title)
    if title and not source.title_is_description:
        title = f"“{title}”"
    elif title and not title.startswith("("):
        title = f"({title})"
    return SourceLine(
        publisher=text(source.publisher),
        title=title,
        href=_public_address(bundle, source.public_url),
        archived_href=_public_address(bundle, source.public_archived_url),
        published=PartialDate.parse(source.published).words() if source.published else "",
        pinpoint=text(citation.pinpoint),
        confidence=_(Confidence(citation.confidence).label) if citation.confidence else "",
        differs=text(citation.differs),
    )


def _public_address(bundle: CaseData, address: str) -> str:
    """Return an address that may be linked, where it names nobody who may not be named."""
    for case in bundle.cases:
        address = bundle.redactor.address(address, case_id=case)
    return address


def years(lines: Iterable[tuple[Event, EventLine]]) -> tuple[Year, ...]:
    """Gather lines by the year in which they count."""
    return tuple(
        Year(name=str(year), events=tuple(line for _event, line in group))
        for year, group in groupby(lines, key=lambda pair: pair[0].latest.year)
    )


def event_line(
    bundle: CaseData, event: Event, *, defendants: Iterable[int], decides: bool = False, anchor: str = ""
) -> EventLine:
    """Write one event, with what it did to these defendants."""
    told = list(defendants)
    results = {pk: movements(bundle, pk).get(event.pk) for pk in told}
    moved = any(result is rules.EffectResult.MOVED for result in results.values())
    effects = [effect for effect in bundle.effects.get(event.pk, ()) if effect.defendant_id in results]
    return EventLine(
        anchor=anchor or f"event-{event.pk}",
        day=event.date_words,
        day_note=_day_note(event),
        kind=kind_words(bundle, event),
        what=bundle.text(event.what, case=event.case_id),
        source_text=bundle.text(event.source_text, case=event.case_id),
        did=_did(bundle, effects, named=len(told) > 1) if moved else (),
        unmoved="" if moved else _unmoved(list(results.values())),
        dispute=bundle.text(event.dispute, case=event.case_id),
        note=bundle.text(event.note, case=event.case_id),
        sources=source_lines(bundle, "event", event.pk),
        decides=decides,
        moved=moved,
    )


def movements(bundle: CaseData, defendant: int) -> dict[int, rules.EffectResult]:
    """Return what became of each event in a defendant's record; folded once a page."""
    if defendant not in bundle.movements:
        bundle.movements[defendant] = rules.movements(bundle.folded(defendant))
    return bundle.movements[defendant]


def kind_words(bundle: CaseData, event: Event) -> str:
    """Say what sort of event it is: kind, type, decision, judge, confidence, and another case's name."""
    words = [_(EventKind(event.kind).label)]
    kind = EVENT_TYPES.get((event.kind, event.type))
    words += [_(kind.label)] if kind else []
    if event.disposition:
        words.append(_(RulingDisposition(event.disposition).label))
    judge = _judge(bundle, event)
    words += [bundle.party_name(judge)] if judge else []
    words += [_(Confidence(event.confidence).label)] if event.confidence else []
    elsewhere = bundle.cases_elsewhere.get(event.case_id)
    if elsewhere is not None:
        words.append(_("in %(case)s") % {"case": bundle.case_name(elsewhere)})
    return " · ".join(words)


def _judge(bundle: CaseData, event: Event) -> Party | None:
    """Return the judge, where one is recorded who may be named."""
    return bundle.parties.get(event.judge_id) if event.judge_id else None


def _day_note(event: Event) -> str:
    """Say which of the dates it is when it is not the day itself, and whether it is uncertain."""
    notes = []
    if not event.date:
        notes.append(_("day entered") if event.date_entered else _("day reported"))
    if event.earliest != event.latest:
        notes.append(_("by %(day)s at the latest") % {"day": say(event.latest)})
    if event.scheduled_on and event.scheduled_on != event.latest:
        notes.append(_("set for %(day)s") % {"day": say(event.scheduled_on)})
    return "; ".join(notes)


def _did(bundle: CaseData, effects: list[Effect], *, named: bool) -> tuple[str, ...]:
    """Say what an event did, one line for each outcome, with those whom it befell."""
    shown = [effect for effect in effects if _is_shown(bundle, effect)]
    lines: dict[str, dict[str, None]] = {}
    for (defendant, outcome, _details), group in groupby(
        shown, key=lambda one: (one.defendant_id, one.outcome, str(sorted(one.details.items())))
    ):
        rows = list(group)
        labels = [label for label in (count_label(bundle, one) for one in rows) if label]
        subject = joined_labels(labels)
        words = outcome_words(outcome, rows[0].details)
        line = f"{subject}: {words}" if subject else words
        lines.setdefault(line, {})[bundle.name(bundle.defendants[defendant])] = None
    return tuple(f"{joined_names(names)}: {line}" if named else line for line, names in lines.items())


def _is_shown(bundle: CaseData, effect: Effect) -> bool:
    """Tell whether the count an effect names is public."""
    return effect.charge_id is None or effect.charge_id in bundle.charges


def count_label(bundle: CaseData, effect: Effect) -> str:
    """Return the label of the charge or claim an effect names; nothing for the defendant as a whole."""
    if effect.charge_id is not None:
        return bundle.charges[effect.charge_id].count_label
    if effect.claim_id is not None:
        return bundle.claims[effect.claim_id].label
    return ""


def joined_names(names: Collection[str]) -> str:
    """Join the names of defendants; many become a number."""
    if len(names) > MOST_NAMES:
        return ngettext("%(number)s defendant", "%(number)s defendants", len(names)) % {"number": len(names)}
    return ", ".join(names)


def joined_labels(labels: list[str]) -> str:
    """Join labels: many become a number, and two alternatives "Count 1, both alternatives"."""
    if len(labels) > MOST_LABELS:
        return ngettext("%(number)s count", "%(number)s counts", len(labels)) % {"number": len(labels)}
    joined = []
    for stem, group in groupby(labels, lambda label: label.partition(", ")[0]):
        alike = list(group)
        if len(alike) == PAIR and all("alternative" in label for label in alike):
            alike = [_("%(count)s, both alternatives") % {"count": stem}]
        joined += alike
    return "; ".join(joined) if len(joined) != len(labels) else ", ".join(joined)


def outcome_words(outcome: str, details: dict[str, str]) -> str:
    """Say an outcome with what is recorded about it: by whom, on which plea, why."""
    words = _(OUTCOMES[outcome].label)
    # "Found not guilty by jury" names who found it.
    if details.get("by") and outcome not in {Outcome.NOT_GUILTY_JURY, Outcome.NOT_GUILTY_BENCH}:
        words = f"{words} {by_words(details['by'])}"
    if details.get("plea"):
        words = f"{words} ({plea_words(details['plea'])})"
    if details.get("reason"):
        words = f"{words}; {details['reason']}"
    return words


def by_words(by: str) -> str:
    """Say who acted."""
    return _(ACTORS[by]) if by in ACTORS else by


def plea_words(plea: str) -> str:
    """Name a plea."""
    return _(PLEAS[plea].label).lower() if plea in PLEAS else plea


def _unmoved(results: list[rules.EffectResult | None]) -> str:
    """Say why an event that was to change something did not."""
    if rules.EffectResult.CANNOT_FOLLOW in results:
        return _("It cannot follow from where the case stood: the record is marked inconsistent.")
    if rules.EffectResult.REPEATS in results:
        return _("It repeats what had been decided before.")
    return ""
