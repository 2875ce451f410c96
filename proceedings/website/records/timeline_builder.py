"""The picture of a case: what the timeline draws, taken from the bundle, with the words beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from django.utils.dates import MONTHS_3
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.axis import Axis
from proceedings.law import rules
from proceedings.law.codes import ChargeState, EventKind, HearingOutcome, QualifierCode
from proceedings.models import Case, Charge, Claim, Event, StatusSpan
from proceedings.models.status_span import FOREVER
from proceedings.models.status_span_queries import NOTHING_RECORDED, today
from proceedings.research.statuses.status_text import label_of
from proceedings.website.date_format import is_today, say
from proceedings.website.records import timeline_chart
from proceedings.website.records.case_data import CaseData
from proceedings.website.records.charges_table import alternatives
from proceedings.website.records.event_rows import OUTCOMES, joined_labels, joined_names, movements
from proceedings.website.records.status_view import runs, span_on
from proceedings.website.view_models import Drawing, KeyWord, PictureRow
from proceedings.wording.states import state_words

KINDS = {EventKind.RULING: "ruling", EventKind.SENTENCE: "ruling", EventKind.HEARING: "hearing"}


def of_charges(bundle: CaseData, defendants: Iterable[int], *, heading: str, name: str = "lanes") -> Drawing:
    """Draw charges or claims, one lane each, grouped by defendant; those with the same lanes share them."""
    told = list(defendants)
    found: dict[timeline_chart.LaneGroup, list[str]] = {}
    for pk in told:
        found.setdefault(_charge_group(bundle, pk), []).append(bundle.name(bundle.defendants[pk]))
    groups = tuple(
        replace(group, heading=joined_names(names) if len(told) > 1 else "") for group, names in found.items()
    )
    return _drawing(bundle, groups, heading=heading, name=name)


def of_cases(
    bundle: CaseData, groups: Iterable[timeline_chart.LaneGroup], *, heading: str, name: str, axis: Axis
) -> Drawing:
    """Draw several cases on one axis: a group a case, a lane a defendant, its statuses as the states."""
    return _drawing(bundle, tuple(groups), heading=heading, name=name, axis=axis)


def common_axis(groups: Iterable[timeline_chart.LaneGroup]) -> Axis:
    """Return the axis that holds every case, so that several pictures can be read against each other."""
    return timeline_chart.span_of(groups, until=today())


def _charge_group(bundle: CaseData, defendant: int) -> timeline_chart.LaneGroup:
    """Gather the lanes of one defendant and the events of the case that touch them."""
    row = bundle.defendants[defendant]
    span = span_on(bundle.spans[defendant], bundle.clocks.on)
    lanes = rules.lanes(bundle.folded(defendant))
    drawn = [count for count in bundle.counts_of(defendant) if lanes.get(count.pk)]
    return timeline_chart.LaneGroup(
        heading="",
        lanes=(
            *(
                _charge_lane(bundle, defendant, counts, lanes[counts[0].pk], deciding=span.event_id)
                for counts in alternatives(drawn, lambda count: lanes[count.pk])
            ),
            *_appeals(bundle.spans[defendant]),
        ),
        marks=tuple(_marks(bundle, row.case_id, deciding={span.event_id}, defendant=defendant)),
    )


def _appeals(spans: list[StatusSpan]) -> Iterator[timeline_chart.Lane]:
    """Draw the time during which an appeal was pending, as a lane of its own."""
    pieces: list[timeline_chart.LaneSegment] = []
    for span in spans:
        if not any(one["code"] == QualifierCode.APPEAL_PENDING for one in span.qualifiers):
            continue
        start = span.valid_from
        if pieces and pieces[-1].until == start:
            start = pieces.pop().start
        words = _("Appeal pending")
        pieces.append(
            timeline_chart.LaneSegment(
                pattern=timeline_chart.WAITING,
                label=words,
                start=start,
                until=span.valid_until,
                words=f"{words}: {_period(start, span.valid_until)}",
            )
        )
    if pieces:
        yield timeline_chart.Lane(label=_("Appeal"), pieces=tuple(pieces))


def _charge_lane(
    bundle: CaseData,
    defendant: int,
    counts: Sequence[Charge | Claim],
    pieces: tuple[rules.LanePiece, ...],
    *,
    deciding: int | None,
) -> timeline_chart.Lane:
    """Gather the states a charge or claim, or alike alternatives, went through, and what brought them."""
    count = counts[0]
    label = joined_labels([one.count_label if isinstance(one, Charge) else one.label for one in counts])
    if isinstance(count, Charge):
        label = f"{label}: {count.offence}"
    return timeline_chart.Lane(
        label=bundle.text(label, case=bundle.defendants[defendant].case_id),
        pieces=tuple(_charge_piece(bundle, defendant, count.pk, piece) for piece in pieces),
        marks=tuple(
            _mark(bundle, bundle.events[piece.event], deciding=piece.event == deciding)
            for piece in pieces
            if piece.event in bundle.events
        ),
    )


def _charge_piece(
    bundle: CaseData, defendant: int, key: int, piece: rules.LanePiece
) -> timeline_chart.LaneSegment:
    """Name one state as it stood when it began."""
    words = _(piece.state.label)
    if (
        piece.state == ChargeState.DISMISSED
    ):  # both tables call it so; with or without prejudice is in the state
        words = state_words(rules.charge_states(bundle.folded(defendant), piece.valid_from)[key])
    if piece.paused:
        words = _("%(state)s; paused") % {"state": words}
    event = bundle.events.get(piece.event) if piece.event else None
    return timeline_chart.LaneSegment(
        pattern=timeline_chart.WAITING if piece.paused else timeline_chart.pattern_of(piece.state),
        label=words,
        start=piece.valid_from,
        until=piece.valid_until,
        possible_from=event.earliest if event else None,
        words=f"{words}: {_period(piece.valid_from, piece.valid_until)}",
    )


def case_group(bundle: CaseData, case: Case) -> timeline_chart.LaneGroup:
    """Gather one case: a lane a defendant; of only one, the lane says the year and needs no heading."""
    rows = [row for row in bundle.defendants_of(case.pk) if row.case_id == case.pk]
    spans = [bundle.spans[row.pk] for row in rows]
    deciding = {span_on(held, bundle.clocks.on).event_id for held in spans}
    year = bundle.years_begun.get(case.pk)
    is_alone = len(rows) == 1
    return timeline_chart.LaneGroup(
        heading="" if is_alone else bundle.case_name(case),
        lanes=tuple(
            timeline_chart.Lane(
                label=f"{bundle.name(row)} ({year})" if is_alone and year else bundle.name(row),
                pieces=tuple(_status_pieces(held)),
            )
            for row, held in zip(rows, spans, strict=True)
        ),
        marks=tuple(_marks(bundle, case.pk, deciding=deciding)),
    )


def suit_lane(bundle: CaseData, case: Case) -> timeline_chart.Lane:
    """Gather one suit as one lane: the status of all its defendants, or that they differ."""
    rows = [row for row in bundle.defendants_of(case.pk) if row.case_id == case.pk]
    lanes = [list(_status_pieces(bundle.spans[row.pk])) for row in rows]
    days = sorted({day for pieces in lanes for piece in pieces for day in (piece.start, piece.until)})
    joined: list[timeline_chart.LaneSegment] = []
    for start, until in pairwise(days):
        held = [piece for pieces in lanes for piece in pieces if piece.start <= start < piece.until]
        if not held:
            continue
        labels = {piece.label for piece in held}
        label = labels.pop() if len(labels) == 1 else _("differs by defendant")
        last = joined[-1] if joined else None
        if last and last.label == label and last.until == start:
            joined[-1] = replace(last, until=until, words=f"{label}: {_period(last.start, until)}")
            continue
        joined.append(
            timeline_chart.LaneSegment(
                pattern=min((piece.pattern for piece in held), key=timeline_chart.PATTERN_ORDER.index),
                label=label,
                start=start,
                until=until,
                words=f"{label}: {_period(start, until)}",
            )
        )
    return timeline_chart.Lane(label=bundle.case_name(case), pieces=tuple(joined))


def _status_pieces(spans: list[StatusSpan]) -> Iterator[timeline_chart.LaneSegment]:
    """Name the statuses a defendant went through, leaving out the time before anything was recorded."""
    for span, start, until in runs(spans):
        if span.status in NOTHING_RECORDED:
            continue
        words = label_of(span)
        yield timeline_chart.LaneSegment(
            pattern=timeline_chart.pattern_of(span.status),
            label=words,
            start=start,
            until=until,
            possible_from=span.possible_from,
            words=f"{words}: {_period(start, until)}",
        )


def _moment(bundle: CaseData, event: Event, *, defendants: Iterable[int]) -> str:
    """Say in a few words what an event changed; nothing where it changed nothing."""
    moved = [pk for pk in defendants if movements(bundle, pk).get(event.pk) is rules.EffectResult.MOVED]
    outcomes = dict.fromkeys(
        _(OUTCOMES[effect.outcome].label)
        for effect in bundle.effects.get(event.pk, ())
        if effect.defendant_id in moved
    )
    return ", ".join(outcomes)


def _marks(
    bundle: CaseData, case: int, *, deciding: set[int | None], defendant: int | None = None
) -> Iterator[timeline_chart.EventMark]:
    """Return the events of a case as marks: one defendant's leave out what acts on the others alone."""
    for event in bundle.events_of(case):
        if defendant is None or bundle.is_told_of(event, defendant):
            moment = "" if defendant is None else _moment(bundle, event, defendants=[defendant])
            yield _mark(bundle, event, deciding=event.pk in deciding, moment=moment)


