"""Charges, claims and sentences of one defendant as tables of a page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proceedings import wording
from proceedings.law import rules
from proceedings.law.codes import (
    ChargeLinkKind,
    ChargeState,
    ClaimState,
    Modifier,
    Relation,
    Severity,
)
from proceedings.models import Charge, Claim, SentenceComponent, StatusSpan
from proceedings.record.rule_inputs import component_of
from proceedings.website.date_format import say
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.event_rows import by_words, joined_labels, plea_words, source_lines
from proceedings.website.records.status_view import span_on
from proceedings.website.view_models import (
    ChargeLine,
    Charges,
    Link,
    SentenceInNumbers,
    SentencePart,
)
from proceedings.wording.states import state_words


def charges(bundle: CaseData, defendant: int) -> Charges:
    """Return every charge or claim of a defendant and where it stands on the day asked about."""
    record = bundle.records[defendant]
    states = bundle.states(defendant)
    rows = bundle.counts_of(defendant)
    lines = tuple(
        _merged([_line(bundle, defendant, row, states[row.pk]) for row in group])
        for group in alternatives(rows, lambda row: (states[row.pk].state, states[row.pk].since))
    )
    return Charges(
        heading=_("Claims") if record.civil else _("Charges"),
        caption=_caption(len(lines), civil=record.civil, day=say(bundle.clocks.on))
        + _not_counted(bundle, defendant, [states[row.pk] for row in rows]),
        count_word=_("Claim") if record.civil else _("Count"),
        lines=lines,
    )


def alternatives(
    rows: Iterable[Charge | Claim], alike: Callable[[Charge | Claim], Hashable]
) -> list[list[Charge | Claim]]:
    """Gather the alternatives of one count that are alike; anything else is by itself."""
    groups: dict[Hashable, list[Charge | Claim]] = {}
    for row in rows:
        group = row.alternative_group if isinstance(row, Charge) else ""
        groups.setdefault((group, alike(row)) if group else row.pk, []).append(row)
    return list(groups.values())


def _merged(lines: list[ChargeLine]) -> ChargeLine:
    """Write the alternatives of one count as one line."""
    first, *others = lines
    if not others:
        return first
    offences = dict.fromkeys(line.offence for line in lines)
    return replace(
        first,
        label=joined_labels([line.label for line in lines]),
        offence="; ".join(offences),
        law=tuple(dict.fromkeys(chain.from_iterable(line.law for line in lines))),
        links=tuple(dict.fromkeys(chain.from_iterable(line.links for line in lines))),
        note=" ".join(dict.fromkeys(line.note for line in lines if line.note)),
        sources=tuple(dict.fromkeys(chain.from_iterable(line.sources for line in lines))),
        more_anchors=tuple(line.anchor for line in others),
    )


def _caption(number: int, *, civil: bool, day: str) -> str:
    """Say what one row is."""
    if civil:
        said = ngettext(
            "%(number)s claim in this case, as it stood on %(day)s.",
            "%(number)s claims in this case, one a row, as they stood on %(day)s.",
            number,
        )
    else:
        said = ngettext(
            "%(number)s charge in this case, as it stood on %(day)s.",
            "%(number)s charges in this case, one a row, as they stood on %(day)s. "
            "Alternatives of one count are counted once.",
            number,
        )
    return said % {"number": number, "day": day}


def _not_counted(bundle: CaseData, defendant: int, states: list[rules.StateOf]) -> str:
    """Say how many of the rows count for the status, and why the others do not; nothing when all do."""
    replaced = sum(one.state == ChargeState.REPLACED for one in states)
    unfiled = sum(one.state in {ChargeState.NONE, ClaimState.NONE} for one in states)
    reasons = [
        words % {"number": number}
        for words, number in (
            (_("%(number)d replaced by others"), replaced),
            (_("%(number)d not filed by that day"), unfiled),
        )
        if number
    ]
    if not reasons:
        return ""
    counted = span_on(bundle.spans[defendant], bundle.clocks.on).counts["charges"]
    if not counted:
        return " " + _("None counts toward the status: %(reasons)s.") % {"reasons": ", ".join(reasons)}
    said = ngettext(
        "%(counted)d counts toward the status; not counted: %(reasons)s.",
        "%(counted)d count toward the status; not counted: %(reasons)s.",
        counted,
    )
    return " " + said % {"counted": counted, "reasons": ", ".join(reasons)}


def _line(bundle: CaseData, defendant: int, row: Charge | Claim, state: rules.StateOf) -> ChargeLine:
    """Write one charge or claim."""
    charge = row if isinstance(row, Charge) else None
    case = bundle.defendants[defendant].case_id
    return ChargeLine(
        anchor=f"charge-{row.pk}" if charge else f"claim-{row.pk}",
        label=bundle.text(row.count_label if isinstance(row, Charge) else row.label, case=case),
        offence=bundle.text(charge.offence, case=case) if charge else "",
        law=tuple(_law(charge)) if charge else (),
        links=tuple(_links(bundle, defendant, row.pk)),
        note=bundle.text(row.note, case=case),
        sources=source_lines(bundle, "charge", row.pk) if charge else (),
        state=state_words(state),
        how=_how(state),
        since=wording.since_words(state.since, state.since_earliest),
        # The page of an appeal shows the charges of the case below, but not its events.
        event_href=f"#event-{state.event}" if case in bundle.cases and state.event in bundle.events else "",
        aside=state.state in {ChargeState.REPLACED, ChargeState.NONE, ClaimState.NONE},
    )


def _law(row: Charge) -> Iterator[str]:
    """Say the law a charge was brought under."""
    if row.statute:
        yield f"{row.statute} ({row.statute_version})" if row.statute_version else row.statute
    if row.degree or row.severity:
        yield row.degree or _(Severity(row.severity).label)
    if row.modifier:
        yield _(Modifier(row.modifier).label)


def _how(state: rules.StateOf) -> str:
    """Say how it came to stand so: by whom, on which plea, and what is added to it."""
    said = [by_words(state.by)] if state.by else []
    said += [_("plea: %(plea)s") % {"plea": plea_words(state.plea)}] if state.plea else []
    said += [_("paused")] if state.pause else []
    said += [_("of a lesser offense")] if state.lesser else []
    said += [_("merged, no separate penalty")] if state.merged else []
    said += [_("as amended")] if state.amended else []
    return ", ".join(said)


def _links(bundle: CaseData, defendant: int, key: int) -> Iterator[Link]:
    """Return what a count amends, refiles or continues, and what took its place."""
    counts = {count.key: count for count in bundle.records[defendant].counts}
    for link in counts[key].links:
        if link.to in counts:
            yield _link(bundle, counts[link.to], _(ChargeLinkKind(link.kind).label))
    for count in counts.values():
        for link in count.links:
            if link.to == key and _has_begun(bundle, defendant, count.key):
                yield _link(bundle, count, _backward(link.kind))


def _has_begun(bundle: CaseData, defendant: int, key: int) -> bool:
    """Tell whether a count that takes another's place was brought by the day asked about."""
    history = bundle.folded(defendant)
    return key in history.world(history.taken(bundle.clocks.on)).began


