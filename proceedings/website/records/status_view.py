"""A span of status in words: the sentence, what is said beside it, and the ways to other days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.date_text import whole_second
from proceedings import wording
from proceedings.law import rules
from proceedings.law.codes import QualifierCode, StatusCode
from proceedings.models import Charge, StatusSpan
from proceedings.models.status_span import BEGINNING
from proceedings.models.status_span_queries import today
from proceedings.record.as_of import Clocks
from proceedings.record.status_runs import run_of
from proceedings.research.statuses.status_text import counted_charges, label_of, outcome_of, sentence_of
from proceedings.website.date_format import at, is_today, replayable, say, say_instant
from proceedings.website.records.case_data import CaseData
from proceedings.website.view_models import KnownChoice, Link, StandingWords, Steps

KNOWN_CHOICES = 60  # instants the form offers; an address may ask for any


def span_on(spans: list[StatusSpan], day: date) -> StatusSpan:
    """Return the span that holds on a day; spans tile all time."""
    return next(span for span in spans if span.valid_from <= day < span.valid_until)


def standing_words(bundle: CaseData, span: StatusSpan) -> StandingWords:
    """Say a status with everything that belongs to it."""
    clocks = bundle.clocks
    last_event_on = bundle.last_event_on(span.defendant_id)
    names = bundle.case_names
    qualifiers = named_only(span.qualifiers, names)
    calendar = rules.calendar_qualifiers(
        as_status(span), on=clocks.on, projected_end=span.projected_end, last_event_on=last_event_on
    )
    said = [*qualifiers, *calendar]
    beside = wording.codes_outside_sentence(one["code"] for one in said)
    return StandingWords(
        phase=rules.phase_of(StatusCode(span.status)).value,
        label=label_of(span),
        words=sentence_of(
            span, names, offences=offences_of(bundle, span), closed_events=bundle.redactor.events
        ),
        outcome=outcome_of(span, offences_of(bundle, span), bundle.redactor.events),
        since=wording.since_words(span.since, bundle.first_days[run_of(span)]),
        besides=tuple(_beside(bundle, one, names) for one in said if one["code"] in beside),
    )


def offences_of(bundle: CaseData, span: StatusSpan) -> dict[int, wording.Offence]:
    """Return the offences of the public charges that a status counts, as they may be printed."""
    charges = (bundle.charges[pk] for pk in counted_charges(span) if pk in bundle.charges)
    return {
        row.pk: wording.Offence(bundle.text(row.offence), row.severity, row.position)
        for row in charges
        if isinstance(row, Charge)
    }


def as_status(span: StatusSpan) -> rules.Status:
    """Return the status a span stores, as the rules speak of it."""
    code = StatusCode(span.status)
    return rules.Status(
        code=code,
        rule=span.rule,
        table=code.table,
        deciding=span.event_id,
        counts=span.counts,
        qualifiers=span.qualifiers,
        particulars=span.particulars,
    )


def named_only(qualifiers: list[dict[str, Any]], cases: Mapping[int, str]) -> list[dict[str, Any]]:
    """Drop cases the public may not see from qualifiers, and a qualifier when none is left."""
    kept = []
    for one in qualifiers:
        if "cases" not in one:
            kept.append(one)
            continue
        shown = [pk for pk in one["cases"] if pk in cases]
        if shown:
            kept.append({**one, "cases": shown})
    return kept


def _beside(bundle: CaseData, qualifier: dict[str, Any], names: Mapping[int, str]) -> Link:
    """Say one qualifier; one that names another case leads there."""
    others = qualifier.get("cases", ())
    href = ""
    if len(others) == 1:
        href = bundle.case_address(bundle.linked_cases[others[0]]) + bundle.clocks.query
    return Link(text=wording.qualifier_sentence(qualifier, names), href=href)


def steps(spans: list[StatusSpan], *, action: str, clocks: Clocks, recorded: Iterable[datetime]) -> Steps:
    """Return the ways to the change before and after the day shown; `recorded` is when the record changed."""
    here = spans.index(span_on(spans, clocks.on))
    days = [span.valid_from for span in spans]
    earlier = later = None
    if spans[here].valid_from != BEGINNING:
        place = here if clocks.on > days[here] else here - 1
        if place > 0:
            earlier = Link(href=action + at(clocks, days[place]), text=_change(spans, place))
        else:
            before = days[1] - timedelta(days=1)
            label = label_of(spans[0])
            earlier = Link(href=action + at(clocks, before), text=f"{say(before)}: {label}")
    if here + 1 < len(spans) and days[here + 1] <= today():
        later = Link(href=action + at(clocks, days[here + 1]), text=_change(spans, here + 1))
    return replace(clock_form(action, clocks, recorded), earlier=earlier, later=later)


def clock_form(action: str, clocks: Clocks, recorded: Iterable[datetime]) -> Steps:
    """Return the form for another day or instant, without steps between changes."""
    return Steps(
        action=action,
        on=clocks.on.isoformat(),
        words=clock_words(clocks),
        known=known_choices(clocks, recorded),
        now="" if is_today(clocks) and not clocks.is_past else action,
    )


def clock_words(clocks: Clocks) -> str:
    """Say both clocks in one line."""
    day = _("today, %(day)s") if is_today(clocks) else "%(day)s"
    words = {"day": day % {"day": say(clocks.on)}, "known": say_instant(clocks.known)}
    if clocks.is_past:
        return _("As it stood on %(day)s, as this site told it on %(known)s") % words
    if is_today(clocks):
        return _("As it stands %(day)s") % words
    return _("As it stood on %(day)s") % words


def known_choices(clocks: Clocks, recorded: Iterable[datetime]) -> tuple[KnownChoice, ...]:
    """Offer the instants at which a record changed, newest first, each rounded up so that it replays."""
    asked = {whole_second(clocks.known)} if clocks.is_past else set()
    instants = sorted({*map(whole_second, recorded), *asked}, reverse=True)[:KNOWN_CHOICES]
    return (
        KnownChoice(value="", text=_("today"), chosen=not clocks.is_past),
        *(
            KnownChoice(
                value=replayable(instant),
                text=say_instant(instant),
                chosen=instant in asked,
            )
            for instant in instants
        ),
    )


def _change(spans: list[StatusSpan], place: int) -> str:
    """Say what changed at the beginning of a span."""
    span, before = spans[place], spans[place - 1]
    if span.status != before.status:
        said = label_of(span)
    else:
        said = "; ".join(_said_anew(span, before)) or _other_change(span, before)
    return f"{say(span.valid_from)}: {said}"


def _said_anew(span: StatusSpan, before: StatusSpan) -> Iterator[str]:
    """Say which qualifiers came, changed and went, under one and the same status."""
    # "Not final" says no more than the pending appeal beside it.
    now, then = (
        {one["code"]: _few_words(one) for one in held.qualifiers if one["code"] != QualifierCode.NOT_FINAL}
        for held in (span, before)
    )
    said = [words for code, words in now.items() if words != then.get(code)]
    yield from said
    for code, words in then.items():
        # What took its place says that it is gone: an appeal that ended is no longer pending.
        if code not in now and not said:
            gone = _(QualifierCode(code).label) if code == QualifierCode.DATE_UNCERTAIN else words
            yield _("no longer: %(what)s") % {"what": gone[:1].lower() + gone[1:]}


def _few_words(qualifier: dict[str, Any]) -> str:
    """Return a qualifier with what its label only begins to say: a number, days, or another case."""
    if qualifier["code"] == QualifierCode.DATE_UNCERTAIN or not qualifier.keys().isdisjoint({"of", "cases"}):
        return wording.qualifier_sentence(qualifier, {})
    return _(QualifierCode(qualifier["code"]).label)


def _other_change(span: StatusSpan, before: StatusSpan) -> str:
    """Say what changed where neither the status nor what is said beside it did."""
    number, are_claims = span.counts["charges"], StatusCode(span.status).is_civil
    if number != before.counts["charges"]:
        words = (
            ngettext("%(now)d claim, before that %(then)d", "%(now)d claims, before that %(then)d", number)
            if are_claims
            else ngettext(
                "%(now)d charge, before that %(then)d", "%(now)d charges, before that %(then)d", number
            )
        )
        return words % {"now": number, "then": before.counts["charges"]}
    if span.particulars.get("sentences") != before.particulars.get("sentences"):
        return _("the sentence changes")
    if span.particulars.get("states") != before.particulars.get("states"):
        return _("a claim moves, the status stays") if are_claims else _("a charge moves, the status stays")
    return _("the terms change")


def runs(spans: list[StatusSpan]) -> list[tuple[StatusSpan, date, date]]:
    """Join spans of one and the same status: each run with its first day and the day after its last."""
    joined: list[tuple[StatusSpan, date, date]] = []
    for span in spans:
        if joined and joined[-1][0].status == span.status:
            first, start, _until = joined[-1]
            joined[-1] = (first, start, span.valid_until)
        else:
            joined.append((span, span.valid_from, span.valid_until))
    return joined