def _mark(bundle: CaseData, event: Event, *, deciding: bool, moment: str = "") -> timeline_chart.EventMark:
    """Draw one event; a hearing still to come stands on the day it is set for."""
    to_come = event.scheduled_on if event.outcome in {"", HearingOutcome.SCHEDULED} else None
    day = max(event.latest, to_come) if to_come and to_come > today() else event.latest
    return timeline_chart.EventMark(
        day=day,
        words=f"{event.date_words}: {bundle.text(event.what, case=event.case_id)}",
        kind=KINDS.get(EventKind(event.kind), "other"),
        moment=moment,
        moment_day=date_format(event.latest, "j M"),
        earliest=event.earliest if day == event.latest else None,
        deciding=deciding,
    )


def _drawing(
    bundle: CaseData,
    groups: tuple[timeline_chart.LaneGroup, ...],
    *,
    heading: str,
    name: str,
    axis: Axis | None = None,
) -> Drawing:
    """Draw the groups and write the same in words."""
    clocks = bundle.clocks
    on_words = _("today, %(day)s") if is_today(clocks) else _("on %(day)s")
    on = timeline_chart.DayLine(day=clocks.on, words=on_words % {"day": say(clocks.on)}, name="on")
    present = timeline_chart.DayLine(day=today(), words=_("today"), name="today")
    months = [str(MONTHS_3[number]).capitalize() for number in range(1, 13)]
    picture = timeline_chart.draw(groups, on=on, today=present, months=months, axis=axis)
    rows = tuple(_rows(groups))
    return Drawing(
        name=name,
        heading=heading,
        title=heading,
        description=_description(groups, on.words),
        picture=picture,
        key=tuple(_key(picture)) if picture else (),
        rows=rows,
    )