def _backward(kind: str) -> str:
    """Name a link from its other end."""
    return {
        ChargeLinkKind.REFILES.value: _("Refiled as"),
        ChargeLinkKind.CONTINUES.value: _("Continued as"),
        ChargeLinkKind.AMENDS.value: _("Amended by"),
        ChargeLinkKind.SUPERSEDES.value: _("Superseded by"),
    }.get(kind, _("Linked with"))


def _link(bundle: CaseData, count: rules.Count, words: str) -> Link:
    """Name a count that is linked; one of another case by that case, when the case is public."""
    if not count.elsewhere:
        return Link(words=words, text=count.label, href=f"#charge-{count.key}")
    case = bundle.linked_cases.get(count.case)
    if case is None:
        return Link(words=words, text=_("a charge of another case"))
    text = _("%(count)s of %(case)s") % {"count": count.label, "case": bundle.case_name(case)}
    return Link(words=words, text=text, href=bundle.case_address(case) + bundle.clocks.query)


def sentence_in_numbers(bundle: CaseData, defendant: int, span: StatusSpan) -> SentenceInNumbers | None:
    """Return the parts of the sentences that stand; parts only weak sources report are shown as disputed."""
    standing = {one["event"]: one["on"] for one in span.particulars.get("sentences", ())}
    rows = [row for row in bundle.components if row.defendant_id == defendant and row.event_id in standing]
    if not rows:
        return None
    days = sorted({bundle.events[row.event_id].date_words for row in rows})
    said = _("As imposed %(days)s, in the court's own units.") % {"days": ", ".join(days)}
    apart = any(row.charge_id for row in rows)
    return SentenceInNumbers(
        caption=said if apart else said + " " + _("Each part is for all charges of the sentence."),
        has_charges=apart,
        parts=tuple(_part(bundle, row) for row in sorted(rows, key=lambda row: row.is_disputed)),
    )


def _part(bundle: CaseData, row: SentenceComponent) -> SentencePart:
    """Write one part of a sentence; the court's own words stand in brackets where they say more."""
    case = bundle.defendants[row.defendant_id].case_id
    return SentencePart(
        words=bundle.text(wording.component_words(component_of(row)), case=case),
        charge=bundle.charges[row.charge_id].count_label if row.charge_id else _("all of them"),
        relation=_(Relation(row.relation).label) if row.relation != Relation.NOT_STATED else "",
        disputed=row.is_disputed,
        dispute=bundle.text(row.dispute),
        sources=source_lines(bundle, "component", row.pk),
    )
