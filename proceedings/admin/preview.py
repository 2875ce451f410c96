"""What would follow from a write, tried out with the real services and undone, in the words of the site."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from proceedings.admin.entry.warnings import warnings_about
from proceedings.admin.status_messages import status_words, visible_moves
from proceedings.admin.visibility import visible_to
from proceedings.models import Case, Event, StatusSpan
from proceedings.models.status_span_queries import NOTHING_RECORDED
from proceedings.record import services, status_spans
from proceedings.record.dry_run import DryRun, StatusMove, dry_run
from proceedings.research.statuses.status_text import sentence_of, table_of
from proceedings.wording import qualifier_sentence, why_sentence
from proceedings.wording.phrases import day_words

OTHER_DAYS = 6


@dataclass(frozen=True, slots=True)
class StatusChange:
    """What becomes of one defendant: the status before and after, why, and what else reads otherwise."""

    name: str
    case: str
    before: str
    after: str
    other_spans: int  # stretches of other days that would read otherwise
    other_days: tuple[str, ...] = ()  # the first of them, in words
    rule: str = ""
    decided_by: str = ""
    qualifiers_added: tuple[str, ...] = ()
    qualifiers_removed: tuple[str, ...] = ()

    @property
    def changes_today(self) -> bool:
        """Tell whether today's status reads otherwise."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything a preview says; `hidden` counts the defendants who are closed to the user."""

    changes: tuple[StatusChange, ...] = ()
    hidden: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        """Return a short text that differs when anything the preview says differs."""
        text = repr((self.changes, self.hidden, self.warnings))
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """What has to be read while everything is still written."""

    events: dict[int, str]
    cases: dict[int, str]
    warnings: tuple[str, ...]


def preview_of(result: DryRun[Any], user: Any) -> Preview:
    """Say what a dry run does to every defendant it affects whom the user may see."""
    moves, hidden = visible_moves(user, result.changed)
    return Preview(tuple(map(_status_change, moves)), hidden)


def preview_event(write: Callable[[], Event], *, user: Any, by: AbstractBaseUser | None) -> Preview:
    """Try out the write of an event, which it returns; say what it does, why, and what to look at first.

    Errors come out as they are; nothing stays written.
    """
    written: list[Event] = []
    result = dry_run(
        lambda: written.append(write()), read=lambda work: _snapshot(work, written[0], user), by=by
    )
    moves, hidden = visible_moves(user, result.changed)
    changes = (_explained(move, result.found, home=written[0].case_id) for move in moves)
    return Preview(tuple(changes), hidden, result.found.warnings)


def _snapshot(work: services.WriteTransaction, event: Event, user: Any) -> _Snapshot:
    affected = status_spans.linked(work.touched)
    rows = StatusSpan.objects.live().filter(defendant_id__in=affected)
    named = {pk for row in rows for one in row.qualifiers for pk in one.get("cases", ())}
    events = visible_to(user, Event.objects.filter(pk__in={row.event_id for row in rows if row.event_id}))
    cases = visible_to(user, Case.objects.filter(pk__in=named))
    return _Snapshot(
        {one.pk: f"{one.date_words}: {one.what}" for one in events},
        {case.pk: case.docket_number or case.caption for case in cases},
        tuple(warnings_about(event, user)) if event.is_public else (),
    )


def _status_change(move: StatusMove) -> StatusChange:
    return StatusChange(
        move.defendant.party.name,
        move.defendant.case.caption,
        status_words(move.before),
        status_words(move.after),
        sum(_reads_otherwise(span, move.earlier) for span in move.past),
    )


def _explained(move: StatusMove, read: _Snapshot, *, home: int) -> StatusChange:
    before, after = move.before, move.after
    was, will = _qualifiers(before, read.cases), _qualifiers(after, read.cases)
    past = (span for span in move.past if _reads_otherwise(span, move.earlier))
    change = replace(
        _status_change(move),
        other_days=tuple(_other_day(span) for span in past)[:OTHER_DAYS],
        qualifiers_added=tuple(words for words in will if words not in was),
        qualifiers_removed=tuple(words for words in was if words not in will),
    )
    if move.defendant.case_id == home:
        change = replace(change, case="")
    if after is None:
        return change
    return replace(
        change,
        rule=why_sentence(after.rule, table_of(after.status)),
        decided_by=read.events.get(after.event_id or 0, ""),
    )


def _qualifiers(span: StatusSpan | None, cases: dict[int, str]) -> list[str]:
    return [qualifier_sentence(one, cases) for one in span.qualifiers] if span is not None else []


def _reads_otherwise(span: StatusSpan, earlier: Sequence[StatusSpan]) -> bool:
    """Tell whether any day of a stretch read otherwise before; that nothing was recorded yet is no news."""
    then = [one for one in earlier if one.valid_from < span.valid_until and span.valid_from < one.valid_until]
    if not then:
        return span.status not in NOTHING_RECORDED
    return any(status_words(one) != status_words(span) for one in then)


def _other_day(span: StatusSpan) -> str:
    return _("from %(day)s: %(status)s") % {
        "day": day_words(span.valid_from.isoformat()),
        "status": sentence_of(span),
    }