def _description(groups: tuple[timeline_chart.LaneGroup, ...], on_words: str) -> str:
    """Say what the picture shows, for whoever hears it instead of seeing it."""
    lanes = sum(len(group.lanes) for group in groups)
    return ngettext(
        "One lane against time, a row of states with the day each began; a line marks %(day)s. "
        "The table says the same.",
        "%(lanes)s lanes against time, each a row of states with the day each began; a line marks %(day)s. "
        "The table says the same.",
        lanes,
    ) % {"lanes": lanes, "day": on_words}


def _rows(groups: tuple[timeline_chart.LaneGroup, ...]) -> Iterator[PictureRow]:
    """Write every piece of every lane as a row."""
    for group in groups:
        for lane in group.lanes:
            label = f"{group.heading}: {lane.label}" if group.heading else lane.label
            for piece in lane.pieces:
                until = "" if piece.until == FOREVER else say(piece.until)
                yield PictureRow(lane=label, state=piece.label, start=_start(piece), until=until)


def _start(piece: timeline_chart.LaneSegment) -> str:
    """Say when a state began, and since when it may have."""
    if piece.possible_from is None or piece.possible_from >= piece.start:
        return say(piece.start)
    return _("%(day)s (date uncertain)") % {"day": say(piece.start)}


def _period(start: date, until: date) -> str:
    """Say from when until when."""
    if until == FOREVER:
        return _("from %(start)s") % {"start": say(start)}
    return _("%(start)s to %(until)s") % {"start": say(start), "until": say(until)}


def _key(picture: timeline_chart.Picture) -> Iterator[KeyWord]:
    """Explain the patterns and marks that occur in the picture, and no others."""
    patterns = {
        timeline_chart.FILED: _("charged, sued or cited"),
        timeline_chart.WAITING: _("awaiting trial, or paused"),
        timeline_chart.TRIAL: _("on trial"),
        timeline_chart.AGAIN: _("mistrial or sent back"),
        timeline_chart.FOUND: _("found guilty"),
        timeline_chart.CONVICTED: _("convicted"),
        timeline_chart.DEFERRED: _("deferred"),
        timeline_chart.ENDED: _("ended"),
        timeline_chart.ELSEWHERE: _("goes on elsewhere"),
    }
    kinds = {
        "ruling": _("ruling or sentence"),
        "hearing": _("hearing"),
        "other": _("filing, notice, other event"),
        "deciding": _("decides the status shown"),
        "soft": _("date uncertain"),
    }
    for pattern in picture.patterns:
        yield KeyWord(words=patterns[pattern], pattern=pattern)
    for kind in picture.kinds:
        yield KeyWord(words=kinds[kind], kind=kind)
